//! The writer: results in input order again, records and failures to where they belong.

use std::collections::BTreeMap;
use std::io;
use std::path::Path;
use std::time::{Duration, Instant};

use copydesk_core::sink::{DynWriter, Output};
use crossbeam_channel::Receiver;

use super::failed::Failure;
use super::floor::Numbered;
use super::folder::{Folder, State, Taken};
use super::identity::Identity;
use super::run_json::RunJson;
use super::state::Position;
use super::{Account, Destination, MaxFailures, Observer, Progress, Run, RunError};

pub(crate) struct Writer<'r> {
    run: &'r Run<'r>,
    observer: &'r dyn Observer,
    identity: Identity,
    sink: DynWriter,
    folder: Option<Folder>,
    account: Account,
    progress: Progress,
    at: Position,
    clock: Clock,
}

/// Why nothing more is written.
pub(crate) enum Halt {
    /// It cannot be.
    Write(io::Error),
    /// More articles failed than are tolerated.
    Failures(MaxFailures),
}

impl From<io::Error> for Halt {
    fn from(error: io::Error) -> Self {
        Self::Write(error)
    }
}

/// The time that a run takes, over all its parts, and when it last saved its state.
struct Clock {
    begun: Instant,
    before: f64,
    saved: Instant,
}

/// A writer, or what there is left to say of a run that is complete.
pub(crate) enum Begun<'r> {
    Writer(Box<Writer<'r>>),
    Finished(Box<Account>),
}

