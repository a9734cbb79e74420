//! What a run would read, looked at before it runs.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use copydesk_core::source::HowToRead;
use copydesk_core::{Article, Registry};

use super::execute::must_exist;
use super::flow::article::parse;
use super::flow::reader::{Reader, ToRead};
use super::flow::record::Undated;
use super::flow::sources::Sources;
use super::report::observer::Observer;
use crate::pipeline::Pipeline;

/// Records that are looked at: as many as decide the order of dates.
const LOOKED_AT: usize = 1000;

/// Articles that are shown.
const SHOWN: usize = 3;

/// What a run would read.
#[derive(Default)]
pub struct Preview {
    /// Records looked at.
    pub records: u64,
    /// Whether there are more.
    pub more: bool,
    /// What is read from a field of another name: the word for it, the name, in how many articles.
    pub fields: BTreeMap<(&'static str, String), u64>,
    /// Names that are kept under `meta.extra`, and in how many articles.
    pub extra: BTreeMap<String, u64>,
    /// The first articles.
    pub first: Vec<Article>,
    /// Articles without a date of publication.
    pub undated: u64,
    /// The first of them that brings one which cannot be read: where, and what.
    pub unread_date: Option<String>,
    /// Records that failed.
    pub failed: u64,
    /// The first of them: where, and why.
    pub failure: Option<String>,
}

/// Reads the beginning of an input as a run of the pipeline would.
///
/// # Errors
/// If the input is not there, or no source reads any of it.
pub fn preview(
    registry: &Registry,
    pipeline: &Pipeline,
    input: &Path,
    observer: &dyn Observer,
) -> Result<Preview, String> {
    let inputs = [input.to_owned()];
    must_exist(&inputs)?;
    let sources = Sources::new(registry, pipeline).map_err(|e| e.to_string())?;
    super::execute::must_be_read(&inputs, &sources, None)?;
    let how = HowToRead { options: pipeline.read_options.clone(), known: registry.layers().collect(), published: None };
    let stop = Arc::new(AtomicBool::new(false));
    let reader = Reader::new(&sources, ToRead { inputs: &inputs, output: None, options: &how.options, stop }, observer);
    let mut preview = Preview::default();
    for record in reader {
        if preview.records == LOOKED_AT as u64 {
            preview.more = true;
            break;
        }
        preview.records += 1;
        match record.content.and_then(|record| parse(record, &how)) {
            Ok(article) => preview.add(article),
            Err(error) => {
                preview.failed += 1;
                preview.failure.get_or_insert_with(|| format!("{}: {error}", error.place.source()));
            }
        }
    }
    Ok(preview)
}

impl Preview {
    fn add(&mut self, mut article: Article) {
        article.meta.anchor = article.meta.reference_date().map(str::to_owned);
        for (word, name) in &article.meta.read_from {
            *self.fields.entry((word, name.clone())).or_default() += 1;
        }
        for name in article.meta.extra.keys() {
            *self.extra.entry(name.clone()).or_default() += 1;
        }
        if let Some(why) = Undated::of(&article) {
            self.undated += 1;
            if let Undated::Unread(date) = why {
                self.unread_date.get_or_insert_with(|| format!("{} with {date}", article.source));
            }
        }
        if self.first.len() < SHOWN {
            self.first.push(article);
        }
    }
}
