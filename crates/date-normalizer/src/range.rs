//! Ranges: two dates that share a month or a year.

use crate::frame::{Frame, Kind, Slot};
use crate::lexeme::Lexeme;
use crate::lexicon::Class;
use crate::sentence::Sentence;
use crate::surroundings::counted;

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

/// The further days and years of ranges and lists: "April 6-7", "May 4, 5 and 8", "July 13 through 15", "1915-17".
pub(crate) fn finish_ranges(sentence: &Sentence<'_>, frames: &mut Vec<Frame>) {
    if !frames.iter().any(|frame| next_of(sentence, frame).is_some()) {
        return;
    }
    let mut whole = Vec::with_capacity(frames.len() + 4);
    let mut rest = frames.drain(..).peekable();
    while let Some(frame) = rest.next() {
        let first = whole.len();
        whole.push(frame);
        while let Some(next) = next_of(sentence, &whole[whole.len() - 1]) {
            if rest.peek().is_some_and(|frame| frame.from < next.to) {
                break;
            }
            whole.push(next);
        }
        let last = whole.len() - 1;
        let undated = last > first && !whole[first].has(Slot::Year);
        if let Some(year) = rest.next_if(|next| undated && year_behind(sentence, &whole[last], next)) {
            whole[last].to = year.to;
            whole[first..].iter_mut().for_each(|day| day.set(Slot::Year, year.get(Slot::Year).unwrap_or_default()));
        }
    }
    drop(rest);
    *frames = whole;
}

/// "the 2024-25 season", "the financial year 2016/17": two years that are the name of one, which counts as the first.
pub(crate) fn name_one_year(sentence: &Sentence<'_>, frames: &mut Vec<Frame>) {
    let mut at = 1;
    while at < frames.len() {
        if are_one(sentence, &frames[at - 1], &frames[at]) {
            frames[at - 1].to = frames.remove(at).to;
        } else {
            at += 1;
        }
    }
}

fn are_one(sentence: &Sentence<'_>, first: &Frame, second: &Frame) -> bool {
    const CALLED: [&str; 12] = [
        "academic",
        "budget",
        "campaign",
        "fiscal",
        "financial",
        "fy",
        "school",
        "season",
        "session",
        "seasons",
        "tax",
        "term",
    ];
    let years =
        !sentence.narrative && first.kind == Kind::Year && second.kind == Kind::Year && first.to + 1 == second.from;
    let called = || {
        (second.to..second.to + NEAR_YEAR).any(|at| sentence.reads(at, &CALLED))
            || (first.from.saturating_sub(NEAR_YEAR)..first.to).any(|at| sentence.reads(at, &CALLED))
    };
    years
        && sentence.reads(first.to, &["-", "–", "/"])
        && second.get(Slot::Year) == first.get(Slot::Year).map(|year| year + 1)
        && called()
}

/// How many words away "season" may stand from its years: "the 2023-24 National League season", "financial year of 2016/17".
const NEAR_YEAR: u32 = 4;

/// Whether the year that follows a range is that of all its days: "April 6-7, 2019".
fn year_behind(sentence: &Sentence<'_>, last: &Frame, next: &Frame) -> bool {
    let gap = next.from - last.to;
    next.kind == Kind::Year && (gap == 0 || gap == 1 && sentence.reads(last.to, &[","]))
}

/// The next day of a range or list, or the second year of a range.
fn next_of(sentence: &Sentence<'_>, frame: &Frame) -> Option<Frame> {
    let article = u32::from(sentence.reads(frame.to + 1, &["the"]));
    let at = frame.to + 1 + article;
    let number = sentence.lexemes.get(at as usize)?;
    let mut next = *frame;
    (next.from, next.to) = (frame.to + 1, at + 1);
    match frame.kind {
        Kind::Day if is_day(number) && frame.has(Slot::Month) && !frame.has(Slot::Nth) && !frame.has(Slot::Holiday) => {
            let last = sentence.lexemes[frame.to as usize - 1];
            let day = number.value(Class::ORDINAL, &sentence.grammar.lexicon).max(number.value);
            if !is_day(&last) || Some(day) <= frame.get(Slot::Day) || !goes_on(sentence, frame.to, at) {
                return None;
            }
            next.set(Slot::Day, day);
        }
        Kind::Year => {
            let last = sentence.lexemes[frame.to as usize - 1];
            let hyphen = sentence.reads(frame.to, &["-", "–", "/"]);
            let short = number.is(Class::NUMBER) && number.word == 0 && number.end - number.start == 2;
            if !(last.is(Class::YEAR) && hyphen && short && number.value > last.value % 100)
                || counted(sentence, at as usize + 1)
            {
                return None;
            }
            next.set(Slot::Year, last.value / 100 * 100 + number.value);
        }
        _ => return None,
    }
    Some(next)
}

fn is_day(lexeme: &Lexeme) -> bool {
    lexeme.is(Class::DAY) || lexeme.is(Class::ORDINAL)
}

/// Whether the words at `end` link a day to the number at `at`, and nothing follows that would be counted.
fn goes_on(sentence: &Sentence<'_>, end: u32, at: u32) -> bool {
    let after = sentence.lexemes.get(at as usize + 1);
    let units = Class::UNIT.bit() | Class::UNITS.bit() | Class::MONTH.bit() | Class::MERIDIEM.bit();
    if counted(sentence, at as usize + 1) || after.is_some_and(|lexeme| lexeme.classes & units != 0) {
        return false;
    }
    let ordinal = sentence.lexemes[at as usize].is(Class::ORDINAL);
    let noun = after.is_some_and(|lexeme| lexeme.first.is_ascii_alphabetic() && !lexeme.is(Class::PREPOSITION));
    if sentence.reads(end, &["-", "–", "/", "&", "through", "thru", "till"]) {
        return true;
    }
    if sentence.reads(end, &["and", "or"]) {
        return !ordinal || !noun;
    }
    sentence.reads(end, &["to", "until"]) && !noun || sentence.reads(end, &[","]) && listed(sentence, at)
}

/// Whether a list of days goes on after this one, and ends with "and": "7, 8 and 9".
fn listed(sentence: &Sentence<'_>, at: u32) -> bool {
    // Words: four days with their commas; a guess.
    const LONGEST: usize = 8;
    let rest = sentence.lexemes.get(at as usize + 1..).unwrap_or_default();
    let mut last = true;
    for (n, lexeme) in rest.iter().enumerate().take(LONGEST) {
        let here = at + 1 + n as u32;
        match (last, is_day(lexeme)) {
            (true, false) if sentence.reads(here, &["and", "&", "or"]) => {
                return rest.get(n + 1).is_some_and(is_day) && !counted(sentence, here as usize + 2);
            }
            (true, false) if lexeme.first == b',' => last = false,
            (false, true) => last = true,
            (false, false) if sentence.reads(here, &["and"]) => return rest.get(n + 1).is_some_and(is_day),
            _ => return false,
        }
    }
    false
}
