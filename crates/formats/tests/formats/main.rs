//! Files go in, articles and failures come out, as in a run.

#![allow(clippy::unwrap_used, reason = "what cannot be made ready fails the test")]

mod any_bytes;
mod csv;
mod files;
mod jsonl;
mod ninjs;
mod packed;
#[cfg(feature = "parquet")]
mod parquet;
mod reading;
mod sink;
mod text;
mod warc;
