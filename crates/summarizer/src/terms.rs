//! The content words of sentences, as small numbers.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::ops::Range;

use crate::fold;
use crate::openers::is_word;
use crate::rarity::Rarity;
use crate::vocabulary::Vocabulary;

/// The content words of an article, numbered in the order of their first use.
#[derive(Default)]
pub(crate) struct Terms {
    numbers: HashMap<u64, u32, BuildHasherDefault<AsItIs>>,
    facts: Vec<Facts>,
    /// The terms of all candidates, each sentence's sorted and each term once.
    listed: Vec<u32>,
    sentences: Vec<Sentence>,
    headline: Vec<u32>,
}

/// The content of a candidate.
struct Sentence {
    /// Where its terms are listed.
    terms: Range<usize>,
    /// Their rarities together.
    weight: f32,
}

/// What is known of a term.
#[derive(Clone, Copy, Default)]
struct Facts {
    /// How often it stands in the body.
    count: u32,
    /// In how many of the candidates.
    sentences: u32,
    /// Its rarity in news.
    weight: f32,
    /// Whether it was seen with a capital inside a sentence.
    name: bool,
}

impl Terms {
    pub(crate) fn clear(&mut self) {
        self.numbers.clear();
        self.facts.clear();
        self.listed.clear();
        self.sentences.clear();
        self.headline.clear();
    }

    /// Adds a content word to the sentence at hand, with its [key](fold::key), and whether it looks like a name there.
    pub(crate) fn add(&mut self, key: u64, name: bool, rarity: &Rarity) {
        let number = self.number(key, rarity);
        let facts = &mut self.facts[number as usize];
        facts.count += 1;
        facts.name |= name;
        self.listed.push(number);
    }

    /// Ends the sentence at hand, which becomes the next candidate's.
    pub(crate) fn end_sentence(&mut self) {
        let start = self.sentences.last().map_or(0, |before| before.terms.end);
        self.listed[start..].sort_unstable();
        let end = start + dedup(&mut self.listed[start..]);
        self.listed.truncate(end);
        let mut weight = 0.0;
        for term in &self.listed[start..] {
            let facts = &mut self.facts[*term as usize];
            facts.sentences += 1;
            weight += facts.weight;
        }
        self.sentences.push(Sentence { terms: start..end, weight });
    }

    fn number(&mut self, key: u64, rarity: &Rarity) -> u32 {
        let next = u32::try_from(self.facts.len()).expect("an article has fewer words than bytes");
        let number = *self.numbers.entry(key).or_insert(next);
        if number == next {
            self.facts.push(Facts { weight: rarity.of_word(key), ..Facts::default() });
        }
        number
    }

    /// Reads the headline; the sentences must have ended.
    pub(crate) fn read_headline(&mut self, headline: &str, vocabulary: &Vocabulary) {
        let words = headline.split(|c: char| !c.is_alphanumeric()).filter(|word| is_word(word));
        let keys = words.map(fold::key).filter(|key| !vocabulary.is_stop_word(*key));
        self.headline.extend(keys.filter_map(|key| self.numbers.get(&key)));
        self.headline.sort_unstable();
        self.headline.dedup();
    }

    /// The terms of a candidate, sorted, each once.
    pub(crate) fn of(&self, sentence: usize) -> &[u32] {
        &self.listed[self.sentences[sentence].terms.clone()]
    }

    /// The headline's terms that the body uses too, sorted.
    pub(crate) fn headline(&self) -> &[u32] {
        &self.headline
    }

    /// The term of a word's key, if the body uses the word.
    pub(crate) fn find(&self, key: u64) -> Option<u32> {
        self.numbers.get(&key).copied()
    }

    /// How often a term stands in the body.
    pub(crate) fn count(&self, term: u32) -> u32 {
        self.facts[term as usize].count
    }

    /// How many candidates hold a term.
    pub(crate) fn sentences_with(&self, term: u32) -> u32 {
        self.facts[term as usize].sentences
    }

    /// How rare a term is in news.
    pub(crate) fn weight(&self, term: u32) -> f32 {
        self.facts[term as usize].weight
    }

    /// Whether a term is, or is part of, a name.
    pub(crate) fn is_name(&self, term: u32) -> bool {
        self.facts[term as usize].name
    }

    /// How many different terms there are.
    pub(crate) fn len(&self) -> usize {
        self.facts.len()
    }

    /// The rarities of some terms together.
    pub(crate) fn weight_of(&self, terms: &[u32]) -> f32 {
        terms.iter().map(|&term| self.weight(term)).sum()
    }

    /// The rarities together of what two sorted lists share.
    pub(crate) fn shared_weight(&self, a: &[u32], b: &[u32]) -> f32 {
        let mut sum = 0.0;
        each_shared(a, b, |term| sum += self.weight(term));
        sum
    }

    /// The rarities together of what a candidate holds.
    pub(crate) fn weight_in(&self, sentence: usize) -> f32 {
        self.sentences[sentence].weight
    }
}

fn dedup(sorted: &mut [u32]) -> usize {
    let mut kept = 0;
    for n in 0..sorted.len() {
        if kept == 0 || sorted[kept - 1] != sorted[n] {
            sorted[kept] = sorted[n];
            kept += 1;
        }
    }
    kept
}

/// How many terms two sorted lists share.
pub(crate) fn shared(a: &[u32], b: &[u32]) -> usize {
    let mut count = 0;
    each_shared(a, b, |_| count += 1);
    count
}

fn each_shared(a: &[u32], b: &[u32], mut with: impl FnMut(u32)) {
    let (mut i, mut j) = (0, 0);
    while i < a.len() && j < b.len() {
        let (x, y) = (a[i], b[j]);
        if x == y {
            with(x);
        }
        i += usize::from(x <= y);
        j += usize::from(y <= x);
    }
}

/// The keys are hashes already.
#[derive(Default)]
struct AsItIs(u64);

impl Hasher for AsItIs {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.0 = self.0.rotate_left(8) ^ u64::from(byte);
        }
    }

    fn write_u64(&mut self, key: u64) {
        self.0 = key;
    }
}
