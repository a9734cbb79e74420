//! What a page says of its article for machines, held against what was found in it.

use std::collections::HashSet;

use super::page::{FOLD_FACTOR, FOLD_START};

/// A text for machines is believed to be the article's body from so many bytes on.
const SHORTEST_BODY: usize = 200;
/// How many words in a row make a phrase of which an article has few by chance.
const PHRASE: usize = 3;

/// What a page says of its article for machines.
#[derive(Default, Debug)]
pub(super) struct Claims {
    /// JSON-LD's `articleBody`.
    pub(super) body: Option<String>,
    /// JSON-LD's `wordCount`.
    pub(super) words: Option<usize>,
    /// The description for search and sharing.
    pub(super) description: Option<String>,
    /// Whether the page says that it is an article at all.
    pub(super) article: bool,
    /// Whether it says that it is a running story of posts.
    pub(super) live: bool,
}

impl Claims {
    /// The body for machines, if it is long enough to be one.
    pub(super) fn stated_body(&self) -> Option<&str> {
        self.body.as_deref().filter(|body| body.len() >= SHORTEST_BODY)
    }

    /// The share of the stated body's phrases that stand in a text; nothing without a stated body.
    pub(super) fn body_share(&self, text: &str) -> Option<f32> {
        self.stated_body().map(|body| share(body, text, PHRASE))
    }

    /// How near a text's length comes to the stated count of words, from 0 to 1; nothing without such a count.
    pub(super) fn length_share(&self, text: &str) -> Option<f32> {
        let (stated, found) = (self.words? as f32, text.split_whitespace().count() as f32);
        (stated > 0.0).then(|| (found / stated).min(stated / found.max(1.0)))
    }

    /// The share of the description's words that stand in a text.
    pub(super) fn description_share(&self, text: &str) -> Option<f32> {
        self.description
            .as_deref()
            .filter(|words| words.split_whitespace().count() >= 5)
            .map(|words| share(words, text, 1))
    }
}

/// The share of one text's phrases of so many words that stand in another.
fn share(of: &str, within: &str, words: usize) -> f32 {
    let known: HashSet<u64> = phrases(within, words).into_iter().collect();
    let phrases = phrases(of, words);
    let found = phrases.iter().filter(|phrase| known.contains(phrase)).count();
    if phrases.is_empty() { 0.0 } else { found as f32 / phrases.len() as f32 }
}

/// The phrases of a text, each as the number that its letters fold to; two of a page fold to one number by no chance worth fearing.
fn phrases(text: &str, words: usize) -> Vec<u64> {
    let all: Vec<u64> = text.split_whitespace().filter_map(folded).collect();
    let joined = |phrase: &[u64]| phrase.iter().fold(FOLD_START, |hash, word| (hash ^ word).wrapping_mul(FOLD_FACTOR));
    all.windows(words).map(joined).collect()
}

/// The letters and digits of a word, lower case, as a number; nothing if it has none.
fn folded(word: &str) -> Option<u64> {
    let add = |hash: u64, c: char| (hash ^ u64::from(u32::from(c))).wrapping_mul(FOLD_FACTOR);
    let mut hash = FOLD_START;
    for c in word.chars() {
        if c.is_ascii() {
            hash = if c.is_ascii_alphanumeric() { add(hash, c.to_ascii_lowercase()) } else { hash };
        } else if c.is_alphanumeric() {
            hash = c.to_lowercase().fold(hash, add);
        }
    }
    (hash != FOLD_START).then_some(hash)
}
