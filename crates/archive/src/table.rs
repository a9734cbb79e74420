//! Flat tables: CSV, JSON lines, Parquet.

use std::io::{self, BufWriter, Write as _};
use std::path::{Path, PathBuf};

use copydesk_formats::disk;
use copydesk_formats::tables::Cell;
use serde_json::{Map, Value};
use tempfile::NamedTempFile;

use crate::ArchiveError;

/// How a table is written, by the ending of its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Cells between commas, with a byte order mark by which Excel knows the charset.
    Csv,
    /// An object a line; what is not there is left out.
    Jsonl,
    /// A Parquet file.
    Parquet,
}

impl Format {
    /// The format of a file by its name.
    ///
    /// # Errors
    /// [`ArchiveError::Refused`] if it has another ending, or this build does not write Parquet.
    pub fn of(path: &Path) -> Result<Self, ArchiveError> {
        let refused = |why: &str| Err(ArchiveError::Refused(format!("`{}` {why}", path.display())));
        match path.extension().and_then(|ending| ending.to_str()) {
            Some("csv") => Ok(Self::Csv),
            Some("jsonl") => Ok(Self::Jsonl),
            Some("parquet") if cfg!(feature = "parquet") => Ok(Self::Parquet),
            Some("parquet") => {
                refused("cannot be written: this build writes no Parquet: build it with `--features parquet`")
            }
            _ => refused("is no name of a table: it ends in .csv, .jsonl or .parquet"),
        }
    }
}

/// The type of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Text,
    Number,
    Float,
}

/// The columns of a table.
pub(crate) type Columns = &'static [(&'static str, Kind)];

/// A table that is being written; it is at its place whole or not at all.
pub(crate) struct Table {
    path: PathBuf,
    columns: Columns,
    rows: Rows,
}

enum Rows {
    Csv(Box<csv::Writer<BufWriter<NamedTempFile>>>),
    Jsonl(BufWriter<NamedTempFile>),
    #[cfg(feature = "parquet")]
    Parquet(Box<parquet_rows::ParquetRows>),
}

impl Table {
    /// Begins a table at this path.
    ///
    /// # Errors
    /// If its folder cannot be written to, or the path is there already and is not to be replaced.
    pub(crate) fn create(path: &Path, columns: Columns, replace: bool) -> Result<Self, ArchiveError> {
        let format = Format::of(path)?;
        let refused = |why: &dyn std::fmt::Display| ArchiveError::Refused(format!("`{}` {why}", path.display()));
        if !replace && path.symlink_metadata().is_ok() {
            return Err(refused(&"is there already: name another file with -o, or add --force to replace it"));
        }
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let part = disk::part_in(folder, ".copydesk.").map_err(|e| refused(&format!("cannot be written: {e}")))?;
        let rows = match format {
            Format::Csv => {
                let mut part = BufWriter::new(part);
                part.write_all("\u{feff}".as_bytes())?;
                let mut writer = csv::Writer::from_writer(part);
                writer.write_record(columns.iter().map(|(name, _)| name)).map_err(io::Error::other)?;
                Rows::Csv(Box::new(writer))
            }
            Format::Jsonl => Rows::Jsonl(BufWriter::new(part)),
            #[cfg(feature = "parquet")]
            Format::Parquet => Rows::Parquet(Box::new(parquet_rows::ParquetRows::create(part, columns)?)),
            #[cfg(not(feature = "parquet"))]
            Format::Parquet => return Format::of(path).map(|_| unreachable!("refused above")),
        };
        Ok(Self { path: path.to_owned(), columns, rows })
    }

    /// Appends a row: a cell for each column.
    pub(crate) fn push(&mut self, row: Vec<Cell>) -> io::Result<()> {
        debug_assert_eq!(row.len(), self.columns.len());
        match &mut self.rows {
            Rows::Csv(writer) => {
                let cells = row.iter().map(|cell| match cell {
                    Cell::Null => String::new(),
                    Cell::Text(text) => text.clone(),
                    Cell::Number(number) => number.to_string(),
                    Cell::Float(float) => float.to_string(),
                });
                writer.write_record(cells).map_err(io::Error::other)
            }
            Rows::Jsonl(out) => {
                let value = |cell: Cell| match cell {
                    Cell::Null => None,
                    Cell::Text(text) => Some(Value::from(text)),
                    Cell::Number(number) => Some(Value::from(number)),
                    Cell::Float(float) => Some(Value::from(float)),
                };
                let cells = self.columns.iter().zip(row);
                let object: Map<_, _> =
                    cells.filter_map(|((name, _), cell)| Some(((*name).to_owned(), value(cell)?))).collect();
                let line = copydesk_core::record::without_controls(Value::Object(object).to_string().into_bytes());
                out.write_all(&line)?;
                out.write_all(b"\n")
            }
            #[cfg(feature = "parquet")]
            Rows::Parquet(rows) => rows.push(row),
        }
    }

    /// Puts the table into its place.
    pub(crate) fn finish(self) -> io::Result<()> {
        let part = match self.rows {
            Rows::Csv(writer) => {
                let out = writer.into_inner().map_err(|e| io::Error::other(e.to_string()))?;
                out.into_inner().map_err(io::IntoInnerError::into_error)?
            }
            Rows::Jsonl(out) => out.into_inner().map_err(io::IntoInnerError::into_error)?,
            #[cfg(feature = "parquet")]
            Rows::Parquet(rows) => rows.finish()?,
        };
        part.as_file().sync_all()?;
        part.persist(&self.path).map_err(|e| e.error)?;
        Ok(())
    }
}

#[cfg(feature = "parquet")]
mod parquet_rows;
