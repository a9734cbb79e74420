//! What can go wrong in a stage.

use std::error::Error;
use std::sync::Arc;

use crate::budget::OverBudget;

/// What a failure came from, kept for [`Error::source`].
pub(crate) type Cause = Arc<dyn Error + Send + Sync>;

/// Why a stage could not be built, or could not do an article.
///
/// The message is a lower-case sentence without a full stop that says what was found and what would be right.
#[derive(Clone, Debug, thiserror::Error)]
#[error("{message}")]
pub struct StageError {
    kind: ErrorKind,
    option: Option<String>,
    message: String,
    #[source]
    cause: Option<Cause>,
}

/// The kinds of failures, as `failed.jsonl` names them.
#[non_exhaustive]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ErrorKind {
    /// The input could not be read.
    Read,
    /// A stage said so.
    Error,
    /// A stage panicked.
    Panic,
    /// A limit of time or size was reached.
    Limit,
    /// A stage wrote rows that break their layer's contract.
    Rows,
    /// The process died of it.
    Crash,
    /// The page holds no article: a section front, an error, a consent wall.
    NoArticle,
}

impl ErrorKind {
    /// The name in `failed.jsonl`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Error => "error",
            Self::Panic => "panic",
            Self::Limit => "limit",
            Self::Rows => "rows",
            Self::Crash => "crash",
            Self::NoArticle => "no-article",
        }
    }
}

impl StageError {
    /// A failure with this message.
    pub fn new(message: impl Into<String>) -> Self {
        Self::of_kind(ErrorKind::Error, message)
    }

    /// A failure of this kind.
    pub fn of_kind(kind: ErrorKind, message: impl Into<String>) -> Self {
        Self { kind, option: None, message: message.into(), cause: None }
    }

    /// A value of an option that the stage cannot work with; the pipeline check shows its place in the file.
    pub fn option(name: impl Into<String>, message: impl Into<String>) -> Self {
        Self { option: Some(name.into()), ..Self::new(message) }
    }

    /// The same failure, with the error that it came from; [`Error::source`] gives it back.
    #[must_use]
    pub fn caused_by(mut self, cause: impl Error + Send + Sync + 'static) -> Self {
        self.cause = Some(Arc::new(cause));
        self
    }

    /// What kind of failure it is.
    #[must_use]
    pub const fn kind(&self) -> ErrorKind {
        self.kind
    }

    /// The option at fault, if it is one.
    #[must_use]
    pub fn at_option(&self) -> Option<&str> {
        self.option.as_deref()
    }
}

impl From<OverBudget> for StageError {
    fn from(over: OverBudget) -> Self {
        Self::of_kind(ErrorKind::Limit, over.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_failure_came_from_can_be_asked_for() {
        let cause = "x".parse::<u8>().expect_err("no number");
        let error = StageError::new("the list has no number").caused_by(cause.clone());
        assert_eq!(error.to_string(), "the list has no number");
        assert_eq!(error.source().map(ToString::to_string), Some(cause.to_string()));
        assert!(StageError::option("list", "it is empty").source().is_none());
    }
}
