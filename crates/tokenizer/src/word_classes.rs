//! How words are used in running text: how often one opens a sentence, ends one, and has a capital inside one.
//!
//! Where a sentence ends without a mark, the words around the place tell: "the", "however" and "we" open sentences, "of" and
//! "than" end none. The model carries what was counted, a byte a word, so that words that its gold texts lack are known too.

use std::collections::HashMap;
use std::hash::BuildHasherDefault;

use crate::lexicon::{Folded, fold};

/// The use of a word, on coarse scales: 0 for what is no word, the last of each for words that are not known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct WordClass {
    /// How much more often than others it opens a sentence, 1 to 8.
    pub(crate) opens: u64,
    /// How often it has a capital inside one, 1 to 4.
    pub(crate) named: u64,
    /// How much more often than others it ends one, 1 to 8.
    pub(crate) ends: u64,
}

impl WordClass {
    /// The three as one number of fifteen bits.
    pub(crate) fn packed(self) -> u64 {
        self.opens | self.named << 5 | self.ends << 10
    }
}

const UNKNOWN: WordClass = WordClass { opens: 15, named: 15, ends: 15 };

/// The known words.
#[derive(Default)]
pub(crate) struct WordClasses {
    classes: HashMap<u64, u8, BuildHasherDefault<Folded>>,
}

/// Bytes of a word in a model.
const ENTRY: usize = 5;

impl WordClasses {
    /// Reads the words of a model.
    pub(crate) fn read(model: &[u8]) -> Self {
        let entry = |bytes: &[u8]| (u64::from(u32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]])), bytes[4]);
        Self { classes: model.chunks_exact(ENTRY).map(entry).collect() }
    }

    /// The use of a token.
    pub(crate) fn of(&self, token: &[u8]) -> WordClass {
        if !token.first().is_some_and(u8::is_ascii_alphabetic) {
            return WordClass { opens: 0, named: 0, ends: 0 };
        }
        let Some(class) = self.classes.get(&key(token)) else { return UNKNOWN };
        let class = u64::from(*class);
        WordClass { opens: 1 + (class & 7), named: 1 + (class >> 3 & 3), ends: 1 + (class >> 5) }
    }
}

fn key(word: &[u8]) -> u64 {
    fold(word) & u64::from(u32::MAX)
}

/// How often a word was seen in each place.
#[derive(Clone, Copy, Default)]
struct Count {
    all: u32,
    opening: u32,
    ending: u32,
    capital: u32,
}

/// Counts words in running text.
#[derive(Default)]
pub(crate) struct WordCounts {
    counts: HashMap<u64, Count, BuildHasherDefault<Folded>>,
}

/// A word seen less often is not known.
const RARE: u32 = 15;
const OPENS: [f32; 7] = [0.05, 0.135, 0.37, 1.0, 2.0, 4.0, 9.0];
const NAMED: [f32; 3] = [0.05, 0.3, 0.8];
const ENDS: [f32; 7] = [0.05, 0.135, 0.37, 0.74, 1.35, 2.2, 4.0];

impl WordCounts {
    /// Counts the words of a paragraph, cut into tokens.
    pub(crate) fn add(&mut self, tokens: &[&[u8]]) {
        let mut first = true;
        for (at, token) in tokens.iter().enumerate() {
            if token[0].is_ascii_alphabetic() {
                let count = self.counts.entry(key(token)).or_default();
                count.all += 1;
                count.opening += u32::from(first);
                count.capital += u32::from(!first && token[0].is_ascii_uppercase());
                count.ending += u32::from(ends(&tokens[at + 1..]));
                first = false;
            } else if !is_quote(token) {
                first = is_final(token) && at > 0 && tokens[at - 1].len() > 2;
            }
        }
    }

    /// The words as a model carries them, sorted.
    pub(crate) fn write(&self) -> Vec<u8> {
        let sum = |part: fn(&Count) -> u32| self.counts.values().map(|count| u64::from(part(count))).sum::<u64>();
        let usual = |part: fn(&Count) -> u32| sum(part) as f32 / sum(|count| count.all).max(1) as f32;
        let (opening, ending) = (usual(|count| count.opening), usual(|count| count.ending));
        let mut words: Vec<_> = self.counts.iter().filter(|(_, count)| count.all >= RARE).collect();
        words.sort_unstable_by_key(|(key, _)| **key);
        let mut model = Vec::with_capacity(words.len() * ENTRY);
        for (key, count) in words {
            let times = |part: u32, usual: f32| (part as f32 + 2.0 * usual) / (count.all as f32 + 2.0) / usual;
            let capitals = count.capital as f32 / (count.all - count.opening).max(1) as f32;
            let (opens, ends) = (step(times(count.opening, opening), &OPENS), step(times(count.ending, ending), &ENDS));
            model.extend(&key.to_le_bytes()[..4]);
            model.push(opens | step(capitals, &NAMED) << 3 | ends << 5);
        }
        model
    }
}

/// How many of the borders a value reaches.
fn step(value: f32, borders: &[f32]) -> u8 {
    borders.iter().map(|border| u8::from(value >= *border)).sum()
}

/// Whether a sentence ends before these tokens.
fn ends(after: &[&[u8]]) -> bool {
    match after {
        [] => true,
        [mark, next @ ..] if is_final(mark) => {
            next.first().is_none_or(|next| next[0].is_ascii_uppercase() || is_quote(next))
        }
        _ => false,
    }
}

fn is_final(token: &[u8]) -> bool {
    token.len() < 3 && token.iter().all(|byte| matches!(byte, b'.' | b'!' | b'?'))
}

fn is_quote(token: &[u8]) -> bool {
    token == b"\"" || token == "“".as_bytes() || token == "”".as_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_known_by_where_they_stand() {
        let mut counts = WordCounts::default();
        for _ in 0..20 {
            let text = "However , the boat of Mara left . The boat came back . However it sank";
            counts.add(&text.split(' ').map(str::as_bytes).collect::<Vec<_>>());
        }
        let classes = WordClasses::read(&counts.write());
        assert!(classes.of(b"However").opens > classes.of(b"the").opens);
        assert!(classes.of(b"back").ends > classes.of(b"boat").ends);
        assert!(classes.of(b"mara").named > classes.of(b"boat").named);
        assert_eq!(classes.of(b"the"), classes.of(b"THE"));
        assert_eq!(classes.of(b"estuary"), UNKNOWN);
    }
}
