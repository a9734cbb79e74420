//! The way of a record: from the reader through the pool to the writer.

pub(super) mod article;
mod batch;
pub(super) mod reader;
pub(super) mod record;
pub(super) mod scheduler;
pub(super) mod sources;
mod stdin;
mod window;
pub(super) mod writer;
