//! How a table is written: what parts its cells, and whether they are quoted.

use super::rows::{Cut, Rows};

/// How a table is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Dialect {
    pub(super) delimiter: u8,
    pub(super) quotes: bool,
    /// Whether the first line is Excel's `sep=;`.
    pub(super) says_separator: bool,
}

/// What parts cells, the more usual first.
const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// The delimiter of a table of one column: a character that no text holds.
const NONE: u8 = 0x1F;

/// Rows that are looked at: enough that a comma in some texts does not look like a column.
const ROWS: usize = 100;

/// A broken row speaks so many times against a dialect as a good one speaks for it.
const BROKEN: i64 = 2;

impl Dialect {
    /// The dialect in which the beginning of a file is a table: rows of as many cells as the first, two at least.
    pub(super) fn found(head: &[u8], delimiter: Option<char>, quotes: Option<bool>) -> Self {
        let says = head.strip_prefix(b"sep=").and_then(|rest| {
            let [said, rest @ ..] = rest else { return None };
            rest.starts_with(b"\n").then_some(*said).or_else(|| rest.starts_with(b"\r\n").then_some(*said))
        });
        let asked = delimiter.and_then(|c| u8::try_from(c).ok()).or(says);
        let delimiters = asked.map_or(DELIMITERS.to_vec(), |delimiter| vec![delimiter]);
        let quotings = quotes.map_or(vec![true, false], |quotes| vec![quotes]);
        let all = delimiters.iter().flat_map(|&delimiter| {
            let says_separator = says.is_some();
            quotings.iter().map(move |&quotes| Self { delimiter, quotes, says_separator })
        });
        let mut best: Option<(i64, Self)> = None;
        for dialect in all {
            let score = dialect.score(head);
            if score.is_some_and(|score| best.is_none_or(|(most, _)| score > most)) {
                best = score.map(|score| (score, dialect));
            }
        }
        let alone =
            Self { delimiter: asked.unwrap_or(NONE), quotes: quotes.unwrap_or(true), says_separator: says.is_some() };
        best.map_or(alone, |(_, dialect)| dialect)
    }

    /// How many rows speak for it; nothing if the first row has one cell.
    fn score(self, head: &[u8]) -> Option<i64> {
        let mut rows = Rows::new(head, self, head.len() as u64 + 1);
        let Some(Ok(Cut::Row(header))) = rows.next() else { return None };
        if header.cells < 2 {
            return None;
        }
        rows.expect(header.cells);
        let worth = |row| if matches!(row, Ok(Cut::Row(_))) { 1 } else { -BROKEN };
        Some(rows.take(ROWS).map(worth).sum())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_beginning_of_a_file_says() {
        let table: &[(&str, u8, bool)] = &[
            ("id,text\n1,\"One, two\"\n2,Three\n", b',', true),
            ("id;text\n1;One, two\n2;\"Three; four\"\n", b';', true),
            ("id\ttext\n1\tOne, two\n", b'\t', true),
            ("id|text|date\n1|One, two; three|2024\n", b'|', true),
            ("id\ttext\n1\t\"One\n2\tTwo\n3\tThree \"\n", b'\t', false),
            ("sep=;\r\nid;text\r\n1;One, two\r\n", b';', true),
            ("text\nOne, two\nThree; four, five\n", NONE, true),
            ("id,text\n", b',', true),
            ("", NONE, true),
        ];
        for (head, delimiter, quotes) in table {
            let found = Dialect::found(head.as_bytes(), None, None);
            assert_eq!((found.delimiter as char, found.quotes), (*delimiter as char, *quotes), "{head:?}");
        }
        assert_eq!(Dialect::found(b"a;b,c\n1;2,3\n", Some(','), Some(false)).delimiter, b',');
    }
}
