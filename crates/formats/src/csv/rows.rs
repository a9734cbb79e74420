//! Cutting a table into its rows, a quoted cell over several lines included.

use std::io::{self, BufRead};

use super::dialect::Dialect;
use crate::lines::{PATIENCE, too_long};

/// A row as it stands in the file, without its line end.
pub(super) struct Row {
    pub(super) bytes: Vec<u8>,
    /// The line on which it begins, from 1.
    pub(super) line: u64,
    /// How many cells it has.
    pub(super) cells: usize,
}

/// What a piece of the file is.
pub(super) enum Cut {
    Row(Row),
    /// A line that is no row, and why.
    Broken {
        line: u64,
        why: String,
    },
}

/// The rows of a table.
pub(super) struct Rows<R> {
    reader: R,
    dialect: Dialect,
    limit: u64,
    /// How many cells a row must have, once the header is read.
    columns: Option<usize>,
    /// Bytes to be read again, after a row that turned out to be none.
    again: Vec<u8>,
    at: usize,
    line: u64,
    ended: bool,
}

/// How a line was read.
#[derive(PartialEq, Eq)]
enum Ended {
    /// With its line end, or that of the file.
    Line,
    /// There was nothing more.
    File,
    /// Not: it is too long.
    Nowhere,
}

/// Where in a row the scan is.
#[derive(Default)]
struct Scan {
    cells: usize,
    in_cell: bool,
    in_quotes: bool,
    /// Just behind a quote that may close the cell, or be half of a quote in it.
    behind_quote: bool,
    /// A quote closes in the middle of a cell.
    odd: bool,
}

impl Scan {
    fn line(&mut self, bytes: &[u8], dialect: Dialect) {
        for &byte in bytes {
            if self.in_quotes {
                if byte == b'"' && self.behind_quote {
                    self.behind_quote = false;
                    continue;
                }
                if !self.behind_quote {
                    self.behind_quote = byte == b'"';
                    continue;
                }
                self.in_quotes = false;
                self.behind_quote = false;
                self.odd |= byte != dialect.delimiter && !matches!(byte, b'\n' | b'\r');
            }
            if byte == dialect.delimiter {
                self.cells += 1;
                self.in_cell = false;
            } else if byte == b'"' && !self.in_cell && dialect.quotes {
                self.in_quotes = true;
                self.in_cell = true;
            } else {
                self.in_cell = true;
            }
        }
    }

    /// Whether a row may end here.
    fn is_closed(&self) -> bool {
        !self.in_quotes || self.behind_quote
    }
}

impl<R: BufRead> Rows<R> {
    pub(super) fn new(reader: R, dialect: Dialect, limit: u64) -> Self {
        let mut rows = Self { reader, dialect, limit, columns: None, again: Vec::new(), at: 0, line: 1, ended: false };
        if dialect.says_separator {
            // The line `sep=;`, which is no row.
            let _ = rows.read_line(&mut Vec::new());
            rows.line += 1;
        }
        rows
    }

    /// From here on each row must have so many cells.
    pub(super) fn expect(&mut self, columns: usize) {
        self.columns = Some(columns);
    }

    /// The line that is read next, from 1.
    pub(super) const fn line(&self) -> u64 {
        self.line
    }

    /// Appends the next line, line end included.
    fn read_line(&mut self, into: &mut Vec<u8>) -> io::Result<Ended> {
        let before = into.len();
        loop {
            let from_file = self.at == self.again.len();
            let bytes = if from_file { crate::lines::fill(&mut self.reader)? } else { &self.again[self.at..] };
            if bytes.is_empty() {
                return Ok(if into.len() == before { Ended::File } else { Ended::Line });
            }
            let end = memchr::memchr(b'\n', bytes);
            let used = end.map_or(bytes.len(), |end| end + 1);
            into.extend_from_slice(&bytes[..used]);
            if from_file {
                self.reader.consume(used);
            } else {
                self.at += used;
            }
            if into.len() as u64 > self.limit {
                return Ok(Ended::Nowhere);
            }
            if end.is_some() {
                return Ok(Ended::Line);
            }
        }
    }

    /// Has all but the first line read again.
    fn read_again(&mut self, row: &[u8], first: usize) {
        let rest = &row[first..];
        if self.at == self.again.len() {
            self.again = rest.to_vec();
            self.at = 0;
        } else {
            self.at -= rest.len();
        }
        self.line += 1;
    }

    /// Passes over the rest of a line that is too long.
    fn pass_over(&mut self, begun: &[u8]) -> io::Result<()> {
        let mut length = begun.len() as u64;
        let mut ended = begun.ends_with(b"\n");
        while !ended {
            let from_file = self.at == self.again.len();
            let bytes = if from_file { crate::lines::fill(&mut self.reader)? } else { &self.again[self.at..] };
            let end = memchr::memchr(b'\n', bytes);
            let used = end.map_or(bytes.len(), |end| end + 1);
            ended = end.is_some() || bytes.is_empty();
            length += used as u64;
            if from_file {
                self.reader.consume(used);
            } else {
                self.at += used;
            }
            if length > self.limit.saturating_mul(PATIENCE) {
                return Err(io::Error::other(too_long(self.limit)));
            }
        }
        self.line += 1;
        Ok(())
    }

