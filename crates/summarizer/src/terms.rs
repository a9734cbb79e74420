//! The content words of sentences, as small numbers.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::ops::Range;

use copydesk_core::StageError;

use crate::candidates::{Candidate, Given};
use crate::fold;
use crate::openers::is_word;

/// The content words of an article, numbered in the order of their first use.
#[derive(Default)]
pub(crate) struct Terms {
    numbers: HashMap<u64, u32, BuildHasherDefault<AsItIs>>,
    /// How often each term stands in the body.
    counts: Vec<u32>,
    /// The terms of all candidates, each sentence's sorted and each term once.
    listed: Vec<u32>,
    sentences: Vec<Range<usize>>,
    headline: Vec<u32>,
}

impl Terms {
    /// Reads the candidates and the headline.
    pub(crate) fn read(
        &mut self,
        given: &Given<'_>,
        candidates: &[Candidate],
        stop_words: &StopWords,
    ) -> Result<(), StageError> {
        self.clear();
        for candidate in candidates {
            given.doc.budget.check()?;
            self.add_sentence(given.words(candidate).filter(|word| is_word(word)), stop_words);
        }
        self.read_headline(given.headline().unwrap_or_default(), stop_words);
        Ok(())
    }

    fn clear(&mut self) {
        self.numbers.clear();
        self.counts.clear();
        self.listed.clear();
        self.sentences.clear();
        self.headline.clear();
    }

    fn add_sentence<'a>(&mut self, words: impl Iterator<Item = &'a str>, stop_words: &StopWords) {
        let start = self.listed.len();
        for word in words {
            let key = fold::key(word);
            if !stop_words.hold(key) {
                let next = u32::try_from(self.counts.len()).expect("an article has fewer words than bytes");
                let number = *self.numbers.entry(key).or_insert(next);
                if number == next {
                    self.counts.push(0);
                }
                self.counts[number as usize] += 1;
                self.listed.push(number);
            }
        }
        self.listed[start..].sort_unstable();
        let kept = dedup(&mut self.listed[start..]);
        self.listed.truncate(start + kept);
        self.sentences.push(start..start + kept);
    }

    fn read_headline(&mut self, headline: &str, stop_words: &StopWords) {
        let words = headline.split(|c: char| !c.is_alphanumeric()).filter(|word| is_word(word));
        let keys = words.map(fold::key).filter(|key| !stop_words.hold(*key));
        self.headline.extend(keys.filter_map(|key| self.numbers.get(&key)));
        self.headline.sort_unstable();
        self.headline.dedup();
    }

    /// The terms of a candidate, sorted, each once.
    pub(crate) fn of(&self, sentence: usize) -> &[u32] {
        &self.listed[self.sentences[sentence].clone()]
    }

    /// The headline's terms that the body uses too, sorted.
    pub(crate) fn headline(&self) -> &[u32] {
        &self.headline
    }

    /// How often a term stands in the body.
    pub(crate) fn count(&self, term: u32) -> u32 {
        self.counts[term as usize]
    }

    /// How many different terms there are.
    pub(crate) fn len(&self) -> usize {
        self.counts.len()
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
    let (mut i, mut j, mut count) = (0, 0, 0);
    while i < a.len() && j < b.len() {
        count += usize::from(a[i] == b[j]);
        let (x, y) = (a[i], b[j]);
        i += usize::from(x <= y);
        j += usize::from(y <= x);
    }
    count
}

/// Words that carry no content.
pub(crate) struct StopWords {
    keys: Vec<u64>,
}

impl StopWords {
    pub(crate) fn load() -> Self {
        let mut keys: Vec<_> = include_str!("../data/stopwords.txt").lines().map(fold::key).collect();
        keys.sort_unstable();
        Self { keys }
    }

    fn hold(&self, key: u64) -> bool {
        self.keys.binary_search(&key).is_ok()
    }
}

/// Whether a word names a day or a month.
pub(crate) fn is_calendar(word: &str) -> bool {
    const NAMES: [&str; 19] = [
        "Monday",
        "Tuesday",
        "Wednesday",
        "Thursday",
        "Friday",
        "Saturday",
        "Sunday",
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    NAMES.contains(&word)
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
