//! How a run goes on after a kill: who may write, what must be the same, and how far it had come.

pub(super) mod bookkeeping;
pub(super) mod checkpoint;
pub(super) mod finished;
pub(super) mod folder;
pub(super) mod identity;
pub(super) mod kept;
pub(super) mod listing;
mod lock;
pub(super) mod measure;
pub(super) mod outputs;
