//! Labelled documents as the features of their tokens.

use crate::bio::Document;
use crate::features::{Echo, OFFSETS, context, own};
use crate::labels::Tag;
use crate::lexicon::Lexicon;
use crate::text::Page;

/// A sentence to learn from.
#[derive(Default)]
pub(super) struct Example {
    /// The features of all tokens in a row, the high halves of their hashes.
    pub features: Vec<u32>,
    /// Where the features of each token end.
    pub ends: Vec<usize>,
    /// The tags to learn.
    pub tags: Vec<Tag>,
}

impl Example {
    fn add(&mut self, feature: u64) {
        self.features.push((feature >> 32) as u32);
    }

    /// The features of a token.
    pub(super) fn features_of(&self, token: usize) -> &[u32] {
        let start = token.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.features[start..self.ends[token]]
    }
}

/// The page of a document.
pub(crate) fn fill(page: &mut Page, document: &Document, lexicon: &Lexicon, blind: bool) {
    page.clear();
    for sentence in &document.sentences {
        page.push(sentence.tokens.iter().map(String::as_str), lexicon);
    }
    page.finish(lexicon, blind);
}

/// The examples of a page for the first pass, only of sentences that are blind or not, as asked.
pub(super) fn first_examples(page: &Page, document: &Document, blind: bool) -> Vec<Example> {
    let numbers = (0..document.sentences.len()).filter(|sentence| page.is_blind(*sentence) == blind);
    numbers.map(|number| example(page, number, &document.sentences[number].tags, |_, _| {})).collect()
}

/// A sentence's example; `more` adds features of a token.
fn example(page: &Page, sentence: usize, tags: &[Tag], more: impl Fn(&mut Example, usize)) -> Example {
    let range = page.sentences()[sentence].clone();
    let mut example = Example { tags: tags.to_vec(), ..Example::default() };
    for at in range.clone() {
        for (place, offset) in OFFSETS.iter().enumerate() {
            let other = at.wrapping_add_signed(*offset);
            let word = range.contains(&other).then(|| page.word(other));
            own(word, place, &mut |feature| example.add(feature));
        }
        context(page, &range, at, &mut |feature| example.add(feature));
        more(&mut example, at);
        example.ends.push(example.features.len());
    }
    example
}

/// The examples of a page for the second pass, over the tags that the first found; blind sentences have none.
pub(super) fn second_examples(page: &Page, document: &Document, found: &[Tag], labels: usize) -> Vec<Example> {
    let mut echo = Echo::default();
    echo.listen(page, found, labels);
    let numbers = (0..document.sentences.len()).filter(|sentence| !page.is_blind(*sentence));
    let hear = |example: &mut Example, at: usize| echo.features(page, at, &mut |feature| example.add(feature));
    numbers.map(|number| example(page, number, &document.sentences[number].tags, hear)).collect()
}
