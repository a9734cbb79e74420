//! Numbers that may be years: what stands around them decides.

use crate::frame::{Frame, Slot};
use crate::lexicon::{CONTENT, Class};
use crate::sentence::Sentence;
use crate::surroundings::{counted, preposition};

/// A number of four figures is a year unless its surroundings make it a quantity or a label; before 1800 it needs a sign.
pub(crate) fn year(sentence: &Sentence<'_>, frame: &mut Frame) -> bool {
    let last = sentence.lexemes[frame.to as usize - 1];
    if frame.has(Slot::Era) || last.is(Class::SHORTYEAR) || sentence.lexemes[frame.from as usize].is(Class::UNIT) {
        return true;
    }
    if counted(sentence, frame.to as usize) || plural_noun(sentence, frame) || street(sentence, frame) {
        return false;
    }
    if frame.to - frame.from > 1 {
        return true;
    }
    let before = sentence.before(frame.from);
    let touching = before.is_some_and(|lexeme| lexeme.end == sentence.lexemes[frame.from as usize].start);
    let sign = before.is_some_and(|lexeme| {
        matches!(lexeme.first, b'$' | b'#' | b'+' | b':' | 0xc2)
            || touching && matches!(lexeme.first, b'.' | b'-' | b'/')
    });
    let label = before.is_some_and(|lexeme| {
        lexeme.classes & (Class::LABEL.bit() | Class::NUMBER.bit()) != 0 && !lexeme.is(Class::PREPOSITION)
    });
    if label || sign && !range(sentence, frame) {
        return false;
    }
    let year = frame.get(Slot::Year).unwrap_or(0);
    let enclosed = before.is_some_and(|lexeme| lexeme.first == b'(');
    (1800..=2050).contains(&year)
        || sentence.narrative
        || enclosed
        || preposition(sentence, frame)
        || range(sentence, frame)
}

/// "2000 voters": a plural follows, and nothing before says that the number is a year.
fn plural_noun(sentence: &Sentence<'_>, frame: &Frame) -> bool {
    let Some(lexeme) = sentence.lexemes.get(frame.to as usize) else { return false };
    let word = sentence.word(frame.to as usize).as_bytes();
    let plural = word.len() > 3
        && lexeme.classes & !CONTENT == 0
        && lexeme.first.is_ascii_lowercase()
        && word.ends_with(b"s")
        && !word.ends_with(b"ss");
    let bare = sentence
        .before(frame.from)
        .is_none_or(|lexeme| lexeme.is(Class::BEHIND) || lexeme.is(Class::AHEAD) || lexeme.first == b',')
        || sentence.follows(frame.from, &["and", "or", "about", "around", "some", "with", "all", "than"]);
    let about = frame.to - frame.from > 1 && sentence.lexemes[frame.from as usize].is(Class::ABOUT);
    plural && (bare && frame.to - frame.from == 1 || about)
}

/// "1920 Main St.": the number of a house.
fn street(sentence: &Sentence<'_>, frame: &Frame) -> bool {
    const STREETS: [&str; 21] = [
        "avenue",
        "ave",
        "blvd",
        "boulevard",
        "circle",
        "court",
        "ct",
        "dr",
        "drive",
        "highway",
        "hwy",
        "lane",
        "ln",
        "parkway",
        "pl",
        "place",
        "rd",
        "road",
        "st",
        "street",
        "way",
    ];
    let capital = |at: u32| sentence.lexemes.get(at as usize).is_some_and(|lexeme| lexeme.capital);
    let long = frame.to - frame.from == 1 && capital(frame.to);
    long && (1..=3).any(|away| sentence.reads(frame.to + away, &STREETS) && capital(frame.to + away))
}

/// Whether the year ends a range like "1914-1918".
fn range(sentence: &Sentence<'_>, frame: &Frame) -> bool {
    frame.from >= 2
        && sentence.reads(frame.from - 1, &["-", "–", "/"])
        && sentence.lexemes[frame.from as usize - 2].is(Class::YEAR)
}

pub(crate) fn decade(sentence: &Sentence<'_>, frame: &mut Frame) -> bool {
    let figures = sentence.lexemes[frame.to as usize - 1];
    if aged(sentence, frame) || degrees(sentence, frame) {
        return false;
    }
    let second = frame.from >= 2
        && sentence.follows(frame.from, &["and", "or", "to", "-", "–"])
        && sentence.lexemes[frame.from as usize - 2].is(Class::DECADE);
    second
        || figures.end - figures.start > 3
        || frame.to - frame.from > 1
        || !preposition(sentence, frame) && sentence.follows(frame.from, &["the"])
}

/// "in his late 30s": an age.
fn aged(sentence: &Sentence<'_>, frame: &Frame) -> bool {
    const QUALIFIERS: [&str; 6] = ["early", "mid", "late", "middle", "upper", "-"];
    let start = (0..frame.from).rev().take(3).find(|at| !sentence.reads(*at, &QUALIFIERS));
    start.is_some_and(|at| sentence.lexemes[at as usize].is(Class::OWNER))
}

/// "highs in the 70s", "the upper 80s": temperatures.
fn degrees(sentence: &Sentence<'_>, frame: &Frame) -> bool {
    const WEATHER: [&str; 12] = [
        "degrees",
        "forecast",
        "high",
        "highs",
        "low",
        "lows",
        "readings",
        "temperature",
        "temperatures",
        "thermometer",
        "warm",
        "weather",
    ];
    // Words before: half a clause; a guess.
    const NEARBY: u32 = 8;
    let short = sentence.word(frame.to as usize - 1).len() <= 3;
    let around = frame.from.saturating_sub(NEARBY)..frame.to + 4;
    short
        && (sentence.follows(frame.from, &["upper", "lower"])
            || around.into_iter().any(|at| sentence.reads(at, &WEATHER)))
}
