//! One article through the pipeline, on one thread of the pool.

use std::any::Any;
use std::io;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::time::{Duration, Instant};

use copydesk_core::source::{HowToRead, ReadError};
use copydesk_core::{Article, Budget, DynStage, ErrorKind, StageError};

use super::record::{Made, Outcome, Record, Undated, Unparsed};
use crate::pipeline::Pipeline;
use crate::run::add::{Index, Key};
use crate::run::guard::culprits::{Culprit, Culprits, Death};
use crate::run::guard::isolate::isolate;
use crate::run::guard::journal::{InHand, Journal};
use crate::run::report::failure::Failure;

/// Bytes of text beyond which buffers are not kept: to make them anew costs nothing beside the work on so long an article.
const LONG: usize = 256 << 10;

/// The threads of the pool, each with a worker of its own.
pub(crate) struct Workers<'p> {
    context: Context<'p>,
    workers: Vec<Mutex<Worker>>,
}

impl<'p> Workers<'p> {
    pub(crate) fn new(context: Context<'p>, threads: usize) -> Self {
        let worker = |thread| Mutex::new(Worker::new(thread, context.pipeline.stages.len()));
        let workers = (0..threads).map(worker).collect();
        Self { context, workers }
    }

    /// Does a record on the calling thread of the pool.
    pub(crate) fn do_record(&self, record: Record<Unparsed<'_>>) -> Record<Outcome> {
        let thread = rayon::current_thread_index().expect("called on a thread of the pool");
        let mut worker = self.workers[thread].lock().unwrap_or_else(PoisonError::into_inner);
        let number = record.after.records;
        record.map(|unparsed| worker.article(&self.context, number, unparsed))
    }
}

/// What a thread of the pool keeps from article to article: a scratch for every stage.
pub(crate) struct Worker {
    thread: usize,
    scratch: Vec<Option<Box<dyn Any + Send>>>,
}

/// What holds for every article of a run.
pub(crate) struct Context<'p> {
    pub(crate) pipeline: &'p Pipeline,
    pub(crate) how: &'p HowToRead,
    pub(crate) time_limit: Option<Duration>,
    pub(crate) stage_time_limit: Option<Duration>,
    pub(crate) watch: Option<Watch>,
    /// What the output holds, in a run that adds to it.
    pub(crate) held: Option<Arc<Index>>,
}

/// What a worker does for its supervisor.
pub(crate) struct Watch {
    pub(crate) journal: Journal,
    pub(crate) culprits: Culprits,
    /// Articles are in hand together, but a suspect alone.
    pub(crate) together: RwLock<()>,
}

impl Watch {
    /// Begins an empty journal in the output folder, and loads what the supervisor knows.
    pub(crate) fn begin(output: &Path, threads: usize) -> io::Result<Self> {
        let journal = Journal::create(output, threads)?;
        Ok(Self { journal, culprits: Culprits::load(output), together: RwLock::default() })
    }

    fn note(&self, thread: usize, article: u64, stage: usize) {
        let alone = self.culprits.suspects.contains_key(&article);
        let stage = u32::try_from(stage).unwrap_or(u32::MAX);
        self.journal.note(thread, Some(InHand { article, stage, alone }));
    }
}

impl Worker {
    pub(crate) fn new(thread: usize, stages: usize) -> Self {
        Self { thread, scratch: (0..stages).map(|_| None).collect() }
    }

    /// Reads, annotates and encodes one article, the `number`th of the input.
    pub(crate) fn article(&mut self, context: &Context<'_>, number: u64, record: Unparsed<'_>) -> Outcome {
        let Some(watch) = &context.watch else {
            return self.unwatched(context, number, record);
        };
        if let Some(culprit) = watch.culprits.known.get(&number) {
            return failed_untried(context, culprit, record);
        }
        if watch.culprits.suspects.contains_key(&number) {
            let _alone = watch.together.write().unwrap_or_else(PoisonError::into_inner);
            self.noted(context, watch, number, record)
        } else {
            let _together = watch.together.read().unwrap_or_else(PoisonError::into_inner);
            self.noted(context, watch, number, record)
        }
    }

    /// The note is taken back before anybody else may begin: who is alone is alone in the journal too.
    fn noted(&mut self, context: &Context<'_>, watch: &Watch, number: u64, record: Unparsed<'_>) -> Outcome {
        let done = self.unwatched(context, number, record);
        watch.journal.note(self.thread, None);
        done
    }

    fn unwatched(&mut self, context: &Context<'_>, number: u64, record: Unparsed<'_>) -> Outcome {
        self.note(context, number, 0);
        let mut article = match read(context, record) {
            Ok(article) => article,
            Err(error) => return Outcome::unread(&error),
        };
        let key = context.held.as_ref().map(|_| Key::of_article(&article));
        if let Some(key) = key.filter(|key| context.held.as_ref().is_some_and(|held| held.holds(*key))) {
            return Outcome::held(key, article);
        }
        let mut stage_times = Vec::with_capacity(self.scratch.len());
        let encoded = self.stages(context, number, &mut article, &mut stage_times).and_then(|()| {
            self.note(context, number, self.scratch.len() + 1);
            encode(context, &article)
        });
        Outcome {
            made: encoded.map_or_else(Made::Failure, Made::Encoded),
            key: key.map(|key| (key, article.id.clone())),
            text_bytes: article.text().len() as u64,
            repairs: repairs(context, &article),
            anchor: Some(article.meta.anchor_origin()),
            rows: rows(context, &article),
            stage_times,
            undated: Undated::of(&article),
            source: std::mem::take(&mut article.source),
        }
    }

