//! Dates and times as pages give them, for machines and for readers.
//!
//! Of numbers that may be two dates (05/03/2024) one is read where the day of the week beside them, the zone or the page's
//! [order](super::day_order) tells which; else none.

use copydesk_english::calendar;
use jiff::Timestamp;
use jiff::civil::Weekday;

use crate::published::DateOrder;
use crate::published::numbers::three;

/// A date, with a time and a zone or without, in the form of ISO 8601.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Stamp {
    pub(super) text: String,
    pub(super) timed: bool,
    pub(super) zoned: bool,
}

impl Stamp {
    /// More is said by a time with its zone than by a time, and by that more than by a day.
    pub(super) fn rank(&self) -> u8 {
        u8::from(self.timed) + u8::from(self.timed && self.zoned)
    }

    /// The day, as "2024-05-14".
    pub(super) fn day(&self) -> &str {
        &self.text[..10]
    }
}

/// Epoch numbers are believed from 1990 to 2100, in seconds.
const EPOCH: std::ops::Range<i64> = 631_152_000..4_102_444_800;
/// Years of pages and of what archives put on them.
const YEARS: std::ops::RangeInclusive<i16> = 1700..=2100;
/// A line with a date for readers is no longer than this, in bytes.
const LONGEST: usize = 160;

/// Reads a date in any of the usual forms; nothing where it is no whole day, or no day at all.
pub(super) fn read(text: &str) -> Option<Stamp> {
    let text = text.trim();
    if text.bytes().all(|byte| byte.is_ascii_digit()) {
        return number(text);
    }
    iso(text).or_else(|| words(text))
}

fn number(digits: &str) -> Option<Stamp> {
    if digits.len() == 8 {
        return day(digits[..4].parse().ok()?, digits[4..6].parse().ok()?, digits[6..].parse().ok()?);
    }
    let number: i64 = digits.parse().ok()?;
    let seconds = match digits.len() {
        9 | 10 => number,
        12 | 13 => number / 1000,
        _ => return None,
    };
    let time = EPOCH.contains(&seconds).then(|| Timestamp::from_second(seconds).ok()).flatten()?;
    Some(Stamp { text: time.to_string(), timed: true, zoned: true })
}

fn day(year: i16, month: i8, day: i8) -> Option<Stamp> {
    let date = YEARS.contains(&year).then(|| jiff::civil::Date::new(year, month, day).ok()).flatten()?;
    Some(Stamp { text: date.to_string(), timed: false, zoned: false })
}

/// "2024-05-14", "2024/05/14 10:42", "2024-05-14T10:42:00.000+0100".
fn iso(text: &str) -> Option<Stamp> {
    let head = text.get(..10)?;
    let mut parts = head.split(['-', '/']);
    let (year, month, date) = (parts.next()?, parts.next()?, parts.next()?);
    if year.len() != 4 || parts.next().is_some() {
        return None;
    }
    let stamp = day(year.parse().ok()?, month.parse().ok()?, date.parse().ok()?)?;
    let rest = text[10..].trim_start_matches(['T', 't', ' ', ',']);
    let Some((clock, rest)) = clock(rest) else { return Some(stamp) };
    let zone = zone(rest.trim_start());
    Some(stamp.at(&clock, zone.as_deref()))
}

impl Stamp {
    /// With the time of day that stands behind the date, or before it ("10:42 am, 14 May 2024").
    fn beside(self, text: &str, rest: &str) -> Self {
        let from = |text: &str| text.find(|c: char| c.is_ascii_digit());
        let behind =
            from(rest).and_then(|place| clock(&rest[place..]).map(|(clock, rest)| (clock, zone(rest.trim_start()))));
        let before =
            || from(text).and_then(|place| clock(&text[place..]).map(|(clock, rest)| (clock, zone(rest.trim_start()))));
        match behind.or_else(before) {
            Some((clock, zone)) => self.at(&clock, zone.as_deref()),
            None => self,
        }
    }

