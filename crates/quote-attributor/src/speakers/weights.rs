//! How much each claim is worth, by the kind of source.

use std::collections::HashMap;

use super::sort::Sort;
use crate::claims::Claim;

/// A weight for every claim by itself, and one more for every claim with every kind of source.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Weights(Vec<f32>);

const CLAIMS: usize = Claim::ALL.len();
/// How many weights there are.
pub(crate) const SIZE: usize = CLAIMS * (1 + Sort::ALL.len());
/// The file that ships with the crate.
pub(crate) static MODEL: &str = include_str!("../../model/speakers.txt");

impl Weights {
    /// Weights from numbers in the order of the model's rows.
    pub(crate) fn new(weights: Vec<f32>) -> Self {
        assert_eq!(weights.len(), SIZE, "there is a weight for each claim and kind of source");
        Self(weights)
    }

    /// Reads a file of `copydesk train quote-attributor --speakers`: a line a weight, with the kind of source (or `any`), the weight, and the claim in words. What a
    /// file does not name weighs nothing.
    pub(crate) fn read(file: &str) -> Self {
        let claims: HashMap<&str, usize> = Claim::ALL.iter().map(|claim| (claim.words(), *claim as usize)).collect();
        let sorts: HashMap<&str, usize> = Sort::ALL.iter().map(|(sort, name)| (*name, *sort as usize + 1)).collect();
        let mut weights = vec![0.0; SIZE];
        for line in file.lines() {
            let mut columns = line.splitn(3, '\t');
            let (Some(sort), Some(weight), Some(claim)) = (columns.next(), columns.next(), columns.next()) else {
                continue;
            };
            let row = if sort == "any" { Some(0) } else { sorts.get(sort).copied() };
            if let Some((row, claim)) = row.zip(claims.get(claim)) {
                weights[row * CLAIMS + claim] = weight.parse().unwrap_or(0.0);
            }
        }
        Self(weights)
    }

    /// The file that [`read`](Self::read) reads.
    pub(crate) fn written(&self) -> String {
        let sorts = std::iter::once("any").chain(Sort::ALL.iter().map(|(_, name)| *name));
        let mut lines = String::new();
        for (row, sort) in sorts.enumerate() {
            for (claim, weight) in Claim::ALL.iter().zip(&self.0[row * CLAIMS..]) {
                if weight.abs() >= 0.005 {
                    lines += &format!("{sort}\t{weight:.2}\t{}\n", claim.words());
                }
            }
        }
        lines
    }

    /// All weights, in the order of [`places`].
    pub(crate) fn all(&self) -> &[f32] {
        &self.0
    }

    /// What a claim is worth for a kind of source.
    pub(crate) fn of(&self, sort: Sort, claim: Claim) -> f32 {
        places(sort, claim).iter().map(|place| self.0[*place]).sum()
    }
}

/// The numbers of the weights that a claim uses.
pub(crate) const fn places(sort: Sort, claim: Claim) -> [usize; 2] {
    [claim as usize, (sort as usize + 1) * CLAIMS + claim as usize]
}
