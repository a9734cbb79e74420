//! Values of lengths of time: "P2Y", "PT48H", "PXW".

use crate::frame::{Frame, Slot, Unit};

/// The value of a length. The unit is kept as written, except that decades and centuries are counted in years.
pub(crate) fn value(frame: &Frame) -> String {
    let mut value = of_one(frame);
    for (count, unit) in [(Slot::Rest, Slot::RestUnit), (Slot::More, Slot::MoreUnit)] {
        if let (Some(count), Some(unit)) = (frame.get(count), frame.get(unit).and_then(Unit::of)) {
            let (prefix, letter, times) = letters(unit);
            let time = if value.contains('T') { "" } else { &prefix[1..] };
            value += &format!("{time}{}{letter}", i64::from(count) * i64::from(times));
        }
    }
    value
}

/// The value of a length in one unit.
fn of_one(frame: &Frame) -> String {
    let unit = frame.unit().unwrap_or(Unit::Day);
    let count = frame.get(Slot::Count).unwrap_or(0);
    if frame.has(Slot::Extra) {
        return with_half(count, unit);
    }
    let (prefix, letter, times) = letters(unit);
    match count {
        0 if unit == Unit::Century => "PXC".to_owned(),
        0 => format!("{prefix}X{letter}"),
        hundredths if hundredths < 0 && times == 1 => format!("{prefix}{}{letter}", decimal(-hundredths)),
        hundredths if hundredths < 0 => format!("{prefix}{}{letter}", -hundredths * times / 100),
        count => format!("{prefix}{}{letter}", i64::from(count) * i64::from(times)),
    }
}

/// The letter that a unit has in values.
pub(crate) const fn letter(unit: Unit) -> &'static str {
    letters(unit).1
}

/// A decimal number without idle noughts at its end.
fn decimal(hundredths: i32) -> String {
    let text = format!("{}.{:02}", hundredths / 100, hundredths % 100);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// What stands before the number and after it, and what the number is multiplied with.
const fn letters(unit: Unit) -> (&'static str, &'static str, i32) {
    match unit {
        Unit::Second => ("PT", "S", 1),
        Unit::Minute => ("PT", "M", 1),
        Unit::Hour => ("PT", "H", 1),
        Unit::Day => ("P", "D", 1),
        Unit::Weekend => ("P", "WE", 1),
        Unit::Week => ("P", "W", 1),
        Unit::Fortnight => ("P", "W", 2),
        Unit::Month => ("P", "M", 1),
        Unit::Quarter => ("P", "Q", 1),
        Unit::Half => ("P", "M", 6),
        Unit::Season => ("P", "M", 3),
        Unit::Year => ("P", "Y", 1),
        Unit::Decade => ("P", "Y", 10),
        Unit::Century => ("P", "Y", 100),
        Unit::Millennium => ("P", "Y", 1000),
    }
}

/// "two and a half years": the half in the next smaller unit.
fn with_half(count: i32, unit: Unit) -> String {
    let (prefix, letter, times) = letters(unit);
    let half = match unit {
        Unit::Minute => "30S",
        Unit::Hour => "30M",
        Unit::Day if count == 0 => return "PT12H".to_owned(),
        Unit::Day => "T12H",
        Unit::Year => "6M",
        Unit::Decade | Unit::Century | Unit::Millennium => return format!("P{}Y", count * times + times / 2),
        _ => return format!("{prefix}{count}.5{letter}"),
    };
    if count == 0 { format!("{prefix}{half}") } else { format!("{prefix}{count}{letter}{half}") }
}
