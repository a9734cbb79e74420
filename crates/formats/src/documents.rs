//! Cutting a JSON file into its articles: one object over many lines, a list of objects, or objects one after another.
//!
//! Only brackets, strings and commas are looked at, one byte at a time and without recursion; whether a piece is JSON is seen
//! when it is read.

use std::io::{self, BufRead};

use copydesk_core::source::{Place, Raw, ReadError};

use crate::lines::{PATIENCE, too_long};

/// The values of a JSON file. A list at the top stands for its members.
pub(crate) struct Documents<R> {
    reader: R,
    file: String,
    stem: String,
    limit: u64,
    line: u64,
    state: State,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    /// Nothing read yet.
    Start,
    /// Between values, in a list or not.
    Between { in_list: bool },
    /// Nothing more to read.
    End,
}

/// Where in a value the scan is.
#[derive(Default)]
struct Scan {
    depth: u64,
    in_string: bool,
    escaped: bool,
}

impl Scan {
    /// Whether the value ends before this byte, or with it.
    fn step(&mut self, byte: u8) -> Step {
        if self.in_string {
            let closes = byte == b'"' && !self.escaped;
            self.escaped = byte == b'\\' && !self.escaped;
            self.in_string = !closes;
            return if closes && self.depth == 0 { Step::EndsWith } else { Step::GoesOn };
        }
        match byte {
            b'"' => self.in_string = true,
            b'{' | b'[' => self.depth += 1,
            b'}' | b']' if self.depth > 0 => {
                self.depth -= 1;
                if self.depth == 0 {
                    return Step::EndsWith;
                }
            }
            b'}' | b']' | b',' | b' ' | b'\t' | b'\r' | b'\n' if self.depth == 0 => return Step::EndsBefore,
            _ => {}
        }
        Step::GoesOn
    }
}

#[derive(PartialEq, Eq)]
enum Step {
    GoesOn,
    EndsWith,
    EndsBefore,
}

/// Whether a line is a whole object, so that the file is one of JSON lines.
pub(crate) fn is_whole(line: &[u8]) -> bool {
    let line = line.trim_ascii();
    let mut scan = Scan::default();
    let end = line.iter().position(|&byte| scan.step(byte) != Step::GoesOn);
    line.first() == Some(&b'{') && end == Some(line.len() - 1)
}

impl<R: BufRead> Documents<R> {
    pub(crate) fn new(reader: R, file: String, stem: String, limit: u64) -> Self {
        Self { reader, file, stem, limit, line: 1, state: State::Start }
    }

    /// The next byte that is not white space, left unread.
    fn peek(&mut self) -> io::Result<Option<u8>> {
        loop {
            let bytes = self.reader.fill_buf()?;
            if bytes.is_empty() {
                return Ok(None);
            }
            let blank = bytes.iter().take_while(|byte| byte.is_ascii_whitespace()).count();
            self.line += memchr::memchr_iter(b'\n', &bytes[..blank]).count() as u64;
            let found = bytes.get(blank).copied();
            self.reader.consume(blank);
            if found.is_some() {
                return Ok(found);
            }
        }
    }

    /// The value that begins here; nothing if it is too long to be kept.
    fn value(&mut self) -> io::Result<Option<Vec<u8>>> {
        let mut scan = Scan::default();
        let mut value = Vec::new();
        let mut length = 0;
        loop {
            let bytes = self.reader.fill_buf()?;
            if bytes.is_empty() {
                return if scan.depth == 0 && !scan.in_string { Ok(Some(value)) } else { Err(cut_short()) };
            }
            let end = bytes.iter().map(|&byte| scan.step(byte)).enumerate().find(|(_, step)| *step != Step::GoesOn);
            let used = match &end {
                Some((at, Step::EndsWith)) => at + 1,
                Some((at, _)) => *at,
                None => bytes.len(),
            };
            length += used as u64;
            if length <= self.limit {
                value.extend_from_slice(&bytes[..used]);
            } else {
                value = Vec::new();
            }
            self.line += memchr::memchr_iter(b'\n', &bytes[..used]).count() as u64;
            self.reader.consume(used);
            if end.is_some() {
                return Ok((length <= self.limit).then_some(value));
            }
            if length > self.limit.saturating_mul(PATIENCE) {
                return Err(io::Error::other(too_long(self.limit)));
            }
        }
    }

