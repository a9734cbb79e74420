//! Opening a file: its kind checked, its bytes unpacked.

use std::fs::{self, File};
use std::io::{self, BufRead, BufReader};
use std::path::Path;

use copydesk_core::source::{Input, Place, ReadError, ReadOptions};

use super::FoundFile;
use super::compressed::{Most, gzip, zstd};
use super::magic::{Packing, packing};
use super::walk::SPECIAL;

const BUFFER: usize = 1 << 16;

/// Opens a file for its source, gzip and zstd undone, whatever its name says.
///
/// What is wrong with the packed bytes further on (cut short, a wrong checksum) is an error of the reader, after all bytes
/// before it.
///
/// # Errors
/// If the file is not there any more, may not be read, is no regular file, or begins as nothing that is read here does.
pub fn open(file: &FoundFile, options: &ReadOptions) -> Result<Input, ReadError> {
    let bytes = match &file.path {
        Some(path) => on_disk(path).map_err(|e| failed(file, &format!("cannot be opened: {e}")))?,
        None => Box::new(BufReader::with_capacity(BUFFER, io::stdin())) as Box<dyn BufRead + Send>,
    };
    open_from(file, bytes, options)
}

/// As [`open`], with the file's bytes from elsewhere: standard input from a reader that can be stopped, say.
///
/// # Errors
/// As [`open`].
pub fn open_from(
    file: &FoundFile,
    mut bytes: Box<dyn BufRead + Send>,
    options: &ReadOptions,
) -> Result<Input, ReadError> {
    let head = bytes.fill_buf().map_err(|e| failed(file, &format!("cannot be read: {e}")))?;
    let name = file.path.as_deref().map_or("", |_| &file.name);
    let most = Most::of(options);
    let bytes = match packing(head, name).map_err(|why| failed(file, &why))? {
        Packing::Plain => bytes,
        Packing::Gzip => gzip(bytes, most),
        Packing::Zstd => zstd(bytes, most).map_err(|e| failed(file, &format!("cannot be unpacked: {e}")))?,
    };
    let mut input = Input::new(file.name.clone(), bytes);
    (input.path, input.stem, input.max_bytes) = (file.path.clone(), file.stem.clone(), options.max_bytes);
    Ok(input)
}

fn failed(file: &FoundFile, why: &str) -> ReadError {
    ReadError::new(Place::from_parts(file.name.clone(), file.stem.clone(), None), why)
}

/// A pipe that nobody writes to would hang in `open`, so the kind is looked at before.
fn on_disk(path: &Path) -> io::Result<Box<dyn BufRead + Send>> {
    if !fs::metadata(path)?.is_file() {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, SPECIAL));
    }
    Ok(Box::new(BufReader::with_capacity(BUFFER, File::open(path)?)))
}