    fn at(self, clock: &str, zone: Option<&str>) -> Self {
        let text = format!("{}T{clock}{}", self.text, zone.unwrap_or_default());
        Self { text, timed: true, zoned: zone.is_some() }
    }
}

/// A time of day at the beginning of a text, as "10:42:00", and the rest: "10:42", "10.42am", "5 p.m.".
fn clock(text: &str) -> Option<(String, &str)> {
    let (hour, rest) = digits(text, 2)?;
    let (minute, rest) = match rest.strip_prefix([':', '.']).and_then(|rest| digits(rest, 2)) {
        Some((minute, rest)) => (Some(minute), rest),
        None => (None, rest),
    };
    let (second, rest) = match rest.strip_prefix(':').and_then(|rest| digits(rest, 2)) {
        Some((second, rest)) => (second, rest),
        None => (0, rest),
    };
    let rest = rest.strip_prefix('.').map_or(rest, |part| part.trim_start_matches(|c: char| c.is_ascii_digit()));
    let half = rest.trim_start();
    let said = |word: &str| {
        half.get(..word.len()).filter(|found| found.eq_ignore_ascii_case(word)).map(|_| &half[word.len()..])
    };
    let late = said("pm").or_else(|| said("p.m."));
    let early = said("am").or_else(|| said("a.m."));
    if minute.is_none() && late.is_none() && early.is_none() {
        return None;
    }
    let hour = match (early.is_some(), late.is_some()) {
        (true, _) if hour == 12 => 0,
        (_, true) if hour < 12 => hour + 12,
        _ => hour,
    };
    let minute = minute.unwrap_or(0);
    (hour < 24 && minute < 60 && second < 61)
        .then(|| (format!("{hour:02}:{minute:02}:{second:02}"), late.or(early).unwrap_or(rest)))
}

fn digits(text: &str, most: usize) -> Option<(u32, &str)> {
    let len = text.bytes().take_while(u8::is_ascii_digit).count();
    (1..=most).contains(&len).then(|| text[..len].parse().ok().map(|number| (number, &text[len..]))).flatten()
}

/// A zone at the beginning of a text, as "Z" or "+01:00". Names that stand for several zones are none.
fn zone(text: &str) -> Option<String> {
    const NAMES: [(&str, &str); 16] = [
        ("Z", "Z"),
        ("UTC", "Z"),
        ("GMT", "Z"),
        ("BST", "+01:00"),
        ("CET", "+01:00"),
        ("CEST", "+02:00"),
        ("SAST", "+02:00"),
        ("EST", "-05:00"),
        ("EDT", "-04:00"),
        ("CDT", "-05:00"),
        ("MST", "-07:00"),
        ("MDT", "-06:00"),
        ("PST", "-08:00"),
        ("PDT", "-07:00"),
        ("AEST", "+10:00"),
        ("AEDT", "+11:00"),
    ];
    let text = text.trim_start_matches(['(', ' ']);
    let name = &text[..text.bytes().take_while(u8::is_ascii_alphabetic).count()];
    let offset = text[name.len()..].trim_start();
    let named = NAMES.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, zone)| (*zone).to_owned());
    if named.as_deref().is_none_or(|zone| zone == "Z") && offset.starts_with(['+', '-', '−']) {
        let sign = if offset.starts_with('+') { '+' } else { '-' };
        let digits: String =
            offset.chars().skip(1).take_while(|c| c.is_ascii_digit() || *c == ':').filter(|c| *c != ':').collect();
        if digits.len() == 4 {
            return Some(format!("{sign}{}:{}", &digits[..2], &digits[2..]));
        }
    }
    named
}

