//! One article through the pipeline, on one thread of the pool.

use std::any::Any;
use std::time::{Duration, Instant};

use copydesk_core::source::{DynSource, HowToRead, Place, ReadError};
use copydesk_core::{Article, Budget, DynStage, ErrorKind, StageError};

use super::failed::Failure;
use super::isolate::isolate;
use crate::pipeline::Pipeline;

/// What a thread of the pool keeps from article to article: a scratch for every stage.
pub(crate) struct Worker {
    scratch: Vec<Option<Box<dyn Any + Send>>>,
}

/// A raw record on its way to the pool.
pub(crate) struct Record<'s> {
    pub(crate) source: &'s dyn DynSource,
    pub(crate) place: Place,
    pub(crate) record: Box<dyn Any + Send>,
}

/// What became of an article.
pub(crate) struct Done {
    /// The encoded article, or why there is none.
    pub(crate) outcome: Result<Box<dyn Any + Send>, Failure>,
    /// The bytes of its text.
    pub(crate) text_bytes: u64,
    /// The repairs made on reading.
    pub(crate) repairs: Vec<(&'static str, u32)>,
    /// The time that each stage took; fewer where one failed.
    pub(crate) stage_times: Vec<Duration>,
}

impl Done {
    /// A record that never became an article.
    pub(crate) fn unread(error: &ReadError) -> Self {
        Self { outcome: Err(Failure::of_reading(error)), text_bytes: 0, repairs: Vec::new(), stage_times: Vec::new() }
    }
}

/// What holds for every article of a run.
pub(crate) struct Desk<'p> {
    pub(crate) pipeline: &'p Pipeline,
    pub(crate) how: &'p HowToRead,
    pub(crate) time_limit: Option<Duration>,
}

impl Worker {
    pub(crate) fn new(stages: usize) -> Self {
        Self { scratch: (0..stages).map(|_| None).collect() }
    }

    /// Reads, annotates and encodes one article.
    pub(crate) fn article(&mut self, desk: &Desk<'_>, record: Record<'_>) -> Done {
        let mut article = match read(desk, record) {
            Ok(article) => article,
            Err(error) => return Done::unread(&error),
        };
        let mut stage_times = Vec::with_capacity(self.scratch.len());
        let outcome = self.stages(desk, &mut article, &mut stage_times).and_then(|()| encode(desk, &article));
        Done {
            outcome,
            text_bytes: article.text().len() as u64,
            repairs: article.repairs.iter().map(|(kind, count)| (*kind, *count)).collect(),
            stage_times,
        }
    }

    /// Reads and annotates one article, and keeps it.
    pub(crate) fn annotated(&mut self, desk: &Desk<'_>, record: Record<'_>) -> Result<Article, Failure> {
        let mut article = read(desk, record).map_err(|error| Failure::of_reading(&error))?;
        self.stages(desk, &mut article, &mut Vec::new())?;
        Ok(article)
    }

    fn stages(&mut self, desk: &Desk<'_>, article: &mut Article, times: &mut Vec<Duration>) -> Result<(), Failure> {
        let budget = desk.time_limit.map_or_else(Budget::unlimited, Budget::of);
        for (stage, scratch) in desk.pipeline.stages.iter().zip(&mut self.scratch) {
            let begun = Instant::now();
            let done = one_stage(stage.stage.as_ref(), article, &budget, scratch);
            times.push(begun.elapsed());
            done.map_err(|error| Failure::of_stage(article, stage.name, &error))?;
        }
        Ok(())
    }
}

fn read(desk: &Desk<'_>, record: Record<'_>) -> Result<Article, ReadError> {
    let Record { source, place, record } = record;
    isolate(|| source.parse(record, &place, desk.how)).unwrap_or_else(|panic| Err(ReadError::new(place, panic)))
}

/// Runs a stage and lays its rows over the article. After a panic the scratch, of unknown state, is thrown away.
fn one_stage(
    stage: &dyn DynStage,
    article: &mut Article,
    budget: &Budget,
    scratch: &mut Option<Box<dyn Any + Send>>,
) -> Result<(), StageError> {
    let mut own = scratch.take().unwrap_or_else(|| stage.scratch());
    let rows = isolate(|| stage.run(article, budget, own.as_mut()))
        .map_err(|panic| StageError::of_kind(ErrorKind::Panic, panic))?;
    *scratch = Some(own);
    for layer in rows? {
        article.layers.insert_rows(layer);
    }
    Ok(())
}

fn encode(desk: &Desk<'_>, article: &Article) -> Result<Box<dyn Any + Send>, Failure> {
    let Pipeline { sink, sink_name, shape, .. } = desk.pipeline;
    let encoded = isolate(|| sink.encode(article, shape))
        .unwrap_or_else(|panic| Err(StageError::of_kind(ErrorKind::Panic, panic)));
    encoded.map_err(|error| Failure::of_stage(article, sink_name, &error))
}
