//! The reader: the inputs, file by file, cut into raw records.

use std::any::Any;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use copydesk_core::source::{DynSource, Raw, RawRecords, ReadError, ReadOptions, SourceEntry};
use copydesk_core::{BuildContext, StageError};
use copydesk_formats::files::{self, FoundFile, Inputs, Search};
use serde_json::{Map, Value};

use super::state::Position;
use super::stdin::Stdin;
use super::work::Record;
use super::{Observer, Run};

/// The sources of a run: the one that the pipeline names, and every other with its default options.
pub(crate) struct Sources<'r> {
    all: Vec<&'static SourceEntry>,
    only: Option<&'static SourceEntry>,
    built: Vec<(&'static str, Box<dyn DynSource>)>,
    named: Option<&'r dyn DynSource>,
}

impl<'r> Sources<'r> {
    pub(crate) fn of(run: &'r Run<'_>) -> Result<Self, StageError> {
        let all = run.registry.sources().to_vec();
        let cx = BuildContext { folder: Path::new(".") };
        let build = |entry: &&'static SourceEntry| {
            let source = (entry.build)(Value::Object(Map::new()), &cx)?;
            Ok((entry.name, source))
        };
        let built = all.iter().map(build).collect::<Result<_, StageError>>()?;
        let (only, named) = match &run.pipeline.source {
            Some(source) => (Some(source.entry), Some(source.source.as_ref())),
            None => (None, None),
        };
        Ok(Self { all, only, built, named })
    }

    pub(crate) fn search<'a>(&'a self, output: Option<&'a Path>) -> Search<'a> {
        Search { sources: &self.all, only: self.only, output }
    }

    fn of_file(&self, file: &FoundFile) -> &dyn DynSource {
        let built = self.built.iter().find(|(name, _)| *name == file.source.name);
        self.named.unwrap_or_else(|| built.expect("every registered source was built").1.as_ref())
    }
}

/// A record or a failure, and how much of the window it takes.
pub(crate) struct Item<'s> {
    pub(crate) record: Result<Record<'s>, ReadError>,
    pub(crate) bytes: usize,
    /// Where the reader is behind it.
    pub(crate) after: Position,
}

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

/// A failure takes a little room too, so that a million of them do not fill the memory.
const BYTES_OF_A_FAILURE: usize = 256;

impl<'s> Reader<'s> {
    pub(crate) fn new(
        sources: &'s Sources<'s>,
        run: &'s Run<'_>,
        output: Option<&'s Path>,
        observer: &'s dyn Observer,
    ) -> Self {
        let files = files::inputs(&run.inputs, &sources.search(output));
        let options = &run.pipeline.read_options;
        Self { sources, observer, stop: Arc::clone(&run.stop), options, files, open: None, at: Position::default() }
    }

    fn next_file(&mut self) -> Option<Result<(), ReadError>> {
        let Some(found) = self.files.next() else {
            self.tell_left_out();
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

    fn tell_left_out(&self) {
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
    type Item = Item<'s>;

    fn next(&mut self) -> Option<Item<'s>> {
        let (record, bytes) = self.next_record()?;
        self.at.records += 1;
        self.at.of_file += 1;
        Some(Item { record, bytes, after: self.at })
    }
}

impl<'s> Reader<'s> {
    fn next_record(&mut self) -> Option<(Result<Record<'s>, ReadError>, usize)> {
        loop {
            if let Some((source, records)) = &mut self.open {
                let source = *source;
                match records.next() {
                    Some(Ok(Raw { record, place, bytes })) => {
                        return Some((Ok(Record { source, place, record }), bytes));
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

/// Every input must be there before anything is done.
pub(crate) fn must_exist(inputs: &[PathBuf]) -> Result<(), String> {
    for input in inputs.iter().filter(|input| input.as_os_str() != "-") {
        if let Err(e) = input.symlink_metadata() {
            return Err(format!("cannot read the input `{}`: {e}", input.display()));
        }
    }
    Ok(())
}

/// The output folder is never read, so it cannot be an input.
pub(crate) fn must_differ(inputs: &[PathBuf], output: &Path) -> Result<(), String> {
    let Ok(output) = output.canonicalize() else { return Ok(()) };
    let same = |input: &&PathBuf| input.canonicalize().is_ok_and(|input| input == output);
    match inputs.iter().find(same) {
        Some(input) => Err(format!("`{}` is the input and the output: name another output folder", input.display())),
        None => Ok(()),
    }
}
