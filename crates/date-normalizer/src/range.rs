//! Ranges: two dates that share a month or a year.

use crate::evidence::counted;
use crate::frame::{Frame, Kind, Slot};
use crate::lexicon::Class;
use crate::recognise::Sentence;

/// The year of the second of two dates holds for the first: "between April and June 2021", "spring or summer 2026".
pub(crate) fn share_years(sentence: &Sentence<'_>, frames: &mut [Frame]) {
    for at in 1..frames.len() {
        let (first, second) = (frames[at - 1], frames[at]);
        let slot = if first.kind == Kind::Season { Slot::Season } else { Slot::Month };
        let dated = matches!(first.kind, Kind::Month | Kind::Day | Kind::Season)
            && !first.has(Slot::Year)
            && !first.has(Slot::Shift);
        let linked = first.to + 1 == second.from
            && sentence.reads(first.to, &["and", "or", "to", "through", "until", "till", "-", "–"]);
        let (begin, end) = (first.get(slot), second.get(slot));
        if let (true, Some(year), Some(begin), Some(end)) = (dated && linked, second.get(Slot::Year), begin, end) {
            frames[at - 1].set(Slot::Year, year - i32::from(begin > end));
        }
    }
}

/// The second halves of ranges: "April 6-7", "May 4 and 5", "1915-17".
pub(crate) fn finish_ranges(sentence: &Sentence<'_>, frames: &mut Vec<Frame>) {
    if !frames.iter().any(|frame| second_half(sentence, frame).is_some()) {
        return;
    }
    let mut whole = Vec::with_capacity(frames.len() + 4);
    let mut rest = frames.drain(..).peekable();
    while let Some(mut frame) = rest.next() {
        let second = second_half(sentence, &frame);
        let second = second.filter(|second| rest.peek().is_none_or(|next| next.from >= second.to));
        let Some(mut second) = second else {
            whole.push(frame);
            continue;
        };
        if let Some(year) = rest.next_if(|next| !frame.has(Slot::Year) && year_behind(sentence, &second, next)) {
            second.absorb(&year);
            frame.set(Slot::Year, year.get(Slot::Year).unwrap_or_default());
        }
        whole.extend([frame, second]);
    }
    drop(rest);
    *frames = whole;
}

/// Whether the year that follows a range is that of both its days: "April 6-7, 2019".
fn year_behind(sentence: &Sentence<'_>, second: &Frame, next: &Frame) -> bool {
    let gap = next.from - second.to;
    next.kind == Kind::Year && (gap == 0 || gap == 1 && sentence.reads(second.to, &[","]))
}

/// "from July 18 to 20": a day, where no noun follows that would be counted.
fn to_day(sentence: &Sentence<'_>, frame: &Frame) -> bool {
    let behind = sentence.lexemes.get(frame.to as usize + 2);
    let counts = behind.is_some_and(|lexeme| lexeme.first.is_ascii_alphabetic() && !lexeme.is(Class::PREPOSITION));
    sentence.reads(frame.to, &["to"]) && sentence.follows(frame.from, &["from"]) && !counts
}

fn second_half(sentence: &Sentence<'_>, frame: &Frame) -> Option<Frame> {
    let number = sentence.lexemes.get(frame.to as usize + 1)?;
    let last = sentence.lexemes[frame.to as usize - 1];
    let hyphen = sentence.reads(frame.to, &["-", "–", "/"]);
    if !number.is(Class::NUMBER)
        || number.word != 0
        || counted(sentence, frame.to as usize + 2)
        || !(hyphen || sentence.reads(frame.to, &["and"]) || to_day(sentence, frame))
    {
        return None;
    }
    let mut second = *frame;
    (second.from, second.to) = (frame.to + 1, frame.to + 2);
    let unit = sentence
        .lexemes
        .get(frame.to as usize + 2)
        .is_some_and(|lexeme| lexeme.classes & (Class::UNIT.bit() | Class::UNITS.bit() | Class::MONTH.bit()) != 0);
    match frame.kind {
        Kind::Day
            if last.is(Class::DAY) && number.is(Class::DAY) && !unit && Some(number.value) > frame.get(Slot::Day) =>
        {
            second.set(Slot::Day, number.value);
        }
        Kind::Year
            if last.is(Class::YEAR) && hyphen && number.end - number.start == 2 && number.value > last.value % 100 =>
        {
            second.set(Slot::Year, last.value / 100 * 100 + number.value);
        }
        _ => return None,
    }
    Some(second)
}
