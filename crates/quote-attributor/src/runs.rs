//! Capitalised runs: names, where nobody has tagged them.

use crate::flags::Flags;
use crate::words::Word;

/// The word behind the capitalised run that begins at `at`, or `at`.
pub(crate) fn run_from(words: &[Word], at: usize) -> usize {
    if !begins_name(words, at) {
        return at;
    }
    let mut last = at + 1;
    while let Some(next) = words.get(last) {
        let behind = words.get(last + 1);
        let same = next.sentence == words[last - 1].sentence && next.segment == words[at].segment;
        let named = same && next.is(Flags::CAP) && !next.is(Flags::PRONOUN | Flags::TIME);
        if named || next.is(Flags::NICKNAME) {
            last += 1;
        } else if same
            && (links(&words[last - 1], next, behind) || (last - at > 1 && trails(&words[last - 1], next, behind)))
        {
            last += 2;
        } else {
            break;
        }
    }
    last
}

fn begins_name(words: &[Word], at: usize) -> bool {
    let word = &words[at];
    if !word.is(Flags::CAP) || word.is(Flags::NO_NAME | Flags::TIME) {
        return false;
    }
    let nouns = Flags::PERSON | Flags::GROUP | Flags::CUE_NOUN | Flags::NUMBER;
    let common = Flags::VERB_FORM | Flags::LY | Flags::CUE_ADJECTIVE | nouns;
    if word.span.len() == 1 && !words.get(at + 1).is_some_and(|next| next.is(Flags::STOP | Flags::CAP)) {
        return false;
    }
    !(word.is(Flags::INITIAL) && word.is(common) && !words.get(at + 1).is_some_and(|next| next.is(Flags::CAP)))
}

/// Whether a given name goes on in small letters behind a hyphen: "Han Ki-moon".
fn trails(before: &Word, hyphen: &Word, behind: Option<&Word>) -> bool {
    let Some(behind) = behind.filter(|word| !word.is(Flags::PUNCT | Flags::ENDS_ED | Flags::PAST)) else {
        return false;
    };
    let glued = before.span.end() == hyphen.span.start() && hyphen.span.end() == behind.span.start();
    glued && hyphen.is(Flags::PUNCT) && hyphen.span.len() == 1 && !hyphen.is(Flags::MARK | Flags::STOP | Flags::COMMA)
}

/// Whether `link` joins a name to what stands behind it.
fn links(before: &Word, link: &Word, behind: Option<&Word>) -> bool {
    let Some(behind) = behind.filter(|word| word.is(Flags::CAP)) else { return false };
    let glued = before.span.end() == link.span.start();
    let abbreviates = link.is(Flags::STOP) && glued && (before.span.len() == 1 || before.is(Flags::TITLE));
    let inside =
        glued && link.span.end() == behind.span.start() && link.is(Flags::PUNCT) && !link.is(Flags::STOP | Flags::DASH);
    abbreviates || inside || link.is(Flags::PARTICLE)
}

/// The first word of the name behind its titles and offices; at least one word remains.
pub(crate) fn without_title(words: &[Word], first: usize, last: usize) -> usize {
    let behind = (first..last - 1).rev().find(|at| is_office(&words[*at])).map_or(first, |at| at + 1);
    let dot = |at: &usize| words[*at].is(Flags::STOP | Flags::ADVERB | Flags::CUE_ADJECTIVE);
    let mut start = behind;
    while start + 1 < last && dot(&start) {
        start += 1;
    }
    start
}

/// Whether it says what somebody is ("manager"), and is no given name as well.
pub(crate) fn is_office(word: &Word) -> bool {
    word.is(Flags::TITLE | Flags::PERSON) && !word.is(Flags::GIVEN | Flags::NICKNAME)
}
