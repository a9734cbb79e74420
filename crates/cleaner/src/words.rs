//! The words of a line in the plain form that patterns are written in.

use std::ops::Range;

/// The most words of a line that are looked at: furniture is short, and a paragraph is not.
const MOST: usize = 48;

/// The first words of one line: lower case, without marks, numbers as `#`, handles as `@`.
///
/// A colon is kept at the end of its word, so that "Updated:" differs from "updated".
#[derive(Default)]
pub(crate) struct Words {
    text: String,
    ranges: Vec<Range<usize>>,
    cut: bool,
}

impl Words {
    /// Reads another line, into the same buffers.
    pub(crate) fn read(&mut self, line: &str) {
        self.text.clear();
        self.ranges.clear();
        let mut rest = Some(line);
        while let Some(line) = rest.filter(|_| self.ranges.len() < MOST) {
            let (piece, behind) = first_piece(line);
            self.push(piece);
            rest = behind;
        }
        self.cut = rest.is_some();
    }

    /// How many words there are, at most.
    pub(crate) fn len(&self) -> usize {
        self.ranges.len()
    }

    /// Whether the line went on.
    pub(crate) fn is_cut(&self) -> bool {
        self.cut
    }

    pub(crate) fn get(&self, at: usize) -> Option<&str> {
        self.ranges.get(at).map(|range| &self.text[range.clone()])
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &str> {
        self.ranges.iter().map(|range| &self.text[range.clone()])
    }

    fn push(&mut self, piece: &str) {
        if !piece.is_empty() && piece.bytes().all(|byte| byte.is_ascii_alphabetic()) {
            let start = self.text.len();
            self.text.push_str(piece);
            self.text[start..].make_ascii_lowercase();
            return self.ranges.push(start..self.text.len());
        }
        let word = piece.trim_matches(|c: char| !c.is_alphanumeric() && !matches!(c, ':' | '@' | '©'));
        let word = word.trim_start_matches(':');
        if word.is_empty() {
            return;
        }
        let start = self.text.len();
        if word.starts_with('@') {
            self.text.push('@');
        } else {
            push_plain(&mut self.text, word);
        }
        self.ranges.push(start..self.text.len());
    }
}

/// What stands before the first blank or bar, and what behind it, if there is one.
fn first_piece(line: &str) -> (&str, Option<&str>) {
    let bytes = line.as_bytes();
    let width = |at: usize| match bytes[at..] {
        [b' ' | b'\t' | b'|', ..] => 1,
        [0xC2, 0xA0, ..] => 2,
        _ => 0,
    };
    match (0..bytes.len()).find(|at| width(*at) > 0) {
        Some(at) => (&line[..at], Some(&line[at + width(at)..])),
        None => (line, None),
    }
}

fn push_plain(text: &mut String, word: &str) {
    let mut digits = false;
    for c in word.chars() {
        if c.is_ascii_digit() {
            if !digits {
                text.push('#');
            }
        } else {
            push_lower(text, c);
        }
        digits = c.is_ascii_digit();
    }
}

fn push_lower(text: &mut String, c: char) {
    match c {
        '’' | '‘' => text.push('\''),
        _ if c.is_ascii() => text.push(c.to_ascii_lowercase()),
        _ => text.extend(c.to_lowercase()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_lose_case_marks_and_digits() {
        let mut words = Words::default();
        words.read("UPDATED: . 10.47am  | “Don’t” follow @desk, 3,200 (times)");
        let found: Vec<_> = words.iter().collect();
        assert_eq!(found, ["updated:", "#.#am", "don't", "follow", "@", "#,#", "times"]);
    }
}
