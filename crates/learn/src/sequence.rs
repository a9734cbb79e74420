//! A linear-chain conditional random field (Lafferty, McCallum, Pereira 2001) over items with binary features.
//!
//! The learner knows nothing of what the items are: a sequence is a list of feature numbers an item, and a state an item. It
//! takes stochastic gradient steps, a sequence at a time, with AdaGrad's rate for every weight (Duchi, Hazan, Singer 2011).
//! Probabilities are kept scaled item by item instead of as logarithms, so that the inner loops are sums of products.

mod lattice;

use crate::random::Random;

pub use lattice::Lattice;

/// What AdaGrad's sum of squares begins with: first steps are then no longer than the rate.
const FIRST_SQUARES: f32 = 1.0;

/// Weights of states that follow each other, as logarithms.
#[derive(Clone, Debug, PartialEq)]
pub struct Steps<const S: usize> {
    /// From each state (row) to each state.
    pub between: [[f32; S]; S],
    /// The state of the first item.
    pub start: [f32; S],
}

impl<const S: usize> Default for Steps<S> {
    fn default() -> Self {
        Self { between: [[0.0; S]; S], start: [0.0; S] }
    }
}

/// A chain's weights.
#[derive(Clone, Debug, PartialEq)]
pub struct Chain<const S: usize> {
    /// For each feature a row of weights, one a state.
    pub rows: Vec<[f32; S]>,
    /// Weights between states.
    pub steps: Steps<S>,
}

impl<const S: usize> Chain<S> {
    /// A chain of so many features, all weights alike.
    #[must_use]
    pub fn of(weight: f32, features: usize) -> Self {
        let steps = Steps { between: [[weight; S]; S], start: [weight; S] };
        Self { rows: vec![[weight; S]; features], steps }
    }

    /// The score of each state of an item.
    #[must_use]
    pub fn scores(&self, features: &[u32]) -> [f32; S] {
        let mut scores = [0.0; S];
        for feature in features {
            scores.iter_mut().zip(&self.rows[*feature as usize]).for_each(|(score, weight)| *score += weight);
        }
        scores
    }
}

/// A sequence to learn from.
#[derive(Clone, Debug, Default)]
pub struct Sequence {
    /// The features of all items, item after item.
    pub features: Vec<u32>,
    /// Where each item's features end.
    pub ends: Vec<u32>,
    /// The state of each item.
    pub states: Vec<u8>,
    /// How much the sequence counts; 1 is usual.
    pub weight: f32,
}

impl Sequence {
    /// The features of an item.
    #[must_use]
    pub fn features_of(&self, item: usize) -> &[u32] {
        let start = item.checked_sub(1).map_or(0, |before| self.ends[before] as usize);
        &self.features[start..self.ends[item] as usize]
    }
}

/// How to learn a chain.
#[derive(Clone, Copy, Debug)]
pub struct Plan {
    /// Rounds over the sequences.
    pub rounds: usize,
    /// AdaGrad's rate.
    pub rate: f32,
    /// By which share weights shrink after each round: a prior that they are small.
    pub shrink: f32,
    /// The share of an item's features that is left out in each step, so that no few of them carry a decision.
    pub drop: f32,
    /// The seed of order and omissions.
    pub seed: u64,
}

impl Plan {
    /// Learns from sequences whose features are below `features`. The weights are the mean of the later half of the rounds.
    #[must_use]
    pub fn learn<const S: usize>(&self, sequences: &[&Sequence], features: usize) -> Chain<S> {
        let mut random = Random::new(self.seed);
        let mut learner = Learner::<S>::new(features, self.rate);
        let mut order: Vec<usize> = (0..sequences.len()).collect();
        let mut mean = Chain::of(0.0, features);
        let counted = self.rounds.div_ceil(2).max(1);
        for round in 0..self.rounds {
            random.shuffle(&mut order);
            for sequence in &order {
                learner.step(sequences[*sequence], self.drop, &mut random);
            }
            learner.shrink(1.0 - self.shrink);
            if round + counted >= self.rounds {
                add(&mut mean, &learner.chain, 1.0 / counted as f32);
            }
        }
        mean.rows.as_flattened_mut().iter_mut().for_each(|weight| *weight *= 1.0 - self.drop);
        mean
    }
}

