//! The execution of a pipeline.
//!
//! One reader thread cuts the inputs into numbered records; a bounded window holds the reader back; the pool makes articles
//! of the records, runs the stages and encodes the results; the calling thread puts them into input order again and writes.
//! Memory is bounded by the window, whatever the size of the input, and the bytes written do not depend on the number of
//! threads or the size of the window.
//!
//! | question | answered by |
//! |---|---|
//! | how a run goes on after a kill | `state` (checkpoints), `folder` (who may write), `identity` (what must be the same) |
//! | what keeps one article from another | `isolate` (panics), `work` (time), `supervise`, `journal` and `culprits` (the process) |
//! | which records are done | `reader` (all, in order), `shard` (a range of them), `retry` (those that failed) |
//! | what a run tells | `account`, `failed` |

mod account;
mod batch;
mod culprits;
mod failed;
mod floor;
mod folder;
mod identity;
mod isolate;
mod journal;
mod limits;
mod lock;
mod merge;
mod one;
mod reader;
mod retry;
mod run_json;
mod shard;
mod state;
mod stdin;
mod supervise;
mod window;
mod work;
mod writer;

use std::io;
use std::ops::Range;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use copydesk_core::Registry;
use copydesk_core::source::HowToRead;

pub use account::{Account, Slow, StageTime};
pub use failed::Failure;
pub use folder::{Begin, State};
pub use limits::MaxFailures;
pub use merge::merge;
pub use one::{Annotator, annotate_one};
pub use retry::Retry;
pub use shard::Shard;
pub use supervise::{Supervised, Supervisor};

use crate::pipeline::Pipeline;
use identity::{Identity, Listing};
use reader::{Item, Reader, Sources};
use writer::{Begun, Writer};

/// Where records go.
pub enum Destination {
    /// A folder, to be made if it is not there.
    Folder {
        /// Its path.
        path: PathBuf,
        /// What to do with what it holds.
        begin: Begin,
    },
    /// A stream, standard output as a rule; failures go to the observer alone.
    Stream(Box<dyn io::Write + Send>),
}

/// What to run and how.
pub struct Run<'r> {
    /// What this binary can do.
    pub registry: &'r Registry,
    /// The pipeline.
    pub pipeline: &'r Pipeline,
    /// Files and folders, in order; `-` is standard input.
    pub inputs: Vec<PathBuf>,
    /// Threads of the pool; 0 for one a core.
    pub jobs: usize,
    /// Stop after so many articles.
    pub limit: Option<u64>,
    /// The date of articles that bring none.
    pub published: Option<String>,
    /// The time that the stages may take for one article.
    pub time_limit: Option<Duration>,
    /// The time that one stage may take for one article.
    pub stage_time_limit: Option<Duration>,
    /// The failures that are tolerated; without it any number.
    pub max_failures: Option<MaxFailures>,
    /// Do only the articles that an earlier run failed.
    pub retry: Option<Retry>,
    /// Do only this part of the input.
    pub shard: Option<Shard>,
    /// Whether another process watches over this one; see [`Supervisor`].
    pub supervised: bool,
    /// How many articles may be in the program at one time.
    pub window: usize,
    /// How often the state is saved from which a run can be resumed. What is written does not depend on it.
    pub checkpoint_every: Duration,
    /// Set by others to stop the run early.
    pub stop: Arc<AtomicBool>,
}

/// Told of what goes on, from the writing thread.
pub trait Observer: Sync {
    /// The bytes of all input files, where that is known before reading, and how far the run is that is resumed.
    fn begun(&self, _input_bytes: Option<u64>, _before: Progress) {}
    /// The run had finished before; nothing is done.
    fn finished_before(&self) {}
    /// So much is done.
    fn progress(&self, _progress: Progress) {}
    /// An article failed.
    fn failed(&self, _failure: &Failure) {}
    /// Something that was passed over on the way, for people to know.
    fn notice(&self, _text: &str) {}
}

/// Hears nothing.
pub(crate) struct Silent;

impl Observer for Silent {}

/// How far a run is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Articles written.
    pub articles: u64,
    /// Articles failed.
    pub failed: u64,
    /// Bytes of input read and done.
    pub bytes: u64,
}

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

impl<'r> Run<'r> {
    /// A run over these inputs, everything else as it is by default.
    #[must_use]
    pub fn new(registry: &'r Registry, pipeline: &'r Pipeline, inputs: Vec<PathBuf>) -> Self {
        Self {
            registry,
            pipeline,
            inputs,
            jobs: 0,
            limit: None,
            published: None,
            time_limit: None,
            stage_time_limit: None,
            max_failures: None,
            retry: None,
            shard: None,
            supervised: false,
            window: 256,
            checkpoint_every: writer::CHECKPOINT_EVERY,
            stop: Arc::default(),
        }
    }

    /// Runs the pipeline over the inputs.
    ///
    /// # Errors
    /// [`RunError::Refused`] if an input does not exist or the destination cannot be taken; [`RunError::Broken`] if records
    /// cannot be written. What is wrong with single articles is no error: it is in the account.
    pub fn execute(&self, destination: Destination, observer: &dyn Observer) -> Result<Account, RunError> {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(self.jobs).thread_name(|n| format!("desk-{n}")).build();
        let pool = pool.map_err(|e| RunError::Refused(format!("cannot start {} threads: {e}", self.jobs)))?;
        reader::must_exist(&self.inputs).map_err(RunError::Refused)?;
        let output = match &destination {
            Destination::Folder { path, .. } => Some(path.clone()),
            Destination::Stream(_) => None,
        };
        if let Some(output) = &output {
            reader::must_differ(&self.inputs, output).map_err(RunError::Refused)?;
        }
        let sources = Sources::of(self).map_err(|e| RunError::Refused(e.to_string()))?;
        let listing = Listing::of(self, &sources, output.as_deref());
        let identity = Identity::of(self, &listing);
        let identity = identity.map_err(|e| RunError::Refused(format!("cannot read the program itself: {e}")))?;
        let mut writer = match Writer::begin(self, destination, identity, observer)? {
            Begun::Writer(writer) => writer,
            Begun::Finished(account) => {
                observer.finished_before();
                return Ok(*account);
            }
        };
        observer.begun(listing.bytes, writer.progress());
        let range = self.range(Reader::new(&sources, self, output.as_deref(), &Silent))?;
        let mut reader = Reader::new(&sources, self, output.as_deref(), observer);
        reader.skip_to(writer.at(), range.start).map_err(RunError::Refused)?;
        let written = floor::flow(self, &pool, reader, range.end, &mut writer);
        writer.finish(written, self.stop.load(Ordering::Relaxed))
    }

    /// The records to do, counted from 0. To know the part of a shard, all of the input is cut into records once.
    fn range(&self, reader: Reader<'_>) -> Result<Range<u64>, RunError> {
        let most = self.limit.unwrap_or(u64::MAX);
        let Some(shard) = self.shard else { return Ok(0..most) };
        if self.inputs.iter().any(|input| input.as_os_str() == "-") {
            return Err(RunError::Refused("standard input cannot be cut into shards: name files".to_owned()));
        }
        let going = |_: &Item<'_>| !self.stop.load(Ordering::Relaxed);
        Ok(shard.range((reader.take_while(going).count() as u64).min(most)))
    }

    fn how_to_read(&self) -> HowToRead {
        HowToRead {
            options: self.pipeline.read_options.clone(),
            known: self.registry.layers().collect(),
            published: self.published.clone(),
        }
    }
}
