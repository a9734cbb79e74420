//! How much still fits into a summary.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What a budget counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Unit {
    /// Sentences, as the tokenizer cut them.
    #[default]
    Sentences,
    /// Words: what stands between white space.
    Words,
    /// Characters: Unicode code points, without the space between two sentences.
    Characters,
}

impl Unit {
    fn of_a_short_sentence(self) -> usize {
        match self {
            Self::Sentences => 1,
            Self::Words => 8,
            Self::Characters => 40,
        }
    }
}

/// The room left in a summary.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Room {
    unit: Unit,
    left: usize,
}

impl Room {
    pub(crate) fn new(unit: Unit, budget: u32) -> Self {
        Self { unit, left: budget as usize }
    }

    /// What a sentence takes of the room.
    pub(crate) fn cost(self, sentence: &str) -> usize {
        match self.unit {
            Unit::Sentences => 1,
            Unit::Words => sentence.split_whitespace().count(),
            Unit::Characters => sentence.chars().count(),
        }
    }

    /// About how many sentences fit.
    pub(crate) fn sentences(self) -> usize {
        self.left / self.unit.of_a_short_sentence()
    }

    /// Whether so much fits.
    pub(crate) fn fits(self, cost: usize) -> bool {
        cost <= self.left
    }

    /// Fills so much of the room.
    pub(crate) fn fill(&mut self, cost: usize) {
        self.left -= cost;
    }
}
