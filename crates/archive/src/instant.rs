//! When an article was published, as a number to sort by.

use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;

/// The seconds since 1970 of an ISO 8601 date or time; a day begins at midnight, and what names no zone is in UTC. Nothing where it
/// is no date.
pub(crate) fn seconds(date: &str) -> Option<i64> {
    let date = date.trim();
    if let Ok(instant) = date.parse::<jiff::Timestamp>() {
        return Some(instant.as_second());
    }
    let day = || date.get(..10)?.parse::<Date>().ok().map(|day| day.at(0, 0, 0, 0));
    let time = date.parse::<DateTime>().ok().or_else(day)?;
    TimeZone::UTC.to_timestamp(time).ok().map(jiff::Timestamp::as_second)
}

#[cfg(test)]
mod tests {
    use super::seconds;

    #[test]
    fn days_and_times_of_every_zone_are_on_one_line() {
        let in_order =
            ["2024-05-02", "2024-05-02T09:00:00+09:00", "2024-05-02T00:00:01Z", "2024-05-02T10:00", "2024-05-03"];
        let times: Vec<_> = in_order.iter().map(|date| seconds(date).expect(date)).collect();
        assert_eq!(times[0], times[1]);
        assert!(times[1..].is_sorted_by(|one, other| one < other), "{times:?}");
        assert_eq!((seconds("soon"), seconds("2024-13-01")), (None, None));
    }
}
