//! From examples to a model: which features are kept, and how they are weighed.

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;

use copydesk_core::tool::ToolArgs;
use copydesk_learn::sequence::{Plan, Sequence};

use super::Examples;
use crate::learned::{Model, STATES};

/// How to make a model.
#[derive(Clone, Copy)]
pub(crate) struct Recipe {
    plan: Plan,
    /// Features that fewer houses show are left out: they could only tell a house.
    houses: usize,
}

impl Recipe {
    /// The recipe of a call's options.
    pub(crate) fn of(args: &ToolArgs) -> Result<Self, Box<dyn Error>> {
        let plan = Plan {
            rounds: args.number("rounds", 40)?,
            rate: args.number("rate", 0.06)?,
            shrink: args.number("shrink", 0.05)?,
            drop: args.number("drop", 0.3)?,
            seed: 1,
        };
        Ok(Self { plan, houses: args.number("houses", 3)? })
    }

    /// Learns from the examples of the houses that `is_seen` allows.
    pub(crate) fn model(&self, examples: &Examples, is_seen: impl Fn(&str) -> bool) -> Model {
        let seen: Vec<_> = examples.all.iter().filter(|(house, _)| is_seen(house)).collect();
        let hashes = self.features(&seen);
        let numbers: BTreeMap<u32, u32> = hashes.iter().copied().zip(0..).collect();
        let sequences: Vec<Sequence> = seen.iter().map(|(_, sequence)| numbered(sequence, &numbers)).collect();
        let chain = self.plan.learn::<STATES>(&sequences.iter().collect::<Vec<_>>(), hashes.len());
        let rows: Vec<_> = hashes.into_iter().zip(chain.rows).collect();
        Model::new(&rows, chain.steps)
    }

    /// The features that enough houses show, in order.
    fn features(&self, seen: &[&(String, Sequence)]) -> Vec<u32> {
        let mut shown: BTreeMap<&str, BTreeSet<u32>> = BTreeMap::new();
        for (house, sequence) in seen {
            shown.entry(house).or_default().extend(&sequence.features);
        }
        let mut counts: BTreeMap<u32, usize> = BTreeMap::new();
        for feature in shown.values().flatten() {
            *counts.entry(*feature).or_default() += 1;
        }
        counts.into_iter().filter(|(_, count)| *count >= self.houses).map(|(feature, _)| feature).collect()
    }
}

/// The sequence with the number of each feature in place of its hash; features without one are left out.
fn numbered(sequence: &Sequence, numbers: &BTreeMap<u32, u32>) -> Sequence {
    let mut out = Sequence { states: sequence.states.clone(), weight: sequence.weight, ..Sequence::default() };
    for item in 0..sequence.states.len() {
        out.features.extend(sequence.features_of(item).iter().filter_map(|hash| numbers.get(hash)));
        out.ends.push(out.features.len() as u32);
    }
    out
}
