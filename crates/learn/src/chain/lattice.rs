//! The ways through a sequence: forward and backward sums, and the step that a sequence gives to the weights.

use super::{Lesson, MayFollow, Sequence, Weights};
use crate::bio::Tag;
use crate::random::Random;

/// Scores further below the best are cut off, so that no product becomes 0.
const LEAST: f32 = -40.0;

/// The ways through a sentence, weighed from both ends.
struct Ways<const W: usize> {
    forward: Vec<[f32; W]>,
    backward: Vec<[f32; W]>,
    /// The only way, if there is but one.
    one: Vec<Tag>,
}

impl<const W: usize> Ways<W> {
    const fn new() -> Self {
        Self { forward: Vec::new(), backward: Vec::new(), one: Vec::new() }
    }

    /// The one way that a lesson allows.
    fn take_one(&mut self, lesson: Lesson<'_>) {
        self.one.clear();
        match lesson.may {
            [] => self.one.extend(&lesson.sequence.tags),
            may => self.one.extend(may.iter().filter_map(|tags| tags.only())),
        }
    }

    fn weigh(&mut self, emissions: &[[f32; W]], steps: &Steps<W>) {
        self.one.clear();
        self.pass_forward(emissions, steps);
        self.pass_backward(emissions, steps);
    }

    fn pass_forward(&mut self, emissions: &[[f32; W]], steps: &Steps<W>) {
        self.forward.clear();
        for emission in emissions {
            let mut reached = match self.forward.last() {
                None => steps.start,
                Some(before) => product(before, &steps.forth, steps.tags),
            };
            for tag in 0..W {
                reached[tag] *= emission[tag];
            }
            self.forward.push(scaled(reached));
        }
    }

    /// `backward[t]` weighs the tags of token t by all that follows, its own emission included.
    fn pass_backward(&mut self, emissions: &[[f32; W]], steps: &Steps<W>) {
        self.backward.clear();
        self.backward.resize(emissions.len(), [0.0; W]);
        let mut after = [1.0; W];
        for token in (0..emissions.len()).rev() {
            let mut reached = emissions[token];
            for tag in 0..W {
                reached[tag] *= after[tag];
            }
            self.backward[token] = scaled(reached);
            after = product(&self.backward[token], &steps.back, steps.tags);
        }
    }

    fn marginals(&self, token: usize, steps: &Steps<W>) -> [f32; W] {
        if let Some(tag) = self.one.get(token) {
            let mut marginals = [0.0; W];
            marginals[usize::from(*tag)] = 1.0;
            return marginals;
        }
        let mut marginals = self.forward[token];
        if let Some(next) = self.backward.get(token + 1) {
            let after = product(next, &steps.back, steps.tags);
            for tag in 0..W {
                marginals[tag] *= after[tag];
            }
        }
        scaled(marginals)
    }

    /// How often each step is expected.
    fn expected(&self, steps: &Steps<W>) -> [[f32; W]; W] {
        let mut expected = [[0.0; W]; W];
        if !self.one.is_empty() {
            for pair in self.one.windows(2) {
                expected[usize::from(pair[0])][usize::from(pair[1])] += 1.0;
            }
            return expected;
        }
        for token in 1..self.forward.len() {
            let (before, next) = (&self.forward[token - 1], &self.backward[token]);
            let reached = product(before, &steps.forth, steps.tags);
            let total = (0..W).map(|tag| reached[tag] * next[tag]).sum::<f32>().max(f32::MIN_POSITIVE);
            for tag in 0..steps.tags {
                let share = before[tag] / total;
                for next_tag in 0..W {
                    expected[tag][next_tag] += share * next[next_tag];
                }
            }
        }
        for (expected, steps) in expected.iter_mut().zip(&steps.forth) {
            for next in 0..W {
                expected[next] *= steps[next];
            }
        }
        expected
    }
}

/// The weights of one tag after another, as factors.
struct Steps<const W: usize> {
    tags: usize,
    may_follow: MayFollow,
    forth: [[f32; W]; W],
    back: [[f32; W]; W],
    start: [f32; W],
}

impl<const W: usize> Steps<W> {
    const fn new(tags: usize, may_follow: MayFollow) -> Self {
        Self { tags, may_follow, forth: [[0.0; W]; W], back: [[0.0; W]; W], start: [0.0; W] }
    }

