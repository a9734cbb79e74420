//! Learns the scorer's weights: logistic regression by FTRL-Proximal (McMahan et al. 2013), which leaves weights of rare
//! features at nought.

use crate::features::FEATURES;

/// A place as the learner sees it.
pub(crate) struct Example {
    /// The slots of its features.
    pub(crate) slots: [u32; FEATURES],
    /// Whether a sentence ends there.
    pub(crate) ends: bool,
    /// How much it counts.
    pub(crate) weight: f32,
}

/// The learner's settings.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Settings {
    pub(crate) rounds: u32,
    pub(crate) rate: f32,
    pub(crate) l1: f32,
    pub(crate) l2: f32,
    pub(crate) seed: u64,
}

/// Learns one weight per slot: the mean of several learners that see the places in other orders.
pub(crate) fn learn(examples: &[Example], slots: usize, settings: Settings) -> Vec<f32> {
    let mut random = Random(settings.seed);
    let mut order: Vec<usize> = (0..examples.len()).collect();
    let mut mean = vec![0.0; slots];
    for _ in 0..LEARNERS {
        let mut learner = Learner { z: vec![0.0; slots], n: vec![0.0; slots], settings };
        for _ in 0..settings.rounds {
            random.shuffle(&mut order);
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

const LEARNERS: usize = 5;

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

    fn step(&mut self, example: &Example) {
        let mut weights = [0.0; FEATURES];
        for (weight, slot) in weights.iter_mut().zip(example.slots) {
            *weight = self.weight(slot as usize);
        }
        let guess = 1.0 / (1.0 + (-weights.iter().sum::<f32>()).exp());
        let gradient = (guess - f32::from(u8::from(example.ends))) * example.weight;
        for (weight, slot) in weights.iter().zip(example.slots) {
            let slot = slot as usize;
            let sum = self.n[slot] + gradient * gradient;
            let sigma = (sum.sqrt() - self.n[slot].sqrt()) / self.settings.rate;
            self.z[slot] += gradient - sigma * weight;
            self.n[slot] = sum;
        }
    }
}

/// Numbers that look random and are the same for the same seed (splitmix64).
pub(crate) struct Random(pub(crate) u64);

impl Random {
    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below `bound`.
    pub(crate) fn below(&mut self, bound: usize) -> usize {
        usize::try_from(self.next() >> 33).expect("31 bits") % bound
    }

    fn shuffle(&mut self, order: &mut [usize]) {
        for at in (1..order.len()).rev() {
            order.swap(at, self.below(at + 1));
        }
    }
}
