//! Things put aside on disk while others are read, to be fetched by number.

use std::fs::File;
use std::io::{self, BufRead as _, BufReader, BufWriter, Seek as _, SeekFrom, Write as _};
use std::marker::PhantomData;

use serde::Serialize;
use serde::de::DeserializeOwned;

/// Things that are being put aside, as lines of JSON in a temporary file without a name.
pub(crate) struct Spill<T> {
    file: BufWriter<File>,
    at: u64,
    starts: Vec<u64>,
    of: PhantomData<T>,
}

impl<T: Serialize + DeserializeOwned> Spill<T> {
    pub(crate) fn new() -> io::Result<Self> {
        Ok(Self { file: BufWriter::new(tempfile::tempfile()?), at: 0, starts: Vec::new(), of: PhantomData })
    }

    /// Puts a thing aside and returns its number, from 0.
    pub(crate) fn push(&mut self, thing: &T) -> io::Result<u64> {
        let mut line = serde_json::to_vec(thing)?;
        line.push(b'\n');
        self.file.write_all(&line)?;
        self.starts.push(self.at);
        self.at += line.len() as u64;
        Ok(self.starts.len() as u64 - 1)
    }

    pub(crate) fn into_reader(self) -> io::Result<Spilled<T>> {
        let file = self.file.into_inner().map_err(io::IntoInnerError::into_error)?;
        Ok(Spilled { file: BufReader::new(file), starts: self.starts, of: PhantomData })
    }
}

/// Things that were put aside.
pub(crate) struct Spilled<T> {
    file: BufReader<File>,
    starts: Vec<u64>,
    of: PhantomData<T>,
}

impl<T: DeserializeOwned> Spilled<T> {
    /// The thing with this number.
    pub(crate) fn get(&mut self, number: u64) -> io::Result<T> {
        let start = usize::try_from(number).ok().and_then(|number| self.starts.get(number));
        let start = *start.ok_or(io::ErrorKind::NotFound)?;
        self.file.seek(SeekFrom::Start(start))?;
        let mut line = Vec::new();
        self.file.read_until(b'\n', &mut line)?;
        Ok(serde_json::from_slice(&line)?)
    }
}
