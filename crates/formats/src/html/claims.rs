//! What a page says of its article for machines, held against what was found in it.

use std::collections::HashSet;

use super::reading::letters;

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
    let known: HashSet<String> = phrases(within, words).collect();
    let (mut all, mut found) = (0_u32, 0_u32);
    for phrase in phrases(of, words) {
        all += 1;
        found += u32::from(known.contains(&phrase));
    }
    if all == 0 { 0.0 } else { found as f32 / all as f32 }
}

fn phrases(text: &str, words: usize) -> impl Iterator<Item = String> {
    let all: Vec<String> = text.split_whitespace().map(letters).filter(|word| !word.is_empty()).collect();
    let count = (all.len() + 1).saturating_sub(words);
    (0..count).map(move |at| all[at..at + words].concat())
}
