//! Cutting a WARC file into its records (ISO 28500, versions 1.0 and 1.1).

use std::io::{self, BufRead, Read};

use copydesk_core::source::{Input, Place, Raw, ReadError, Skips};

use super::header::Header;
use super::http;
use crate::lines::too_long;

/// The longest header of a record, in bytes.
const LONGEST_HEADER: u64 = 1 << 16;

/// A page or a text that was crawled.
pub struct Record {
    pub(super) header: Header,
    pub(super) block: Vec<u8>,
}

/// The records of a file that can hold an article, numbered among all its records.
pub(super) struct Records<R> {
    reader: R,
    file: String,
    stem: String,
    limit: u64,
    number: u64,
    ended: bool,
    skips: Skips,
}

impl Records<Box<dyn BufRead + Send>> {
    pub(super) fn new(input: Input) -> Self {
        let Input { name: file, stem, bytes: reader, max_bytes: limit, skips, .. } = input;
        Self { reader, file, stem, limit, number: 0, ended: false, skips }
    }
}

impl<R: BufRead> Records<R> {
    /// The next record's header; nothing at the end of the file.
    fn header(&mut self) -> io::Result<Option<Header>> {
        let mut version = Vec::new();
        while version.trim_ascii().is_empty() {
            version.clear();
            if self.line(&mut version)? == 0 {
                return Ok(None);
            }
        }
        if !version.starts_with(b"WARC/1.") && !version.starts_with(b"WARC/0.") {
            return Err(invalid("no WARC record begins here"));
        }
        let mut lines = Vec::new();
        loop {
            let start = lines.len();
            if self.line(&mut lines)? == 0 {
                return Err(io::Error::new(io::ErrorKind::UnexpectedEof, "the file is cut short inside a header"));
            }
            if lines[start..].trim_ascii().is_empty() {
                return Ok(Some(Header::parse(&lines)));
            }
            if lines.len() as u64 > LONGEST_HEADER {
                return Err(invalid("the header of a record is too long"));
            }
        }
    }

    fn line(&mut self, line: &mut Vec<u8>) -> io::Result<usize> {
        (&mut self.reader).take(LONGEST_HEADER).read_until(b'\n', line)
    }

    fn skip(&mut self, length: u64) -> io::Result<()> {
        let skipped = io::copy(&mut (&mut self.reader).take(length), &mut io::sink())?;
        if skipped == length { Ok(()) } else { Err(cut_short()) }
    }

    fn block(&mut self, length: u64) -> io::Result<Vec<u8>> {
        let mut block = Vec::new();
        (&mut self.reader).take(length).read_to_end(&mut block)?;
        if block.len() as u64 == length { Ok(block) } else { Err(cut_short()) }
    }

    /// The next record that can hold an article.
    fn advance(&mut self) -> io::Result<Option<Result<Raw<Record>, ReadError>>> {
        loop {
            self.number += 1;
            let Some(header) = self.header()? else { return Ok(None) };
            let length = header.get("Content-Length").and_then(|length| length.parse().ok());
            let length: u64 = length.ok_or_else(|| invalid("a record without a Content-Length"))?;
            if !holds_text(&header) {
                self.skip(length)?;
                self.skips.add("a record that holds no page and no text", Some(self.number));
                continue;
            }
            if length > self.limit {
                self.skip(length)?;
                return Ok(Some(Err(self.failed(too_long(self.limit)))));
            }
            let block = self.block(length)?;
            if header.get("WARC-Type") == Some("conversion") || http::is_page(&block) {
                let place = self.place();
                return Ok(Some(Ok(Raw { bytes: block.len(), record: Record { header, block }, place })));
            }
            self.skips.add("a response that brings no page", Some(self.number));
        }
    }

    fn place(&self) -> Place {
        Place { file: self.file.clone(), stem: self.stem.clone(), line: Some(self.number) }
    }

    fn failed(&self, why: impl Into<String>) -> ReadError {
        ReadError::new(self.place(), why)
    }
}

fn holds_text(header: &Header) -> bool {
    let kind = header.get("Content-Type").unwrap_or_default();
    match header.get("WARC-Type") {
        Some("response") => kind.starts_with("application/http"),
        Some("conversion") => kind.starts_with("text/plain"),
        _ => false,
    }
}

fn invalid(why: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, why)
}

fn cut_short() -> io::Error {
    io::Error::new(io::ErrorKind::UnexpectedEof, "the file is cut short inside a record")
}

impl<R: BufRead> Iterator for Records<R> {
    type Item = Result<Raw<Record>, ReadError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.ended {
            return None;
        }
        self.advance().unwrap_or_else(|e| {
            self.ended = true;
            Some(Err(self.failed(format!("cannot be read any further: {e}"))))
        })
    }
}
