//! Days of publication as pages print them: "Published: March 14, 2015", "Sat 14 Mar 2015 09.30 GMT", "2015-03-14".

use jiff::civil::Date;

use crate::names::{bare, is_role, is_weekday};
use copydesk_english::calendar;

/// A day, with its time where one is given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Stamp {
    pub(super) announced: Announced,
    /// In ISO 8601.
    pub(super) stamp: String,
}

/// What a line says of its day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Announced {
    Published,
    Updated,
    /// Nothing: the line holds a day and little else.
    Alone,
}

/// So many words may stand between "Published" and its day: "on", "at", a day of the week, a time.
const BETWEEN: usize = 5;
/// So many words may stand between a day and its time: "at", a bar.
const BEFORE_TIME: usize = 2;

/// Pages are published from the beginning of the web on: an older day that stands alone is somebody's birthday.
const WEB: &str = "1991";

/// The days in a line of a page's head: those behind a word of publication, or the only one of a line that says nothing else. A
/// dateline names its place beside the day.
pub(super) fn stamps(line: &str, is_dateline: bool) -> Vec<Stamp> {
    let words: Vec<&str> = line
        .split(|c: char| c.is_whitespace() || matches!(c, ',' | '|' | '·' | '•' | '(' | ')' | '[' | ']'))
        .filter(|word| !word.is_empty())
        .collect();
    let mut found: Vec<Stamp> = Vec::new();
    let mut alone = true;
    let mut announced: Option<(Announced, usize)> = None;
    let mut at = 0;
    while at < words.len() {
        if let Some((date, len)) = date(&words[at..]) {
            let kind = announced.filter(|(_, word)| at - word <= BETWEEN).map_or(Announced::Alone, |(kind, _)| kind);
            let (time, zone) = time(&words[at + len..]).map_or((String::new(), ""), |(time, zone)| (time, zone));
            found.push(Stamp { announced: kind, stamp: format!("{date}{time}{zone}") });
            announced = None;
            at += len;
            continue;
        }
        if let Some(kind) = announcement(words[at]) {
            announced = Some((kind, at + 1));
        } else {
            alone &= is_beside(words[at]);
        }
        at += 1;
    }
    let bare = found.iter().filter(|stamp| stamp.announced == Announced::Alone).count();
    let alone = (alone || is_dateline) && bare == 1;
    found.retain(|stamp| stamp.announced != Announced::Alone || (alone && stamp.stamp.as_str() >= WEB));
    found
}

/// What a word says of the day behind it.
fn announcement(word: &str) -> Option<Announced> {
    match bare(word).to_ascii_lowercase().as_str() {
        "published" | "posted" | "issued" | "filed" | "created" => Some(Announced::Published),
        "updated" | "modified" | "edited" => Some(Announced::Updated),
        _ => None,
    }
}

/// Days of the week, cut short.
const SHORT_DAYS: [&str; 9] = ["fri", "mon", "sat", "sun", "thu", "thur", "thurs", "tue", "wed"];

/// Words that may stand beside the day of a line that is nothing else.
fn is_beside(word: &str) -> bool {
    const WORDS: [&str; 22] = [
        "a.m", "am", "at", "date", "dated", "first", "from", "last", "min", "mins", "minute", "minutes", "on", "p.m",
        "pm", "read", "reading", "time", "to", "today", "hrs", "h",
    ];
    let word = bare(word);
    word.is_empty()
        || is_weekday(word)
        || SHORT_DAYS.contains(&word.to_ascii_lowercase().as_str())
        || word.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b':' | b'.'))
        || clock(word).is_some()
        || zone(word).is_some()
        || is_role(word)
        || WORDS.contains(&word.to_ascii_lowercase().as_str())
}

