//! Cutting a bulk file into its articles.

use std::io::{self, BufRead, Read};

use copydesk_core::source::{Place, Raw, ReadError};

use super::{Border, Kind, Split};
use crate::lines::too_long;

/// An article as it stands in a bulk file.
pub struct Piece {
    pub(crate) bytes: Vec<u8>,
    pub(crate) kind: Kind,
}

/// The articles of a bulk file, the places that of their first lines.
pub(crate) struct Pieces<R> {
    bytes: R,
    split: Split,
    place: Place,
    limit: u64,
    line: u64,
    /// The border before the next article, which is read already.
    border: Vec<u8>,
    ended: bool,
}

impl<R: BufRead> Pieces<R> {
    pub(crate) fn new(bytes: R, split: Split, place: Place, limit: u64) -> Self {
        Self { bytes, split, place, limit, line: 0, border: Vec::new(), ended: false }
    }

    /// The next article and its first line; within, nothing if it is too long to be kept.
    fn cut(&mut self) -> io::Result<Option<(u64, Option<Vec<u8>>)>> {
        let mut piece = std::mem::take(&mut self.border);
        let mut first = self.line + 1;
        let mut length = piece.len() as u64;
        // Whether there is more than borders and blank lines.
        let mut filled = false;
        let mut line = Vec::new();
        loop {
            line.clear();
            let read = (&mut self.bytes).take(self.limit.saturating_add(1)).read_until(b'\n', &mut line)?;
            if read == 0 {
                self.ended = true;
                break;
            }
            let here = self.line + 1;
            self.line += u64::from(line.ends_with(b"\n"));
            let border = self.split.border(String::from_utf8_lossy(&line).trim_end_matches(['\n', '\r']));
            if border == Border::Before && filled {
                self.border = if self.split.kind() == Kind::Plain { Vec::new() } else { std::mem::take(&mut line) };
                break;
            }
            let of_article = border == Border::None && !line.trim_ascii().is_empty();
            first = if of_article && !filled { here } else { first };
            filled |= of_article;
            if border == Border::Before && self.split.kind() == Kind::Plain {
                continue;
            }
            length += line.len() as u64;
            if length <= self.limit {
                piece.extend_from_slice(&line);
            } else {
                piece = Vec::new();
            }
            if border == Border::After && filled {
                break;
            }
        }
        let kept = (length <= self.limit).then_some(piece);
        Ok(filled.then_some((first, kept)))
    }
}

impl<R: BufRead> Iterator for Pieces<R> {
    type Item = Result<Raw<Piece>, ReadError>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.ended {
            let cut = self.cut();
            let at = |line| self.place.clone().at_line(line);
            match cut {
                Ok(None) => {}
                Ok(Some((line, Some(bytes)))) => {
                    let piece = Piece { bytes, kind: self.split.kind() };
                    let bytes = piece.bytes.len();
                    return Some(Ok(Raw::new(piece, at(line), bytes)));
                }
                Ok(Some((line, None))) => return Some(Err(ReadError::new(at(line), too_long(self.limit)))),
                Err(e) => {
                    self.ended = true;
                    return Some(Err(ReadError::new(at(self.line), format!("cannot be read any further: {e}"))));
                }
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(split: &str, text: &str) -> Vec<String> {
        let split = Split::named(split).unwrap();
        let pieces = Pieces::new(text.as_bytes(), split, Place::new("a", None), 60);
        pieces
            .map(|piece| match piece {
                Ok(raw) => {
                    format!("{} {:?}", raw.place.line.unwrap(), String::from_utf8_lossy(raw.record.bytes.trim_ascii()))
                }
                Err(e) => format!("{} !{:.30}", e.place.line.unwrap(), e.to_string()),
            })
            .collect()
    }

    #[test]
    fn articles_are_cut_at_their_borders() {
        assert_eq!(cut("^-{5,}$", "-----\nOne.\n--\n------\n\nTwo.\n-----\n"), ["2 \"One.\\n--\"", "6 \"Two.\""]);
        assert_eq!(cut("^-{5,}$", ""), [""; 0]);
        let nexis = "1 of 2 DOCUMENTS\n\nOne.\n\n 2 of 2 DOCUMENTS\nTwo.\n";
        assert_eq!(cut("nexis", nexis), ["3 \"1 of 2 DOCUMENTS\\n\\nOne.\"", "6 \"2 of 2 DOCUMENTS\\nTwo.\""]);
        assert_eq!(
            cut("nexis", "One.\nEnd of Document\n\nTwo.\nEnd of Document\n\n"),
            ["1 \"One.\\nEnd of Document\"", "4 \"Two.\\nEnd of Document\""]
        );
        let long = format!("{}\n-----\nTwo.\n", "x".repeat(100));
        assert_eq!(cut("^-----$", &long), ["1 !longer than 60 bytes, the most", "3 \"Two.\""]);
    }
}
