//! The names of what a run keeps of itself in its output folder.

use std::io;
use std::path::Path;

use copydesk_formats::disk;

/// Names that begin so belong to the unfinished run and go with its end.
pub(crate) const OURS: &str = ".copydesk.";

/// The account of a run, for people and programs.
pub(crate) const ACCOUNT: &str = "run.json";

/// The articles that failed.
pub(crate) const FAILED: &str = "failed.jsonl";

/// Replaces a small file of the run, whole or not at all.
pub(crate) fn replace(folder: &Path, name: &str, content: &[u8]) -> io::Result<()> {
    disk::replace(folder, name, content, OURS)
}
