//! Evidence: whether what looks like an expression is one.
//!
//! "May", "fall" and "second" are words, "2,020" and "Room 2001" are numbers, "April Jones" is a person. An expression that
//! does not stand is given the kind [`Kind::Drop`]; it keeps its place, so that nothing else is made of its words.

use crate::frame::{Frame, Kind, Slot, Unit};
use crate::lexicon::Class;
use crate::recognise::Sentence;

/// Settles what an expression is by the words around it.
pub(crate) fn weigh(sentence: &Sentence<'_>, frame: &mut Frame) {
    let stands = match frame.kind {
        Kind::Month => month(sentence, frame),
        Kind::Weekday => weekday(sentence, frame),
        Kind::Year => year(sentence, frame),
        Kind::Season => season(sentence, frame),
        Kind::Decade => decade(sentence, frame),
        Kind::Clock => clock(sentence, frame),
        Kind::Length => length(sentence, frame),
        Kind::Day => day(sentence, frame),
        Kind::Period => period(sentence, frame),
        _ => true,
    };
    if !stands {
        frame.kind = Kind::Drop;
    }
}

/// Whether an expression that may have been joined to another is one in the end.
pub(crate) fn complete(sentence: &Sentence<'_>, frame: &Frame) -> bool {
    let dated = [Slot::Year, Slot::Shift, Slot::Decade, Slot::Century].iter().any(|slot| frame.has(*slot));
    match frame.kind {
        Kind::Drop => false,
        Kind::Half => dated,
        Kind::Part => part(sentence, frame),
        _ => true,
    }
}

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
            !modified(sentence, frame)
        }
        Kind::Period if sentence.lexemes[last].is(Class::ABOUT) || sentence.reads(word, &["than"]) => {
            frame.has(Slot::Way)
        }
        Kind::Quarter => !hyphenated(sentence, frame) || !sentence.reads(word, &["that"]),
        _ => true,
    }
}

fn takes_article(sentence: &Sentence<'_>, frame: &Frame) -> bool {
    match frame.kind {
        Kind::Length | Kind::Quarter => !hyphenated(sentence, frame),
        Kind::Set => !frame.has(Slot::Recurring),
        Kind::Day => {
            sentence.lexemes[frame.from as usize].is(Class::ORDINAL) || frame.has(Slot::Mod) || frame.has(Slot::Holiday)
        }
        Kind::Weekday | Kind::Month => frame.has(Slot::From) || frame.has(Slot::Mod),
        Kind::Year => frame.has(Slot::Mod) || sentence.reads(frame.from, &["year", "fiscal"]),
        _ => true,
    }
}

