//! What a run did, counted.

use std::collections::BTreeMap;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::pipeline::Pipeline;
use crate::run::flow::record::{Made, Outcome, Undated};

/// The account of a run: `articles + failed` is what was read.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Account {
    /// Articles record.
    pub articles: u64,
    /// Articles failed.
    pub failed: u64,
    /// Failures, by the stage and kind that failed ("quote-attributor panic").
    pub failures: BTreeMap<String, u64>,
    /// What was neither: pieces of files that hold no article, and files that hold none, by reason.
    #[serde(default)]
    pub skipped: BTreeMap<String, Skipped>,
    /// Articles without a date of publication that could be read, by why: relative dates in them count from the dateline or are
    /// left open.
    #[serde(default)]
    pub undated: BTreeMap<String, Skipped>,
    /// Articles, among them, that take the place of an earlier record: later versions, in a run that adds to another.
    #[serde(default)]
    pub versions: u64,
    /// Bytes of article text.
    pub text_bytes: u64,
    /// Repairs made on reading, and what stages took otherwise than it came, by kind.
    pub repairs: BTreeMap<String, u64>,
    /// Articles by where the day came from that relative dates count from: a field of the metadata, the text, `--published`,
    /// or nowhere. A dateline or line of publication that the date stage alone reads is "none" here.
    #[serde(default)]
    pub anchors: BTreeMap<String, u64>,
    /// Rows written, by layer.
    pub rows: BTreeMap<String, u64>,
    /// Seconds from the first article to the last.
    pub seconds: f64,
    /// The time of each stage, over all threads.
    pub stages: Vec<StageTime>,
    /// The articles that took longest, the longest first.
    pub slowest: Vec<Slow>,
}

/// What was passed over for one reason.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Skipped {
    /// How often.
    pub count: u64,
    /// Where it first was: a file, or a file and a line.
    pub first: String,
}

/// The time that a stage took.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[non_exhaustive]
pub struct StageTime {
    /// The stage.
    pub stage: String,
    /// Seconds over all threads.
    pub seconds: f64,
}

/// An article that took long.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Slow {
    /// Where it came from.
    pub source: String,
    /// Seconds in all stages.
    pub seconds: f64,
}

/// Of an article that brings no date.
const NO_DATE: &str = "no date";

/// Of an article whose date is in none of the forms that are read.
const UNREAD_DATE: &str = "a date that cannot be read";

/// Of an article that the output of a run that adds holds already.
const HELD: &str = "an article that the output holds already";

/// How many slow articles are kept: more than anybody looks at.
const SLOWEST: usize = 10;

impl Account {
    pub(crate) fn new(pipeline: &Pipeline) -> Self {
        Self {
            articles: 0,
            failed: 0,
            failures: BTreeMap::new(),
            skipped: BTreeMap::new(),
            undated: BTreeMap::new(),
            versions: 0,
            text_bytes: 0,
            repairs: BTreeMap::new(),
            anchors: BTreeMap::new(),
            rows: pipeline.shape.layers.iter().map(|layer| (layer.clone(), 0)).collect(),
            seconds: 0.0,
            stages: pipeline
                .stages
                .iter()
                .map(|stage| StageTime { stage: stage.name.to_owned(), seconds: 0.0 })
                .collect(),
            slowest: Vec::new(),
        }
    }

    pub(crate) fn add(&mut self, record: &Outcome, layers: &[String]) {
        match &record.made {
            Made::Held => return,
            Made::Encoded(_) => self.articles += 1,
            Made::Failure(failure) => {
                self.failed += 1;
                *self.failures.entry(format!("{} {}", failure.stage, failure.kind)).or_default() += 1;
            }
        }
        if let Some(why) = &record.undated {
            let (reason, first) = match why {
                Undated::Missing => (NO_DATE, record.source.clone()),
                Undated::Unread(date) => (UNREAD_DATE, format!("{} with {date}", record.source)),
            };
            count(&mut self.undated, reason.to_owned(), Skipped { count: 1, first });
        }
        self.text_bytes += record.text_bytes;
        for (kind, count) in &record.repairs {
            add(&mut self.repairs, kind, u64::from(*count));
        }
        if let (Made::Encoded(_), Some(anchor)) = (&record.made, record.anchor) {
            add(&mut self.anchors, anchor, 1);
        }
        for (layer, rows) in layers.iter().zip(&record.rows) {
            add(&mut self.rows, layer, *rows);
        }
        for (stage, time) in self.stages.iter_mut().zip(&record.stage_times) {
            stage.seconds += time.as_secs_f64();
        }
        self.add_slow(record);
    }

    /// Counts an article that the output holds already.
    pub(crate) fn hold(&mut self, source: String) {
        count(&mut self.skipped, HELD.to_owned(), Skipped { count: 1, first: source });
    }

    /// Articles that were passed over because the output held them.
    #[must_use]
    pub fn held(&self) -> u64 {
        self.skipped.get(HELD).map_or(0, |held| held.count)
    }

    /// Counts what was passed over.
    pub(crate) fn skip(&mut self, skipped: BTreeMap<String, Skipped>) {
        for (reason, skipped) in skipped {
            count(&mut self.skipped, reason, skipped);
        }
    }

    fn add_slow(&mut self, record: &Outcome) {
        let seconds = record.stage_times.iter().sum::<Duration>().as_secs_f64();
        if seconds > 0.0 {
            self.slow(seconds, &record.source);
        }
    }

    fn slow(&mut self, seconds: f64, source: &str) {
        let slower = self.slowest.partition_point(|slow| slow.seconds >= seconds);
        if slower < SLOWEST {
            self.slowest.truncate(SLOWEST - 1);
            self.slowest.insert(slower, Slow { source: source.to_owned(), seconds });
        }
    }

    /// The accounts of the parts of a run as one. Seconds are added up, as if the parts had followed one another.
    pub(crate) fn sum<'a>(parts: impl Iterator<Item = &'a Self>) -> Self {
        let mut parts = parts.cloned();
        let Some(mut sum) = parts.next() else { return Self::default() };
        for part in parts {
            sum.articles += part.articles;
            sum.failed += part.failed;
            sum.versions += part.versions;
            sum.skip(part.skipped);
            for (reason, undated) in part.undated {
                count(&mut sum.undated, reason, undated);
            }
            sum.text_bytes += part.text_bytes;
            sum.seconds += part.seconds;
            for (total, counts) in [
                (&mut sum.failures, part.failures),
                (&mut sum.repairs, part.repairs),
                (&mut sum.anchors, part.anchors),
                (&mut sum.rows, part.rows),
            ] {
                counts.iter().for_each(|(name, count)| add(total, name, *count));
            }
            sum.stages.iter_mut().zip(part.stages).for_each(|(total, part)| total.seconds += part.seconds);
            part.slowest.iter().for_each(|slow| sum.slow(slow.seconds, &slow.source));
        }
        sum
    }

    /// Articles read, done or failed.
    #[must_use]
    pub fn read(&self) -> u64 {
        self.articles + self.failed
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

fn count(all: &mut BTreeMap<String, Skipped>, reason: String, Skipped { count, first }: Skipped) {
    all.entry(reason).or_insert(Skipped { count: 0, first }).count += count;
}

fn add(counts: &mut BTreeMap<String, u64>, name: &str, count: u64) {
    match counts.get_mut(name) {
        Some(total) => *total += count,
        None => drop(counts.insert(name.to_owned(), count)),
    }
}
