//! Joining the outputs of shards, to what one run over the whole input leaves; and those of several runs of one pipeline.

mod dropped;

use std::collections::{BTreeMap, HashSet};
use std::fs::{self, File};
use std::io::{self, BufRead, BufReader};
use std::path::{Path, PathBuf};

use copydesk_core::offsets::Unit;
use copydesk_core::sink::{DynSink, Extents, Output, OutputPath};
use copydesk_core::{BuildContext, Registry};
use copydesk_formats::files;
use serde::Deserialize;
use serde_json::{Map, Value};

use self::dropped::{Dropped, dropped};
use super::execute::must_be_outside;
use super::flow::writer::outputs_of;
use super::report::account::Account;
use super::report::state::State;
use super::request::destination::Begin;
use super::request::error::RunError;
use super::request::shard::Shard;
use super::resume::bookkeeping::{ACCOUNT, FAILED};
use super::resume::finished::{Ended, refuse_damaged};
use super::resume::folder::{Claim, Folder, Taken};
use super::resume::identity::{INPUTS, Identity};

/// A shard's `run.json`.
struct Part {
    folder: PathBuf,
    head: Head,
    whole: Map<String, Value>,
}

#[derive(Deserialize)]
struct Head {
    #[serde(flatten)]
    ended: Ended,
    shard: Option<Shard>,
    pipeline: String,
    offsets: Unit,
    layers: Vec<String>,
    sink: String,
    sink_options: Value,
}

/// What becomes of records of one article in several runs that are joined.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum OnDuplicate {
    /// The first stays.
    First,
    /// The last stays.
    Last,
    /// Nothing is joined.
    #[default]
    Fail,
}

/// Joins the outputs of all shards of a run, or of several runs of one pipeline in the order in which they are given, in a new
/// folder, and returns their accounts as one.
///
/// # Errors
/// [`RunError::Refused`] if they are neither all the shards of one run nor runs of one pipeline, each finished, or if an article is in
/// several of them and may not be; [`RunError::Broken`] if something cannot be read or written on the way.
pub fn merge(
    registry: &Registry,
    runs: &[PathBuf],
    out: &Path,
    begin: Begin,
    on_duplicate: OnDuplicate,
) -> Result<Account, RunError> {
    let refused = RunError::Refused;
    must_be_outside(runs.iter().map(PathBuf::as_path), out).map_err(refused)?;
    let parts = read_parts(runs).map_err(refused)?;
    let are_shards = parts.iter().any(|part| part.head.shard.is_some());
    let parts = if are_shards { in_order(parts) } else { of_one_pipeline(parts) }.map_err(refused)?;
    let first = &parts[0];
    let sink = sink(registry, &first.head).map_err(refused)?;
    let dropped =
        if are_shards { Dropped::default() } else { dropped(registry, &parts, on_duplicate).map_err(refused)? };
    let identity = match are_shards {
        true => first.head.ended.identity.unsharded(),
        false => joined_identity(&parts),
    };
    let outputs = outputs_of(sink.as_ref(), &first.head.sink).map_err(refused)?;
    let claim = Claim { begin, identity: &identity, outputs: &outputs, rows: None };
    let mut folder = match Folder::take(out, &claim).map_err(refused)? {
        Taken::New(folder) | Taken::Resumed(folder, _) => folder,
        Taken::Finished(account) => return Ok(*account),
    };
    let mut account = Account::sum(parts.iter().map(|part| &part.head.ended.account));
    dropped.take_from(&mut account);
    let joined = join(sink.as_ref(), &parts, &dropped, out, &mut folder);
    let written =
        joined.and_then(|files| folder.account(&account_json(&parts, &identity, &account, &outputs, &files)?));
    written.and_then(|()| folder.tidy()).map_err(|e| RunError::Broken(format!("cannot join the runs: {e}")))?;
    Ok(account)
}

/// The runs, each finished and whole.
fn read_parts(runs: &[PathBuf]) -> Result<Vec<Part>, String> {
    let read = |folder: &PathBuf| {
        let shown = folder.display();
        let part = part(folder).map_err(|e| format!("`{shown}` holds no run that can be joined: {e}"))?;
        if part.head.ended.state != State::Finished {
            return Err(format!("the run in `{shown}` is not finished: go on with it by `copydesk run ... --resume`"));
        }
        refuse_damaged(folder, &part.head.ended)?;
        Ok(part)
    };
    runs.iter().map(read).collect()
}

