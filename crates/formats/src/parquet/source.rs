//! Reading `.parquet` files.

use std::fs::File;
use std::panic::{AssertUnwindSafe, catch_unwind};

use arrow_array::RecordBatch;
use arrow_schema::{DataType, Schema};
use copydesk_core::source::{HowToRead, Input, Place, Raw, RawRecords, ReadError, Source};
use copydesk_core::{Article, BuildContext, StageError, register_source};
use parquet::arrow::arrow_reader::{ArrowReaderOptions, ParquetRecordBatchReader, ParquetRecordBatchReaderBuilder};
use serde_json::Value;

use crate::NoOptions;
use crate::{arrow, json};

/// Rows decoded at a time: few, because each may be as long as an article may be.
const ROWS: usize = 8;

/// How deep types may be nested; our own are four deep.
const DEPTH: usize = 32;

/// The source of Parquet files.
pub struct Parquet;

/// A row, its columns not yet looked at.
pub struct Row(RecordBatch);

impl Row {
    /// The row as the sink `jsonl` would have written it: a column of strings that hold lists is a layer.
    ///
    /// # Errors
    /// If JSON that we wrote into a string is none any more.
    pub fn json(&self) -> Result<Vec<u8>, String> {
        let mut record = arrow::record(&self.0, 0, &[])?;
        for (name, value) in &mut record {
            let own = ["id", "source"].contains(&name.as_str()) || json::TEXT_AND_HTML.contains(&name.as_str());
            let layer = value.as_str().filter(|text| !own && text.starts_with('['));
            if let Some(rows) = layer.and_then(|text| serde_json::from_str(text).ok()) {
                *value = rows;
            }
        }
        serde_json::to_vec(&record).map_err(|e| e.to_string())
    }
}

impl Source for Parquet {
    const NAME: &'static str = "parquet";
    const ABOUT: &'static str =
        "Parquet tables, a row an article: `id`, `text`, ninjs metadata; also tables of an earlier run";
    const EXTENSIONS: &'static [&'static str] = &["parquet"];
    type Config = NoOptions;
    type Record = Row;

    fn build(_: NoOptions, _: &BuildContext<'_>) -> Result<Self, StageError> {
        Ok(Self)
    }

    fn open(&self, input: Input) -> Result<RawRecords<Row>, ReadError> {
        let place = Place::from_parts(input.name, input.stem, None);
        let failed = |why: String| ReadError::new(place.clone(), why);
        let path =
            input.path.ok_or_else(|| failed("a Parquet table is read from a file, not from a stream".to_owned()))?;
        let file = File::open(path).map_err(|e| failed(format!("cannot be opened: {e}")))?;
        let rows = guarded(|| table(file)).map_err(failed)?;
        Ok(Box::new(Rows { rows, batch: None, at: 0, number: 0, place, ended: false }))
    }

    fn parse(&self, row: Row, place: &Place, how: &HowToRead) -> Result<Article, ReadError> {
        let record = arrow::record(&row.0, 0, &how.options.layers).map_err(|why| ReadError::new(place.clone(), why))?;
        json::article::read(&Value::Object(record).to_string(), place, how)
    }
}

fn table(file: File) -> Result<ParquetRecordBatchReader, String> {
    let options = ArrowReaderOptions::new().with_skip_arrow_metadata(true);
    let table = ParquetRecordBatchReaderBuilder::try_new_with_options(file, options)
        .map_err(|e| format!("not a Parquet table that can be read: {e}"))?;
    check(table.schema())?;
    table.with_batch_size(ROWS).build().map_err(|e| format!("not a Parquet table that can be read: {e}"))
}

/// Whether the columns can hold articles.
fn check(schema: &Schema) -> Result<(), String> {
    if let Some(field) = schema.fields().iter().find(|field| depth(field.data_type()) > DEPTH) {
        return Err(format!("column `{:.40}` is nested more than {DEPTH} deep", field.name()));
    }
    let text = json::TEXT_AND_HTML.iter().find_map(|name| schema.field_with_name(name).ok());
    match text {
        Some(field) if !matches!(field.data_type(), DataType::Utf8 | DataType::Binary) => {
            Err(format!("column `{}` holds {}: expected strings", field.name(), field.data_type()))
        }
        Some(_) => Ok(()),
        None => {
            let names: Vec<_> = schema.fields().iter().take(8).map(|field| format!("`{:.40}`", field.name())).collect();
            Err(format!("no column `text` (nor `body_text`, `body`, `html`): found {}", names.join(", ")))
        }
    }
}

fn depth(data_type: &DataType) -> usize {
    let mut level = vec![data_type];
    let mut depth = 0;
    while !level.is_empty() && depth <= DEPTH {
        depth += 1;
        level = level
            .into_iter()
            .flat_map(|data_type| match data_type {
                DataType::List(member) | DataType::Map(member, _) => vec![member.data_type()],
                DataType::Struct(members) => members.iter().map(|member| member.data_type()).collect(),
                _ => Vec::new(),
            })
            .collect();
    }
    depth
}

/// Files made to hurt find arithmetic in the decoder that panics; that is damage, like any other.
fn guarded<T>(work: impl FnOnce() -> Result<T, String>) -> Result<T, String> {
    catch_unwind(AssertUnwindSafe(work))
        .unwrap_or_else(|_| Err("not a Parquet table: its inside contradicts itself".to_owned()))
}

struct Rows {
    rows: ParquetRecordBatchReader,
    batch: Option<RecordBatch>,
    at: usize,
    number: u64,
    place: Place,
    ended: bool,
}

impl Rows {
    /// Decodes further rows when those at hand are done.
    fn fill(&mut self) -> Result<(), String> {
        while !self.ended && self.batch.as_ref().is_none_or(|batch| self.at == batch.num_rows()) {
            let next = guarded(|| self.rows.next().transpose().map_err(|e| e.to_string()))?;
            self.ended = next.is_none();
            self.batch = next;
            self.at = 0;
        }
        Ok(())
    }
}

impl Iterator for Rows {
    type Item = Result<Raw<Row>, ReadError>;

    fn next(&mut self) -> Option<Self::Item> {
        let filled = if self.ended { Ok(()) } else { self.fill() };
        self.number += 1;
        let place = self.place.clone().at_line(self.number);
        if let Err(why) = filled {
            self.ended = true;
            self.batch = None;
            return Some(Err(ReadError::new(place, format!("cannot be read any further: {why}"))));
        }
        let batch = self.batch.as_ref()?;
        let row = batch.slice(self.at, 1);
        self.at += 1;
        let bytes = batch.get_array_memory_size() / batch.num_rows();
        Some(Ok(Raw::new(Row(row), place, bytes)))
    }
}

register_source!(Parquet);
