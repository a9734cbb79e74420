//! Yes or no from hashed features: logistic regression by FTRL-Proximal (McMahan et al. 2013), which leaves weights of rare
//! features at nought.

use crate::random::{self, Random};

/// A question with its answer; `N` features each.
#[derive(Clone, Debug)]
pub struct Example<const N: usize> {
    /// The slots of its features in the table of weights.
    pub slots: [u32; N],
    /// The answer.
    pub yes: bool,
    /// How much it counts.
    pub weight: f32,
}

/// How to learn.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    /// How often each example is looked at.
    pub rounds: u32,
    /// The rate of learning.
    pub rate: f32,
    /// How strongly small weights are drawn to nought.
    pub l1: f32,
    /// How strongly all weights are.
    pub l2: f32,
    /// What the order of examples comes from.
    pub seed: u64,
}

/// Learners whose mean is taken: single ones differ by the order in which they saw the examples.
const LEARNERS: usize = 5;

/// Learns one weight a slot: the mean of several learners that see the examples in other orders.
#[must_use]
pub fn learn<const N: usize>(examples: &[Example<N>], slots: usize, settings: Settings) -> Vec<f32> {
    let mut random = Random::from_state(settings.seed);
    let mut order: Vec<usize> = (0..examples.len()).collect();
    let mut mean = vec![0.0; slots];
    for _ in 0..LEARNERS {
        let mut learner = Learner { z: vec![0.0; slots], n: vec![0.0; slots], settings };
        for _ in 0..settings.rounds {
            random::shuffle(&mut order, |limit| (random.bits() >> 33) as usize % limit);
            for number in &order {
                learner.step(&examples[*number]);
            }
        }
        for (slot, weight) in mean.iter_mut().enumerate() {
            *weight += learner.weight(slot) / LEARNERS as f32;
        }
    }
    mean
}

struct Learner {
    z: Vec<f32>,
    n: Vec<f32>,
    settings: Settings,
}

impl Learner {
    fn weight(&self, slot: usize) -> f32 {
        let Settings { rate, l1, l2, .. } = self.settings;
        let z = self.z[slot];
        if z.abs() <= l1 { 0.0 } else { -(z - z.signum() * l1) / ((1.0 + self.n[slot].sqrt()) / rate + l2) }
    }

    fn step<const N: usize>(&mut self, example: &Example<N>) {
        let mut weights = [0.0; N];
        for (weight, slot) in weights.iter_mut().zip(example.slots) {
            *weight = self.weight(slot as usize);
        }
        let guess = 1.0 / (1.0 + (-weights.iter().sum::<f32>()).exp());
        let gradient = (guess - f32::from(u8::from(example.yes))) * example.weight;
        for (weight, slot) in weights.iter().zip(example.slots) {
            let slot = slot as usize;
            let sum = self.n[slot] + gradient * gradient;
            let sigma = (sum.sqrt() - self.n[slot].sqrt()) / self.settings.rate;
            self.z[slot] += gradient - sigma * weight;
            self.n[slot] = sum;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_decides_gets_weight_and_noise_gets_none() {
        let example = |number: u32| Example {
            slots: [number % 2, 2 + number % 7, 20 + number],
            yes: number % 2 == 1,
            weight: 1.0,
        };
        let examples: Vec<_> = (0..400).map(example).collect();
        let settings = Settings { rounds: 5, rate: 0.1, l1: 2.0, l2: 1.0, seed: 1 };
        let weights = learn(&examples, 512, settings);
        assert!(weights[0] < -0.5 && weights[1] > 0.5, "{:?}", &weights[..2]);
        assert!(weights[20..420].iter().filter(|weight| **weight == 0.0).count() > 300);
        assert_eq!(weights, learn(&examples, 512, settings), "the same seed gives the same weights");
    }
}
