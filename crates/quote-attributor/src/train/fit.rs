//! Fitting a conditional logit by AdaGrad.

use crate::linear::SIZE;
use crate::train::teacher::Instance;

/// How a model is fitted.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Fitting {
    pub(crate) epochs: usize,
    pub(crate) rate: f32,
    pub(crate) decay: f32,
    pub(crate) seed: u64,
}

/// The weights that make the instances' answers likely.
pub(crate) fn fit(instances: &[Instance], how: Fitting) -> Vec<f32> {
    let mut weights = vec![0.0_f32; SIZE];
    let mut squares = vec![1e-2_f32; SIZE];
    let mut order: Vec<usize> = (0..instances.len()).collect();
    let mut state = how.seed | 1;
    let mut probabilities = Vec::new();
    for _ in 0..how.epochs {
        shuffle(&mut order, &mut state);
        for at in &order {
            step(&instances[*at], how, &mut weights, &mut squares, &mut probabilities);
        }
    }
    weights
}

fn step(instance: &Instance, how: Fitting, weights: &mut [f32], squares: &mut [f32], probabilities: &mut Vec<f32>) {
    softmax(instance, weights, probabilities);
    for (candidate, probability) in probabilities.iter().enumerate() {
        let gradient = probability - if candidate == instance.gold { 1.0 } else { 0.0 };
        if gradient.abs() < 1e-3 {
            continue;
        }
        for feature in features(instance, candidate) {
            let place = *feature as usize % SIZE;
            let slope = gradient + how.decay * weights[place];
            squares[place] += slope * slope;
            weights[place] -= how.rate * slope / squares[place].sqrt();
        }
    }
}

fn features(instance: &Instance, candidate: usize) -> &[u32] {
    let start = if candidate == 0 { 0 } else { instance.ends[candidate - 1] };
    &instance.features[start as usize..instance.ends[candidate] as usize]
}

fn softmax(instance: &Instance, weights: &[f32], probabilities: &mut Vec<f32>) {
    probabilities.clear();
    for candidate in 0..instance.ends.len() {
        probabilities.push(features(instance, candidate).iter().map(|f| weights[*f as usize % SIZE]).sum());
    }
    let most = probabilities.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let mut total = 0.0;
    for score in probabilities.iter_mut() {
        *score = (*score - most).exp();
        total += *score;
    }
    probabilities.iter_mut().for_each(|p| *p /= total);
}

/// The share of instances that the weights answer right.
pub(crate) fn accuracy(instances: &[Instance], weights: &[f32]) -> f32 {
    let mut probabilities = Vec::new();
    let right = instances.iter().filter(|instance| {
        softmax(instance, weights, &mut probabilities);
        let best = probabilities.iter().enumerate().max_by(|a, b| a.1.total_cmp(b.1));
        best.is_some_and(|(at, _)| at == instance.gold)
    });
    right.count() as f32 / instances.len().max(1) as f32
}

fn shuffle(order: &mut [usize], state: &mut u64) {
    for at in (1..order.len()).rev() {
        *state ^= *state << 13;
        *state ^= *state >> 7;
        *state ^= *state << 17;
        order.swap(at, (*state % (at as u64 + 1)) as usize);
    }
}

/// The weights in eight bits each, and what one step is worth.
pub(crate) fn quantise(weights: &[f32]) -> (f32, Vec<u8>) {
    let most = weights.iter().fold(0.0_f32, |most, weight| most.max(weight.abs()));
    let scale = (most / 127.0).max(1e-6);
    (scale, weights.iter().map(|weight| (weight / scale).round() as i8 as u8).collect())
}