/// A day with its year at the start of these words, and how many words it takes.
fn date(words: &[&str]) -> Option<(Date, usize)> {
    let first = words.first()?.trim_matches(|c: char| !c.is_alphanumeric());
    if let Some(date) = in_figures(first) {
        return Some((date, 1));
    }
    let word = |at: usize| words.get(at).map(|word| bare(word));
    let named = |month: &str| calendar::month(month.trim_end_matches('.'));
    // "14 March 2015", "14th of March 2015"
    if let Some(day) = day(first) {
        let of = usize::from(word(1) == Some("of"));
        let (month, year) = (named(word(1 + of)?)?, year(word(2 + of)?)?);
        return Date::new(year, month as i8, day).ok().map(|date| (date, 3 + of));
    }
    // "March 14, 2015"
    let month = named(first).filter(|_| first.starts_with(char::is_uppercase))?;
    let (day, year) = (day(word(1)?)?, year(word(2)?)?);
    Date::new(year, month as i8, day).ok().map(|date| (date, 3))
}

/// "2015-03-14", with a time or without; "14/03/2015" and "03/14/2015", if one of both numbers can be no month.
fn in_figures(word: &str) -> Option<Date> {
    let word = word.split(['T', ' ']).next()?;
    let mark = word.chars().find(|c| !c.is_ascii_digit()).filter(|mark| matches!(mark, '-' | '/' | '.'))?;
    let mut parts = word.split(mark);
    let (first, second, third) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() || second.len() > 2 {
        return None;
    }
    let number = |part: &str| part.parse::<i8>().ok();
    if let Some(year) = year(first) {
        return Date::new(year, number(second)?, number(third)?).ok();
    }
    let (year, first, second) = (year(third)?, number(first)?, number(second)?);
    match (first, second) {
        (13.., _) => Date::new(year, second, first).ok(),
        (_, 13..) => Date::new(year, first, second).ok(),
        _ => (first == second).then(|| Date::new(year, first, second).ok()).flatten(),
    }
}

/// The day of the month: "14", "14th", "1st".
fn day(word: &str) -> Option<i8> {
    let digits = word.len() - word.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let ending = &word[digits..];
    let fits = matches!(ending.to_ascii_lowercase().as_str(), "" | "st" | "nd" | "rd" | "th");
    word[..digits].parse().ok().filter(|day| fits && (1..=31).contains(day))
}

/// A year in which pages and digitised papers are published.
fn year(word: &str) -> Option<i16> {
    let figures = word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit());
    word.parse().ok().filter(|year| figures && (1800..=2099).contains(year))
}

/// The time behind a day, as "T09:30", and its zone.
fn time(words: &[&str]) -> Option<(String, &'static str)> {
    let at = words.iter().take(BEFORE_TIME + 1).position(|word| clock(word).is_some())?;
    let passed = words[..at].iter().all(|word| matches!(bare(word), "" | "at" | "At" | "AT"));
    let (mut hour, minute, half) = clock(words[at]).filter(|_| passed)?;
    let next = words.get(at + 1).copied().unwrap_or_default();
    let half_behind = half_of(next).filter(|_| half.is_none());
    let has_minutes = words[at].contains([':', '.']);
    let half = half.or(half_behind);
    if half.is_none() && !has_minutes {
        return None;
    }
    match half {
        Some(true) if hour < 12 => hour += 12,
        Some(false) if hour == 12 => hour = 0,
        _ => {}
    }
    let zoned = words.get(at + 1 + usize::from(half_behind.is_some())).copied().unwrap_or_default();
    (hour < 24).then(|| (format!("T{hour:02}:{minute:02}"), zone(bare(zoned)).unwrap_or("")))
}

/// "09.30", "9:30pm", "3": hour, minute, and whether it is after noon where that is said.
fn clock(word: &str) -> Option<(u8, u8, Option<bool>)> {
    let digits = word.trim_end_matches(|c: char| !c.is_ascii_digit());
    let half = match &word[digits.len()..] {
        "" | "," | "." => None,
        ending => Some(half_of(ending)?),
    };
    let mut parts = digits.split([':', '.']);
    let (hour, minute) = (parts.next()?.parse().ok()?, parts.next());
    let minute = match minute {
        Some(minute) if minute.len() == 2 => minute.parse().ok()?,
        Some(_) => return None,
        None => 0,
    };
    let second_fits = parts.next().is_none_or(|second| second.len() == 2) && parts.next().is_none();
    (second_fits && hour < 24 && minute < 60 && digits.len() <= 8).then_some((hour, minute, half))
}

