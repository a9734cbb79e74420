//! The execution of a pipeline.
//!
//! One reader thread cuts the inputs into numbered records; a bounded window holds the reader back; the pool makes articles
//! of the records, runs the stages and encodes the results; the calling thread puts them into input order again and writes.
//! Memory is bounded by the window, whatever the size of the input, and the bytes written do not depend on the number of
//! threads or the size of the window.
//!
//! | room | what is in it |
//! |---|---|
//! | `request` | what is asked for, as plain data: inputs, destination, shard, the failures to do again |
//! | `flow` | the way of a record: reader, window, batches, the pool, writer |
//! | `resume` | how a run goes on after a kill: who may write, what must be the same, checkpoints |
//! | `guard` | what keeps one article from another: panics, limits, the supervisor and what it knows of culprits |
//! | `add` | what an output holds already, and in which version |
//! | `report` | what a run says of itself: counts, failures, progress, `run.json` |
//!
//! `execute` joins the rooms to a run; `merge` joins the outputs of shards and of several runs; `verify` says whether a finished run still holds what
//! was written; `export` writes a finished run in another format; `rerun` runs the later stages again over a finished run; `preview` looks at what a run would read; `one` does a single article in memory.

mod add;
mod execute;
mod export;
mod flow;
mod guard;
mod identify;
mod merge;
mod one;
mod position;
mod preview;
mod records;
mod report;
mod request;
mod rerun;
mod resume;
mod verify;

pub use export::export;
pub use guard::limits::MaxFailures;
pub use guard::supervise::{Supervised, Supervisor};
pub use merge::{OnDuplicate, merge};
pub use one::{Annotator, annotate_one};
pub use preview::{Preview, preview};
pub use report::account::{Account, Skipped, Slow, StageTime};
pub use report::failure::Failure;
pub use report::observer::{Observer, Progress};
pub use report::state::State;
pub use request::destination::{Begin, Destination};
pub use request::error::RunError;
pub use request::retry::Retry;
pub use request::run::Run;
pub use request::shard::Shard;
pub use rerun::rerun_from;
pub use resume::finished::must_be_whole;
pub use resume::outputs::is_of_run;
pub use verify::{Verified, verify};
