//! The folder that a run writes to: one run at a time, and never two mixed.
//!
//! While a run is unfinished the folder holds, beside the records, `.copydesk.state`: who the run is and how far it has come.
//! It is the first file that a run writes and the last that it removes, so a folder is always either untouched, unfinished or
//! finished. Names that begin with `.copydesk.` belong to the unfinished run and go with its end.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use copydesk_core::sink::Lengths;
use serde::{Deserialize, Serialize};

use super::Account;
use super::failed::Failure;
use super::identity::Identity;
use super::lock::{LOCK, lock};
use super::state::{self, Checkpoint, Position};

const OURS: &str = ".copydesk.";
const ACCOUNT: &str = "run.json";
const FAILED: &str = "failed.jsonl";

/// What `run.json` says about how a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum State {
    /// It goes on, or was killed.
    Running,
    /// It was stopped by a signal or an error.
    Stopped,
    /// It is complete.
    Finished,
}

/// What to do with what the folder holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Begin {
    /// Refuse a folder that holds anything.
    New,
    /// Replace an earlier run's files.
    Replace,
    /// Go on with an unfinished run; begin where there is none.
    Resume,
}

/// The folder of a run, taken.
pub(crate) struct Folder {
    path: PathBuf,
    failed: BufWriter<File>,
    state: state::State,
    lock: Option<File>,
}

/// A folder, and what there is to do in it.
pub(crate) enum Taken {
    /// All of the run.
    New(Folder),
    /// What follows the checkpoint.
    Resumed(Folder, Box<Checkpoint>),
    /// Nothing: the run is complete.
    Finished(Box<Account>),
}

impl Folder {
    /// Takes a folder for a run. The error says why not; nothing is changed then.
    pub(crate) fn take(path: &Path, begin: Begin, identity: &Identity) -> Result<Taken, String> {
        let shown = path.display();
        if path.exists() && !path.is_dir() {
            return Err(format!("the output `{shown}` is a file: name a folder, or - for standard output"));
        }
        fs::create_dir_all(path).map_err(|e| format!("cannot make the output folder `{shown}`: {e}"))?;
        let lock = lock(path)?;
        match Self::take_locked(path, begin, identity) {
            Ok(Taken::New(folder)) => Ok(Taken::New(folder.locked_by(lock))),
            Ok(Taken::Resumed(folder, from)) => Ok(Taken::Resumed(folder.locked_by(lock), from)),
            other => {
                let _ = fs::remove_file(path.join(LOCK)); // still held
                other
            }
        }
    }

    fn locked_by(mut self, lock: File) -> Self {
        self.lock = Some(lock);
        self
    }

    fn take_locked(path: &Path, begin: Begin, identity: &Identity) -> Result<Taken, String> {
        let shown = path.display();
        let held = contents(path).map_err(|e| format!("cannot read the output folder `{shown}`: {e}"))?;
        let unfinished = match (begin, held.is_empty()) {
            (Begin::New, false) => return Err(refusal(path, &held)),
            (Begin::New | Begin::Replace, _) => None,
            (Begin::Resume, _) => match ended(path) {
                Some(ended) if ended.state == State::Finished => return finished(path, ended, identity),
                _ => resumable(path, &held, identity)?,
            },
        };
        let from = unfinished.and_then(|state| state.newest(path));
        let folder = Self::open(path, identity, from.as_ref());
        let folder = folder.map_err(|e| format!("cannot write to the output folder `{shown}`: {e}"))?;
        Ok(match from {
            Some(from) => Taken::Resumed(folder, Box::new(from)),
            None => Taken::New(folder),
        })
    }

