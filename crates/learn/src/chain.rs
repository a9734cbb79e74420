//! A linear-chain conditional random field (Lafferty et al. 2001), trained by stochastic gradient steps.
//!
//! Probabilities are kept scaled token by token instead of as logarithms, so that the inner loops are sums of products.

use crate::bio::Tag;
use crate::random::Random;

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
        (tags, may_follow): (usize, MayFollow),
        mut weights: Weights,
        seed: u64,
        mut heard: impl FnMut(usize, &Weights),
    ) -> Weights {
        let mut lattice = Lattice::<W>::new(tags, may_follow);
        let mut random = Random::new(seed);
        let mut order: Vec<usize> = (0..sequences.len()).collect();
        let total = (self.rounds * sequences.len()) as f32;
        for round in 0..self.rounds {
            random.shuffle(&mut order);
            for (n, sequence) in order.iter().enumerate() {
                let done = (round * sequences.len() + n) as f32 / total;
                lattice.learn(&mut weights, sequences[*sequence], self.rate * (1.0 - done), self.drop, &mut random);
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

/// Scores further below the best are cut off, so that no product becomes 0.
const LEAST: f32 = -40.0;

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

/// Buffers for one sequence at a time.
struct Lattice<const W: usize> {
    tags: usize,
    may_follow: MayFollow,
    kept: Vec<u32>,
    ends: Vec<usize>,
    emissions: Vec<[f32; W]>,
    forward: Vec<[f32; W]>,
    backward: Vec<[f32; W]>,
    steps: [[f32; W]; W],
    steps_back: [[f32; W]; W],
    start: [f32; W],
}

impl<const W: usize> Lattice<W> {
    const fn new(tags: usize, may_follow: MayFollow) -> Self {
        Self {
            tags,
            may_follow,
            kept: Vec::new(),
            ends: Vec::new(),
            emissions: Vec::new(),
            forward: Vec::new(),
            backward: Vec::new(),
            steps: [[0.0; W]; W],
            steps_back: [[0.0; W]; W],
            start: [0.0; W],
        }
    }

    /// One gradient step on a sequence, every feature left out with probability `drop`.
    fn learn(&mut self, weights: &mut Weights, example: &Sequence, rate: f32, drop: f32, random: &mut Random) {
        self.drop_features(example, drop, random);
        self.read_transitions(weights);
        self.emit(weights);
        self.pass_forward();
        self.pass_backward();
        self.correct_transitions(weights, &example.tags, rate);
        self.correct_rows(weights, &example.tags, rate);
    }

    fn drop_features(&mut self, example: &Sequence, drop: f32, random: &mut Random) {
        self.kept.clear();
        self.ends.clear();
        let limit = (f64::from(drop) * f64::from(1 << 16)) as u64;
        let mut bits = 0;
        for token in 0..example.tags.len() {
            for (n, feature) in example.features_of(token).iter().enumerate() {
                bits = if n % 4 == 0 { random.bits() } else { bits >> 16 };
                if bits & 0xffff >= limit {
                    self.kept.push(*feature);
                }
            }
            self.ends.push(self.kept.len());
        }
    }

    fn read_transitions(&mut self, weights: &Weights) {
        let rows = weights.transitions.as_chunks::<W>().0;
        for (before, row) in rows.iter().enumerate().take(self.tags + 1) {
            let tag = (before < self.tags).then_some(before as Tag);
            for (next, weight) in row.iter().enumerate().take(self.tags) {
                let score = if (self.may_follow)(tag, next as Tag) { weight.exp() } else { 0.0 };
                if before == self.tags {
                    self.start[next] = score;
                } else {
                    self.steps[before][next] = score;
                    self.steps_back[next][before] = score;
                }
            }
        }
    }

    fn features_of(&self, token: usize) -> &[u32] {
        let start = token.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.kept[start..self.ends[token]]
    }

    fn emit(&mut self, weights: &Weights) {
        self.emissions.clear();
        for token in 0..self.ends.len() {
            let mut scores = [0.0; W];
            weights.scores(self.features_of(token), &mut scores);
            let best = scores[..self.tags].iter().copied().fold(f32::NEG_INFINITY, f32::max);
            let mut weighed = [0.0; W];
            for tag in 0..self.tags {
                weighed[tag] = (scores[tag] - best).max(LEAST).exp();
            }
            self.emissions.push(weighed);
        }
    }

    fn pass_forward(&mut self) {
        self.forward.clear();
        for emission in &self.emissions {
            let mut reached = match self.forward.last() {
                None => self.start,
                Some(before) => product(before, &self.steps, self.tags),
            };
            for tag in 0..W {
                reached[tag] *= emission[tag];
            }
            self.forward.push(scaled(reached));
        }
    }

    /// `backward[t]` weighs the tags of token t by all that follows, its own emission included.
    fn pass_backward(&mut self) {
        self.backward.clear();
        self.backward.resize(self.emissions.len(), [0.0; W]);
        let mut after = [1.0; W];
        for token in (0..self.emissions.len()).rev() {
            let mut reached = self.emissions[token];
            for tag in 0..W {
                reached[tag] *= after[tag];
            }
            self.backward[token] = scaled(reached);
            after = product(&self.backward[token], &self.steps_back, self.tags);
        }
    }

    fn marginals(&self, token: usize) -> [f32; W] {
        let mut marginals = self.forward[token];
        if let Some(next) = self.backward.get(token + 1) {
            let after = product(next, &self.steps_back, self.tags);
            for tag in 0..W {
                marginals[tag] *= after[tag];
            }
        }
        scaled(marginals)
    }

    fn correct_rows(&self, weights: &mut Weights, tags: &[Tag], rate: f32) {
        for (token, tag) in tags.iter().enumerate() {
            let mut step = self.marginals(token);
            step[usize::from(*tag)] -= 1.0;
            if step.iter().all(|part| part.abs() < 1e-3) {
                continue;
            }
            for part in &mut step {
                *part *= rate;
            }
            for feature in self.features_of(token) {
                let slot = weights.slot(*feature);
                let row = &mut weights.rows.as_chunks_mut::<W>().0[slot];
                for tag in 0..W {
                    row[tag] -= step[tag];
                }
            }
        }
    }

    fn correct_transitions(&self, weights: &mut Weights, tags: &[Tag], rate: f32) {
        let mut expected = [[0.0; W]; W];
        for token in 1..tags.len() {
            let (before, next) = (&self.forward[token - 1], &self.backward[token]);
            let reached = product(before, &self.steps, self.tags);
            let total = (0..W).map(|tag| reached[tag] * next[tag]).sum::<f32>().max(f32::MIN_POSITIVE);
            for tag in 0..self.tags {
                let share = before[tag] / total;
                for next_tag in 0..W {
                    expected[tag][next_tag] += share * next[next_tag];
                }
            }
        }
        let rows = weights.transitions.as_chunks_mut::<W>().0;
        for tag in 0..self.tags {
            for next in 0..W {
                rows[tag][next] -= rate * expected[tag][next] * self.steps[tag][next];
            }
        }
        let first = self.marginals(0);
        for tag in 0..W {
            rows[self.tags][tag] -= rate * first[tag];
        }
        rows[self.tags][usize::from(tags[0])] += rate;
        for pair in tags.windows(2) {
            rows[usize::from(pair[0])][usize::from(pair[1])] += rate;
        }
    }
}

fn product<const W: usize>(weights: &[f32; W], steps: &[[f32; W]; W], tags: usize) -> [f32; W] {
    let mut sum = [0.0; W];
    for (weight, step) in weights[..tags].iter().zip(steps) {
        for tag in 0..W {
            sum[tag] += weight * step[tag];
        }
    }
    sum
}

fn scaled<const W: usize>(weights: [f32; W]) -> [f32; W] {
    let total = weights.iter().sum::<f32>().max(f32::MIN_POSITIVE);
    weights.map(|weight| weight / total)
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
}
