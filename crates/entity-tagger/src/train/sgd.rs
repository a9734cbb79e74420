//! Rounds over examples, at a rate that falls to nothing.

use super::crf::{Lattice, Weights};
use super::examples::Example;
use crate::random::Random;

/// How to learn.
#[derive(Clone, Copy)]
pub(super) struct Sgd {
    /// Rounds over the examples.
    pub rounds: usize,
    /// The first learning rate.
    pub rate: f32,
    /// The share of features left out in each step.
    pub drop: f32,
    /// 2^bits slots.
    pub bits: u32,
}

impl Sgd {
    /// Learns from examples, on from some weights; `told` hears of the weights after every round.
    pub(super) fn learn<const W: usize>(
        &self,
        examples: &[&Example],
        tags: usize,
        mut weights: Weights,
        seed: u64,
        mut told: impl FnMut(usize, &Weights),
    ) -> Weights {
        let mut lattice = Lattice::<W>::new(tags);
        let mut random = Random::new(seed);
        let mut order: Vec<usize> = (0..examples.len()).collect();
        let total = (self.rounds * examples.len()) as f32;
        for round in 0..self.rounds {
            random.shuffle(&mut order);
            for (n, example) in order.iter().enumerate() {
                let done = (round * examples.len() + n) as f32 / total;
                lattice.learn(&mut weights, examples[*example], self.rate * (1.0 - done), self.drop, &mut random);
            }
            told(round + 1, &weights);
        }
        weights.rows.iter_mut().for_each(|weight| *weight *= 1.0 - self.drop);
        weights
    }
}

/// The mean of weights that share their slots.
pub(super) fn mean(all: &[Weights]) -> Weights {
    let mut mean = all[0].clone();
    for weights in &all[1..] {
        mean.rows.iter_mut().zip(&weights.rows).for_each(|(sum, weight)| *sum += weight);
        mean.transitions.iter_mut().zip(&weights.transitions).for_each(|(sum, weight)| *sum += weight);
    }
    let count = all.len() as f32;
    mean.rows.iter_mut().chain(&mut mean.transitions).for_each(|sum| *sum /= count);
    mean
}
