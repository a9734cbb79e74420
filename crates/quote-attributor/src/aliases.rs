//! Names that a source goes by: a man who goes by the name “Stretch”, a nurse under the pseudonym “Lena”.

use crate::flags::Flags;
use crate::phrases::Phrase;
use crate::words::{Word, WordSpan};

/// The most words of such a name, between a source and it, and between the word that announces it and it.
const MOST_WORDS: usize = 3;
const REACH: usize = 12;
const NEAR: usize = 4;

/// Whether the words from `first` to before `last`, marks among them, are such a name and no quotation.
pub(crate) fn is_one(words: &[Word], first: usize, last: usize) -> bool {
    let Some(inner) = words.get(first + 1..last.saturating_sub(1)) else { return false };
    let name: Vec<&Word> = inner.iter().filter(|word| !word.is(Flags::PUNCT)).collect();
    (1..=MOST_WORDS).contains(&name.len()) && name.iter().all(|word| word.is(Flags::CAP)) && is_announced(words, first)
}

/// Whether a word right before says that a name follows: "goes by the name", "known as", "asked to be called".
fn is_announced(words: &[Word], at: usize) -> bool {
    let sentence = words.get(at).map(|word| word.sentence);
    let near = words[at.saturating_sub(NEAR)..at].iter().rev();
    let mut near = near.take_while(|word| Some(word.sentence) == sentence && !word.is(Flags::PUNCT));
    near.any(|word| word.is(Flags::ALIAS))
}

/// The words of the name that a relative clause or participle behind an unnamed source gives it.
pub(crate) fn behind(words: &[Word], phrase: &Phrase) -> Option<WordSpan> {
    let sentence = words[phrase.first].sentence;
    let reach = phrase.end..words.len().min(phrase.end + REACH);
    let named = |at: &usize| words[*at].is(Flags::CAP) && !words[*at].is(Flags::NO_NAME);
    let first = reach.take_while(|at| words[*at].sentence == sentence).find(named)?;
    let name = (first..words.len().min(first + MOST_WORDS)).take_while(named);
    let last = name.last()? + 1;
    let opening = first - usize::from(words[first - 1].is(Flags::MARK));
    let relative = Flags::WHO | Flags::PAST | Flags::COMMA;
    let tied = words.get(phrase.end).is_some_and(|word| word.is(relative));
    (tied && is_announced(words, opening)).then_some(WordSpan { first, end: last })
}