/// Shards in their order, all there and of one run.
fn in_order(all: Vec<Part>) -> Result<Vec<Part>, String> {
    let mut parts = BTreeMap::new();
    for part in all {
        let folder = part.folder.clone();
        let shown = folder.display();
        let shard = part.head.shard.ok_or_else(|| format!("the run in `{shown}` is no shard, but a whole run"))?;
        if let Some(twice) = parts.insert(shard.index, part) {
            return Err(format!("`{}` and `{shown}` are both shard {shard}", twice.folder.display()));
        }
    }
    let of = parts.values().filter_map(|part: &Part| part.head.shard).map(|shard| shard.of).max().unwrap_or(0);
    if let Some(missing) = (1..=of).find(|index| !parts.contains_key(index)) {
        return Err(format!("shard {missing}/{of} is missing"));
    }
    let parts: Vec<_> = parts.into_values().collect();
    same(&parts, Identity::unsharded, "not shards of one run")?;
    Ok(parts)
}

/// Whole runs, all of one pipeline and program.
fn of_one_pipeline(parts: Vec<Part>) -> Result<Vec<Part>, String> {
    let mut folders = HashSet::new();
    for part in &parts {
        let real = part.folder.canonicalize().map_err(|e| format!("`{}`: {e}", part.folder.display()))?;
        if !folders.insert(real) {
            return Err(format!("`{}` is named twice", part.folder.display()));
        }
    }
    same(&parts, Identity::of_any_input, "not runs of one pipeline")?;
    Ok(parts)
}

/// Whether all are the same in what decides; the error says what is not.
fn same(parts: &[Part], what_decides: impl Fn(&Identity) -> Identity, otherwise: &str) -> Result<(), String> {
    let first = what_decides(&parts[0].head.ended.identity);
    for part in &parts[1..] {
        if let Some(changes) = first.changes_to(&what_decides(&part.head.ended.identity)) {
            let (one, other) = (parts[0].folder.display(), part.folder.display());
            return Err(format!("`{one}` and `{other}` are {otherwise}, because {changes}"));
        }
    }
    Ok(())
}

/// Who the joined run is: the pipeline of its parts, and which they were.
fn joined_identity(parts: &[Part]) -> Identity {
    let mut identity = parts[0].head.ended.identity.of_any_input();
    let folders: Vec<_> = parts.iter().map(|part| files::shown(&part.folder)).collect();
    identity.put(INPUTS, folders.join(", "));
    identity
}

fn part(folder: &Path) -> io::Result<Part> {
    let json = fs::read(folder.join(ACCOUNT))?;
    let head = serde_json::from_slice(&json).map_err(io::Error::other)?;
    let whole = serde_json::from_slice(&json).map_err(io::Error::other)?;
    Ok(Part { folder: folder.to_owned(), head, whole })
}

fn sink(registry: &Registry, head: &Head) -> Result<Box<dyn DynSink>, String> {
    let entry = registry.sinks().iter().find(|entry| entry.name == head.sink);
    let entry = entry.ok_or_else(|| format!("no sink `{}` is linked into this binary", head.sink))?;
    (entry.build)(head.sink_options.clone(), &BuildContext::new(Path::new("."))).map_err(|e| e.to_string())
}

/// Joins the files of all parts; what each then holds.
fn join(sink: &dyn DynSink, parts: &[Part], dropped: &Dropped, out: &Path, folder: &mut Folder) -> io::Result<Extents> {
    let mut writer = sink.create(Output::Folder(out.to_owned()))?;
    for (part, of) in parts.iter().zip(0..) {
        for (encoded, record) in sink.read_back(&part.folder)?.zip(1..) {
            let encoded = encoded?;
            if !dropped.holds(of, record) {
                writer.write(encoded)?;
            }
        }
        let mut failed = BufReader::new(File::open(part.folder.join(FAILED))?);
        let mut line = Vec::new();
        while failed.read_until(b'\n', &mut line)? > 0 {
            folder.failed_line(&line)?;
            line.clear();
        }
    }
    writer.finish()?;
    folder.complete(writer.extents())
}

/// The first part's `run.json`, with what is true of the whole.
fn account_json(
    parts: &[Part],
    identity: &Identity,
    account: &Account,
    outputs: &[OutputPath],
    files: &Extents,
) -> io::Result<Map<String, Value>> {
    let mut whole = parts[0].whole.clone();
    if parts[0].head.shard.is_none() {
        let inputs = |part: &Part| part.whole.get("inputs").and_then(Value::as_array).cloned().unwrap_or_default();
        whole.insert("inputs".to_owned(), Value::Array(parts.iter().flat_map(inputs).collect()));
    }
    whole.insert("shard".to_owned(), Value::Null);
    whole.insert("outputs".to_owned(), serde_json::to_value(outputs)?);
    whole.insert("files".to_owned(), serde_json::to_value(files)?);
    whole.insert("account".to_owned(), serde_json::to_value(account)?);
    whole.insert("identity".to_owned(), serde_json::to_value(identity)?);
    Ok(whole)
}
