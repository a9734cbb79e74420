//! Cutting a WARC file into its records (ISO 28500, versions 1.0 and 1.1).
//!
//! A record that cannot be read is one failure: the next one is looked for behind its beginning.

use std::io::{self, BufRead, Cursor, Read};

use copydesk_core::source::{Input, Place, Raw, ReadError, Skips};

use super::header::Header;
use super::http;
use super::members::Members;
use crate::lines::too_long;

/// The longest header of a record, in bytes.
const LONGEST_HEADER: u64 = 1 << 16;

/// A page or a text that was crawled.
pub struct Record {
    pub(super) header: Header,
    pub(super) block: Vec<u8>,
}

/// Where a file's bytes come from.
pub(super) enum Bytes {
    /// Unpacked already, or never packed.
    Stream(Box<dyn BufRead + Send>),
    Members(Members),
}

/// Bytes that can be put back and read again.
struct Reader {
    back: Cursor<Vec<u8>>,
    bytes: Bytes,
}

impl Reader {
    /// Puts bytes before those that are still to be read.
    fn put_back(&mut self, bytes: &[u8]) {
        let at = usize::try_from(self.back.position()).unwrap_or(usize::MAX);
        let rest = self.back.get_ref().get(at..).unwrap_or_default();
        self.back = Cursor::new([bytes, rest].concat());
    }

    fn is_back(&self) -> bool {
        self.back.has_left()
    }
}

/// Whether bytes are left to be read.
trait HasLeft {
    fn has_left(&self) -> bool;
}

impl HasLeft for Cursor<Vec<u8>> {
    fn has_left(&self) -> bool {
        self.position() < self.get_ref().len() as u64
    }
}

impl BufRead for Reader {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.is_back() {
            return self.back.fill_buf();
        }
        match &mut self.bytes {
            Bytes::Stream(bytes) => bytes.fill_buf(),
            Bytes::Members(members) => members.fill_buf(),
        }
    }

    fn consume(&mut self, amount: usize) {
        if self.is_back() {
            return self.back.consume(amount);
        }
        match &mut self.bytes {
            Bytes::Stream(bytes) => bytes.consume(amount),
            Bytes::Members(members) => members.consume(amount),
        }
    }
}

impl Read for Reader {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.fill_buf()?.read(into)?;
        self.consume(read);
        Ok(read)
    }
}

/// What became of a record.
enum Trouble {
    /// Its bytes cannot be read.
    Damaged(io::Error),
    /// It is not as the format says. Its bytes as far as they were read, to look for the next one in.
    Wrong(String, Vec<u8>),
}

impl From<io::Error> for Trouble {
    fn from(error: io::Error) -> Self {
        Self::Damaged(error)
    }
}

/// The records of a file that can hold an article, numbered among all its records.
pub(super) struct Records {
    reader: Reader,
    file: String,
    stem: String,
    limit: u64,
    number: u64,
    ended: bool,
    skips: Skips,
}

impl Records {
    /// The records of a file. One on disk that is packed with gzip is unpacked here, member by member.
    pub(super) fn new(input: Input) -> io::Result<Self> {
        let Input { name: file, path, stem, bytes, max_bytes: limit, skips, .. } = input;
        let members = path.map(|path| Members::open(&path)).transpose()?.flatten();
        let bytes = members.map_or(Bytes::Stream(bytes), Bytes::Members);
        let reader = Reader { back: Cursor::default(), bytes };
        Ok(Self { reader, file, stem, limit, number: 0, ended: false, skips })
    }

    /// The next record's header; nothing at the end of the file.
    fn header(&mut self) -> Result<Option<Header>, Trouble> {
        let mut version = Vec::new();
        while version.trim_ascii().is_empty() {
            version.clear();
            if self.line(&mut version)? == 0 {
                return Ok(None);
            }
        }
        if !begins_record(&version) {
            return Err(Trouble::Wrong("no WARC record begins here".to_owned(), Vec::new()));
        }
        let mut lines = Vec::new();
        loop {
            let start = lines.len();
            if self.line(&mut lines)? == 0 {
                return Err(Trouble::Wrong("the file is cut short inside a header".to_owned(), lines));
            }
            if lines[start..].trim_ascii().is_empty() {
                return Ok(Some(Header::parse(&lines)));
            }
            if lines.len() as u64 > LONGEST_HEADER {
                return Err(Trouble::Wrong("the header of a record is too long".to_owned(), lines));
            }
        }
    }

    fn line(&mut self, line: &mut Vec<u8>) -> io::Result<usize> {
        (&mut self.reader).take(LONGEST_HEADER).read_until(b'\n', line)
    }

    /// The block of a record, if the next one begins where it says that it ends.
    fn block(&mut self, length: u64) -> Result<Vec<u8>, Trouble> {
        let mut block = Vec::new();
        (&mut self.reader).take(length).read_to_end(&mut block)?;
        if (block.len() as u64) < length {
            return Err(Trouble::Wrong("the file is cut short inside a record".to_owned(), block));
        }
        let ended = match &mut self.reader.bytes {
            Bytes::Members(members) if !self.reader.back.has_left() => members.settle()?,
            _ => false,
        };
        if (ended || self.ends_well()?) && !holds_record(&block) {
            Ok(block)
        } else {
            let why = "its Content-Length is wrong: no record begins where it says that it ends";
            Err(Trouble::Wrong(why.to_owned(), block))
        }
    }

