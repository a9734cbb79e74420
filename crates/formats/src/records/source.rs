//! The records of an earlier run as articles, everything in them kept.

use std::collections::BTreeMap;

use copydesk_core::Extraction;
use copydesk_core::offsets::Offsets;
use copydesk_core::source::{HowToRead, Input, Place, Raw, RawRecords, ReadError, Source, SourceEntry};
use copydesk_core::{Article, BuildContext, Meta, StageError};
use serde::Deserialize;
use serde_json::{Map, Value};

use crate::NoOptions;
use crate::repair::KINDS;

/// What reads the records of a run to write them again: the text, metadata and layers as they stand, in the unit of
/// `[source] offsets`, and nothing repaired. It is not registered: people read such records by the sources `jsonl` and `parquet`,
/// which make new articles of them.
pub static RECORDS: SourceEntry = SourceEntry::of::<AsTheyStand>(env!("CARGO_PKG_NAME"), env!("CARGO_PKG_VERSION"));

/// The source of records.
pub struct AsTheyStand;

/// The ways of finding an article in a page that records may name.
pub(crate) const METHODS: [&str; 5] =
    ["structure", "structure, wide", "structure, whatever its names", "scored", "stated"];

#[derive(Deserialize)]
struct Record {
    id: String,
    #[serde(default)]
    source: String,
    #[serde(default)]
    meta: Meta,
    #[serde(default)]
    repairs: BTreeMap<String, u32>,
    extraction: Option<Found>,
    text: Option<String>,
    #[serde(flatten)]
    layers: Map<String, Value>,
}

#[derive(Deserialize)]
struct Found {
    method: String,
    coverage: Option<f32>,
}

impl Source for AsTheyStand {
    const NAME: &'static str = "records";
    const ABOUT: &'static str = "records of a finished run, as they stand";
    const EXTENSIONS: &'static [&'static str] = &["jsonl", "parquet"];
    type Config = NoOptions;
    type Record = Vec<u8>;

    fn build(_: NoOptions, _: &BuildContext<'_>) -> Result<Self, StageError> {
        Ok(Self)
    }

    fn open(&self, input: Input) -> Result<RawRecords<Vec<u8>>, ReadError> {
        let place = Place::from_parts(input.name.clone(), input.stem.clone(), None);
        let records = super::of_input(input)?;
        Ok(Box::new((1..).zip(records).map(move |(line, record)| {
            let record = record?;
            let place = place.clone().at_line(line);
            let bytes = record.len();
            Ok(Raw::new(record, place, bytes))
        })))
    }

    fn parse(&self, record: Vec<u8>, place: &Place, how: &HowToRead) -> Result<Article, ReadError> {
        article(&record, how).map_err(|why| ReadError::new(place.clone(), why))
    }
}

fn article(record: &[u8], how: &HowToRead) -> Result<Article, String> {
    let record: Record = serde_json::from_slice(record).map_err(|e| format!("not a record: {e}"))?;
    let text = record
        .text
        .ok_or("the record holds no text, which its offsets count in: it was written with `text = false`")?;
    let mut article = Article::new(record.id, text).map_err(|e| e.to_string())?;
    article.source = record.source;
    article.meta = record.meta;
    article.meta.published = article.meta.anchor.clone();
    let known = |kind: String| KINDS.iter().copied().find(|known| *known == kind);
    article.repairs = record.repairs.into_iter().filter_map(|(kind, count)| Some((known(kind)?, count))).collect();
    article.extraction = record.extraction.and_then(|Found { method, coverage }| {
        let method = METHODS.into_iter().find(|known| *known == method)?;
        Some(Extraction::new(method, coverage))
    });
    let offsets = Offsets::new(article.shared_text(), how.options.offsets);
    for (name, rows) in record.layers.into_iter().filter(|(name, _)| how.options.layers.contains(name)) {
        match how.known.iter().find(|info| info.name == *name) {
            Some(info) => {
                let read = offsets.clone().scope(|| info.read(rows, article.text()));
                article.layers.insert_rows(read?);
            }
            None => article.layers.keep_foreign(name, rows),
        }
    }
    Ok(article)
}
