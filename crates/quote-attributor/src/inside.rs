//! What stands between the ends of a content, as its features count it.

use crate::contents::{REACH, owned};
use crate::flags::Flags;
use crate::reading::Reading;

/// What stands between two places, counted as the second moves on.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Inside {
    place: usize,
    /// Commas outside quotation marks.
    pub(crate) commas: u64,
    /// Verbs.
    pub(crate) verbs: u64,
    /// Bits: words outside marks, stops there, verbs of saying there; own segments; other segments.
    pub(crate) found: u64,
}

impl Inside {
    /// Nothing yet, at a place.
    pub(crate) fn from(place: usize) -> Self {
        Self { place, ..Self::default() }
    }

    /// Moves the end on.
    pub(crate) fn extend(&mut self, reading: &Reading, to: usize, cue: usize) {
        for at in self.place..to {
            let word = &reading.words[at];
            self.verbs += u64::from(word.is(Flags::VERB_FORM | Flags::AUXILIARY));
            if word.segment == 0 {
                self.commas += u64::from(word.is(Flags::COMMA));
                self.found |= 1 | u64::from(word.is(Flags::STOP)) << 1 | u64::from(word.is(Flags::SPEECH)) << 2;
            } else {
                self.found |= if owned(reading, at, cue) { 8 } else { 16 };
            }
        }
        self.place = self.place.max(to);
    }
}

/// What stands between two places, as [`Inside::found`] counts it.
pub(crate) fn purity(reading: &Reading, (from, to): (usize, usize), cue: usize) -> u64 {
    let mut inside = Inside::from(from);
    inside.extend(reading, to.min(from + REACH), cue);
    inside.found
}
