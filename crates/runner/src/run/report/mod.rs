//! What a run says of itself.

pub(super) mod account;
pub(super) mod failure;
pub(super) mod observer;
pub(super) mod run_json;
pub(super) mod state;
