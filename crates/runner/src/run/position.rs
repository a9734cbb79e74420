//! Where in the inputs a run is.

use serde::{Deserialize, Serialize};

/// Where in the inputs a run is: after so many records.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Position {
    /// Records, failures to read among them, since the beginning of the input.
    pub(crate) records: u64,
    /// Files begun.
    pub(crate) files: u64,
    /// Records of the last of these files.
    pub(crate) of_file: u64,
}
