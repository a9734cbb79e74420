//! Limits of growth: which words an expression may not take in, although a rule would.

use crate::frame::{Frame, Kind, Slot, Unit, way};
use crate::lexicon::Class;
use crate::sentence::Sentence;
use crate::surroundings::hyphenated;

/// Whether an expression may take in the word at `last`, which stands before it.
pub(crate) fn may_grow(sentence: &Sentence<'_>, frame: &Frame, last: usize) -> bool {
    let word = last as u32;
    if sentence.reads(word, &["the"]) {
        return takes_article(sentence, frame);
    }
    match frame.kind {
        Kind::Length if sentence.reads(word, &["over", "under"]) => {
            quantified(sentence, frame) && after_preposition(sentence, word)
        }
        Kind::Length if sentence.reads(word, &["about", "around", "than", "least", "some", "to"]) => {
            quantified(sentence, frame)
        }
        Kind::Length if sentence.lexemes[last].is(Class::LAST) || sentence.lexemes[last].is(Class::NEXT) => {
            !modified(sentence, frame) && !lasting(sentence, word)
        }
        Kind::Weekday | Kind::Month | Kind::Day | Kind::Season if sentence.reads(word, &["following"]) => {
            sentence.follows(word, &["the"])
        }
        Kind::Period if sentence.lexemes[last].is(Class::ABOUT) || sentence.reads(word, &["than"]) => {
            frame.has(Slot::Way)
        }
        Kind::Period if sentence.reads(word, &["in"]) => frame.unit() != Some(Unit::Day),
        Kind::Quarter => !hyphenated(sentence, frame) || !sentence.reads(word, &["that"]),
        _ => true,
    }
}

fn takes_article(sentence: &Sentence<'_>, frame: &Frame) -> bool {
    match frame.kind {
        Kind::Length if frame.has(Slot::Plural) && frame.to - frame.from == 1 => false,
        Kind::Length | Kind::Quarter | Kind::Century => !hyphenated(sentence, frame),
        Kind::Set => !frame.has(Slot::Recurring),
        Kind::Day => {
            sentence.lexemes[frame.from as usize].is(Class::ORDINAL) || frame.has(Slot::Mod) || frame.has(Slot::Holiday)
        }
        Kind::Weekday | Kind::Month => frame.has(Slot::From) || frame.has(Slot::Mod),
        Kind::Year => {
            frame.has(Slot::Mod) && !hyphenated(sentence, frame)
                || sentence.reads(frame.from, &["year", "fiscal", "financial"])
        }
        _ => true,
    }
}

/// Whether a length begins with its number.
fn quantified(sentence: &Sentence<'_>, frame: &Frame) -> bool {
    let counted = Class::NUMBER.bit() | Class::VAGUE.bit() | Class::ARTICLE.bit();
    sentence.lexemes[frame.from as usize].classes & counted != 0
}

/// "to last six weeks", "could last a year": a verb.
fn lasting(sentence: &Sentence<'_>, at: u32) -> bool {
    const VERBS: [&str; 10] = ["to", "will", "would", "could", "can", "may", "might", "should", "must", "not"];
    sentence.reads(at, &["last"]) && sentence.follows(at, &VERBS)
}

/// Whether a length begins with words that limit it: "over a week".
fn modified(sentence: &Sentence<'_>, frame: &Frame) -> bool {
    sentence.reads(frame.from, &["over", "under", "about", "around", "more", "less", "at", "up", "nearly", "almost"])
}

/// "for over a year" says more than a year, "spent over a year" does not.
fn after_preposition(sentence: &Sentence<'_>, at: u32) -> bool {
    sentence.before(at).is_none_or(|lexeme| lexeme.is(Class::PREPOSITION))
        || sentence.follows(at, &["just", "well", "a", "lasted", "little"])
}

/// Whether an expression may take in the word at `next`: a length may be counted from somewhere, but "an hour later" stays a length.
pub(crate) fn may_count(sentence: &Sentence<'_>, frame: &Frame, next: u32) -> bool {
    let short = frame.kind == Kind::Length && frame.unit() < Some(Unit::Day);
    let compared = frame.kind == Kind::Length && sentence.reads(frame.to + 1, &["than"]);
    !(compared || short && sentence.reads(next, &["later", "earlier"]))
}

/// Whether two expressions that stand together may be one.
pub(crate) fn may_join(left: &Frame, right: &Frame) -> bool {
    if right.kind != Kind::Period || matches!(left.kind, Kind::Clock | Kind::Part) {
        let of_day = left.unit() == Some(Unit::Week) || left.unit() == Some(Unit::Weekend) || left.has(Slot::Plus);
        return left.kind != Kind::Period || right.kind != Kind::Day || of_day;
    }
    let unit = right.unit();
    if left.kind == Kind::Weekday {
        let counted = matches!(right.get(Slot::Way), Some(way::EARLIER | way::LATER));
        return !counted
            && !left.has(Slot::Shift)
            && matches!(unit, Some(Unit::Week | Unit::Fortnight | Unit::Weekend));
    }
    let whole = unit == Some(Unit::Year) || unit == Some(Unit::Month) && left.kind == Kind::Day;
    whole && right.get(Slot::Way) != Some(way::LATER)
}
