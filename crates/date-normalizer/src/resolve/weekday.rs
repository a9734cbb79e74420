//! Days of the week: which week.

use jiff::civil::{Date, Weekday};

use crate::frame::{Frame, Kind, Slot, Unit};
use crate::period::Period;
use crate::tense::Tense;

use super::context::{Context, Place, Point, continued, focus};
use super::relative;

/// A day of the week: the last one up to the anchor, or the next one after it.
pub(super) fn weekday(context: &Context<'_>, place: &Place<'_>, frame: &Frame) -> Option<Point> {
    if frame.has(Slot::Day) {
        return Some(day_of_month(context, place, frame));
    }
    let number = frame.get(Slot::Weekday)?;
    if frame.unit().is_some() {
        return in_week(context, place, frame, number);
    }
    if let Some(Period::Week(year, week)) = continued(place, Unit::Week).map(|mention| mention.period) {
        return day_of(Period::Week(year, week), number).map(Point::of);
    }
    let Some(anchor) = weekday_anchor(context, place, frame) else {
        return Some(Point::open(format!("XXXX-WXX-{number}")));
    };
    let weekday = Weekday::from_monday_one_offset(i8::try_from(number).ok()?).ok()?;
    if let Some(day) = enclosed_day(place, weekday) {
        return Some(Point::of(Period::Day(day)));
    }
    if let Some(start) = range_start(place, context.reference).filter(|_| frame.kind == Kind::Weekday) {
        let day = start.nth_weekday(1, weekday).ok()?;
        if place.ends || !place.tense.over() || context.reference.is_none_or(|now| day <= now) {
            return Some(Point::of(Period::Day(day)));
        }
    }
    let same = anchor.weekday() == weekday;
    let last = || anchor.nth_weekday(-1, weekday).ok();
    let next = || anchor.nth_weekday(1, weekday).ok();
    let listed = place.tense == Tense::Unknown && after_another_ahead(place, context.reference);
    let ahead = listed || place.tense.coming() || (place.begins || place.ends) && place.tense == Tense::Present;
    let day = match frame.get(Slot::Shift) {
        Some(-1) => last(),
        Some(1) => next(),
        _ if same => Some(anchor),
        Some(_) if frame.get(Slot::From) == Some(1) => next(),
        Some(_) if !place.tense.over() => next(),
        _ if ahead || context.narrative || place.tense == Tense::Present => next(),
        _ => last(),
    };
    day.map(|day| Point::of(Period::Day(day)))
}

/// Whether the sentence named a day to come before: "tomorrow and on Friday".
fn after_another_ahead(place: &Place<'_>, published: Option<Date>) -> bool {
    let last = place.mentions.last().filter(|last| last.sentence == place.sentence && last.period.grain() == Unit::Day);
    last.is_some_and(|last| published.is_some_and(|now| last.period.first_day() > Some(now)))
}

/// "Tuesday (early Wednesday in Sydney)": a day in brackets after another is the nearest to it.
fn enclosed_day(place: &Place<'_>, weekday: Weekday) -> Option<Date> {
    let last = place.mentions.last().filter(|last| place.enclosed && last.sentence == place.sentence)?;
    let Period::Day(day) = last.period else { return None };
    let away = day.weekday().until(weekday);
    let days = if away > 3 { away - 7 } else { away };
    day.checked_add(jiff::Span::new().days(days)).ok()
}

/// The day on which a range began that the expression ends: "from Monday to Friday".
fn range_start(place: &Place<'_>, published: Option<Date>) -> Option<Date> {
    let last = place.mentions.last().filter(|last| (place.ends || place.linked) && last.sentence == place.sentence)?;
    match last.period {
        Period::Day(day) => Some(day).filter(|day| published.is_none_or(|now| (now - *day).get_days().abs() <= 7)),
        _ => None,
    }
}

fn weekday_anchor(context: &Context<'_>, place: &Place<'_>, frame: &Frame) -> Option<Date> {
    let counted = frame.get(Slot::From) == Some(1);
    let mention = if context.narrative || counted { focus(place, Unit::Day) } else { None };
    mention.and_then(|mention| mention.period.first_day()).or(context.reference)
}

/// "Monday last week", "Friday two weeks ago".
fn in_week(context: &Context<'_>, place: &Place<'_>, frame: &Frame, number: i32) -> Option<Point> {
    let week = relative::point(context, place, frame)?;
    let Some(period) = week.period else { return Some(Point::open(format!("XXXX-WXX-{number}"))) };
    day_of(period, number).map(|day| Point { anchor: week.anchor, ..Point::of(day) })
}

/// The day of this number in the week that a period begins in.
fn day_of(period: Period, number: i32) -> Option<Period> {
    period.within(Unit::Week)?.shifted(Unit::Day, number - 1)
}

/// How many months away a day is looked for that is given without its month: a date and weekday fall together within eleven.
const MONTHS_AWAY: i32 = 12;

/// "Tuesday the 14th", "on the 25th": in the direction that the tense gives the first month that has it; else the nearest.
fn day_of_month(context: &Context<'_>, place: &Place<'_>, frame: &Frame) -> Point {
    let Some(now) = context.reference else { return Point::open("XXXX-XX-XX") };
    let months = |sign: i32| {
        (0..=MONTHS_AWAY)
            .find_map(|away| in_month(now, sign * away, frame).filter(|day| (*day - now).get_days() * sign >= 0))
    };
    let (back, on) = (months(-1), months(1));
    let day = match place.tense {
        tense if tense.over() => back,
        tense if tense.coming() => on,
        _ => [back, on].into_iter().flatten().min_by_key(|day| (*day - now).get_days().abs()),
    };
    day.map_or_else(|| Point::open("XXXX-XX-XX"), |day| Point::of(Period::Day(day)))
}

/// The day of the month so many months away, if that has it, on the weekday that was named.
fn in_month(now: Date, away: i32, frame: &Frame) -> Option<Date> {
    let Period::Month(year, month) = Period::Day(now).shifted(Unit::Month, away)? else { return None };
    let day = Date::new(year, month, i8::try_from(frame.get(Slot::Day)?).ok()?).ok()?;
    let fits = frame.get(Slot::Weekday).is_none_or(|number| i32::from(day.weekday().to_monday_one_offset()) == number);
    fits.then_some(day)
}
