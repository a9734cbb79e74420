//! A linear-chain conditional random field (Lafferty et al. 2001), trained by stochastic gradient steps.
//!
//! Probabilities are kept scaled token by token instead of as logarithms, so that the inner loops are sums of products.

mod lattice;

use crate::bio::{Tag, Tags};
use crate::random::Random;
use lattice::Lattice;

/// A sequence to learn from.
#[derive(Clone, Debug, Default)]
pub struct Sequence {
    /// The features of all tokens in a row, the high halves of their hashes.
    pub features: Vec<u32>,
    /// Where the features of each token end.
    pub ends: Vec<usize>,
    /// The tags to learn.
    pub tags: Vec<Tag>,
}

impl Sequence {
    /// The features of a token.
    #[must_use]
    pub fn features_of(&self, token: usize) -> &[u32] {
        let start = token.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.features[start..self.ends[token]]
    }
}

/// A sequence with what its labels leave open.
#[derive(Clone, Copy, Debug)]
pub struct Lesson<'a> {
    /// The sequence.
    pub sequence: &'a Sequence,
    /// The tags that each token may have; empty where those of the sequence stand. What is learned of open tokens is what the
    /// others tell of them: the weight of all ways that are allowed rises (Tsuboi et al. 2008).
    pub may: &'a [Tags],
    /// How much a step on it counts.
    pub weight: f32,
}

/// Whether a tag may follow another; `None` stands for the sequence's start.
pub type MayFollow = fn(Option<Tag>, Tag) -> bool;

/// How to learn: rounds over the sequences, at a rate that falls to nothing.
#[derive(Clone, Copy, Debug)]
pub struct Sgd {
    /// Rounds over the sequences.
    pub rounds: usize,
    /// The first learning rate.
    pub rate: f32,
    /// The share of features left out in each step.
    pub drop: f32,
    /// 2^bits slots for features.
    pub bits: u32,
}

impl Sgd {
    /// Learns from sequences, on from some weights; `heard` is given the weights after every round. `W` is the width of a row
    /// of weights: the number of tags, filled up to whatever is quick.
    pub fn learn<const W: usize>(
        &self,
        sequences: &[&Sequence],
        tags: (usize, MayFollow),
        weights: Weights,
        seed: u64,
        heard: impl FnMut(usize, &Weights),
    ) -> Weights {
        let lessons: Vec<Lesson<'_>> =
            sequences.iter().map(|sequence| Lesson { sequence, may: &[], weight: 1.0 }).collect();
        self.learn_lessons::<W>(&lessons, tags, weights, seed, heard)
    }

    /// As [`learn`](Self::learn), from sequences whose labels may leave tokens open.
    pub fn learn_lessons<const W: usize>(
        &self,
        lessons: &[Lesson<'_>],
        (tags, may_follow): (usize, MayFollow),
        mut weights: Weights,
        seed: u64,
        mut heard: impl FnMut(usize, &Weights),
    ) -> Weights {
        let mut lattice = Lattice::<W>::new(tags, may_follow);
        let mut random = Random::new(seed);
        let mut order: Vec<usize> = (0..lessons.len()).collect();
        let total = (self.rounds * lessons.len()) as f32;
        for round in 0..self.rounds {
            random.shuffle(&mut order);
            for (n, lesson) in order.iter().enumerate() {
                let done = (round * lessons.len() + n) as f32 / total;
                lattice.learn(&mut weights, lessons[*lesson], self.rate * (1.0 - done), self.drop, &mut random);
            }
            heard(round + 1, &weights);
        }
        weights.rows.iter_mut().for_each(|weight| *weight *= 1.0 - self.drop);
        weights
    }
}

/// The mean of weights that share their slots.
///
/// # Panics
/// If there are none.
#[must_use]
pub fn mean(all: &[Weights]) -> Weights {
    let mut mean = all[0].clone();
    for weights in &all[1..] {
        mean.rows.iter_mut().zip(&weights.rows).for_each(|(sum, weight)| *sum += weight);
        mean.transitions.iter_mut().zip(&weights.transitions).for_each(|(sum, weight)| *sum += weight);
    }
    let count = all.len() as f32;
    mean.rows.iter_mut().chain(&mut mean.transitions).for_each(|sum| *sum /= count);
    mean
}

/// Weights in training.
#[derive(Clone, Debug)]
pub struct Weights {
    /// A row of the tables' width for each slot.
    pub rows: Vec<f32>,
    /// A row for each tag before, and one for the start of a sentence.
    pub transitions: Vec<f32>,
    /// 2^bits slots.
    pub bits: u32,
}

impl Weights {
    /// No weights yet.
    #[must_use]
    pub fn new(tags: usize, width: usize, bits: u32) -> Self {
        Self { rows: vec![0.0; width << bits], transitions: vec![0.0; (tags + 1) * width], bits }
    }

