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
    /// Adds the leaf of every row to its score. `leaf` is a buffer, as long as `scores`.
    pub(crate) fn add(&self, table: &Table, leaf: &mut [u32], scores: &mut [f32]) {
        leaf.fill(0);
        for (digit, split) in self.splits.iter().enumerate() {
            let column = table.padded(usize::from(split.column));
            for (leaf, value) in leaf.iter_mut().zip(column) {
                *leaf |= if *value > split.threshold { 1 << digit } else { 0 };
            }
        }
        match self.leaves.len() {
            8 => add_leaves::<8>(&self.leaves, leaf, scores),
            16 => add_leaves::<16>(&self.leaves, leaf, scores),
            _ => scores.iter_mut().zip(leaf).for_each(|(score, leaf)| *score += self.leaves[*leaf as usize]),
        }
    }
}

/// The same for a known count of leaves, which spares the check of every number.
fn add_leaves<const N: usize>(leaves: &[f32], leaf: &[u32], scores: &mut [f32]) {
    let leaves: &[f32; N] = leaves.first_chunk().expect("so many leaves");
    for (score, leaf) in scores.iter_mut().zip(leaf) {
        *score += leaves[*leaf as usize % N];
    }
}
