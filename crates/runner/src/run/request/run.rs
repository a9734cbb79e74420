//! What to run and how.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use copydesk_core::Registry;
use copydesk_core::source::HowToRead;

use super::retry::Retry;
use super::shard::Shard;
use crate::pipeline::Pipeline;
use crate::run::guard::limits::MaxFailures;

/// Enough to keep the threads of a large machine busy while the writer waits for the disk: a guess.
const WINDOW: usize = 256;

/// What a kill may cost at most is the work of so much time.
const CHECKPOINT_EVERY: Duration = Duration::from_secs(2);

/// What to run and how.
#[non_exhaustive]
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
    /// Add to the finished run in the output folder, instead of beginning one: articles that it holds are passed over.
    pub add: bool,
    /// Whether another process watches over this one; see [`Supervisor`](crate::Supervisor).
    pub supervised: bool,
    /// How many articles may be in the program at one time.
    pub window: usize,
    /// How often the state is saved from which a run can be resumed. What is written does not depend on it.
    pub checkpoint_every: Duration,
    /// Set by others to stop the run early.
    pub stop: Arc<AtomicBool>,
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
            add: false,
            supervised: false,
            window: WINDOW,
            checkpoint_every: CHECKPOINT_EVERY,
            stop: Arc::default(),
        }
    }

    /// What holds for every source of the run.
    pub(crate) fn how_to_read(&self) -> HowToRead {
        HowToRead::new(self.pipeline.read_options.clone(), self.registry.layers().collect(), self.published.clone())
    }

    /// Whether standard input is among the inputs: it cannot be read a second time.
    pub(crate) fn reads_stdin(&self) -> bool {
        self.inputs.iter().any(|input| is_stdin(input))
    }
}

/// Whether an input is standard input.
pub(crate) fn is_stdin(input: &Path) -> bool {
    input.as_os_str() == "-"
}
