//! Whether words make a statement: what is reported without quotation marks must, or it is no quote ("announced a plan").

use crate::flags::Flags;
use crate::words::Word;

/// Whether these words hold a clause with a verb of its own. An infinitive and a noun with its modifiers are none; a participle
/// is one where it leads ("denied taking the money").
pub(crate) fn is_one(words: &[Word]) -> bool {
    let joins =
        |word: &&Word| word.is(Flags::THAT) || (word.is(Flags::CONJUNCTION | Flags::PUNCT) && !word.is(Flags::OPEN));
    let mut words = words.iter().skip_while(joins).peekable();
    let Some(opening) = words.peek().copied() else { return false };
    if opening.is(Flags::TO | Flags::OF) {
        return false;
    }
    if opening.is(Flags::ING) && !opening.is(Flags::CAP) {
        return true;
    }
    let open = opening.is(Flags::RELATIVE);
    let mut before: Option<&Word> = None;
    for word in words {
        if is_finite(word, before) {
            return true;
        }
        if before.is_some() && !open && opens_clause(word) {
            return false;
        }
        before = Some(word);
    }
    false
}

/// Whether a word opens a clause inside another, whose verb is not that of what is said: "a plan that works", "updates as it grows".
fn opens_clause(word: &Word) -> bool {
    word.is(Flags::RELATIVE | Flags::THAT)
}

/// Whether a word may be a finite verb behind another; a name, an infinitive, a noun behind its article, a plain form behind
/// one thing ("the road open") and a second verb without a subject ("the claims and resigned") are none.
fn is_finite(word: &Word, before: Option<&Word>) -> bool {
    let is = |flags: Flags| before.is_some_and(|before| before.is(flags));
    let inside_name = word.is(Flags::CAP) && !word.is(Flags::INITIAL);
    if inside_name || is(Flags::TO) {
        return false;
    }
    if word.is(Flags::AUXILIARY) {
        return true;
    }
    let noun = is(Flags::THE | Flags::DETERMINER | Flags::POSSESSOR | Flags::POSSESSIVE | Flags::OF | Flags::AND);
    let many =
        is(Flags::PLURAL | Flags::ENDS_S | Flags::PRONOUN | Flags::GROUP | Flags::CAP | Flags::ADVERB | Flags::LY);
    let finite = word.is(Flags::PAST | Flags::S_FORM | Flags::ENDS_ED) || (word.is(Flags::BASE) && many);
    finite && !noun
}
