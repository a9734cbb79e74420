//! The lengths of summaries that figures are given for.

use crate::Unit;

/// A budget and what it counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Length {
    pub(crate) budget: u32,
    pub(crate) unit: Unit,
}

/// What is reported where no length is asked for: a blurb, a card, a summary, and the sixty words of an abstract.
pub(crate) const USUAL: [Length; 4] = [
    Length { budget: 1, unit: Unit::Sentences },
    Length { budget: 2, unit: Unit::Sentences },
    Length { budget: 3, unit: Unit::Sentences },
    Length { budget: 60, unit: Unit::Words },
];

impl std::fmt::Display for Length {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match (self.unit, self.budget) {
            (Unit::Sentences, 1) => f.write_str("1 sentence"),
            (Unit::Sentences, many) => write!(f, "{many} sentences"),
            (Unit::Words, many) => write!(f, "{many} words"),
            (Unit::Characters, many) => write!(f, "{many} characters"),
        }
    }
}
