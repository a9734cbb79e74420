//! From articles to rows of columns.

use std::sync::Arc;

use arrow_array::RecordBatch;
use arrow_schema::{FieldRef, Fields, Schema};
use copydesk_core::layer::Rows;
use copydesk_core::offsets::Offsets;
use copydesk_core::record::Shape;
use copydesk_core::{Article, Meta};
use copydesk_layers::{Block, Date, Entity, Quote, Sentence, SummarySentence, Token};
use serde::ser::{Error as _, SerializeMap};
use serde::{Serialize, Serializer};
use serde_arrow::ArrayBuilder;
use serde_json::Value;

use super::columns::{Column, JSON, META, TEXT, of_layer};

/// The columns of records of this shape, by name and type.
#[must_use]
pub fn columns(shape: &Shape) -> Schema {
    Schema::new(fields(shape).into_iter().collect::<Fields>())
}

fn fields(shape: &Shape) -> Vec<FieldRef> {
    let mut columns = vec![("id", &TEXT), ("source", &TEXT), ("meta", &META), ("repairs", &JSON)];
    if shape.text {
        columns.push(("text", &TEXT));
    }
    columns.extend(shape.layers.iter().map(|name| (name.as_str(), of_layer(name))));
    columns.into_iter().map(|(name, column)| Arc::new(column.field(name))).collect()
}

/// A table that grows by an article a row.
pub struct Table<'a> {
    shape: &'a Shape,
    builder: ArrayBuilder,
}

impl<'a> Table<'a> {
    /// A table without rows.
    ///
    /// # Errors
    /// If two layers of the shape have one name.
    pub fn new(shape: &'a Shape) -> Result<Self, String> {
        let builder = ArrayBuilder::from_arrow(&fields(shape)).map_err(|e| e.to_string())?;
        Ok(Self { shape, builder })
    }

    /// Appends the record of an article.
    ///
    /// # Errors
    /// If a column cannot hold what a layer does, or not so much of it; the table is lost then.
    pub fn push(&mut self, article: &Article) -> Result<(), String> {
        let offsets = Offsets::new(article.shared_text(), self.shape.unit);
        let row = Row { article, shape: self.shape };
        offsets.scope(|| self.builder.push(&row)).map_err(|e| unfit(&e))
    }

    /// Appends a row that has an id and nothing else.
    ///
    /// # Errors
    /// If the column cannot hold so much; the table is lost then.
    pub fn push_missing(&mut self, id: &str) -> Result<(), String> {
        #[derive(Serialize)]
        struct Missing<'a> {
            id: &'a str,
        }
        self.builder.push(&Missing { id }).map_err(|e| unfit(&e))
    }

    /// The table.
    ///
    /// # Errors
    /// None that a caller could cause.
    pub fn finish(mut self) -> Result<RecordBatch, String> {
        self.builder.to_record_batch().map_err(|e| e.to_string())
    }
}

fn unfit(error: &serde_arrow::Error) -> String {
    let error = error.to_string();
    format!("does not fit its column: {}", error.trim_start_matches("Error: "))
}

/// An article as its record, in types that its columns hold.
struct Row<'a> {
    article: &'a Article,
    shape: &'a Shape,
}

impl Serialize for Row<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let article = self.article;
        let mut row = serializer.serialize_map(None)?;
        row.serialize_entry("id", &article.id)?;
        if !article.source.is_empty() {
            row.serialize_entry("source", &article.source)?;
        }
        row.serialize_entry("meta", &meta(&article.meta).map_err(S::Error::custom)?)?;
        if !article.repairs.is_empty() {
            row.serialize_entry("repairs", &serde_json::to_string(&article.repairs).map_err(S::Error::custom)?)?;
        }
        if self.shape.text {
            row.serialize_entry("text", article.text())?;
        }
        for name in &self.shape.layers {
            if let Some(rows) = article.layers.named(name) {
                layer(&mut row, name, rows)?;
            } else if let Some(rows) = article.layers.foreign().get(name) {
                json(&mut row, name, rows)?;
            }
        }
        row.end()
    }
}

fn meta(meta: &Meta) -> serde_json::Result<Value> {
    let mut meta = serde_json::to_value(meta)?;
    if let Some(extra) = meta.get_mut("extra") {
        *extra = extra.to_string().into();
    }
    Ok(meta)
}

/// Rows of the types that have columns are written as they are, without a detour by way of JSON.
fn layer<M: SerializeMap>(row: &mut M, name: &str, rows: &dyn Rows) -> Result<(), M::Error> {
    macro_rules! typed {
        ($($layer:ty),*) => {
            $(if let Some(rows) = rows.as_any().downcast_ref::<Vec<$layer>>() {
                return row.serialize_entry(name, rows);
            })*
        };
    }
    typed!(Token, Sentence, Block, Entity, Quote, Date, SummarySentence);
    let mut bytes = Vec::new();
    rows.write_json(&mut bytes).map_err(M::Error::custom)?;
    json(row, name, &serde_json::from_slice(&bytes).map_err(M::Error::custom)?)
}

fn json<M: SerializeMap>(row: &mut M, name: &str, rows: &Value) -> Result<(), M::Error> {
    match of_layer(name) {
        Column::Json => row.serialize_entry(name, &rows.to_string()),
        _ => row.serialize_entry(name, rows),
    }
}
