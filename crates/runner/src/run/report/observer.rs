//! Who is told of what goes on.

use super::failure::Failure;

/// Told of what goes on, from the writing thread.
pub trait Observer: Sync {
    /// The bytes of all input files, where that is known before reading, and how far the run is that is resumed.
    fn begun(&self, _input_bytes: Option<u64>, _before: Progress) {}
    /// The run had finished before; nothing is done.
    fn finished_before(&self) {}
    /// So much is done.
    fn progress(&self, _progress: Progress) {}
    /// An article failed.
    fn failed(&self, _failure: &Failure) {}
    /// Something that was passed over on the way, for people to know.
    fn notice(&self, _text: &str) {}
}

/// Tells nobody.
pub(crate) struct Silent;

impl Observer for Silent {}

/// How far a run is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Progress {
    /// Articles written.
    pub articles: u64,
    /// Articles failed.
    pub failed: u64,
    /// Bytes of input read and done.
    pub bytes: u64,
}
