//! The word lists, as one table from folded words to what they are.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use crate::word_classes::WordClasses;

/// What a word of the lists is; bits, since a word may be several things.
pub(crate) type Kinds = u32;

/// A title before a name ("Mr"): never ends a sentence.
pub(crate) const TITLE: Kinds = 1;
/// Shortened before a number ("No", "p"); an abbreviation only there.
pub(crate) const NUMBERED: Kinds = 1 << 1;
/// A month or weekday ("Sept").
pub(crate) const CALENDAR: Kinds = 1 << 2;
/// Ends a company's name ("Inc"); may end a sentence.
pub(crate) const COMPANY: Kinds = 1 << 3;
/// An abbreviation that may end a sentence ("etc", "Jr").
pub(crate) const FINAL: Kinds = 1 << 4;
/// An abbreviation that never ends one ("vs", "e.g").
pub(crate) const INNER: Kinds = 1 << 5;
/// A place or address word ("Calif", "Ave"): an abbreviation when capitalized.
pub(crate) const PLACE: Kinds = 1 << 6;
/// The same, where the word is also a common one ("Miss", "Wash"): only after a comma.
pub(crate) const PLACE_AFTER_COMMA: Kinds = 1 << 7;
/// A prefix that binds the word after its hyphen ("non-profit").
pub(crate) const PREFIX: Kinds = 1 << 8;
/// A unit that stands apart from its number ("35 mm").
pub(crate) const UNIT: Kinds = 1 << 9;
/// The last part of a host or file name ("com", "pdf").
pub(crate) const SUFFIX: Kinds = 1 << 10;
/// A word that opens sentences and seldom anything else when capitalized ("The").
pub(crate) const OPENER: Kinds = 1 << 11;
/// A name that is written with an exclamation mark ("Jeopardy!").
pub(crate) const EXCLAIMED: Kinds = 1 << 12;
/// Any kind that keeps its period.
pub(crate) const ABBREVIATION: Kinds =
    TITLE | NUMBERED | CALENDAR | COMPANY | FINAL | INNER | PLACE | PLACE_AFTER_COMMA;

const LISTS: [(Kinds, &str); 13] = [
    (TITLE, include_str!("../data/titles.txt")),
    (NUMBERED, include_str!("../data/before-numbers.txt")),
    (CALENDAR, include_str!("../data/calendar.txt")),
    (COMPANY, include_str!("../data/companies.txt")),
    (FINAL, include_str!("../data/final-abbreviations.txt")),
    (INNER, include_str!("../data/inner-abbreviations.txt")),
    (PLACE, include_str!("../data/places.txt")),
    (PLACE_AFTER_COMMA, include_str!("../data/places-after-comma.txt")),
    (PREFIX, include_str!("../data/prefixes.txt")),
    (UNIT, include_str!("../data/units.txt")),
    (SUFFIX, include_str!("../data/suffixes.txt")),
    (EXCLAIMED, include_str!("../data/exclaimed-names.txt")),
    (OPENER, include_str!("../data/openers.txt")),
];

/// The lists.
pub(crate) struct Lexicon {
    kinds: HashMap<u64, Kinds, BuildHasherDefault<Folded>>,
    /// How words are used, as the model knows it.
    pub(crate) classes: WordClasses,
}

impl Lexicon {
    /// Reads the lists that are compiled in, and adds the words of a model.
    pub(crate) fn new(classes: WordClasses) -> Self {
        let mut kinds = HashMap::default();
        for (kind, list) in LISTS {
            for word in list.lines() {
                *kinds.entry(fold(word.as_bytes())).or_default() |= kind;
            }
        }
        Self { kinds, classes }
    }

    /// What a word is, without regard to case; no bits for a word that no list holds.
    #[inline]
    pub(crate) fn kinds(&self, word: &[u8]) -> Kinds {
        if word.len() > LONGEST { 0 } else { self.kinds.get(&fold(word)).copied().unwrap_or(0) }
    }
}

const LONGEST: usize = 16;

/// A hash of a word without regard to ASCII case: of its first eight bytes, its last eight and its length. The words of the
/// lists are told apart by these.
#[inline]
pub(crate) fn fold(word: &[u8]) -> u64 {
    let (head, tail) = match word {
        [] => (0, 0),
        [_, ..] if word.len() >= 8 => (eight(&word[..8]), eight(&word[word.len() - 8..])),
        _ => (few(word), 0),
    };
    const CASE: u64 = 0x2020_2020_2020_2020;
    let mixed = ((head | CASE) ^ (tail | CASE).rotate_left(29) ^ word.len() as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    mixed ^ (mixed >> 32)
}

#[inline]
fn eight(bytes: &[u8]) -> u64 {
    u64::from_le_bytes(bytes.try_into().expect("a slice of eight bytes"))
}

/// Fewer than eight bytes as a number, read as two overlapping parts.
#[inline]
fn few(bytes: &[u8]) -> u64 {
    let len = bytes.len();
    let byte = |at: usize| u64::from(bytes[at]);
    if len >= 4 {
        let four = |at: usize| u64::from(u32::from_le_bytes([bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]]));
        return four(0) | four(len - 4) << 32;
    }
    byte(0) | byte(len / 2) << 8 | byte(len - 1) << 16
}

/// Passes a hash on as it is.
#[derive(Default)]
pub(crate) struct Folded(u64);

impl Hasher for Folded {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 << 8) | u64::from(*byte);
        }
    }

    fn write_u64(&mut self, hash: u64) {
        self.0 = hash.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lists_are_sorted_lower_case_and_without_repeats() {
        for (_, list) in LISTS {
            let words: Vec<_> = list.lines().collect();
            assert!(words.is_sorted_by(|a, b| a < b), "{words:?}");
            assert!(words.iter().all(|word| !word.is_empty() && word.len() <= LONGEST && *word == word.to_lowercase()));
        }
    }

    #[test]
    fn words_are_found_in_any_case() {
        let lexicon = Lexicon::new(WordClasses::default());
        assert_eq!(lexicon.kinds(b"MR"), TITLE);
        assert_ne!(lexicon.kinds(b"Sept") & CALENDAR, 0);
        assert_eq!(lexicon.kinds(b"window"), 0);
    }
}
