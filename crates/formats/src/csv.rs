//! Source `csv`: tables as text, a row an article.
//!
//! The first row names the columns; which of them is the text, the date and so on is told by their names, or by options: see
//! [`fields`](crate::fields). What no name takes is kept under `meta.extra`. An empty cell is nothing, but for that of the text.
//!
//! How the file is written is found out from its beginning: the delimiter (`,`, `;`, tab or `|`), whether cells are quoted, and
//! the charset (by its mark, as UTF-8 if it is, as UTF-16 by its zero bytes, else as chardetng guesses). Excel's `sep=;` is
//! understood. Each can be said by an option.
//!
//! A quoted cell may hold line ends. A row that has not as many cells as the header fails alone, with its line: where a quote is
//! not closed, that is the line it stands on, and the next line is read as a row again. Rows are cut on the reader thread, one at
//! a time, so that a file may be of any size.
//!
//! ```toml
//! [source]
//! use = "csv"
//! text = "article"
//! date = "day"
//! date-order = "day-first"
//! delimiter = ";"
//! ```

mod dialect;
mod rows;

use std::io::{self, BufRead, Read};
use std::sync::Arc;

use copydesk_core::source::{HowToRead, Input, Place, Raw, RawRecords, ReadError, Source};
use copydesk_core::{Article, BuildContext, StageError, register_source};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::ahead::{Ahead, Dated, Look};
use crate::fields::{FieldMap, plain, usual};
use crate::said::or_said;
use crate::transcode::Charset;
use dialect::Dialect;
use rows::{Cut, Row, Rows};

/// So much of a file is looked at to find out how it is written.
const HEAD: u64 = 1 << 20;

/// The source of tables as text.
pub struct Csv {
    config: Config,
    charset: Charset,
}

/// Its options.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, rename_all = "kebab-case")]
pub struct Config {
    /// Which column is what.
    #[serde(flatten)]
    pub fields: FieldMap,
    /// The character between cells, as ";" or "\t". By default it is found out.
    pub delimiter: Option<char>,
    /// Whether cells may stand in double quotes. By default it is found out.
    pub quotes: Option<bool>,
    /// The charset, as "windows-1252", "utf-16le" or any other name that web pages use. By default it is found out.
    pub charset: Option<String>,
}

/// A row, its cells not yet looked at.
pub struct CsvRow {
    header: Arc<Header>,
    row: Row,
}

/// What the first row says.
struct Header {
    dialect: Dialect,
    charset: Charset,
    /// The names of the columns, as JSON.
    names: Vec<String>,
    /// The columns that may hold the date of publication.
    dates: Vec<usize>,
    /// The column of the text.
    text: Option<usize>,
}

impl Source for Csv {
    const NAME: &'static str = "csv";
    const ABOUT: &'static str =
        "tables as text (CSV, TSV), a row an article: columns `text`, `id`, `title`, `date`, ...";
    const EXTENSIONS: &'static [&'static str] = &["csv", "tsv", "tab"];
    type Config = Config;
    type Record = Dated<CsvRow>;

    fn build(config: Config, _: &BuildContext<'_>) -> Result<Self, StageError> {
        config.fields.check()?;
        if config.delimiter.is_some_and(|c| !c.is_ascii() || matches!(c, '"' | '\n' | '\r')) {
            return Err(StageError::option("delimiter", "not one ASCII character other than a quote or a line end"));
        }
        let charset = config.charset.as_deref().map(Charset::named).transpose();
        let charset = charset.map_err(|why| StageError::option("charset", why))?.unwrap_or_default();
        Ok(Self { config, charset })
    }

    fn open(&self, input: Input) -> Result<RawRecords<Dated<CsvRow>>, ReadError> {
        let place = Place::from_parts(input.name, input.stem, None);
        let failed = |why: String| ReadError::new(place.clone(), why);
        let is_file = input.path.is_some();
        let mut bytes = input.bytes;
        let mut head = Vec::new();
        let most = HEAD.min(input.max_bytes);
        // What a pipe gives must not be waited for.
        let read = if is_file { bytes.by_ref().take(most).read_to_end(&mut head) } else { some(&mut bytes, &mut head) };
        read.map_err(|e| failed(format!("cannot be read: {e}")))?;
        let charset = self.charset.or_found(&head);
        let whole = is_file && (head.len() as u64) < most;
        let bytes = charset.decoded(io::Cursor::new(head.clone()).chain(bytes));
        let mut sample = charset.sample(&head);
        if !whole && let Some(end) = memchr::memrchr(b'\n', &sample) {
            sample.truncate(end + 1);
        }
        let dialect = Dialect::found(&sample, self.config.delimiter, self.config.quotes);
        let mut rows = Rows::new(bytes, dialect, input.max_bytes);
        let header = self.header(&mut rows, dialect, charset).map_err(failed)?;
        let none = "a table without rows";
        let Some(header) = header else { return Ok(or_said(Box::new(std::iter::empty()), input.skips, none)) };
        let look: Look<CsvRow> = Box::new(CsvRow::look_at_dates);
        let records = Records { rows, header: Arc::new(header), place };
        let records = Ahead::new(records, self.config.fields.date_order, is_file.then_some(look));
        Ok(or_said(Box::new(records), input.skips, none))
    }

    fn parse(&self, row: Dated<CsvRow>, place: &Place, how: &HowToRead) -> Result<Article, ReadError> {
        let Dated { record, order } = row;
        let json = record.json().map_err(|why| ReadError::new(place.clone(), why))?;
        self.config.fields.article(&json, order, place, how)
    }
}

