//! Choices by linear models over hashed features.
//!
//! A decision has candidates; each candidate is a list of features; a feature's weight is looked up by its hash. Scores become
//! probabilities by softmax (a conditional logit). The first candidate of every decision is "none of them" or the default and
//! may have features too.

/// The features of a decision's candidates, reused from decision to decision.
#[derive(Debug, Default)]
pub(crate) struct Candidates {
    features: Vec<u32>,
    ends: Vec<u32>,
}

impl Candidates {
    /// Forgets all candidates.
    pub(crate) fn clear(&mut self) {
        self.features.clear();
        self.ends.clear();
    }

    /// Adds a feature of the candidate that is being described: its template's number and up to 64 bits of value.
    #[inline]
    pub(crate) fn feature(&mut self, template: u32, value: u64) {
        let mixed =
            (value ^ u64::from(template).wrapping_mul(0xd6e8_feb8_6659_fd93)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        self.features.push(((mixed ^ (mixed >> 32)).wrapping_mul(0xbf58_476d_1ce4_e5b9) >> (64 - BITS)) as u32);
    }

    /// Ends the candidate that is being described.
    pub(crate) fn end(&mut self) {
        self.ends.push(self.features.len() as u32);
    }

    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    /// The features of one.
    pub(crate) fn get(&self, candidate: usize) -> &[u32] {
        let start = if candidate == 0 { 0 } else { self.ends[candidate - 1] };
        &self.features[start as usize..self.ends[candidate] as usize]
    }
}

const BITS: u32 = 17;
/// The number of weights of one model.
pub(crate) const SIZE: usize = 1 << BITS;

/// The weights of one model, eight bits each.
#[derive(Clone, Copy)]
pub(crate) struct Linear<'m> {
    weights: &'m [u8; SIZE],
    scale: f32,
}

impl<'m> Linear<'m> {
    /// A model over `SIZE` quantised weights, each a multiple of `scale`.
    pub(crate) const fn new(weights: &'m [u8; SIZE], scale: f32) -> Self {
        Self { weights, scale }
    }

    /// The score of a candidate.
    pub(crate) fn score(&self, features: &[u32]) -> f32 {
        let sum: i32 = features.iter().map(|f| i32::from(self.weights[*f as usize % SIZE] as i8)).sum();
        sum as f32 * self.scale
    }

    /// The best candidate and its probability; the first of equals.
    pub(crate) fn choose(&self, candidates: &Candidates) -> (usize, f32) {
        let (mut best, mut best_score, mut total) = (0, f32::NEG_INFINITY, 0.0);
        for candidate in 0..candidates.len() {
            let score = self.score(candidates.get(candidate));
            if score > best_score {
                total = total * (best_score - score).exp() + 1.0;
                (best, best_score) = (candidate, score);
            } else {
                total += (score - best_score).exp();
            }
        }
        (best, if candidates.len() == 0 { 0.0 } else { 1.0 / total })
    }
}
