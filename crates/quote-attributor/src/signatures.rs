//! Signatures under quoted words: "We lost." — Ines Okafor, "We lost." (Ines Okafor), or a name after a dash below.

use copydesk_core::Id;

use crate::flags::Flags;
use crate::segments::Segment;
use crate::words::{Word, WordSpan};

/// The longest signature, in words: a name with its office.
const LONGEST: usize = 12;

/// Quoted words with the name of who said them, set apart.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Signature {
    /// The dash or bracket before the name.
    pub(crate) mark: usize,
    /// The marked segment that is signed.
    pub(crate) segment: Id<Segment>,
}

/// Fills `found` with the signatures under marked segments, in text order.
pub(crate) fn find(words: &[Word], segments: &[WordSpan], found: &mut Vec<Signature>) {
    found.clear();
    for (number, segment) in segments.iter().enumerate() {
        if signs(words, segment.end) {
            found.push(Signature { mark: segment.end, segment: Id::new(number as u32) });
        }
    }
}

/// Whether the mark at `at`, right behind quoted words, is followed by a name with its office and no more in its paragraph.
fn signs(words: &[Word], at: usize) -> bool {
    let (Some(before), Some(mark)) = (at.checked_sub(1).map(|at| &words[at]), words.get(at)) else { return false };
    if mark.quoted() || !(mark.is(Flags::DASH | Flags::OPEN) || is_hyphen(words, at)) {
        return false;
    }
    let below = before.area + 1 == mark.area && !mark.is(Flags::OPEN);
    if before.area != mark.area && !below {
        return false;
    }
    let rest = &words[at + 1..words.len().min(at + 1 + LONGEST)];
    let end = rest.iter().position(|word| word.area != mark.area || word.is(Flags::CLOSE)).unwrap_or(rest.len());
    let whole = end < rest.len() || at + 1 + end == words.len();
    let rest = &rest[..end];
    let named = rest.iter().take(4).filter(|word| word.is(Flags::CAP)).count() > 0;
    let part = |word: &Word| {
        let joins = Flags::PERSON | Flags::TITLE | Flags::GROUP | Flags::OF | Flags::THE | Flags::AND | Flags::PARTICLE;
        let marks = Flags::COMMA | Flags::STOP | Flags::POSSESSIVE | Flags::PUNCT | Flags::DIGIT;
        !word.quoted() && word.is(Flags::CAP | joins | marks | Flags::PREPOSITION)
    };
    whole && named && rest.first().is_some_and(|word| word.is(Flags::CAP)) && rest.iter().all(part)
}

/// Whether a hyphen stands where a dash would: "-Commissioner Ines Okafor".
fn is_hyphen(words: &[Word], at: usize) -> bool {
    let word = &words[at];
    let other = Flags::COMMA | Flags::STOP | Flags::CLOSE | Flags::COLON | Flags::MARK | Flags::SEMICOLON;
    word.is(Flags::PUNCT) && !word.is(other) && word.span.len() == 1
}