    /// The row of a feature, given by the high half of its hash.
    #[inline]
    fn slot(&self, feature: u32) -> usize {
        (feature >> (32 - self.bits)) as usize
    }

    /// The score of each tag of a token.
    pub fn scores<const W: usize>(&self, features: &[u32], scores: &mut [f32; W]) {
        let rows = self.rows.as_chunks::<W>().0;
        for feature in features {
            let row = &rows[self.slot(*feature)];
            for tag in 0..W {
                scores[tag] += row[tag];
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two kinds of tokens, of which the second kind means another tag after the first kind than alone.
    fn sequence(number: usize) -> Sequence {
        let kinds: Vec<u32> = (0..6).map(|at| ((number + at) % 5 > 2).into()).collect();
        let tag = |at: usize| {
            if kinds[at] == 0 {
                0
            } else if at > 0 && kinds[at - 1] == 1 {
                2
            } else {
                1
            }
        };
        let features = kinds.iter().map(|kind| (kind + 1) << 28).collect();
        Sequence { features, ends: (1..=6).collect(), tags: (0..6).map(tag).collect() }
    }

    fn follows(before: Option<Tag>, tag: Tag) -> bool {
        tag < 2 || before.is_some_and(|before| before > 0)
    }

    #[test]
    fn transitions_tell_apart_what_features_cannot() {
        let sequences: Vec<_> = (0..40).map(sequence).collect();
        let sgd = Sgd { rounds: 20, rate: 0.3, drop: 0.0, bits: 4 };
        let learn = || {
            let all: Vec<&Sequence> = sequences.iter().collect();
            sgd.learn::<4>(&all, (3, follows), Weights::new(3, 4, 4), 1, |_, _| ())
        };
        let weights = learn();
        let step = |before: usize, tag: usize| weights.transitions[before * 4 + tag];
        assert!(step(1, 2) > step(1, 1) + 1.0, "after a 1 comes a 2");
        assert!(step(0, 1) > step(0, 2), "a 2 needs something before it");
        assert_eq!(weights.transitions, learn().transitions, "the same seed gives the same weights");
    }

    #[test]
    fn what_the_labels_leave_open_is_neither_learned_nor_unlearned() {
        let sequences: Vec<_> = (0..40).map(sequence).collect();
        let sgd = Sgd { rounds: 20, rate: 0.3, drop: 0.0, bits: 4 };
        let all = [Tags::one(0).with(1).with(2); 6];
        let learn = |may: &[Tags], weight: f32| {
            let lessons: Vec<_> = sequences.iter().map(|sequence| Lesson { sequence, may, weight }).collect();
            sgd.learn_lessons::<4>(&lessons, (3, follows), Weights::new(3, 4, 4), 1, |_, _| ())
        };
        assert!(learn(&all, 1.0).rows.iter().all(|weight| weight.abs() < 1e-4), "nothing is known, nothing is learned");
        let strongest = |weights: &Weights| weights.rows.iter().copied().fold(0.0, f32::max);
        assert!(strongest(&learn(&[], 1.0)) > 1.5 * strongest(&learn(&[], 0.1)), "a light lesson moves less");
    }
}