/// "Published: 18 November 2017", "Tue, May 14th, 2024 at 10:42 a.m. EDT".
fn words(text: &str) -> Option<Stamp> {
    if text.len() > LONGEST {
        return None;
    }
    let words: Vec<(usize, &str)> = words_of(text).collect();
    let at = words.iter().position(|(_, word)| month(word).is_some())?;
    let month = month(words[at].1)?;
    let number = |place: Option<usize>| {
        place
            .and_then(|place| words.get(place))
            .map(|(_, word)| word.trim_end_matches(|c: char| c.is_ascii_alphabetic()))
    };
    let year = |place: Option<usize>| {
        number(place).filter(|digits| digits.len() == 4).and_then(|digits| digits.parse::<i16>().ok())
    };
    let date = |place: Option<usize>| {
        number(place).filter(|digits| digits.len() < 3).and_then(|digits| digits.parse::<i8>().ok())
    };
    let (stamp, last) = match (date(at.checked_sub(1)), year(Some(at + 1))) {
        (Some(date), Some(year)) => (day(year, month, date)?, at + 1),
        _ => (day(year(Some(at + 2))?, month, date(Some(at + 1))?)?, at + 2),
    };
    let (start, word) = words[last];
    Some(stamp.beside(text, &text[start + word.len()..]))
}

/// "Published: 19/03/2024", "Wed, 03/04/2009 - 17:40". `order` is asked where nothing in the text tells which number is the month.
pub(super) fn numbers(text: &str, order: impl FnOnce(&[Stamp; 2]) -> DateOrder) -> Option<Stamp> {
    if text.len() > LONGEST {
        return None;
    }
    let begins = |at: &usize| {
        let joined = |c: char| c.is_ascii_digit() || matches!(c, '/' | '.' | '-');
        text.as_bytes()[*at].is_ascii_digit() && !text[..*at].ends_with(joined)
    };
    let mut places = (0..text.len()).filter(|at| text.is_char_boundary(*at)).filter(begins);
    let ([first, second, third], rest) = places.find_map(|at| three(&text[at..]))?;
    if rest.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '/' | '-'))
        || (first.len() == 4) == (third.len() == 4)
    {
        return None;
    }
    let small = |digits: &str| digits.parse::<i8>().ok().filter(|_| digits.len() < 3);
    if first.len() == 4 {
        return Some(day(first.parse().ok()?, small(second)?, small(third)?)?.beside(text, rest));
    }
    let (year, first, second) = (third.parse().ok()?, small(first)?, small(second)?);
    let stamp = match (day(year, second, first), day(year, first, second)) {
        (Some(day_first), Some(month_first)) if first != second => {
            let both = [day_first, month_first];
            let order = told_order(text, &both).unwrap_or_else(|| order(&both));
            let [day_first, month_first] = both;
            match order {
                DateOrder::DayFirst => day_first,
                DateOrder::MonthFirst => month_first,
                DateOrder::Auto => return None,
            }
        }
        (day_first, month_first) => day_first.or(month_first)?,
    };
    Some(stamp.beside(text, rest))
}

/// The order that the line itself tells: by the day of the week, or by a zone of North America or of elsewhere.
fn told_order(text: &str, [day_first, month_first]: &[Stamp; 2]) -> Option<DateOrder> {
    const AMERICAN: [&str; 11] = ["EST", "EDT", "CST", "CDT", "MST", "MDT", "PST", "PDT", "ET", "CT", "PT"];
    const OTHERS: [&str; 8] = ["GMT", "BST", "CET", "CEST", "IST", "SAST", "AEST", "AEDT"];
    let words = || words_of(text).map(|(_, word)| word);
    if let Some(named) = words().find_map(weekday) {
        let falls = |stamp: &Stamp| stamp.text.parse::<jiff::civil::Date>().is_ok_and(|date| date.weekday() == named);
        match (falls(day_first), falls(month_first)) {
            (true, false) => return Some(DateOrder::DayFirst),
            (false, true) => return Some(DateOrder::MonthFirst),
            _ => {}
        }
    }
    if words().any(|word| AMERICAN.contains(&word)) {
        return Some(DateOrder::MonthFirst);
    }
    words().any(|word| OTHERS.contains(&word)).then_some(DateOrder::DayFirst)
}