    /// From here on the folder is changed. The state comes first: whatever happens later, the run can be resumed.
    fn open(path: &Path, identity: &Identity, from: Option<&Checkpoint>) -> io::Result<Self> {
        let mut state = state::State::new(identity.clone());
        state.only(from.cloned());
        let failed = match from {
            Some(from) => {
                from.cut_files(path)?;
                state.save(path)?;
                File::options().append(true).open(path.join(FAILED))?
            }
            None => {
                state.save(path)?;
                remove_run(path)?;
                File::create(path.join(FAILED))?
            }
        };
        Ok(Self { path: path.to_owned(), failed: BufWriter::new(failed), state, lock: None })
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    pub(crate) fn failed(&mut self, failure: &Failure) -> io::Result<()> {
        self.failed.write_all(&failure.line())
    }

    /// A line of another run's `failed.jsonl`.
    pub(crate) fn failed_line(&mut self, line: &[u8]) -> io::Result<()> {
        self.failed.write_all(line)?;
        self.failed.write_all(b"\n")
    }

    /// Saves a checkpoint; `lengths` are those of the sink, whose files are settled.
    pub(crate) fn checkpoint(
        &mut self,
        mut lengths: Lengths,
        at: Position,
        bytes: u64,
        account: &Account,
    ) -> io::Result<()> {
        self.sync()?;
        lengths.insert(FAILED.to_owned(), self.failed.get_ref().metadata()?.len());
        self.state.add(Checkpoint::new(&self.path, lengths, at, bytes, account.clone())?);
        self.state.save(&self.path)
    }

    /// Replaces `run.json`, whole or not at all.
    pub(crate) fn account(&self, account: &impl Serialize) -> io::Result<()> {
        let mut json = serde_json::to_vec_pretty(account)?;
        json.push(b'\n');
        state::replace(&self.path, ACCOUNT, &json)
    }

    /// Completes `failed.jsonl`; what is reported as done is on disk.
    pub(crate) fn sync(&mut self) -> io::Result<()> {
        self.failed.flush()?;
        self.failed.get_ref().sync_data()
    }

    /// Takes away what only an unfinished run needs.
    pub(crate) fn tidy(&self) -> io::Result<()> {
        remove_ours(&self.path)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        if self.lock.take().is_some() {
            let _ = fs::remove_file(self.path.join(LOCK)); // a lock file left behind blocks nobody
        }
    }
}

/// The names in the folder, our own bookkeeping aside.
fn contents(path: &Path) -> io::Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(path)? {
        names.push(entry?.file_name().to_string_lossy().into_owned());
    }
    names.retain(|name| !name.starts_with(OURS) || name == state::STATE);
    names.sort();
    Ok(names)
}

fn refusal(path: &Path, held: &[String]) -> String {
    let shown = path.display();
    if !held.iter().any(|name| name == ACCOUNT || name == state::STATE) {
        return format!(
            "the output folder `{shown}` holds other files (`{}`, ...): name an empty one, or add --force",
            held[0]
        );
    }
    match ended(path).map(|ended| ended.state) {
        Some(State::Finished) => {
            format!("`{shown}` holds a finished run: name another folder, or replace it by --force")
        }
        _ => format!("`{shown}` holds an unfinished run: go on with it by --resume, or replace it by --force"),
    }
}

/// The unfinished run that the folder holds, if it is the one that is asked for.
fn resumable(path: &Path, held: &[String], identity: &Identity) -> Result<Option<state::State>, String> {
    let shown = path.display();
    match state::State::load(path) {
        Ok(None) if held.is_empty() => Ok(None),
        Ok(None) => Err(refusal(path, held).replace("go on with it by --resume, or ", "")),
        Ok(Some(state)) => match state.identity.changes_to(identity) {
            None => Ok(Some(state)),
            Some(changes) => Err(format!(
                "`{shown}` holds an unfinished run that cannot be resumed, because {changes}: undo the change, or begin anew by --force"
            )),
        },
        Err(e) => Err(format!("the state of the run in `{shown}` cannot be read ({e}): begin anew by --force")),
    }
}

/// What of `run.json` is read again.
#[derive(Deserialize)]
struct Ended {
    state: State,
    #[serde(default)]
    identity: Identity,
    account: Account,
}

/// How the run in a folder ended, as far as its account can be read.
fn ended(path: &Path) -> Option<Ended> {
    serde_json::from_slice(&fs::read(path.join(ACCOUNT)).ok()?).ok()
}

/// A finished run that is asked for again is left as it is, but for what its end may have left behind.
fn finished(path: &Path, ended: Ended, identity: &Identity) -> Result<Taken, String> {
    let shown = path.display();
    if let Some(changes) = ended.identity.changes_to(identity) {
        return Err(format!(
            "`{shown}` holds a finished run, and it is not this one, because {changes}: name another folder, or replace it by --force"
        ));
    }
    remove_ours(path).map_err(|e| format!("cannot tidy the output folder `{shown}`: {e}"))?;
    Ok(Taken::Finished(Box::new(ended.account)))
}

/// Removes what a run wrote, and nothing else; the state stays.
fn remove_run(path: &Path) -> io::Result<()> {
    for name in contents(path)? {
        let records = name.starts_with("articles.") || name == ACCOUNT || name == FAILED;
        if records {
            fs::remove_file(path.join(name))?;
        }
    }
    Ok(())
}

/// Removes the bookkeeping of an unfinished run, the state last; the lock stays.
fn remove_ours(path: &Path) -> io::Result<()> {
    for entry in fs::read_dir(path)? {
        let name = entry?.file_name();
        let name = name.to_string_lossy();
        if name.starts_with(OURS) && name != state::STATE && name != LOCK {
            fs::remove_file(path.join(&*name))?;
        }
    }
    match fs::remove_file(path.join(state::STATE)) {
        Err(e) if e.kind() != io::ErrorKind::NotFound => Err(e),
        _ => Ok(()),
    }
}
