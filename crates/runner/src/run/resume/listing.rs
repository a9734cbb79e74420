//! The files of the input, as far as they can be known before any of it is read.

use std::fs;
use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};

use copydesk_core::source::ReadError;
use copydesk_formats::files::{self, FoundFile};
use xxhash_rust::xxh3::Xxh3;

/// Files of the input that are kept by name; of further ones a hash, so that the state of a run stays small.
const NAMED_FILES: u64 = 200;

/// What the input is, before any of it is read.
#[derive(Default)]
pub(crate) struct Listing {
    /// The bytes of all files; nothing where they say little about the work (compressed files, standard input).
    pub(crate) bytes: Option<u64>,
    named: Vec<(String, String)>,
    files: u64,
    total: u64,
    hash: u64,
}

impl Listing {
    /// Goes through the inputs without opening them.
    pub(crate) fn of(files: impl Iterator<Item = Result<FoundFile, ReadError>>) -> Self {
        let mut listing = Self { bytes: Some(0), ..Self::default() };
        let mut hash = Xxh3::new();
        for file in files {
            match file {
                Ok(file) => listing.file(&file, &mut hash),
                Err(error) => hash.update(error.place.source().as_bytes()),
            }
        }
        listing.hash = hash.digest();
        listing
    }

    /// The names of the first files, each with its size and times.
    pub(crate) fn named(&self) -> &[(String, String)] {
        &self.named
    }

    /// All files in a word.
    pub(crate) fn whole(&self) -> String {
        format!("{} files of {} bytes ({:016x})", self.files, self.total, self.hash)
    }

    fn file(&mut self, file: &FoundFile, hash: &mut Xxh3) {
        self.files += 1;
        self.total += file.bytes;
        let Some(path) = &file.path else {
            self.bytes = None;
            return hash.update(b"-");
        };
        let packed = path.extension().is_some_and(|e| e == "gz" || e == "zst");
        self.bytes = self.bytes.filter(|_| !packed).map(|bytes| bytes + file.bytes);
        let mut state = format!("of {} bytes, changed at {}", file.bytes, modified(path));
        let beside = files::beside(path);
        if beside.exists() {
            state += &format!(", with metadata changed at {}", modified(&beside));
        }
        hash.update(file.name.as_bytes());
        hash.update(state.as_bytes());
        if self.files <= NAMED_FILES {
            self.named.push((format!("`{}`", file.name), state));
        }
    }
}

/// The time of a file's last change, in seconds since 1970.
fn modified(path: &Path) -> String {
    let time = fs::metadata(path).and_then(|meta| meta.modified()).unwrap_or(UNIX_EPOCH);
    let signed = |time: SystemTime| match time.duration_since(UNIX_EPOCH) {
        Ok(after) => format!("{}.{:09}", after.as_secs(), after.subsec_nanos()),
        Err(before) => format!("-{}.{:09}", before.duration().as_secs(), before.duration().subsec_nanos()),
    };
    signed(time)
}
