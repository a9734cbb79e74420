//! The writer: results in input order again, records and failures to where they belong.

use std::collections::BTreeMap;
use std::io;
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use copydesk_core::sink::{DynSink, DynWriter, Extents, Output, OutputPath, Resumed};
use crossbeam_channel::Receiver;

use super::record::{Made, Outcome, Record};
use crate::run::add::{self, INDEX, Index, Key, Ledger, VERSIONS};
use crate::run::guard::limits::MaxFailures;
use crate::run::position::Position;
use crate::run::report::account::{Account, Skipped};
use crate::run::report::failure::Failure;
use crate::run::report::observer::{Observer, Progress};
use crate::run::report::run_json::RunJson;
use crate::run::report::state::State;
use crate::run::request::destination::Destination;
use crate::run::request::error::RunError;
use crate::run::request::run::Run;
use crate::run::request::shard::Shard;
use crate::run::resume::checkpoint::{Checkpoint, Standing};
use crate::run::resume::finished::Ended;
use crate::run::resume::folder::{Claim, Folder, ReadRows, Taken};
use crate::run::resume::identity::Identity;

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

/// What people are told of a checkpoint that does not stand.
const OLDER: &str =
    "the output holds other bytes than the run had written at its last checkpoint: it goes on from an earlier one";

/// Why nothing more is written.
pub(crate) enum WriteError {
    /// It cannot be.
    Io(io::Error),
    /// More articles failed than are tolerated.
    TooManyFailures(MaxFailures),
    /// There is no more to write, because the input was lost: how.
    InputLost(String),
}

