//! The reader: the inputs, file by file, cut into raw records.

use std::any::Any;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use copydesk_core::source::{DynSource, Place, Raw, RawRecords, ReadError, ReadOptions, Skip, Skips};
use copydesk_formats::files::{self, FoundFile, Inputs};

use super::record::{Cut, Record, Unparsed};
use super::sources::Sources;
use super::stdin::Stdin;
use crate::run::position::Position;
use crate::run::report::account::Skipped;
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
    /// What was passed over since the last record.
    skipped: BTreeMap<String, Skipped>,
    /// Why there is no more of the input, if it was lost on the way.
    lost: Option<String>,
}

/// A file that is being read.
struct OpenFile<'s> {
    file: FoundFile,
    /// How long it was when it was opened; nothing for standard input.
    length: Option<u64>,
    source: &'s dyn DynSource,
    records: RawRecords<Box<dyn Any + Send>>,
    skips: Skips,
}

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
        Self {
            sources,
            observer,
            stop,
            options,
            files,
            open: None,
            at: Position::default(),
            skipped: BTreeMap::new(),
            lost: None,
        }
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
            let length = file.path.as_deref().and_then(length);
            let input = match file.path {
                Some(_) => files::open(&file, self.options)?,
                None => {
                    let bytes = Stdin::piped(Arc::clone(&self.stop));
                    let place = || Place::from_parts(file.name.clone(), file.stem.clone(), None);
                    let bytes = bytes.map_err(|e| ReadError::new(place(), format!("cannot be read: {e}")))?;
                    files::open_from(&file, bytes, self.options)?
                }
            };
            let skips = input.skips.clone();
            let records = source.open(input)?;
            self.open = Some(OpenFile { file, length, source, records, skips });
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
    /// What was passed over since the last record.
    ///
    /// # Errors
    /// If there is no more of the input because it was lost on the way: a sentence that says how.
    pub(crate) fn rest(&mut self) -> Result<BTreeMap<String, Skipped>, String> {
        self.lost.take().map_or_else(|| Ok(std::mem::take(&mut self.skipped)), Err)
    }

    /// Ends a file, and says why if it gave neither an article nor a failure.
    fn end_file(&mut self, file: &OpenFile<'_>) {
        let told = self.take_skips(file);
        let gave_nothing = self.at.of_file == 0 && told == 0;
        if gave_nothing {
            let reason = if file.length == Some(0) { "an empty file" } else { "a file without records" };
            self.skip(reason, file.file.name.clone(), 1);
        }
        let now = file.file.path.as_deref().and_then(length);
        if let (Some(then), Some(now)) = (file.length, now)
            && now < then
        {
            let name = &file.file.name;
            self.lost =
                Some(format!("the input `{name}` became shorter while it was read: {now} of {then} bytes are left"));
        }
    }

    /// Takes over what the source of a file has passed over, and says for how many reasons.
    fn take_skips(&mut self, file: &OpenFile<'_>) -> usize {
        let skips = file.skips.take();
        let reasons = skips.len();
        for (reason, Skip { count, line, .. }) in skips {
            let place = Place::from_parts(file.file.name.clone(), String::new(), line);
            self.skip(reason, place.source(), count);
        }
        reasons
    }

    fn skip(&mut self, reason: &str, first: String, count: u64) {
        self.skipped.entry(reason.to_owned()).or_insert(Skipped { count: 0, first }).count += count;
    }

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
        self.skipped.clear();
        Ok(())
    }
}

impl<'s> Iterator for Reader<'s> {
    type Item = Cut<'s>;

    fn next(&mut self) -> Option<Cut<'s>> {
        let (content, bytes) = self.next_record()?;
        self.at.records += 1;
        self.at.of_file += 1;
        Some(Record { order: 0, after: self.at, bytes, skipped: std::mem::take(&mut self.skipped), content })
    }
}

impl<'s> Reader<'s> {
    fn next_record(&mut self) -> Option<(Result<Unparsed<'s>, ReadError>, usize)> {
        loop {
            if let Some(mut file) = self.open.take() {
                let record = file.records.next();
                let source = file.source;
                if record.is_none() {
                    self.end_file(&file);
                } else {
                    self.take_skips(&file);
                    self.open = Some(file);
                }
                match record {
                    Some(Ok(Raw { record, place, bytes, .. })) => {
                        return Some((Ok(Unparsed { source, place, raw: record }), bytes));
                    }
                    Some(Err(error)) => return Some((Err(error), BYTES_OF_A_FAILURE)),
                    None => {}
                }
            }
            if self.lost.is_some() {
                return None;
            }
            if let Err(error) = self.next_file()? {
                return Some((Err(error), BYTES_OF_A_FAILURE));
            }
        }
    }
}

/// How long a file is now.
fn length(path: &Path) -> Option<u64> {
    fs::metadata(path).ok().map(|found| found.len())
}
