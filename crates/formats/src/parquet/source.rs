//! Reading `.parquet` files.

use std::fs::File;
use std::panic::{AssertUnwindSafe, catch_unwind};

use arrow_array::cast::AsArray;
use arrow_array::{Array, RecordBatch};
use arrow_schema::{DataType, Schema};
use copydesk_core::source::{HowToRead, Input, Place, Raw, RawRecords, ReadError, Source};
use copydesk_core::{Article, BuildContext, StageError, register_source};
use parquet::arrow::arrow_reader::{ArrowReaderOptions, ParquetRecordBatchReader, ParquetRecordBatchReaderBuilder};
use serde_json::Value;

use crate::ahead::{Ahead, Dated, Look};
use crate::fields::{FieldMap, plain, usual};
use crate::{arrow, json};

/// Rows decoded at a time: few, because each may be as long as an article may be.
const ROWS: usize = 8;

/// How deep types may be nested; our own are four deep.
const DEPTH: usize = 32;

/// The source of Parquet files.
#[derive(Default)]
pub struct Parquet {
    map: FieldMap,
}

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
    type Config = FieldMap;
    type Record = Dated<Row>;

    fn build(map: FieldMap, _: &BuildContext<'_>) -> Result<Self, StageError> {
        map.check()?;
        Ok(Self { map })
    }

    fn open(&self, input: Input) -> Result<RawRecords<Dated<Row>>, ReadError> {
        let place = Place::from_parts(input.name, input.stem, None);
        let failed = |why: String| ReadError::new(place.clone(), why);
        let path =
            input.path.ok_or_else(|| failed("a Parquet table is read from a file, not from a stream".to_owned()))?;
        let file = File::open(path).map_err(|e| failed(format!("cannot be opened: {e}")))?;
        let rows = guarded(|| table(file, &self.map)).map_err(failed)?;
        let rows = Rows { rows, batch: None, at: 0, number: 0, place, ended: false };
        Ok(Box::new(Ahead::new(rows, self.map.date_order, Some(look_at_dates(&self.map)))))
    }

    fn parse(&self, row: Dated<Row>, place: &Place, how: &HowToRead) -> Result<Article, ReadError> {
        let Dated { record: row, order } = row;
        let record = arrow::record(&row.0, 0, &how.options.layers).map_err(|why| ReadError::new(place.clone(), why))?;
        self.map.article(&Value::Object(record).to_string(), order, place, how)
    }
}

/// What reads the columns of strings ahead that may hold dates.
fn look_at_dates(map: &FieldMap) -> Look<Row> {
    let date = map.date.clone();
    Box::new(move |row, evidence| {
        let schema = row.0.schema();
        for (field, column) in schema.fields().iter().zip(row.0.columns()) {
            let is_date = match &date {
                Some(date) => date == field.name(),
                None => usual("contentCreated").contains(&plain(field.name()).as_str()),
            };
            if is_date && let Some(texts) = column.as_string_opt::<i32>().filter(|texts| texts.is_valid(0)) {
                evidence.add(texts.value(0));
            }
        }
    })
}

fn table(file: File, map: &FieldMap) -> Result<ParquetRecordBatchReader, String> {
    let options = ArrowReaderOptions::new().with_skip_arrow_metadata(true);
    let table = ParquetRecordBatchReaderBuilder::try_new_with_options(file, options)
        .map_err(|e| format!("not a Parquet table that can be read: {e}"))?;
    check(table.schema(), map)?;
    table.with_batch_size(ROWS).build().map_err(|e| format!("not a Parquet table that can be read: {e}"))
}

/// Whether the columns can hold articles.
fn check(schema: &Schema, map: &FieldMap) -> Result<(), String> {
    if let Some(field) = schema.fields().iter().find(|field| depth(field.data_type()) > DEPTH) {
        return Err(format!("column `{:.40}` is nested more than {DEPTH} deep", field.name()));
    }
    let own = schema.field_with_name("meta").is_ok_and(|meta| matches!(meta.data_type(), DataType::Struct(_)));
    let names: Vec<_> = schema.fields().iter().map(|field| field.name().as_str()).collect();
    let text = match json::PLAIN.iter().copied().find(|name| own && names.contains(name)) {
        Some(text) => text,
        None => map.check_columns(&names)?,
    };
    match schema.field_with_name(text).map(arrow_schema::Field::data_type) {
        Ok(DataType::Utf8 | DataType::Binary) | Err(_) => Ok(()),
        Ok(other) => Err(format!("column `{text}` holds {other}: expected strings")),
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