    fn advance(&mut self) -> io::Result<Option<Result<Raw<Vec<u8>>, ReadError>>> {
        let first = self.state == State::Start;
        let in_list = match (self.state, self.peek()?) {
            (State::End, _) | (State::Start | State::Between { in_list: false }, None) => return Ok(None),
            (State::Between { in_list: true }, None) => return Err(cut_short()),
            (State::Start, Some(b'[')) => {
                self.reader.consume(1);
                true
            }
            (State::Start, Some(b'{')) => false,
            (State::Start, Some(_)) => {
                self.state = State::End;
                let why = "not JSON: it begins with neither `{` nor `[`";
                return Ok(Some(Err(ReadError::new(self.place(None), why))));
            }
            (State::Between { in_list }, Some(_)) => in_list,
        };
        self.state = State::Between { in_list };
        if in_list && self.list_ends(first)? {
            self.state = State::End;
            return self.after_list();
        }
        let line = self.line;
        let value = self.value()?;
        let alone = first && !in_list && self.peek()?.is_none();
        let place = self.place((!alone).then_some(line));
        Ok(Some(match value {
            Some(value) if value.is_empty() => {
                self.state = State::End;
                Err(ReadError::new(place, "not JSON: the rest of the file is not read"))
            }
            Some(value) => {
                let bytes = value.len();
                Ok(Raw::new(value, place, bytes))
            }
            None => Err(ReadError::new(place, too_long(self.limit))),
        }))
    }

    /// Passes the comma before a member; true at the end of the list.
    fn list_ends(&mut self, first: bool) -> io::Result<bool> {
        match self.peek()? {
            Some(b']') => {
                self.reader.consume(1);
                Ok(true)
            }
            Some(b',') if !first => {
                self.reader.consume(1);
                self.peek().map(|_| false)
            }
            Some(_) if first => Ok(false),
            Some(_) => Err(io::Error::new(io::ErrorKind::InvalidData, "no comma between two members of the list")),
            None => Err(cut_short()),
        }
    }

    fn after_list(&mut self) -> io::Result<Option<Result<Raw<Vec<u8>>, ReadError>>> {
        let more = self.peek()?.is_some();
        let place = self.place(Some(self.line));
        Ok(more.then(|| Err(ReadError::new(place, "more after the end of the list: the rest of the file is not read"))))
    }

    fn place(&self, line: Option<u64>) -> Place {
        Place::from_parts(self.file.clone(), self.stem.clone(), line)
    }
}

fn cut_short() -> io::Error {
    io::Error::new(io::ErrorKind::UnexpectedEof, "the JSON is cut short")
}

impl<R: BufRead> Iterator for Documents<R> {
    type Item = Result<Raw<Vec<u8>>, ReadError>;

    fn next(&mut self) -> Option<Self::Item> {
        self.advance().unwrap_or_else(|e| {
            self.state = State::End;
            Some(Err(ReadError::new(self.place(Some(self.line)), format!("cannot be read any further: {e}"))))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is cut, one string a value.
    fn cut(json: &str, buffer: usize) -> Vec<String> {
        let reader = io::BufReader::with_capacity(buffer, json.as_bytes());
        let values = Documents::new(reader, "a.json".to_owned(), "a".to_owned(), 40);
        let told = values.map(|value| match value {
            Ok(raw) => format!("{} {}", raw.place.id(), String::from_utf8_lossy(&raw.record)),
            Err(e) => format!("{} !{:.32}", e.place.id(), e.to_string()),
        });
        told.collect()
    }

    #[test]
    fn the_table_of_files() {
        let table: &[(&str, &[&str])] = &[
            ("", &[]),
            (" \n ", &[]),
            ("{\n\"a\": \"}\\\"\"\n}\n", &["a {\n\"a\": \"}\\\"\"\n}"]),
            ("[]", &[]),
            ("[\n{},\n\n{\"b\":[1]} ]\n", &["a:2 {}", "a:4 {\"b\":[1]}"]),
            ("{\n}{}\n{}", &["a:1 {\n}", "a:2 {}", "a:3 {}"]),
            ("[1, \"x,]\", null]", &["a:1 1", "a:1 \"x,]\"", "a:1 null"]),
            ("[{} {}]", &["a:1 {}", "a:1 !cannot be read any further: no c"]),
            ("[{}", &["a:1 {}", "a:1 !cannot be read any further: the "]),
            ("{\"a\":", &["a:1 !cannot be read any further: the "]),
            ("[{},]", &["a:1 {}", "a:1 !not JSON: the rest of the file i"]),
            ("}", &["a !not JSON: it begins with neither"]),
            ("words, and no JSON", &["a !not JSON: it begins with neither"]),
            ("[{}] {}", &["a:1 {}", "a:1 !more after the end of the list: "]),
        ];
        for (json, expected) in table {
            for buffer in [1, 3, 64] {
                assert_eq!(cut(json, buffer), *expected, "{json}");
            }
        }
        let long = format!("[{{\"a\":\"{}\"}},{{}}]", "x".repeat(50));
        assert_eq!(cut(&long, 7), ["a:1 !longer than 40 bytes, the most t", "a:1 {}"]);
    }

    #[test]
    fn a_line_that_is_a_whole_object_is_told_from_one_that_opens_it() {
        let table =
            [("{\"a\":{}}", true), (" {} ", true), ("{", false), ("{} {}", false), ("[{}]", false), ("", false)];
        for (line, expected) in table {
            assert_eq!(is_whole(line.as_bytes()), expected, "{line}");
        }
    }
}
