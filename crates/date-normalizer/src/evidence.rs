//! Evidence: whether what looks like an expression is one.
//!
//! "May", "fall" and "second" are words, "2,020" and "Room 2001" are numbers, "April Jones" is a person. An expression that
//! does not stand is given the kind [`Kind::Drop`]; it keeps its place, so that nothing else is made of its words.

use copydesk_layers::DateMod;

use crate::frame::{Frame, Kind, Slot, Unit, from};
use crate::lexeme::Lexeme;
use crate::lexicon::{CONTENT, Class};
use crate::sentence::Sentence;
use crate::surroundings::{bare_abbreviation, counted, named, preposition, titled};
use crate::{length_like, named_day, weekday_like, year_like};

/// Settles what an expression is by the words around it.
pub(crate) fn weigh(sentence: &Sentence<'_>, frame: &mut Frame) {
    let stands = match frame.kind {
        Kind::Month => month(sentence, frame),
        Kind::Weekday => weekday_like::weekday(sentence, frame),
        Kind::Year => year_like::year(sentence, frame),
        Kind::Season => season(sentence, frame),
        Kind::Decade => year_like::decade(sentence, frame),
        Kind::Clock => clock(sentence, frame),
        Kind::Length => length_like::length(sentence, frame),
        Kind::Day => day(sentence, frame),
        Kind::Period | Kind::Quarter if by_and_by(sentence, frame) => false,
        Kind::Period => period(sentence, frame),
        Kind::Deictic => deictic(sentence, frame),
        Kind::Vague => sentence.narrative || !frame.has(Slot::Story),
        Kind::Set => !title_word(sentence, frame) && !speed(sentence, frame) && !newspaper(sentence, frame),
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
        Kind::Half => dated || frame.has(Slot::From) || coded(sentence, frame),
        Kind::Part => part(sentence, frame),
        _ => true,
    }
}

/// "the German daily Morgenbote": what appears daily, and is named.
fn newspaper(sentence: &Sentence<'_>, frame: &Frame) -> bool {
    frame.has(Slot::Recurring)
        && frame.to - frame.from == 1
        && frame.from > 0
        && !sentence.lexemes[frame.from as usize].capital
        && named(sentence, Some(frame.to as usize))
}

/// "90 miles per hour", "ten per second".
fn speed(sentence: &Sentence<'_>, frame: &Frame) -> bool {
    let short = frame.unit() < Some(Unit::Day) && frame.to - frame.from == 1 && sentence.follows(frame.from, &["per"]);
    short && (frame.unit() == Some(Unit::Second) || length_like::of_speed(sentence, frame.from))
}

/// "year-over-year", "the quarter-to-quarter comparison": from one to the next, whichever they are.
fn by_and_by(sentence: &Sentence<'_>, frame: &Frame) -> bool {
    sentence.reads(frame.to, &["-"])
        && sentence.reads(frame.to + 1, &["to", "over", "on", "by"])
        && sentence.reads(frame.to + 2, &["-"])
}

/// "in H2": a half of the year at hand. "H2" elsewhere may be hydrogen.
fn coded(sentence: &Sentence<'_>, frame: &Frame) -> bool {
    sentence.lexemes[frame.from as usize].is(Class::HALFYEAR) && preposition(sentence, frame)
}

/// "USA Today" and its like are names.
fn deictic(sentence: &Sentence<'_>, frame: &mut Frame) -> bool {
    let at = frame.from as usize;
    let name = sentence.lexemes[at].capital && named(sentence, at.checked_sub(1));
    let wished = sentence.reads(frame.from, &["tomorrow"])
        && sentence.follows(frame.from, &["better", "brighter", "new", "a", "the"]);
    !(frame.to - frame.from == 1 && (name || wished))
}

