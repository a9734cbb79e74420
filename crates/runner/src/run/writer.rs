//! The writer: results in input order again, records and failures to where they belong.

use std::any::Any;
use std::collections::BTreeMap;
use std::io;
use std::path::Path;
use std::time::Duration;

use copydesk_core::sink::{Output, Writer as SinkWriter};
use crossbeam_channel::Receiver;

use super::folder::{Folder, State};
use super::{Account, Destination, Numbered, Observer, Progress, Run, RunError, RunJson, StageJson};

pub(crate) struct Writer<'r> {
    run: &'r Run<'r>,
    observer: &'r dyn Observer,
    sink: Box<dyn SinkWriter<Box<dyn Any + Send>>>,
    folder: Option<Folder>,
    account: Account,
    progress: Progress,
}

impl<'r> Writer<'r> {
    pub(crate) fn new(
        run: &'r Run<'r>,
        destination: Destination,
        observer: &'r dyn Observer,
    ) -> Result<Self, RunError> {
        let (folder, output) = match destination {
            Destination::Folder { path, replace } => {
                let folder = Folder::take(&path, replace).map_err(RunError::Refused)?;
                (Some(folder), Output::Folder(path))
            }
            Destination::Stream(stream) => (None, Output::Stream(stream)),
        };
        let sink = run.pipeline.sink.create(output);
        let sink =
            sink.map_err(|e| RunError::Refused(format!("the {} sink cannot begin: {e}", run.pipeline.sink_name)))?;
        let writer =
            Self { run, observer, sink, folder, account: Account::new(run.pipeline), progress: Progress::default() };
        writer.save_account(State::Running).map_err(|e| RunError::Refused(format!("cannot write run.json: {e}")))?;
        Ok(writer)
    }

    /// The folder that is written to, if it is one.
    pub(crate) fn folder(&self) -> Option<&Path> {
        self.folder.as_ref().map(Folder::path)
    }

    /// Writes results as they come due, until no more can come; `left` is told of each one's bytes.
    pub(crate) fn write_all(&mut self, results: Receiver<Numbered>, left: impl Fn(usize)) -> io::Result<()> {
        let mut early = BTreeMap::new();
        let mut next = 0;
        for result in results {
            early.insert(result.number, result);
            while let Some(result) = early.remove(&next) {
                let bytes = result.bytes;
                self.write(result)?;
                left(bytes);
                next += 1;
            }
        }
        Ok(())
    }

    fn write(&mut self, result: Numbered) -> io::Result<()> {
        self.account.add(&result.done);
        match result.done.outcome {
            Ok(encoded) => self.sink.write(encoded)?,
            Err(failure) => {
                self.observer.failed(&failure);
                self.folder.as_mut().map_or(Ok(()), |folder| folder.failed(&failure))?;
            }
        }
        self.progress.articles = self.account.articles;
        self.progress.failed = self.account.failed;
        self.progress.bytes += result.bytes as u64;
        self.observer.progress(self.progress);
        self.tell_notices();
        Ok(())
    }

    /// Passes on what the stages have to say to people.
    fn tell_notices(&self) {
        for stage in &self.run.pipeline.stages {
            stage.stage.notices().iter().for_each(|line| self.observer.notice(line));
        }
    }

    /// Completes the files and the account.
    pub(crate) fn finish(
        mut self,
        written: io::Result<()>,
        stopped: bool,
        elapsed: Duration,
    ) -> Result<Account, RunError> {
        self.account.finish(elapsed);
        self.run.pipeline.stages.iter().for_each(|stage| stage.stage.end());
        self.tell_notices();
        let done =
            written.and_then(|()| self.sink.finish()).and_then(|()| self.folder.as_mut().map_or(Ok(()), Folder::sync));
        // Whoever reads the records through a pipe has seen enough when it closes it: a normal end.
        let done = match done {
            Err(e) if e.kind() == io::ErrorKind::BrokenPipe && self.folder.is_none() => Ok(()),
            done => done,
        };
        let state = if stopped || done.is_err() { State::Stopped } else { State::Finished };
        let saved = self.save_account(state);
        match done.and(saved) {
            Ok(()) => Ok(self.account),
            Err(e) => Err(RunError::Broken(format!("cannot write the records: {e}"))),
        }
    }

    fn save_account(&self, state: State) -> io::Result<()> {
        let pipeline = self.run.pipeline;
        let stage = |stage: &'r crate::pipeline::PipelineStage| StageJson {
            stage: stage.name,
            package: stage.package,
            version: stage.version,
            options: &stage.options,
        };
        let json = RunJson {
            state,
            copydesk: env!("CARGO_PKG_VERSION"),
            pipeline: &pipeline.name,
            fingerprint: &pipeline.fingerprint,
            offsets: pipeline.shape.unit,
            stages: pipeline.stages.iter().map(stage).collect(),
            sink: pipeline.sink_name,
            layers: &pipeline.shape.layers,
            inputs: self.run.inputs.iter().map(|input| input.display().to_string()).collect(),
            account: &self.account,
        };
        self.folder.as_ref().map_or(Ok(()), |folder| folder.account(&json))
    }
}
