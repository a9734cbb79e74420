//! Records as Arrow tables, for Parquet and for programs that hold tables in memory.
//!
//! One row an article. Layers are nested lists, so that DuckDB, Polars, pandas and Spark read them as they are. Offsets are in
//! the run's unit.
//!
//! | column | type |
//! |---|---|
//! | `id`, `source`, `text` | string |
//! | `meta` | struct of the ninjs words and `anchor`, all strings, and `extra`, JSON in a string |
//! | `repairs` | JSON in a string, null where nothing was repaired |
//! | `blocks` | list of struct `start`, `end`, `kind` |
//! | `sentences`, `tokens` | list of struct `start`, `end` |
//! | `entities` | list of struct `start`, `end`, `text`, `label`, `id`, `name`, `gender`, `number`, `roles`, `body`, `confidence`, `why` |
//! | `quotes` | list of struct `content`, `cue`, `source` (lists of `start`, `end`), `kind`, `speaker`, `entity`, `confidence`, `by` |
//! | `dates` | list of struct `start`, `end`, `text`, `type`, `value`, `mod`, `quant`, `freq`, `anchor`, `confidence`, `why` |
//! | `summary` | list of struct `start`, `end`, `text`, `why` |
//! | any other layer | JSON in a string |
//!
//! Layers stand in the order asked for; one that an article lacks is null. Offsets, ids and rows are signed 32-bit integers,
//! the one kind that every engine has; `confidence` is a 32-bit float.

mod columns;
mod read;
#[cfg(test)]
mod tests;
mod time;
mod write;

pub use read::record;
pub use write::{Table, columns};
