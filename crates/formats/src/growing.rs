//! What a sink appends to: a file in the output folder, or a stream.

use std::io::{self, BufWriter, Write};

use copydesk_core::sink::{Extents, Meter, Output, Resumed};

use crate::disk::{OutFile, sync_folder};

const BUFFER: usize = 1 << 18;

/// A file that only grows, so that a checkpoint is its extent; or a stream, which has none.
pub(crate) struct Growing {
    name: &'static str,
    target: BufWriter<Target>,
    meter: Meter,
}

enum Target {
    File(OutFile),
    Stream(Box<dyn Write + Send>),
}

impl Growing {
    /// Begins the file `name` in the folder, or the stream.
    pub(crate) fn create(out: Output, name: &'static str) -> io::Result<Self> {
        let target = match out {
            Output::Folder(folder) => {
                let file = OutFile::create(folder.join(name))?;
                sync_folder(&folder)?;
                Target::File(file)
            }
            Output::Stream(stream) => Target::Stream(stream),
        };
        Ok(Self { name, target: BufWriter::with_capacity(BUFFER, target), meter: Meter::of_a_file() })
    }

    /// Goes on at the end of the file.
    pub(crate) fn resume(from: &Resumed, name: &'static str) -> io::Result<Self> {
        let file = OutFile::append(from.folder.join(name))?;
        let meter = from.meters.get(name).cloned();
        let meter = meter.ok_or_else(|| io::Error::other(format!("the checkpoint does not know `{name}`")))?;
        Ok(Self { name, target: BufWriter::with_capacity(BUFFER, Target::File(file)), meter })
    }

    pub(crate) fn append(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.meter.append(bytes);
        self.target.write_all(bytes)
    }

    /// The bytes appended so far, those of earlier runs included.
    pub(crate) fn length(&self) -> u64 {
        self.meter.extent().bytes
    }

    /// Waits until the disk has everything; a stream is flushed.
    pub(crate) fn settle(&mut self) -> io::Result<()> {
        self.target.flush()?;
        match self.target.get_ref() {
            Target::File(file) => file.sync(),
            Target::Stream(_) => Ok(()),
        }
    }

    /// [Settles](Self::settle), and says what the file is.
    pub(crate) fn checkpoint(&mut self) -> io::Result<Option<Extents>> {
        if let Target::Stream(_) = self.target.get_ref() {
            return Ok(None);
        }
        self.settle()?;
        Ok(Some(self.extents()))
    }

    /// What was appended, by the name of the file.
    pub(crate) fn extents(&self) -> Extents {
        Extents::from([(self.name.to_owned(), self.meter.extent())])
    }
}

impl Write for Target {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::File(file) => file.write(bytes),
            Self::Stream(stream) => stream.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::File(file) => file.flush(),
            Self::Stream(stream) => stream.flush(),
        }
    }
}
