//! Boosted oblivious trees: every tree asks the same questions of all its branches, so its answers are the digits of a leaf's
//! number (Kohavi 1994; as in CatBoost, Prokhorenkova et al. 2018).

use std::collections::BTreeMap;

use crate::features::Table;

/// A question: is this column's value larger than that?
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Split {
    pub(crate) column: u8,
    pub(crate) threshold: f32,
}

/// A tree of some questions and a leaf for every row of answers.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Tree {
    pub(crate) splits: Vec<Split>,
    pub(crate) leaves: Vec<f32>,
}

/// Trees as they are asked: a column's values are first replaced by how many of its thresholds they are above, so that a
/// question compares small integers, many rows at a time.
pub(crate) struct Forest {
    columns: Vec<Column>,
    trees: Vec<Asked>,
}

/// A column that is asked about.
struct Column {
    number: usize,
    /// The thresholds of all questions about it, each once, the smallest first.
    thresholds: Vec<f32>,
}

struct Asked {
    questions: Vec<Question>,
    leaves: Vec<f32>,
}

/// Whether a value is above the threshold of this number in a column.
struct Question {
    column: usize,
    threshold: i32,
}

/// Buffers of [`Forest::add`].
#[derive(Default)]
pub(crate) struct Answers {
    /// For each column that is asked about, how many thresholds every row is above.
    above: Vec<i32>,
    leaf: Vec<u32>,
}

impl Forest {
    /// The forest of these trees.
    pub(crate) fn of(trees: &[Tree]) -> Self {
        let mut all = BTreeMap::<usize, Vec<f32>>::new();
        for split in trees.iter().flat_map(|tree| &tree.splits) {
            all.entry(usize::from(split.column)).or_default().push(split.threshold);
        }
        let columns: Vec<Column> =
            all.into_iter().map(|(number, thresholds)| Column::new(number, thresholds)).collect();
        let asked = |tree: &Tree| Asked {
            questions: tree.splits.iter().map(|split| question(&columns, *split)).collect(),
            leaves: tree.leaves.clone(),
        };
        Self { trees: trees.iter().map(asked).collect(), columns }
    }

    /// Adds every tree's leaf to the score of each row; `scores` has a place for each padded row.
    pub(crate) fn add(&self, table: &Table, answers: &mut Answers, scores: &mut [f32]) {
        let height = scores.len();
        answers.above.clear();
        for column in &self.columns {
            answers.above.extend(table.padded(column.number).iter().map(|value| column.above(*value)));
        }
        let above = |question: &Question| &answers.above[question.column * height..][..height];
        for tree in &self.trees {
            match (tree.questions.as_slice(), tree.leaves.first_chunk()) {
                ([a, b, c], Some(leaves)) => {
                    add_one_of_eight([a, b, c].map(above), [a, b, c].map(|q| q.threshold), leaves, scores);
                }
                _ => tree.add(above, &mut answers.leaf, scores),
            }
        }
    }
}

impl Column {
    fn new(number: usize, mut thresholds: Vec<f32>) -> Self {
        thresholds.sort_unstable_by(f32::total_cmp);
        thresholds.dedup();
        Self { number, thresholds }
    }

    fn above(&self, value: f32) -> i32 {
        self.thresholds.partition_point(|threshold| value > *threshold) as i32
    }
}

fn question(columns: &[Column], split: Split) -> Question {
    let column = columns.partition_point(|column| column.number < usize::from(split.column));
    let threshold = columns[column].thresholds.partition_point(|threshold| *threshold < split.threshold);
    Question { column, threshold: threshold as i32 }
}

impl Asked {
    fn add<'a>(&self, above: impl Fn(&Question) -> &'a [i32], leaf: &mut Vec<u32>, scores: &mut [f32]) {
        leaf.clear();
        leaf.resize(scores.len(), 0);
        for (digit, question) in self.questions.iter().enumerate() {
            for (leaf, above) in leaf.iter_mut().zip(above(question)) {
                *leaf |= u32::from(*above > question.threshold) << digit;
            }
        }
        scores.iter_mut().zip(leaf).for_each(|(score, leaf)| *score += self.leaves[*leaf as usize]);
    }
}

/// Trees of three questions are most of any model: their leaves are chosen without a look-up, several rows at a time, by the
/// answers as masks.
fn add_one_of_eight(above: [&[i32]; 3], thresholds: [i32; 3], leaves: &[f32; 8], scores: &mut [f32]) {
    let leaves = leaves.map(f32::to_bits);
    let rows = scores.len();
    let [a, b, c] = above.map(|column| &column[..rows]);
    let mask = |above: i32, threshold: i32| if above > threshold { u32::MAX } else { 0 };
    let choose = |mask: u32, no: u32, yes: u32| no ^ (mask & (no ^ yes));
    for row in 0..rows {
        let first = mask(a[row], thresholds[0]);
        let second = mask(b[row], thresholds[1]);
        let third = mask(c[row], thresholds[2]);
        let pair = |n: usize| choose(first, leaves[2 * n], leaves[2 * n + 1]);
        let (low, high) = (choose(second, pair(0), pair(1)), choose(second, pair(2), pair(3)));
        scores[row] += f32::from_bits(choose(third, low, high));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::features::Feature;

    #[test]
    fn a_forest_answers_as_its_trees_read() {
        let tree = |splits: &[(u8, f32)]| Tree {
            splits: splits.iter().map(|&(column, threshold)| Split { column, threshold }).collect(),
            leaves: (0..1 << splits.len()).map(|leaf| (leaf * leaf) as f32 + 1.0).collect(),
        };
        let trees = [
            tree(&[(1, 0.5), (0, 2.0), (1, -1.0)]),
            tree(&[(2, 0.0)]),
            tree(&[(0, 2.0), (1, 0.5), (2, 7.5), (0, 0.0)]),
        ];
        let mut table = Table::default();
        table.reset(11);
        for row in 0..11 {
            (0..3).for_each(|column| {
                table.column_mut(column)[row] = [-1.0, 0.0, 0.5, 2.0, 7.5][(row * 3 + column * 2) % 5];
            });
        }
        let mut scores = vec![0.0; table.padded(Feature::Headline as usize).len()];
        Forest::of(&trees).add(&table, &mut Answers::default(), &mut scores);
        let leaf = |tree: &Tree, row: usize| {
            let answer = |split: &Split| usize::from(table.column(usize::from(split.column))[row] > split.threshold);
            tree.leaves[tree.splits.iter().enumerate().map(|(digit, split)| answer(split) << digit).sum::<usize>()]
        };
        let read: Vec<f32> = (0..11).map(|row| trees.iter().map(|tree| leaf(tree, row)).sum()).collect();
        assert_eq!(scores[..11], read);
    }
}
