//! How a run ended.

use serde::{Deserialize, Serialize};

/// What `run.json` says about how a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum State {
    /// It goes on, or was killed.
    Running,
    /// It was stopped by a signal or an error.
    Stopped,
    /// It is complete.
    Finished,
}
