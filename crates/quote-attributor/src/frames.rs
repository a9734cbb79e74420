//! Frames: sentences joined where a quotation runs over their border.
//!
//! "We won. They lost," she said. is two sentences and one frame: what is quoted and who says so stand in it together.

use std::ops::Range;

use crate::flags::Flags;
use crate::labels::Labels;
use crate::words::Word;

/// The longest dateline, in words.
const DATELINE: usize = 14;

/// A stretch of words that is read as one sentence.
#[derive(Clone, Debug)]
pub(crate) struct Frame {
    /// Its words.
    pub(crate) words: Range<usize>,
    /// The phrases in it.
    pub(crate) phrases: Range<usize>,
    /// Whether most words begin with capitals, so that capitals tell nothing.
    pub(crate) headline: bool,
}

/// Fills `frames`. What a labelled speaker says in an interview is one frame, however long.
pub(crate) fn join(words: &[Word], labels: &Labels, frames: &mut Vec<Frame>) {
    frames.clear();
    let mut start = 0;
    let mut dateline = dateline(words, 0);
    for at in 1..=words.len() {
        if at < words.len() && words[at - 1].area != words[at].area {
            dateline = self::dateline(words, at);
        }
        if at == words.len() || dateline == Some(at) || is_border(words, labels, at) {
            frames.push(Frame { words: start..at, phrases: 0..0, headline: is_headline(&words[start..at]) });
            start = at;
        }
    }
}

/// The word behind the dash of a dateline that opens an area: "LUSAKA, May 3 (Agency) -".
fn dateline(words: &[Word], first: usize) -> Option<usize> {
    let opening = words.get(first).filter(|word| word.is(Flags::CAPITALS) && word.span.len() > 2)?;
    let near = words[first..].iter().take(DATELINE).take_while(|word| word.area == opening.area && !word.quoted());
    let dash = near.enumerate().position(|(at, word)| at > 0 && is_dash(&words[first + at - 1], word))?;
    Some(first + dash + 1).filter(|behind| words.get(*behind).is_some_and(|word| word.area == opening.area))
}

/// Whether a mark is a dash set apart from the word before it.
fn is_dash(before: &Word, word: &Word) -> bool {
    let apart = before.span.end() < word.span.start();
    let other = Flags::COMMA | Flags::STOP | Flags::OPEN | Flags::CLOSE | Flags::COLON | Flags::MARK | Flags::SEMICOLON;
    word.is(Flags::PUNCT) && !word.is(other) && (apart || word.is(Flags::DASH))
}

fn is_border(words: &[Word], labels: &Labels, at: usize) -> bool {
    let (before, here) = (&words[at - 1], &words[at]);
    if before.area != here.area {
        return true;
    }
    if labels.colon_of(here.area).is_some() {
        return false;
    }
    let again = here.quoted() && before.quoted() && here.segment != before.segment;
    if again && at > 1 && words[at - 2].is(Flags::STOP) && words.get(at + 1).is_some_and(|word| word.is(Flags::CAP)) {
        return true;
    }
    let starts_quote = here.quoted() && !before.quoted();
    if starts_quote && before.is(Flags::STOP) && words.get(at + 1).is_some_and(|word| word.is(Flags::CAP)) {
        return true;
    }
    if before.sentence == here.sentence || (here.quoted() && before.segment == here.segment) {
        return false;
    }
    let goes_on = !here.is(Flags::CAP | Flags::PUNCT | Flags::DIGIT) || here.is(Flags::COMMA | Flags::DASH);
    !(before.quoted() && !here.quoted() && goes_on)
}

/// Whether most words begin with capitals.
fn is_headline(words: &[Word]) -> bool {
    let words = words.iter().take(30).filter(|word| !word.is(Flags::PUNCT | Flags::DIGIT));
    let (capital, lower) =
        words.fold(
            (0, 0),
            |(capital, lower), word| {
                if word.is(Flags::CAP) { (capital + 1, lower) } else { (capital, lower + 1) }
            },
        );
    capital >= 4 && capital > 2 * lower
}
