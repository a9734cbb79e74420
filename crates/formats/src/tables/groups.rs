//! Tables as Parquet files.
//!
//! The row groups of all tables are closed after the same article, so that a run can be resumed there; how that is done for one
//! file says [`parquet`](crate::parquet).

use std::fs::File;
use std::io::{self, BufReader};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use arrow_array::builder::{Float64Builder, Int32Builder, StringBuilder};
use arrow_array::cast::AsArray;
use arrow_array::types::{Float64Type, Int32Type};
use arrow_array::{Array, ArrayRef, RecordBatch};
use arrow_schema::{DataType, Field, Schema};
use copydesk_core::sink::{Extents, Output, ReadBack, Resumed};
use parquet::arrow::arrow_reader::{ParquetRecordBatchReader, ParquetRecordBatchReaderBuilder};

use super::Encoded;
use super::columns::{ARTICLES, TABLES, Type};
use super::rows::{Cell, Row, Rows};
use crate::growing::Growing;
use crate::parquet::groups::{MAGIC, begin, end, footer};

/// Row groups are closed after so many articles, as those of nested records are.
const GROUP_ARTICLES: usize = crate::parquet::GROUP_ROWS;

/// Or once they hold about so many bytes of text.
const GROUP_BYTES: usize = 48 << 20;

/// Rows read back at a time.
const ROWS_AT_A_TIME: usize = 256;

/// The files of the tables.
pub struct GroupedTables {
    tables: Vec<Table>,
    folder: PathBuf,
    articles: usize,
    bytes: usize,
}

struct Table {
    file: Growing,
    aside: Growing,
    rows: Vec<Row>,
}

impl GroupedTables {
    pub(super) fn create(folder: &Path) -> io::Result<Self> {
        let mut tables = Vec::with_capacity(TABLES.len());
        for table in &TABLES {
            let mut file = Growing::create(Output::Folder(folder.to_owned()), table.parquet)?;
            file.append(MAGIC)?;
            let aside = Growing::create(Output::Folder(folder.to_owned()), table.aside)?;
            tables.push(Table { file, aside, rows: Vec::new() });
        }
        Ok(Self { tables, folder: folder.to_owned(), articles: 0, bytes: 0 })
    }

    pub(super) fn resume(from: Resumed) -> io::Result<Self> {
        let mut tables = Vec::with_capacity(TABLES.len());
        for table in &TABLES {
            let (file, aside) = (Growing::resume(&from, table.parquet)?, Growing::resume(&from, table.aside)?);
            tables.push(Table { file, aside, rows: Vec::new() });
        }
        Ok(Self { tables, folder: from.folder, articles: 0, bytes: 0 })
    }

    /// Appends the rows of an article.
    pub(super) fn append(&mut self, rows: Rows) -> io::Result<()> {
        let size = |cell: &Cell| if let Cell::Text(text) = cell { text.len() + 8 } else { 8 };
        self.bytes += rows.iter().flatten().flatten().map(size).sum::<usize>();
        self.articles += 1;
        for (table, rows) in self.tables.iter_mut().zip(rows) {
            table.rows.extend(rows);
        }
        if self.articles < GROUP_ARTICLES && self.bytes < GROUP_BYTES { Ok(()) } else { self.close_groups() }
    }

    fn close_groups(&mut self) -> io::Result<()> {
        (self.articles, self.bytes) = (0, 0);
        for (number, table) in self.tables.iter_mut().enumerate() {
            if !table.rows.is_empty() {
                table.close_group(number)?;
            }
        }
        Ok(())
    }

    pub(super) fn checkpoint(&mut self) -> io::Result<Option<Extents>> {
        if self.articles > 0 {
            return Ok(None);
        }
        let mut all = Extents::new();
        for table in &mut self.tables {
            for file in [&mut table.file, &mut table.aside] {
                all.extend(file.checkpoint()?.into_iter().flatten());
            }
        }
        Ok(Some(all))
    }

    pub(super) fn extents(&self) -> Extents {
        self.tables.iter().flat_map(|table| table.file.extents()).collect()
    }

    pub(super) fn finish(&mut self) -> io::Result<()> {
        self.close_groups()?;
        for (number, table) in self.tables.iter_mut().enumerate() {
            if table.aside.length() == 0 {
                table.close_group(number)?;
            }
            table.aside.settle()?;
            let footer = footer(BufReader::new(File::open(self.folder.join(TABLES[number].aside))?))?;
            table.file.append(&footer)?;
            table.file.settle()?;
        }
        Ok(())
    }
}

