//! What a run did, counted.

use std::collections::BTreeMap;
use std::time::Duration;

use serde::Serialize;

use super::work::Done;
use crate::pipeline::Pipeline;

/// The account of a run: `articles + failed` is what was read.
#[derive(Clone, Debug, Serialize)]
pub struct Account {
    /// Articles done.
    pub articles: u64,
    /// Articles failed.
    pub failed: u64,
    /// Failures, by the stage and kind that failed ("quote-attributor panic").
    pub failures: BTreeMap<String, u64>,
    /// Bytes of article text.
    pub text_bytes: u64,
    /// Repairs made on reading, by kind.
    pub repairs: BTreeMap<&'static str, u64>,
    /// Seconds from the first article to the last.
    pub seconds: f64,
    /// The time of each stage, over all threads.
    pub stages: Vec<StageTime>,
}

/// The time that a stage took.
#[derive(Clone, Debug, Serialize)]
pub struct StageTime {
    /// The stage.
    pub stage: &'static str,
    /// Seconds over all threads.
    pub seconds: f64,
}

impl Account {
    pub(crate) fn new(pipeline: &Pipeline) -> Self {
        Self {
            articles: 0,
            failed: 0,
            failures: BTreeMap::new(),
            text_bytes: 0,
            repairs: BTreeMap::new(),
            seconds: 0.0,
            stages: pipeline.stages.iter().map(|stage| StageTime { stage: stage.name, seconds: 0.0 }).collect(),
        }
    }

    pub(crate) fn add(&mut self, done: &Done) {
        match &done.outcome {
            Ok(_) => self.articles += 1,
            Err(failure) => {
                self.failed += 1;
                *self.failures.entry(format!("{} {}", failure.stage, failure.kind)).or_default() += 1;
            }
        }
        self.text_bytes += done.text_bytes;
        for (kind, count) in &done.repairs {
            *self.repairs.entry(kind).or_default() += u64::from(*count);
        }
        for (stage, time) in self.stages.iter_mut().zip(&done.stage_times) {
            stage.seconds += time.as_secs_f64();
        }
    }

    pub(crate) fn finish(&mut self, elapsed: Duration) {
        self.seconds = elapsed.as_secs_f64();
    }

    /// Articles a second.
    #[must_use]
    pub fn rate(&self) -> f64 {
        self.articles as f64 / self.seconds.max(1e-9)
    }

    /// Megabytes of text a second.
    #[must_use]
    pub fn megabytes_per_second(&self) -> f64 {
        self.text_bytes as f64 / 1e6 / self.seconds.max(1e-9)
    }
}
