//! The forward-backward algorithm (Rabiner 1989), scaled item by item.

use super::Steps;

/// Scores further below the best are cut off, so that no product becomes 0: e^-30 squared is still far above the least `f32`.
const LEAST: f32 = -30.0;

/// The probabilities of every state of every item, in buffers that are used again.
#[derive(Clone, Debug)]
pub struct Lattice<const S: usize> {
    emissions: Vec<[f32; S]>,
    forward: Vec<[f32; S]>,
    backward: Vec<[f32; S]>,
    steps: [[f32; S]; S],
    steps_back: [[f32; S]; S],
    start: [f32; S],
}

impl<const S: usize> Default for Lattice<S> {
    fn default() -> Self {
        Self {
            emissions: Vec::new(),
            forward: Vec::new(),
            backward: Vec::new(),
            steps: [[1.0; S]; S],
            steps_back: [[1.0; S]; S],
            start: [1.0; S],
        }
    }
}

impl<const S: usize> Lattice<S> {
    /// Reads the weights between states; they hold until others are read.
    pub fn read_steps(&mut self, steps: &Steps<S>) {
        for (before, row) in steps.between.iter().enumerate() {
            for (next, weight) in row.iter().enumerate() {
                self.steps[before][next] = weight.exp();
                self.steps_back[next][before] = self.steps[before][next];
            }
        }
        self.start = steps.start.map(f32::exp);
    }

    /// Weighs a sequence, given the score of every state of every item.
    pub fn weigh(&mut self, scores: impl Iterator<Item = [f32; S]>) {
        self.emissions.clear();
        self.emissions.extend(scores.map(|scores| {
            let best = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
            scores.map(|score| (score - best).max(LEAST).exp())
        }));
        self.pass_forward();
        self.pass_backward();
    }

    /// The probabilities of the states of an item.
    #[must_use]
    pub fn marginals(&self, item: usize) -> [f32; S] {
        let mut marginals = self.forward[item];
        if let Some(next) = self.backward.get(item + 1) {
            multiply(&mut marginals, &product(next, &self.steps_back));
        }
        scaled(marginals)
    }

    /// How many items were weighed.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.emissions.len()
    }

    /// Whether there were none.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.emissions.is_empty()
    }

    fn pass_forward(&mut self) {
        self.forward.clear();
        for emission in &self.emissions {
            let mut reached = self.forward.last().map_or(self.start, |before| product(before, &self.steps));
            multiply(&mut reached, emission);
            self.forward.push(scaled(reached));
        }
    }

    /// `backward[t]` weighs the states of item t by all that follows, its own emission included.
    fn pass_backward(&mut self) {
        self.backward.clear();
        self.backward.resize(self.emissions.len(), [0.0; S]);
        let mut after = [1.0; S];
        for item in (0..self.emissions.len()).rev() {
            let mut reached = self.emissions[item];
            multiply(&mut reached, &after);
            self.backward[item] = scaled(reached);
            after = product(&self.backward[item], &self.steps_back);
        }
    }

    /// The probabilities of two states at an item and the one before.
    pub(super) fn pairs(&self, item: usize) -> [[f32; S]; S] {
        let (before, next) = (&self.forward[item - 1], &self.backward[item]);
        let reached = product(before, &self.steps);
        let total = reached.iter().zip(next).map(|(a, b)| a * b).sum::<f32>().max(f32::MIN_POSITIVE);
        let mut pairs = self.steps;
        for (row, share) in pairs.iter_mut().zip(before) {
            for (pair, weight) in row.iter_mut().zip(next) {
                *pair *= share * weight / total;
            }
        }
        pairs
    }
}

fn product<const S: usize>(weights: &[f32; S], steps: &[[f32; S]; S]) -> [f32; S] {
    let mut sum = [0.0; S];
    for (weight, step) in weights.iter().zip(steps) {
        for state in 0..S {
            sum[state] += weight * step[state];
        }
    }
    sum
}

fn multiply<const S: usize>(weights: &mut [f32; S], by: &[f32; S]) {
    for (weight, factor) in weights.iter_mut().zip(by) {
        *weight *= factor;
    }
}

fn scaled<const S: usize>(weights: [f32; S]) -> [f32; S] {
    let total = weights.iter().sum::<f32>().max(f32::MIN_POSITIVE);
    weights.map(|weight| weight / total)
}
