//! Data files: one entry a line, and errors that name the line.

use std::fmt;

/// What is wrong with a data file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct GrammarError {
    line: usize,
    what: String,
}

impl GrammarError {
    pub(crate) fn new(line: usize, what: impl Into<String>) -> Self {
        Self { line, what: what.into() }
    }
}

impl fmt::Display for GrammarError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}", self.line, self.what)
    }
}

/// The lines of a data file that hold something, each with its number.
pub(crate) fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let numbered = text.lines().enumerate().map(|(at, line)| (at + 1, line.trim()));
    numbered.filter(|(_, line)| !line.is_empty() && !line.starts_with('#'))
}
