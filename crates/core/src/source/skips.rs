//! What is neither an article nor a failure.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

/// What a source passes over in a file, told to whoever reads its records.
#[derive(Clone, Debug, Default)]
pub struct Skips(Arc<Mutex<BTreeMap<&'static str, Skip>>>);

/// What was passed over for one reason.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Skip {
    /// How often.
    pub count: u64,
    /// The line or row where it first was, from 1, if it has one.
    pub line: Option<u64>,
}

impl Skips {
    /// Passes over a piece of the file, for a reason in a few words: "not a response record".
    pub fn add(&self, reason: &'static str, line: Option<u64>) {
        let mut skips = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        skips.entry(reason).or_insert(Skip { count: 0, line }).count += 1;
    }

    /// What was passed over since the last call, by reason.
    #[must_use]
    pub fn take(&self) -> BTreeMap<&'static str, Skip> {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}
