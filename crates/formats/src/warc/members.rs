//! The bytes of a WARC file, packed one gzip member a record: each member's checksum is verified before its record counts, and
//! behind a damaged one the next is found.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom};

use flate2::bufread::GzDecoder;

/// How every gzip member begins (RFC 1952).
const MAGIC: [u8; 3] = [0x1F, 0x8B, 8];
/// How every record begins.
const RECORD: &[u8] = b"WARC/";

/// The unpacked members of a file, one behind the other.
pub(super) struct Members {
    /// Where the current member begins.
    start: u64,
    state: State,
}

enum State {
    /// Between two members.
    Between(BufReader<File>),
    Within(Box<BufReader<GzDecoder<BufReader<File>>>>),
    Ended,
}

impl Members {
    /// The members of a file; nothing if it is not packed with gzip.
    pub(super) fn open(path: &std::path::Path) -> io::Result<Option<Self>> {
        let mut file = BufReader::new(File::open(path)?);
        let packed = file.fill_buf()?.starts_with(&MAGIC);
        Ok(packed.then(|| Self { start: 0, state: State::Between(file) }))
    }

    /// Ends the current member, if nothing but line ends is left of it, and with that verifies it; false if more is left.
    pub(super) fn settle(&mut self) -> io::Result<bool> {
        while let State::Within(member) = &mut self.state {
            match member.fill_buf()?.first() {
                Some(b'\r' | b'\n') => member.consume(1),
                Some(_) => return Ok(false),
                None => self.close(),
            }
        }
        Ok(true)
    }

    fn close(&mut self) {
        self.state = match std::mem::replace(&mut self.state, State::Ended) {
            State::Within(member) => State::Between(member.into_inner().into_inner()),
            other => other,
        };
    }

    /// Goes to the next member that holds a record; false if there is none.
    pub(super) fn recover(&mut self) -> io::Result<bool> {
        self.close();
        let State::Between(file) = &mut self.state else { return Ok(false) };
        let mut at = self.start + 1;
        while let Some(found) = find(file, at)? {
            file.seek(SeekFrom::Start(found))?;
            let mut head = [0; RECORD.len()];
            let holds = GzDecoder::new(&mut *file).read_exact(&mut head).is_ok() && head == *RECORD;
            if holds {
                file.seek(SeekFrom::Start(found))?;
                self.start = found;
                return Ok(true);
            }
            at = found + 1;
        }
        self.state = State::Ended;
        Ok(false)
    }
}

/// Where the next member may begin, from a place on.
fn find(file: &mut BufReader<File>, from: u64) -> io::Result<Option<u64>> {
    let mut at = file.seek(SeekFrom::Start(from))?;
    let mut last = [0_u8; MAGIC.len()];
    loop {
        let buffer = file.fill_buf()?;
        if buffer.is_empty() {
            return Ok(None);
        }
        for (number, byte) in buffer.iter().enumerate() {
            last.rotate_left(1);
            last[MAGIC.len() - 1] = *byte;
            let end = at + number as u64 + 1;
            if last == MAGIC && end >= from + MAGIC.len() as u64 {
                return Ok(Some(end - MAGIC.len() as u64));
            }
        }
        let len = buffer.len();
        at += len as u64;
        file.consume(len);
    }
}

impl BufRead for Members {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        loop {
            match std::mem::replace(&mut self.state, State::Ended) {
                State::Ended => return Ok(&[]),
                State::Between(mut file) => {
                    if file.fill_buf()?.is_empty() {
                        return Ok(&[]);
                    }
                    self.start = file.stream_position()?;
                    self.state = State::Within(Box::new(BufReader::new(GzDecoder::new(file))));
                }
                State::Within(mut member) => {
                    let filled = member.fill_buf().map(<[u8]>::is_empty);
                    self.state = State::Within(member);
                    if filled? {
                        self.close();
                        continue;
                    }
                    let State::Within(member) = &mut self.state else { return Ok(&[]) };
                    return member.fill_buf();
                }
            }
        }
    }

    fn consume(&mut self, amount: usize) {
        if let State::Within(member) = &mut self.state {
            member.consume(amount);
        }
    }
}

impl Read for Members {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.fill_buf()?.read(into)?;
        self.consume(read);
        Ok(read)
    }
}
