//! How much a sink has written, and what.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::Xxh3;

/// What was written under each path that a sink declares; its files that are known to be no output (those put aside until the
/// end of the run) stand there too.
pub type Extents = BTreeMap<String, Extent>;

/// What was written under one path: how many files, how many bytes, and a checksum over them.
///
/// The checksum of one file is XXH3 (64 bits) of its bytes, as `xxhsum -H3` prints it. Where a path stands for many files it is
/// that of all of them in the order of their names, each followed by its length as 8 bytes, the lowest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Extent {
    /// How many files.
    pub files: u64,
    /// How many bytes all of them hold.
    pub bytes: u64,
    /// Over all of these bytes.
    pub checksum: Checksum,
}

/// A checksum, written as 16 hexadecimal digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Checksum(u64);

impl fmt::Display for Checksum {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}

impl From<Checksum> for String {
    fn from(checksum: Checksum) -> Self {
        checksum.to_string()
    }
}

impl TryFrom<String> for Checksum {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let number = u64::from_str_radix(&text, 16).map_err(|_| format!("`{text:.40}` is no checksum"))?;
        Ok(Self(number))
    }
}

/// Measures what is written under one path, while it is written.
///
/// ```
/// use copydesk_core::sink::Meter;
///
/// let mut file = Meter::of_a_file();
/// file.append(b"one\n");
/// file.append(b"two\n");
/// let mut at_once = Meter::of_a_file();
/// at_once.append(b"one\ntwo\n");
/// assert_eq!(file.extent(), at_once.extent());
/// assert_eq!(file.extent().bytes, 8);
/// ```
#[derive(Clone)]
pub struct Meter {
    files: u64,
    bytes: u64,
    /// Apart, for it takes half a kilobyte.
    hash: Box<Xxh3>,
}

impl Meter {
    /// For a path that is one file, still empty.
    #[must_use]
    pub fn of_a_file() -> Self {
        Self { files: 1, bytes: 0, hash: Box::new(Xxh3::new()) }
    }

    /// For a path that stands for many files, none of them written yet.
    #[must_use]
    pub fn of_many_files() -> Self {
        Self { files: 0, bytes: 0, hash: Box::new(Xxh3::new()) }
    }

    /// Bytes at the end of the one file.
    pub fn append(&mut self, bytes: &[u8]) {
        self.bytes += bytes.len() as u64;
        self.hash.update(bytes);
    }

    /// One more of many files, of so many bytes, all of which were [appended](Self::append).
    pub fn end_file(&mut self, length: u64) {
        self.files += 1;
        self.hash.update(&length.to_le_bytes());
    }

    /// What there is so far.
    #[must_use]
    pub fn extent(&self) -> Extent {
        Extent { files: self.files, bytes: self.bytes, checksum: Checksum(self.hash.digest()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_files_differ_from_the_same_bytes_cut_elsewhere() {
        let measured = |files: &[&[u8]]| {
            let mut meter = Meter::of_many_files();
            for file in files {
                meter.append(file);
                meter.end_file(file.len() as u64);
            }
            meter.extent()
        };
        assert_eq!(measured(&[b"ab", b"c"]), measured(&[b"ab", b"c"]));
        assert_ne!(measured(&[b"ab", b"c"]).checksum, measured(&[b"a", b"bc"]).checksum);
    }

    #[test]
    fn a_checksum_is_read_as_it_is_written() {
        let mut meter = Meter::of_a_file();
        meter.append(b"abc");
        // As `xxhsum -H3` prints it.
        assert_eq!(meter.extent().checksum.to_string(), "78af5f94892f3950");
        let json = serde_json::to_string(&meter.extent()).expect("numbers and digits");
        assert_eq!(serde_json::from_str::<Extent>(&json).expect("as written"), meter.extent());
        assert!(serde_json::from_str::<Checksum>("\"seven\"").is_err());
    }
}
