//! Source and sink `parquet`: tables of articles.
//!
//! # What is written
//!
//! `articles.parquet`, one row an article. Layers are nested lists, so that DuckDB, Polars, pandas and Spark read them as
//! they are. Offsets are in the run's unit.
//!
//! | column | type |
//! |---|---|
//! | `id`, `source`, `text` | string |
//! | `meta` | struct of the ninjs words, all strings, and `extra`, JSON in a string |
//! | `repairs` | JSON in a string, null where nothing was repaired |
//! | `blocks` | list of struct `start`, `end`, `kind` |
//! | `sentences`, `tokens` | list of struct `start`, `end` |
//! | `entities` | list of struct `start`, `end`, `text`, `label`, `id`, `name`, `gender` |
//! | `quotes` | list of struct `content`, `cue`, `source` (lists of `start`, `end`), `kind`, `speaker`, `entity`, `confidence`, `by` |
//! | `dates` | list of struct `start`, `end`, `text`, `type`, `value`, `mod`, `quant`, `freq`, `anchor` |
//! | `summary` | list of struct `start`, `end`, `text`, `why` |
//! | any other layer | JSON in a string |
//!
//! Layers stand in the order of `[sink] layers`; one that an article lacks is null. Offsets, ids and rows are unsigned 32-bit
//! integers, `confidence` is a 32-bit float. Pages are packed with zstd. A row group holds 2,048 rows, or fewer where articles
//! are long; a run can be resumed behind any of them.
//!
//! ```sql
//! -- DuckDB: who is quoted how often
//! select q.speaker, count(*) from (select unnest(quotes) as q from 'out/articles.parquet') group by all order by 2 desc;
//! ```
//!
//! # What is read
//!
//! Columns stand for the fields of [`jsonl`](crate::jsonl): `text`, `body_text` or `body` must be there and hold strings;
//! dates and times become ISO 8601; columns without a name known there are kept under `meta.extra`. A file that copydesk
//! wrote is read back with its layers. Columns of bytes that are not text are left out. Parquet is read from files alone:
//! it cannot come from standard input, and is packed within, so that `.parquet.gz` is refused.

mod columns;
mod groups;
mod read;
mod sink;
mod source;
mod time;
mod write;

pub use sink::{Config as SinkConfig, GROUP_ROWS, ParquetSink, ParquetWriter};
pub use source::{Config, Parquet, Row};