impl Table {
    fn close_group(&mut self, number: usize) -> io::Result<()> {
        let rows = batch(number, &std::mem::take(&mut self.rows))?;
        let mut writer = begin(&rows)?;
        if rows.num_rows() > 0 {
            writer.write(&rows).map_err(io::Error::other)?;
        }
        let group = end(writer)?;
        self.file.append(&group.pages)?;
        self.aside.append(&group.aside)
    }
}

/// Rows as columns.
fn batch(table: usize, rows: &[Row]) -> io::Result<RecordBatch> {
    let columns = TABLES[table].columns;
    let field = |(name, kind): &(&str, Type)| {
        let kind = match kind {
            Type::Text => DataType::Utf8,
            Type::Number => DataType::Int32,
            Type::Float => DataType::Float64,
        };
        Field::new(*name, kind, true)
    };
    let schema = Schema::new(columns.iter().map(field).collect::<Vec<_>>());
    let arrays = columns.iter().enumerate().map(|(at, (_, kind))| array(*kind, rows.iter().map(|row| &row[at])));
    RecordBatch::try_new(Arc::new(schema), arrays.collect()).map_err(io::Error::other)
}

fn array<'c>(kind: Type, cells: impl Iterator<Item = &'c Cell>) -> ArrayRef {
    match kind {
        Type::Text => {
            let mut column = StringBuilder::new();
            cells.for_each(|cell| column.append_option(if let Cell::Text(text) = cell { Some(text) } else { None }));
            Arc::new(column.finish())
        }
        Type::Number => {
            let mut column = Int32Builder::new();
            cells.for_each(|cell| {
                column.append_option(if let Cell::Number(number) = cell { Some(*number) } else { None });
            });
            Arc::new(column.finish())
        }
        Type::Float => {
            let mut column = Float64Builder::new();
            cells
                .for_each(|cell| column.append_option(if let Cell::Float(float) = cell { Some(*float) } else { None }));
            Arc::new(column.finish())
        }
    }
}

/// The articles of a finished run: how many rows each has in the other tables stands in the table of articles.
pub(super) fn read_back(folder: &Path) -> io::Result<ReadBack<Encoded>> {
    let mut tables =
        TABLES.iter().map(|table| Reader::open(&folder.join(table.parquet))).collect::<io::Result<Vec<_>>>()?;
    Ok(Box::new(std::iter::from_fn(move || article(&mut tables).transpose())))
}

fn article(tables: &mut [Reader]) -> io::Result<Option<Encoded>> {
    let Some(own) = tables[ARTICLES].next_row()? else { return Ok(None) };
    let counts = own.iter().filter_map(|cell| if let Cell::Number(count) = cell { Some(*count) } else { None });
    let counts: Vec<_> = counts.collect();
    let mut rows = vec![vec![own]];
    for (table, count) in tables[ARTICLES + 1..].iter_mut().zip(counts) {
        let missing = || io::Error::new(io::ErrorKind::UnexpectedEof, "a table has fewer rows than its articles say");
        let rows_of = (0..count).map(|_| table.next_row()?.ok_or_else(missing));
        rows.push(rows_of.collect::<io::Result<_>>()?);
    }
    Ok(Some(Encoded::Rows(rows)))
}

/// The rows of a table, one after the other.
struct Reader {
    batches: ParquetRecordBatchReader,
    batch: Option<RecordBatch>,
    at: usize,
}

impl Reader {
    fn open(path: &Path) -> io::Result<Self> {
        let table = ParquetRecordBatchReaderBuilder::try_new(File::open(path)?).map_err(io::Error::other)?;
        let batches = table.with_batch_size(ROWS_AT_A_TIME).build().map_err(io::Error::other)?;
        Ok(Self { batches, batch: None, at: 0 })
    }

    fn next_row(&mut self) -> io::Result<Option<Row>> {
        while self.batch.as_ref().is_none_or(|batch| self.at == batch.num_rows()) {
            self.batch = self.batches.next().transpose().map_err(io::Error::other)?;
            self.at = 0;
            if self.batch.is_none() {
                return Ok(None);
            }
        }
        let Some(batch) = &self.batch else { return Ok(None) };
        let row = batch.columns().iter().map(|column| cell(column.as_ref(), self.at)).collect();
        self.at += 1;
        Ok(Some(row))
    }
}

fn cell(column: &dyn Array, at: usize) -> Cell {
    match column.data_type() {
        _ if column.is_null(at) => Cell::Null,
        DataType::Int32 => Cell::Number(column.as_primitive::<Int32Type>().value(at)),
        DataType::Float64 => Cell::Float(column.as_primitive::<Float64Type>().value(at)),
        DataType::Utf8 => Cell::Text(column.as_string::<i32>().value(at).to_owned()),
        _ => Cell::Null,
    }
}