impl From<io::Error> for WriteError {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
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
        let outputs = outputs(run).map_err(RunError::Refused)?;
        let (folder, sink, from) = match destination {
            Destination::Stream(stream) => (None, sink.create(Output::Stream(stream)), None),
            Destination::Folder { path, begin } => {
                let rows = |ended: &Ended| add::rows(run, &path, ended);
                let rows = if run.add { Some(&rows as ReadRows<'_>) } else { None };
                let claim = Claim { begin, identity: &identity, outputs: &outputs, rows };
                match Folder::take(&path, &claim).map_err(RunError::Refused)? {
                    Taken::Finished(account) => return Ok(Begun::Finished(account)),
                    Taken::New(folder) => (Some(folder), sink.create(Output::Folder(path)), None),
                    Taken::Resumed(folder, standing) => {
                        let Standing { checkpoint, meters, is_older } = *standing;
                        if is_older {
                            observer.notice(OLDER);
                        }
                        let articles = checkpoint.account.articles;
                        (Some(folder), sink.resume(Resumed::new(path, articles, meters)), Some(checkpoint))
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
        writer
            .save_account(State::Running, &Extents::new())
            .map_err(|e| RunError::Refused(format!("cannot write run.json: {e}")))?;
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

    /// What the output held when the run began, in a run that adds to it.
    pub(crate) fn held(&self) -> Option<Arc<Index>> {
        self.folder.as_ref()?.ledger().map(Ledger::before)
    }

    /// Where in the input the run goes on.
    pub(crate) fn at(&self) -> Position {
        self.at
    }

    /// Writes records as they come due, until no more can come; `left` is called with the bytes of each.
    pub(crate) fn write_all(
        &mut self,
        results: Receiver<Vec<Record<Outcome>>>,
        left: impl Fn(usize),
    ) -> Result<(), WriteError> {
        let mut early = BTreeMap::new();
        let mut next = 0;
        for batch in results {
            early.extend(batch.into_iter().map(|record| (record.order, record)));
            while let Some(record) = early.remove(&next) {
                let bytes = record.bytes;
                self.write(record)?;
                left(bytes);
                next += 1;
            }
        }
        Ok(())
    }

    /// Counts what was passed over after the last record.
    pub(crate) fn skip(&mut self, skipped: BTreeMap<String, Skipped>) {
        if self.run.shard.is_none_or(Shard::is_last) {
            self.account.skip(skipped);
        }
    }

    fn write(&mut self, record: Record<Outcome>) -> Result<(), WriteError> {
        self.account.skip(record.skipped);
        self.at = record.after;
        let mut outcome = record.content;
        if self.folder.as_ref().is_some_and(|folder| folder.ledger().is_some()) {
            outcome = self.note(outcome)?;
        }
        self.account.add(&outcome, &self.run.pipeline.shape.layers);
        match outcome.made {
            Made::Encoded(encoded) => self.sink.write(encoded)?,
            Made::Failure(failure) => self.failed(&failure.at(record.after.records))?,
            Made::Held => self.account.hold(outcome.source),
        }
        self.progress.articles = self.account.articles;
        self.progress.failed = self.account.failed;
        self.progress.bytes += record.bytes as u64;
        self.observer.progress(self.progress);
        self.pass_on_notices();
        if self.clock.saved.elapsed() >= self.run.checkpoint_every {
            self.checkpoint()?;
        }
        Ok(())
    }

    /// Notes what is about to be written, in a run that adds; what the output holds by now is passed over.
    fn note(&mut self, outcome: Outcome) -> io::Result<Outcome> {
        let Some(ledger) = self.folder.as_mut().and_then(Folder::ledger_mut) else { return Ok(outcome) };
        let (key, id) = match (&outcome.key, &outcome.made) {
            (Some((key, id)), _) => (*key, id.as_str()),
            (None, Made::Failure(failure)) => (Key::of_failure(failure), failure.id.as_str()),
            (None, _) => return Ok(outcome),
        };
        let Some(version) = ledger.version(key) else { return Ok(Outcome { made: Made::Held, ..outcome }) };
        let record = match &outcome.made {
            Made::Encoded(_) => u32::try_from(self.account.articles + 1).map_err(io::Error::other)?,
            Made::Failure(_) | Made::Held => 0,
        };
        ledger.note(key, id, record, version)?;
        self.account.versions += u64::from(record > 0 && version.supersedes.is_some());
        Ok(outcome)
    }

    /// Says what a run has added.
    fn tell_added(&self) {
        let Some(folder) = self.folder.as_ref().filter(|_| self.run.add) else { return };
        let nothing = Account::default();
        let before = folder.account_before().unwrap_or(&nothing);
        self.observer.notice(&format!(
            "added {} articles to {}, of which {} take the place of an earlier record; {} were held already",
            self.account.articles - before.articles,
            before.articles,
            self.account.versions - before.versions,
            self.account.held() - before.held(),
        ));
    }

    fn failed(&mut self, failure: &Failure) -> Result<(), WriteError> {
        self.observer.failed(failure);
        if let Some(folder) = &mut self.folder {
            folder.failed(failure)?;
        }
        match self.run.max_failures {
            Some(most) if most.exceeded_by(&self.account) => Err(WriteError::TooManyFailures(most)),
            _ => Ok(()),
        }
    }

    /// Saves how far the run is, if the sink can be continued from here.
    fn checkpoint(&mut self) -> io::Result<()> {
        self.account.seconds = self.clock.seconds();
        let Some(folder) = &mut self.folder else { return Ok(()) };
        if self.run.reads_stdin() {
            return Ok(()); // nobody can read standard input a second time
        }
        let Some(files) = self.sink.checkpoint()? else { return Ok(()) };
        let account = self.account.clone();
        folder.checkpoint(Checkpoint { at: self.at, bytes: self.progress.bytes, account, files })?;
        self.clock.saved = Instant::now();
        Ok(())
    }

    /// Passes on what the stages have to say to people.
    fn pass_on_notices(&self) {
        for stage in &self.run.pipeline.stages {
            stage.stage.notices().iter().for_each(|line| self.observer.notice(line));
        }
    }

    /// Completes the files and the account.
    pub(crate) fn finish(mut self, written: Result<(), WriteError>, stopped: bool) -> Result<Account, RunError> {
        self.account.seconds = self.clock.seconds();
        self.run.pipeline.stages.iter().for_each(|stage| stage.stage.end());
        self.pass_on_notices();
        let (written, broken_off) = match written {
            Ok(()) => (Ok(()), None),
            Err(WriteError::Io(e)) => (Err(e), None),
            Err(WriteError::TooManyFailures(most)) => {
                (Ok(()), Some(format!("more than {most} failed, the most that --max-failures allows")))
            }
            Err(WriteError::InputLost(how)) => (Ok(()), Some(how)),
        };
        let whole = !stopped && broken_off.is_none();
        let written = if whole { written } else { written.and_then(|()| self.checkpoint()) };
        let done = written.and_then(|()| self.complete());
        // Whoever reads the records through a pipe has seen enough when it closes it: a normal end.
        let done = match done {
            Err(e) if e.kind() == io::ErrorKind::BrokenPipe && self.folder.is_none() => Ok(Extents::new()),
            done => done,
        };
        let state = if whole && done.is_ok() { State::Finished } else { State::Stopped };
        let (done, files) = match done {
            Ok(files) => (Ok(()), files),
            Err(e) => (Err(e), Extents::new()),
        };
        let saved = self.save_account(state, &files);
        let tidied = match (&self.folder, state) {
            (Some(folder), State::Finished) if saved.is_ok() => folder.tidy(),
            _ => Ok(()),
        };
        match (done.and(saved).and(tidied), broken_off) {
            (Ok(()), None) => {
                self.tell_added();
                Ok(self.account)
            }
            (Ok(()), Some(why)) => Err(RunError::Broken(why)),
            (Err(e), _) => Err(RunError::Broken(format!("cannot write the records: {e}"))),
        }
    }

    /// Completes the files, and says what each holds.
    fn complete(&mut self) -> io::Result<Extents> {
        self.sink.finish()?;
        let Some(folder) = &mut self.folder else { return Ok(Extents::new()) };
        folder.complete(self.sink.extents())
    }

    /// Writes `run.json`; `files` is what a finished run holds.
    fn save_account(&self, state: State, files: &Extents) -> io::Result<()> {
        let Some(folder) = &self.folder else { return Ok(()) };
        let of_run = RunJson::of(self.run, &self.account, &self.identity);
        folder.account(&of_run.with_files(state, folder.outputs(), files))
    }
}

/// The files of a run: those of its sink, and what it notes if it adds.
fn outputs(run: &Run<'_>) -> Result<Vec<OutputPath>, String> {
    let (sink, name) = (run.pipeline.sink.as_ref(), run.pipeline.sink_name);
    let mut outputs = outputs_of(sink, name)?;
    if run.add {
        if !sink.can_grow() {
            return Err(format!(
                "what the sink `{name}` has finished cannot be added to: write JSON lines, and `copydesk export` makes the rest of them"
            ));
        }
        outputs.extend([INDEX, VERSIONS].map(|name| name.parse().expect("the name of a file")));
    }
    Ok(outputs)
}

/// The files that a sink declares.
pub(crate) fn outputs_of(sink: &dyn DynSink, name: &str) -> Result<Vec<OutputPath>, String> {
    let paths = sink.files().into_iter().map(|path| path.parse());
    paths
        .collect::<Result<_, _>>()
        .map_err(|why: String| format!("the {name} sink declares a file that it may not write: {why}"))
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
