//! What a run saves of itself so that it can be resumed.
//!
//! A checkpoint says what each file of the output was when everything in it was safe on disk, and how far the input was
//! read. It replaces the one before by renaming a small file, so that there is always a whole one. Files are read again and
//! cut to the extents of a checkpoint before a run goes on. A file that is shorter, or holds other bytes than were written
//! (after a power cut, say), makes the checkpoint void, and an older one is taken, the beginning of the run at last.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;

use copydesk_core::sink::{Extents, Meter, OutputPath};
use serde::{Deserialize, Serialize};

use super::bookkeeping::replace;
use super::identity::Identity;
use super::measure;
use crate::run::add::INDEX;
use crate::run::position::Position;
use crate::run::report::account::Account;

/// The name of the file in the output folder.
pub(crate) const STATE: &str = ".copydesk.state";

/// Checkpoints that are kept, in case the disk lost what it had said to have: a guess, for one disk that lies is rare enough.
const KEPT: usize = 3;

/// How far a run had come.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Checkpoint {
    pub(crate) at: Position,
    /// Bytes of input, for progress.
    pub(crate) bytes: u64,
    pub(crate) account: Account,
    /// The files of the output as they stood.
    pub(crate) files: Extents,
}

/// What is in the file: who the run is, what it writes, and how far it had come.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Saved {
    pub(crate) identity: Identity,
    #[serde(default)]
    pub(crate) outputs: Vec<OutputPath>,
    /// The end of the finished run that this one adds to.
    #[serde(default)]
    pub(crate) base: Option<Checkpoint>,
    checkpoints: Vec<Checkpoint>,
}

/// A checkpoint whose files are as they were, and what was measured of them.
pub(crate) struct Standing {
    pub(crate) checkpoint: Checkpoint,
    pub(crate) meters: BTreeMap<String, Meter>,
    /// Whether a later one did not stand.
    pub(crate) is_older: bool,
}

impl Checkpoint {
    /// The end of a finished run, for one that adds to it.
    pub(crate) fn end_of(account: Account, files: Extents) -> Self {
        Self { at: Position::default(), bytes: 0, account, files }
    }

    /// Itself, if all its files are as they were.
    pub(crate) fn standing(self, folder: &Path) -> Option<Standing> {
        let meters = self.measured(folder)?;
        Some(Standing { checkpoint: self, meters, is_older: false })
    }

    /// What is measured of its files, if all are as they were.
    fn measured(&self, folder: &Path) -> Option<BTreeMap<String, Meter>> {
        let stands = |name: &String, extent| Some((name.clone(), measure::that_stands(folder, name, extent)?));
        self.files.iter().map(|(name, extent)| stands(name, extent)).collect()
    }

    /// Takes away what was written after it.
    pub(crate) fn cut_files(&self, folder: &Path) -> io::Result<()> {
        self.files.iter().try_for_each(|(name, extent)| measure::cut(folder, name, extent))
    }
}

impl Saved {
    /// The state of a run that has done nothing.
    pub(crate) fn new(identity: Identity, outputs: Vec<OutputPath>) -> Self {
        Self { identity, outputs, base: None, checkpoints: Vec::new() }
    }

    /// What a folder holds; nothing if it holds none.
    pub(crate) fn load(folder: &Path) -> io::Result<Option<Self>> {
        match fs::read(folder.join(STATE)) {
            Ok(json) => serde_json::from_slice(&json).map(Some).map_err(io::Error::other),
            Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(e) => Err(e),
        }
    }

    /// The last checkpoint, whether its files are as they were or not.
    pub(crate) fn last(mut self) -> Option<Checkpoint> {
        self.checkpoints.pop()
    }

    /// The newest checkpoint whose files are as they were.
    pub(crate) fn newest(&self, folder: &Path) -> Option<Standing> {
        self.checkpoints.iter().rev().enumerate().find_map(|(before, checkpoint)| {
            let meters = checkpoint.measured(folder)?;
            Some(Standing { checkpoint: checkpoint.clone(), meters, is_older: before > 0 })
        })
    }

    /// Whether the run adds to what the folder holds.
    pub(crate) fn adds(&self) -> bool {
        self.outputs.iter().any(|output| output.as_str() == INDEX)
    }

    /// Forgets all checkpoints but one.
    pub(crate) fn only(&mut self, checkpoint: Option<Checkpoint>) {
        self.checkpoints = checkpoint.into_iter().collect();
    }

    pub(crate) fn add(&mut self, checkpoint: Checkpoint) {
        self.checkpoints.push(checkpoint);
        let surplus = self.checkpoints.len().saturating_sub(KEPT);
        self.checkpoints.drain(..surplus);
    }

    pub(crate) fn save(&self, folder: &Path) -> io::Result<()> {
        replace(folder, STATE, &serde_json::to_vec(self)?)
    }
}
