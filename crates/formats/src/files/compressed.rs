//! Unpacking gzip and zstd, with errors that say where and what.

use std::io::{self, BufRead, BufReader, Read};

use flate2::bufread::MultiGzDecoder;

const BUFFER: usize = 1 << 16;

/// The largest window that a zstd frame may ask for, as a power of two: 128 MiB, what `zstd` itself allows by default.
const ZSTD_WINDOW: u32 = 27;

/// All members of a gzip file, each checksum verified.
pub(super) fn gzip(packed: Box<dyn BufRead + Send>) -> Box<dyn BufRead + Send> {
    buffered(MultiGzDecoder::new(packed), "gzip")
}

/// All frames of a zstd file, checksums verified where there are any.
pub(super) fn zstd(packed: Box<dyn BufRead + Send>) -> io::Result<Box<dyn BufRead + Send>> {
    let mut decoder = zstd::Decoder::with_buffer(packed)?;
    decoder.window_log_max(ZSTD_WINDOW)?;
    Ok(buffered(decoder, "zstd"))
}

fn buffered(reader: impl Read + Send + 'static, packing: &'static str) -> Box<dyn BufRead + Send> {
    Box::new(BufReader::with_capacity(BUFFER, Unpacked { reader, packing, count: 0 }))
}

struct Unpacked<R> {
    reader: R,
    packing: &'static str,
    count: u64,
}

impl<R: Read> Read for Unpacked<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
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
