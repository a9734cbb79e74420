//! Spherical k-means: words by the direction of their vectors.

use copydesk_learn::random::Random;
use rayon::prelude::*;

use super::vectors::{DIMENSIONS, Vector, dot};

/// The cluster of each vector, after so many rounds of Lloyd's algorithm from random seeds.
pub(super) fn clusters(vectors: &[Vector], k: usize, rounds: usize, seed: u64) -> Vec<u16> {
    weighed(vectors, &vec![1.0; vectors.len()], k, rounds, seed).0
}

/// The same for vectors of which each has a weight, and the clusters' centers.
pub(super) fn weighed(
    vectors: &[Vector],
    weights: &[f32],
    k: usize,
    rounds: usize,
    seed: u64,
) -> (Vec<u16>, Vec<Vector>) {
    let mut random = Random::new(seed ^ k as u64);
    let mut centers: Vec<Vector> = (0..k).map(|_| vectors[random.below(vectors.len())]).collect();
    let mut found = Vec::new();
    for _ in 0..rounds {
        vectors.par_iter().map(|vector| nearest(vector, &centers)).collect_into_vec(&mut found);
        move_to_means(&mut centers, vectors, weights, &found);
    }
    (found, centers)
}

fn nearest(vector: &Vector, centers: &[Vector]) -> u16 {
    let mut best = (f32::NEG_INFINITY, 0);
    for (number, center) in (0..).zip(centers) {
        let closeness = dot(vector, center);
        if closeness > best.0 {
            best = (closeness, number);
        }
    }
    best.1
}

/// An empty cluster keeps its old center.
fn move_to_means(centers: &mut [Vector], vectors: &[Vector], weights: &[f32], found: &[u16]) {
    let mut sums = vec![[0.0; DIMENSIONS]; centers.len()];
    for ((vector, weight), cluster) in vectors.iter().zip(weights).zip(found) {
        for d in 0..DIMENSIONS {
            sums[usize::from(*cluster)][d] += weight * vector[d];
        }
    }
    for (center, sum) in centers.iter_mut().zip(sums) {
        if sum.iter().any(|x| *x != 0.0) {
            *center = unit(&sum);
        }
    }
}

/// The vector of length one in the same direction; a zero stays zero.
pub(super) fn unit(vector: &Vector) -> Vector {
    let length = dot(vector, vector).sqrt().max(f32::MIN_POSITIVE);
    vector.map(|x| x / length)
}
