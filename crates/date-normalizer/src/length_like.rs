//! Words that may be lengths: ages and halves of compounds are none, and "$40 a month" recurs.

use crate::frame::{Frame, Kind, Slot, Unit};
use crate::lexicon::Class;
use crate::sentence::Sentence;
use crate::surroundings::hyphenated;

/// Whether a number and a unit are a length of time; at a rate they become a set.
pub(crate) fn length(sentence: &Sentence<'_>, frame: &mut Frame) -> bool {
    let unit = frame.unit();
    if sentence.lexemes[frame.from as usize].is(Class::YEAR) && frame.to - frame.from == 2 && unit >= Some(Unit::Day) {
        return false;
    }
    if title(sentence, frame) {
        return false;
    }
    if sentence.follows(frame.from, &["grade", "class", "level", "phase", "tier", "size"]) {
        return false;
    }
    let grown = frame.to - frame.from > 2;
    let of = sentence.reads(frame.to, &["of"]);
    if sentence.reads(frame.from, &["many"]) && sentence.follows(frame.from, &["as"]) {
        return false;
    }
    if frame.has(Slot::Plural) && sentence.follows(frame.from, &["of"]) && sentence.follows(frame.from - 1, &["matter"])
    {
        return false;
    }
    if frame.has(Slot::Plural) {
        let small = unit < Some(Unit::Day) || unit == Some(Unit::Quarter);
        let counted = sentence.reads(frame.to, &["before", "after"]);
        let bare = small && frame.to - frame.from == 1 && !counted && !taken(sentence, frame);
        return !bare && !hyphenated_before(sentence, frame) && !described(sentence, frame);
    }
    if unit == Some(Unit::Quarter)
        && (of || !grown && !hyphenated(sentence, frame) && frame.get(Slot::Count) == Some(1))
    {
        return false;
    }
    if unit == Some(Unit::Second) && sentence.reads(frame.from, &["a", "an", "the"]) {
        return false;
    }
    if one_of_its_kind(sentence, frame) && unit < Some(Unit::Day) && of_speed(sentence, frame.from) {
        return false;
    }
    if one_of_its_kind(sentence, frame) && rate(sentence, frame) {
        frame.kind = Kind::Set;
    }
    !hyphenated_before(sentence, frame)
}

/// "take hours", "for hours": a bare plural that says how long.
fn taken(sentence: &Sentence<'_>, frame: &Frame) -> bool {
    let verbs =
        ["for", "take", "takes", "taking", "took", "spend", "spending", "spent", "lasted", "wait", "waited", "waiting"];
    sentence.follows(frame.from, &verbs) && frame.unit() == Some(Unit::Hour)
}

fn one_of_its_kind(sentence: &Sentence<'_>, frame: &Frame) -> bool {
    frame.get(Slot::Count) == Some(1) && sentence.reads(frame.from, &["a", "an"]) && frame.to - frame.from == 2
}

/// "$40 a month", "twice a week".
fn rate(sentence: &Sentence<'_>, frame: &Frame) -> bool {
    let before = sentence.before(frame.from);
    before.is_some_and(|lexeme| lexeme.is(Class::COUNTED) || lexeme.is(Class::NUMBER) || lexeme.first == b'%')
        || frame.from >= 2 && sentence.lexemes[frame.from as usize - 2].is(Class::NUMBER)
        || frame.from >= 3
            && sentence.reads(frame.from - 2, &["m", "bn", "k"])
            && sentence.lexemes[frame.from as usize - 3].is(Class::NUMBER)
        || sentence.follows(frame.from, &["once", "twice", "times", "time"])
}

/// "90 miles per hour", "instructions per second": a rate that says nothing of when; the word before `at` is what is counted, or "per".
pub(crate) fn of_speed(sentence: &Sentence<'_>, at: u32) -> bool {
    const DISTANCES: [&str; 11] =
        ["feet", "kilometers", "kilometres", "km", "kms", "knots", "meters", "metres", "mile", "miles", "revolutions"];
    sentence.follows(at, &DISTANCES) || sentence.follows(at, &["per"]) && sentence.follows(at - 1, &DISTANCES)
}

/// The second half of a compound: "mid-years", "light-years".
fn hyphenated_before(sentence: &Sentence<'_>, frame: &Frame) -> bool {
    sentence
        .before(frame.from)
        .is_some_and(|lexeme| lexeme.first == b'-' && lexeme.end == sentence.lexemes[frame.from as usize].start)
}

/// "the Thirty Years War": a name.
fn title(sentence: &Sentence<'_>, frame: &Frame) -> bool {
    let capital = |at: u32| sentence.lexemes.get(at as usize).is_some_and(|lexeme| lexeme.capital);
    let end = frame.to + 2 * u32::from(sentence.reads(frame.to, &["'", "’", "-"]));
    let lower = sentence.word(frame.to as usize - 1).bytes().skip(1).all(|byte| byte.is_ascii_lowercase());
    capital(frame.to - 1)
        && lower
        && frame.to - frame.from > 1
        && (capital(frame.to) || end > frame.to && capital(end - 1))
}

/// "her teenage years", "personal days": a noun or adjective before a bare plural makes it no length.
fn described(sentence: &Sentence<'_>, frame: &Frame) -> bool {
    const VERBS: [&str; 16] = [
        "last",
        "lasts",
        "need",
        "needs",
        "sometimes",
        "spend",
        "spending",
        "spends",
        "take",
        "takes",
        "taking",
        "wait",
        "waiting",
        "waits",
        "just",
        "only",
    ];
    let word = sentence
        .before(frame.from)
        .is_some_and(|lexeme| lexeme.first.is_ascii_alphabetic() && lexeme.word == 0 && lexeme.classes == 0);
    let counted = sentence
        .lexemes
        .get(frame.to as usize)
        .is_some_and(|lexeme| lexeme.is(Class::CLAUSE) || lexeme.is(Class::NEXT));
    word && frame.to - frame.from == 1 && !counted && !sentence.follows(frame.from, &VERBS)
}
