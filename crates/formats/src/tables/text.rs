//! Tables as CSV and TSV.

use std::fs::File;
use std::io::{self, BufRead, BufReader};
use std::path::Path;

use copydesk_core::sink::{Extents, Output, ReadBack, Resumed};

use super::Encoded;
use super::columns::TABLES;
use super::rows::{Cell, Rows};
use crate::growing::Growing;

const MARK: &str = "\u{feff}";

/// Rows of finished tables are read back so many bytes at a time.
const PIECE: usize = 1 << 20;

/// How cells are written.
#[derive(Clone, Copy)]
pub(super) struct Style {
    pub(super) delimiter: u8,
    /// Whether a file begins with a byte order mark.
    pub(super) mark: bool,
}

type Names = [&'static str; TABLES.len()];

impl Style {
    fn writer(self) -> csv::Writer<Vec<u8>> {
        let mut style = csv::WriterBuilder::new();
        style.delimiter(self.delimiter).has_headers(false).from_writer(Vec::new())
    }

    /// The lines of each table.
    pub(super) fn lines(self, rows: &Rows) -> io::Result<Vec<Vec<u8>>> {
        let lines = |rows: &Vec<Vec<Cell>>| {
            let mut writer = self.writer();
            for row in rows {
                for cell in row {
                    match cell {
                        Cell::Null => writer.write_field(b"")?,
                        Cell::Text(text) => writer.write_field(text)?,
                        Cell::Number(number) => writer.write_field(number.to_string())?,
                        Cell::Float(float) => writer.write_field(float.to_string())?,
                    }
                }
                writer.write_record(None::<&[u8]>)?;
            }
            writer.into_inner().map_err(|e| io::Error::other(e.to_string()))
        };
        rows.iter().map(lines).collect()
    }

    /// What the file of a table begins with.
    fn header(self, table: usize) -> io::Result<Vec<u8>> {
        let mut writer = self.writer();
        writer.write_record(TABLES[table].columns.iter().map(|(name, _)| name))?;
        let line = writer.into_inner().map_err(|e| io::Error::other(e.to_string()))?;
        let mark = if self.mark { MARK } else { "" };
        Ok([mark.as_bytes(), &line].concat())
    }
}

/// The files of the tables.
pub struct TextTables(Vec<Growing>);

impl TextTables {
    pub(super) fn create(folder: &Path, names: Names, style: Style) -> io::Result<Self> {
        let mut files = Vec::with_capacity(names.len());
        for (table, name) in names.into_iter().enumerate() {
            let mut file = Growing::create(Output::Folder(folder.to_owned()), name)?;
            file.append(&style.header(table)?)?;
            files.push(file);
        }
        Ok(Self(files))
    }

    pub(super) fn resume(from: &Resumed, names: Names) -> io::Result<Self> {
        names.into_iter().map(|name| Growing::resume(from, name)).collect::<io::Result<_>>().map(Self)
    }

    pub(super) fn append(&mut self, lines: &[Vec<u8>]) -> io::Result<()> {
        self.0.iter_mut().zip(lines).try_for_each(|(file, lines)| file.append(lines))
    }

    pub(super) fn checkpoint(&mut self) -> io::Result<Option<Extents>> {
        let mut all = Extents::new();
        for file in &mut self.0 {
            match file.checkpoint()? {
                Some(extents) => all.extend(extents),
                None => return Ok(None),
            }
        }
        Ok(Some(all))
    }

    pub(super) fn extents(&self) -> Extents {
        self.0.iter().flat_map(Growing::extents).collect()
    }

    pub(super) fn finish(&mut self) -> io::Result<()> {
        self.0.iter_mut().try_for_each(Growing::settle)
    }
}

/// The tables of a finished run, one after the other, without their headers. Lines are lines of the file here: what matters is
/// that they are written again in their order.
pub(super) fn read_back(folder: &Path, names: Names, style: Style) -> io::Result<ReadBack<Encoded>> {
    let mut tables = Vec::new();
    for (table, name) in names.into_iter().enumerate() {
        let mut file = BufReader::new(File::open(folder.join(name))?);
        let header = style.header(table)?;
        let mut found = Vec::new();
        file.read_until(b'\n', &mut found)?;
        if found != header {
            return Err(io::Error::new(io::ErrorKind::InvalidData, format!("`{name}` has other columns")));
        }
        tables.push(file);
    }
    Ok(Box::new(tables.into_iter().enumerate().flat_map(|(table, mut file)| {
        std::iter::from_fn(move || {
            let piece = piece(&mut file).transpose()?;
            Some(piece.map(|piece| {
                let mut lines = vec![Vec::new(); TABLES.len()];
                lines[table] = piece;
                Encoded::Lines(lines)
            }))
        })
    })))
}

/// Some bytes; nothing at the end.
fn piece(file: &mut impl BufRead) -> io::Result<Option<Vec<u8>>> {
    let mut piece = Vec::new();
    while piece.len() < PIECE {
        let bytes = file.fill_buf()?;
        if bytes.is_empty() {
            break;
        }
        piece.extend_from_slice(bytes);
        let read = bytes.len();
        file.consume(read);
    }
    Ok((!piece.is_empty()).then_some(piece))
}
