//! The folder that a run writes to: one run at a time, and never two mixed.

use std::fs::{self, File, TryLockError};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::failed::Failure;

/// Held, and locked, for as long as the run lives; the system releases it when the process dies.
const LOCK: &str = ".copydesk.lock";
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

/// The folder of a run, taken.
pub(crate) struct Folder {
    path: PathBuf,
    failed: BufWriter<File>,
    lock: Option<File>,
}

impl Folder {
    /// Takes a folder for a new run; `replace` says that an earlier run's files may go.
    ///
    /// The error says why not. Nothing is changed then.
    pub(crate) fn take(path: &Path, replace: bool) -> Result<Self, String> {
        let shown = path.display();
        if path.exists() && !path.is_dir() {
            return Err(format!("the output `{shown}` is a file: name a folder, or - for standard output"));
        }
        fs::create_dir_all(path).map_err(|e| format!("cannot make the output folder `{shown}`: {e}"))?;
        let held = contents(path).map_err(|e| format!("cannot read the output folder `{shown}`: {e}"))?;
        let lock = lock(path)?;
        if !replace && !held.is_empty() {
            let _ = fs::remove_file(path.join(LOCK)); // made by this call, and empty
            return Err(refusal(path, &held));
        }
        remove_run(path).map_err(|e| format!("cannot clear the output folder `{shown}`: {e}"))?;
        let failed = File::create(path.join(FAILED)).map_err(|e| format!("cannot write to `{shown}`: {e}"))?;
        Ok(Self { path: path.to_owned(), failed: BufWriter::new(failed), lock: Some(lock) })
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    pub(crate) fn failed(&mut self, failure: &Failure) -> io::Result<()> {
        self.failed.write_all(&failure.line())
    }

    /// Replaces `run.json`, whole or not at all.
    pub(crate) fn account(&self, account: &impl Serialize) -> io::Result<()> {
        let part = self.path.join("run.json.part");
        let mut json = serde_json::to_vec_pretty(account)?;
        json.push(b'\n');
        let mut file = File::create(&part)?;
        file.write_all(&json)?;
        file.sync_all()?;
        fs::rename(&part, self.path.join(ACCOUNT))
    }

    /// Completes `failed.jsonl`; what is reported as done is on disk.
    pub(crate) fn sync(&mut self) -> io::Result<()> {
        self.failed.flush()?;
        self.failed.get_ref().sync_all()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        if self.lock.take().is_some() {
            let _ = fs::remove_file(self.path.join(LOCK)); // a lock file left behind blocks nobody
        }
    }
}

fn lock(path: &Path) -> Result<File, String> {
    let shown = path.display();
    let file = File::options().create(true).truncate(false).write(true).open(path.join(LOCK));
    let file = file.map_err(|e| format!("cannot write to the output folder `{shown}`: {e}"))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(format!("another run is writing to `{shown}`")),
        Err(TryLockError::Error(e)) => Err(format!("cannot lock the output folder `{shown}`: {e}")),
    }
}

fn contents(path: &Path) -> io::Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(path)? {
        names.push(entry?.file_name().to_string_lossy().into_owned());
    }
    names.retain(|name| name != LOCK);
    names.sort();
    Ok(names)
}

fn refusal(path: &Path, held: &[String]) -> String {
    let shown = path.display();
    if !held.iter().any(|name| name == ACCOUNT) {
        return format!(
            "the output folder `{shown}` holds other files (`{}`, ...): name an empty one, or add --force",
            held[0]
        );
    }
    match state(path) {
        Some(State::Finished) => {
            format!("`{shown}` holds a finished run: name another folder, or replace it by --force")
        }
        _ => format!("`{shown}` holds an unfinished run: name another folder, or replace it by --force"),
    }
}

/// How the run in a folder ended, as far as its account can be read.
fn state(path: &Path) -> Option<State> {
    #[derive(Deserialize)]
    struct Ended {
        state: State,
    }
    let json = fs::read(path.join(ACCOUNT)).ok()?;
    serde_json::from_slice::<Ended>(&json).ok().map(|account| account.state)
}

/// Removes what a run wrote, and nothing else.
fn remove_run(path: &Path) -> io::Result<()> {
    for name in contents(path)? {
        let ours = name == ACCOUNT || name == FAILED || name == "run.json.part" || name.starts_with("articles.");
        if ours {
            fs::remove_file(path.join(name))?;
        }
    }
    Ok(())
}
