//! What stands between two places of the text, counted once and found by subtraction.

use crate::flags::Flags;
use crate::words::Word;

/// Counts of words from the article's start to a place. They may wrap: only differences are read.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Counts {
    /// Commas.
    pub(crate) commas: u16,
    /// Verbs and auxiliaries.
    pub(crate) verbs: u16,
    /// Words outside quotation marks.
    pub(crate) outside: u16,
    /// Commas outside quotation marks.
    pub(crate) outer_commas: u16,
    /// Verbs and auxiliaries outside quotation marks.
    pub(crate) outer_verbs: u16,
    /// Stops outside quotation marks.
    pub(crate) outer_stops: u16,
    /// Verbs of saying outside quotation marks.
    pub(crate) outer_speech: u16,
}

impl Counts {
    fn add(&mut self, word: &Word) {
        let (comma, verb) = (u16::from(word.is(Flags::COMMA)), u16::from(word.is(Flags::VERB_FORM | Flags::AUXILIARY)));
        let outside = u16::from(!word.quoted());
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
