//! Where records go.

use std::io;
use std::path::{Path, PathBuf};

/// Where records go.
pub enum Destination {
    /// A folder, to be made if it is not there.
    Folder {
        /// Its path.
        path: PathBuf,
        /// What to do with what it holds.
        begin: Begin,
    },
    /// A stream, standard output as a rule; failures go to the observer alone.
    Stream(Box<dyn io::Write + Send>),
}

impl Destination {
    /// The folder, if it is one.
    pub(crate) fn folder(&self) -> Option<&Path> {
        match self {
            Self::Folder { path, .. } => Some(path),
            Self::Stream(_) => None,
        }
    }
}

/// What to do with what the folder holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Begin {
    /// Refuse a folder that holds anything.
    New,
    /// Replace an earlier run's files.
    Replace,
    /// Go on with an unfinished run; begin where there is none.
    Resume,
    /// Go on after a finished run of the same pipeline, over other articles; begin where there is none. What an unfinished run of
    /// this kind had added of other inputs is taken back.
    Add,
}