fn month(sentence: &Sentence<'_>, frame: &mut Frame) -> bool {
    if frame.has(Slot::Year) {
        return true;
    }
    let at = frame.to as usize - 1;
    let short = bare_abbreviation(sentence, frame) && !short_month(sentence, frame);
    if !sentence.lexemes[at].capital || short {
        return false;
    }
    let sure =
        ["in", "since", "until", "by", "from", "through", "of", "during", "before", "after", "late", "early", "to"];
    if frame.to - frame.from > 1 || sentence.follows(frame.from, &sure) {
        return true;
    }
    let before = frame.from.checked_sub(1).map(|at| at as usize);
    let verb_like = sentence.reads(at as u32, &["may", "march"]);
    if marchers(sentence, frame) {
        return false;
    }
    if verb_like && sentence.follows(frame.from, &["the", "a", "long"]) {
        let noun = |lexeme: &Lexeme| lexeme.first.is_ascii_lowercase() && lexeme.classes & !CONTENT == 0;
        return sentence.lexemes.get(at + 1).is_some_and(noun);
    }
    let opens =
        frame.from == 0 || sentence.before(frame.from).is_some_and(|lexeme| !lexeme.first.is_ascii_alphanumeric());
    let in_name = named(sentence, Some(at + 1)) || named(sentence, before) || titled(sentence, frame.from);
    let verb = verb_like && opens && !followed_by_verb(sentence, at + 1);
    !in_name && !verb
}

/// "the March for Clean Air", "the March on Kelmouth": people walk.
fn marchers(sentence: &Sentence<'_>, frame: &Frame) -> bool {
    let purpose = sentence
        .lexemes
        .get(frame.to as usize + 1)
        .is_some_and(|lexeme| lexeme.capital && lexeme.classes & !CONTENT == 0);
    sentence.reads(frame.to - 1, &["march"])
        && sentence.reads(frame.to, &["for", "on", "of"])
        && purpose
        && !preposition(sentence, frame)
}

/// "in Jun", "mid-Feb", "Sep to Nov": an abbreviation that lacks its full stop, where nothing else can stand.
fn short_month(sentence: &Sentence<'_>, frame: &Frame) -> bool {
    let month = |at: u32| sentence.lexemes.get(at as usize).is_some_and(|lexeme| lexeme.is(Class::MONTH));
    let linked = sentence.reads(frame.to, &["-", "–", "/", "to"]) && month(frame.to + 1);
    let end = frame.from > 1 && sentence.follows(frame.from, &["-", "–", "/", "to"]) && month(frame.from - 2);
    let part = frame.has(Slot::Mod) || sentence.follows(frame.from, &["in", "since", "until", "mid", "early", "late"]);
    (linked || end || part) && !named(sentence, Some(frame.to as usize)) && !sentence.reads(frame.to - 1, &["mar"])
}

fn followed_by_verb(sentence: &Sentence<'_>, at: usize) -> bool {
    let verbs = Class::PRESENTLY.bit() | Class::BEHIND.bit() | Class::AHEAD.bit();
    sentence.lexemes.get(at).is_some_and(|lexeme| lexeme.classes & verbs != 0 || lexeme.first == b',')
}

fn season(sentence: &Sentence<'_>, frame: &mut Frame) -> bool {
    let settled = frame.has(Slot::From) || frame.to - frame.from > 1;
    let at = frame.to as usize - 1;
    let next_year = sentence
        .lexemes
        .get(frame.to as usize)
        .is_some_and(|lexeme| lexeme.is(Class::YEAR) || lexeme.is(Class::SHORTYEAR));
    let of = sentence.reads(frame.to, &["of"]) && year_follows(sentence, frame.to + 1);
    let before =
        ["in", "by", "during", "since", "until", "of", "from", "for", "throughout", "through", "late", "early", "last"];
    let limited = plain_season(sentence, frame)
        && sentence.follows(frame.from, &["before", "after", "till"])
        && ends(sentence, frame);
    let drop = !frame.has(Slot::Shift)
        && sentence.reads(frame.to, &["in"])
        && sentence.reads(frame.to - 1, &["fall"])
        && !year_follows(sentence, frame.to + 1)
        && !sentence.follows(frame.from, &["in", "by", "during", "since", "until", "this"]);
    if drop {
        return false;
    }
    let event = !of && sentence.reads(frame.to, &["of"]) && sentence.reads(frame.to - 1, &["fall"]);
    let verb = sentence.reads(frame.from, &["that"]) && sentence.reads(frame.to - 1, &["fall", "spring"]);
    if event || verb {
        return false;
    }
    let plain = plain_season(sentence, frame);
    let paired = plain && sentence.follows(frame.from, &["and", "or"]);
    (settled
        || limited
        || sentence.follows(frame.from, &before)
        || next_year
        || of
        || paired
        || plain && sentence.narrative)
        && !named(sentence, Some(at + 1))
}