/// The day of the week that a word names, whole or by three letters.
pub(super) fn weekday(word: &str) -> Option<Weekday> {
    const DAYS: [(&str, Weekday); 7] = [
        ("monday", Weekday::Monday),
        ("tuesday", Weekday::Tuesday),
        ("wednesday", Weekday::Wednesday),
        ("thursday", Weekday::Thursday),
        ("friday", Weekday::Friday),
        ("saturday", Weekday::Saturday),
        ("sunday", Weekday::Sunday),
    ];
    let lower = word.to_ascii_lowercase();
    let named = |name: &str| lower == name || (lower.len() >= 3 && lower.len() < 6 && name.starts_with(&lower));
    DAYS.iter().find(|(name, _)| named(name)).map(|(_, day)| *day)
}

/// The words and numbers of a text, each with its place.
fn words_of(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    text.split_inclusive(|c: char| !c.is_alphanumeric()).filter_map(move |piece| {
        let start = at;
        at += piece.len();
        let word = piece.trim_end_matches(|c: char| !c.is_alphanumeric());
        (!word.is_empty()).then_some((start, word))
    })
}

fn month(word: &str) -> Option<i8> {
    calendar::month(word).and_then(|month| i8::try_from(month).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_in_the_forms_that_pages_have() {
        let cases = [
            ("2026-03-04T10:42:00Z", Some("2026-03-04T10:42:00Z")),
            ("2026-03-04 10:42:07 +0100", Some("2026-03-04T10:42:07+01:00")),
            ("2026-03-04T10:42:07.123-05:00", Some("2026-03-04T10:42:07-05:00")),
            ("2026/03/04", Some("2026-03-04")),
            ("1772620920000", Some("2026-03-04T10:42:00Z")),
            ("1772620920", Some("2026-03-04T10:42:00Z")),
            ("20260304", Some("2026-03-04")),
            ("Wed, 04 Mar 2026 10:42:00 GMT", Some("2026-03-04T10:42:00Z")),
            ("Wed Mar 04 2026 10:42:00 GMT+0100 (CET)", Some("2026-03-04T10:42:00+01:00")),
            ("Published: 4 March 2026", Some("2026-03-04")),
            ("Updated March 4th, 2026 at 5:42 p.m. EST", Some("2026-03-04T17:42:00-05:00")),
            ("12.05am, 4 Mar 2026", Some("2026-03-04T00:05:00")),
            ("Sept. 4, 2026", Some("2026-09-04")),
            ("1988", None),
            ("2026-13-04", None),
            ("March 2026", None),
            ("mayor of the town, 4", None),
            ("03/04/2026", None),
        ];
        for (text, expected) in cases {
            assert_eq!(read(text).map(|stamp| stamp.text).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn dates_in_numbers_are_read_where_their_order_is_known() {
        let cases = [
            ("Published: 19/03/2024", DateOrder::Auto, Some("2024-03-19")),
            ("3/19/2024 4:15 PM", DateOrder::Auto, Some("2024-03-19T16:15:00")),
            ("19.03.2024, 14:05", DateOrder::Auto, Some("2024-03-19T14:05:00")),
            ("Posted: 05/03/2024", DateOrder::Auto, None),
            ("Posted: 05/03/2024", DateOrder::DayFirst, Some("2024-03-05")),
            ("Posted: 05/03/2024", DateOrder::MonthFirst, Some("2024-05-03")),
            ("Submitted by Ann Rask on Wed, 03/04/2009 - 17:40", DateOrder::Auto, Some("2009-03-04T17:40:00")),
            ("05/03/2024 4:15 PM EDT", DateOrder::Auto, Some("2024-05-03T16:15:00-04:00")),
            ("14:05 GMT 05/03/2024", DateOrder::Auto, Some("2024-03-05T14:05:00Z")),
            ("Updated: 2024-03-19 09:00", DateOrder::Auto, Some("2024-03-19T09:00:00")),
            ("04/04/2024", DateOrder::Auto, Some("2024-04-04")),
            ("31/02/2024", DateOrder::Auto, None),
            ("call 555-03-2024-11", DateOrder::DayFirst, None),
            ("1/2/3", DateOrder::DayFirst, None),
        ];
        for (text, order, expected) in cases {
            assert_eq!(numbers(text, |_| order).map(|stamp| stamp.text).as_deref(), expected, "{text}");
        }
    }
}
