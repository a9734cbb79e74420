//! The desk view: one HTML file where people see what a run saw.
//!
//! [`view`] reads the records of a run once, from first to last, and writes a page that works offline and on its own: each
//! article of a sample with its marks, and what the whole batch holds. The page is for reading and for finding errors; it
//! computes nothing that the records do not say.
//!
//! ```no_run
//! let options = copydesk_view::Options::default();
//! let seen = copydesk_view::view("out".as_ref(), &options, &mut std::fs::File::create("desk.html")?)?;
//! assert!(seen.shown <= 500);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # What holds for a batch of any size
//!
//! - Counts are over all records. Names are counted in bounded tables: [the module](top) says how exactly.
//! - Articles are a sample where there are many: [the module](sample) says which.
//! - Memory holds the tables, at most twice the sample, and one record. The page is made of the sample alone.
//!
//! # What holds for articles of any kind
//!
//! They are hostile. [The module](page) says why nothing in them runs, and no name of a file is made of anything in them.
//! Layers are drawn by their shape and not by their name: [the module](rows) says what shape.
#![expect(rustdoc::private_intra_doc_links, reason = "the modules explain what holds, and are not called")]

mod article;
mod days;
mod page;
mod record;
mod rows;
mod run_folder;
mod sample;
mod summary;
mod tally;
mod top;

use std::io::{self, Write};
use std::path::Path;

use copydesk_formats::records;
use xxhash_rust::xxh3::xxh3_64;

use record::Record;
use run_folder::RunFolder;
use sample::Sample;
use summary::Summary;
use tally::Tally;

/// How to make the page.
#[derive(Clone, Debug)]
pub struct Options {
    /// The most articles to show; what is counted is counted over all.
    pub sample: usize,
}

impl Default for Options {
    fn default() -> Self {
        Self { sample: 500 }
    }
}

/// What the page was made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seen {
    /// Records read.
    pub articles: u64,
    /// Records that could not be read; the page says how many.
    pub unreadable: u64,
    /// Articles on the page.
    pub shown: usize,
}

/// Why there is no page.
#[derive(Debug, thiserror::Error)]
pub enum ViewError {
    /// There is nothing to make it of.
    #[error("{0}")]
    Refused(String),
    /// It broke off on the way.
    #[error("{0}")]
    Broken(String),
}

/// Bytes of articles that a page of so many holds on average, at most: with more it would open slowly.
const BYTES_EACH: usize = 48 << 10;

/// Makes the page of a run: of its folder, or of one file of records.
///
/// # Errors
/// If there are no records at `run`, they cannot be read to their end, or `out` takes no more.
pub fn view(run: &Path, options: &Options, out: &mut dyn Write) -> Result<Seen, ViewError> {
    let folder = RunFolder::find(run)?;
    let failures = folder.failed.as_deref().map_or(Ok(Vec::new()), run_folder::failures)?;
    let mut batch = Batch::new(options, &folder);
    for file in &folder.records {
        let records = records::open(file).map_err(|e| ViewError::Refused(format!("`{}`: {e}", e.place.source())))?;
        records.for_each(|record| batch.add(record));
    }
    batch.write(&folder, &failures, run, out)
}

/// What is known of a batch while its records pass.
struct Batch {
    tally: Tally,
    sample: Sample<String>,
    unreadable: u64,
    unit: copydesk_core::offsets::Unit,
}

impl Batch {
    fn new(options: &Options, folder: &RunFolder) -> Self {
        let sample = Sample::new(options.sample, options.sample.saturating_mul(BYTES_EACH));
        Self { tally: Tally::default(), sample, unreadable: 0, unit: folder.account.offsets }
    }

    fn add(&mut self, json: Result<Vec<u8>, copydesk_core::source::ReadError>) {
        let json = json.unwrap_or_default();
        let Ok(record) = Record::read(&json) else {
            self.unreadable += 1;
            return;
        };
        self.tally.add(&record);
        let unit = self.unit;
        self.sample.offer(xxh3_64(record.id.as_bytes()), || {
            let article = article::json(&record, unit);
            let bytes = article.len();
            (article, bytes)
        });
    }

    fn write(
        self,
        folder: &RunFolder,
        failures: &[run_folder::Failures],
        run: &Path,
        out: &mut dyn Write,
    ) -> Result<Seen, ViewError> {
        let name = folder.account.pipeline.clone().unwrap_or_else(|| copydesk_formats::files::shown(run));
        let articles = self.sample.into_items();
        let summary = Summary::of(&self.tally, &folder.account, failures, &name, self.unreadable);
        let summary = serde_json::to_string(&summary).map_err(|e| ViewError::Broken(e.to_string()))?;
        let data = format!(r#"{{"summary":{summary},"articles":[{}]}}"#, articles.join(","));
        let page = page::page(&format!("The desk: {name}"), &data).map_err(|e| ViewError::Broken(e.to_string()))?;
        let written = out.write_all(page.as_bytes()).and_then(|()| out.flush());
        written.map_err(|e: io::Error| ViewError::Broken(format!("cannot write the page: {e}")))?;
        Ok(Seen { articles: self.tally.articles, unreadable: self.unreadable, shown: articles.len() })
    }
}