impl<'r> Writer<'r> {
    pub(crate) fn begin(
        run: &'r Run<'r>,
        destination: Destination,
        identity: Identity,
        observer: &'r dyn Observer,
    ) -> Result<Begun<'r>, RunError> {
        let sink = run.pipeline.sink.as_ref();
        let (folder, sink, from) = match destination {
            Destination::Stream(stream) => (None, sink.create(Output::Stream(stream)), None),
            Destination::Folder { path, begin } => {
                match Folder::take(&path, begin, &identity).map_err(RunError::Refused)? {
                    Taken::Finished(account) => return Ok(Begun::Finished(account)),
                    Taken::New(folder) => (Some(folder), sink.create(Output::Folder(path)), None),
                    Taken::Resumed(folder, from) => {
                        let sink = sink.resume(path, from.account.articles);
                        (Some(folder), sink, Some(from))
                    }
                }
            }
        };
        let sink =
            sink.map_err(|e| RunError::Refused(format!("the {} sink cannot begin: {e}", run.pipeline.sink_name)))?;
        let mut writer = Self {
            run,
            observer,
            identity,
            sink,
            folder,
            account: Account::new(run.pipeline),
            progress: Progress::default(),
            at: Position::default(),
            clock: Clock::start(0.0),
        };
        if let Some(from) = from {
            writer.clock = Clock::start(from.account.seconds);
            writer.at = from.at;
            writer.progress =
                Progress { articles: from.account.articles, failed: from.account.failed, bytes: from.bytes };
            writer.account = from.account;
        }
        writer.save_account(State::Running).map_err(|e| RunError::Refused(format!("cannot write run.json: {e}")))?;
        Ok(Begun::Writer(Box::new(writer)))
    }

    /// How far the run is.
    pub(crate) fn progress(&self) -> Progress {
        self.progress
    }

    /// The folder that is written to, if it is one.
    pub(crate) fn folder(&self) -> Option<&Path> {
        self.folder.as_ref().map(Folder::path)
    }

    /// Where in the input the run goes on.
    pub(crate) fn at(&self) -> Position {
        self.at
    }

    /// Writes results as they come due, until no more can come; `left` is told of each one's bytes.
    pub(crate) fn write_all(&mut self, results: Receiver<Vec<Numbered>>, left: impl Fn(usize)) -> Result<(), Halt> {
        let mut early = BTreeMap::new();
        let mut next = 0;
        for batch in results {
            early.extend(batch.into_iter().map(|result| (result.number, result)));
            while let Some(result) = early.remove(&next) {
                let bytes = result.bytes;
                self.write(result)?;
                left(bytes);
                next += 1;
            }
        }
        Ok(())
    }

    fn write(&mut self, result: Numbered) -> Result<(), Halt> {
        self.account.add(&result.done, &self.run.pipeline.shape.layers);
        self.at = result.after;
        match result.done.outcome {
            Ok(encoded) => self.sink.write(encoded)?,
            Err(failure) => self.failed(&failure.at(result.after.records))?,
        }
        self.progress.articles = self.account.articles;
        self.progress.failed = self.account.failed;
        self.progress.bytes += result.bytes as u64;
        self.observer.progress(self.progress);
        self.tell_notices();
        if self.clock.saved.elapsed() >= self.run.checkpoint_every {
            self.checkpoint()?;
        }
        Ok(())
    }

    fn failed(&mut self, failure: &Failure) -> Result<(), Halt> {
        self.observer.failed(failure);
        if let Some(folder) = &mut self.folder {
            folder.failed(failure)?;
        }
        match self.run.max_failures {
            Some(most) if most.exceeded_by(&self.account) => Err(Halt::Failures(most)),
            _ => Ok(()),
        }
    }

    /// Saves how far the run is, if the sink can be continued from here.
    fn checkpoint(&mut self) -> io::Result<()> {
        self.account.seconds = self.clock.seconds();
        let Some(folder) = &mut self.folder else { return Ok(()) };
        if self.run.inputs.iter().any(|input| input.as_os_str() == "-") {
            return Ok(()); // nobody can read standard input a second time
        }
        let Some(lengths) = self.sink.checkpoint()? else { return Ok(()) };
        folder.checkpoint(lengths, self.at, self.progress.bytes, &self.account)?;
        self.clock.saved = Instant::now();
        Ok(())
    }

    /// Passes on what the stages have to say to people.
    fn tell_notices(&self) {
        for stage in &self.run.pipeline.stages {
            stage.stage.notices().iter().for_each(|line| self.observer.notice(line));
        }
    }

    /// Completes the files and the account.
    pub(crate) fn finish(mut self, written: Result<(), Halt>, stopped: bool) -> Result<Account, RunError> {
        self.account.seconds = self.clock.seconds();
        self.run.pipeline.stages.iter().for_each(|stage| stage.stage.end());
        self.tell_notices();
        let (written, too_many) = match written {
            Ok(()) => (Ok(()), None),
            Err(Halt::Write(e)) => (Err(e), None),
            Err(Halt::Failures(most)) => (Ok(()), Some(most)),
        };
        let whole = !stopped && too_many.is_none();
        let written = if whole { written } else { written.and_then(|()| self.checkpoint()) };
        let done =
            written.and_then(|()| self.sink.finish()).and_then(|()| self.folder.as_mut().map_or(Ok(()), Folder::sync));
        // Whoever reads the records through a pipe has seen enough when it closes it: a normal end.
        let done = match done {
            Err(e) if e.kind() == io::ErrorKind::BrokenPipe && self.folder.is_none() => Ok(()),
            done => done,
        };
        let state = if whole && done.is_ok() { State::Finished } else { State::Stopped };
        let saved = self.save_account(state);
        let tidied = match (&self.folder, state) {
            (Some(folder), State::Finished) if saved.is_ok() => folder.tidy(),
            _ => Ok(()),
        };
        match (done.and(saved).and(tidied), too_many) {
            (Ok(()), None) => Ok(self.account),
            (Ok(()), Some(most)) => {
                Err(RunError::Broken(format!("more than {most} failed, the most that --max-failures allows")))
            }
            (Err(e), _) => Err(RunError::Broken(format!("cannot write the records: {e}"))),
        }
    }

    fn save_account(&self, state: State) -> io::Result<()> {
        let json = RunJson::of(self.run, state, &self.account, &self.identity);
        self.folder.as_ref().map_or(Ok(()), |folder| folder.account(&json))
    }
}

impl Clock {
    fn start(before: f64) -> Self {
        let now = Instant::now();
        Self { begun: now, before, saved: now }
    }

    fn seconds(&self) -> f64 {
        self.before + self.begun.elapsed().as_secs_f64()
    }
}

/// How often a run saves its state, by default.
pub(crate) const CHECKPOINT_EVERY: Duration = Duration::from_secs(2);
