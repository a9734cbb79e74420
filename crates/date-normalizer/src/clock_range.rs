//! Ranges of clock times, one half of which lacks its "p.m." or its hour's sign: "from 7:30 to 9 p.m.", "9-11 a.m.", "8 a.m. to 6".

use crate::frame::{Frame, Kind, Slot};
use crate::lexicon::Class;
use crate::sentence::Sentence;
use crate::surroundings::counted;

/// The words that stand between the halves of a range.
const LINKS: [&str; 8] = ["-", "–", "—", "to", "until", "till", "through", "and"];

/// Gives both halves of each range what only one of them says, and finds first and second halves that are bare numbers.
pub(crate) fn complete(sentence: &Sentence<'_>, frames: &mut Vec<Frame>) {
    if !frames.iter().any(|frame| frame.kind == Kind::Clock) {
        return;
    }
    let mut at = 0;
    while at < frames.len() {
        if frames[at].kind == Kind::Clock {
            if let Some(first) = first_half(sentence, frames, at) {
                frames.insert(at, first);
                at += 1;
            }
            if let Some(second) = second_half(sentence, frames, at) {
                frames.insert(at + 1, second);
            }
        }
        at += 1;
    }
    for at in 1..frames.len() {
        share(sentence, frames, at);
    }
}

/// The half of the day that an expression says, and its hour.
fn half(frame: &Frame) -> Option<i32> {
    const MORNING: i32 = 0;
    frame.get(Slot::Meridiem).or_else(|| frame.get(Slot::Part).map(|part| i32::from(part != MORNING)))
}

fn hour(frame: &Frame) -> Option<i32> {
    let minutes = frame.get(Slot::Clock).map(|minutes| minutes % crate::figures::SECONDS);
    frame.get(Slot::Hour).or(minutes.map(|minutes| minutes / 60)).filter(|hour| (1..=12).contains(hour))
}

/// The half of the first hour, given the second and its half: "7 to 9 p.m." are both in the evening, "11 to 2 p.m." is not.
fn earlier(first: i32, second: i32, half: i32) -> i32 {
    if first % 12 > second % 12 { 1 - half } else { half }
}

/// "from 9" in "from 9 to 11 a.m.".
fn first_half(sentence: &Sentence<'_>, frames: &[Frame], at: usize) -> Option<Frame> {
    let second = &frames[at];
    let number = second.from.checked_sub(2)?;
    let free = at == 0 || frames[at - 1].to <= number;
    let lexeme = &sentence.lexemes[number as usize];
    let plain = lexeme.is(Class::HOUR) && lexeme.word == 0 && (1..=12).contains(&lexeme.value);
    let tight = sentence.reads(second.from - 1, &["-", "–"]);
    let announced = sentence
        .follows(number, &["from", "between", "at", "of", "open", "around", "about", "on", ",", "("])
        || at > 0 && frames[at - 1].to == number;
    let between = !sentence.reads(second.from - 1, &["and"]) || sentence.follows(number, &["between"]);
    if !(free && plain && between && (tight || announced)) || !sentence.reads(second.from - 1, &LINKS) {
        return None;
    }
    let mut first = Frame::new(Kind::Clock, number, number + 1);
    first.set(Slot::Hour, lexeme.value);
    first.set(Slot::Meridiem, earlier(lexeme.value, hour(second)?, half(second)?));
    first.rules = second.rules;
    Some(first)
}

/// "6" in "8 a.m. until 6", "3:30" in "1:30-3:30".
fn second_half(sentence: &Sentence<'_>, frames: &[Frame], at: usize) -> Option<Frame> {
    let first = &frames[at];
    let number = first.to + 1;
    let lexeme = sentence.lexemes.get(number as usize)?;
    let plain =
        lexeme.word == 0 && (lexeme.is(Class::HOUR) && (1..=12).contains(&lexeme.value) || lexeme.is(Class::CLOCK));
    let units = Class::UNIT.bit() | Class::UNITS.bit() | Class::MONTH.bit() | Class::ORDINAL.bit();
    let after = sentence.lexemes.get(number as usize + 1);
    let counts = counted(sentence, number as usize + 1)
        || after.is_some_and(|next| {
            next.classes & units != 0
                || lexeme.is(Class::HOUR) && next.first.is_ascii_lowercase() && !next.is(Class::PREPOSITION)
        });
    let free = frames.get(at + 1).is_none_or(|next| next.from > number);
    let linked = sentence.reads(first.to, &LINKS) && !sentence.reads(first.to, &["and", "through"]);
    if !(plain && free && linked && !counts) {
        return None;
    }
    let mut second = Frame::new(Kind::Clock, number, number + 1);
    second.set(if lexeme.is(Class::CLOCK) { Slot::Clock } else { Slot::Hour }, lexeme.value);
    second.rules = first.rules;
    if let (Some(half), Some(begin), Some(end)) = (half(first), hour(first), hour(&second)) {
        second.set(Slot::Meridiem, if end % 12 < begin % 12 { 1 - half } else { half });
    } else if lexeme.is(Class::HOUR) {
        return None;
    }
    Some(second)
}

/// "7:30 to 9 p.m.": the first time is in the half of the day that the second says.
fn share(sentence: &Sentence<'_>, frames: &mut [Frame], at: usize) {
    let (first, second) = (frames[at - 1], frames[at]);
    let linked = first.to + 1 == second.from && sentence.reads(first.to, &LINKS);
    if linked
        && first.kind == Kind::Set
        && second.kind == Kind::Clock
        && (first.has(Slot::Clock) || first.has(Slot::Hour))
    {
        frames[at].kind = Kind::Set;
        if let Some(day) = first.get(Slot::Weekday) {
            frames[at].set(Slot::Weekday, day);
        }
        return;
    }
    let clocks = first.kind == Kind::Clock && second.kind == Kind::Clock;
    if !linked || !clocks || half(&first).is_some() {
        return;
    }
    if let (Some(begin), Some(end), Some(half)) = (hour(&first), hour(&second), half(&second)) {
        frames[at - 1].set(Slot::Meridiem, earlier(begin, end, half));
    }
}
