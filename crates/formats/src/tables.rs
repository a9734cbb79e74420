//! Sink `tables`: flat tables for R, pandas, DuckDB and Excel, a row a thing.
//!
//! | file | a row is | columns |
//! |---|---|---|
//! | `articles` | an article | `id`, `source`, `uri`, `outlet`, `headline`, `by`, `located`, `language`, `published` (what relative dates count from), `day` (of it), `text`, `n_blocks` and so on (its rows in the other tables), `extra` (JSON) |
//! | `blocks` | a block of the page | `article`, `row`, `start`, `end`, `kind`, `text` |
//! | `sentences` | a sentence | `article`, `row`, `start`, `end`, `text` |
//! | `entities` | somebody or something named | `article`, `row` (its first mention's), `name`, `label`, `gender`, `number`, `roles`, `body`, `n_mentions`, `start`, `end`, `text` |
//! | `mentions` | a name in the text | `article`, `row`, `start`, `end`, `text`, `label`, `entity` (a `row` of `entities`), `name`, `confidence` |
//! | `quotes` | a quote | `article`, `row`, `start`, `end`, `text`, `content`, `content_text`, `cue`, `cue_text`, `source`, `source_text`, `kind`, `act`, `polarity`, `speaker`, `via`, `entity` (a `row` of `entities`), `confidence`, `by` |
//! | `dates` | a date or time | `article`, `row`, `start`, `end`, `text`, `type`, `value`, `mod`, `quant`, `freq`, `anchor`, `confidence` |
//! | `summary` | a sentence of the summary | `article`, `row`, `start`, `end`, `text` |
//! | `layers` | a row of any other layer | `article`, `layer`, `row`, `start`, `end`, `text`, `fields` (JSON) |
//!
//! `article` is the id, `row` counts from 0 within the article as in records, and the two are the key of each table. Offsets are in the
//! run's unit. Spans of several parts stand as `731-817 850-920`, lists of words as JSON. `n_...` and `row`, `start`, `end`, `entity`,
//! `anchor` are 32-bit integers, `confidence` is a 64-bit float, all else is text; what is not there is empty (null in Parquet). A
//! table without rows has its columns all the same. Tokens are in no table: `conllu` has them.
//!
//! `format = "csv"` (the default) writes CSV with a byte order mark, by which Excel knows the charset; R wants to be told of it
//! (`read.csv("out/quotes.csv", fileEncoding = "UTF-8-BOM")`), or `mark = false`. `tsv` and `parquet` are the others.
//!
//! ```sql
//! -- DuckDB: who was quoted most, by outlet and month
//! select outlet, (day::varchar)[:7] as month, speaker, count(*) as quotes
//! from 'out/quotes.csv' q join 'out/articles.csv' a on q.article = a.id
//! where speaker is not null group by all order by quotes desc;
//! ```
//!
//! A cell holds what the article holds: one that begins with `=` or `+` is text, and a spreadsheet may take it for a formula.

mod columns;
#[cfg(feature = "parquet")]
mod groups;
mod rows;
mod text;

use std::io;
use std::path::Path;

use copydesk_core::record::Shape;
use copydesk_core::sink::{Extents, Output, ReadBack, Resumed, Sink, Writer};
use copydesk_core::{Article, BuildContext, StageError, register_sink};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use columns::TABLES;
pub use rows::{Cell, Rows};
use text::{Style, TextTables};

/// The sink of flat tables.
pub struct Tables(Config);

/// Its options.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Config {
    /// How the tables are written: csv, tsv, or parquet.
    pub format: Format,
    /// Whether CSV and TSV begin with a byte order mark, by which Excel knows that they are UTF-8.
    pub mark: bool,
}

impl Default for Config {
    fn default() -> Self {
        Self { format: Format::Csv, mark: true }
    }
}

/// How tables are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// Cells between commas.
    #[default]
    Csv,
    /// Cells between tabs.
    Tsv,
    /// Parquet files.
    Parquet,
}

/// What an article becomes.
pub enum Encoded {
    /// The lines of each table.
    Lines(Vec<Vec<u8>>),
    /// The rows of each table.
    Rows(Rows),
}

impl Config {
    /// The style of tables that are text; nothing for Parquet.
    fn style(self) -> Option<Style> {
        match self.format {
            Format::Csv => Some(Style { delimiter: b',', mark: self.mark }),
            Format::Tsv => Some(Style { delimiter: b'\t', mark: self.mark }),
            Format::Parquet => None,
        }
    }

