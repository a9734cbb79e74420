//! Days and ticks since 1970 as ISO 8601.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Span, Timestamp};

/// The date of a day; nothing for one of a year that has more than four digits.
pub(super) fn date(days: i32) -> Option<String> {
    let days = Span::new().try_days(days).ok()?;
    Some(Date::constant(1970, 1, 1).checked_add(days).ok()?.to_string())
}

/// The time of so many ticks, of which a second has `per_second`; with a Z where it is in UTC. Nothing for a year of more than
/// four digits.
pub(super) fn timestamp(ticks: i64, per_second: i64, utc: bool) -> Option<String> {
    let nanoseconds = i128::from(ticks) * i128::from(1_000_000_000 / per_second);
    let time = Timestamp::from_nanosecond(nanoseconds).ok()?;
    Some(if utc { time.to_string() } else { TimeZone::UTC.to_datetime(time).to_string() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_ticks() {
        let table = [
            (0, "1970-01-01"),
            (-1, "1969-12-31"),
            (19_782, "2024-02-29"),
            (19_783, "2024-03-01"),
            (11_016, "2000-02-29"),
        ];
        for (days, expected) in table {
            assert_eq!(date(days).as_deref(), Some(expected));
        }
        let table = [
            (1_715_767_200, 1, true, "2024-05-15T10:00:00Z"),
            (1_715_767_200_250, 1000, false, "2024-05-15T10:00:00.25"),
            (-1, 1_000_000, false, "1969-12-31T23:59:59.999999"),
            (1_715_767_200_000_000_001, 1_000_000_000, true, "2024-05-15T10:00:00.000000001Z"),
        ];
        for (ticks, per_second, utc, expected) in table {
            assert_eq!(timestamp(ticks, per_second, utc).as_deref(), Some(expected));
        }
        assert_eq!((date(i32::MAX), date(i32::MIN), timestamp(i64::MAX, 1, true)), (None, None, None));
    }
}
