//! Unpacking gzip and zstd, with errors that say where and what.

use std::io::{self, BufRead, BufReader, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use copydesk_core::source::ReadOptions;
use flate2::bufread::MultiGzDecoder;

use crate::lines::PATIENCE;

const BUFFER: usize = 1 << 16;

/// The largest window that a zstd frame may ask for, as a power of two: 128 MiB, what `zstd` itself allows by default.
const ZSTD_WINDOW: u32 = 27;

/// How much a file may unpack to.
#[derive(Clone, Copy)]
pub(super) struct Most {
    /// Always.
    bytes: u64,
    /// Beyond that, for each packed byte.
    ratio: u64,
}

impl Most {
    pub(super) fn of(options: &ReadOptions) -> Self {
        Self { bytes: options.max_bytes.saturating_mul(PATIENCE), ratio: options.max_ratio }
    }
}

/// All members of a gzip file, each checksum verified.
pub(super) fn gzip(packed: Box<dyn BufRead + Send>, most: Most) -> Box<dyn BufRead + Send> {
    let (packed, read) = Counted::new(packed);
    buffered(Unpacked { reader: MultiGzDecoder::new(packed), packing: "gzip", read, count: 0, most })
}

/// All frames of a zstd file, checksums verified where there are any.
pub(super) fn zstd(packed: Box<dyn BufRead + Send>, most: Most) -> io::Result<Box<dyn BufRead + Send>> {
    let (packed, read) = Counted::new(packed);
    let mut decoder = zstd::Decoder::with_buffer(packed)?;
    decoder.window_log_max(ZSTD_WINDOW)?;
    Ok(buffered(Unpacked { reader: decoder, packing: "zstd", read, count: 0, most }))
}

fn buffered(reader: impl Read + Send + 'static) -> Box<dyn BufRead + Send> {
    Box::new(BufReader::with_capacity(BUFFER, reader))
}

/// Counts the bytes that are taken.
struct Counted {
    bytes: Box<dyn BufRead + Send>,
    taken: Arc<AtomicU64>,
}

impl Counted {
    fn new(bytes: Box<dyn BufRead + Send>) -> (Self, Arc<AtomicU64>) {
        let taken = Arc::<AtomicU64>::default();
        (Self { bytes, taken: Arc::clone(&taken) }, taken)
    }
}

impl Read for Counted {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.bytes.read(buffer)?;
        self.taken.fetch_add(read as u64, Ordering::Relaxed);
        Ok(read)
    }
}

impl BufRead for Counted {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.bytes.fill_buf()
    }

    fn consume(&mut self, amount: usize) {
        self.taken.fetch_add(amount as u64, Ordering::Relaxed);
        self.bytes.consume(amount);
    }
}

struct Unpacked<R> {
    reader: R,
    packing: &'static str,
    /// How many packed bytes were read.
    read: Arc<AtomicU64>,
    /// How many bytes were unpacked.
    count: u64,
    most: Most,
}

impl<R> Unpacked<R> {
    fn bursts(&self) -> bool {
        let packed = self.read.load(Ordering::Relaxed);
        self.count > self.most.bytes && self.count > packed.saturating_mul(self.most.ratio)
    }
}

impl<R: Read> Read for Unpacked<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.bursts() {
            let (packing, ratio) = (self.packing, self.most.ratio);
            let why =
                format!("the {packing} data unpacks to more than {ratio} times its size (`max-ratio` under [source])");
            return Err(io::Error::new(io::ErrorKind::InvalidData, why));
        }
        let Self { packing, count, .. } = self;
        match self.reader.read(buffer) {
            Ok(read) => {
                *count += read as u64;
                Ok(read)
            }
            Err(e) if e.kind() == io::ErrorKind::Interrupted => Err(e),
            Err(e) if e.kind() == io::ErrorKind::UnexpectedEof => {
                Err(io::Error::new(e.kind(), format!("the {packing} data is cut short after {count} unpacked bytes")))
            }
            Err(e) => Err(io::Error::new(
                e.kind(),
                format!("the {packing} data is damaged after {count} unpacked bytes: {e}"),
            )),
        }
    }
}
