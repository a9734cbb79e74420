//! Words that may be days of the week: "Sun" and "Sat" are others, "Bloody Sunday" is a name, and opening hours recur.

use crate::frame::{Frame, Kind, Slot};
use crate::lexicon::Class;
use crate::sentence::Sentence;
use crate::surroundings::{bare_abbreviation, named, titled};

/// Whether a day of the week is one; a day of opening hours becomes a set.
pub(crate) fn weekday(sentence: &Sentence<'_>, frame: &mut Frame) -> bool {
    let at = frame.from as usize;
    let capital = (frame.from..frame.to)
        .map(|at| sentence.lexemes[at as usize])
        .any(|lexeme| lexeme.is(Class::WEEKDAY) && lexeme.capital);
    if !capital && !frame.has(Slot::Part)
        || bare_abbreviation(sentence, frame) && !(dated_behind(sentence, frame.to) || timed_behind(sentence, frame.to))
    {
        return false;
    }
    if titled(sentence, frame.from) || of_name(sentence, frame) {
        return false;
    }
    if opening_days(sentence, frame) {
        frame.kind = Kind::Set;
        return true;
    }
    let after_article = sentence.follows(frame.from, &["the", "a", "an"]) || sentence.reads(frame.from, &["the"]);
    let alone = frame.to - frame.from == 1;
    let in_name = named(sentence, Some(frame.to as usize)) && (after_article || named(sentence, at.checked_sub(1)));
    !(in_name && alone)
}

/// Whether a day of a month follows: "Wed, Jul 23", "Sun 6 July".
fn dated_behind(sentence: &Sentence<'_>, at: u32) -> bool {
    let rest = sentence.lexemes.get(at as usize..).unwrap_or_default();
    let (day, month) = (Class::DAY.bit() | Class::ORDINAL.bit(), Class::MONTH.bit());
    let mut words = rest.iter().filter(|lexeme| lexeme.first != b',').map(|lexeme| lexeme.classes).take(2);
    match (words.next(), words.next()) {
        (Some(first), Some(second)) => {
            first & month != 0 && second & day != 0 || first & day != 0 && second & month != 0
        }
        _ => false,
    }
}

/// Whether a time of day follows: "Thu at 8 a.m.", "Fri 7:30 pm".
fn timed_behind(sentence: &Sentence<'_>, at: u32) -> bool {
    let linked = at + u32::from(sentence.reads(at, &["at", ","]));
    let is = |at: u32, class: Class| sentence.lexemes.get(at as usize).is_some_and(|lexeme| lexeme.is(class));
    is(linked, Class::CLOCK) || is(linked, Class::HOUR) && is(linked + 1, Class::MERIDIEM)
}

/// "open Tuesday to Sunday": both days of the range recur.
fn opening_days(sentence: &Sentence<'_>, frame: &Frame) -> bool {
    const LINKS: [&str; 4] = ["to", "through", "-", "until"];
    let day = |at: u32| sentence.lexemes.get(at as usize).is_some_and(|lexeme| lexeme.is(Class::WEEKDAY));
    let open = |at: u32| {
        let from = u32::from(sentence.follows(at, &["from"]));
        sentence.follows(at - from, &["open", "opens", "daily", "hours"])
    };
    let alone = frame.to - frame.from == 1;
    let first = sentence.reads(frame.to, &LINKS) && day(frame.to + 1) && open(frame.from);
    let second =
        || frame.from >= 2 && sentence.follows(frame.from, &LINKS) && day(frame.from - 2) && open(frame.from - 2);
    alone && (first || second())
}

/// "Bloody Sunday", "Saturday Night Live", "the Sunday school".
fn of_name(sentence: &Sentence<'_>, frame: &Frame) -> bool {
    const ADJECTIVES: [&str; 12] = [
        "black",
        "bloody",
        "blue",
        "casual",
        "cyber",
        "freaky",
        "giving",
        "holy",
        "manic",
        "ruby",
        "super",
        "throwback",
    ];
    let night = sentence.reads(frame.to - 1, &["night"]) && sentence.lexemes[frame.to as usize - 1].capital;
    let called =
        sentence.follows(frame.from, &ADJECTIVES) && sentence.before(frame.from).is_some_and(|lexeme| lexeme.capital);
    let month =
        sentence.before(frame.from).is_some_and(|lexeme| lexeme.is(Class::MONTH) && lexeme.is(Class::ABBREVIATION));
    let surname = month && frame.to - frame.from == 1 && !sentence.word(frame.from as usize - 1).ends_with('.');
    called
        || surname
        || night && named(sentence, Some(frame.to as usize))
        || sentence.reads(frame.to, &["school", "roast"])
}
