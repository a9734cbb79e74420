//! The folder that a run writes to: one run at a time, and never two mixed.
//!
//! While a run is unfinished the folder holds, beside the records, `.copydesk.state`: who the run is and how far it has come.
//! It is the first file that a run writes and the last that it removes, so a folder is always either untouched, unfinished or
//! finished. Names that begin with `.copydesk.` belong to the unfinished run and go with its end.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use copydesk_core::record::without_controls;
use copydesk_core::sink::{Extents, Meter, OutputPath};
use copydesk_formats::disk;
use serde::Serialize;

use super::bookkeeping::{ACCOUNT, FAILED, OURS, replace};
use super::checkpoint::{Checkpoint, STATE, Saved, Standing};
use super::finished::{Ended, ended, refuse_damaged};
use super::identity::Identity;
use super::kept::Kept;
use super::lock::{LOCK, lock};
use super::{measure, outputs};
use crate::run::add::{INDEX, Ledger, Row};
use crate::run::report::account::Account;
use crate::run::report::failure::Failure;
use crate::run::report::state::State;
use crate::run::request::destination::Begin;

/// The folder of a run, taken.
pub(crate) struct Folder {
    path: PathBuf,
    failed: Kept,
    ledger: Option<Ledger>,
    saved: Saved,
    lock: Option<File>,
}

/// Reads again what a finished run holds, or says why it cannot.
pub(crate) type ReadRows<'c> = &'c dyn Fn(&Ended) -> Result<Vec<Row>, String>;

/// What a run wants of a folder.
pub(crate) struct Claim<'c> {
    /// What is to become of what the folder holds.
    pub(crate) begin: Begin,
    /// Who the run is.
    pub(crate) identity: &'c Identity,
    /// What it writes.
    pub(crate) outputs: &'c [OutputPath],
    /// In a run that adds: reads again what a finished run holds that did not note it.
    pub(crate) rows: Option<ReadRows<'c>>,
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

/// Where a run begins that does not begin anew.
struct Start {
    from: Standing,
    /// The end of the finished run that is added to.
    base: Option<Checkpoint>,
    /// What that run holds, if it did not note it.
    rows: Option<Vec<Row>>,
}

