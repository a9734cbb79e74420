//! Resolution: from what the words say to a TIMEX3 value.
//!
//! Expressions are resolved in text order. Each that names a period of the calendar becomes a mention, from which later ones
//! ("the following day") are counted.

mod calendar;
mod choice;
mod context;
mod length;
mod moved;
mod quarter;
mod relative;
mod time;
mod told;
mod weekday;

use copydesk_layers::DateType;

pub(crate) use context::{Context, Mention, Place, Resolved, leads_away, story};
use context::{Point, plain};

use crate::frame::{Frame, Kind, RECURRING, Slot, Unit};

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
        _ => dated(moved::moved(calendar::named_point(context, place, frame)?, frame)?, frame),
    }
}

#[expect(clippy::unnecessary_wraps, reason = "the callers' shape")]
fn dated(point: Point, frame: &Frame) -> Option<Resolved> {
    let back = matches!(frame.get(Slot::Way), Some(1 | 3))
        || frame.get(Slot::Shift) == Some(-1) && frame.get(Slot::From) == Some(1);
    let compared = back && (frame.unit() == Some(Unit::Year) || frame.kind == Kind::Quarter);
    let kind = if point.value.contains("T0") || point.value.contains("T1") || point.value.contains("T2") {
        DateType::Time
    } else {
        DateType::Date
    };
    let Point { period, anchor, stated, value } = point;
    Some(Resolved { anchor, period, compared, stated, ..plain(kind, value, frame) })
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
    let clock =
        if frame.has(Slot::Clock) || frame.has(Slot::Hour) { time::clock(&Place::default(), frame) } else { None };
    let time = clock.or_else(|| time::part(frame).map(str::to_owned)).map(|time| format!("T{time}"));
    let value = named_set(frame, time.as_deref().unwrap_or_default());
    Resolved { quant: quant(frame), freq: freq(frame), ..plain(DateType::Set, value, frame) }
}

/// The value of a set, with the time of day that it has at its end.
fn named_set(frame: &Frame, time: &str) -> String {
    match (frame.get(Slot::Month), frame.get(Slot::Day)) {
        (Some(month), Some(day)) => return format!("XXXX-{month:02}-{day:02}{time}"),
        (None, Some(day)) => return format!("XXXX-XX-{day:02}{time}"),
        _ => {}
    }
    if let Some(weekday) = frame.get(Slot::Weekday) {
        format!("XXXX-WXX-{weekday}{time}")
    } else if let Some(month) = frame.get(Slot::Month) {
        format!("XXXX-{month:02}")
    } else if let Some(season) = frame.get(Slot::Season) {
        format!("XXXX-{}", crate::period::season_letters(i8::try_from(season).unwrap_or(1)))
    } else if frame.unit() == Some(Unit::Weekend) && frame.has(Slot::Plural) {
        format!("XXXX-WXX-WE{time}")
    } else if !time.is_empty() {
        format!("XXXX-XX-XX{time}")
    } else if let Some(code) = frame.get(Slot::Recurring).and_then(|at| usize::try_from(at).ok()) {
        format!("P{}", RECURRING[code.min(RECURRING.len() - 1)])
    } else {
        length::value(frame)
    }
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