/// "summer" and "winter" are always seasons; "fall" and "spring" are not.
fn plain_season(sentence: &Sentence<'_>, frame: &Frame) -> bool {
    let at = frame.to as usize - 1;
    !sentence.lexemes[at].capital && !sentence.reads(frame.to - 1, &["fall", "spring"])
}

/// Whether no word follows that the expression could describe: "before summer", not "after summer school".
fn ends(sentence: &Sentence<'_>, frame: &Frame) -> bool {
    let other = Class::PREPOSITION.bit() | Class::CLAUSE.bit();
    sentence
        .lexemes
        .get(frame.to as usize)
        .is_none_or(|next| !next.first.is_ascii_alphanumeric() || next.classes & other != 0)
}

fn year_follows(sentence: &Sentence<'_>, at: u32) -> bool {
    let dated =
        Class::YEAR.bit() | Class::DECADE.bit() | Class::LAST.bit() | Class::NEXT.bit() | Class::SHORTYEAR.bit();
    sentence.lexemes.get(at as usize).is_some_and(|lexeme| lexeme.classes & dated != 0)
        || sentence.reads(at, &["this", "that"])
}

fn clock(sentence: &Sentence<'_>, frame: &mut Frame) -> bool {
    let first = sentence.lexemes[frame.from as usize];
    if frame.to - frame.from == 1 && first.is(Class::NOON) && sentence.follows(frame.from, &["high"]) {
        return false;
    }
    if frame.to - frame.from == 1 && first.is(Class::NOON) && first.capital && named(sentence, Some(frame.to as usize))
    {
        return false;
    }
    if frame.get(Slot::Clock).is_some()
        && sentence.reads(frame.to - 1, &["hours", "hrs"])
        && !sentence.word(frame.from as usize).contains(':')
    {
        return preposition(sentence, frame) || sentence.follows(frame.from, &["at"]);
    }
    let bare = frame.to - frame.from == 1 && sentence.lexemes[frame.from as usize].is(Class::CLOCK);
    let ends_range = frame.from >= 2
        && sentence.follows(frame.from, &["-", "–"])
        && sentence.lexemes[frame.from as usize - 2].classes & (Class::CLOCK.bit() | Class::MERIDIEM.bit()) != 0;
    let announced =
        ["at", "by", "until", "till", "before", "after", "around", "about", "from", "to", "between", "since", "and"];
    let dated = sentence.before(frame.from).is_some_and(|lexeme| {
        lexeme.classes & (Class::ORDINAL.bit() | Class::MONTH.bit() | Class::WEEKDAY.bit() | Class::YEAR.bit()) != 0
    });
    !bare || ends_range || dated || sentence.follows(frame.from, &announced)
}

/// "may 5", "a march 20 miles long".
fn day(sentence: &Sentence<'_>, frame: &mut Frame) -> bool {
    if frame.has(Slot::Holiday) {
        return holiday(sentence, frame);
    }
    if let Some(year) = named_day::year(sentence, frame).filter(|_| !frame.has(Slot::Year)) {
        frame.set(Slot::Event, year);
    }
    if !frame.has(Slot::Month) || frame.has(Slot::Year) {
        return true;
    }
    let after = frame.to + 6;
    let capital = (frame.from..after.min(sentence.lexemes.len() as u32))
        .any(|at| sentence.lexemes[at as usize].is(Class::MONTH) && sentence.lexemes[at as usize].capital);
    capital && !(sentence.lexemes[frame.to as usize - 1].is(Class::DAY) && counted(sentence, frame.to as usize))
}

