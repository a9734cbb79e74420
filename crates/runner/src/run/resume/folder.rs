//! The folder that a run writes to: one run at a time, and never two mixed.
//!
//! While a run is unfinished the folder holds, beside the records, `.copydesk.state`: who the run is and how far it has come.
//! It is the first file that a run writes and the last that it removes, so a folder is always either untouched, unfinished or
//! finished. Names that begin with `.copydesk.` belong to the unfinished run and go with its end.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use copydesk_core::record::without_controls;
use copydesk_core::sink::{Extents, Meter, OutputPath};
use copydesk_formats::disk::{self, OutFile};
use serde::Serialize;

use super::bookkeeping::{ACCOUNT, FAILED, OURS, replace};
use super::checkpoint::{Checkpoint, STATE, Saved, Standing};
use super::finished::{Ended, ended, refuse_damaged};
use super::identity::Identity;
use super::lock::{LOCK, lock};
use super::{measure, outputs};
use crate::run::report::account::Account;
use crate::run::report::failure::Failure;
use crate::run::report::state::State;
use crate::run::request::destination::Begin;

/// The folder of a run, taken.
pub(crate) struct Folder {
    path: PathBuf,
    failed: BufWriter<OutFile>,
    failed_meter: Meter,
    saved: Saved,
    lock: Option<File>,
}

/// A folder, and what there is to do in it.
pub(crate) enum Taken {
    /// All of the run.
    New(Folder),
    /// What follows the checkpoint.
    Resumed(Folder, Box<Standing>),
    /// Nothing: the run is complete.
    Finished(Box<Account>),
}

