//! What is asked for, as plain data.

pub(super) mod destination;
pub(super) mod error;
pub(super) mod retry;
pub(super) mod run;
pub(super) mod shard;
