//! A finished run in another format, without running it again.

use std::fs;
use std::path::{Path, PathBuf};

use copydesk_core::Registry;
use copydesk_core::offsets::Unit;
use copydesk_core::sink::Extents;
use serde::Deserialize;

use super::report::account::Account;
use super::report::observer::Observer;
use super::report::state::State;
use super::request::destination::Destination;
use super::request::error::RunError;
use super::request::run::Run;
use super::resume::bookkeeping::ACCOUNT;
use super::resume::finished::{Ended, refuse_damaged};
use crate::pipeline::Export;

/// The files of records that can be read back, by the sinks that write them.
const RECORDS: [&str; 3] = ["articles.jsonl", "articles.jsonl.zst", "articles.parquet"];

/// A finished run's `run.json`.
#[derive(Deserialize)]
pub(crate) struct Finished {
    #[serde(flatten)]
    pub(crate) ended: Ended,
    pipeline: String,
    fingerprint: String,
    pub(crate) offsets: Unit,
    sink: String,
    pub(crate) layers: Vec<String>,
}

/// Writes the records of a finished run in another format: `csv`, `tsv`, or the name of a sink.
///
/// # Errors
/// [`RunError::Refused`] if the folder holds no finished run with records, or there is no such format; else those of a run.
pub fn export(
    registry: &Registry,
    run: &Path,
    format: &str,
    destination: Destination,
    observer: &dyn Observer,
) -> Result<Account, RunError> {
    let refused = RunError::Refused;
    let (finished, records) = finished(run).map_err(refused)?;
    let export = Export {
        name: &finished.pipeline,
        fingerprint: &finished.fingerprint,
        layers: &finished.layers,
        unit: finished.offsets,
        format,
    };
    let pipeline = export.pipeline(registry).map_err(refused)?;
    Run::new(registry, &pipeline, vec![records]).execute(destination, observer)
}

/// The account of a finished run, and where its records are.
pub(crate) fn finished(run: &Path) -> Result<(Finished, PathBuf), String> {
    let shown = run.display();
    let none = |e: &dyn std::fmt::Display| format!("`{shown}` holds no run, or its `{ACCOUNT}` cannot be read: {e}");
    let json = fs::read(run.join(ACCOUNT)).map_err(|e| none(&e))?;
    let finished: Finished = serde_json::from_slice(&json).map_err(|e| none(&e))?;
    if finished.ended.state != State::Finished {
        return Err(format!("the run in `{shown}` is not finished: go on with it by `copydesk run ... --resume`"));
    }
    refuse_damaged(run, &finished.ended)?;
    let records = records_of(&finished.ended.files, &finished.sink, run)?;
    Ok((finished, records))
}

/// Where the records of a finished run are.
pub(crate) fn records_of(files: &Extents, sink: &str, run: &Path) -> Result<PathBuf, String> {
    let file = RECORDS.into_iter().find(|name| files.contains_key(*name));
    let file = file.ok_or_else(|| {
        format!(
            "the run in `{}` was written by the sink `{sink}`, which keeps no records: run it again with the sink `jsonl` or \
             `parquet`",
            run.display()
        )
    })?;
    Ok(run.join(file))
}
