//! The reader: the inputs, file by file, cut into raw records.

use std::any::Any;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use copydesk_core::source::{DynSource, Raw, RawRecords, ReadError, ReadOptions};
use copydesk_formats::files::{self, Inputs};

use super::record::{Cut, Record, Unparsed};
use super::sources::Sources;
use super::stdin::Stdin;
use crate::run::position::Position;
use crate::run::report::observer::Observer;

/// All records of the inputs, in order.
pub(crate) struct Reader<'s> {
    sources: &'s Sources<'s>,
    observer: &'s dyn Observer,
    stop: Arc<AtomicBool>,
    options: &'s ReadOptions,
    files: Inputs<'s>,
    open: Option<OpenFile<'s>>,
    at: Position,
}

/// A file that is being read, and the source that reads it.
type OpenFile<'s> = (&'s dyn DynSource, RawRecords<Box<dyn Any + Send>>);

/// A failure takes a little room too, so that a million of them do not fill the memory: about what its strings take.
const BYTES_OF_A_FAILURE: usize = 256;

/// What a reader is to read.
#[derive(Clone)]
pub(crate) struct ToRead<'s> {
    pub(crate) inputs: &'s [PathBuf],
    /// The run's output folder, which is never read.
    pub(crate) output: Option<&'s Path>,
    pub(crate) options: &'s ReadOptions,
    /// Ends standard input early once it is set.
    pub(crate) stop: Arc<AtomicBool>,
}

impl<'s> Reader<'s> {
    pub(crate) fn new(sources: &'s Sources<'s>, what: ToRead<'s>, observer: &'s dyn Observer) -> Self {
        let files = files::inputs(what.inputs, &sources.search(what.output));
        let ToRead { options, stop, .. } = what;
        Self { sources, observer, stop, options, files, open: None, at: Position::default() }
    }

    fn next_file(&mut self) -> Option<Result<(), ReadError>> {
        let Some(found) = self.files.next() else {
            self.notice_left_out();
            return None;
        };
        self.at.files += 1;
        self.at.of_file = 0;
        Some(found.and_then(|file| {
            let source = self.sources.of_file(&file);
            let input = match file.path {
                Some(_) => files::open(&file, self.options)?,
                None => files::open_from(&file, Stdin::piped(Arc::clone(&self.stop)), self.options)?,
            };
            let records = source.open(input)?;
            self.open = Some((source, records));
            Ok(())
        }))
    }

    fn notice_left_out(&self) {
        let left_out = self.files.left_out();
        if left_out.unread + left_out.links > 0 {
            self.observer.notice(&format!("left out: {left_out}"));
        }
    }
}

impl Reader<'_> {
    /// Passes over what a run has done before, opening only the file that it was in, or over so many records.
    ///
    /// # Errors
    /// If the input does not reach that far any more.
    pub(crate) fn skip_to(&mut self, done: Position, records: u64) -> Result<(), String> {
        while self.at.files + 1 < done.files {
            self.files.next();
            self.at.files += 1;
        }
        while (self.at.files, self.at.of_file) != (done.files, done.of_file) {
            let next = self.next();
            if next.is_none() || self.at.files > done.files {
                return Err("the input does not hold the records any more that the run had read of it".to_owned());
            }
        }
        self.at = done;
        while self.at.records < records && self.next().is_some() {}
        Ok(())
    }
}

impl<'s> Iterator for Reader<'s> {
    type Item = Cut<'s>;

    fn next(&mut self) -> Option<Cut<'s>> {
        let (content, bytes) = self.next_record()?;
        self.at.records += 1;
        self.at.of_file += 1;
        Some(Record { order: 0, after: self.at, bytes, content })
    }
}

impl<'s> Reader<'s> {
    fn next_record(&mut self) -> Option<(Result<Unparsed<'s>, ReadError>, usize)> {
        loop {
            if let Some((source, records)) = &mut self.open {
                let source = *source;
                match records.next() {
                    Some(Ok(Raw { record, place, bytes })) => {
                        return Some((Ok(Unparsed { source, place, raw: record }), bytes));
                    }
                    Some(Err(error)) => return Some((Err(error), BYTES_OF_A_FAILURE)),
                    None => self.open = None,
                }
            }
            if let Err(error) = self.next_file()? {
                return Some((Err(error), BYTES_OF_A_FAILURE));
            }
        }
    }
}
