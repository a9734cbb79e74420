//! One article through the pipeline, on one thread of the pool.

use std::any::Any;
use std::sync::{PoisonError, RwLock};
use std::time::{Duration, Instant};

use copydesk_core::source::{DynSource, HowToRead, Place, ReadError};
use copydesk_core::{Article, Budget, DynStage, ErrorKind, StageError};

use super::culprits::{Culprit, Culprits, Death};
use super::failed::Failure;
use super::isolate::isolate;
use super::journal::{InHand, Journal};
use crate::pipeline::Pipeline;

/// What a thread of the pool keeps from article to article: a scratch for every stage.
pub(crate) struct Worker {
    thread: usize,
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
    /// How many rows each layer has that is written, in the order of the pipeline's shape.
    pub(crate) rows: Vec<u64>,
    /// The time that each stage took; fewer where one failed.
    pub(crate) stage_times: Vec<Duration>,
    /// Where the article came from.
    pub(crate) source: String,
}

impl Done {
    /// A record that never became an article.
    pub(crate) fn unread(error: &ReadError) -> Self {
        Self::failed(Failure::of_reading(error))
    }

    fn failed(failure: Failure) -> Self {
        Self {
            source: failure.source.clone(),
            outcome: Err(failure),
            text_bytes: 0,
            repairs: Vec::new(),
            rows: Vec::new(),
            stage_times: Vec::new(),
        }
    }
}

/// What holds for every article of a run.
pub(crate) struct Desk<'p> {
    pub(crate) pipeline: &'p Pipeline,
    pub(crate) how: &'p HowToRead,
    pub(crate) time_limit: Option<Duration>,
    pub(crate) stage_time_limit: Option<Duration>,
    pub(crate) watch: Option<Watch>,
}

/// What a worker does for its supervisor.
pub(crate) struct Watch {
    pub(crate) journal: Journal,
    pub(crate) culprits: Culprits,
    /// Articles are in hand together, but a suspect alone.
    pub(crate) together: RwLock<()>,
}

impl Watch {
    fn note(&self, thread: usize, article: u64, stage: usize) {
        let alone = self.culprits.suspects.contains(&article);
        let stage = u32::try_from(stage).unwrap_or(u32::MAX);
        self.journal.note(thread, Some(InHand { article, stage, alone }));
    }
}

impl Worker {
    pub(crate) fn new(thread: usize, stages: usize) -> Self {
        Self { thread, scratch: (0..stages).map(|_| None).collect() }
    }

    /// Reads, annotates and encodes one article, the `number`th of the input.
    pub(crate) fn article(&mut self, desk: &Desk<'_>, number: u64, record: Record<'_>) -> Done {
        let Some(watch) = &desk.watch else {
            return self.unwatched(desk, number, record);
        };
        if let Some(culprit) = watch.culprits.known.get(&number) {
            return condemned(desk, culprit, record);
        }
        if watch.culprits.suspects.contains(&number) {
            let _alone = watch.together.write().unwrap_or_else(PoisonError::into_inner);
            self.noted(desk, watch, number, record)
        } else {
            let _together = watch.together.read().unwrap_or_else(PoisonError::into_inner);
            self.noted(desk, watch, number, record)
        }
    }

    /// The note is taken back before anybody else may begin: who is alone is alone in the journal too.
    fn noted(&mut self, desk: &Desk<'_>, watch: &Watch, number: u64, record: Record<'_>) -> Done {
        let done = self.unwatched(desk, number, record);
        watch.journal.note(self.thread, None);
        done
    }

    fn unwatched(&mut self, desk: &Desk<'_>, number: u64, record: Record<'_>) -> Done {
        self.note(desk, number, 0);
        let mut article = match read(desk, record) {
            Ok(article) => article,
            Err(error) => return Done::unread(&error),
        };
        let mut stage_times = Vec::with_capacity(self.scratch.len());
        let outcome = self.stages(desk, number, &mut article, &mut stage_times).and_then(|()| {
            self.note(desk, number, self.scratch.len() + 1);
            encode(desk, &article)
        });
        Done {
            outcome,
            text_bytes: article.text().len() as u64,
            repairs: article.repairs.iter().map(|(kind, count)| (*kind, *count)).collect(),
            rows: rows(desk, &article),
            stage_times,
            source: std::mem::take(&mut article.source),
        }
    }

    /// Reads and annotates one article, and keeps it.
    pub(crate) fn annotated(&mut self, desk: &Desk<'_>, record: Record<'_>) -> Result<Article, Failure> {
        let mut article = read(desk, record).map_err(|error| Failure::of_reading(&error))?;
        self.stages(desk, 1, &mut article, &mut Vec::new())?;
        Ok(article)
    }

    /// Runs the stages over an article, and notes the time that each took.
    pub(crate) fn stages(
        &mut self,
        desk: &Desk<'_>,
        number: u64,
        article: &mut Article,
        times: &mut Vec<Duration>,
    ) -> Result<(), Failure> {
        let budget = desk.time_limit.map_or_else(Budget::unlimited, Budget::of);
        for (at, stage) in desk.pipeline.stages.iter().enumerate() {
            self.note(desk, number, at + 1);
            let begun = Instant::now();
            let own = desk.stage_time_limit.map(|limit| budget.for_stage(limit));
            let budget = own.as_ref().unwrap_or(&budget);
            let done = one_stage(stage.stage.as_ref(), article, budget, &mut self.scratch[at]);
            times.push(begun.elapsed());
            let in_time = done.and_then(|()| budget.look().map_err(StageError::from));
            in_time.map_err(|error| Failure::of_stage(article, stage.name, &error))?;
        }
        Ok(())
    }

    /// Tells the supervisor, if there is one, what this thread begins.
    fn note(&self, desk: &Desk<'_>, number: u64, stage: usize) {
        if let Some(watch) = &desk.watch {
            watch.note(self.thread, number, stage);
        }
    }
}

/// An article that is failed without being tried, because a process died of it.
fn condemned(desk: &Desk<'_>, culprit: &Culprit, record: Record<'_>) -> Done {
    let kind = match culprit.death {
        Death::Crash => ErrorKind::Crash,
        Death::Limit => ErrorKind::Limit,
    };
    let error = StageError::of_kind(kind, culprit.error.as_str());
    let place = record.place.clone();
    let Some(before) = culprit.stage.checked_sub(1) else {
        let unread = Failure::of_reading(&ReadError::new(place, culprit.error.as_str()));
        return Done::failed(Failure { kind: kind.name(), ..unread });
    };
    let stage = desk.pipeline.stages.get(before as usize).map_or(desk.pipeline.sink_name, |stage| stage.name);
    match read(desk, record) {
        Ok(article) => Done::failed(Failure::of_stage(&article, stage, &error)),
        Err(unread) => Done::unread(&unread),
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

fn rows(desk: &Desk<'_>, article: &Article) -> Vec<u64> {
    let count = |name: &String| article.layers.named(name).map_or(0, |layer| layer.count() as u64);
    desk.pipeline.shape.layers.iter().map(count).collect()
}

fn encode(desk: &Desk<'_>, article: &Article) -> Result<Box<dyn Any + Send>, Failure> {
    let Pipeline { sink, sink_name, shape, .. } = desk.pipeline;
    let encoded = isolate(|| sink.encode(article, shape))
        .unwrap_or_else(|panic| Err(StageError::of_kind(ErrorKind::Panic, panic)));
    encoded.map_err(|error| Failure::of_stage(article, sink_name, &error))
}
