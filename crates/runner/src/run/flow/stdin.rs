//! Standard input that does not hold up a run that was asked to stop.

use std::io::{self, BufReader, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use crossbeam_channel::{Receiver, RecvTimeoutError, bounded};

/// What a pipe holds on Linux.
const CHUNK: usize = 1 << 16;

/// A stop is noticed so soon.
const LOOK_EVERY: Duration = Duration::from_millis(50);

/// The bytes of standard input, read by a thread of its own; ends early once `stop` is set.
///
/// A read of standard input cannot be called off, so it must not happen on a thread that the run waits for.
pub(crate) struct Stdin {
    chunks: Receiver<io::Result<Vec<u8>>>,
    chunk: io::Cursor<Vec<u8>>,
    stop: Arc<AtomicBool>,
}

impl Stdin {
    /// # Errors
    /// If the system gives no more threads.
    pub(crate) fn piped(stop: Arc<AtomicBool>) -> io::Result<Box<BufReader<Self>>> {
        let (sender, chunks) = bounded(4);
        let thread = std::thread::Builder::new().name("stdin".to_owned());
        thread.spawn(move || {
            loop {
                let mut chunk = vec![0; CHUNK];
                let read = io::stdin().read(&mut chunk);
                let last = !matches!(read, Ok(1..));
                let sent = sender.send(read.map(|length| {
                    chunk.truncate(length);
                    chunk
                }));
                if last || sent.is_err() {
                    return;
                }
            }
        })?;
        Ok(Box::new(BufReader::with_capacity(CHUNK, Self { chunks, chunk: io::Cursor::default(), stop })))
    }

    /// The next bytes, or none at the end or after a stop.
    fn next_chunk(&self) -> io::Result<Vec<u8>> {
        loop {
            match self.chunks.recv_timeout(LOOK_EVERY) {
                Ok(chunk) => return chunk,
                Err(RecvTimeoutError::Timeout) if !self.stop.load(Ordering::Relaxed) => {}
                Err(_) => return Ok(Vec::new()),
            }
        }
    }
}

impl Read for Stdin {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if self.chunk.position() == self.chunk.get_ref().len() as u64 {
            self.chunk = io::Cursor::new(self.next_chunk()?);
        }
        self.chunk.read(into)
    }
}
