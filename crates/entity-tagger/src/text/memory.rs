//! Words of former articles: what is known of a word depends on the word and the lexicon alone, and most words of an article
//! stood in the articles before it.

use super::index::Index;
use super::word::{Facts, Reader};
use crate::hash;
use crate::lexicon::Lexicon;
use crate::serial::Serial;

/// With more words than this, all are forgotten before the next article: so many fit the processor's cache with their sums.
const MOST: usize = 8192;

/// Remembered words, numbered from 2 in steps of 2: a word where its case is not trusted has the odd number. 0 is no word.
#[derive(Default)]
pub(super) struct Memory {
    index: Index,
    facts: Vec<[Facts; 2]>,
    text: String,
    ends: Vec<usize>,
    lexicon: Serial,
    contents: Serial,
    reader: Reader,
}

impl Memory {
    /// Makes ready for an article: forgets words if there are too many, keeps the room.
    pub(super) fn begin(&mut self) {
        if self.facts.len() > MOST {
            self.forget();
        }
    }

    fn forget(&mut self) {
        self.index.clear();
        self.facts.clear();
        self.text.clear();
        self.ends.clear();
        self.contents = Serial::new();
    }

    /// Which words are remembered: whoever keeps something by their numbers forgets it when this changes.
    pub(super) const fn contents(&self) -> Serial {
        self.contents
    }

    /// The number that the next word will have: all numbers are below it.
    pub(super) fn bound(&self) -> usize {
        2 * self.facts.len() + 2
    }

    /// The facts of a word where its case can be trusted, and where it cannot; `key` is its hash.
    pub(super) fn facts(&mut self, word: &str, mut key: u64, lexicon: &Lexicon) -> [Facts; 2] {
        if self.lexicon != lexicon.serial() {
            self.forget();
            self.lexicon = lexicon.serial();
        }
        while let Some(number) = self.index.get(key) {
            if self.word(number as usize) == word {
                return self.facts[number as usize];
            }
            key = hash::pair(key, 1);
        }
        self.learn(word, key, lexicon)
    }

    fn word(&self, number: usize) -> &str {
        let start = number.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.text[start..self.ends[number]]
    }

    fn learn(&mut self, word: &str, key: u64, lexicon: &Lexicon) -> [Facts; 2] {
        let number = self.bound() as u32;
        let mut facts = self.reader.read(word, lexicon);
        facts[0].number = number;
        facts[1].number = number + 1;
        self.index.insert(key);
        self.facts.push(facts);
        self.text.push_str(word);
        self.ends.push(self.text.len());
        facts
    }
}
