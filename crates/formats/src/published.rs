//! Dates of publication, in the forms in which people have them, as ISO 8601.
//!
//! | form | example |
//! |---|---|
//! | ISO 8601, with a time and zone or without | `2024-02-14`, `2024-02-14T09:30:00+01:00`, `2024-02-14 09:30:00`, `20240214`, `20240214T093000Z` |
//! | RFC 2822, as in feeds and mail | `Wed, 14 Feb 2024 09:30:00 GMT` |
//! | words | `February 14, 2024`, `14 February 2024`, `14 Feb 2024 \| 09:30`, `Feb. 14, 2024 at 9:30 p.m.` |
//! | numbers | `14/02/2024`, `02/14/2024`, `14.02.2024 09:30` |
//! | seconds and milliseconds since 1970, of the years 1990 to 2099 | `1707903000`, `1707903000000` |
//!
//! What is read is read whole: a form with a word or a number too many is no date. Which of two small numbers is the month is
//! told by the [`DateOrder`]; where that is open, only dates are read that can be read in one way.
//!
//! ```
//! use copydesk_formats::published::{DateOrder, read};
//!
//! assert_eq!(read("Wed, 14 Feb 2024 09:30:00 GMT", DateOrder::Auto).as_deref(), Some("2024-02-14T09:30:00Z"));
//! assert_eq!(read("03/02/2024", DateOrder::DayFirst).as_deref(), Some("2024-02-03"));
//! assert_eq!(read("03/02/2024", DateOrder::Auto), None);
//! ```

mod clock;
mod evidence;
pub(crate) mod numbers;
mod words;

use jiff::Timestamp;
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use clock::Clock;
pub use evidence::Evidence;

/// Which of two small numbers is the month.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum DateOrder {
    /// What the first 1,000 dates of the file say, if they agree.
    #[default]
    Auto,
    /// 14/02/2024.
    DayFirst,
    /// 02/14/2024.
    MonthFirst,
}

/// The longest date that is looked at, in bytes: a few times the longest form.
const LONGEST: usize = 100;

/// Years of which an article may be: from the first newspapers on.
const YEARS: std::ops::RangeInclusive<i16> = 1600..=2199;

/// The first and last second since 1970 that are taken for a date: those of 1990 and 2099. Smaller numbers are ids and counts.
const EPOCH_SECONDS: std::ops::Range<i64> = 631_152_000..4_102_444_800;

/// A date as ISO 8601, with its time and zone if it has them; nothing if it is none of the forms above.
#[must_use]
pub fn read(text: &str, order: DateOrder) -> Option<String> {
    let text = text.trim();
    if text.len() > LONGEST || text.is_empty() {
        return None;
    }
    if let Some((numbers, rest)) = numbers::three(text) {
        let (day, clock) = (numbers::of_three(numbers, order)?, Clock::read(rest)?);
        return Some(if is_iso(text) { text.to_owned() } else { stamp(day, clock) });
    }
    let basic = numbers::eight_digits(text).and_then(|(day, rest)| Some((day, Clock::read(rest)?)));
    basic.map(|(day, clock)| stamp(day, clock)).or_else(|| epoch(text)).or_else(|| words::read(text))
}

/// Whether a date is written as records write it, and is kept as it came.
fn is_iso(text: &str) -> bool {
    let day_ends = text.get(10..).is_some_and(|rest| rest.is_empty() || rest.starts_with('T'));
    day_ends && text.as_bytes()[4] == b'-' && !text.contains(char::is_whitespace)
}

/// As [`read`], of a value of JSON: a string, or a number of seconds, of milliseconds, or `20240214`.
#[must_use]
pub fn read_value(value: &Value, order: DateOrder) -> Option<String> {
    match value {
        Value::String(text) => read(text, order),
        Value::Number(number) => read(&number.to_string(), order),
        _ => None,
    }
}

fn stamp(day: Date, clock: Option<Clock>) -> String {
    clock.map_or_else(|| day.to_string(), |clock| format!("{day}{clock}"))
}

/// The day with this year, month and day, if there is one and an article may be of it.
fn day(year: i16, month: i8, day: i8) -> Option<Date> {
    Date::new(year, month, day).ok().filter(|day| YEARS.contains(&day.year()))
}

