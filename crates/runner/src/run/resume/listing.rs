//! The files of the input, as far as they can be known before any of it is read.

use std::fs::{self, File};
use std::io::{self, Read, Seek, SeekFrom};
use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};

use copydesk_core::source::ReadError;
use copydesk_formats::files::{self, FoundFile};
use xxhash_rust::xxh3::Xxh3;

/// Files of the input that are kept by name; of further ones a hash, so that the state of a run stays small.
const NAMED_FILES: u64 = 200;

/// What is read of a file to know it again: so much at its beginning, in its middle and at its end.
const SAMPLE: u64 = 64 << 10;

/// What is read of all files together before a run begins: about half a second of a disk that turns. Later files are known by their
/// sizes and times alone.
const MOST_SAMPLED: u64 = 64 << 20;

/// What the input is, before any of it is read.
#[derive(Default)]
pub(crate) struct Listing {
    /// The bytes of all files; nothing where they say little about the work (compressed files, standard input).
    pub(crate) bytes: Option<u64>,
    named: Vec<(String, String)>,
    files: u64,
    total: u64,
    hash: u64,
    sampled: u64,
}

impl Listing {
    /// Goes through the inputs, and reads a little of each.
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
        if self.sampled < MOST_SAMPLED {
            let (sample, bytes) = sample(path, file.bytes).unwrap_or_default();
            self.sampled += bytes;
            state += &format!(", sample {sample:016x}");
        }
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

/// A hash over pieces of a file, and how much was read for it.
fn sample(path: &Path, length: u64) -> io::Result<(u64, u64)> {
    let mut file = File::open(path)?;
    let mut piece = Vec::new();
    let mut hash = Xxh3::new();
    let mut bytes = 0;
    let places = [0, (length / 2).saturating_sub(SAMPLE / 2), length.saturating_sub(SAMPLE)];
    // A short file is one piece.
    let places = if length <= SAMPLE { &places[..1] } else { &places[..] };
    for place in places {
        file.seek(SeekFrom::Start(*place))?;
        piece.clear();
        (&mut file).take(SAMPLE).read_to_end(&mut piece)?;
        hash.update(&piece);
        bytes += piece.len() as u64;
    }
    Ok((hash.digest(), bytes))
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
