//! Cutting a file into lines, none longer than allowed.

use std::io::{self, BufRead};

use copydesk_core::source::{Input, Place, Raw, ReadError};

/// How many times the longest line allowed is skipped over in search of the next one, before the file is given up: a
/// packed file of a few kilobytes can unpack to a line without end.
pub(crate) const PATIENCE: u64 = 16;

/// The lines of a file, blank ones left out, without their line ends and without a byte order mark. The line end is a line
/// feed; a carriage return before it goes too.
pub struct Lines<R> {
    reader: R,
    file: String,
    stem: String,
    limit: u64,
    line: u64,
    ended: bool,
}

/// What became of one line.
enum Cut {
    Line(Vec<u8>),
    TooLong,
    Endless,
    End,
}

impl Lines<Box<dyn BufRead + Send>> {
    /// The lines of a file that a source is handed.
    #[must_use]
    pub fn of(input: Input) -> Self {
        Self::new(input.bytes, input.name, input.stem, input.max_bytes)
    }
}

impl<R: BufRead> Lines<R> {
    /// The lines of some bytes, each a record at its place in a file; one longer than `limit` bytes is a failure.
    pub const fn new(reader: R, file: String, stem: String, limit: u64) -> Self {
        Self { reader, file, stem, limit, line: 0, ended: false }
    }

    fn cut(&mut self) -> io::Result<Cut> {
        let mut line = Vec::new();
        let mut length = 0;
        loop {
            let (used, whole) = {
                let bytes = fill(&mut self.reader)?;
                let end = memchr::memchr(b'\n', bytes);
                let part = &bytes[..end.unwrap_or(bytes.len())];
                length += part.len() as u64;
                if length <= self.limit {
                    line.extend_from_slice(part);
                } else {
                    line = Vec::new();
                }
                (part.len() + usize::from(end.is_some()), end.is_some() || bytes.is_empty())
            };
            self.reader.consume(used);
            if whole {
                let last = used == 0;
                return Ok(match length {
                    _ if length > self.limit => Cut::TooLong,
                    0 if last => Cut::End,
                    _ => Cut::Line(line),
                });
            }
            if length > self.limit.saturating_mul(PATIENCE) {
                return Ok(Cut::Endless);
            }
        }
    }

    fn failed(&self, why: impl Into<String>) -> ReadError {
        ReadError::new(self.file_place().at_line(self.line), why)
    }

    fn file_place(&self) -> Place {
        Place::from_parts(self.file.clone(), self.stem.clone(), None)
    }

    fn raw(&self, record: Vec<u8>) -> Raw<Vec<u8>> {
        let bytes = record.len();
        Raw::new(record, self.file_place().at_line(self.line), bytes)
    }
}

/// The bytes at hand, as long as nothing but a signal comes between.
pub(crate) fn fill<R: BufRead>(reader: &mut R) -> io::Result<&[u8]> {
    loop {
        match reader.fill_buf() {
            Err(e) if e.kind() == io::ErrorKind::Interrupted => {}
            Err(e) => return Err(e),
            // Asked again at the end, a file would be read again, and might be interrupted again.
            Ok([]) => return Ok(&[]),
            Ok(_) => break,
        }
    }
    reader.fill_buf()
}

impl<R: BufRead> Iterator for Lines<R> {
    type Item = Result<Raw<Vec<u8>>, ReadError>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.ended {
            self.line += 1;
            match self.cut() {
                Ok(Cut::Line(line)) => match trimmed(line, self.line == 1) {
                    Some(line) => return Some(Ok(self.raw(line))),
                    None => continue,
                },
                Ok(Cut::TooLong) => return Some(Err(self.failed(too_long(self.limit)))),
                Ok(Cut::Endless) => {
                    self.ended = true;
                    let why =
                        format!("{}, and the next line is not in sight: the rest is not read", too_long(self.limit));
                    return Some(Err(self.failed(why)));
                }
                Ok(Cut::End) => self.ended = true,
                Err(e) => {
                    self.ended = true;
                    return Some(Err(self.failed(format!("cannot be read any further: {e}"))));
                }
            }
        }
        None
    }
}

/// The failure of an article that is longer than `limit` bytes.
#[must_use]
pub fn too_long(limit: u64) -> String {
    format!("longer than {limit} bytes, the most that is read of an article (`max-bytes` under [source])")
}

fn trimmed(mut line: Vec<u8>, first: bool) -> Option<Vec<u8>> {
    if line.last() == Some(&b'\r') {
        line.pop();
    }
    if first && line.starts_with(b"\xEF\xBB\xBF") {
        line.drain(..3);
    }
    (!line.trim_ascii().is_empty()).then_some(line)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One string a line: its number and text, or its number and why it failed.
    fn cut(bytes: &[u8], buffer: usize, limit: u64) -> Vec<String> {
        let reader = io::BufReader::with_capacity(buffer, bytes);
        let lines = Lines::new(reader, "in/a.jsonl".to_owned(), "a.jsonl".to_owned(), limit);
        let shown = lines.map(|line| match line {
            Ok(raw) => format!("{} {}", raw.place.id(), String::from_utf8_lossy(&raw.record)),
            Err(e) => format!("{} !{e}", e.place.source()),
        });
        shown.collect()
    }

    #[test]
    fn lines_are_numbered_as_an_editor_numbers_them() {
        let bytes = b"\xEF\xBB\xBFone\r\n\r\n  \n\ntwo\nthree";
        for buffer in [1, 2, 7, 64] {
            assert_eq!(cut(bytes, buffer, 99), ["a.jsonl:1 one", "a.jsonl:5 two", "a.jsonl:6 three"]);
        }
        assert_eq!(cut(b"\xEF\xBB\xBF", 8, 99), [""; 0]);
    }

    #[test]
    fn a_line_that_is_too_long_fails_and_the_next_is_read() {
        let bytes = [b"short\n".to_vec(), b"x".repeat(30), b"\nnext\n".to_vec()].concat();
        for buffer in [1, 5, 64] {
            let lines = cut(&bytes, buffer, 8);
            assert_eq!([&lines[0], &lines[2]], ["a.jsonl:1 short", "a.jsonl:3 next"]);
            assert!(lines[1].starts_with("in/a.jsonl:2 !longer than 8 bytes"), "{}", lines[1]);
        }
    }

    #[test]
    fn a_line_without_end_ends_the_file() {
        let endless = io::BufReader::new(io::repeat(b' '));
        let lines: Vec<_> = Lines::new(endless, "-".to_owned(), "-".to_owned(), 1000).collect();
        assert_eq!(lines.len(), 1);
        assert!(lines[0].as_ref().is_err_and(|e| e.to_string().contains("the rest is not read")));
    }
}