/// Seconds or milliseconds since 1970; pandas writes seconds with a `.0` behind.
fn epoch(text: &str) -> Option<String> {
    let digits = text
        .split_once('.')
        .map_or(text, |(whole, rest)| if rest.bytes().all(|byte| byte.is_ascii_digit()) { whole } else { "" });
    let number: i64 = digits.parse().ok()?;
    let second = if EPOCH_SECONDS.contains(&number) { number } else { number / 1000 };
    let time = Timestamp::from_second(second).ok().filter(|_| EPOCH_SECONDS.contains(&second))?;
    Some(time.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each form, and what is read of it when the order is open.
    const FORMS: &[(&str, Option<&str>)] = &[
        ("2024-02-14", Some("2024-02-14")),
        (" 2024-02-14T09:30 ", Some("2024-02-14T09:30")),
        ("2024-02-14T09:30:00Z", Some("2024-02-14T09:30:00Z")),
        ("2024-02-14T09:30:00.123+0100", Some("2024-02-14T09:30:00.123+0100")),
        ("2024-02-14 09:30:00", Some("2024-02-14T09:30:00")),
        ("2024-02-14 09:30:00+00:00", Some("2024-02-14T09:30:00+00:00")),
        ("2024-02-14 09:30:00 UTC", Some("2024-02-14T09:30:00Z")),
        ("2024/2/14", Some("2024-02-14")),
        ("20240214", Some("2024-02-14")),
        ("20240214T093000Z", Some("2024-02-14T09:30:00Z")),
        ("20240214093000", Some("2024-02-14T09:30:00")),
        ("Wed, 14 Feb 2024 09:30:00 GMT", Some("2024-02-14T09:30:00Z")),
        ("Wed, 14 Feb 2024 09:30:00 -0500", Some("2024-02-14T09:30:00-05:00")),
        ("14 Feb 2024 09:30 EST", Some("2024-02-14T09:30-05:00")),
        ("Wed Feb 14 09:30:00 +0000 2024", Some("2024-02-14T09:30:00+00:00")),
        ("February 14, 2024", Some("2024-02-14")),
        ("FEBRUARY 14, 2024 Wednesday", Some("2024-02-14")),
        ("Feb. 14, 2024 at 9:30 p.m.", Some("2024-02-14T21:30")),
        ("February 14, 2024, 12:05 AM", Some("2024-02-14T00:05")),
        ("14 February 2024", Some("2024-02-14")),
        ("Wednesday 14th February 2024", Some("2024-02-14")),
        ("14-Feb-2024", Some("2024-02-14")),
        ("14 Feb 2024 | 09:30", Some("2024-02-14T09:30")),
        ("14/02/2024", Some("2024-02-14")),
        ("02/14/2024", Some("2024-02-14")),
        ("02/02/2024", Some("2024-02-02")),
        ("14.02.2024 09:30", Some("2024-02-14T09:30")),
        ("14/02/2024 9:30 PM", Some("2024-02-14T21:30")),
        ("1707903000", Some("2024-02-14T09:30:00Z")),
        ("1707903000.0", Some("2024-02-14T09:30:00Z")),
        ("1707903000123", Some("2024-02-14T09:30:00Z")),
        ("03/02/2024", None),
        ("2024-02-30", None),
        ("0000-00-00", None),
        ("2024-02-14T25:00", None),
        ("2024-02-14 or so", None),
        ("2024", None),
        ("February 2024", None),
        ("14 February", None),
        ("Smarch 14, 2024", None),
        ("February 14, 2024, page 7", None),
        ("February 14 15, 2024", None),
        ("12345", None),
        ("0", None),
        ("-1707903000", None),
        ("99999999", None),
        ("yesterday", None),
        ("N/A", None),
        ("", None),
        ("١٤/٠٢/٢٠٢٤", None),
    ];

    #[test]
    fn the_table_of_forms() {
        for (form, expected) in FORMS {
            assert_eq!(read(form, DateOrder::Auto).as_deref(), *expected, "{form}");
        }
    }

    #[test]
    fn the_order_says_which_number_is_the_month() {
        assert_eq!(read("03/02/2024", DateOrder::DayFirst).as_deref(), Some("2024-02-03"));
        assert_eq!(read("3.2.2024 09:30", DateOrder::MonthFirst).as_deref(), Some("2024-03-02T09:30"));
        // What contradicts the order is a slip of whoever wrote it, and not for us to guess at.
        assert_eq!(read("02/14/2024", DateOrder::DayFirst), None);
    }

    #[test]
    fn numbers_of_json_are_dates_too() {
        let table = [("20240214", Some("2024-02-14")), ("1707903000", Some("2024-02-14T09:30:00Z")), ("7", None)];
        for (json, expected) in table {
            assert_eq!(read_value(&serde_json::from_str(json).unwrap(), DateOrder::Auto).as_deref(), expected);
        }
        assert_eq!(read_value(&Value::Bool(true), DateOrder::Auto), None);
    }
}
