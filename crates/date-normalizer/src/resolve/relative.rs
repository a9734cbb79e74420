//! Values of periods that are counted from somewhere: "last week", "that year", "two years ago", "the following day".

use jiff::civil::Weekday;

use crate::frame::{Frame, Slot, Unit, from, way};
use crate::period::Period;

use super::context::{Context, Mention, Place, Point, focus, longer_said, quarter_at_hand};

/// The period that a unit and a count give.
pub(crate) fn point(context: &Context<'_>, place: &Place<'_>, frame: &Frame) -> Option<Point> {
    let unit = frame.unit()?;
    if let Some(way) = frame.get(Slot::Way) {
        return counted(context, place, frame, unit, way);
    }
    let shift = frame.get(Slot::Shift)?;
    match frame.get(Slot::From) {
        Some(from::NOW) if context.narrative && unit >= Unit::Day => from_focus(context, place, unit, shift),
        Some(from::NOW) => from_now(context, unit, shift),
        Some(from::TOPIC) => topic(context, place, unit),
        Some(from::EVENT) => Some(event(place, unit)),
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
    let ahead = |mention: &Mention| context.reference.is_some_and(|now| mention.period.first_day() > Some(now));
    let focus = focus(place, unit).filter(|mention| context.narrative || shift >= 0 || !ahead(mention));
    let Some(mention) = focus else {
        let to_come = shift > 0 && place.tense.over() && !context.narrative;
        return if to_come { Some(Point::open(unknown(unit))) } else { from_now(context, unit, shift) };
    };
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
    let past_weekend = unit == Unit::Weekend && !place.tense.coming() && now.first_day()? > day;
    let past_week = unit == Unit::Week && place.tense.over() && day.weekday() == Weekday::Monday;
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
    if unit < Unit::Day
        && from_now
        && !frame.has(Slot::Extra)
        && let Some(point) = by_the_clock(context, unit, sign * count)
    {
        return Some(point);
    }
    if count <= 0 && !frame.has(Slot::Extra) || unit < Unit::Day {
        let back = sign < 0 || !from_now && place.tense.over() && !context.narrative;
        return Some(Point::open(if back { "PAST_REF" } else { "FUTURE_REF" }));
    }
    let (count, unit) = in_smaller(count, unit, frame)?;
    if let Some(point) = compared_quarter(place, unit, sign * count) {
        return Some(point);
    }
    let mention = focus(place, unit)
        .filter(|mention| unit != Unit::Year || context.narrative || place.sentence - mention.sentence < 2);
    let base = match (mention, context.reference) {
        (Some(mention), _) if !from_now || context.narrative => Some((mention.period, Some(mention.row))),
        (_, Some(_)) if !from_now && !place.tense.coming() && longer_said(place, unit) => None,
        (None, Some(_)) if way == way::EARLIER && unit == Unit::Year && count > 1 && place.tense.over() => None,
        (_, Some(day)) => Some((Period::Day(day), None)),
        _ => None,
    };
    let Some((base, anchor)) = base else { return Some(Point::open(unknown(unit))) };
    let period = rest_away(base, frame, sign)?.shifted(unit, sign * count)?;
    let to_come = sign > 0 && !from_now && anchor.is_none() && place.tense.over();
    Some(if to_come { Point::open(unknown(unit)) } else { Point { anchor, ..Point::of(period) } })
}

/// "12 hours ago", where the time of publication is known.
fn by_the_clock(context: &Context<'_>, unit: Unit, count: i32) -> Option<Point> {
    let span = jiff::Span::new();
    let span = match unit {
        Unit::Hour => span.try_hours(count),
        Unit::Minute => span.try_minutes(count),
        _ => span.try_seconds(count),
    };
    let then = context.reference?.to_datetime(context.time?).checked_add(span.ok()?).ok().filter(|_| count != 0)?;
    let day = Period::Day(then.date());
    Some(Point { value: format!("{day}T{:02}:{:02}", then.hour(), then.minute()), ..Point::of(day) })
}

/// Decades and centuries in years, and years with a half in months.
fn in_smaller(count: i32, unit: Unit, frame: &Frame) -> Option<(i32, Unit)> {
    let halves = if frame.has(Slot::Extra) { 1 } else { 0 };
    Some(match unit {
        Unit::Decade => (count.checked_mul(10)? + 5 * halves, Unit::Year),
        Unit::Century => (count.checked_mul(100)? + 50 * halves, Unit::Year),
        Unit::Year if halves > 0 => (count.checked_mul(12)? + 6, Unit::Month),
        _ => (count, unit),
    })
}

/// "two weeks and two days ago": the day that the larger part leads to.
fn rest_away(base: Period, frame: &Frame, sign: i32) -> Option<Period> {
    let (Some(count), Some(unit)) = (frame.get(Slot::Rest), frame.get(Slot::RestUnit).and_then(Unit::of)) else {
        return Some(base);
    };
    let span = jiff::Span::new();
    let span = match unit {
        Unit::Year => span.try_years(sign * count),
        Unit::Month => span.try_months(sign * count),
        Unit::Week => span.try_weeks(sign * count),
        _ => span.try_days(sign * count),
    };
    base.first_day()?.checked_add(span.ok()?).ok().map(Period::Day)
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
