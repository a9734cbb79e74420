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
    /// Scores that stand already, a row of the tables' width for each token; or empty.
    pub base: Vec<f32>,
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
    numbers.map(|number| first_example(page, number, &document.sentences[number].tags)).collect()
}

fn first_example(page: &Page, sentence: usize, tags: &[Tag]) -> Example {
    let range = page.sentences()[sentence].clone();
    let mut example = Example { tags: tags.to_vec(), ..Example::default() };
    for at in range.clone() {
        for (place, offset) in OFFSETS.iter().enumerate() {
            let other = at.wrapping_add_signed(*offset);
            let word = range.contains(&other).then(|| page.word(other));
            own(word, place, &mut |feature| example.add(feature));
        }
        context(page, &range, at, &mut |feature| example.add(feature));
        example.ends.push(example.features.len());
    }
    example
}

/// The examples of a page for the second pass, over the scores and tags of the first.
pub(super) fn second_examples(
    page: &Page,
    document: &Document,
    (scores, found): (&[f32], &[Tag]),
    labels: usize,
) -> Vec<Example> {
    let width = crate::model::width(labels);
    let mut echo = Echo::default();
    echo.listen(page, found, labels);
    let mut examples = Vec::new();
    for (range, sentence) in page.sentences().iter().zip(&document.sentences) {
        let base = scores[range.start * width..range.end * width].to_vec();
        let mut example = Example { tags: sentence.tags.clone(), base, ..Example::default() };
        for at in range.clone() {
            echo.features(page, at, &mut |feature| example.add(feature));
            example.ends.push(example.features.len());
        }
        examples.push(example);
    }
    examples
}