fn add<const S: usize>(sum: &mut Chain<S>, chain: &Chain<S>, share: f32) {
    let parts = |to: &mut [f32], from: &[f32]| to.iter_mut().zip(from).for_each(|(to, from)| *to += share * from);
    parts(sum.rows.as_flattened_mut(), chain.rows.as_flattened());
    parts(sum.steps.between.as_flattened_mut(), chain.steps.between.as_flattened());
    parts(&mut sum.steps.start, &chain.steps.start);
}

/// A chain in training.
struct Learner<const S: usize> {
    chain: Chain<S>,
    squares: Chain<S>,
    lattice: Lattice<S>,
    kept: Vec<u32>,
    ends: Vec<usize>,
    rate: f32,
}

impl<const S: usize> Learner<S> {
    fn new(features: usize, rate: f32) -> Self {
        let (kept, ends, lattice) = (Vec::new(), Vec::new(), Lattice::default());
        let (chain, squares) = (Chain::of(0.0, features), Chain::of(FIRST_SQUARES, features));
        Self { chain, squares, lattice, kept, ends, rate }
    }

    fn step(&mut self, sequence: &Sequence, drop: f32, random: &mut Random) {
        self.keep(sequence, drop, random);
        self.lattice.read_steps(&self.chain.steps);
        let Self { chain, lattice, kept, ends, .. } = self;
        lattice.weigh((0..ends.len()).map(|item| chain.scores(features_of(kept, ends, item))));
        self.correct_rows(sequence);
        self.correct_steps(sequence);
    }

    fn keep(&mut self, sequence: &Sequence, drop: f32, random: &mut Random) {
        self.kept.clear();
        self.ends.clear();
        for item in 0..sequence.states.len() {
            let features = sequence.features_of(item).iter().copied();
            self.kept.extend(features.filter(|_| drop == 0.0 || random.unit() >= drop));
            self.ends.push(self.kept.len());
        }
    }

    fn correct_rows(&mut self, sequence: &Sequence) {
        for (item, state) in sequence.states.iter().enumerate() {
            let mut gradient = self.lattice.marginals(item);
            gradient[usize::from(*state)] -= 1.0;
            // A line that is certain teaches nothing worth the time.
            if gradient.iter().all(|part| part.abs() < 1e-3) {
                continue;
            }
            let gradient = gradient.map(|part| part * sequence.weight);
            for feature in features_of(&self.kept, &self.ends, item) {
                let at = *feature as usize;
                descend(&mut self.chain.rows[at], &mut self.squares.rows[at], &gradient, self.rate);
            }
        }
    }

    fn correct_steps(&mut self, sequence: &Sequence) {
        let mut gradient = Steps::<S>::default();
        for item in 1..sequence.states.len() {
            let pairs = self.lattice.pairs(item);
            for (sum, part) in gradient.between.as_flattened_mut().iter_mut().zip(pairs.as_flattened()) {
                *sum += part * sequence.weight;
            }
            let pair = (usize::from(sequence.states[item - 1]), usize::from(sequence.states[item]));
            gradient.between[pair.0][pair.1] -= sequence.weight;
        }
        if let Some(first) = sequence.states.first() {
            gradient.start = self.lattice.marginals(0).map(|part| part * sequence.weight);
            gradient.start[usize::from(*first)] -= sequence.weight;
        }
        let (steps, squares) = (&mut self.chain.steps, &mut self.squares.steps);
        for state in 0..S {
            descend(&mut steps.between[state], &mut squares.between[state], &gradient.between[state], self.rate);
        }
        descend(&mut steps.start, &mut squares.start, &gradient.start, self.rate);
    }

