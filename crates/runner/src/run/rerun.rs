//! Running the later stages of a pipeline again over a finished run, whose records hold what the earlier ones wrote.

use std::path::{Path, PathBuf};

use copydesk_core::record::{Shape, to_json};
use copydesk_core::source::{HowToRead, ReadOptions};
use copydesk_core::{Article, Registry};

use super::execute::to_read;
use super::export::{Finished, finished};
use super::flow::article::{Context, Worker, parse};
use super::flow::reader::Reader;
use super::flow::sources::Sources;
use super::identify::{build, stage_name, stage_value};
use super::report::observer::Silent;
use super::request::run::Run;
use super::resume::identity::{COPYDESK, PUBLISHED};
use crate::pipeline::{Export, Pipeline};

/// Articles over which the earlier stages are run again where another program had made the records: a guess. A model or rule that
/// changed shows in nearly every article.
const SAMPLE: usize = 32;

/// Leaves of a pipeline the stages from this one on, to be run over the records of a finished run in `folder`; says which
/// file these are.
///
/// # Errors
/// If the records do not hold what the earlier stages of this pipeline and program would write: a sentence that says what differs.
pub fn rerun_from(
    registry: &Registry,
    pipeline: &mut Pipeline,
    folder: &Path,
    stage: &str,
    published: Option<&str>,
) -> Result<PathBuf, String> {
    let (found, records) = finished(folder)?;
    let at = pipeline.stages.iter().position(|known| known.name == stage);
    let at = at.ok_or_else(|| format!("the pipeline has no stage `{stage}` to begin from"))?;
    must_be_same(&found, pipeline, at, folder, published)?;
    let layers: Vec<_> = pipeline.stages[..at]
        .iter()
        .flat_map(|stage| stage.stage.writes())
        .map(|layer| layer.name.to_string())
        .collect();
    if let Some(missing) = layers.iter().find(|layer| !found.layers.contains(layer)) {
        return Err(format!("the records in `{}` do not hold the layer `{missing}`", folder.display()));
    }
    let export = Export { name: "", fingerprint: "", layers: &layers, unit: found.offsets, format: "jsonl" };
    let mut reading = export.pipeline(registry)?;
    let made_by_this = found.ended.identity.value(COPYDESK) == Some(build().map_err(|e| e.to_string())?.as_str());
    if !made_by_this {
        let sample = Sample { registry, reading: &mut reading, records: &records, layers: &layers };
        sample.must_be_same(pipeline, at, folder)?;
    }
    pipeline.stages.drain(..at);
    pipeline.source = reading.source;
    pipeline.read_options = reading.read_options;
    Ok(records)
}

/// The options and versions of the earlier stages, and the date of articles without one.
fn must_be_same(
    found: &Finished,
    pipeline: &Pipeline,
    at: usize,
    folder: &Path,
    published: Option<&str>,
) -> Result<(), String> {
    let before = &found.ended.identity;
    let differs = |what: &str, was: &str, is: &str| {
        Err(format!(
            "`{}` cannot be gone on with from there, because {what} was {was} and is {is}: run all of the pipeline",
            folder.display()
        ))
    };
    for (number, stage) in (1..).zip(&pipeline.stages[..at]) {
        let (name, is) = (stage_name(number), stage_value(stage));
        let was = before.value(&name).unwrap_or("none");
        if was != is {
            return differs(&name, was, &is);
        }
    }
    let (was, is) = (before.value(PUBLISHED).unwrap_or_default(), published.unwrap_or_default());
    if was == is { Ok(()) } else { differs(PUBLISHED, was, is) }
}

/// The first records, as they stand and as the earlier stages would write them now.
struct Sample<'s> {
    registry: &'s Registry,
    reading: &'s mut Pipeline,
    records: &'s Path,
    layers: &'s [String],
}

impl Sample<'_> {
    fn must_be_same(self, pipeline: &mut Pipeline, at: usize, folder: &Path) -> Result<(), String> {
        let shape = Shape::new(pipeline.shape.unit, self.layers.to_vec(), false);
        let held = self.articles(&self.reading.read_options.clone())?;
        let mut bare = self.reading.read_options.clone();
        bare.layers.clear();
        let fresh = self.articles(&bare)?;
        let later = pipeline.stages.split_off(at);
        let again = self.again(pipeline, fresh);
        pipeline.stages.extend(later);
        for (was, is) in held.iter().zip(again?) {
            let json = |article: &Article| to_json(article, &shape).map_err(|e| e.to_string());
            if json(was)? != json(&is)? {
                return Err(format!(
                    "`{}` cannot be gone on with from there: the stages before it, as this program has them, write something else \
                     for the article `{}`: run all of the pipeline",
                    folder.display(),
                    was.id
                ));
            }
        }
        Ok(())
    }

    fn articles(&self, options: &ReadOptions) -> Result<Vec<Article>, String> {
        let sources = Sources::new(self.registry, self.reading).map_err(|e| e.to_string())?;
        let run = Run::new(self.registry, self.reading, vec![self.records.to_owned()]);
        let how = HowToRead::new(options.clone(), self.registry.layers().collect(), None);
        let records = Reader::new(&sources, to_read(&run, None), &Silent).take(SAMPLE);
        let articles = records.map(|record| record.content.and_then(|unparsed| parse(unparsed, &how)));
        articles.map(|article| article.map_err(|e| e.to_string())).collect()
    }

    fn again(&self, pipeline: &Pipeline, articles: Vec<Article>) -> Result<Vec<Article>, String> {
        let how = HowToRead::new(ReadOptions::default(), Vec::new(), None);
        let context =
            Context { pipeline, how: &how, time_limit: None, stage_time_limit: None, watch: None, held: None };
        let mut worker = Worker::new(0, pipeline.stages.len());
        let mut annotate = |mut article: Article| {
            let done = worker.stages(&context, 1, &mut article, &mut Vec::new());
            done.map(|()| article).map_err(|failure| format!("{}: {}", failure.source, failure.error))
        };
        articles.into_iter().map(&mut annotate).collect()
    }
}
