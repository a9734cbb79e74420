//! Articles that a run must not touch again, because a process died of them, and those that may be such.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::run::resume::bookkeeping::replace;

/// The name of the file in the output folder.
const CULPRITS: &str = ".copydesk.culprits";

/// What a supervisor has learned of the articles of its run.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Culprits {
    /// Why each fails, by its number in the input.
    pub(crate) known: BTreeMap<u64, Culprit>,
    /// Articles that were in hand when a process died: each is done again alone, so that the next death tells. How often it has
    /// died so far while one of them was alone.
    pub(crate) suspects: BTreeMap<u64, u32>,
}

/// Why an article fails without being tried again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Culprit {
    /// The number of the stage, from 1; 0 for reading; one more than there are for the sink.
    pub(crate) stage: u32,
    pub(crate) death: Death,
    pub(crate) error: String,
}

/// What it did to the process.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Death {
    /// The process died of it.
    Crash,
    /// The process was ended because it took too long, or too much memory.
    Limit,
}

impl Culprits {
    /// What is known of the run in this folder.
    pub(crate) fn load(folder: &Path) -> Self {
        let json = fs::read(folder.join(CULPRITS)).unwrap_or_default();
        serde_json::from_slice(&json).unwrap_or_default()
    }

    pub(crate) fn save(&self, folder: &Path) -> io::Result<()> {
        replace(folder, CULPRITS, &serde_json::to_vec(self)?)
    }
}
