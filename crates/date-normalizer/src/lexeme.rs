//! Lexemes: words, numbers and marks, with the classes that rules ask for.

use crate::lexicon::{Class, Lexicon, WordId};

/// A word, a number or a mark.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Lexeme {
    /// The first byte.
    pub(crate) start: u32,
    /// The byte after the last.
    pub(crate) end: u32,
    /// The classes, as a set of bits.
    pub(crate) classes: u64,
    /// What a number counts for; words keep that in the lexicon.
    pub(crate) value: i32,
    /// The lexicon's number, or 0.
    pub(crate) word: WordId,
    /// Whether it begins with a capital.
    pub(crate) capital: bool,
    /// The first byte of the text.
    pub(crate) first: u8,
}

impl Lexeme {
    /// Whether it belongs to a class.
    pub(crate) const fn is(&self, class: Class) -> bool {
        self.classes & class.bit() != 0
    }

    /// What it counts for in a class.
    pub(crate) fn value(&self, class: Class, lexicon: &Lexicon) -> i32 {
        if self.word == 0 { self.value } else { lexicon.entry(self.word).value(class) }
    }
}
