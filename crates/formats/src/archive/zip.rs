//! The members of a zip: the crate `zip` reads the directory, and each member is unpacked from its own place in the file.

use std::fs::File;
use std::io::{self, BufReader, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use flate2::CrcReader;
use flate2::read::DeflateDecoder;
use zip::{CompressionMethod, ZipArchive};

use super::{Exactly, Member};

/// Members that a directory may have: more are no archive of articles.
const MOST: usize = 10_000_000;

/// Where a member is.
struct Entry {
    name: String,
    start: u64,
    packed: u64,
    size: u64,
    crc: u32,
    method: CompressionMethod,
    encrypted: bool,
}

/// The members, in the order of their names.
///
/// # Errors
/// If the directory cannot be read.
pub(super) fn members(path: &Path) -> Result<impl Iterator<Item = Result<Member, String>> + Send + use<>, String> {
    let damaged = |e: &dyn std::fmt::Display| format!("not a zip archive that can be read: {e}");
    let file = File::open(path).map_err(|e| damaged(&e))?;
    let mut archive = ZipArchive::new(BufReader::new(file)).map_err(|e| damaged(&e))?;
    let mut entries = Vec::new();
    for number in 0..archive.len().min(MOST) {
        let member = archive.by_index_raw(number).map_err(|e| damaged(&e))?;
        if member.is_dir() {
            continue;
        }
        entries.push(Entry {
            name: member.name().map_err(|e| damaged(&e))?.replace('\\', "/"),
            start: member.data_start().ok_or_else(|| damaged(&"a member is nowhere"))?,
            packed: member.compressed_size(),
            size: member.size(),
            crc: member.crc32(),
            method: member.compression(),
            encrypted: member.encrypted(),
        });
    }
    entries.sort_by(|a, b| a.name.cmp(&b.name));
    let path: PathBuf = path.to_owned();
    Ok(entries.into_iter().map(move |entry| entry.open(&path)))
}

impl Entry {
    fn open(self, path: &Path) -> Result<Member, String> {
        let failed = |why: &dyn std::fmt::Display| format!("member `{}` cannot be read: {why}", self.name);
        if self.encrypted {
            return Err(failed(&"it is encrypted"));
        }
        let mut file = File::open(path).map_err(|e| failed(&e))?;
        file.seek(SeekFrom::Start(self.start)).map_err(|e| failed(&e))?;
        let packed = BufReader::new(file).take(self.packed);
        let unpacked: Box<dyn Read + Send> = match self.method {
            CompressionMethod::Stored => Box::new(packed),
            CompressionMethod::Deflated => Box::new(DeflateDecoder::new(packed)),
            other => return Err(failed(&format!("it is packed by {other}, where only deflate is read"))),
        };
        let bytes = Checked { bytes: CrcReader::new(Exactly { bytes: unpacked, left: self.size }), crc: self.crc };
        Ok(Member { name: self.name, bytes: Box::new(BufReader::new(bytes)) })
    }
}

/// Bytes whose checksum is compared at their end.
struct Checked<R> {
    bytes: CrcReader<R>,
    crc: u32,
}

impl<R: Read> Read for Checked<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.bytes.read(into)?;
        if read == 0 && !into.is_empty() && self.bytes.crc().sum() != self.crc {
            return Err(io::Error::new(io::ErrorKind::InvalidData, "the member's checksum is wrong"));
        }
        Ok(read)
    }
}
