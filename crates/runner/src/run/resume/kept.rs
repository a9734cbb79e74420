//! A small file beside the records that only grows, measured while it is written.

use std::io::{self, BufWriter, Write};
use std::path::Path;

use copydesk_core::sink::{Extent, Meter};
use copydesk_formats::disk::OutFile;

/// The file and what was measured of it.
pub(crate) struct Kept {
    file: BufWriter<OutFile>,
    meter: Meter,
}

impl Kept {
    /// Begins the file of this name.
    pub(crate) fn create(folder: &Path, name: &str) -> io::Result<Self> {
        Ok(Self { file: BufWriter::new(OutFile::create(folder.join(name))?), meter: Meter::of_a_file() })
    }

    /// Goes on with the file of this name, of which so much was measured.
    pub(crate) fn go_on(folder: &Path, name: &str, meter: Meter) -> io::Result<Self> {
        Ok(Self { file: BufWriter::new(OutFile::append(folder.join(name))?), meter })
    }

    pub(crate) fn append(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.meter.append(bytes);
        self.file.write_all(bytes)
    }

    /// Makes what was written safe on disk.
    pub(crate) fn sync(&mut self) -> io::Result<()> {
        self.file.flush()?;
        self.file.get_ref().sync()
    }

    /// What it holds.
    pub(crate) fn extent(&self) -> Extent {
        self.meter.extent()
    }
}