    fn read(&mut self, weights: &Weights) {
        let rows = weights.transitions.as_chunks::<W>().0;
        for (before, row) in rows.iter().enumerate().take(self.tags + 1) {
            let tag = (before < self.tags).then_some(before as Tag);
            for (next, weight) in row.iter().enumerate().take(self.tags) {
                let score = if (self.may_follow)(tag, next as Tag) { weight.exp() } else { 0.0 };
                if before == self.tags {
                    self.start[next] = score;
                } else {
                    self.forth[before][next] = score;
                    self.back[next][before] = score;
                }
            }
        }
    }
}

/// Buffers for one sentence at a time.
pub(super) struct Lattice<const W: usize> {
    kept: Vec<u32>,
    ends: Vec<usize>,
    emissions: Vec<[f32; W]>,
    steps: Steps<W>,
    /// All ways, and those that the labels allow.
    free: Ways<W>,
    held: Ways<W>,
}

impl<const W: usize> Lattice<W> {
    /// Buffers for so many tags.
    pub(super) const fn new(tags: usize, may_follow: MayFollow) -> Self {
        Self {
            kept: Vec::new(),
            ends: Vec::new(),
            emissions: Vec::new(),
            steps: Steps::new(tags, may_follow),
            free: Ways::new(),
            held: Ways::new(),
        }
    }

    /// One gradient step on a sentence, every feature left out with probability `drop`.
    ///
    /// Where the labels leave several tags open, what counts is the weight of all the ways that they allow.
    pub(super) fn learn(
        &mut self,
        weights: &mut Weights,
        lesson: Lesson<'_>,
        rate: f32,
        drop: f32,
        random: &mut Random,
    ) {
        self.drop_features(lesson.sequence, drop, random);
        self.steps.read(weights);
        self.emit(weights);
        self.free.weigh(&self.emissions, &self.steps);
        self.hold(lesson);
        let rate = rate * lesson.weight;
        self.correct_transitions(weights, rate);
        self.correct_rows(weights, rate);
    }

    fn drop_features(&mut self, example: &Sequence, drop: f32, random: &mut Random) {
        self.kept.clear();
        self.ends.clear();
        let limit = (f64::from(drop) * f64::from(1 << 16)) as u64;
        let mut bits = 0;
        for token in 0..example.ends.len() {
            for (n, feature) in example.features_of(token).iter().enumerate() {
                bits = if n % 4 == 0 { random.bits() } else { bits >> 16 };
                if bits & 0xffff >= limit {
                    self.kept.push(*feature);
                }
            }
            self.ends.push(self.kept.len());
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
            let best = scores[..self.steps.tags].iter().copied().fold(f32::NEG_INFINITY, f32::max);
            let mut weighed = [0.0; W];
            for tag in 0..self.steps.tags {
                weighed[tag] = (scores[tag] - best).max(LEAST).exp();
            }
            self.emissions.push(weighed);
        }
    }

    /// Weighs the ways that the labels allow. Where they leave only one, there is nothing to weigh.
    fn hold(&mut self, lesson: Lesson<'_>) {
        if lesson.may.iter().all(|may| may.only().is_some()) {
            return self.held.take_one(lesson);
        }
        for (emission, may) in self.emissions.iter_mut().zip(lesson.may) {
            for (tag, weight) in emission.iter_mut().enumerate().take(self.steps.tags) {
                *weight = if may.holds(tag as Tag) { *weight } else { 0.0 };
            }
        }
        self.held.weigh(&self.emissions, &self.steps);
    }

    fn correct_rows(&self, weights: &mut Weights, rate: f32) {
        for token in 0..self.ends.len() {
            let (mut step, held) = (self.free.marginals(token, &self.steps), self.held.marginals(token, &self.steps));
            for tag in 0..W {
                step[tag] -= held[tag];
            }
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

    fn correct_transitions(&self, weights: &mut Weights, rate: f32) {
        let (free, held) = (self.free.expected(&self.steps), self.held.expected(&self.steps));
        let rows = weights.transitions.as_chunks_mut::<W>().0;
        for tag in 0..self.steps.tags {
            for next in 0..W {
                rows[tag][next] -= rate * (free[tag][next] - held[tag][next]);
            }
        }
        let (free, held) = (self.free.marginals(0, &self.steps), self.held.marginals(0, &self.steps));
        for tag in 0..W {
            rows[self.steps.tags][tag] -= rate * (free[tag] - held[tag]);
        }
    }
}

fn product<const W: usize>(weights: &[f32; W], steps: &[[f32; W]; W], tags: usize) -> [f32; W] {
    let mut sum = [0.0; W];
    for (weight, step) in weights[..tags].iter().zip(steps).filter(|(weight, _)| **weight != 0.0) {
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
