//! What a run saves of itself so that it can be resumed.
//!
//! A checkpoint says how long each file of the output was when everything in it was safe on disk, and how far the input was
//! read. It replaces the one before by renaming a small file, so that there is always a whole one. Files are cut to the
//! lengths of a checkpoint before a run goes on. A file that is shorter, or whose end is another one (after a power cut),
//! makes the checkpoint void, and an older one is taken, the beginning of the run at last.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::Path;

use copydesk_core::sink::Lengths;
use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::xxh3_64;

use super::Account;
use super::identity::Identity;

/// The name of the file in the output folder.
pub(crate) const STATE: &str = ".copydesk.state";

/// Checkpoints that are kept, in case the disk lost what it had said to have.
const KEPT: usize = 3;

/// How much of a file's end is compared.
const TAIL: u64 = 1 << 16;

/// Where in the inputs a run is: behind so many records.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Position {
    /// Records, failures to read among them, since the beginning of the input.
    pub(crate) records: u64,
    /// Files begun.
    pub(crate) files: u64,
    /// Records of the last of these files.
    pub(crate) of_file: u64,
}

/// How far a run had come.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Checkpoint {
    pub(crate) at: Position,
    /// Bytes of input, for progress.
    pub(crate) bytes: u64,
    pub(crate) account: Account,
    files: BTreeMap<String, Settled>,
}

/// A file of the output as it stood.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Settled {
    length: u64,
    /// A hash over its last bytes.
    tail: String,
}

/// What is in the file.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct State {
    pub(crate) identity: Identity,
    checkpoints: Vec<Checkpoint>,
}

impl Settled {
    pub(crate) fn of(path: &Path, length: u64) -> io::Result<Self> {
        let mut file = File::open(path)?;
        file.seek(SeekFrom::Start(length.saturating_sub(TAIL)))?;
        let mut tail = Vec::new();
        file.take(length.min(TAIL)).read_to_end(&mut tail)?;
        if (tail.len() as u64) < length.min(TAIL) {
            return Err(io::Error::new(io::ErrorKind::UnexpectedEof, "shorter than it was"));
        }
        Ok(Self { length, tail: format!("{:016x}", xxh3_64(&tail)) })
    }

    fn still_there(&self, path: &Path) -> bool {
        fs::metadata(path).is_ok_and(|meta| meta.len() >= self.length)
            && Self::of(path, self.length).is_ok_and(|now| now == *self)
    }

    fn cut(&self, path: &Path) -> io::Result<()> {
        let file = File::options().write(true).open(path)?;
        file.set_len(self.length)?;
        file.sync_all()
    }
}

impl Checkpoint {
    pub(crate) fn new(folder: &Path, lengths: Lengths, at: Position, bytes: u64, account: Account) -> io::Result<Self> {
        let settled = |(name, length): (String, u64)| Ok((name.clone(), Settled::of(&folder.join(name), length)?));
        let files = lengths.into_iter().map(settled).collect::<io::Result<_>>()?;
        Ok(Self { at, bytes, account, files })
    }

    fn stands(&self, folder: &Path) -> bool {
        self.files.iter().all(|(name, settled)| settled.still_there(&folder.join(name)))
    }

    /// Takes away what was written behind it.
    pub(crate) fn cut_files(&self, folder: &Path) -> io::Result<()> {
        self.files.iter().try_for_each(|(name, settled)| settled.cut(&folder.join(name)))
    }
}

impl State {
    /// The state of a run that has done nothing.
    pub(crate) fn new(identity: Identity) -> Self {
        Self { identity, checkpoints: Vec::new() }
    }

    /// What a folder holds; nothing if it holds none.
    pub(crate) fn load(folder: &Path) -> io::Result<Option<Self>> {
        match fs::read(folder.join(STATE)) {
            Ok(json) => serde_json::from_slice(&json).map(Some).map_err(io::Error::other),
            Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(e) => Err(e),
        }
    }

    /// The newest checkpoint whose files are as they were.
    pub(crate) fn newest(&self, folder: &Path) -> Option<Checkpoint> {
        self.checkpoints.iter().rev().find(|checkpoint| checkpoint.stands(folder)).cloned()
    }

    /// Forgets all checkpoints but one.
    pub(crate) fn only(&mut self, checkpoint: Option<Checkpoint>) {
        self.checkpoints = checkpoint.into_iter().collect();
    }

    pub(crate) fn add(&mut self, checkpoint: Checkpoint) {
        self.checkpoints.push(checkpoint);
        let surplus = self.checkpoints.len().saturating_sub(KEPT);
        self.checkpoints.drain(..surplus);
    }

    pub(crate) fn save(&self, folder: &Path) -> io::Result<()> {
        replace(folder, STATE, &serde_json::to_vec(self)?)
    }
}

/// Replaces a small file, whole or not at all.
pub(crate) fn replace(folder: &Path, name: &str, content: &[u8]) -> io::Result<()> {
    let part = folder
        .join(format!("{}.part", if name.starts_with('.') { name.to_owned() } else { format!(".copydesk.{name}") }));
    let mut file = File::create(&part)?;
    file.write_all(content)?;
    file.sync_all()?;
    fs::rename(&part, folder.join(name))?;
    sync(folder)
}

/// Waits until the disk has the names in the folder. Only Unix lets a folder be opened for that.
fn sync(folder: &Path) -> io::Result<()> {
    if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_torn_or_changed_file_makes_its_checkpoints_void() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let file = folder.path().join("articles.jsonl");
        fs::write(&file, "one\ntwo\nthree\n").expect("room for a file");
        let settled = |length| Settled::of(&file, length).expect("the file is there");
        let (early, late) = (settled(4), settled(14));
        assert!(early.still_there(&file) && late.still_there(&file));
        fs::write(&file, "one\ntwo\nth").expect("room for a file");
        assert!(early.still_there(&file) && !late.still_there(&file), "torn");
        fs::write(&file, "one\ntwo\nthr\0\0\0and more").expect("room for a file");
        assert!(early.still_there(&file) && !late.still_there(&file), "zeros at the end");
        early.cut(&file).expect("the file can be cut");
        assert_eq!(fs::read(&file).expect("the file is there"), b"one\n");
    }
}