impl Folder {
    /// Takes a folder for a run that writes these files. The error says why not; nothing is changed then.
    pub(crate) fn take(
        path: &Path,
        begin: Begin,
        identity: &Identity,
        outputs: &[OutputPath],
    ) -> Result<Taken, String> {
        let shown = path.display();
        if path.exists() && !path.is_dir() {
            return Err(format!("the output `{shown}` is a file: name a folder, or - for standard output"));
        }
        fs::create_dir_all(path).map_err(|e| format!("cannot make the output folder `{shown}`: {e}"))?;
        let lock = lock(path)?;
        match Self::take_locked(path, begin, identity, outputs) {
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

    fn take_locked(path: &Path, begin: Begin, identity: &Identity, outputs: &[OutputPath]) -> Result<Taken, String> {
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
        let from = unfinished.and_then(|saved| saved.newest(path));
        let saved = Saved::new(identity.clone(), outputs.to_vec());
        let folder = Self::open(path, saved, from.as_ref());
        let folder = folder.map_err(|e| format!("cannot write to the output folder `{shown}`: {e}"))?;
        Ok(match from {
            Some(from) => Taken::Resumed(folder, Box::new(from)),
            None => Taken::New(folder),
        })
    }

    /// From here on the folder is changed. The state comes first: whatever happens later, the run can be resumed.
    fn open(path: &Path, mut saved: Saved, from: Option<&Standing>) -> io::Result<Self> {
        saved.only(from.map(|from| from.checkpoint.clone()));
        let (failed, failed_meter) = match from {
            Some(from) => {
                from.checkpoint.cut_files(path)?;
                saved.save(path)?;
                let meter = from.meters.get(FAILED).cloned().unwrap_or_else(Meter::of_a_file);
                (OutFile::append(path.join(FAILED))?, meter)
            }
            None => {
                let old = outputs::declared(path);
                saved.save(path)?;
                outputs::remove(path, &[old, saved.outputs.clone()].concat())?;
                (OutFile::create(path.join(FAILED))?, Meter::of_a_file())
            }
        };
        Ok(Self { path: path.to_owned(), failed: BufWriter::new(failed), failed_meter, saved, lock: None })
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// The files that the run writes, `failed.jsonl` and `run.json` aside.
    pub(crate) fn outputs(&self) -> &[OutputPath] {
        &self.saved.outputs
    }

    pub(crate) fn failed(&mut self, failure: &Failure) -> io::Result<()> {
        self.failed_line(&failure.line())
    }

    /// A line of `failed.jsonl`, with its line feed.
    pub(crate) fn failed_line(&mut self, line: &[u8]) -> io::Result<()> {
        self.failed_meter.append(line);
        self.failed.write_all(line)
    }

    /// Saves a checkpoint; its `files` are those of the sink, which are settled.
    pub(crate) fn checkpoint(&mut self, mut checkpoint: Checkpoint) -> io::Result<()> {
        self.sync()?;
        checkpoint.files.insert(FAILED.to_owned(), self.failed_meter.extent());
        self.must_hold(&checkpoint.files)?;
        self.saved.add(checkpoint);
        self.saved.save(&self.path)
    }

    /// Replaces `run.json`, whole or not at all.
    pub(crate) fn account(&self, account: &impl Serialize) -> io::Result<()> {
        let mut json = without_controls(serde_json::to_vec_pretty(account)?);
        json.push(b'\n');
        replace(&self.path, ACCOUNT, &json)
    }

    /// Completes `failed.jsonl`; what is reported as done is on disk.
    fn sync(&mut self) -> io::Result<()> {
        self.failed.flush()?;
        self.failed.get_ref().sync()
    }

    /// Completes the output: what each of its files holds, of which the sink measured some.
    ///
    /// # Errors
    /// If a file is not there any more, or not as long as it was written.
    pub(crate) fn complete(&mut self, mut measured: Extents) -> io::Result<Extents> {
        self.sync()?;
        measured.retain(|name, _| !name.starts_with(OURS));
        measured.insert(FAILED.to_owned(), self.failed_meter.extent());
        self.must_hold(&measured)?;
        for output in &self.saved.outputs {
            if !measured.contains_key(output.as_str()) {
                let extent = measure::measure(&self.path, output.as_str(), None);
                let extent = extent.map_err(|e| io::Error::new(e.kind(), format!("`{output}`: {e}")))?.extent();
                measured.insert(output.to_string(), extent);
            }
        }
        Ok(measured)
    }

    /// Somebody else may have removed or replaced a file that this process still writes to.
    fn must_hold(&self, files: &Extents) -> io::Result<()> {
        let different = files.iter().find_map(|(name, extent)| measure::length_difference(&self.path, name, extent));
        different
            .map_or(Ok(()), |what| Err(io::Error::other(format!("the output was changed by another program: {what}"))))
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
    names.retain(|name| !name.starts_with(OURS) || name == STATE);
    names.sort();
    Ok(names)
}

fn refusal(path: &Path, held: &[String]) -> String {
    let shown = path.display();
    if !held.iter().any(|name| name == ACCOUNT || name == STATE) {
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
fn resumable(path: &Path, held: &[String], identity: &Identity) -> Result<Option<Saved>, String> {
    let shown = path.display();
    match Saved::load(path) {
        Ok(None) if held.is_empty() => Ok(None),
        Ok(None) => Err(refusal(path, held).replace("go on with it by --resume, or ", "")),
        Ok(Some(saved)) => match saved.identity.changes_to(identity) {
            None => Ok(Some(saved)),
            Some(changes) => Err(format!(
                "`{shown}` holds an unfinished run that cannot be resumed, because {changes}: undo the change, or begin anew by --force"
            )),
        },
        Err(e) => Err(format!("the state of the run in `{shown}` cannot be read ({e}): begin anew by --force")),
    }
}

/// A finished run that is asked for again is left as it is, but for what its end may have left behind.
fn finished(path: &Path, ended: Ended, identity: &Identity) -> Result<Taken, String> {
    let shown = path.display();
    if let Some(changes) = ended.identity.changes_to(identity) {
        return Err(format!(
            "`{shown}` holds a finished run, and it is not this one, because {changes}: name another folder, or replace it by --force"
        ));
    }
    refuse_damaged(path, &ended).map_err(|why| format!("{why}: begin anew by --force"))?;
    remove_ours(path).map_err(|e| format!("cannot tidy the output folder `{shown}`: {e}"))?;
    Ok(Taken::Finished(Box::new(ended.account)))
}

/// Removes the bookkeeping of an unfinished run, the state last; the lock stays.
fn remove_ours(path: &Path) -> io::Result<()> {
    for entry in fs::read_dir(path)? {
        let name = entry?.file_name();
        let name = name.to_string_lossy();
        if name.starts_with(OURS) && name != STATE && name != LOCK {
            fs::remove_file(path.join(&*name))?;
        }
    }
    disk::remove(&path.join(STATE))
}