/// Whether a word means after noon.
fn half_of(word: &str) -> Option<bool> {
    let word = word.trim_matches(|c: char| !c.is_ascii_alphabetic());
    match word.to_ascii_lowercase().replace('.', "").as_str() {
        "am" => Some(false),
        "pm" => Some(true),
        _ => None,
    }
}

/// The offset of a zone whose letters stand for one alone. IST, CST and BST of other lands are not: of them only what news from
/// there prints without a doubt.
fn zone(word: &str) -> Option<&'static str> {
    Some(match word {
        "GMT" | "UTC" | "Z" => "Z",
        "CET" | "WAT" => "+01:00",
        "CEST" | "SAST" | "CAT" => "+02:00",
        "EAT" => "+03:00",
        "EST" => "-05:00",
        "EDT" => "-04:00",
        "PST" => "-08:00",
        "PDT" => "-07:00",
        "AEST" => "+10:00",
        "AEDT" => "+11:00",
        // Known as zones, but of more than one offset.
        "BST" | "IST" | "CST" | "CDT" | "ET" | "PT" | "CT" | "SGT" | "HKT" => "",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(line: &str) -> Vec<(Announced, String)> {
        stamps(line, false).into_iter().map(|stamp| (stamp.announced, stamp.stamp)).collect()
    }

    #[test]
    fn days_as_pages_print_them() {
        use Announced::{Alone, Published, Updated};
        let forms = [
            ("Published: March 14, 2015", Published, "2015-03-14"),
            ("Published 3 March 2024", Published, "2024-03-03"),
            ("Published on 13/01/2025 - 17:02 GMT+1", Published, "2025-01-13T17:02"),
            ("Posted on 14th of March, 2015 at 9:30 pm EST", Published, "2015-03-14T21:30-05:00"),
            ("Last updated 1 March 2024", Updated, "2024-03-01"),
            ("Updated: Jan 19, 2025, 08:32 IST", Updated, "2025-01-19T08:32"),
            ("Last modified on Sat 8 Nov 2025 18.40 CET", Updated, "2025-11-08T18:40+01:00"),
            ("Mara Okafor · Desk News · Posted: Aug 08, 2024 4:00 AM EDT", Published, "2024-08-08T04:00-04:00"),
            ("Sat 14 Mar 2015 09.30 GMT", Alone, "2015-03-14T09:30Z"),
            ("14/03/2015", Alone, "2015-03-14"),
            ("2025-05-28", Alone, "2025-05-28"),
            ("12th August 2025", Alone, "2025-08-12"),
            ("March 9, 2025 3 AM PT", Alone, "2025-03-09T03:00"),
            ("Sun Jun 08 2025 - 06:00 • 4 MIN READ", Alone, "2025-06-08T06:00"),
            ("2025-03-02T09:30:01Z", Alone, "2025-03-02"),
        ];
        for (line, announced, stamp) in forms {
            assert_eq!(told(line), [(announced, stamp.to_owned())], "{line}");
        }
        let both = told("Published Jun 02, 2025 • Last updated Jun 03, 2025 • 5 minute read");
        assert_eq!(both, [(Published, "2025-06-02".to_owned()), (Updated, "2025-06-03".to_owned())]);
    }

    #[test]
    fn what_may_be_two_days_or_none_of_publication_is_left_open() {
        let lines = [
            "Published 03/04/2015",
            "The treaty of 14 March 2015 was signed here",
            "14 March 2015 to 16 March 2015",
            "Published 3 hours ago",
            "Published Sunday, 31 February 2025",
            "5 min read",
            "Updated daily",
            "7 May 1856",
        ];
        for line in lines {
            assert_eq!(told(line), [], "{line}");
        }
    }
}
