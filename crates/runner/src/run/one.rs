//! One article by itself, annotated and kept in memory.

use std::path::Path;
use std::time::Duration;

use copydesk_core::source::HowToRead;
use copydesk_core::{Article, Registry};

use super::execute::{must_exist, to_read};
use super::flow::article::{Context, Worker};
use super::flow::reader::Reader;
use super::flow::sources::Sources;
use super::report::failure::Failure;
use super::report::observer::Silent;
use super::request::run::Run;
use crate::pipeline::Pipeline;

/// Reads the `number`th article of an input, from 1, and runs the stages of a pipeline over it.
///
/// # Errors
/// If there is no such article, it cannot be read, or a stage fails: a sentence that says so.
pub fn annotate_one(
    registry: &Registry,
    pipeline: &Pipeline,
    input: &Path,
    number: usize,
    published: Option<&str>,
) -> Result<Article, String> {
    let run = Run {
        jobs: 1,
        published: published.map(str::to_owned),
        window: 1,
        ..Run::new(registry, pipeline, vec![input.to_owned()])
    };
    must_exist(&run.inputs)?;
    let sources = Sources::new(registry, pipeline).map_err(|e| e.to_string())?;
    let mut records = Reader::new(&sources, to_read(&run, None), &Silent);
    let record = number.checked_sub(1).and_then(|before| records.nth(before));
    let record = record.ok_or_else(|| format!("`{}` holds no article number {number}", input.display()))?;
    let how = run.how_to_read();
    let context = Context { pipeline, how: &how, time_limit: None, stage_time_limit: None, watch: None, held: None };
    let unparsed = record.content.map_err(|e| format!("{}: {e}", e.place.source()))?;
    let done = Worker::new(0, pipeline.stages.len()).annotated(&context, unparsed);
    done.map_err(|failure| format!("{} ({}): {}", failure.source, failure.stage, failure.error))
}

/// Annotates articles that are in memory, one after the other, on the calling thread.
///
/// It holds the buffers that the stages of one pipeline reuse from article to article.
pub struct Annotator(Worker);

impl Annotator {
    /// For this pipeline, and no other.
    #[must_use]
    pub fn new(pipeline: &Pipeline) -> Self {
        Self(Worker::new(0, pipeline.stages.len()))
    }

    /// Runs the stages of the pipeline over an article; a panic in one is a failure of the article.
    ///
    /// # Errors
    /// What `failed.jsonl` would say of it.
    pub fn annotate(
        &mut self,
        pipeline: &Pipeline,
        how: &HowToRead,
        mut article: Article,
        time_limit: Option<Duration>,
    ) -> Result<Article, Failure> {
        let context = Context { pipeline, how, time_limit, stage_time_limit: None, watch: None, held: None };
        self.0.stages(&context, 1, &mut article, &mut Vec::new())?;
        Ok(article)
    }
}
