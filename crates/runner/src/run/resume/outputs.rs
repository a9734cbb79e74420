//! Which files of a folder are a run's, by what its sink declares.

use std::fs;
use std::io;
use std::path::Path;

use copydesk_core::sink::OutputPath;
use copydesk_formats::disk;
use serde::Deserialize;

use super::bookkeeping::{ACCOUNT, FAILED};
use super::checkpoint::Saved;
use super::measure::files;

/// What of `run.json` says which files are the run's.
#[derive(Deserialize)]
struct Declared {
    #[serde(default)]
    outputs: Vec<OutputPath>,
}

/// The files that the run in a folder writes or wrote, as far as its account or state can be read.
pub(crate) fn declared(folder: &Path) -> Vec<OutputPath> {
    let account = fs::read(folder.join(ACCOUNT)).ok().and_then(|json| serde_json::from_slice::<Declared>(&json).ok());
    let mut outputs = account.map(|declared| declared.outputs).unwrap_or_default();
    outputs.extend(Saved::load(folder).ok().flatten().map(|saved| saved.outputs).unwrap_or_default());
    outputs
}

/// Whether the run in a folder wrote a file of this path below it, or keeps its account there.
#[must_use]
pub fn is_of_run(folder: &Path, path: &str) -> bool {
    [ACCOUNT, FAILED].contains(&path) || declared(folder).iter().any(|output| output.has(path))
}

/// Removes the outputs of a run, and nothing else; its account last, for that says what they are.
pub(crate) fn remove(folder: &Path, outputs: &[OutputPath]) -> io::Result<()> {
    for output in outputs {
        remove_files(folder, output)?;
    }
    disk::remove(&folder.join(FAILED))?;
    disk::remove(&folder.join(ACCOUNT))
}

fn remove_files(folder: &Path, output: &OutputPath) -> io::Result<()> {
    for file in files(folder, output)? {
        fs::remove_file(file)?;
    }
    let below = output.parts().0;
    if !below.is_empty() {
        // It stays if somebody else's files are in it.
        let _ = fs::remove_dir(folder.join(below));
    }
    Ok(())
}