    fn names(self) -> [&'static str; TABLES.len()] {
        TABLES.each_ref().map(|table| match self.format {
            Format::Csv => table.csv,
            Format::Tsv => table.tsv,
            Format::Parquet => table.parquet,
        })
    }
}

impl Sink for Tables {
    const NAME: &'static str = "tables";
    const ABOUT: &'static str =
        "flat tables, a row a thing: articles.csv, quotes.csv, mentions.csv, ... (or TSV, or Parquet)";
    type Config = Config;
    type Encoded = Encoded;
    type Writer = TablesWriter;

    fn build(config: Config, _: &BuildContext<'_>) -> Result<Self, StageError> {
        if config.format == Format::Parquet && cfg!(not(feature = "parquet")) {
            return Err(StageError::option(
                "format",
                "this build writes no Parquet: build it with `--features parquet`",
            ));
        }
        Ok(Self(config))
    }

    fn files(&self) -> Vec<String> {
        self.0.names().map(str::to_owned).to_vec()
    }

    fn encode(&self, article: &Article, shape: &Shape) -> Result<Encoded, StageError> {
        let rows = rows::of(article, shape).map_err(StageError::new)?;
        match self.0.style() {
            Some(style) => style.lines(&rows).map(Encoded::Lines).map_err(|e| StageError::new(e.to_string())),
            None => Ok(Encoded::Rows(rows)),
        }
    }

    fn create(&self, out: Output) -> io::Result<TablesWriter> {
        let Output::Folder(folder) = out else {
            let why = "tables are several files: name a folder to write to";
            return Err(io::Error::new(io::ErrorKind::Unsupported, why));
        };
        match self.0.style() {
            Some(style) => TextTables::create(&folder, self.0.names(), style).map(TablesWriter::Text),
            #[cfg(feature = "parquet")]
            None => groups::GroupedTables::create(&folder).map(TablesWriter::Grouped),
            #[cfg(not(feature = "parquet"))]
            None => Err(io::ErrorKind::Unsupported.into()),
        }
    }

    fn resume(&self, from: Resumed) -> io::Result<TablesWriter> {
        match self.0.style() {
            Some(_) => TextTables::resume(&from, self.0.names()).map(TablesWriter::Text),
            #[cfg(feature = "parquet")]
            None => groups::GroupedTables::resume(from).map(TablesWriter::Grouped),
            #[cfg(not(feature = "parquet"))]
            None => Err(io::ErrorKind::Unsupported.into()),
        }
    }

    fn can_grow(&self) -> bool {
        self.0.style().is_some()
    }

    fn read_back(&self, folder: &Path) -> io::Result<ReadBack<Encoded>> {
        match self.0.style() {
            Some(style) => text::read_back(folder, self.0.names(), style),
            #[cfg(feature = "parquet")]
            None => groups::read_back(folder),
            #[cfg(not(feature = "parquet"))]
            None => Err(io::ErrorKind::Unsupported.into()),
        }
    }
}

/// Appends rows to tables.
pub enum TablesWriter {
    /// As text.
    Text(TextTables),
    /// As Parquet.
    #[cfg(feature = "parquet")]
    Grouped(groups::GroupedTables),
}

impl Writer<Encoded> for TablesWriter {
    fn write(&mut self, encoded: Encoded) -> io::Result<()> {
        match (self, encoded) {
            (Self::Text(tables), Encoded::Lines(lines)) => tables.append(&lines),
            #[cfg(feature = "parquet")]
            (Self::Grouped(tables), Encoded::Rows(rows)) => tables.append(rows),
            _ => Err(io::Error::other("an article was encoded for tables of another format")),
        }
    }

    fn checkpoint(&mut self) -> io::Result<Option<Extents>> {
        match self {
            Self::Text(tables) => tables.checkpoint(),
            #[cfg(feature = "parquet")]
            Self::Grouped(tables) => tables.checkpoint(),
        }
    }

    fn extents(&self) -> Extents {
        match self {
            Self::Text(tables) => tables.extents(),
            #[cfg(feature = "parquet")]
            Self::Grouped(tables) => tables.extents(),
        }
    }

    fn finish(&mut self) -> io::Result<()> {
        match self {
            Self::Text(tables) => tables.finish(),
            #[cfg(feature = "parquet")]
            Self::Grouped(tables) => tables.finish(),
        }
    }
}

register_sink!(Tables);
