//! Which article each thread has in hand, where another process can read it.
//!
//! A process that dies of a stack overflow or for want of memory cannot say what it was doing. So every thread notes the
//! article and the stage that it begins in a small file, in a slot of its own; the notes survive the process. Writing one
//! costs less than a microsecond.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// The name of the file in the output folder.
const JOURNAL: &str = ".copydesk.in-hand";

/// An article (8 bytes), a stage (4) and whether it is alone (4), each little-endian.
const SLOT: usize = 16;

/// The writing side.
pub(crate) struct Journal {
    file: File,
}

/// What a thread has in hand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct InHand {
    /// The article's number in the input, from 1.
    pub(crate) article: u64,
    /// The number of the stage, from 1; 0 while it is read.
    pub(crate) stage: u32,
    /// Whether no other thread has an article in hand.
    pub(crate) alone: bool,
}

impl Journal {
    /// Begins an empty journal.
    pub(crate) fn create(folder: &Path, threads: usize) -> io::Result<Self> {
        let file = File::create(folder.join(JOURNAL))?;
        file.set_len((threads * SLOT) as u64)?;
        Ok(Self { file })
    }

    /// Notes what a thread begins, or that it has nothing in hand. A note that cannot be written is a note less.
    pub(crate) fn note(&self, thread: usize, in_hand: Option<InHand>) {
        let mut slot = [0; SLOT];
        if let Some(InHand { article, stage, alone }) = in_hand {
            slot[..8].copy_from_slice(&article.to_le_bytes());
            slot[8..12].copy_from_slice(&stage.to_le_bytes());
            slot[12..].copy_from_slice(&u32::from(alone).to_le_bytes());
        }
        let _ = write_at(&self.file, &slot, (thread * SLOT) as u64);
    }
}

#[cfg(unix)]
fn write_at(file: &File, bytes: &[u8], at: u64) -> io::Result<()> {
    std::os::unix::fs::FileExt::write_all_at(file, bytes, at)
}

#[cfg(windows)]
fn write_at(file: &File, bytes: &[u8], at: u64) -> io::Result<()> {
    std::os::windows::fs::FileExt::seek_write(file, bytes, at).map(drop)
}

/// The reading side.
pub(crate) struct Notes {
    path: PathBuf,
}

impl Notes {
    pub(crate) fn of(folder: &Path) -> Self {
        Self { path: folder.join(JOURNAL) }
    }

    /// Forgets what an earlier process noted.
    pub(crate) fn clear(&self) {
        let _ = std::fs::remove_file(&self.path);
    }

    /// What each thread has in hand, a slot a thread.
    pub(crate) fn read(&self) -> Vec<Option<InHand>> {
        let mut bytes = Vec::new();
        let read = File::open(&self.path).and_then(|mut file| file.read_to_end(&mut bytes));
        if read.is_err() {
            return Vec::new();
        }
        bytes.chunks_exact(SLOT).map(slot).collect()
    }
}

fn slot(bytes: &[u8]) -> Option<InHand> {
    let number = |from: usize| u32::from_le_bytes([bytes[from], bytes[from + 1], bytes[from + 2], bytes[from + 3]]);
    let article = u64::from(number(0)) | u64::from(number(4)) << 32;
    (article > 0).then(|| InHand { article, stage: number(8), alone: number(12) != 0 })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notes_can_be_read_while_they_are_written() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let journal = Journal::create(folder.path(), 3).expect("room for a file");
        let in_hand = InHand { article: 1 << 40, stage: 2, alone: true };
        journal.note(1, Some(in_hand));
        assert_eq!(Notes::of(folder.path()).read(), [None, Some(in_hand), None]);
        journal.note(1, None);
        assert_eq!(Notes::of(folder.path()).read(), [None; 3]);
    }
}
