//! Resolution: from what the words say to a TIMEX3 value.
//!
//! Expressions are resolved in text order. Each that names a period of the calendar becomes a mention, from which later ones
//! ("the following day") are counted.

mod calendar;
mod length;
mod relative;
mod time;

use copydesk_core::Id;
use copydesk_layers::{Date, DateMod, DateType};
use jiff::civil;

use crate::frame::{Frame, Kind, RECURRING, Slot, Unit};
use crate::grammar::Grammar;
use crate::pair;
use crate::period::Period;
use crate::tense::Tense;

/// How many mentions back an expression may be counted from.
const REACH: usize = 200;

/// What holds for a whole article.
pub(crate) struct Context<'a> {
    pub(crate) grammar: &'a Grammar,
    /// The day of publication, where one is known.
    pub(crate) reference: Option<civil::Date>,
    /// Whether the story is the anchor.
    pub(crate) narrative: bool,
    /// The first day that the article names with its year, where the story is the anchor.
    pub(crate) opening: Option<civil::Date>,
    /// Whether 5/6 is the fifth of June.
    pub(crate) day_first: bool,
    /// The country that the article comes from, as an ISO 3166 code in either case.
    pub(crate) country: Option<&'a str>,
}

/// A resolved expression that later ones may be counted from.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Mention {
    pub(crate) period: Period,
    pub(crate) row: Id<Date>,
    /// The number of the sentence.
    pub(crate) sentence: u32,
    /// Whether it only serves to compare: "a year earlier". What the text is about is another.
    pub(crate) compared: bool,
    /// Whether it leads away from the story: a year that is far from the others, in the middle of a sentence.
    pub(crate) aside: bool,
}

/// What holds where an expression stands.
#[derive(Default)]
pub(crate) struct Place<'a> {
    pub(crate) tense: Tense,
    pub(crate) sentence: u32,
    pub(crate) mentions: &'a [Mention],
    /// The day on which it ends, where the text says so: "the quarter ended Sept. 30".
    pub(crate) ended: Option<&'a Frame>,
    /// Whether the past tense is beyond doubt.
    pub(crate) firm: bool,
    /// Whether it goes on from the expression right before it: "May 4 and 5".
    pub(crate) linked: bool,
    /// Whether it stands beside the expression right before it: "3 May, the day after the vote".
    pub(crate) beside: bool,
    /// Whether it says "later on": the day is the present one, if it can be.
    pub(crate) later: bool,
    /// Whether the expression begins a range ("from Monday").
    pub(crate) begins: bool,
    /// Whether it ends one ("through Friday").
    pub(crate) ends: bool,
}

/// A resolved expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Resolved {
    pub(crate) kind: DateType,
    pub(crate) value: String,
    pub(crate) modifier: Option<DateMod>,
    pub(crate) quant: Option<&'static str>,
    /// How often it happens within its value: "2X", "4D".
    pub(crate) freq: Option<String>,
    pub(crate) anchor: Option<Id<Date>>,
    /// The period that later expressions may be counted from.
    pub(crate) period: Option<Period>,
    /// As in [`Mention::compared`].
    pub(crate) compared: bool,
}

/// A period, or as much of one as can be known without a day to count from.
pub(crate) struct Point {
    pub(crate) period: Option<Period>,
    pub(crate) value: String,
    pub(crate) anchor: Option<Id<Date>>,
}

impl Point {
    pub(crate) fn of(period: Period) -> Self {
        Self { period: Some(period), value: period.to_string(), anchor: None }
    }

    pub(crate) fn open(value: impl Into<String>) -> Self {
        Self { period: None, value: value.into(), anchor: None }
    }
}

/// The value of an expression; nothing where it is an impossible date.
pub(crate) fn resolve(context: &Context<'_>, place: &Place<'_>, frame: &Frame) -> Option<Resolved> {
    match frame.kind {
        Kind::Length => Some(plain(DateType::Duration, length::value(frame), frame)),
        Kind::Vague => Some(plain(DateType::Date, reference_word(frame).to_owned(), frame)),
        Kind::Set => Some(set(frame)),
        Kind::Clock | Kind::Part => time::value(context, place, frame),
        _ if frame.has(Slot::Part) || frame.has(Slot::Clock) || frame.has(Slot::Hour) => {
            time::value(context, place, frame)
        }
        _ => dated(moved(calendar::point(context, place, frame)?, frame)?, frame),
    }
}

/// The point that is counted from another: "two days before Christmas", "Monday week".
fn moved(point: Point, frame: &Frame) -> Option<Point> {
    let plus = frame.get(Slot::Plus).map(|days| (days, Unit::Day as i32));
    let Some((count, unit)) = plus.or_else(|| Some((frame.get(Slot::Offset)?, frame.get(Slot::OffsetUnit)?))) else {
        return Some(point);
    };
    let Some(period) = point.period else {
        return Some(if plus.is_some() { point } else { Point::open("XXXX-XX-XX") });
    };
    if unit > pair::WEEKDAYS {
        let weekday = civil::Weekday::from_monday_one_offset(i8::try_from(unit - pair::WEEKDAYS).ok()?).ok()?;
        return Some(Point::of(Period::Day(period.first_day()?.nth_weekday(count, weekday).ok()?)));
    }
    let moved = match Unit::of(unit)? {
        Unit::Week if period.grain() == Unit::Day => period.shifted(Unit::Day, count.checked_mul(7)?),
        unit => period.shifted(unit, count),
    };
    Some(Point { period: moved, value: moved?.to_string(), anchor: point.anchor })
}

