//! Joining the outputs of shards: records, failures and accounts, to what one run over the whole input leaves.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, BufRead, BufReader};
use std::path::{Path, PathBuf};

use copydesk_core::sink::{DynSink, Extents, Output};
use copydesk_core::{BuildContext, Registry};
use serde::Deserialize;
use serde_json::{Map, Value};

use super::execute::must_be_outside;
use super::flow::writer::outputs_of;
use super::report::account::Account;
use super::report::state::State;
use super::request::destination::Begin;
use super::request::error::RunError;
use super::request::shard::Shard;
use super::resume::bookkeeping::{ACCOUNT, FAILED};
use super::resume::finished::{Ended, refuse_damaged};
use super::resume::folder::{Folder, Taken};
use super::resume::identity::Identity;

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
    sink: String,
    sink_options: Value,
}

/// Joins the outputs of all shards of a run in a new folder, and returns their accounts as one.
///
/// # Errors
/// [`RunError::Refused`] if they are not all the shards of one run, each finished; [`RunError::Broken`] if something cannot
/// be read or written on the way.
pub fn merge(registry: &Registry, shards: &[PathBuf], out: &Path, begin: Begin) -> Result<Account, RunError> {
    must_be_outside(shards.iter().map(PathBuf::as_path), out).map_err(RunError::Refused)?;
    let parts = parts(shards).map_err(RunError::Refused)?;
    let first = &parts[0];
    let sink = sink(registry, &first.head).map_err(RunError::Refused)?;
    let identity = first.head.ended.identity.unsharded();
    let outputs = outputs_of(sink.as_ref(), &first.head.sink).map_err(RunError::Refused)?;
    let mut folder = match Folder::take(out, begin, &identity, &outputs).map_err(RunError::Refused)? {
        Taken::New(folder) | Taken::Resumed(folder, _) => folder,
        Taken::Finished(account) => return Ok(*account),
    };
    let account = Account::sum(parts.iter().map(|part| &part.head.ended.account));
    let joined = join(sink.as_ref(), &parts, out, &mut folder);
    let written = joined.and_then(|files| folder.account(&account_json(first, &identity, &account, &files)?));
    written.and_then(|()| folder.tidy()).map_err(|e| RunError::Broken(format!("cannot join the shards: {e}")))?;
    Ok(account)
}

/// The shards in their order, all there and of one run.
fn parts(shards: &[PathBuf]) -> Result<Vec<Part>, String> {
    let mut parts = BTreeMap::new();
    for folder in shards {
        let shown = folder.display();
        let part = part(folder).map_err(|e| format!("`{shown}` holds no run that can be joined: {e}"))?;
        if part.head.ended.state != State::Finished {
            return Err(format!("the run in `{shown}` is not finished: go on with it by `copydesk run ... --resume`"));
        }
        refuse_damaged(folder, &part.head.ended)?;
        let shard = part.head.shard.ok_or_else(|| format!("the run in `{shown}` is no shard, but a whole run"))?;
        if let Some(twice) = parts.insert(shard.index, part) {
            return Err(format!("`{}` and `{shown}` are both shard {shard}", twice.folder.display()));
        }
    }
    let of = parts.values().filter_map(|part| part.head.shard).map(|shard| shard.of).max().unwrap_or(0);
    if let Some(missing) = (1..=of).find(|index| !parts.contains_key(index)) {
        return Err(format!("shard {missing}/{of} is missing"));
    }
    let parts: Vec<_> = parts.into_values().collect();
    for part in &parts[1..] {
        if let Some(changes) =
            parts[0].head.ended.identity.unsharded().changes_to(&part.head.ended.identity.unsharded())
        {
            let (one, other) = (parts[0].folder.display(), part.folder.display());
            return Err(format!("`{one}` and `{other}` are not shards of one run, because {changes}"));
        }
    }
    Ok(parts)
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
fn join(sink: &dyn DynSink, parts: &[Part], out: &Path, folder: &mut Folder) -> io::Result<Extents> {
    let mut writer = sink.create(Output::Folder(out.to_owned()))?;
    for part in parts {
        for encoded in sink.read_back(&part.folder)? {
            writer.write(encoded?)?;
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

/// The first shard's `run.json`, with what is true of the whole.
fn account_json(
    first: &Part,
    identity: &Identity,
    account: &Account,
    files: &Extents,
) -> io::Result<Map<String, Value>> {
    let mut whole = first.whole.clone();
    whole.insert("shard".to_owned(), Value::Null);
    whole.insert("files".to_owned(), serde_json::to_value(files)?);
    whole.insert("account".to_owned(), serde_json::to_value(account)?);
    whole.insert("identity".to_owned(), serde_json::to_value(identity)?);
    Ok(whole)
}
