//! The grammatical categories that names and pronouns share.

use serde::{Deserialize, Serialize};

/// The gender by which an article speaks of a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Gender {
    /// She.
    Female,
    /// He.
    Male,
}

/// The grammatical number by which an article speaks of people.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Number {
    /// One person.
    Singular,
    /// Several of one surname ("the Okafors", "the Okafor brothers").
    Plural,
}
