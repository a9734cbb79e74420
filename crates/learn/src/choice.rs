//! One of several candidates: a conditional logit (McFadden 1974) over hashed features, fitted by AdaGrad (Duchi et al. 2011).

use crate::random::Xorshift;

/// A choice and its right answer.
#[derive(Clone, Debug)]
pub struct Instance {
    /// The features of all candidates in a row.
    pub features: Vec<u32>,
    /// Where the features of each candidate end.
    pub ends: Vec<u32>,
    /// The right candidate.
    pub gold: usize,
}

impl Instance {
    fn candidate(&self, number: usize) -> &[u32] {
        let start = number.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.features[start as usize..self.ends[number] as usize]
    }
}

/// How a model is fitted.
#[derive(Clone, Copy, Debug)]
pub struct Fitting {
    /// Slots of the table of weights; a feature's is its remainder.
    pub slots: usize,
    /// How often to go through the instances.
    pub epochs: usize,
    /// The size of a step.
    pub rate: f32,
    /// The share of features that every step leaves out, so that the others learn to do without.
    pub dropout: f32,
    /// Features that fewer candidates show are left out for good.
    pub rarest: u32,
    /// What the orders come from.
    pub seed: u64,
    /// How many orders of the instances are gone through.
    pub orders: usize,
}

/// The weights that make the instances' answers likely: the mean of several fits, each with an order of its own, so that the
/// order of instances decides nothing.
#[must_use]
pub fn fit(instances: &[Instance], how: Fitting) -> Vec<f32> {
    let mut mean = vec![0.0; how.slots];
    for order in 0..how.orders {
        let weights = fit_once(instances, Fitting { seed: how.seed + order as u64, ..how });
        mean.iter_mut().zip(weights).for_each(|(mean, weight)| *mean += weight / how.orders as f32);
    }
    mean
}

/// The mean of the weights over the second half of the epochs.
fn fit_once(instances: &[Instance], how: Fitting) -> Vec<f32> {
    let mut fit = Fit {
        weights: vec![0.0; how.slots],
        squares: vec![1e-2; how.slots],
        counts: counts(instances, how.slots),
        random: Xorshift::new(how.seed),
        kept: Vec::new(),
        how,
    };
    let mut order: Vec<usize> = (0..instances.len()).collect();
    let averaged = (how.epochs / 2).max(1);
    let mut sums = vec![0.0; how.slots];
    for epoch in 0..how.epochs {
        fit.random.shuffle(&mut order);
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

fn counts(instances: &[Instance], slots: usize) -> Vec<u32> {
    let mut counts = vec![0; slots];
    for feature in instances.iter().flat_map(|instance| &instance.features) {
        counts[*feature as usize % slots] += 1;
    }
    counts
}

struct Fit {
    weights: Vec<f32>,
    squares: Vec<f32>,
    counts: Vec<u32>,
    random: Xorshift,
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
            for feature in instance.candidate(candidate) {
                let place = *feature as usize % self.how.slots;
                if self.counts[place] >= self.how.rarest && self.random.bits() >= limit {
                    self.kept[candidate].push(place);
                }
            }
        }
    }
}

fn softmax(scores: &mut [f32]) {
    let most = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    scores.iter_mut().for_each(|score| *score = (*score - most).exp());
    let total: f32 = scores.iter().sum();
    scores.iter_mut().for_each(|score| *score /= total);
}

/// The share of instances that the weights answer right, from 0 to 1.
#[must_use]
pub fn accuracy(instances: &[Instance], weights: &[f32]) -> f32 {
    let right = instances.iter().filter(|instance| {
        let score =
            |at: usize| instance.candidate(at).iter().map(|f| weights[*f as usize % weights.len()]).sum::<f32>();
        let best = (0..instance.ends.len()).max_by(|a, b| score(*a).total_cmp(&score(*b)));
        best.is_some_and(|at| at == instance.gold)
    });
    right.count() as f32 / instances.len().max(1) as f32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_candidate_with_the_telling_feature_is_chosen() {
        let instance = |number: u32| {
            let gold = (number % 3) as usize;
            let features = (0..3).flat_map(|at| [u32::from(at == gold), 10 + number % 5 + at as u32]).collect();
            Instance { features, ends: vec![2, 4, 6], gold }
        };
        let instances: Vec<_> = (0..90).map(instance).collect();
        let how = Fitting { slots: 64, epochs: 4, rate: 0.1, dropout: 0.3, rarest: 2, seed: 1, orders: 2 };
        let weights = fit(&instances, how);
        assert!(accuracy(&instances, &weights) > 0.99);
        assert_eq!(weights, fit(&instances, how), "the same seed gives the same weights");
        assert!(accuracy(&instances, &vec![0.0; 64]) < 0.5);
    }
}
