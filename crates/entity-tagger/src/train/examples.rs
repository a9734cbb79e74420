//! Labelled documents as the features of their tokens.

use copydesk_learn::bio::{Document, Tag, Tags};
use copydesk_learn::chain::{Lesson, Sequence};

use super::lessons::Labelled;
use crate::features::{Echo, OFFSETS, context, own};
use crate::lexicon::Lexicon;
use crate::text::Page;

/// A sentence to learn from.
#[derive(Default)]
pub(super) struct Example {
    sequence: Sequence,
    may: Vec<Tags>,
    weight: f32,
}

impl Example {
    /// What the learner takes.
    pub(super) fn lesson(&self) -> Lesson<'_> {
        Lesson { sequence: &self.sequence, may: &self.may, weight: self.weight }
    }

    /// Adds a feature of the token at hand, by the high half of its hash.
    fn add(&mut self, feature: u64) {
        self.sequence.features.push((feature >> 32) as u32);
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
pub(super) fn first_examples(page: &Page, lesson: &Labelled, blind: bool) -> Vec<Example> {
    let numbers = (0..lesson.document.sentences.len()).filter(|sentence| page.is_blind(*sentence) == blind);
    numbers.map(|number| example(page, number, lesson, |_, _| {})).collect()
}

/// A sentence's example; `more` adds features of a token.
fn example(page: &Page, sentence: usize, lesson: &Labelled, more: impl Fn(&mut Example, usize)) -> Example {
    let range = page.sentences()[sentence].clone();
    let may = lesson.document.sentences[sentence].tags.iter().map(|tag| lesson.may(*tag)).collect();
    let mut example = Example { may, weight: lesson.weight, ..Example::default() };
    for at in range.clone() {
        for (place, offset) in OFFSETS.iter().enumerate() {
            let other = at.wrapping_add_signed(*offset);
            let word = range.contains(&other).then(|| page.word(other));
            own(word, place, &mut |feature| example.add(feature));
        }
        context(page, &range, at, &mut |feature| example.add(feature));
        more(&mut example, at);
        example.sequence.ends.push(example.sequence.features.len());
    }
    example
}

/// The examples of a page for the second pass, over the tags that the first found; blind sentences have none.
pub(super) fn second_examples(page: &Page, lesson: &Labelled, found: &[Tag], labels: usize) -> Vec<Example> {
    let mut echo = Echo::default();
    echo.listen(page, found, labels);
    let numbers = (0..lesson.document.sentences.len()).filter(|sentence| !page.is_blind(*sentence));
    let hear = |example: &mut Example, at: usize| echo.features(page, at, &mut |feature| example.add(feature));
    numbers.map(|number| example(page, number, lesson, hear)).collect()
}
