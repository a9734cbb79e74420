//! Why a run did not come to its end.

/// Why a run did not come to its end.
#[derive(Debug, thiserror::Error)]
pub enum RunError {
    /// Refused before anything was done.
    #[error("{0}")]
    Refused(String),
    /// Broken off on the way.
    #[error("{0}")]
    Broken(String),
}
