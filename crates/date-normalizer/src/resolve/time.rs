//! Values with a time of day: "2024-03-12T20:00", "2024-03-12TMO".

use copydesk_layers::DateType;

use crate::figures::SECONDS;
use crate::frame::{Frame, Kind, PARTS, Slot, Unit};
use crate::period::Period;

use super::calendar;
use super::context::{Context, Place, Point, Resolved, focus, longer_said, plain};
use super::moved::moved;

/// The two letters of the part of day.
pub(crate) fn part(frame: &Frame) -> Option<&'static str> {
    let at = usize::try_from(frame.get(Slot::Part)?).ok()?;
    PARTS.get(at).copied()
}

/// The value of an expression with a time of day; nothing where the hour is impossible.
pub(crate) fn value(context: &Context<'_>, place: &Place<'_>, frame: &Frame) -> Option<Resolved> {
    let clock = if frame.has(Slot::Clock) || frame.has(Slot::Hour) { Some(clock(place, frame)?) } else { None };
    let clock = clock.unwrap_or_else(|| part(frame).unwrap_or("XX").to_owned());
    let (point, suffix) = match day(context, place, frame)? {
        Day::Told(point) => (point, clock),
        Day::Published(point) => published_midnight(point, clock, place, frame)?,
    };
    let value = format!("{}T{suffix}", point.value);
    let Point { anchor, period, stated, .. } = point;
    Some(Resolved { anchor, period, stated, ..plain(DateType::Time, value, frame) })
}

/// Midnight without a day: the one at which the day of publication began, if it is over, else the one at which it ends.
fn published_midnight(point: Point, clock: String, place: &Place<'_>, frame: &Frame) -> Option<(Point, String)> {
    if point.period.is_none() || frame.get(Slot::Clock) != Some(MIDNIGHT) || frame.kind != Kind::Clock {
        return Some((point, clock));
    }
    let began = "00:00".to_owned();
    if frame.has(Slot::After) && place.tense.coming() {
        let tomorrow = point.period.map(|day| day.shifted(Unit::Day, 1));
        return Some((tomorrow.map_or(Some(point), |day| day.map(Point::of))?, began));
    }
    let over = place.tense.over() && !frame.has(Slot::Minutes);
    Some((point, if over { began } else { clock }))
}

/// The day of a time.
enum Day {
    /// Its own, or one that the text told of before.
    Told(Point),
    /// That of publication.
    Published(Point),
}

/// The hour and minute, "20:00", and the seconds if they are said.
pub(super) fn clock(place: &Place<'_>, frame: &Frame) -> Option<String> {
    let named = frame.kind == Kind::Clock && matches!(frame.get(Slot::Clock), Some(NOON | MIDNIGHT));
    let (minutes, seconds) = minutes(frame, named)?;
    let hour = match minutes.div_euclid(60) {
        24 if named && frame.has(Slot::After) => 0,
        hour if named => hour,
        hour => hour_of_day(hour, place, frame)?,
    };
    let seconds = if seconds > 0 { format!(":{seconds:02}") } else { String::new() };
    (0..=24).contains(&hour).then(|| format!("{hour:02}:{:02}{seconds}", minutes.rem_euclid(60)))
}

/// Hours of the day.
const NOON: i32 = 12;
const MIDNIGHT: i32 = 24;

/// Minutes since midnight as the words say them, and seconds.
fn minutes(frame: &Frame, named: bool) -> Option<(i32, i32)> {
    let more = frame.get(Slot::Minutes).unwrap_or(0);
    match (frame.get(Slot::Clock), frame.get(Slot::Hour)) {
        (Some(hour), _) if named => Some((hour * 60 + more, 0)),
        (Some(clock), _) => Some((clock % SECONDS, clock / SECONDS)),
        (None, Some(words @ 100..)) => (words % 100 < 60).then_some((words / 100 * 60 + words % 100, 0)),
        (None, hour) => Some((hour? * 60 + more, 0)),
    }
}

/// The hour of the day, by "a.m.", the part of day, or the evening that was told of; nothing where it is impossible.
fn hour_of_day(hour: i32, place: &Place<'_>, frame: &Frame) -> Option<i32> {
    let part = part(frame);
    let evening = place.mentions.last().filter(|last| last.late && place.sentence - last.sentence < 2);
    let told = part.is_none() && !frame.has(Slot::Meridiem) && evening.is_some();
    let late = match frame.get(Slot::Meridiem) {
        Some(half) => half == 1,
        None => part == Some("AF") || matches!(part, Some("EV" | "NI")) && hour > 4 || told && hour > 0,
    };
    let early = frame.get(Slot::Meridiem) == Some(0);
    match hour {
        13.. if frame.has(Slot::Meridiem) && (early || hour > 12) => None,
        12 if early => Some(0),
        hour @ ..12 if late => Some(hour + 12),
        hour @ ..=24 => Some(hour),
        _ => None,
    }
}

/// The day that the time belongs to: its own, else that of an expression shortly before, else the day of publication.
fn day(context: &Context<'_>, place: &Place<'_>, frame: &Frame) -> Option<Day> {
    let own = [Slot::Date, Slot::Day, Slot::Weekday, Slot::Deictic, Slot::Shift, Slot::Holiday, Slot::Way, Slot::Month];
    if own.iter().any(|slot| frame.has(*slot)) {
        return moved(calendar::named_point(context, place, frame)?, frame).map(Day::Told);
    }
    if frame.kind == Kind::Part && context.narrative {
        return Some(Day::Told(Point::open("XXXX-XX-XX")));
    }
    let near = focus(place, Unit::Day).filter(|mention| context.narrative || place.sentence - mention.sentence < 2);
    if let Some(mention) = near {
        let point = Point { anchor: Some(mention.row), ..Point::of(mention.period) };
        let today = frame.has(Slot::After)
            && !context.narrative
            && context.reference.is_some_and(|now| mention.period == Period::Day(now));
        return Some(if today { Day::Published(point) } else { Day::Told(point) });
    }
    if longer_said(place, Unit::Day) && place.mentions.last().is_some_and(|last| last.stated) {
        return Some(Day::Told(Point::open("XXXX-XX-XX")));
    }
    Some(Day::Published(context.reference.map_or_else(|| Point::open("XXXX-XX-XX"), |day| Point::of(Period::Day(day)))))
}
