//! Source and sink `parquet`: tables of articles.
//!
//! # What is written
//!
//! `articles.parquet`, one row an article, in the columns of [`arrow`](crate::arrow). Pages are packed with zstd. A row group
//! holds 2,048 rows, or fewer where articles are long; a run can be resumed after any of them.
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

pub(crate) mod groups;
mod sink;
mod source;

pub use sink::{GROUP_ROWS, ParquetSink, ParquetWriter};
pub use source::{Parquet, Row};
