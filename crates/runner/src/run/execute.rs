//! A run from its beginning to its end.

use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::atomic::Ordering;

use copydesk_formats::files;
use rayon::ThreadPool;

use super::flow::article::{Context, Watch};
use super::flow::reader::{Reader, ToRead};
use super::flow::scheduler;
use super::flow::sources::Sources;
use super::flow::writer::{Begun, WriteError, Writer};
use super::guard::heartbeat::Heartbeat;
use super::identify::identity;
use super::report::account::Account;
use super::report::observer::{Observer, Silent};
use super::request::destination::Destination;
use super::request::error::RunError;
use super::request::retry::Retry;
use super::request::run::{Run, is_stdin};
use super::resume::listing::Listing;

impl Run<'_> {
    /// Runs the pipeline over the inputs.
    ///
    /// # Errors
    /// [`RunError::Refused`] if an input does not exist or the destination cannot be taken; [`RunError::Broken`] if records
    /// cannot be written. What is wrong with single articles is no error: it is in the account.
    pub fn execute(&self, destination: Destination, observer: &dyn Observer) -> Result<Account, RunError> {
        let threads = threads(self.jobs).map_err(RunError::Refused)?;
        must_exist(&self.inputs).map_err(RunError::Refused)?;
        let output = destination.folder().map(Path::to_owned);
        let output = output.as_deref();
        if let Some(output) = output {
            let lists = self.retry.iter().map(Retry::path);
            let inputs = self.inputs.iter().map(PathBuf::as_path).chain(lists);
            must_be_outside(inputs, output).map_err(RunError::Refused)?;
        }
        let sources = Sources::new(self.registry, self.pipeline).map_err(|e| RunError::Refused(e.to_string()))?;
        must_be_read(&self.inputs, &sources, output).map_err(RunError::Refused)?;
        let listing = Listing::of(files::inputs(&self.inputs, &sources.search(output)));
        let identity =
            identity(self, &listing).map_err(|e| RunError::Refused(format!("cannot read the program itself: {e}")))?;
        let mut writer = match Writer::begin(self, destination, identity, observer)? {
            Begun::Writer(writer) => writer,
            Begun::Finished(account) => {
                observer.finished_before();
                return Ok(*account);
            }
        };
        observer.begun(listing.bytes, writer.progress());
        let range = self.range(Reader::new(&sources, to_read(self, output), &Silent))?;
        let mut reader = Reader::new(&sources, to_read(self, output), observer);
        reader.skip_to(writer.at(), range.start).map_err(RunError::Refused)?;
        let written = self.flow(&threads, reader, range.end, &mut writer);
        writer.finish(written, self.stop.load(Ordering::Relaxed))
    }

    /// The records to do, counted from 0. To know the part of a shard, all of the input is cut into records once.
    fn range(&self, reader: Reader<'_>) -> Result<Range<u64>, RunError> {
        let most = self.limit.unwrap_or(u64::MAX);
        let Some(shard) = self.shard else { return Ok(0..most) };
        if self.reads_stdin() {
            return Err(RunError::Refused("standard input cannot be cut into shards: name files".to_owned()));
        }
        let records = reader.take_while(|_| !self.stop.load(Ordering::Relaxed)).count() as u64;
        Ok(shard.range(records.min(most)))
    }

    fn flow(
        &self,
        threads: &ThreadPool,
        reader: Reader<'_>,
        end: u64,
        writer: &mut Writer<'_>,
    ) -> Result<(), WriteError> {
        let _heartbeat = Heartbeat::start()?;
        let how = self.how_to_read();
        let watched = writer.folder().filter(|_| self.supervised);
        let context = Context {
            pipeline: self.pipeline,
            how: &how,
            time_limit: self.time_limit,
            stage_time_limit: self.stage_time_limit,
            watch: watched.map(|folder| Watch::begin(folder, threads.current_num_threads())).transpose()?,
            held: writer.held(),
        };
        scheduler::flow(self, threads, context, reader, end, writer)
    }
}

/// What the reader of a run is to read.
pub(crate) fn to_read<'r>(run: &'r Run<'_>, output: Option<&'r Path>) -> ToRead<'r> {
    ToRead { inputs: &run.inputs, output, options: &run.pipeline.read_options, stop: run.stop.clone() }
}

/// The pool; 0 for a thread a core. The environment has no say: rayon would take a number from there, however large.
fn threads(jobs: usize) -> Result<ThreadPool, String> {
    let jobs = if jobs == 0 { std::thread::available_parallelism().map_or(1, usize::from) } else { jobs };
    let pool = rayon::ThreadPoolBuilder::new().num_threads(jobs).thread_name(|n| format!("worker-{n}")).build();
    pool.map_err(|e| format!("cannot start {jobs} threads: {e}"))
}

/// Every input must be there before anything is done.
pub(crate) fn must_exist(inputs: &[PathBuf]) -> Result<(), String> {
    for input in inputs.iter().filter(|input| !is_stdin(input)) {
        if let Err(e) = input.symlink_metadata() {
            return Err(format!("cannot read the input `{}`: {e}", input.display()));
        }
    }
    Ok(())
}

/// A run over nothing is a mistake in what was asked for, and says what there is. An input that cannot be read is a failure, and a
/// file like any other.
pub(crate) fn must_be_read(inputs: &[PathBuf], sources: &Sources<'_>, output: Option<&Path>) -> Result<(), String> {
    let search = sources.search(output);
    let mut files = files::inputs(inputs, &search);
    if files.next().is_some() {
        return Ok(());
    }
    let shown = inputs.iter().map(|input| format!("`{}`", input.display())).collect::<Vec<_>>().join(", ");
    let reads =
        search.only.map_or_else(|| "sources read".to_owned(), |only| format!("the source `{}` reads", only.name));
    let extensions = files::extensions(&search);
    let found = files.left_out().by_extension();
    if found.is_empty() {
        return Err(format!("there is no file in {shown}: {reads} {extensions}"));
    }
    Err(format!("no source reads any file in {shown}: there are {found}; {reads} {extensions}"))
}

/// What lies in the output folder is never read: it might be what the run replaces.
pub(crate) fn must_be_outside<'p>(inputs: impl Iterator<Item = &'p Path>, output: &Path) -> Result<(), String> {
    let Ok(output) = output.canonicalize() else { return Ok(()) };
    for input in inputs.filter(|input| !is_stdin(input)) {
        let Ok(real) = input.canonicalize() else { continue };
        if real == output {
            return Err(format!("`{}` is the input and the output: name another output folder", input.display()));
        }
        if real.starts_with(&output) {
            return Err(format!(
                "the input `{}` is in the output folder `{}`, where the run may replace it: name another output folder",
                input.display(),
                output.display()
            ));
        }
    }
    Ok(())
}
