//! Pipeline files, their checks, and their execution in parallel.
//!
//! A [`Pipeline`] is loaded from a TOML file; everything wrong with the file is reported at once, with places
//! ([`Problems`]), before anything is read. A [`Run`] takes a pipeline and inputs to a folder of records:
//!
//! ```no_run
//! use copydesk_core::Registry;
//! use copydesk_runner::{Begin, Destination, Observer, Pipeline, Run};
//!
//! struct Silent;
//! impl Observer for Silent {}
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let registry = Registry::linked()?;
//! let pipeline = Pipeline::load("pipelines/news.toml".as_ref(), &registry)?;
//! let mut run = Run::new(&registry, &pipeline, vec!["articles".into()]);
//! run.limit = Some(1000);
//! let account = run.execute(Destination::Folder { path: "out".into(), begin: Begin::New }, &Silent)?;
//! assert_eq!(account.failed, 0);
//! # Ok(())
//! # }
//! ```
//!
//! # What is not here
//!
//! No formats: files are opened by `copydesk-formats`, records cut and written by registered sources and sinks. No printing:
//! an [`Observer`] is told. No command line: that is the `copydesk` crate's.

pub mod pipeline;
pub mod run;
mod schema;

pub use pipeline::{BUILT_IN, BuiltIn, Located, Pipeline, PipelineStage, Problem, Problems, built_in, locate};
pub use run::{
    Account, Annotator, Begin, Destination, Failure, MaxFailures, Observer, OnDuplicate, Preview, Progress, Retry, Run,
    RunError, Shard, Skipped, Slow, StageTime, State, Supervised, Supervisor, Verified, annotate_one, export,
    is_of_run, merge, must_be_whole, preview, rerun_from, verify,
};
pub use schema::schema;
