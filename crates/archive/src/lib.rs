//! What lies across the articles of finished runs.
//!
//! [`stories::group`] finds the copies and rewrites of one story among the articles of any number of runs, and writes a table of them.
//!
//! [`people::register`] says who and what is named in them: under which names, as what, beside whom, with which words.
//!
//! Runs are read once, from first to last. What grows with the number of articles is stated with each function; everything else
//! is sorted on disk, in the system's folder for temporary files. The same runs in the same order give the same bytes.
//!
//! # What is not here
//!
//! No command line and no printing: those are the `copydesk` crate's. Nothing here changes a run.

mod instant;
pub mod people;
mod runs;
mod sorted;
mod spill;
pub mod stories;
mod table;

pub use runs::Unreadable;
pub use table::Format;

/// Why there is no result.
#[derive(Debug, thiserror::Error)]
pub enum ArchiveError {
    /// There is nothing to work on, or nowhere to write to. Nothing was done.
    #[error("{0}")]
    Refused(String),
    /// It broke off on the way.
    #[error("{0}")]
    Broken(String),
}

impl From<std::io::Error> for ArchiveError {
    fn from(error: std::io::Error) -> Self {
        Self::Broken(error.to_string())
    }
}