    /// Reads and annotates one article, and keeps it.
    pub(crate) fn annotated(&mut self, context: &Context<'_>, record: Unparsed<'_>) -> Result<Article, Failure> {
        let mut article = read(context, record).map_err(|error| Failure::of_reading(&error))?;
        self.stages(context, 1, &mut article, &mut Vec::new())?;
        Ok(article)
    }

    /// Runs the stages over an article, and notes the time that each took.
    pub(crate) fn stages(
        &mut self,
        context: &Context<'_>,
        number: u64,
        article: &mut Article,
        times: &mut Vec<Duration>,
    ) -> Result<(), Failure> {
        article.meta.anchor = article.meta.reference_date().map(str::to_owned);
        let budget = context.time_limit.map_or_else(Budget::unlimited, Budget::of);
        for (at, stage) in context.pipeline.stages.iter().enumerate() {
            self.note(context, number, at + 1);
            let begun = Instant::now();
            let own = context.stage_time_limit.map(|limit| budget.for_stage(limit));
            let budget = own.as_ref().unwrap_or(&budget);
            let done = one_stage(stage.stage.as_ref(), article, budget, &mut self.scratch[at]);
            times.push(begun.elapsed());
            let in_time = done.and_then(|()| budget.look().map_err(StageError::from));
            in_time.map_err(|error| Failure::of_stage(article, stage.name, &error))?;
        }
        Ok(())
    }

    /// Tells the supervisor, if there is one, what this thread begins.
    fn note(&self, context: &Context<'_>, number: u64, stage: usize) {
        if let Some(watch) = &context.watch {
            watch.note(self.thread, number, stage);
        }
    }
}

/// An article that fails without being tried, because a process died of it.
fn failed_untried(context: &Context<'_>, culprit: &Culprit, record: Unparsed<'_>) -> Outcome {
    let kind = match culprit.death {
        Death::Crash => ErrorKind::Crash,
        Death::Limit => ErrorKind::Limit,
    };
    let error = StageError::of_kind(kind, culprit.error.as_str());
    let place = record.place.clone();
    let Some(before) = culprit.stage.checked_sub(1) else {
        let unread = Failure::of_reading(&ReadError::new(place, culprit.error.as_str()));
        return Outcome::failed(Failure { kind: kind.name(), ..unread });
    };
    let stage = context.pipeline.stages.get(before as usize).map_or(context.pipeline.sink_name, |stage| stage.name);
    match read(context, record) {
        Ok(article) => Outcome::failed(Failure::of_stage(&article, stage, &error)),
        Err(unread) => Outcome::unread(&unread),
    }
}

fn read(context: &Context<'_>, record: Unparsed<'_>) -> Result<Article, ReadError> {
    parse(record, context.how)
}

/// Makes an article of a record; a panic of its source is a failure.
pub(crate) fn parse(record: Unparsed<'_>, how: &HowToRead) -> Result<Article, ReadError> {
    let Unparsed { source, place, raw } = record;
    isolate(|| source.parse(raw, &place, how)).unwrap_or_else(|panic| Err(ReadError::new(place, panic)))
}

/// Runs a stage, lays its rows over the article, and takes what it found for the metadata. After a panic the scratch, of unknown state, is thrown away.
fn one_stage(
    stage: &dyn DynStage,
    article: &mut Article,
    budget: &Budget,
    scratch: &mut Option<Box<dyn Any + Send>>,
) -> Result<(), StageError> {
    let mut own = scratch.take().unwrap_or_else(|| stage.scratch());
    let rows = isolate(|| stage.run(article, budget, own.as_mut()))
        .map_err(|panic| StageError::of_kind(ErrorKind::Panic, panic))?;
    // What a long article needed would be kept for short ones, and beside what the next stage needs.
    *scratch = Some(own).filter(|_| article.text().len() <= LONG);
    for layer in rows? {
        article.layers.insert_rows(layer);
    }
    let found =
        isolate(|| stage.found(article, budget)).map_err(|panic| StageError::of_kind(ErrorKind::Panic, panic))?;
    found.into_iter().for_each(|found| article.meta.find(found));
    Ok(())
}

/// The repairs made on reading, and what stages took otherwise than it came.
fn repairs(context: &Context<'_>, article: &Article) -> Vec<(&'static str, u32)> {
    let of_stages = context.pipeline.stages.iter();
    let of_stages = of_stages.filter_map(|stage| isolate(|| stage.stage.repair(article)).ok().flatten());
    article.repairs.iter().map(|(kind, count)| (*kind, *count)).chain(of_stages.map(|kind| (kind, 1))).collect()
}

fn rows(context: &Context<'_>, article: &Article) -> Vec<u64> {
    let count = |name: &String| article.layers.named(name).map_or(0, |layer| layer.count() as u64);
    context.pipeline.shape.layers.iter().map(count).collect()
}

fn encode(context: &Context<'_>, article: &Article) -> Result<Box<dyn Any + Send>, Failure> {
    let Pipeline { sink, sink_name, shape, .. } = context.pipeline;
    let encoded = isolate(|| sink.encode(article, shape))
        .unwrap_or_else(|panic| Err(StageError::of_kind(ErrorKind::Panic, panic)));
    encoded.map_err(|error| Failure::of_stage(article, sink_name, &error))
}
