//! The stage `exec`: any program that speaks JSON lines, as a stage.
//!
//! The program reads a request a line from its standard input and prints an answer a line to its standard output. A request
//! is the article's record with the layers of `reads`; an answer is an object with the same `id` and the layers of `writes`.
//! The README shows programs in Python and shell.
//!
//! ```toml
//! [[stage]]
//! use = "exec"
//! command = ["python3", "hedges.py"]
//! reads = ["sentences"]
//! writes = ["acme.hedges"]
//! ```
//!
//! # How a foreign program is kept in order
//!
//! - Rows are checked like those of every stage: a layer that this binary knows is read into its type, any other is a
//!   [`JsonRows`](copydesk_core::layer::JsonRows).
//! - A pool of processes answers one article each at a time. A process that ends, hangs or breaks the protocol is replaced,
//!   and costs at most the article that it was asked about.
//! - Whether an article fails does not depend on what its process was asked before: trouble with a process that has answered
//!   already is not held against the article, which is then given to a new process; only trouble with a new one counts.
//! - The order of results is the runner's affair; the program's surroundings (folder, locale, time zone, hash seeds) are fixed.
//!
//! # What it does not do
//!
//! It starts no shell and reads no answers but those asked for. A program that answers the same request in two ways, from
//! chance or from memory of earlier articles, gives other bytes on every run, and nothing here can notice.

mod answer;
mod descendants;
mod notices;
mod options;
mod pool;
mod process;

use std::any::Any;
use std::sync::Arc;
use std::time::Duration;

use copydesk_core::layer::{LayerInfo, Rows};
use copydesk_core::offsets::Unit;
use copydesk_core::record::{self, Shape};
use copydesk_core::{Article, Budget, BuildContext, DynStage, ErrorKind, Read, Registry, StageError, register_stage};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use answer::Trouble;
use notices::Notices;
use pool::Pool;
use process::{Process, Program};

/// The stage's options.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Config {
    /// The program and its arguments, as in ["python3", "hedges.py"]. It runs in the folder of the pipeline file.
    pub command: Vec<String>,
    /// The layers that it is handed, as in ["sentences", "entities?"]; one with a question mark where an earlier stage wrote it.
    pub reads: Vec<String>,
    /// The layers that it answers with: those of this binary by their names, others as "vendor.name".
    pub writes: Vec<String>,
    /// How many processes may run at a time; 0 for one a thread.
    pub processes: usize,
    /// Seconds that an answer may take.
    pub time_limit: f64,
    /// Seconds more for a process's first answer, in which it may load what it needs.
    pub start_limit: f64,
    /// What offsets count, in requests and answers: codepoint, byte or utf16.
    #[schemars(with = "String")]
    pub offsets: Unit,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            command: Vec::new(),
            reads: Vec::new(),
            writes: Vec::new(),
            processes: 0,
            time_limit: 30.0,
            start_limit: 30.0,
            offsets: Unit::default(),
        }
    }
}

/// A program as a stage.
pub struct Exec {
    reads: Vec<Read>,
    writes: Vec<LayerInfo>,
    request: Shape,
    time_limit: Duration,
    start_limit: Duration,
    notices: Arc<Notices>,
    pool: Pool,
}

impl Exec {
    /// Makes the stage. No process is started yet.
    ///
    /// # Errors
    /// If an option cannot be used; the program must be there.
    pub fn build(config: Config, cx: &BuildContext<'_>) -> Result<Self, StageError> {
        let registry = Registry::linked().map_err(|e| StageError::new(e.to_string()))?;
        let reads = options::reads(&config.reads, &registry)?;
        let writes = options::writes(&config.writes, &reads, &registry)?;
        let layers = reads.iter().map(|read| read.layer.name.to_string()).collect();
        Ok(Self {
            request: Shape::new(config.offsets, layers, true),
            time_limit: options::seconds("time-limit", config.time_limit)?,
            start_limit: options::seconds("start-limit", config.start_limit)?,
            notices: Arc::new(Notices::new(format!("exec {}", config.writes.join(" ")))),
            pool: Pool::new(options::program(config.command, cx.folder)?, config.processes),
            reads,
            writes,
        })
    }

    fn request(&self, article: &Article) -> Result<Vec<u8>, StageError> {
        let has = |name: &str| article.layers.named(name).is_some() || article.layers.foreign().contains_key(name);
        if let Some(missing) = self.reads.iter().find(|read| !read.optional && !has(&read.layer.name)) {
            return Err(StageError::new(format!("the article has no layer `{}`", missing.layer.name)));
        }
        let mut line = record::to_json(article, &self.request).map_err(|e| StageError::new(e.to_string()))?;
        line.push(b'\n');
        Ok(line)
    }

    /// Asks one process about one article.
    fn ask(
        &self,
        process: &mut Process,
        article: &Article,
        request: Vec<u8>,
        budget: &Budget,
    ) -> Result<Vec<Box<dyn Rows>>, Trouble> {
        let limit = if process.is_new() { self.time_limit + self.start_limit } else { self.time_limit };
        let within = budget.remaining().map_or(limit, |left| left.min(limit));
        let line = process.ask(request, within)?;
        answer::rows(&line, article, &self.writes, self.request.unit)
    }
}

impl DynStage for Exec {
    fn reads(&self) -> Vec<Read> {
        self.reads.clone()
    }

    fn writes(&self) -> Vec<LayerInfo> {
        self.writes.clone()
    }

    fn scratch(&self) -> Box<dyn Any + Send> {
        Box::new(())
    }

    fn run(&self, article: &Article, budget: &Budget, _: &mut dyn Any) -> Result<Vec<Box<dyn Rows>>, StageError> {
        let request = self.request(article)?;
        let seat = self.pool.seat();
        if let Some(mut process) = seat.idle() {
            match self.ask(&mut process, article, request.clone(), budget) {
                Ok(rows) => return seat.keep(process, Ok(rows)),
                Err(Trouble::Answer(error)) => return seat.keep(process, Err(error)),
                Err(trouble @ Trouble::Late) => return Err(self.failure(trouble)),
                // The process may have suffered from an earlier article: this one gets a new process.
                Err(Trouble::Ended(_) | Trouble::Protocol(_)) => {}
            }
        }
        let mut process = Process::start(self.pool.program(), &self.notices)?;
        match self.ask(&mut process, article, request, budget) {
            Ok(rows) => seat.keep(process, Ok(rows)),
            Err(Trouble::Answer(error)) => seat.keep(process, Err(error)),
            Err(trouble) => Err(self.failure(trouble)),
        }
    }

    fn notices(&self) -> Vec<String> {
        self.notices.take()
    }

    fn end(&self) {
        self.pool.end();
        self.notices.end();
    }
}

impl Exec {
    /// What is recorded of an article whose process had to be given up.
    fn failure(&self, trouble: Trouble) -> StageError {
        let Program { shown, .. } = self.pool.program();
        match trouble {
            Trouble::Answer(error) => error,
            Trouble::Late => {
                StageError::of_kind(ErrorKind::Limit, format!("`{shown}` gave no answer in time (`time-limit`)"))
            }
            Trouble::Ended(why) | Trouble::Protocol(why) => StageError::new(format!("`{shown}` {why}")),
        }
    }
}

register_stage!(by options Config, "exec", "any program that speaks JSON lines", Exec::build);
