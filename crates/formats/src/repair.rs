//! Repair of characters in plain text: what a careless export left behind and no reader should see.
//!
//! | counted as | what it is | becomes |
//! |---|---|---|
//! | `entities` | HTML's character references, escaped once or more often (`&amp;pound;`) | the character |
//! | `mojibake` | UTF-8 read as Windows-1252 or Latin-1 (`cafÃ©`), once or twice | the character |
//! | `soft-hyphens` | U+00AD | nothing |
//! | `spaces` | no-break spaces, wide and narrow | a space |
//! | `zero-width` | zero-width spaces, joiners between letters that need none, word joiners | nothing |
//! | `bidi` | direction marks on lines without right-to-left letters | nothing |
//! | `byte-order-marks` | U+FEFF anywhere | nothing |
//! | `nul` | U+0000 | nothing |
//! | `tags` | tags inside a line (`<b>`, `<a href=...>`, `<br/>`) | nothing, a space, or a line end |
//! | `markdown` | links and bold face in Markdown | their words |
//! | `stray-dots` | the dots of an old portal's "By . Name ." | the byline |
//!
//! A line that needs nothing is not touched, and a text without such lines is not copied. What cannot be told from
//! something meant is left: "AT&T", "5 < 7", the joiners of emoji and of the scripts that need them, a half-open tag (which
//! the cleaner labels). Lines are repaired one by one, in time linear in their length.
//!
//! ```
//! use std::collections::BTreeMap;
//!
//! let mut counts = BTreeMap::new();
//! let text = copydesk_formats::repair::repair("The chain&rsquo;s cafÃ©s", &mut counts);
//! assert_eq!(text, "The chain’s cafés");
//! assert_eq!(counts, BTreeMap::from([("entities", 1), ("mojibake", 1)]));
//! ```

mod entities;
mod invisible;
mod markdown;
mod mojibake;
mod tags;

use std::borrow::Cow;
use std::collections::BTreeMap;

/// How often each kind of repair was made, by the names in the table above.
pub type Counts = BTreeMap<&'static str, u32>;

/// Every kind of repair that a record may count, that of undecodable bytes of pages included.
pub const KINDS: [&str; 12] = [
    "bidi",
    "byte-order-marks",
    "entities",
    "markdown",
    "mojibake",
    "nul",
    "soft-hyphens",
    "spaces",
    "stray-dots",
    "tags",
    "undecodable",
    "zero-width",
];

/// A repair of one line; nothing where the line needs none.
type Repair = fn(&str, &mut Counts) -> Option<String>;

/// In this order: a reference may hide any of the others, and a tag may hide in none.
const REPAIRS: [Repair; 6] =
    [tags::strip, entities::decode, mojibake::undo, invisible::drop, markdown::strip, stray_dots];

/// Repairs a text, line by line, and adds to `counts` what was done.
#[must_use]
pub fn repair<'a>(text: &'a str, counts: &mut Counts) -> Cow<'a, str> {
    let mut repaired: Option<String> = None;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        match (repair_line(line, counts), &mut repaired) {
            (Some(line), Some(text)) => text.push_str(&line),
            (None, Some(text)) => text.push_str(line),
            (Some(line), None) => repaired = Some(text[..at].to_owned() + &line),
            (None, None) => {}
        }
        at += line.len();
    }
    repaired.map_or(Cow::Borrowed(text), Cow::Owned)
}

fn repair_line(line: &str, counts: &mut Counts) -> Option<String> {
    if !is_suspicious(line) {
        return None;
    }
    let mut repaired: Option<String> = None;
    for repair in REPAIRS {
        if let Some(line) = repair(repaired.as_deref().unwrap_or(line), counts) {
            repaired = Some(line);
        }
    }
    repaired
}

/// Whether a line holds a byte that any repair begins with. Most lines do not, and are passed over at memory speed.
fn is_suspicious(line: &str) -> bool {
    line.starts_with("By . ") || line.bytes().any(|byte| SUSPICIOUS[byte as usize])
}

const SUSPICIOUS: [bool; 256] = {
    let mut table = [false; 256];
    let bytes = *b"\0&<[*\xc2\xc3\xc4\xc5\xd0\xd1\xe2\xef";
    let mut at = 0;
    while at < bytes.len() {
        table[bytes[at] as usize] = true;
        at += 1;
    }
    table
};

/// "By . Colin Treadwell ." as an old portal's export has it.
fn stray_dots(line: &str, counts: &mut Counts) -> Option<String> {
    let name = line.strip_prefix("By . ")?;
    let words = name.trim_end();
    let end = &name[words.len()..];
    let words = words.strip_suffix('.').unwrap_or(words).trim_end();
    add(counts, "stray-dots", 1);
    Some(format!("By {words}.{end}"))
}

fn add(counts: &mut Counts, kind: &'static str, times: u32) {
    if times > 0 {
        *counts.entry(kind).or_default() += times;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_that_needs_nothing_is_not_copied() {
        let text = "“Zoë’s café – 5 < 7 – is [sic] AT&T’s”, £5*\nBy Mara Okafor\r\n👩\u{200d}🚒 São Paulo…\n";
        let mut counts = Counts::new();
        assert!(matches!(repair(text, &mut counts), Cow::Borrowed(_)));
        assert!(counts.is_empty());
    }

    #[test]
    fn only_the_lines_at_fault_change() {
        let mut counts = Counts::new();
        let repaired = repair("One &amp; two.\nThree\u{ad}four.\r\nFive.\n\u{feff}Six.\n", &mut counts);
        assert_eq!(repaired, "One & two.\nThreefour.\r\nFive.\nSix.\n");
        assert_eq!(counts, Counts::from([("byte-order-marks", 1), ("entities", 1), ("soft-hyphens", 1)]));
        assert_eq!(repair("By . Mara Okafor .\nA\n", &mut counts), "By Mara Okafor.\nA\n");
    }

    #[test]
    fn text_made_to_be_slow_is_not() {
        for piece in ["<", "&", "&amp;", "[", "**", "<a href=\"", "&#", "Ã", "â€", "<b>", "<p>", "\u{200b}"] {
            let _ = repair(&piece.repeat(200_000), &mut Counts::new());
        }
    }
}