/// A holiday that could be something else has a capital ("her mother's day was long"), and no name goes on after it: "the Good Friday
/// Agreement".
fn holiday(sentence: &Sentence<'_>, frame: &Frame) -> bool {
    let capital = (frame.from..frame.to).any(|at| sentence.lexemes[at as usize].capital);
    let one_word = frame.to - frame.from == 1;
    let within =
        named(sentence, Some(frame.to as usize)) || one_word && named(sentence, (frame.from as usize).checked_sub(1));
    let all_capitals = sentence.word(frame.to as usize - 1).bytes().all(|byte| !byte.is_ascii_lowercase());
    let word = one_word && sentence.reads(frame.from, &["lent", "holi", "milad"])
        || sentence.before(frame.from).is_some_and(|lexeme| lexeme.is(Class::OWNER));
    (capital || !word) && (!within || all_capitals)
}

fn period(sentence: &Sentence<'_>, frame: &mut Frame) -> bool {
    let unit = frame.unit();
    hang_on_event(sentence, frame);
    if reported_year(sentence, frame) || long_stretch(sentence, frame) {
        frame.kind = Kind::Length;
        frame.set(Slot::Count, 1);
        return true;
    }
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

/// "the past decade", "the next century": a length that ends or begins now, where "last decade" is one of the calendar.
fn long_stretch(sentence: &Sentence<'_>, frame: &Frame) -> bool {
    let open = sentence.reads(frame.from, &["the", "this", "past"]) && !sentence.reads(frame.from + 1, &["current"]);
    let moved = frame.get(Slot::Shift).is_some_and(|shift| shift != 0);
    frame.unit() >= Some(Unit::Decade) && frame.get(Slot::From) == Some(from::NOW) && moved && open
}

/// "the year ended March 31", "the year to June": a length, and no calendar year.
fn reported_year(sentence: &Sentence<'_>, frame: &Frame) -> bool {
    let dated = |at: u32| {
        let months = Class::MONTH.bit() | Class::DAY.bit() | Class::ORDINAL.bit();
        sentence.lexemes.get(at as usize).is_some_and(|lexeme| lexeme.classes & months != 0)
    };
    let ended = sentence.reads(frame.to, &["ended", "ending", "to"]) && dated(frame.to + 1);
    frame.unit() == Some(Unit::Year)
        && frame.get(Slot::From) == Some(from::TOPIC)
        && frame.modifier().is_none()
        && ended
}

/// "the day before the storm" is counted from an event, and no day is known for it.
fn hang_on_event(sentence: &Sentence<'_>, frame: &mut Frame) {
    let counted = !frame.has(Slot::Way) && sentence.reads(frame.to - 1, &["before", "after"]);
    let event = sentence.reads(frame.to, &["the", "a", "an", "his", "her", "their", "its", "he", "she", "they"])
        || named(sentence, Some(frame.to as usize));
    if counted && event {
        frame.set(Slot::From, from::EVENT);
    }
}

/// "People's Daily": a capital within a name.
fn title_word(sentence: &Sentence<'_>, frame: &Frame) -> bool {
    let at = frame.from as usize;
    let adjective = sentence.reads(frame.from, &["everyday", "quarterly"])
        && sentence.lexemes.get(frame.to as usize).is_some_and(|next| {
            next.first.is_ascii_lowercase()
                && next.classes & (Class::PREPOSITION.bit() | Class::CLAUSE.bit() | Class::NUMBER.bit()) == 0
        });
    if adjective && frame.to - frame.from == 1 {
        return true;
    }
    let inside = frame.from > 0 && sentence.lexemes[at].capital && sentence.lexemes[at - 1].first.is_ascii_alphabetic();
    frame.has(Slot::Recurring)
        && (inside || sentence.follows(frame.from, &["'s", "’s"]) && sentence.lexemes[at].capital)
}

/// A part of day alone names no time, except where a story is told.
fn part(sentence: &Sentence<'_>, frame: &Frame) -> bool {
    let dated = [Slot::Deictic, Slot::Shift, Slot::Weekday, Slot::Day, Slot::Month, Slot::Date, Slot::Holiday]
        .iter()
        .any(|slot| frame.has(*slot));
    let told = sentence.narrative && !(frame.from > 0 && sentence.lexemes[frame.to as usize - 1].capital);
    let middle = frame.modifier() == Some(DateMod::Mid);
    dated || middle || told || sentence.reads(frame.to - 1, &["overnight"])
}