    /// Whether nothing stands before the next record but line ends.
    fn ends_well(&mut self) -> io::Result<bool> {
        while matches!(self.reader.fill_buf()?.first(), Some(b'\r' | b'\n')) {
            self.reader.consume(1);
        }
        let mut next = Vec::new();
        (&mut self.reader).take(7).read_to_end(&mut next)?;
        self.reader.put_back(&next);
        Ok(next.is_empty() || begins_record(&next))
    }

    /// Passes over a block that is too long to be held; a record that begins in it ends it.
    fn skip(&mut self, length: u64) -> Result<(), Trouble> {
        let (mut left, mut line) = (length, Vec::new());
        while left > 0 {
            line.clear();
            let read = (&mut self.reader).take(left.min(LONGEST_HEADER)).read_until(b'\n', &mut line)?;
            if read == 0 {
                return Err(Trouble::Wrong("the file is cut short inside a record".to_owned(), Vec::new()));
            }
            if begins_record(&line) {
                return Err(Trouble::Wrong("its Content-Length is wrong: a record begins in it".to_owned(), line));
            }
            left -= read as u64;
        }
        Ok(())
    }

    /// The next record that can hold an article.
    fn advance(&mut self) -> Result<Option<Result<Raw<Record>, ReadError>>, Trouble> {
        loop {
            self.number += 1;
            let Some(header) = self.header()? else { return Ok(None) };
            let length = header.get("Content-Length").and_then(|length| length.parse().ok());
            let Some(length) = length else {
                return Err(Trouble::Wrong("a record without a Content-Length".to_owned(), Vec::new()));
            };
            if length > self.limit {
                self.skip(length)?;
                if !holds_text(&header) {
                    self.skips.add("a record that holds no page and no text", Some(self.number));
                    continue;
                }
                return Ok(Some(Err(self.failed(too_long(self.limit)))));
            }
            let block = self.block(length)?;
            if !holds_text(&header) {
                self.skips.add("a record that holds no page and no text", Some(self.number));
            } else if header.get("WARC-Type") == Some("conversion") || http::is_page(&block) {
                let (place, bytes) = (self.place(), block.len());
                return Ok(Some(Ok(Raw::new(Record { header, block }, place, bytes))));
            } else {
                self.skips.add("a response that brings no page", Some(self.number));
            }
        }
    }

    /// Goes to where the next record begins.
    fn recover(&mut self, trouble: Trouble) -> (String, io::Result<()>) {
        match trouble {
            Trouble::Damaged(error) => {
                let recovered = match &mut self.reader.bytes {
                    Bytes::Members(members) => members.recover(),
                    Bytes::Stream(_) => Ok(false),
                };
                self.ended = !matches!(recovered, Ok(true));
                self.reader.back = Cursor::default();
                let further = if self.ended { "cannot be read any further" } else { "the record is damaged" };
                (format!("{further}: {error}"), recovered.map(drop))
            }
            Trouble::Wrong(why, bytes) => {
                self.reader.put_back(&bytes);
                (why, self.pass_to_next())
            }
        }
    }

    fn pass_to_next(&mut self) -> io::Result<()> {
        let mut line = Vec::new();
        loop {
            line.clear();
            if self.line(&mut line)? == 0 {
                return Ok(());
            }
            if begins_record(&line) {
                self.reader.put_back(&line);
                return Ok(());
            }
        }
    }

    fn place(&self) -> Place {
        Place::from_parts(self.file.clone(), self.stem.clone(), Some(self.number))
    }

    fn failed(&self, why: impl Into<String>) -> ReadError {
        ReadError::new(self.place(), why)
    }
}

/// Whether a line is the first of a record.
fn begins_record(line: &[u8]) -> bool {
    line.starts_with(b"WARC/1.") || line.starts_with(b"WARC/0.")
}

/// Whether another record begins in a block: its length is wrong, and happens to end where a later record does.
fn holds_record(block: &[u8]) -> bool {
    memchr::memmem::find_iter(block, b"\nWARC/1.").any(|at| {
        let header = &block[at..block.len().min(at + 400)];
        memchr::memmem::find(header, b"\nWARC-Type:").is_some()
    })
}

fn holds_text(header: &Header) -> bool {
    let kind = header.get("Content-Type").unwrap_or_default();
    match header.get("WARC-Type") {
        Some("response") => kind.starts_with("application/http"),
        Some("conversion") => kind.starts_with("text/plain"),
        _ => false,
    }
}

impl Iterator for Records {
    type Item = Result<Raw<Record>, ReadError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.ended {
            return None;
        }
        self.advance().unwrap_or_else(|trouble| {
            let failure = self.failed("");
            let (why, recovered) = self.recover(trouble);
            // What fails on the way to the next record is told with the next one.
            self.ended |= recovered.is_err() && matches!(self.reader.bytes, Bytes::Stream(_));
            Some(Err(ReadError::new(failure.place, why)))
        })
    }
}
