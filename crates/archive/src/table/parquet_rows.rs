//! Rows of a table as Parquet.

use std::io;
use std::sync::Arc;

use arrow_array::builder::{ArrayBuilder, Float64Builder, Int32Builder, StringBuilder};
use arrow_array::{ArrayRef, RecordBatch};
use arrow_schema::{DataType, Field, Schema};
use copydesk_formats::tables::Cell;
use parquet::arrow::ArrowWriter;
use parquet::basic::{Compression, ZstdLevel};
use parquet::file::properties::WriterProperties;
use tempfile::NamedTempFile;

use super::{Columns, Kind};

/// Rows that are gathered before they are handed on.
const ROWS: usize = 4096;

/// A Parquet file that is being written.
pub(super) struct ParquetRows {
    writer: ArrowWriter<NamedTempFile>,
    schema: Arc<Schema>,
    columns: Columns,
    rows: Vec<Vec<Cell>>,
}

impl ParquetRows {
    pub(super) fn create(part: NamedTempFile, columns: Columns) -> io::Result<Self> {
        let field = |(name, kind): &(&str, Kind)| {
            let kind = match kind {
                Kind::Text => DataType::Utf8,
                Kind::Number => DataType::Int32,
                Kind::Float => DataType::Float64,
            };
            Field::new(*name, kind, true)
        };
        let schema = Arc::new(Schema::new(columns.iter().map(field).collect::<Vec<_>>()));
        let packed = WriterProperties::builder().set_compression(Compression::ZSTD(ZstdLevel::default())).build();
        let writer = ArrowWriter::try_new(part, Arc::clone(&schema), Some(packed)).map_err(io::Error::other)?;
        Ok(Self { writer, schema, columns, rows: Vec::new() })
    }

    pub(super) fn push(&mut self, row: Vec<Cell>) -> io::Result<()> {
        self.rows.push(row);
        if self.rows.len() < ROWS { Ok(()) } else { self.hand_over() }
    }

    fn hand_over(&mut self) -> io::Result<()> {
        let rows = std::mem::take(&mut self.rows);
        let columns = self.columns.iter().enumerate().map(|(at, (_, kind))| column(&rows, at, *kind)).collect();
        let batch = RecordBatch::try_new(Arc::clone(&self.schema), columns).map_err(io::Error::other)?;
        self.writer.write(&batch).map_err(io::Error::other)
    }

    pub(super) fn finish(mut self) -> io::Result<NamedTempFile> {
        self.hand_over()?;
        self.writer.into_inner().map_err(io::Error::other)
    }
}

/// A column of some rows; a cell of another type is not there.
fn column(rows: &[Vec<Cell>], at: usize, kind: Kind) -> ArrayRef {
    let cells = rows.iter().map(|row| &row[at]);
    let mut builder: Box<dyn ArrayBuilder> = match kind {
        Kind::Text => {
            let mut texts = StringBuilder::new();
            cells.for_each(|cell| texts.append_option(if let Cell::Text(text) = cell { Some(text) } else { None }));
            Box::new(texts)
        }
        Kind::Number => {
            let mut numbers = Int32Builder::new();
            cells.for_each(|cell| numbers.append_option(if let Cell::Number(n) = cell { Some(*n) } else { None }));
            Box::new(numbers)
        }
        Kind::Float => {
            let mut floats = Float64Builder::new();
            cells.for_each(|cell| floats.append_option(if let Cell::Float(f) = cell { Some(*f) } else { None }));
            Box::new(floats)
        }
    };
    builder.finish()
}