impl Folder {
    /// Takes a folder for a run. The error says why not; nothing is changed then.
    pub(crate) fn take(path: &Path, claim: &Claim<'_>) -> Result<Taken, String> {
        let shown = path.display();
        if path.exists() && !path.is_dir() {
            return Err(format!("the output `{shown}` is a file: name a folder, or - for standard output"));
        }
        fs::create_dir_all(path).map_err(|e| format!("cannot make the output folder `{shown}`: {e}"))?;
        let lock = lock(path)?;
        match Self::take_locked(path, claim) {
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

    fn take_locked(path: &Path, claim: &Claim<'_>) -> Result<Taken, String> {
        let shown = path.display();
        let held = contents(path).map_err(|e| format!("cannot read the output folder `{shown}`: {e}"))?;
        let begin = claim.begin;
        let start = match (begin, held.is_empty()) {
            (Begin::New, false) => return Err(refusal(path, &held)),
            (Begin::New | Begin::Replace, _) | (_, true) => None,
            (Begin::Resume | Begin::Add, false) => {
                let finished_run = ended(path).filter(|ended| ended.state == State::Finished);
                let is_asked_for = |ended: &Ended| ended.identity == *claim.identity;
                match finished_run {
                    Some(ended) if is_asked_for(&ended) => return finished(path, ended, claim.identity),
                    Some(ended) if !held.iter().any(|name| name == STATE) => match claim.rows {
                        Some(rows) if begin == Begin::Add => Some(after(path, ended, claim.identity, rows)?),
                        _ => return finished(path, ended, claim.identity),
                    },
                    _ => resumable(path, &held, claim)?,
                }
            }
        };
        let mut saved = Saved::new(claim.identity.clone(), claim.outputs.to_vec());
        let opened = match start {
            Some(Start { from, base, rows }) => {
                saved.base = base;
                Self::go_on(path, saved, from, rows, claim.rows.is_some())
            }
            None => Self::begin(path, saved, claim.rows.is_some()),
        };
        opened.map_err(|e| format!("cannot write to the output folder `{shown}`: {e}"))
    }

    /// Begins anew. From here on the folder is changed. The state comes first: whatever happens later, the run can be resumed.
    fn begin(path: &Path, saved: Saved, adds: bool) -> io::Result<Taken> {
        let old = outputs::declared(path);
        saved.save(path)?;
        outputs::remove(path, &[old, saved.outputs.clone()].concat())?;
        let failed = Kept::create(path, FAILED)?;
        let ledger = adds.then(|| Ledger::create(path, &[])).transpose()?;
        Ok(Taken::New(Self { path: path.to_owned(), failed, ledger, saved, lock: None }))
    }

    /// Goes on after a checkpoint. The state comes first here too; only what the folder holds of a run that did not note it is
    /// noted before, in a file that nobody else knows of.
    fn go_on(
        path: &Path,
        mut saved: Saved,
        mut from: Standing,
        rows: Option<Vec<Row>>,
        adds: bool,
    ) -> io::Result<Taken> {
        let mut ledger = None;
        if let Some(rows) = rows {
            let noted = Ledger::create(path, &rows)?;
            noted.put_extents(&mut from.checkpoint.files);
            saved.base = Some(from.checkpoint.clone());
            ledger = Some(noted);
        }
        saved.only(Some(from.checkpoint.clone()));
        from.checkpoint.cut_files(path)?;
        saved.save(path)?;
        let mut meter = |name: &str| from.meters.get(name).cloned().unwrap_or_else(Meter::of_a_file);
        let failed = Kept::go_on(path, FAILED, meter(FAILED))?;
        if adds && ledger.is_none() {
            ledger = Some(Ledger::go_on(path, &mut meter)?);
        }
        Ok(Taken::Resumed(Self { path: path.to_owned(), failed, ledger, saved, lock: None }, Box::new(from)))
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
        self.failed.append(line)
    }

    /// Saves a checkpoint; its `files` are those of the sink, which are settled.
    pub(crate) fn checkpoint(&mut self, mut checkpoint: Checkpoint) -> io::Result<()> {
        self.sync()?;
        self.put_extents(&mut checkpoint.files);
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

    /// What the output holds, in a run that adds to it.
    pub(crate) fn ledger(&self) -> Option<&Ledger> {
        self.ledger.as_ref()
    }

    /// The same, to be added to.
    pub(crate) fn ledger_mut(&mut self) -> Option<&mut Ledger> {
        self.ledger.as_mut()
    }

    /// The account of the finished run that this one adds to.
    pub(crate) fn account_before(&self) -> Option<&Account> {
        self.saved.base.as_ref().map(|base| &base.account)
    }

    /// Completes the run's own files; what is reported as done is on disk.
    fn sync(&mut self) -> io::Result<()> {
        self.failed.sync()?;
        self.ledger.as_mut().map_or(Ok(()), Ledger::sync)
    }

    /// Says what the run's own files hold.
    fn put_extents(&self, files: &mut Extents) {
        files.insert(FAILED.to_owned(), self.failed.extent());
        if let Some(ledger) = &self.ledger {
            ledger.put_extents(files);
        }
    }

    /// Completes the output: what each of its files holds, of which the sink measured some.
    ///
    /// # Errors
    /// If a file is not there any more, or not as long as it was written.
    pub(crate) fn complete(&mut self, mut measured: Extents) -> io::Result<Extents> {
        self.sync()?;
        measured.retain(|name, _| !name.starts_with(OURS));
        self.put_extents(&mut measured);
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

/// Where the unfinished run goes on that the folder holds, if it is the one that is asked for; nowhere if it had done nothing.
fn resumable(path: &Path, held: &[String], claim: &Claim<'_>) -> Result<Option<Start>, String> {
    let shown = path.display();
    let saved = Saved::load(path);
    let saved = saved
        .map_err(|e| format!("the state of the run in `{shown}` cannot be read ({e}): begin anew by --force"))?
        .ok_or_else(|| refusal(path, held).replace("go on with it by --resume, or ", ""))?;
    let Some(changes) = saved.identity.changes_to(claim.identity) else {
        let base = saved.base.clone();
        let from = saved.newest(path).or_else(|| base.clone()?.standing(path));
        return match from {
            Some(from) => Ok(Some(Start { from, base, rows: None })),
            None if base.is_some() => Err(no_longer(path)),
            None => Ok(None),
        };
    };
    let of_any_input = saved.identity.of_any_input().changes_to(&claim.identity.of_any_input());
    if claim.begin != Begin::Add || !saved.adds() || of_any_input.is_some() {
        return Err(format!(
            "`{shown}` holds an unfinished run that cannot be resumed, because {changes}: undo the change, or begin anew by --force"
        ));
    }
    let Some(base) = saved.base else { return Ok(None) };
    let from = base.clone().standing(path).ok_or_else(|| no_longer(path))?;
    Ok(Some(Start { from, base: Some(base), rows: None }))
}

/// Where a run begins that adds to a finished one.
fn after(path: &Path, ended: Ended, identity: &Identity, rows: ReadRows<'_>) -> Result<Start, String> {
    let shown = path.display();
    if let Some(changes) = ended.identity.of_any_input().changes_to(&identity.of_any_input()) {
        return Err(format!(
            "the finished run in `{shown}` cannot be added to, because {changes}: name another folder, or replace it by --force"
        ));
    }
    if ended.identity.is_of_part() {
        return Err(format!("`{shown}` holds a part of a run: join the parts by `copydesk merge` first"));
    }
    refuse_damaged(path, &ended).map_err(|why| format!("{why}: begin anew by --force"))?;
    let rows = if ended.files.contains_key(INDEX) { None } else { Some(rows(&ended)?) };
    let base = Checkpoint::end_of(ended.account, ended.files);
    let from = base.clone().standing(path).ok_or_else(|| no_longer(path))?;
    Ok(Start { from, base: Some(base), rows })
}

/// What was added to has been changed: nothing is right to go on from.
fn no_longer(path: &Path) -> String {
    format!(
        "`{}` no longer holds what the run had written: take it from a copy, or begin anew by --force",
        path.display()
    )
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
