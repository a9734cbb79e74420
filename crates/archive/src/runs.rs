//! The records of finished runs, read in parallel and handed on in order.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::mpsc::sync_channel;

use copydesk_core::offsets::Unit;
use copydesk_formats::records;
use rayon::prelude::*;
use serde::Deserialize;

use crate::ArchiveError;

/// The files that hold the records of a run.
const RECORDS: [&str; 3] = ["articles.jsonl", "articles.jsonl.zst", "articles.parquet"];

/// Records that are read at a time, and such batches that may wait.
const BATCH: usize = 256;
const WAITING: usize = 4;

/// A finished run.
pub(crate) struct Run {
    /// The folder, as it was given.
    pub(crate) name: String,
    records: PathBuf,
    unit: Unit,
}

/// A record that could not be read, by its place and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unreadable(pub String);

#[derive(Deserialize)]
struct Account {
    state: String,
    offsets: Unit,
}

impl Run {
    /// Finds the records of a run in its output folder.
    fn find(folder: &Path) -> Result<Self, ArchiveError> {
        let shown = folder.display();
        let refused = |why: String| ArchiveError::Refused(format!("`{shown}` {why}"));
        let account = folder.join("run.json");
        let json = fs::read(&account).map_err(|e| refused(format!("holds no run: cannot read its run.json: {e}")))?;
        let account: Account =
            serde_json::from_slice(&json).map_err(|e| refused(format!("holds a run.json that is none: {e}")))?;
        if account.state != "finished" {
            let why = "holds a run that is not finished: go on with it by `copydesk run ... --resume`";
            return Err(refused(why.to_owned()));
        }
        let records = RECORDS.iter().map(|name| folder.join(name)).find(|file| file.is_file());
        let records = records.ok_or_else(|| {
            refused("holds no records: they are written by the sinks `jsonl` and `parquet`".to_owned())
        })?;
        Ok(Self { name: folder.to_string_lossy().into_owned(), records, unit: account.offsets })
    }

    /// Finds the records of all runs, before any is read.
    pub(crate) fn find_all(folders: &[PathBuf]) -> Result<Vec<Self>, ArchiveError> {
        folders.iter().map(|folder| Self::find(folder)).collect()
    }
}

/// Calls `take` with what `parse` makes of each record, run by run and in order, on the calling thread. `parse` runs in the pool.
///
/// # Errors
/// If a file cannot be opened, or `take` fails.
pub(crate) fn each<T: Send>(
    runs: &[Run],
    parse: impl Fn(&[u8], Unit) -> Result<T, String> + Sync,
    mut take: impl FnMut(usize, Result<T, Unreadable>) -> Result<(), ArchiveError>,
) -> Result<(), ArchiveError> {
    for (number, run) in runs.iter().enumerate() {
        let shown = run.records.display();
        let mut records =
            records::open(&run.records).map_err(|e| ArchiveError::Refused(format!("cannot read `{shown}`: {e}")))?;
        let (send, batches) = sync_channel::<Vec<_>>(WAITING);
        std::thread::scope(|scope| {
            scope.spawn(move || {
                loop {
                    let batch: Vec<_> = records.by_ref().take(BATCH).collect();
                    if batch.is_empty() || send.send(batch).is_err() {
                        break;
                    }
                }
            });
            for batch in batches {
                let parsed: Vec<_> = batch
                    .into_par_iter()
                    .map(|record| {
                        let record = record.map_err(|e| Unreadable(e.to_string()))?;
                        parse(&record, run.unit).map_err(|why| Unreadable(format!("{shown}: {why}")))
                    })
                    .collect();
                parsed.into_iter().try_for_each(|parsed| take(number, parsed))?;
            }
            Ok::<_, ArchiveError>(())
        })?;
    }
    Ok(())
}