    fn shrink(&mut self, by: f32) {
        self.chain.rows.as_flattened_mut().iter_mut().for_each(|weight| *weight *= by);
    }
}

fn features_of<'a>(kept: &'a [u32], ends: &[usize], item: usize) -> &'a [u32] {
    &kept[item.checked_sub(1).map_or(0, |before| ends[before])..ends[item]]
}

fn descend<const N: usize>(weights: &mut [f32; N], squares: &mut [f32; N], gradient: &[f32; N], rate: f32) {
    for at in 0..N {
        squares[at] += gradient[at] * gradient[at];
        weights[at] -= rate * gradient[at] / squares[at].sqrt();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Feature 0 says nothing, so that only the chain can tell: states alternate, and feature 1 marks the first of a pair.
    fn alternating() -> Vec<Sequence> {
        let sequence = |first: u8, len: u8| Sequence {
            features: (0..len).map(|at| u32::from(at == 0 && first == 1)).collect(),
            ends: (1..=u32::from(len)).collect(),
            states: (0..len).map(|at| (at + first) % 2).collect(),
            weight: 1.0,
        };
        (2..12).flat_map(|len| [sequence(0, len), sequence(1, len)]).collect()
    }

    #[test]
    fn what_an_item_is_may_follow_from_the_one_before() {
        let sequences = alternating();
        let plan = Plan { rounds: 40, rate: 0.3, shrink: 0.0, drop: 0.0, seed: 1 };
        let chain = plan.learn::<2>(&sequences.iter().collect::<Vec<_>>(), 2);
        let mut lattice = Lattice::default();
        lattice.read_steps(&chain.steps);
        for sequence in &sequences {
            lattice.weigh(sequence.features.iter().map(|feature| chain.scores(&[*feature])));
            for (item, state) in sequence.states.iter().enumerate() {
                assert!(lattice.marginals(item)[usize::from(*state)] > 0.8, "{sequence:?} at {item}");
            }
        }
    }

    #[test]
    fn marginals_are_those_of_all_paths() {
        let steps = Steps { between: [[0.5, -1.0, 0.2], [0.0, 0.3, -0.4], [1.0, 0.1, 0.0]], start: [0.1, 0.0, -0.2] };
        let scores = [[0.3, -0.2, 0.9], [-1.0, 0.4, 0.0], [0.2, 0.2, -0.6], [0.0, 1.0, 0.5]];
        let mut lattice = Lattice::default();
        lattice.read_steps(&steps);
        lattice.weigh(scores.into_iter());
        let mut sums = [[0.0_f32; 3]; 4];
        for path in 0..81_usize {
            let states: Vec<usize> = (0..4).map(|at| path / 3_usize.pow(at) % 3).collect();
            let seen: f32 = (0..4).map(|at| scores[at][states[at]]).sum();
            let moved: f32 = states.windows(2).map(|pair| steps.between[pair[0]][pair[1]]).sum();
            let weight = (seen + moved + steps.start[states[0]]).exp();
            states.iter().enumerate().for_each(|(at, state)| sums[at][*state] += weight);
        }
        for (item, sums) in sums.iter().enumerate() {
            let total: f32 = sums.iter().sum();
            let same = sums.iter().zip(lattice.marginals(item)).all(|(sum, got)| (sum / total - got).abs() < 1e-5);
            assert!(same, "item {item}");
        }
    }

    #[test]
    fn the_same_seed_gives_the_same_weights() {
        let sequences = alternating();
        let sequences: Vec<_> = sequences.iter().collect();
        let plan = Plan { rounds: 3, rate: 0.3, shrink: 0.01, drop: 0.2, seed: 7 };
        assert_eq!(plan.learn::<2>(&sequences, 2), plan.learn::<2>(&sequences, 2));
        assert_ne!(plan.learn::<2>(&sequences, 2), Plan { seed: 8, ..plan }.learn::<2>(&sequences, 2));
    }
}
