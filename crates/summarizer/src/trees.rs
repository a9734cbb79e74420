//! Boosted oblivious trees: every tree asks the same questions of all its branches, so its answers are the digits of a leaf's
//! number (Kohavi 1994; as in CatBoost, Prokhorenkova et al. 2018).

use copydesk_learn::trees::{Split, Tree};

use crate::features::Table;

/// Trees as they are asked, all rows of a table at a time.
pub(crate) struct Forest {
    trees: Vec<Asked>,
}

enum Asked {
    /// As most trees of any model are: three questions and eight leaves, in one place.
    OfThree([Split; 3], [f32; 8]),
    Other(Tree),
}

impl Asked {
    fn of(tree: &Tree) -> Self {
        match (tree.splits.as_slice().try_into(), tree.leaves.as_slice().try_into()) {
            (Ok(splits), Ok(leaves)) => Self::OfThree(splits, leaves),
            _ => Self::Other(tree.clone()),
        }
    }
}

impl Forest {
    /// The forest of these trees.
    pub(crate) fn of(trees: &[Tree]) -> Self {
        Self { trees: trees.iter().map(Asked::of).collect() }
    }

    /// Adds every tree's leaf to the score of each row; `scores` has a place for each padded row.
    pub(crate) fn add(&self, table: &Table, scores: &mut [f32]) {
        #[cfg(target_arch = "x86_64")]
        if let Some(v3) = pulp::x86::V3::try_new() {
            return v3.vectorize(Wide { v3, forest: self, table, scores });
        }
        self.add_with(table, scores, add_one_of_eight);
    }

    /// The same with another way to add the leaves of a tree of three questions.
    #[inline(always)]
    fn add_with(
        &self,
        table: &Table,
        scores: &mut [f32],
        of_three: impl Fn([&[f32]; 3], [f32; 3], &[f32; 8], &mut [f32]),
    ) {
        for tree in &self.trees {
            match tree {
                Asked::OfThree(splits, leaves) => {
                    let columns = splits.map(|split| table.padded(usize::from(split.column)));
                    of_three(columns, splits.map(|split| split.threshold), leaves, scores);
                }
                Asked::Other(tree) => add_any(tree, table, scores),
            }
        }
    }
}

fn add_any(tree: &Tree, table: &Table, scores: &mut [f32]) {
    for (row, score) in scores.iter_mut().enumerate() {
        let answer = |split: &Split| table.padded(usize::from(split.column))[row] > split.threshold;
        let digits = tree.splits.iter().enumerate().map(|(digit, split)| usize::from(answer(split)) << digit);
        *score += tree.leaves[digits.sum::<usize>()];
    }
}

/// A leaf chosen without a look-up, by the answers as masks, so that a compiler makes several rows of it at a time.
fn add_one_of_eight(columns: [&[f32]; 3], thresholds: [f32; 3], leaves: &[f32; 8], scores: &mut [f32]) {
    let leaves = leaves.map(f32::to_bits);
    let rows = scores.len();
    let [a, b, c] = columns.map(|column| &column[..rows]);
    let mask = |value: f32, threshold: f32| if value > threshold { u32::MAX } else { 0 };
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

/// [`Forest::add`] for processors that choose among eight numbers with one instruction.
#[cfg(target_arch = "x86_64")]
struct Wide<'a> {
    v3: pulp::x86::V3,
    forest: &'a Forest,
    table: &'a Table,
    scores: &'a mut [f32],
}

#[cfg(target_arch = "x86_64")]
impl pulp::NullaryFnOnce for Wide<'_> {
    type Output = ();

    #[inline(always)]
    fn call(self) {
        use std::arch::x86_64::_CMP_GT_OQ;
        let (avx, avx2) = (self.v3.avx, self.v3.avx2);
        let digits = [1, 2, 4].map(|digit| avx._mm256_castsi256_ps(avx._mm256_set1_epi32(digit)));
        self.forest.add_with(self.table, self.scores, |columns, thresholds, leaves, scores| {
            let [a, b, c] = columns.map(|column| column.as_chunks::<8>().0);
            let thresholds = thresholds.map(|threshold| avx._mm256_set1_ps(threshold));
            let leaves = pulp::cast(*leaves);
            for (((scores, a), b), c) in scores.as_chunks_mut::<8>().0.iter_mut().zip(a).zip(b).zip(c) {
                let digit = |n: usize, values: &[f32; 8]| {
                    let above = avx._mm256_cmp_ps::<_CMP_GT_OQ>(pulp::cast(*values), thresholds[n]);
                    avx._mm256_and_ps(above, digits[n])
                };
                let leaf = avx._mm256_or_ps(avx._mm256_or_ps(digit(0, a), digit(1, b)), digit(2, c));
                let worth = avx2._mm256_permutevar8x32_ps(leaves, avx._mm256_castps_si256(leaf));
                *scores = pulp::cast(avx._mm256_add_ps(pulp::cast(*scores), worth));
            }
        });
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
        let forest = Forest::of(&trees);
        let mut scores = vec![0.0; table.padded(Feature::Headline as usize).len()];
        let mut plainly = scores.clone();
        forest.add(&table, &mut scores);
        forest.add_with(&table, &mut plainly, add_one_of_eight);
        let leaf = |tree: &Tree, row: usize| {
            let answer = |split: &Split| usize::from(table.column(usize::from(split.column))[row] > split.threshold);
            tree.leaves[tree.splits.iter().enumerate().map(|(digit, split)| answer(split) << digit).sum::<usize>()]
        };
        let read: Vec<f32> = (0..11).map(|row| trees.iter().map(|tree| leaf(tree, row)).sum()).collect();
        assert_eq!(scores[..11], read);
        assert_eq!(plainly[..11], read);
    }
}
