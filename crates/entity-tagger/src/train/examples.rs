//! Labelled documents as the features of their tokens.

use copydesk_learn::bio::{Document, Tag};
use copydesk_learn::chain::Sequence;

use crate::features::{Echo, OFFSETS, context, own};
use crate::lexicon::Lexicon;
use crate::text::Page;

/// The page of a document.
pub(crate) fn fill(page: &mut Page, document: &Document, lexicon: &Lexicon, blind: bool) {
    page.clear();
    for sentence in &document.sentences {
        page.push(sentence.tokens.iter().map(String::as_str), lexicon);
    }
    page.finish(lexicon, blind);
}

/// The examples of a page for the first pass, only of sentences that are blind or not, as asked.
pub(super) fn first_examples(page: &Page, document: &Document, blind: bool) -> Vec<Sequence> {
    let numbers = (0..document.sentences.len()).filter(|sentence| page.is_blind(*sentence) == blind);
    numbers.map(|number| example(page, number, &document.sentences[number].tags, |_, _| {})).collect()
}

/// Adds a feature of the token at hand, by the high half of its hash.
fn add(example: &mut Sequence, feature: u64) {
    example.features.push((feature >> 32) as u32);
}

/// A sentence's example; `more` adds features of a token.
fn example(page: &Page, sentence: usize, tags: &[Tag], more: impl Fn(&mut Sequence, usize)) -> Sequence {
    let range = page.sentences()[sentence].clone();
    let mut example = Sequence { tags: tags.to_vec(), ..Sequence::default() };
    for at in range.clone() {
        for (place, offset) in OFFSETS.iter().enumerate() {
            let other = at.wrapping_add_signed(*offset);
            let word = range.contains(&other).then(|| page.word(other));
            own(word, place, &mut |feature| add(&mut example, feature));
        }
        context(page, &range, at, &mut |feature| add(&mut example, feature));
        more(&mut example, at);
        example.ends.push(example.features.len());
    }
    example
}

/// The examples of a page for the second pass, over the tags that the first found; blind sentences have none.
pub(super) fn second_examples(page: &Page, document: &Document, found: &[Tag], labels: usize) -> Vec<Sequence> {
    let mut echo = Echo::default();
    echo.listen(page, found, labels);
    let numbers = (0..document.sentences.len()).filter(|sentence| !page.is_blind(*sentence));
    let hear = |example: &mut Sequence, at: usize| echo.features(page, at, &mut |feature| add(example, feature));
    numbers.map(|number| example(page, number, &document.sentences[number].tags, hear)).collect()
}
