//! Joining the outputs of shards: records, failures and accounts, to what one run over the whole input leaves.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, BufRead, BufReader};
use std::path::{Path, PathBuf};

use copydesk_core::sink::{DynSink, Output};
use copydesk_core::{BuildContext, Registry};
use serde::Deserialize;
use serde_json::{Map, Value};

use super::folder::{Folder, State, Taken};
use super::identity::Identity;
use super::{Account, Begin, RunError, Shard};

/// A shard's `run.json`.
struct Part {
    folder: PathBuf,
    head: Head,
    whole: Map<String, Value>,
}

#[derive(Deserialize)]
struct Head {
    state: State,
    shard: Option<Shard>,
    sink: String,
    sink_options: Value,
    identity: Identity,
    account: Account,
}

/// Joins the outputs of all shards of a run in a new folder, and returns their accounts as one.
///
/// # Errors
/// [`RunError::Refused`] if they are not all the shards of one run, each finished; [`RunError::Broken`] if something cannot
/// be read or written on the way.
pub fn merge(registry: &Registry, shards: &[PathBuf], out: &Path, begin: Begin) -> Result<Account, RunError> {
    let parts = parts(shards).map_err(RunError::Refused)?;
    let first = &parts[0];
    let sink = sink(registry, &first.head).map_err(RunError::Refused)?;
    let identity = first.head.identity.unsharded();
    let mut folder = match Folder::take(out, begin, &identity).map_err(RunError::Refused)? {
        Taken::New(folder) | Taken::Resumed(folder, _) => folder,
        Taken::Finished(account) => return Ok(*account),
    };
    let account = Account::sum(parts.iter().map(|part| &part.head.account));
    let joined = join(sink.as_ref(), &parts, out, &mut folder);
    let written = joined.and_then(|()| folder.account(&account_json(first, &identity, &account)?));
    written.and_then(|()| folder.tidy()).map_err(|e| RunError::Broken(format!("cannot join the shards: {e}")))?;
    Ok(account)
}

/// The shards in their order, all there and of one run.
fn parts(shards: &[PathBuf]) -> Result<Vec<Part>, String> {
    let mut parts = BTreeMap::new();
    for folder in shards {
        let shown = folder.display();
        let part = part(folder).map_err(|e| format!("`{shown}` holds no run that can be joined: {e}"))?;
        if part.head.state != State::Finished {
            return Err(format!("the run in `{shown}` is not finished: go on with it by `copydesk run ... --resume`"));
        }
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
        if let Some(changes) = parts[0].head.identity.unsharded().changes_to(&part.head.identity.unsharded()) {
            let (one, other) = (parts[0].folder.display(), part.folder.display());
            return Err(format!("`{one}` and `{other}` are not shards of one run, because {changes}"));
        }
    }
    Ok(parts)
}

fn part(folder: &Path) -> io::Result<Part> {
    let json = fs::read(folder.join("run.json"))?;
    let head = serde_json::from_slice(&json).map_err(io::Error::other)?;
    let whole = serde_json::from_slice(&json).map_err(io::Error::other)?;
    Ok(Part { folder: folder.to_owned(), head, whole })
}

fn sink(registry: &Registry, head: &Head) -> Result<Box<dyn DynSink>, String> {
    let entry = registry.sinks().iter().find(|entry| entry.name == head.sink);
    let entry = entry.ok_or_else(|| format!("no sink `{}` is linked into this binary", head.sink))?;
    (entry.build)(head.sink_options.clone(), &BuildContext { folder: Path::new(".") }).map_err(|e| e.to_string())
}

fn join(sink: &dyn DynSink, parts: &[Part], out: &Path, folder: &mut Folder) -> io::Result<()> {
    let mut writer = sink.create(Output::Folder(out.to_owned()))?;
    for part in parts {
        for encoded in sink.read_back(&part.folder)? {
            writer.write(encoded?)?;
        }
        let failed = BufReader::new(File::open(part.folder.join("failed.jsonl"))?);
        for line in failed.split(b'\n') {
            folder.failed_line(&line?)?;
        }
    }
    writer.finish()?;
    folder.sync()
}

/// The first shard's `run.json`, with what is true of the whole.
fn account_json(first: &Part, identity: &Identity, account: &Account) -> io::Result<Map<String, Value>> {
    let mut whole = first.whole.clone();
    whole.insert("shard".to_owned(), Value::Null);
    whole.insert("account".to_owned(), serde_json::to_value(account)?);
    whole.insert("identity".to_owned(), serde_json::to_value(identity)?);
    Ok(whole)
}
