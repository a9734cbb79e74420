//! The execution of a pipeline.
//!
//! One reader thread cuts the inputs into numbered records; a bounded window holds the reader back; the pool makes articles
//! of the records, runs the stages and encodes the results; the calling thread puts them into input order again and writes.
//! Memory is bounded by the window, whatever the size of the input, and the bytes written do not depend on the number of
//! threads or the size of the window.

mod account;
mod failed;
mod folder;
mod isolate;
mod one;
mod reader;
mod stdin;
mod window;
mod work;
mod writer;

use std::io;
use std::path::{Path, PathBuf};

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use copydesk_core::Registry;
use copydesk_core::offsets::Unit;
use copydesk_core::source::HowToRead;
use rayon::{ScopeFifo, ThreadPool};

pub use account::{Account, StageTime};
pub use failed::Failure;
pub use folder::State;
pub use one::annotate_one;

use crate::pipeline::Pipeline;
use reader::{Reader, Sources};
use window::Window;
use work::{Desk, Done, Record, Worker};
use writer::Writer;

/// Where records go.
pub enum Destination {
    /// A folder, to be made if it is not there.
    Folder {
        /// Its path.
        path: PathBuf,
        /// Whether an earlier run's files in it may be replaced.
        replace: bool,
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
    /// How many articles may be in the program at one time.
    pub window: usize,
    /// Set by others to stop the run early.
    pub stop: Arc<AtomicBool>,
}

/// Told of what goes on, from the writing thread.
pub trait Observer: Sync {
    /// The bytes of all input files, where that is known before reading.
    fn begun(&self, _input_bytes: Option<u64>) {}
    /// So much is done.
    fn progress(&self, _progress: Progress) {}
    /// An article failed.
    fn failed(&self, _failure: &Failure) {}
    /// Something that was passed over on the way, for people to know.
    fn notice(&self, _text: &str) {}
}

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

/// Bytes of raw records that may be in the program at one time.
const WINDOW_BYTES: usize = 64 << 20;

impl Run<'_> {
    /// Runs the pipeline over the inputs.
    ///
    /// # Errors
    /// [`RunError::Refused`] if an input does not exist or the destination cannot be taken; [`RunError::Broken`] if records
    /// cannot be written. What is wrong with single articles is no error: it is in the account.
    pub fn execute(&self, destination: Destination, observer: &dyn Observer) -> Result<Account, RunError> {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(self.jobs).thread_name(|n| format!("desk-{n}")).build();
        let pool = pool.map_err(|e| RunError::Refused(format!("cannot start {} threads: {e}", self.jobs)))?;
        reader::must_exist(&self.inputs).map_err(RunError::Refused)?;
        if let Destination::Folder { path, .. } = &destination {
            reader::must_differ(&self.inputs, path).map_err(RunError::Refused)?;
        }
        let mut writer = Writer::new(self, destination, observer)?;
        let output = writer.folder().map(Path::to_owned);
        let sources = Sources::of(self).map_err(|e| RunError::Refused(e.to_string()))?;
        observer.begun(reader::input_bytes(&sources, &self.inputs, output.as_deref()));
        let begun = Instant::now();
        let reader = Reader::new(&sources, self, output.as_deref(), observer);
        let written = self.flow(&pool, reader, &mut writer);
        let stopped = self.stop.load(Ordering::Relaxed);
        writer.finish(written, stopped, begun.elapsed())
    }

    /// Moves every record from the reader through the pool to the writer.
    fn flow(&self, pool: &ThreadPool, reader: Reader<'_>, writer: &mut Writer<'_>) -> io::Result<()> {
        let how = self.how_to_read();
        let floor = Floor {
            desk: Desk { pipeline: self.pipeline, how: &how, time_limit: self.time_limit },
            workers: (0..pool.current_num_threads())
                .map(|_| Mutex::new(Worker::new(self.pipeline.stages.len())))
                .collect(),
            window: Window::new(self.window.max(1), WINDOW_BYTES),
        };
        let (finished, results) = crossbeam_channel::unbounded();
        pool.in_place_scope_fifo(|scope| {
            std::thread::scope(|threads| {
                let floor = &floor;
                threads.spawn(move || self.read(scope, floor, reader, &finished));
                let written = writer.write_all(results, |bytes| floor.window.leave(bytes));
                floor.window.close();
                written
            })
        })
    }

    fn how_to_read(&self) -> HowToRead {
        HowToRead {
            options: self.pipeline.read_options.clone(),
            known: self.registry.layers().collect(),
            published: self.published.clone(),
        }
    }

    fn read<'s>(
        &self,
        scope: &ScopeFifo<'s>,
        floor: &'s Floor<'_>,
        reader: Reader<'s>,
        finished: &crossbeam_channel::Sender<Numbered>,
    ) {
        let most = self.limit.and_then(|limit| usize::try_from(limit).ok()).unwrap_or(usize::MAX);
        for (number, item) in (0..).zip(reader.take(most)) {
            let bytes = item.bytes;
            if self.stop.load(Ordering::Relaxed) || !floor.window.enter(bytes) {
                return;
            }
            let finished = finished.clone();
            let send = move |done| {
                // The writer is gone only if the run is broken off: then nobody misses the result.
                let _ = finished.send(Numbered { number, bytes, done });
            };
            match item.record {
                Ok(record) => scope.spawn_fifo(move |_| send(floor.article(record))),
                Err(error) => send(Done::unread(&error)),
            }
        }
    }
}

/// What the threads of the pool share.
struct Floor<'p> {
    desk: Desk<'p>,
    workers: Vec<Mutex<Worker>>,
    window: Window,
}

impl Floor<'_> {
    /// Does an article on the calling thread of the pool, with that thread's own worker.
    fn article(&self, record: Record<'_>) -> Done {
        let thread = rayon::current_thread_index().expect("called on a thread of the pool");
        let mut worker = self.workers[thread].lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        worker.article(&self.desk, record)
    }
}

/// A result and its place in the order of the input.
struct Numbered {
    number: u64,
    bytes: usize,
    done: Done,
}

/// What `run.json` holds.
#[derive(serde::Serialize)]
struct RunJson<'r> {
    state: State,
    copydesk: &'static str,
    pipeline: &'r str,
    fingerprint: &'r str,
    offsets: Unit,
    stages: Vec<StageJson<'r>>,
    sink: &'r str,
    layers: &'r [String],
    inputs: Vec<String>,
    account: &'r Account,
}

#[derive(serde::Serialize)]
struct StageJson<'r> {
    stage: &'r str,
    package: &'r str,
    version: &'r str,
    options: &'r serde_json::Value,
}
