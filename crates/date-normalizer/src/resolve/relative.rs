//! Values of periods that are counted from somewhere: "last week", "that year", "two years ago", "the following day".

use jiff::civil::Weekday;

use crate::frame::{Frame, Slot, Unit};
use crate::period::Period;
use crate::tense::Tense;

use super::{Context, Place, Point, focus, quarter_at_hand};

/// Where a count begins.
const NOW: i32 = 0;
const TOPIC: i32 = 2;
const EVENT: i32 = 3;

/// The period that a unit and a count give.
pub(crate) fn point(context: &Context<'_>, place: &Place<'_>, frame: &Frame) -> Option<Point> {
    let unit = frame.unit()?;
    if let Some(way) = frame.get(Slot::Way) {
        return counted(context, place, frame, unit, way);
    }
    let shift = frame.get(Slot::Shift)?;
    match frame.get(Slot::From) {
        Some(NOW) if context.narrative && unit >= Unit::Day => from_focus(context, place, unit, shift),
        Some(NOW) => from_now(context, unit, shift),
        Some(TOPIC) => topic(context, place, unit),
        Some(EVENT) => Some(event(place, unit)),
        _ => from_focus(context, place, unit, shift),
    }
}

fn from_now(context: &Context<'_>, unit: Unit, shift: i32) -> Option<Point> {
    let Some(day) = context.reference else { return Some(Point::open(unknown(unit))) };
    Period::Day(day).shifted(unit, shift).map(Point::of)
}

/// "the day after the vote": known only where the day itself stands beside it.
fn event(place: &Place<'_>, unit: Unit) -> Point {
    let day = place.mentions.last().filter(|last| place.beside && last.period.grain() == unit);
    day.map_or_else(|| Point::open(unknown(unit)), |day| Point { anchor: Some(day.row), ..Point::of(day.period) })
}

/// The period of a mention, or the next or last one.
fn from_focus(context: &Context<'_>, place: &Place<'_>, unit: Unit, shift: i32) -> Option<Point> {
    if let Some(point) = compared_quarter(place, unit, shift) {
        return Some(point);
    }
    let Some(mention) = focus(place, unit) else { return from_now(context, unit, shift) };
    let base = mention.period.within(unit)?;
    let period = if shift == 0 { Some(base) } else { base.shifted(unit, shift) };
    Some(Point { anchor: Some(mention.row), ..Point::of(period?) })
}

/// Where results of a quarter are being compared, "a year earlier" is the same quarter.
fn compared_quarter(place: &Place<'_>, unit: Unit, years: i32) -> Option<Point> {
    if unit != Unit::Year || years.abs() != 1 {
        return None;
    }
    let mention = quarter_at_hand(place).filter(|mention| place.sentence - mention.sentence < 5)?;
    Some(Point { anchor: Some(mention.row), ..Point::of(mention.period.years_away(years)?) })
}

/// "the year", "the weekend": in news the present one, in a story the one at hand.
fn topic(context: &Context<'_>, place: &Place<'_>, unit: Unit) -> Option<Point> {
    if context.narrative {
        return from_focus(context, place, unit, 0);
    }
    let Some(day) = context.reference else { return Some(Point::open(unknown(unit))) };
    let now = Period::Day(day).within(unit)?;
    let past_weekend = unit == Unit::Weekend && place.tense != Tense::Ahead && now.first_day()? > day;
    let past_week = unit == Unit::Week && place.tense == Tense::Past && day.weekday() == Weekday::Monday;
    Some(Point::of(if past_weekend || past_week { now.shifted(unit, -1)? } else { now }))
}

/// "two years ago", "three days later".
fn counted(context: &Context<'_>, place: &Place<'_>, frame: &Frame, unit: Unit, way: i32) -> Option<Point> {
    let (sign, from_now) = match way {
        1 => (-1, true),
        2 => (1, true),
        3 => (-1, false),
        _ => (1, false),
    };
    let count = frame.get(Slot::Count).unwrap_or(0);
    if count <= 0 || unit < Unit::Day {
        return Some(Point::open(if sign < 0 { "PAST_REF" } else { "FUTURE_REF" }));
    }
    let (count, unit) = if unit == Unit::Century || unit == Unit::Decade {
        (count.checked_mul(if unit == Unit::Decade { 10 } else { 100 })?, Unit::Year)
    } else {
        (count, unit)
    };
    if let Some(point) = compared_quarter(place, unit, sign * count) {
        return Some(point);
    }
    let mention = focus(place, unit)
        .filter(|mention| unit != Unit::Year || context.narrative || place.sentence - mention.sentence < 2);
    let base = match (mention, context.reference) {
        (Some(mention), _) if !from_now || context.narrative => Some((mention.period, Some(mention.row))),
        (_, Some(day)) => Some((Period::Day(day), None)),
        _ => None,
    };
    let Some((base, anchor)) = base else { return Some(Point::open(unknown(unit))) };
    Some(Point { anchor, ..Point::of(base.shifted(unit, sign * count)?) })
}

/// The value of a period of which only the unit is known.
pub(crate) const fn unknown(unit: Unit) -> &'static str {
    match unit {
        Unit::Week | Unit::Fortnight => "XXXX-WXX",
        Unit::Weekend => "XXXX-WXX-WE",
        Unit::Month => "XXXX-XX",
        Unit::Quarter => "XXXX-QX",
        Unit::Half => "XXXX-HX",
        Unit::Year | Unit::Season => "XXXX",
        Unit::Decade => "XXXX".split_at(3).0,
        Unit::Century | Unit::Millennium => "XX",
        _ => "XXXX-XX-XX",
    }
}