/// Whether a length begins with its number.
fn quantified(sentence: &Sentence<'_>, frame: &Frame) -> bool {
    let counted = Class::NUMBER.bit() | Class::VAGUE.bit() | Class::ARTICLE.bit();
    sentence.lexemes[frame.from as usize].classes & counted != 0
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

/// Whether a length may be counted from somewhere: "an hour later" stays a length.
pub(crate) fn may_count(sentence: &Sentence<'_>, frame: &Frame) -> bool {
    let short = frame.kind == Kind::Length && frame.unit() < Some(Unit::Day);
    !(short && sentence.reads(frame.to, &["later", "earlier"]))
}

/// Whether two expressions that stand together may be one.
pub(crate) fn may_join(left: &Frame, right: &Frame) -> bool {
    if right.kind != Kind::Period || matches!(left.kind, Kind::Clock | Kind::Part) {
        return left.kind != Kind::Period || right.kind != Kind::Day || left.unit() == Some(Unit::Week);
    }
    let unit = right.unit();
    let whole = unit == Some(Unit::Year) || unit == Some(Unit::Month) && left.kind == Kind::Day;
    whole && right.get(Slot::Way) != Some(4)
}

/// The year of the second of two dates holds for the first: "between April and June 2021".
pub(crate) fn share_years(sentence: &Sentence<'_>, frames: &mut [Frame]) {
    for at in 1..frames.len() {
        let (first, second) = (frames[at - 1], frames[at]);
        let dated = matches!(first.kind, Kind::Month | Kind::Day)
            && first.has(Slot::Month)
            && !first.has(Slot::Year)
            && !first.has(Slot::Shift);
        let linked = first.to + 1 == second.from
            && sentence.reads(first.to, &["and", "to", "through", "until", "till", "-", "–"]);
        if let (true, Some(year), Some(month)) = (dated && linked, second.get(Slot::Year), second.get(Slot::Month)) {
            let later = first.get(Slot::Month).is_some_and(|first| first > month);
            frames[at - 1].set(Slot::Year, year - i32::from(later));
        }
    }
}

/// The second halves of ranges: "April 6-7", "May 4 and 5", "1915-17".
pub(crate) fn finish_ranges(sentence: &Sentence<'_>, frames: &mut Vec<Frame>) {
    let mut at = 0;
    while at < frames.len() {
        let next = frames.get(at + 1).map(|frame| frame.from);
        if let Some(second) =
            second_half(sentence, &frames[at]).filter(|second| next.is_none_or(|next| next >= second.to))
        {
            frames.insert(at + 1, second);
        }
        at += 1;
    }
}

fn second_half(sentence: &Sentence<'_>, frame: &Frame) -> Option<Frame> {
    let number = sentence.lexemes.get(frame.to as usize + 1)?;
    let last = sentence.lexemes[frame.to as usize - 1];
    let hyphen = sentence.reads(frame.to, &["-", "–"]);
    if !number.is(Class::NUMBER)
        || number.word != 0
        || counted(sentence, frame.to as usize + 2)
        || !(hyphen || sentence.reads(frame.to, &["and"]))
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

/// Whether a hyphen binds the words to what follows: "two-year", "third-quarter".
fn hyphenated(sentence: &Sentence<'_>, frame: &Frame) -> bool {
    (frame.from..frame.to).any(|at| sentence.reads(at, &["-", "–", "‑", "‐"]))
}

fn preposition(sentence: &Sentence<'_>, frame: &Frame) -> bool {
    sentence.before(frame.from).is_some_and(|lexeme| lexeme.is(Class::PREPOSITION) || lexeme.is(Class::ABOUT))
}

/// Whether the word before or behind is a name of its own.
fn named(sentence: &Sentence<'_>, at: Option<usize>) -> bool {
    at.and_then(|at| sentence.lexemes.get(at))
        .is_some_and(|lexeme| lexeme.capital && lexeme.classes & !Class::ADJECTIVE.bit() == 0)
}

/// Whether a single word is an abbreviation without its full stop: "Sun", "Jan".
fn bare_abbreviation(sentence: &Sentence<'_>, frame: &Frame) -> bool {
    let at = frame.from as usize;
    frame.to - frame.from == 1
        && sentence.lexemes[at].is(Class::ABBREVIATION)
        && !sentence.word(at).ends_with('.')
        && !sentence.word(at).eq_ignore_ascii_case("sept")
}

fn month(sentence: &Sentence<'_>, frame: &mut Frame) -> bool {
    if frame.has(Slot::Year) {
        return true;
    }
    let at = frame.to as usize - 1;
    if !sentence.lexemes[at].capital || bare_abbreviation(sentence, frame) {
        return false;
    }
    let sure =
        ["in", "since", "until", "by", "from", "through", "of", "during", "before", "after", "late", "early", "to"];
    if frame.to - frame.from > 1 || sentence.follows(frame.from, &sure) {
        return true;
    }
    let before = frame.from.checked_sub(1).map(|at| at as usize);
    let verb_like = sentence.reads(at as u32, &["may", "march"]);
    if verb_like && sentence.follows(frame.from, &["the", "a", "long"]) {
        return false;
    }
    let opens =
        frame.from == 0 || sentence.before(frame.from).is_some_and(|lexeme| !lexeme.first.is_ascii_alphanumeric());
    let in_name = named(sentence, Some(at + 1)) || named(sentence, before);
    !in_name && !(verb_like && opens && !followed_by_verb(sentence, at + 1))
}

fn followed_by_verb(sentence: &Sentence<'_>, at: usize) -> bool {
    let verbs = Class::PRESENTLY.bit() | Class::BEHIND.bit() | Class::AHEAD.bit();
    sentence.lexemes.get(at).is_some_and(|lexeme| lexeme.classes & verbs != 0 || lexeme.first == b',')
}

fn weekday(sentence: &Sentence<'_>, frame: &mut Frame) -> bool {
    let at = frame.from as usize;
    if !sentence.lexemes[frame.to as usize - 1].capital && !frame.has(Slot::Part) || bare_abbreviation(sentence, frame)
    {
        return false;
    }
    let after_article = sentence.follows(frame.from, &["the", "a", "an"]) || sentence.reads(frame.from, &["the"]);
    let alone = frame.to - frame.from == 1;
    let in_name = named(sentence, Some(frame.to as usize)) && (after_article || named(sentence, at.checked_sub(1)));
    !(in_name && alone)
}

/// A number of four figures is a year unless its surroundings make it a quantity or a label; before 1800 it needs a sign.
fn year(sentence: &Sentence<'_>, frame: &mut Frame) -> bool {
    if frame.has(Slot::Era) || frame.to - frame.from > 1 || sentence.lexemes[frame.from as usize].is(Class::SHORTYEAR) {
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
    if label || sign && !range(sentence, frame) || counted(sentence, frame.to as usize) {
        return false;
    }
    let year = frame.get(Slot::Year).unwrap_or(0);
    let enclosed = before.is_some_and(|lexeme| lexeme.first == b'(');
    (1800..2050).contains(&year)
        || sentence.narrative
        || enclosed
        || preposition(sentence, frame)
        || range(sentence, frame)
}

/// Whether the year ends a range like "1914-1918".
fn range(sentence: &Sentence<'_>, frame: &Frame) -> bool {
    frame.from >= 2
        && sentence.reads(frame.from - 1, &["-", "–", "/"])
        && sentence.lexemes[frame.from as usize - 2].is(Class::YEAR)
}

/// Whether the word here is something that is counted.
fn counted(sentence: &Sentence<'_>, at: usize) -> bool {
    let Some(lexeme) = sentence.lexemes.get(at) else { return false };
    lexeme.is(Class::COUNTED) || lexeme.is(Class::NUMBER) || lexeme.first == b'%'
}

fn season(sentence: &Sentence<'_>, frame: &mut Frame) -> bool {
    let settled = frame.has(Slot::From) || frame.to - frame.from > 1;
    let at = frame.to as usize - 1;
    let next_year = sentence.lexemes.get(frame.to as usize).is_some_and(|lexeme| lexeme.is(Class::YEAR));
    let of = sentence.reads(frame.to, &["of"]);
    let before =
        ["in", "by", "during", "since", "until", "of", "from", "for", "throughout", "through", "late", "early", "last"];
    let event = of
        && sentence.reads(frame.to - 1, &["fall"])
        && !sentence.lexemes.get(frame.to as usize + 1).is_some_and(|lexeme| lexeme.is(Class::YEAR));
    if event {
        return false;
    }
    let plain = !sentence.lexemes[at].capital && !sentence.reads(frame.to - 1, &["fall", "spring"]);
    let paired = plain && sentence.follows(frame.from, &["and", "or"]);
    (settled || sentence.follows(frame.from, &before) || next_year || of || paired || plain && sentence.narrative)
        && !named(sentence, Some(at + 1))
}

fn decade(sentence: &Sentence<'_>, frame: &mut Frame) -> bool {
    let figures = sentence.lexemes[frame.to as usize - 1];
    figures.end - figures.start > 3
        || frame.to - frame.from > 1
        || !preposition(sentence, frame) && sentence.follows(frame.from, &["the"])
}

fn clock(sentence: &Sentence<'_>, frame: &mut Frame) -> bool {
    let bare = frame.to - frame.from == 1 && sentence.lexemes[frame.from as usize].is(Class::CLOCK);
    let announced =
        ["at", "by", "until", "till", "before", "after", "around", "about", "from", "to", "between", "since", "and"];
    !bare || sentence.follows(frame.from, &announced)
}

/// "may 5", "a march 20 miles long".
fn day(sentence: &Sentence<'_>, frame: &mut Frame) -> bool {
    if !frame.has(Slot::Month) || frame.has(Slot::Year) {
        return true;
    }
    let capital = (frame.from..frame.to)
        .any(|at| sentence.lexemes[at as usize].is(Class::MONTH) && sentence.lexemes[at as usize].capital);
    capital && !(sentence.lexemes[frame.to as usize - 1].is(Class::DAY) && counted(sentence, frame.to as usize))
}

fn period(sentence: &Sentence<'_>, frame: &mut Frame) -> bool {
    let unit = frame.unit();
    if unit == Some(Unit::Second) || unit == Some(Unit::Minute) {
        return frame.has(Slot::Way);
    }
    let title =
        sentence.lexemes[frame.to as usize - 1].capital && sentence.lexemes[frame.to as usize - 1].is(Class::UNIT);
    if title
        && frame.to - frame.from > 1
        && !sentence.word(frame.from as usize).bytes().all(|byte| byte.is_ascii_uppercase())
    {
        return false;
    }
    !(unit == Some(Unit::Quarter) && frame.get(Slot::From) == Some(0) && sentence.reads(frame.to, &["of"]))
}

fn length(sentence: &Sentence<'_>, frame: &mut Frame) -> bool {
    let unit = frame.unit();
    if sentence.lexemes[frame.from as usize].is(Class::YEAR) && frame.to - frame.from == 2 && unit >= Some(Unit::Day) {
        return false;
    }
    let grown = frame.to - frame.from > 2;
    let of = sentence.reads(frame.to, &["of"]);
    if frame.has(Slot::Plural) {
        let small = unit < Some(Unit::Day) || unit == Some(Unit::Quarter);
        return !(small && frame.to - frame.from == 1) && !hyphenated_before(sentence, frame);
    }
    if unit == Some(Unit::Quarter)
        && (of || !grown && !hyphenated(sentence, frame) && frame.get(Slot::Count) == Some(1))
    {
        return false;
    }
    if unit == Some(Unit::Second) && sentence.reads(frame.from, &["a", "the"]) {
        return false;
    }
    if one_of_its_kind(sentence, frame) && rate(sentence, frame) {
        frame.kind = Kind::Set;
    }
    !hyphenated_before(sentence, frame)
}

fn one_of_its_kind(sentence: &Sentence<'_>, frame: &Frame) -> bool {
    frame.get(Slot::Count) == Some(1) && sentence.reads(frame.from, &["a", "an"]) && frame.to - frame.from == 2
}

/// "$40 a month", "twice a week".
fn rate(sentence: &Sentence<'_>, frame: &Frame) -> bool {
    let before = sentence.before(frame.from);
    before.is_some_and(|lexeme| lexeme.is(Class::COUNTED) || lexeme.is(Class::NUMBER) || lexeme.first == b'%')
        || sentence.follows(frame.from, &["once", "twice", "times", "time"])
}

/// The second half of a compound: "mid-years", "light-years".
fn hyphenated_before(sentence: &Sentence<'_>, frame: &Frame) -> bool {
    sentence
        .before(frame.from)
        .is_some_and(|lexeme| lexeme.first == b'-' && lexeme.end == sentence.lexemes[frame.from as usize].start)
}

/// A part of day alone names no time, except where a story is told.
fn part(sentence: &Sentence<'_>, frame: &Frame) -> bool {
    let dated = [Slot::Deictic, Slot::Shift, Slot::Weekday, Slot::Day, Slot::Month, Slot::Date, Slot::Holiday]
        .iter()
        .any(|slot| frame.has(*slot));
    let told = sentence.narrative && !(frame.from > 0 && sentence.lexemes[frame.to as usize - 1].capital);
    dated || frame.has(Slot::Mod) || told || sentence.reads(frame.to - 1, &["overnight"])
}
