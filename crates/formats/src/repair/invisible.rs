//! Characters that show nothing, and spaces that only typesetting needs.

use super::{Counts, add};

/// Drops the invisible and makes plain spaces of the no-break ones. A character that its neighbours need stays.
pub(super) fn drop(line: &str, counts: &mut Counts) -> Option<String> {
    if !line.contains(is_candidate) {
        return None;
    }
    let right_to_left = line.chars().any(is_right_to_left);
    let mut out = String::with_capacity(line.len());
    let mut before = None;
    let mut changed = false;
    for (at, c) in line.char_indices() {
        let after = line[at + c.len_utf8()..].chars().next();
        match fate(c, before, after, right_to_left) {
            Fate::Stays => out.push(c),
            Fate::Space => {
                out.push(' ');
                add(counts, "spaces", 1);
                changed = true;
            }
            Fate::Goes(kind) => {
                add(counts, kind, 1);
                changed = true;
                continue;
            }
        }
        before = Some(c);
    }
    changed.then_some(out)
}

enum Fate {
    Stays,
    Space,
    Goes(&'static str),
}

fn fate(c: char, before: Option<char>, after: Option<char>, right_to_left: bool) -> Fate {
    match c {
        '\0' => Fate::Goes("nul"),
        '\u{ad}' => Fate::Goes("soft-hyphens"),
        '\u{feff}' => Fate::Goes("byte-order-marks"),
        '\u{a0}' | '\u{202f}' | '\u{2007}' => Fate::Space,
        '\u{200b}'..='\u{200d}' | '\u{2060}' if is_plain(before) && is_plain(after) => Fate::Goes("zero-width"),
        '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' if !right_to_left => {
            Fate::Goes("bidi")
        }
        _ => Fate::Stays,
    }
}

fn is_candidate(c: char) -> bool {
    matches!(
        c,
        '\0' | '\u{ad}' | '\u{a0}' | '\u{feff}' | '\u{2007}' | '\u{200b}'
            ..='\u{200f}' | '\u{202a}'..='\u{202f}' | '\u{2060}' | '\u{2066}'..='\u{2069}'
    )
}

/// A neighbour that needs no joiner: none, or a letter, digit or mark of Latin, Greek or Cyrillic, or a common mark.
fn is_plain(c: Option<char>) -> bool {
    c.is_none_or(|c| c < '\u{530}' || ('\u{1e00}'..'\u{2190}').contains(&c))
}

fn is_right_to_left(c: char) -> bool {
    matches!(u32::from(c), 0x0590..=0x08ff | 0xfb1d..=0xfdff | 0xfe70..=0xfefc | 0x10800..=0x10fff | 0x1e800..=0x1efff)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_shows_nothing_goes_unless_its_neighbours_need_it() {
        let cases = [
            ("The inter\u{ad}govern\u{ad}mental panel", "The intergovernmental panel"),
            ("About\u{a0}40\u{202f}000 on the island\u{200b}, he said.", "About 40 000 on the island, he said."),
            ("\u{feff}The vote was 18\u{2011}9.\0", "The vote was 18\u{2011}9."),
            ("A\u{200e} ferry\u{202c}\u{2069}", "A ferry"),
            ("👩\u{200d}🚒 and क्\u{200d}ष and ສະ\u{200b}ບາຍ", "👩\u{200d}🚒 and क्\u{200d}ष and ສະ\u{200b}ບາຍ"),
            ("\u{202b}قال\u{202c} on Tuesday", "\u{202b}قال\u{202c} on Tuesday"),
        ];
        for (line, expected) in cases {
            let dropped = drop(line, &mut Counts::new());
            assert_eq!(dropped.as_deref().unwrap_or(line), expected);
        }
    }
}
