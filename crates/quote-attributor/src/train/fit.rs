//! Fitting a conditional logit by AdaGrad.

use crate::linear::SIZE;
use crate::train::teacher::Instance;

/// How a model is fitted.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Fitting {
    pub(crate) epochs: usize,
    pub(crate) rate: f32,
    /// The share of features that every step leaves out, so that the others learn to do without.
    pub(crate) dropout: f32,
    /// Features that fewer candidates show are left out for good.
    pub(crate) rarest: u32,
    pub(crate) seed: u64,
    /// How many orders of the articles are gone through.
    pub(crate) orders: usize,
}

/// The weights that make the instances' answers likely: the mean of several fits, each with an order of its own, so that the
/// order of articles decides nothing.
pub(crate) fn fit(instances: &[Instance], how: Fitting) -> Vec<f32> {
    let mut mean = vec![0.0; SIZE];
    for order in 0..how.orders {
        let weights = fit_once(instances, Fitting { seed: how.seed + order as u64, ..how });
        mean.iter_mut().zip(weights).for_each(|(mean, weight)| *mean += weight / how.orders as f32);
    }
    mean
}

/// The mean of the weights over the second half of the epochs.
fn fit_once(instances: &[Instance], how: Fitting) -> Vec<f32> {
    let mut fit = Fit {
        weights: vec![0.0; SIZE],
        squares: vec![1e-2; SIZE],
        counts: counts(instances),
        state: how.seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1,
        kept: Vec::new(),
        how,
    };
    let mut order: Vec<usize> = (0..instances.len()).collect();
    let averaged = (how.epochs / 2).max(1);
    let mut sums = vec![0.0; SIZE];
    for epoch in 0..how.epochs {
        shuffle(&mut order, &mut fit.state);
        for at in &order {
            fit.step(&instances[*at]);
        }
        if epoch + averaged >= how.epochs {
            sums.iter_mut().zip(&fit.weights).for_each(|(sum, weight)| *sum += weight);
        }
    }
    let share = (1.0 - how.dropout) / averaged as f32;
    sums.iter_mut().for_each(|sum| *sum *= share);
    sums
}

fn counts(instances: &[Instance]) -> Vec<u32> {
    let mut counts = vec![0; SIZE];
    for feature in instances.iter().flat_map(|instance| &instance.features) {
        counts[*feature as usize % SIZE] += 1;
    }
    counts
}

struct Fit {
    weights: Vec<f32>,
    squares: Vec<f32>,
    counts: Vec<u32>,
    state: u64,
    kept: Vec<Vec<usize>>,
    how: Fitting,
}

impl Fit {
    fn step(&mut self, instance: &Instance) {
        self.drop_out(instance);
        let mut probabilities: Vec<f32> =
            self.kept.iter().map(|places| places.iter().map(|place| self.weights[*place]).sum()).collect();
        softmax(&mut probabilities);
        for (candidate, probability) in probabilities.iter().enumerate() {
            let slope = probability - if candidate == instance.gold { 1.0 } else { 0.0 };
            if slope.abs() < 1e-3 {
                continue;
            }
            for place in &self.kept[candidate] {
                self.squares[*place] += slope * slope;
                self.weights[*place] -= self.how.rate * slope / self.squares[*place].sqrt();
            }
        }
    }

    /// Keeps the features that take part in this step.
    fn drop_out(&mut self, instance: &Instance) {
        let limit = (f64::from(self.how.dropout) * u64::MAX as f64) as u64;
        self.kept.resize_with(instance.ends.len(), Vec::new);
        for candidate in 0..instance.ends.len() {
            self.kept[candidate].clear();
            for feature in features(instance, candidate) {
                let place = *feature as usize % SIZE;
                if self.counts[place] >= self.how.rarest && random(&mut self.state) >= limit {
                    self.kept[candidate].push(place);
                }
            }
        }
    }
}

fn features(instance: &Instance, candidate: usize) -> &[u32] {
    let start = if candidate == 0 { 0 } else { instance.ends[candidate - 1] };
    &instance.features[start as usize..instance.ends[candidate] as usize]
}

fn softmax(scores: &mut [f32]) {
    let most = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    scores.iter_mut().for_each(|score| *score = (*score - most).exp());
    let total: f32 = scores.iter().sum();
    scores.iter_mut().for_each(|score| *score /= total);
}

/// The share of instances that the weights answer right.
pub(crate) fn accuracy(instances: &[Instance], weights: &[f32]) -> f32 {
    let right = instances.iter().filter(|instance| {
        let score = |at: usize| features(instance, at).iter().map(|f| weights[*f as usize % SIZE]).sum::<f32>();
        let best = (0..instance.ends.len()).max_by(|a, b| score(*a).total_cmp(&score(*b)));
        best.is_some_and(|at| at == instance.gold)
    });
    right.count() as f32 / instances.len().max(1) as f32
}

/// Marsaglia's xorshift.
fn random(state: &mut u64) -> u64 {
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    *state
}

fn shuffle(order: &mut [usize], state: &mut u64) {
    for at in (1..order.len()).rev() {
        order.swap(at, (random(state) % (at as u64 + 1)) as usize);
    }
}

/// The weights in eight bits each, and what one step is worth.
pub(crate) fn quantise(weights: &[f32]) -> (f32, Vec<u8>) {
    let most = weights.iter().fold(0.0_f32, |most, weight| most.max(weight.abs()));
    let scale = (most / 127.0).max(1e-6);
    (scale, weights.iter().map(|weight| (weight / scale).round() as i8 as u8).collect())
}
