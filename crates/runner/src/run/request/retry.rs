//! `failed.jsonl` as a list of what to do again.

use std::collections::HashMap;
use std::fs::{self, File};
use std::io::{self, BufRead, BufReader};
use std::path::{Path, PathBuf};

use serde::Deserialize;
use xxhash_rust::xxh3::xxh3_64;

use crate::run::resume::finished::must_be_whole;

/// The articles of a `failed.jsonl`, by where they came from.
#[derive(Clone, Debug)]
pub struct Retry {
    path: PathBuf,
    positions: HashMap<String, u64>,
    hash: u64,
}

#[derive(Deserialize)]
struct Row {
    source: String,
    position: u64,
}

impl Retry {
    /// Reads a `failed.jsonl`.
    ///
    /// # Errors
    /// If it cannot be read, or a line is none that a run wrote: a sentence that says so.
    pub fn read(path: &Path) -> Result<Self, String> {
        let shown = path.display();
        let broken = |e: io::Error| format!("cannot read `{shown}`: {e}");
        // A pipe that nobody writes to would hang in `open`.
        if !fs::metadata(path).map_err(broken)?.is_file() {
            return Err(format!("cannot read `{shown}`: it is not a file"));
        }
        must_be_whole(path)?;
        let file = File::open(path).map_err(broken)?;
        let mut positions = HashMap::new();
        let mut hash = 0;
        for (number, line) in (1..).zip(BufReader::new(file).lines()) {
            let line = line.map_err(broken)?;
            let row: Row = serde_json::from_str(&line)
                .map_err(|e| format!("{shown}:{number}: not a line of a failed.jsonl: {e}"))?;
            hash = xxh3_64(format!("{hash} {} {}", row.source, row.position).as_bytes());
            positions.insert(row.source, row.position);
        }
        Ok(Self { path: path.to_owned(), positions, hash })
    }

    /// How many articles it lists.
    #[must_use]
    pub fn count(&self) -> usize {
        self.positions.len()
    }

    /// Where the list is.
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// The position that an article had, if it is listed.
    pub(crate) fn position(&self, source: &str) -> Option<u64> {
        self.positions.get(source).copied()
    }

    pub(crate) fn identity(&self) -> String {
        format!("{} articles ({:016x})", self.count(), self.hash)
    }
}
