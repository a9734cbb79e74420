//! Values with a time of day: "2024-03-12T20:00", "2024-03-12TMO".

use copydesk_layers::DateType;

use crate::frame::{Frame, Kind, PARTS, Slot, Unit};
use crate::period::Period;

use super::{Context, Place, Point, Resolved, calendar, focus, plain};

/// The two letters of the part of day.
pub(crate) fn part(frame: &Frame) -> Option<&'static str> {
    let at = usize::try_from(frame.get(Slot::Part)?).ok()?;
    PARTS.get(at).copied()
}

/// The value of an expression with a time of day; nothing where the hour is impossible.
pub(crate) fn value(context: &Context<'_>, place: &Place<'_>, frame: &Frame) -> Option<Resolved> {
    let clock = if frame.has(Slot::Clock) || frame.has(Slot::Hour) { Some(clock(frame)?) } else { None };
    let suffix = clock.unwrap_or_else(|| part(frame).unwrap_or("XX").to_owned());
    let point = day(context, place, frame)?;
    let value = format!("{}T{suffix}", point.value);
    Some(Resolved { anchor: point.anchor, period: point.period, ..plain(DateType::Time, value, frame) })
}

/// The hour and minute, "20:00".
fn clock(frame: &Frame) -> Option<String> {
    let minutes = match (frame.get(Slot::Clock), frame.get(Slot::Hour)) {
        (Some(named), _) if frame.kind == Kind::Clock && matches!(named, 12 | 24) => named * 60,
        (Some(minutes), _) => minutes,
        (None, hour) => hour? * 60 + frame.get(Slot::Minutes).unwrap_or(0),
    };
    let late =
        frame.get(Slot::Meridiem) == Some(1) || matches!(part(frame), Some("AF" | "EV" | "NI")) && minutes > 4 * 60;
    let early = frame.get(Slot::Meridiem) == Some(0);
    let hour = match minutes / 60 {
        13.. if early => return None,
        12 if early => 0,
        hour @ ..12 if late => hour + 12,
        hour @ ..=24 => hour,
        _ => return None,
    };
    Some(format!("{hour:02}:{:02}", minutes % 60))
}

/// The day that the time belongs to: its own, else that of an expression shortly before, else the day of publication.
fn day(context: &Context<'_>, place: &Place<'_>, frame: &Frame) -> Option<Point> {
    let own = [Slot::Date, Slot::Day, Slot::Weekday, Slot::Deictic, Slot::Shift, Slot::Holiday, Slot::Way, Slot::Month];
    if own.iter().any(|slot| frame.has(*slot)) {
        return calendar::point(context, place, frame);
    }
    if frame.kind == Kind::Part && context.narrative {
        return Some(Point::open("XXXX-XX-XX"));
    }
    let near = focus(place, Unit::Day).filter(|mention| context.narrative || place.sentence - mention.sentence < 2);
    if let Some(mention) = near {
        return Some(Point { anchor: Some(mention.row), ..Point::of(mention.period) });
    }
    Some(context.reference.map_or_else(|| Point::open("XXXX-XX-XX"), |day| Point::of(Period::Day(day))))
}
