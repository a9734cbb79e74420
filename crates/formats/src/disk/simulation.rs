//! A disk that fails on purpose.
//!
//! It stands between a run and the real disk, on the thread that writes: it counts the steps, fails one of them, and knows what a
//! crash would take away. The files themselves are real.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::Step;

thread_local! {
    static DISK: RefCell<Option<Disk>> = const { RefCell::new(None) };
}

/// What goes wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The power fails: nothing more is done, and what the disk was not asked to have is lost in part.
    Crash,
    /// As a crash, on a disk that says to have what it has not.
    LyingCrash,
    /// The disk is full from here on.
    Full,
    /// One step fails, and the next go well.
    Error,
}

/// What the disk does, and what of it is not safe yet.
struct Disk {
    fault: Fault,
    at: u64,
    steps: u64,
    /// How much of each file is safe; files that are safe to their end are not in it.
    unsafe_from: BTreeMap<PathBuf, u64>,
    /// What stood where a file was put, until its folder is safe.
    replaced: BTreeMap<PathBuf, Option<Vec<u8>>>,
}

/// Puts a disk under this thread that has a fault at a step, counted from 0.
pub fn begin(fault: Fault, at: u64) {
    let (unsafe_from, replaced) = Default::default();
    DISK.set(Some(Disk { fault, at, steps: 0, unsafe_from, replaced }));
}

/// Takes the disk away again; after a crash `lost` says, of so many bytes, how many are. How many steps there were.
pub fn end(mut lost: impl FnMut(u64) -> u64) -> u64 {
    let Some(disk) = DISK.take() else { return 0 };
    let crashed = matches!(disk.fault, Fault::Crash | Fault::LyingCrash) && disk.steps > disk.at;
    if crashed {
        disk.crash(&mut lost);
    }
    disk.steps
}

pub(super) fn is_on() -> bool {
    DISK.with_borrow(Option::is_some)
}

pub(super) fn step(step: Step, path: &Path) -> io::Result<()> {
    DISK.with_borrow_mut(|disk| disk.as_mut().map_or(Ok(()), |disk| disk.step(step, path)))
}

impl Disk {
    fn step(&mut self, step: Step, path: &Path) -> io::Result<()> {
        let now = self.steps;
        self.steps += 1;
        match self.fault {
            Fault::Crash | Fault::LyingCrash if now >= self.at => return Err(io::Error::other("the power failed")),
            Fault::Full if now >= self.at && step != Step::Sync => return Err(io::ErrorKind::StorageFull.into()),
            Fault::Error if now == self.at => return Err(io::Error::other("the disk failed")),
            _ => {}
        }
        self.note(step, path);
        Ok(())
    }

    fn note(&mut self, step: Step, path: &Path) {
        let lies = self.fault == Fault::LyingCrash;
        match step {
            Step::Create => drop(self.unsafe_from.insert(path.to_owned(), 0)),
            Step::Write => {
                let length = fs::metadata(path).map_or(0, |found| found.len());
                self.unsafe_from.entry(path.to_owned()).or_insert(length);
            }
            Step::Sync if !lies => drop(self.unsafe_from.remove(path)),
            Step::Replace => {
                self.replaced.entry(path.to_owned()).or_insert_with(|| fs::read(path).ok());
                self.unsafe_from.remove(path);
            }
            Step::SyncFolder if !lies => self.replaced.retain(|replaced, _| replaced.parent() != Some(path)),
            Step::Sync | Step::SyncFolder => {}
        }
    }

    /// Takes away what was not safe: ends of files, or their bytes, and names.
    fn crash(&self, lost: &mut impl FnMut(u64) -> u64) {
        for (path, before) in &self.replaced {
            if lost(2) == 1 {
                let _ = match before {
                    Some(content) => fs::write(path, content),
                    None => fs::remove_file(path),
                };
            }
        }
        for (path, from) in &self.unsafe_from {
            let Ok(mut content) = fs::read(path) else { continue };
            let from = usize::try_from(*from).unwrap_or(usize::MAX).min(content.len());
            let keep = from + usize::try_from(lost((content.len() - from) as u64 + 1)).unwrap_or(0);
            if lost(2) == 1 {
                content[keep..].fill(0);
            } else {
                content.truncate(keep);
            }
            let _ = fs::write(path, content);
        }
    }
}
