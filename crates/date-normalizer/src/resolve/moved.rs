//! Days that are counted from a named one: "two days before Christmas", "Monday week", "five years ago today".

use jiff::civil;

use crate::frame::{Frame, Slot, Unit};
use crate::pair;
use crate::period::Period;

use super::context::Point;

/// The point that is counted from another: "two days before Christmas", "Monday week".
pub(super) fn moved(point: Point, frame: &Frame) -> Option<Point> {
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
        unit if frame.has(Slot::Exact) => exactly(period, unit, -count),
        Unit::Week if period.grain() == Unit::Day => period.shifted(Unit::Day, count.checked_mul(7)?),
        unit => period.shifted(unit, count),
    };
    Some(Point { anchor: point.anchor, ..Point::of(moved?) })
}

/// "five years ago today": the day itself, that long before.
fn exactly(period: Period, unit: Unit, count: i32) -> Option<Period> {
    let span = jiff::Span::new();
    let span = match unit {
        Unit::Day => span.try_days(count),
        Unit::Week => span.try_weeks(count),
        Unit::Month => span.try_months(count),
        Unit::Year => span.try_years(count),
        _ => return None,
    };
    period.first_day()?.checked_add(span.ok()?).ok().map(Period::Day)
}
