//! Articles that could not be done, as `failed.jsonl` records them.

use copydesk_core::record::without_controls;
use copydesk_core::source::ReadError;
use copydesk_core::{Article, StageError};
use serde::Serialize;

/// Why an article was not done: a line of `failed.jsonl`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Failure {
    /// The article's id, or a stable one made of its place where it could not be read.
    pub id: String,
    /// Where the article came from: a file, or a file and a line.
    pub source: String,
    /// Its number among all records of the input, from 1.
    pub position: u64,
    /// The stage, source or sink that failed; `read` for what never became an article.
    pub stage: String,
    /// What kind of failure it was: read, no-article, error, panic, limit, rows, crash.
    pub kind: &'static str,
    /// What happened.
    pub error: String,
}

/// Longer messages are cut, at some lines of a terminal: an error quotes at most a short piece of an article.
const LONGEST_ERROR: usize = 500;

impl Failure {
    /// Of an article that could not be read.
    #[must_use]
    pub fn of_reading(error: &ReadError) -> Self {
        let id = error.id.clone().unwrap_or_else(|| error.place.id());
        Self {
            id,
            source: error.place.source(),
            position: 0,
            stage: "read".to_owned(),
            kind: error.kind().name(),
            error: cut(&error.to_string()),
        }
    }

    pub(crate) fn of_stage(article: &Article, stage: &str, error: &StageError) -> Self {
        Self {
            id: article.id.clone(),
            source: article.source.clone(),
            position: 0,
            stage: stage.to_owned(),
            kind: error.kind().name(),
            error: cut(&error.to_string()),
        }
    }

    pub(crate) fn at(self, position: u64) -> Self {
        Self { position, ..self }
    }

    /// The line, with its line feed.
    pub(crate) fn line(&self) -> Vec<u8> {
        let mut line = without_controls(serde_json::to_vec(self).expect("strings serialize"));
        line.push(b'\n');
        line
    }
}

fn cut(message: &str) -> String {
    let message = if message.is_empty() { "failed without a message" } else { message };
    match message.char_indices().nth(LONGEST_ERROR) {
        Some((at, _)) => format!("{}…", &message[..at]),
        None => message.to_owned(),
    }
}
