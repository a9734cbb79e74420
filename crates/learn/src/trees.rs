//! Gradient boosting of oblivious trees by squared loss (Friedman 2001, 2002).

use crate::random::Draw;

/// A question: is this column's value larger than that?
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Split {
    /// The number of the column.
    pub column: u8,
    /// What its value is compared with.
    pub threshold: f32,
}

/// An oblivious tree: it asks the same questions of all its branches, so the answers are the digits of a leaf's number, the
/// first question's the lowest (Kohavi 1994; as in CatBoost, Prokhorenkova et al. 2018).
#[derive(Clone, Debug, PartialEq)]
pub struct Tree {
    /// The questions.
    pub splits: Vec<Split>,
    /// What is answered: two to the power of the questions.
    pub leaves: Vec<f32>,
}

/// Rows to learn from: columns of features, and what each row is worth.
#[derive(Clone, Debug, Default)]
pub struct Rows {
    /// The values of each column, a row each; fewer than 256 columns.
    pub columns: Vec<Vec<f32>>,
    /// What the trees shall answer.
    pub worth: Vec<f32>,
    /// How much each row counts.
    pub weight: Vec<f32>,
    /// The article of each row: rows of one are drawn together.
    pub article: Vec<u32>,
}

/// How to learn.
#[derive(Clone, Copy, Debug)]
pub struct Plan {
    /// Trees to learn.
    pub trees: usize,
    /// Questions a tree asks.
    pub depth: usize,
    /// The part of a tree's answer that is added.
    pub rate: f32,
    /// The share of articles that a tree sees.
    pub articles: f32,
    /// The share of columns that a tree may ask about.
    pub columns: f32,
    /// How many rows a leaf's mean is drawn towards zero by.
    pub shrinkage: f32,
    /// What draws the articles and columns of each tree.
    pub seed: u64,
    /// How many models of consecutive seeds are averaged.
    pub draws: u64,
}

/// Borders that are tried in each column: quantiles, so that more tell little apart (a guess that gradient boosting usually makes).
const BINS: usize = 64;

/// Learns trees whose sum comes close to the rows' worth.
#[must_use]
pub fn boost(rows: &Rows, plan: &Plan) -> Vec<Tree> {
    let binned = Binned::of(rows);
    let mut left = rows.worth.clone();
    let mut trees = Vec::new();
    for number in 0..plan.trees {
        let draw = Draw::new(plan.seed ^ ((number as u64) << 32));
        let drawn: Vec<u32> = (0..left.len() as u32)
            .filter(|&row| draw.takes(u64::from(rows.article[row as usize]), plan.articles))
            .collect();
        let columns: Vec<usize> =
            (0..rows.columns.len()).filter(|&c| draw.takes(c as u64 | 1 << 31, plan.columns)).collect();
        let tree = Grower { binned: &binned, left: &left, weight: &rows.weight, drawn, columns, plan }.grow();
        for (row, left) in left.iter_mut().enumerate() {
            *left -= tree.leaves[leaf_of(&tree, rows, row)];
        }
        trees.push(tree);
    }
    trees
}

fn leaf_of(tree: &Tree, rows: &Rows, row: usize) -> usize {
    let answer = |split: &Split| usize::from(rows.columns[usize::from(split.column)][row] > split.threshold);
    tree.splits.iter().enumerate().map(|(digit, split)| answer(split) << digit).sum()
}

/// The columns as numbers of bins.
struct Binned {
    borders: Vec<Vec<f32>>,
    bins: Vec<Vec<u8>>,
}

impl Binned {
    fn of(rows: &Rows) -> Self {
        let borders: Vec<_> = rows.columns.iter().map(|column| borders(column)).collect();
        let bin = |value: &f32, borders: &[f32]| borders.partition_point(|border| value > border) as u8;
        let bins = rows.columns.iter().zip(&borders);
        let bins = bins.map(|(column, borders)| column.iter().map(|value| bin(value, borders)).collect()).collect();
        Self { borders, bins }
    }
}

/// Values that cut a column into bins of about as many rows.
fn borders(column: &[f32]) -> Vec<f32> {
    let mut sorted = column.to_vec();
    sorted.sort_unstable_by(f32::total_cmp);
    let mut borders: Vec<f32> = (1..BINS).map(|n| sorted[(sorted.len() - 1) * n / BINS]).collect();
    borders.dedup();
    borders
}

struct Grower<'a> {
    binned: &'a Binned,
    left: &'a [f32],
    weight: &'a [f32],
    drawn: Vec<u32>,
    columns: Vec<usize>,
    plan: &'a Plan,
}