    fn cut(&mut self) -> io::Result<Option<Cut>> {
        let mut row = Vec::new();
        let mut scan = Scan::default();
        let (mut lines, mut first) = (0, 0);
        let broken = |line: u64, why: &str| Ok(Some(Cut::Broken { line, why: why.to_owned() }));
        loop {
            let before = row.len();
            let line = self.line;
            match self.read_line(&mut row)? {
                Ended::File if lines == 0 => return Ok(None),
                Ended::Nowhere if lines == 0 => {
                    self.pass_over(&row)?;
                    return broken(line, &too_long(self.limit));
                }
                Ended::File | Ended::Nowhere => {
                    self.read_again(&row, first);
                    return broken(line, UNCLOSED);
                }
                Ended::Line if lines == 0 && is_blank(&row, self.dialect) => {
                    self.line += 1;
                    row.clear();
                    continue;
                }
                Ended::Line => lines += 1,
            }
            first = if lines == 1 { row.len() } else { first };
            scan.line(&row[before..], self.dialect);
            if scan.odd && lines > 1 {
                self.read_again(&row, first);
                return broken(line, UNCLOSED);
            }
            if scan.is_closed() {
                return Ok(Some(self.whole(row, scan.cells + 1, first, lines)));
            }
        }
    }

    /// A row that ends, if it has the cells that it should have.
    fn whole(&mut self, mut row: Vec<u8>, cells: usize, first: usize, lines: u64) -> Cut {
        let line = self.line;
        let spare = row.trim_ascii_end().last() == Some(&self.dialect.delimiter);
        if let Some(columns) = self.columns.filter(|columns| *columns != cells && !(spare && *columns + 1 == cells)) {
            self.read_again(&row, first);
            let quote = if lines > 1 { ": perhaps a quote on this line is not closed" } else { "" };
            return Cut::Broken { line, why: format!("a row of {cells} cells, where the header has {columns}{quote}") };
        }
        self.line += lines;
        while row.ends_with(b"\n") || row.ends_with(b"\r") {
            row.pop();
        }
        Cut::Row(Row { bytes: row, line, cells })
    }
}

const UNCLOSED: &str = "a quote that is opened on this line is not closed";

fn is_blank(line: &[u8], dialect: Dialect) -> bool {
    line.trim_ascii().is_empty() && !line.contains(&dialect.delimiter)
}

impl<R: BufRead> Iterator for Rows<R> {
    type Item = io::Result<Cut>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.ended {
            return None;
        }
        let cut = self.cut();
        self.ended = !matches!(cut, Ok(Some(_)));
        cut.transpose()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is cut, a string a piece.
    fn cut(table: &str, buffer: usize) -> Vec<String> {
        let dialect = Dialect { delimiter: b',', quotes: true, says_separator: false };
        let mut rows = Rows::new(io::BufReader::with_capacity(buffer, table.as_bytes()), dialect, 60);
        let Some(Ok(Cut::Row(header))) = rows.next() else { return Vec::new() };
        rows.expect(header.cells);
        let told = rows.map(|row| match row.unwrap() {
            Cut::Row(row) => format!("{} {}", row.line, String::from_utf8_lossy(&row.bytes)),
            Cut::Broken { line, why } => format!("{line} !{why:.33}"),
        });
        told.collect()
    }

    #[test]
    fn the_table_of_tables() {
        let table: &[(&str, &[&str])] = &[
            ("", &[]),
            ("a,b", &[]),
            ("a,b\n1,2\n3,4", &["2 1,2", "3 3,4"]),
            ("a,b\r\n1,2\r\n\r\n \n3,4\r\n", &["2 1,2", "5 3,4"]),
            ("a,b\n1,\"two\nlines, \"\"so\"\"\"\n3,4\n", &["2 1,\"two\nlines, \"\"so\"\"\"", "4 3,4"]),
            (
                "a,b\n1,2,3\n4,5\n6\n7,8,\n",
                &["2 !a row of 3 cells, where the heade", "3 4,5", "4 !a row of 1 cells, where the heade", "5 7,8,"],
            ),
            // A quote that is not closed costs its line and no other.
            ("a,b\n1,\"two\n3,4\n5,6\n", &["2 !a quote that is opened on this li", "3 3,4", "4 5,6"]),
            ("a,b\n1,\"two\n3,\"four\"\n5,6\n", &["2 !a quote that is opened on this li", "3 3,\"four\"", "4 5,6"]),
            ("a,b\n\"one,2\n\"3\",4\n5,6\n", &["2 !a quote that is opened on this li", "3 \"3\",4", "4 5,6"]),
            // A quote inside a word opens nothing.
            ("a,b\n1,6\" pipe\n3,4\n", &["2 1,6\" pipe", "3 3,4"]),
        ];
        for (text, expected) in table {
            for buffer in [1, 7, 4096] {
                assert_eq!(cut(text, buffer), *expected, "{text:?}");
            }
        }
        let long = format!("a,b\n1,{}\n3,4\n", "x".repeat(80));
        assert_eq!(cut(&long, 7), ["2 !longer than 60 bytes, the most th", "3 3,4"]);
        let endless = io::BufReader::new(io::Read::chain(&b"a,b\n"[..], io::repeat(b'x')));
        let rows = Rows::new(endless, Dialect { delimiter: b',', quotes: true, says_separator: false }, 60);
        assert_eq!(rows.map(|row| row.is_err()).collect::<Vec<_>>(), [false, true]);
    }
}
