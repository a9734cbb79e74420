//! Articles through a pipeline, on the calling thread or on a few that live as long as the call.

use std::num::NonZeroUsize;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use copydesk_core::source::{DynSource, HowToRead, Place, ReadError, Source};
use copydesk_core::{Article, record};
use copydesk_formats::ahead::Dated;
use copydesk_formats::jsonl::Jsonl;
use copydesk_formats::published::DateOrder;
use copydesk_runner::{Annotator, Failure, Pipeline};
use serde_json::{Map, Value};

/// A pipeline and what its threads keep from article to article.
pub(crate) struct Annotators {
    pub(crate) pipeline: Pipeline,
    pub(crate) how: HowToRead,
    pub(crate) time_limit: Option<Duration>,
    idle: Mutex<Vec<Annotator>>,
}

impl Annotators {
    pub(crate) fn new(pipeline: Pipeline, how: HowToRead, time_limit: Option<Duration>) -> Self {
        Self { pipeline, how, time_limit, idle: Mutex::default() }
    }

    /// The record of each article, or the line of `failed.jsonl` that says why there is none; in order.
    pub(crate) fn annotate(&self, articles: &[impl AsRef<[u8]> + Sync], jobs: NonZeroUsize) -> Vec<Vec<u8>> {
        let one = |annotator: &mut Annotator, number: usize| {
            let article = self.article(articles[number].as_ref(), number);
            self.record(annotator, article).unwrap_or_else(|failure| failure_json(&failure))
        };
        self.each(articles.len(), jobs, one)
    }

    /// Calls `work` for every number below `count`, on `jobs` threads; the results in order.
    pub(crate) fn each<T: Send>(
        &self,
        count: usize,
        jobs: NonZeroUsize,
        work: impl Fn(&mut Annotator, usize) -> T + Sync,
    ) -> Vec<T> {
        let next = AtomicUsize::new(0);
        let some = || {
            let mut annotator = self.take();
            let numbers = std::iter::from_fn(|| Some(next.fetch_add(1, Ordering::Relaxed)).filter(|n| *n < count));
            let done: Vec<_> = numbers.map(|number| (number, work(&mut annotator, number))).collect();
            self.give_back(annotator);
            done
        };
        let mut done = std::thread::scope(|scope| {
            let others: Vec<_> = (1..jobs.get().min(count)).map(|_| scope.spawn(some)).collect();
            let mut done = some();
            for other in others {
                done.extend(other.join().expect("panics of stages are caught where they happen"));
            }
            done
        });
        done.sort_unstable_by_key(|(number, _)| *number);
        done.into_iter().map(|(_, result)| result).collect()
    }

    /// The article of a JSON object.
    fn article(&self, json: &[u8], number: usize) -> Result<Article, Failure> {
        let place = place(number);
        let line = Dated { record: json.to_vec(), order: DateOrder::Auto };
        let read = match &self.pipeline.source {
            Some(named) if named.entry.name == Jsonl::NAME => {
                DynSource::parse(named.source.as_ref(), Box::new(line), &place, &self.how)
            }
            _ => Source::parse(&Jsonl::default(), line, &place, &self.how),
        };
        read.map_err(|error| Failure::of_reading(&error))
    }

    fn record(&self, annotator: &mut Annotator, article: Result<Article, Failure>) -> Result<Vec<u8>, Failure> {
        let article = self.annotated(annotator, article?)?;
        record::to_json(&article, &self.pipeline.shape).map_err(|error| unwritten(&article, &error))
    }

    /// An article of a table, annotated.
    pub(crate) fn row(
        &self,
        annotator: &mut Annotator,
        row: Result<Map<String, Value>, String>,
        number: usize,
    ) -> Result<Article, Failure> {
        let row = row.map_err(|why| Failure::of_reading(&ReadError::new(place(number), why)))?;
        let article = self.article(Value::Object(row).to_string().as_bytes(), number);
        self.annotated(annotator, article?)
    }

    fn annotated(&self, annotator: &mut Annotator, mut article: Article) -> Result<Article, Failure> {
        article.source = String::new();
        annotator.annotate(&self.pipeline, &self.how, article, self.time_limit)
    }

    /// Never waits: a lock that another thread held when this process was forked would be held for ever.
    fn take(&self) -> Annotator {
        let idle = self.idle.try_lock().ok().and_then(|mut idle| idle.pop());
        idle.unwrap_or_else(|| Annotator::new(&self.pipeline))
    }

    fn give_back(&self, annotator: Annotator) {
        if let Ok(mut idle) = self.idle.try_lock() {
            idle.push(annotator);
        }
    }
}

/// Where an article of a call stands: an iterable and a table have no file.
fn place(number: usize) -> Place {
    Place::from_parts(String::new(), "article".to_owned(), Some(number as u64 + 1))
}

fn failure_json(failure: &Failure) -> Vec<u8> {
    serde_json::to_vec(failure).expect("strings serialize")
}

fn unwritten(article: &Article, error: &serde_json::Error) -> Failure {
    Failure::of_reading(&ReadError::new(place(0), error.to_string()).of_article(article.id.clone()))
}
