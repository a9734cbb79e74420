//! What stands between two places of the text, counted once and told by subtraction.

use crate::flags::Flags;
use crate::reading::{Attached, Reading};
use crate::words::Word;

/// Counts of words from the article's start to a place. They may wrap: only differences are told.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Counts {
    /// Commas.
    pub(crate) commas: u16,
    /// Verbs and auxiliaries.
    pub(crate) verbs: u16,
    /// Words outside quotation marks, and of these commas, verbs, stops, and verbs of saying.
    outside: u16,
    outer_commas: u16,
    /// Verbs and auxiliaries outside quotation marks.
    pub(crate) outer_verbs: u16,
    outer_stops: u16,
    outer_speech: u16,
}

impl Counts {
    fn add(&mut self, word: &Word) {
        let (comma, verb) = (u16::from(word.is(Flags::COMMA)), u16::from(word.is(Flags::VERB_FORM | Flags::AUXILIARY)));
        let outside = u16::from(word.segment == 0);
        self.commas = self.commas.wrapping_add(comma);
        self.verbs = self.verbs.wrapping_add(verb);
        self.outside = self.outside.wrapping_add(outside);
        self.outer_commas = self.outer_commas.wrapping_add(outside & comma);
        self.outer_verbs = self.outer_verbs.wrapping_add(outside & verb);
        self.outer_stops = self.outer_stops.wrapping_add(outside & u16::from(word.is(Flags::STOP)));
        self.outer_speech = self.outer_speech.wrapping_add(outside & u16::from(word.is(Flags::SPEECH)));
    }

    const fn without(self, earlier: Self) -> Self {
        Self {
            commas: self.commas.wrapping_sub(earlier.commas),
            verbs: self.verbs.wrapping_sub(earlier.verbs),
            outside: self.outside.wrapping_sub(earlier.outside),
            outer_commas: self.outer_commas.wrapping_sub(earlier.outer_commas),
            outer_verbs: self.outer_verbs.wrapping_sub(earlier.outer_verbs),
            outer_stops: self.outer_stops.wrapping_sub(earlier.outer_stops),
            outer_speech: self.outer_speech.wrapping_sub(earlier.outer_speech),
        }
    }
}

/// The counts up to every word.
#[derive(Debug, Default)]
pub(crate) struct Tally(Vec<Counts>);

impl Tally {
    /// Counts the words of an article.
    pub(crate) fn count(&mut self, words: &[Word]) {
        self.0.clear();
        self.0.reserve(words.len() + 1);
        let mut counts = Counts::default();
        self.0.push(counts);
        for word in words {
            counts.add(word);
            self.0.push(counts);
        }
    }

    /// What stands from one word to before another; nothing where the second is not behind the first.
    pub(crate) fn between(&self, from: usize, to: usize) -> Counts {
        if from < to { self.0[to].without(self.0[from]) } else { Counts::default() }
    }
}

/// What stands between the ends of a content.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Inside {
    /// Commas outside quotation marks.
    pub(crate) commas: u64,
    /// Verbs.
    pub(crate) verbs: u64,
    /// Bits: words outside marks, stops there, verbs of saying there; own segments; other segments.
    pub(crate) found: u64,
}

/// What stands between two places, seen by a cue.
pub(crate) fn between(reading: &Reading, (from, to): (usize, usize), cue: usize) -> Inside {
    let counts = reading.tally.between(from, to);
    let bit = |count: u16, bit: u64| u64::from(count != 0) << bit;
    let outer = bit(counts.outside, 0) | bit(counts.outer_stops, 1) | bit(counts.outer_speech, 2);
    let found = outer | segments(reading, (from, to), cue);
    Inside { commas: u64::from(counts.outer_commas), verbs: u64::from(counts.verbs), found }
}

/// Whether segments of the cue (8) and other segments (16) stand between two places.
fn segments(reading: &Reading, (from, to): (usize, usize), cue: usize) -> u64 {
    let first = reading.segment_words.partition_point(|(_, last)| *last <= from);
    let near = reading.segment_words[first..].iter().zip(&reading.attachments[first..]);
    let near = near.take_while(|((start, _), _)| *start < to);
    near.fold(0, |found, (_, attached)| found | if attached.to == Attached::Cue(cue) { 8 } else { 16 })
}