impl Grower<'_> {
    fn grow(&self) -> Tree {
        let mut leaves = vec![0u16; self.drawn.len()];
        let mut splits = Vec::new();
        for depth in 0..self.plan.depth {
            let Some((column, bin)) = self.best_split(&leaves, 1 << depth) else { break };
            let bins = &self.binned.bins[column];
            for (leaf, &row) in leaves.iter_mut().zip(&self.drawn) {
                *leaf |= u16::from(bins[row as usize] > bin) << depth;
            }
            let threshold = self.binned.borders[column][usize::from(bin)];
            splits.push(Split { column: u8::try_from(column).expect("fewer than 256 columns"), threshold });
        }
        Tree { leaves: self.means(&leaves, 1 << splits.len()), splits }
    }

    fn means(&self, leaves: &[u16], count: usize) -> Vec<f32> {
        let mut sums = vec![(0.0f64, 0.0f64); count];
        for (leaf, &row) in leaves.iter().zip(&self.drawn) {
            let (sum, rows) = &mut sums[usize::from(*leaf)];
            let weight = f64::from(self.weight[row as usize]);
            *sum += weight * f64::from(self.left[row as usize]);
            *rows += weight;
        }
        let mean = |(sum, rows): (f64, f64)| (sum / (rows + f64::from(self.plan.shrinkage))) as f32 * self.plan.rate;
        sums.into_iter().map(mean).collect()
    }

    /// The question, column and bin, that takes the most of what is left, asked of all leaves at once.
    fn best_split(&self, leaves: &[u16], count: usize) -> Option<(usize, u8)> {
        let mut best = (0.0, None);
        let mut sums = Vec::new();
        for &column in &self.columns {
            self.count(column, leaves, count, &mut sums);
            for bin in 0..self.binned.borders[column].len() {
                let gain = sums.chunks(BINS).map(|leaf| self.gain(leaf, bin)).sum::<f64>();
                if gain > best.0 {
                    best = (gain, Some((column, bin as u8)));
                }
            }
        }
        best.1
    }

    /// Running sums over the bins of every leaf: what is left, and the rows.
    fn count(&self, column: usize, leaves: &[u16], count: usize, sums: &mut Vec<(f64, f64)>) {
        sums.clear();
        sums.resize(count * BINS, (0.0, 0.0));
        let bins = &self.binned.bins[column];
        for (leaf, &row) in leaves.iter().zip(&self.drawn) {
            let (sum, rows) = &mut sums[usize::from(*leaf) * BINS + usize::from(bins[row as usize])];
            let weight = f64::from(self.weight[row as usize]);
            *sum += weight * f64::from(self.left[row as usize]);
            *rows += weight;
        }
        for leaf in sums.chunks_mut(BINS) {
            for bin in 1..BINS {
                leaf[bin] = (leaf[bin].0 + leaf[bin - 1].0, leaf[bin].1 + leaf[bin - 1].1);
            }
        }
    }

    fn gain(&self, leaf: &[(f64, f64)], bin: usize) -> f64 {
        let (all, below) = (leaf[BINS - 1], leaf[bin]);
        let shrinkage = f64::from(self.plan.shrinkage);
        let taken = |sum: f64, rows: f64| sum * sum / (rows + shrinkage);
        taken(below.0, below.1) + taken(all.0 - below.0, all.1 - below.1) - taken(all.0, all.1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(trees: &[Tree], rows: &Rows, row: usize) -> f32 {
        trees.iter().map(|tree| tree.leaves[leaf_of(tree, rows, row)]).sum()
    }

    #[test]
    fn trees_learn_a_step_and_an_interaction() {
        let count = 4000;
        let value = |row: usize, column: usize| ((row * 7919 + column * 104_729) % 1000) as f32;
        let columns: Vec<Vec<f32>> = (0..8).map(|column| (0..count).map(|row| value(row, column)).collect()).collect();
        let worth = |row: usize| if columns[0][row] > 500.0 && columns[1][row] > 300.0 { 5.0 } else { 0.0 };
        let worth: Vec<f32> = (0..count).map(worth).collect();
        let article = (0..4000).map(|row| row / 20).collect();
        let rows = Rows { columns, worth: worth.clone(), weight: vec![1.0; count], article };
        let plan =
            Plan { trees: 60, depth: 3, rate: 0.2, articles: 0.7, columns: 0.5, shrinkage: 5.0, seed: 1, draws: 1 };
        let trees = boost(&rows, &plan);
        assert_eq!(trees, boost(&rows, &plan), "training is reproducible");
        let off = (0..count).filter(|row| (answer(&trees, &rows, *row) - worth[*row]).abs() > 1.5).count();
        assert!(off < count / 20, "{off} of {count} rows are far off");
    }
}
