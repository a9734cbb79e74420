//! Two expressions that give one value: "two days before Christmas", "nine years and six months".
//!
//! Grammar rules for joins put the slots of two expressions together; here one is counted from the other, or added to it.

use crate::frame::{Frame, Kind, Slot, Unit, way};
use crate::lexicon::Class;
use crate::sentence::Sentence;

/// Added to the number of a weekday where an expression is counted in weekdays: "the Friday before Christmas".
pub(crate) const WEEKDAYS: i32 = 100;

/// What the two are together, if they are one.
pub(crate) fn of(sentence: &Sentence<'_>, left: &Frame, right: &Frame) -> Option<Frame> {
    let between = right.from.checked_sub(left.to)?;
    match left.kind {
        Kind::Length if between <= 2 && (right.kind == Kind::Length || counted_back(right)) => {
            sum(sentence, left, right)
        }
        Kind::Length | Kind::Weekday if between == 1 => counted(sentence, left, right, left.to),
        Kind::Period if between == 0 && !left.has(Slot::Way) => counted(sentence, left, right, left.to - 1),
        _ => None,
    }
}

/// Whether a period is a length that is counted back: "two days ago".
fn counted_back(frame: &Frame) -> bool {
    frame.kind == Kind::Period && frame.get(Slot::Way) == Some(way::AGO)
}

/// "two days before Christmas": the left is counted from the right; the word at `word` says which way.
fn counted(sentence: &Sentence<'_>, left: &Frame, right: &Frame, word: u32) -> Option<Frame> {
    let sign = match () {
        () if sentence.reads(word, &["before"]) => -1,
        () if sentence.reads(word, &["after", "following"]) => 1,
        () if sentence.reads(word, &["from"]) && matches!(right.kind, Kind::Weekday | Kind::Deictic) => 1,
        () if sentence.reads(word, &["from"]) && right.kind == Kind::Day && from_then_on(sentence, left, right) => 1,
        () => return None,
    };
    let count = if left.kind == Kind::Length { left.get(Slot::Count).filter(|count| *count > 0)? } else { 1 };
    let unit = match left.get(Slot::Weekday) {
        Some(weekday) => WEEKDAYS + weekday,
        None => left.unit()? as i32,
    };
    let years = right.kind == Kind::Year && left.unit() == Some(Unit::Year);
    if !(day_like(right) || years) || !free(sentence, left) {
        return None;
    }
    let mut both = *right;
    both.rules.iter_mut().zip(left.rules).for_each(|(mine, theirs)| *mine |= theirs);
    both.from = left.from - u32::from(left.kind == Kind::Weekday);
    both.set(Slot::Offset, sign * count);
    both.set(Slot::OffsetUnit, unit);
    if let Some(modifier) = left.get(Slot::Mod) {
        both.set(Slot::Mod, modifier);
    }
    Some(both)
}

/// "two weeks from 3 May", but not "took two weeks from 3 May" nor "two weeks from 3 to 17 May": those say how long.
fn from_then_on(sentence: &Sentence<'_>, left: &Frame, day: &Frame) -> bool {
    let lasting = ["took", "take", "takes", "lasted", "last", "lasts", "ran", "runs", "run", "spent"];
    !sentence.reads(day.to, &["to", "until", "till", "through", "-"]) && !sentence.follows(left.from, &lasting)
}

/// Whether the expression names a day.
fn day_like(frame: &Frame) -> bool {
    matches!(frame.kind, Kind::Day | Kind::Weekday | Kind::Deictic)
        && !frame.has(Slot::Part)
        && !frame.has(Slot::Offset)
}

/// Whether the left stands for itself: "for two days before Christmas" and "in the two days before" say how long.
fn free(sentence: &Sentence<'_>, left: &Frame) -> bool {
    let lasting = sentence.follows(left.from, &["for", "in", "within", "during", "over", "the"]);
    let counted = left.unit() >= Some(Unit::Day) || left.has(Slot::Weekday);
    let definite = sentence.reads(left.from, &["the", "last", "past", "next", "first", "final"]);
    match left.kind {
        Kind::Length => counted && !lasting && !definite && !of_work(sentence, left),
        Kind::Weekday => sentence.follows(left.from, &["the"]) && !left.has(Slot::Shift) && !left.has(Slot::Part),
        _ => counted,
    }
}

/// "eight trading days": some days are not counted.
fn of_work(sentence: &Sentence<'_>, frame: &Frame) -> bool {
    (frame.from..frame.to).any(|at| sentence.reads(at, &["trading", "working", "business"]))
}

/// "nine years and six months", "2 hours, 14 minutes and 8 seconds", "two weeks and two days ago".
fn sum(sentence: &Sentence<'_>, left: &Frame, right: &Frame) -> Option<Frame> {
    let counted = sentence.lexemes[right.from as usize].is(Class::NUMBER);
    let and = |at: u32| sentence.reads(at, &["and"]);
    let linked = match right.from - left.to {
        0 => true,
        1 => and(left.to) || sentence.reads(left.to, &[","]),
        2 => sentence.reads(left.to, &[","]) && and(left.to + 1),
        _ => false,
    };
    let whole = |frame: &Frame| frame.get(Slot::Count).is_some_and(|count| count > 0) && !frame.has(Slot::Extra);
    let smallest = left.get(Slot::RestUnit).or(left.get(Slot::Unit)).and_then(Unit::of);
    let falling = right.unit() < smallest && left.unit() <= Some(Unit::Year);
    if !(linked && counted && falling && whole(left) && whole(right)) || left.has(Slot::More) {
        return None;
    }
    let ago = right.kind == Kind::Period;
    let (mut both, part) = if ago { (*right, left) } else { (*left, right) };
    let (count, unit) =
        if left.has(Slot::Rest) && !ago { (Slot::More, Slot::MoreUnit) } else { (Slot::Rest, Slot::RestUnit) };
    (both.from, both.to) = (left.from, right.to);
    both.set(count, part.get(Slot::Count)?);
    both.set(unit, part.get(Slot::Unit)?);
    Some(both)
}