#[expect(clippy::unnecessary_wraps, reason = "the callers' shape")]
fn dated(point: Point, frame: &Frame) -> Option<Resolved> {
    let back = matches!(frame.get(Slot::Way), Some(1 | 3))
        || frame.get(Slot::Shift) == Some(-1) && frame.get(Slot::From) == Some(1);
    let compared = back && (frame.unit() == Some(Unit::Year) || frame.kind == Kind::Quarter);
    Some(Resolved { anchor: point.anchor, period: point.period, compared, ..plain(DateType::Date, point.value, frame) })
}

fn plain(kind: DateType, value: String, frame: &Frame) -> Resolved {
    let modifier = frame.modifier().or_else(|| half_of_more(frame));
    Resolved { kind, value, modifier, quant: None, freq: None, anchor: None, period: None, compared: false }
}

/// "the latter half of the 1980s", "the early part of 2022": where TIMEX3 has no name for the part.
fn half_of_more(frame: &Frame) -> Option<DateMod> {
    let long = [Slot::Decade, Slot::Century, Slot::Month].iter().any(|slot| frame.has(*slot));
    match frame.get(Slot::Half)? {
        1 if long => Some(DateMod::Start),
        2 if long => Some(DateMod::End),
        11 => Some(DateMod::Start),
        12 => Some(DateMod::End),
        _ => None,
    }
}

fn reference_word(frame: &Frame) -> &'static str {
    match frame.get(Slot::Ref) {
        Some(1) => "PRESENT_REF",
        Some(2) => "PAST_REF",
        _ => "FUTURE_REF",
    }
}

/// Times that recur.
fn set(frame: &Frame) -> Resolved {
    let part = time::part(frame).map(|part| format!("T{part}")).unwrap_or_default();
    let value = if let Some(weekday) = frame.get(Slot::Weekday) {
        format!("XXXX-WXX-{weekday}{part}")
    } else if let Some(month) = frame.get(Slot::Month) {
        format!("XXXX-{month:02}")
    } else if let Some(season) = frame.get(Slot::Season) {
        format!("XXXX-{}", crate::period::season_letters(i8::try_from(season).unwrap_or(1)))
    } else if frame.has(Slot::Part) {
        format!("XXXX-XX-XX{part}")
    } else if let Some(code) = frame.get(Slot::Recurring).and_then(|at| usize::try_from(at).ok()) {
        format!("P{}", RECURRING[code.min(RECURRING.len() - 1)])
    } else {
        length::value(frame)
    };
    Resolved { quant: quant(frame), freq: freq(frame), ..plain(DateType::Set, value, frame) }
}

/// TIMEX3's `quant`: the word that counts the occurrences.
fn quant(frame: &Frame) -> Option<&'static str> {
    ["EVERY", "EACH", "EVERY OTHER"].get(usize::try_from(frame.get(Slot::Quant)? - 1).ok()?).copied()
}

/// TIMEX3's `freq`: how many times ("2X"), or for how long ("4D"), within each occurrence.
fn freq(frame: &Frame) -> Option<String> {
    let count = frame.get(Slot::Freq).filter(|count| *count > 0)?;
    let unit = match frame.get(Slot::FreqUnit) {
        Some(unit) => length::letter(Unit::of(unit)?),
        None => "X",
    };
    Some(format!("{count}{unit}"))
}

/// The latest mention that is no longer than a unit.
pub(crate) fn focus<'a>(place: &Place<'a>, unit: Unit) -> Option<&'a Mention> {
    let fits = |mention: &&Mention| {
        mention.period.grain() <= unit && !mention.aside && !(unit == Unit::Year && mention.compared)
    };
    place.mentions.iter().rev().take(REACH).find(fits)
}

/// The quarter that the text is about, if one was named of late.
pub(crate) fn quarter_at_hand<'a>(place: &Place<'a>) -> Option<&'a Mention> {
    place.mentions.iter().rev().take(REACH).find(|mention| mention.period.grain() == Unit::Quarter && !mention.compared)
}

/// The latest mention that the story is at: no aside, unless it has been asides for some sentences, and no longer than a year.
pub(crate) fn story(mentions: &[Mention]) -> Option<&Mention> {
    let short = |mention: &&Mention| mention.period.grain() <= Unit::Year;
    let last = mentions.iter().rev().take(REACH).find(short)?;
    let main = mentions.iter().rev().take(REACH).filter(short).find(|mention| !mention.aside);
    main.filter(|main| last.sentence - main.sentence <= PATIENCE).or(Some(last))
}

/// After so many sentences of asides they are the story.
const PATIENCE: u32 = 5;

/// Whether a mention leads away from the story. One that opens its sentence moves the story on. Deeper in a sentence, a year
/// that is another, or a day of an earlier year, is an aside, unless the mention before was one to the same year.
pub(crate) fn leads_away(mentions: &[Mention], period: Period, opens: bool) -> bool {
    let Some(story) = story(mentions) else { return false };
    let other = story.period.year() != period.year();
    let back = period.first_day() < story.period.first_day();
    let far = story.period.year().abs_diff(period.year()) > 5;
    let confirmed = mentions.last().is_some_and(|last| last.aside && last.period.year() == period.year());
    other && !opens && (far || back || period.grain() == Unit::Year) && !confirmed
}
