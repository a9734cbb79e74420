//! What keeps one article from another: panics, limits, and a process that watches over the one that works.

pub(super) mod culprits;
pub(super) mod heartbeat;
pub(super) mod isolate;
pub(super) mod journal;
pub(super) mod limits;
mod pace;
pub(super) mod supervise;
mod threads;
