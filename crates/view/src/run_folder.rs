//! What a run left behind: its records, its failures, its account.

use std::fs;
use std::io::BufRead as _;
use std::path::{Path, PathBuf};

use copydesk_core::offsets::Unit;
use serde::{Deserialize, Serialize};

use crate::ViewError;

/// The files of a run.
pub(crate) struct RunFolder {
    /// The files of records, in order.
    pub(crate) records: Vec<PathBuf>,
    pub(crate) failed: Option<PathBuf>,
    pub(crate) account: Account,
}

/// `run.json`, as far as the page tells of it. Whatever is not there is not told.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Account {
    pub(crate) state: Option<String>,
    pub(crate) pipeline: Option<String>,
    pub(crate) offsets: Unit,
    pub(crate) account: Counts,
}

/// The numbers of a run.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Counts {
    pub(crate) articles: u64,
    pub(crate) failed: u64,
    pub(crate) seconds: f64,
    pub(crate) stages: Vec<StageTime>,
}

/// The time of a stage, over all threads.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct StageTime {
    stage: String,
    seconds: f64,
}

const PACKED: [&str; 2] = ["gz", "zst"];

impl RunFolder {
    /// Finds the files of a run in its folder, or beside one file of records.
    pub(crate) fn find(path: &Path) -> Result<Self, ViewError> {
        let missing = |why: String| ViewError::Refused(format!("`{}` {why}", path.display()));
        let kind = fs::metadata(path).map_err(|e| missing(format!("cannot be looked at: {e}")))?;
        if !kind.is_dir() {
            let records = vec![path.to_owned()];
            let folder = path.parent().unwrap_or(Path::new("."));
            let of_the_run = is_records(path);
            return Self::with(records, Some(folder).filter(|_| of_the_run));
        }
        let entries = fs::read_dir(path).map_err(|e| missing(format!("cannot be read: {e}")))?;
        let mut records: Vec<_> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
        records.retain(|file| is_records(file) && file.is_file());
        records.sort();
        if records.is_empty() {
            let why = "holds no records: expected articles.jsonl, articles.jsonl.zst or articles.parquet";
            return Err(missing(why.to_owned()));
        }
        Self::with(records, Some(path))
    }

    fn with(records: Vec<PathBuf>, folder: Option<&Path>) -> Result<Self, ViewError> {
        let beside = |name| folder.map(|folder| folder.join(name)).filter(|file: &PathBuf| file.is_file());
        let account = beside("run.json").map_or(Ok(Account::default()), |file| account(&file))?;
        Ok(Self { records, failed: beside("failed.jsonl"), account })
    }
}

/// Whether a file is named as those are that hold the records of a run.
fn is_records(path: &Path) -> bool {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let mut parts: Vec<_> = name.split('.').collect();
    if parts.last().is_some_and(|last| PACKED.contains(last)) {
        parts.pop();
    }
    parts[0].starts_with("articles") && parts.len() > 1 && matches!(parts.last(), Some(&("jsonl" | "parquet")))
}

fn account(file: &Path) -> Result<Account, ViewError> {
    let json = fs::read(file).map_err(|e| ViewError::Refused(format!("cannot read `{}`: {e}", file.display())))?;
    serde_json::from_slice(&json)
        .map_err(|e| ViewError::Refused(format!("`{}` is not the account of a run: {e}", file.display())))
}

/// The failures of one stage and kind.
#[derive(Serialize)]
pub(crate) struct Failures {
    stage: String,
    kind: String,
    count: u64,
    /// The first few.
    examples: Vec<Example>,
}

#[derive(Serialize)]
struct Example {
    id: String,
    error: String,
}

/// Kinds of failures that are told apart; there are about five a stage.
const KINDS: usize = 200;
/// Articles that are named of each kind.
const EXAMPLES: usize = 5;

/// Counts the lines of `failed.jsonl`, one at a time.
pub(crate) fn failures(file: &Path) -> Result<Vec<Failures>, ViewError> {
    #[derive(Deserialize, Default)]
    #[serde(default)]
    struct Line {
        id: String,
        stage: String,
        kind: String,
        error: String,
    }
    let broken = |e: std::io::Error| ViewError::Broken(format!("cannot read `{}`: {e}", file.display()));
    let mut found: Vec<Failures> = Vec::new();
    for line in std::io::BufReader::new(fs::File::open(file).map_err(broken)?).split(b'\n') {
        let Ok(Line { id, stage, kind, error }) = serde_json::from_slice(&line.map_err(broken)?) else { continue };
        let known = found.iter().position(|known| known.stage == stage && known.kind == kind);
        if known.is_none() && found.len() < KINDS {
            found.push(Failures { stage, kind, count: 0, examples: Vec::new() });
        }
        let last = found.len() - 1;
        let at = &mut found[known.unwrap_or(last)];
        at.count += 1;
        if at.examples.len() < EXAMPLES {
            at.examples.push(Example { id, error });
        }
    }
    found.sort_by(|a, b| (b.count, &a.stage, &a.kind).cmp(&(a.count, &b.stage, &b.kind)));
    Ok(found)
}