/// The bytes that are there, some at least.
fn some(bytes: &mut dyn BufRead, into: &mut Vec<u8>) -> io::Result<usize> {
    let there = bytes.fill_buf()?.len();
    into.extend_from_slice(&bytes.fill_buf()?[..there]);
    bytes.consume(there);
    Ok(there)
}

impl Csv {
    /// Reads the names of the columns; nothing of a file without rows.
    fn header<R: BufRead>(
        &self,
        rows: &mut Rows<R>,
        dialect: Dialect,
        charset: Charset,
    ) -> Result<Option<Header>, String> {
        let row = match rows.next() {
            Some(Ok(Cut::Row(row))) => row,
            Some(Ok(Cut::Broken { why, .. })) => return Err(format!("the first row cannot be read: {why}")),
            Some(Err(e)) => return Err(format!("cannot be read: {e}")),
            None => return Ok(None),
        };
        let mut names: Vec<String> = Vec::new();
        for cell in cells(&row, dialect) {
            let cell = charset.text(&cell).map_err(|why| format!("the first row is {why}"))?.trim().to_owned();
            let name = if cell.is_empty() { format!("column {}", names.len() + 1) } else { cell };
            let twice = names.contains(&name);
            names.push(if twice { format!("{name} ({})", names.len() + 1) } else { name });
        }
        let text = {
            let columns: Vec<_> = names.iter().map(String::as_str).collect();
            let text = self.config.fields.check_columns(&columns)?;
            names.iter().position(|name| name == text)
        };
        let is_date = |name: &&String| match &self.config.fields.date {
            Some(date) => date == *name,
            None => usual("contentCreated").contains(&plain(name).as_str()),
        };
        let dates = (0..names.len()).filter(|at| is_date(&&names[*at])).collect();
        rows.expect(names.len());
        let names = names.iter().map(|name| serde_json::Value::from(name.as_str()).to_string()).collect();
        Ok(Some(Header { dialect, charset, names, dates, text }))
    }
}

/// The cells of a row, quotes undone.
fn cells(row: &Row, dialect: Dialect) -> Vec<Vec<u8>> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(dialect.delimiter)
        .quoting(dialect.quotes)
        .buffer_capacity(row.bytes.len().max(1))
        .from_reader(row.bytes.as_slice());
    let mut record = csv::ByteRecord::new();
    let _ = reader.read_byte_record(&mut record);
    record.iter().map(<[u8]>::to_vec).collect()
}

impl CsvRow {
    /// The row as a JSON object.
    fn json(&self) -> Result<String, String> {
        let Header { dialect, charset, names, text, .. } = self.header.as_ref();
        let mut json = String::with_capacity(self.row.bytes.len() * 5 / 4 + 64);
        json.push('{');
        for (at, (name, cell)) in names.iter().zip(cells(&self.row, *dialect)).enumerate() {
            if cell.is_empty() && *text != Some(at) {
                continue;
            }
            let cell = charset.text(&cell)?;
            if json.len() > 1 {
                json.push(',');
            }
            json.push_str(name);
            json.push(':');
            json.push_str(&serde_json::to_string(cell).map_err(|e| e.to_string())?);
        }
        json.push('}');
        Ok(json)
    }

    fn look_at_dates(&self, evidence: &mut crate::published::Evidence) {
        if self.header.dates.is_empty() {
            return;
        }
        let cells = cells(&self.row, self.header.dialect);
        let dates = self.header.dates.iter().filter_map(|at| str::from_utf8(cells.get(*at)?).ok());
        dates.for_each(|date| evidence.add(date));
    }
}

/// The rows behind the header.
struct Records<R> {
    rows: Rows<R>,
    header: Arc<Header>,
    place: Place,
}

impl<R: BufRead> Iterator for Records<R> {
    type Item = Result<Raw<CsvRow>, ReadError>;

    fn next(&mut self) -> Option<Self::Item> {
        let at = |line| self.place.clone().at_line(line);
        Some(match self.rows.next()? {
            Ok(Cut::Row(row)) => {
                let (bytes, place) = (row.bytes.len(), at(row.line));
                Ok(Raw::new(CsvRow { header: Arc::clone(&self.header), row }, place, bytes))
            }
            Ok(Cut::Broken { line, why }) => Err(ReadError::new(at(line), why)),
            Err(e) => Err(ReadError::new(at(self.rows.line()), format!("cannot be read any further: {e}"))),
        })
    }
}

register_source!(Csv);
