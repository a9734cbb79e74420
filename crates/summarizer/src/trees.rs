//! Boosted oblivious trees: every tree asks the same questions of all its branches, so its answers are the digits of a leaf's
//! number (Kohavi 1994; as in CatBoost, Prokhorenkova et al. 2018).

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

impl Tree {
    /// Adds the leaf of every row to its score.
    pub(crate) fn add(&self, table: &Table, leaf: &mut Vec<u16>, scores: &mut [f32]) {
        leaf.clear();
        leaf.resize(table.rows(), 0);
        for (digit, split) in self.splits.iter().enumerate() {
            let column = table.column(usize::from(split.column));
            for (leaf, value) in leaf.iter_mut().zip(column) {
                *leaf |= u16::from(*value > split.threshold) << digit;
            }
        }
        for (score, leaf) in scores.iter_mut().zip(leaf) {
            *score += self.leaves[usize::from(*leaf)];
        }
    }
}
