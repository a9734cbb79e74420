//! The article in flight: a record, from its place in the input to its place in the output.

use std::any::Any;
use std::collections::BTreeMap;
use std::time::Duration;

use copydesk_core::Article;
use copydesk_core::source::{DynSource, Place, ReadError};

use crate::run::add::Key;
use crate::run::position::Position;
use crate::run::report::account::Skipped;
use crate::run::report::failure::Failure;

/// A record on its way from the reader to the writer; `C` is what is known of it so far.
pub(crate) struct Record<C> {
    /// Its place among the records that this process does, from 0.
    pub(crate) order: u64,
    /// Where the reader is after it.
    pub(crate) after: Position,
    /// How much of the window it takes.
    pub(crate) bytes: usize,
    /// What was passed over since the record before.
    pub(crate) skipped: BTreeMap<String, Skipped>,
    /// What is known of it.
    pub(crate) content: C,
}

/// A record as the reader cuts it, or why it could not.
pub(crate) type Cut<'s> = Record<Result<Unparsed<'s>, ReadError>>;

impl<C> Record<C> {
    /// The same record, further on its way.
    pub(crate) fn map<D>(self, further: impl FnOnce(C) -> D) -> Record<D> {
        let Self { order, after, bytes, skipped, content } = self;
        Record { order, after, bytes, skipped, content: further(content) }
    }
}

/// What a source cut from a file, not yet understood.
pub(crate) struct Unparsed<'s> {
    pub(crate) source: &'s dyn DynSource,
    pub(crate) place: Place,
    pub(crate) raw: Box<dyn Any + Send>,
}

/// What a record was made into.
pub(crate) enum Made {
    /// What the sink writes.
    Encoded(Box<dyn Any + Send>),
    /// Nothing, because something failed.
    Failure(Failure),
    /// Nothing, because the output holds it already.
    Held,
}

/// What became of a record.
pub(crate) struct Outcome {
    /// What it was made into.
    pub(crate) made: Made,
    /// Which article it is and what it holds, with its id, in a run that adds to another; nothing of what never became an article.
    pub(crate) key: Option<(Key, String)>,
    /// The bytes of its text.
    pub(crate) text_bytes: u64,
    /// The repairs made on reading, and by stages.
    pub(crate) repairs: Vec<(&'static str, u32)>,
    /// Where the day that relative dates count from came from; nothing of a record that never became an article.
    pub(crate) anchor: Option<&'static str>,
    /// How many rows each layer has that is written, in the order of the pipeline's shape.
    pub(crate) rows: Vec<u64>,
    /// The time that each stage took; fewer where one failed.
    pub(crate) stage_times: Vec<Duration>,
    /// Why there is no day that relative dates could count from, if there is none.
    pub(crate) undated: Option<Undated>,
    /// Where the article came from.
    pub(crate) source: String,
}

/// Why an article has no date of publication.
pub(crate) enum Undated {
    /// It brings none.
    Missing,
    /// It brings one that cannot be read.
    Unread(String),
}

impl Undated {
    /// Of an article that the stages have done.
    pub(crate) fn of(article: &Article) -> Option<Self> {
        match (&article.meta.anchor, &article.meta.unread_date) {
            (Some(_), _) => None,
            (None, Some(date)) => Some(Self::Unread(date.clone())),
            (None, None) => Some(Self::Missing),
        }
    }
}

impl Outcome {
    /// Of a record that never became an article.
    pub(crate) fn unread(error: &ReadError) -> Self {
        Self::failed(Failure::of_reading(error))
    }

    /// Of an article that failed.
    pub(crate) fn failed(failure: Failure) -> Self {
        Self { source: failure.source.clone(), ..Self::without_work(Made::Failure(failure)) }
    }

    /// Of an article that the output holds.
    pub(crate) fn held(key: Key, article: Article) -> Self {
        Self { source: article.source, key: Some((key, article.id)), ..Self::without_work(Made::Held) }
    }

    fn without_work(made: Made) -> Self {
        Self {
            source: String::new(),
            made,
            key: None,
            text_bytes: 0,
            repairs: Vec::new(),
            anchor: None,
            rows: Vec::new(),
            stage_times: Vec::new(),
            undated: None,
        }
    }
}
