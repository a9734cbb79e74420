//! The time of day behind a date, and its zone.

use std::fmt;

/// A time of day as it stands in ISO 8601.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Clock {
    hour: u8,
    minute: u8,
    second: Option<u8>,
    zone: Option<Zone>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Zone {
    /// Greenwich's, written as a letter.
    Universal,
    /// Hours and minutes from it.
    Offset { west: bool, hours: u8, minutes: u8 },
}

impl Clock {
    /// The time in what stands behind a date: nothing in it, a time, or something else, which is none.
    pub(super) fn read(rest: &str) -> Option<Option<Self>> {
        let separated = |c: char| c.is_whitespace() || matches!(c, ',' | '|');
        let rest = rest.strip_prefix(['T', 't']).unwrap_or(rest).trim_matches(separated);
        let mut parts = rest.split(separated).filter(|part| !part.is_empty() && !part.eq_ignore_ascii_case("at"));
        let Some(first) = parts.next() else { return Some(None) };
        let mut clock = Self::of(first)?;
        parts.try_for_each(|part| clock.add(part).then_some(()))?;
        Some(Some(clock))
    }

    /// `09:30`, `09:30:00.5+01:00`, `9:30pm`, `093000Z`.
    pub(super) fn of(text: &str) -> Option<Self> {
        let end = text.find(|c: char| !c.is_ascii_digit() && !matches!(c, ':' | '.')).unwrap_or(text.len());
        let (time, behind) = text.split_at(end);
        let time = time.trim_end_matches('.');
        let (time, fraction) = time.split_once('.').unwrap_or((time, "0"));
        let parts: Vec<&str> = match (time.contains(':'), time.len()) {
            (true, _) => time.split(':').collect(),
            (false, 4 | 6) => time.as_bytes().chunks(2).filter_map(|pair| str::from_utf8(pair).ok()).collect(),
            _ => return None,
        };
        let number = |part: &&str| part.parse::<u8>().ok().filter(|_| part.len() <= 2);
        let (hour, minute, second) = match parts.as_slice() {
            [hour, minute] => (number(hour)?, number(minute)?, None),
            [hour, minute, second] => (number(hour)?, number(minute)?, Some(number(second)?)),
            _ => return None,
        };
        let fits = hour < 24 && minute < 60 && second.is_none_or(|second| second <= 60) && !fraction.is_empty();
        let mut clock = fits.then_some(Self { hour, minute, second, zone: None })?;
        (behind.is_empty() || clock.add(behind)).then_some(clock)
    }

    /// Adds what stands behind a time: a zone, or whether it is before noon. False if it is neither.
    pub(super) fn add(&mut self, word: &str) -> bool {
        let word = word.to_ascii_lowercase().replace('.', "");
        match word.as_str() {
            "am" if (1..=12).contains(&self.hour) => self.hour %= 12,
            "pm" if (1..=12).contains(&self.hour) => self.hour = self.hour % 12 + 12,
            word => match Zone::of(word).filter(|_| self.zone.is_none()) {
                Some(zone) => self.zone = Some(zone),
                None => return false,
            },
        }
        true
    }
}

/// The zones of RFC 2822, in hours west of Greenwich.
const NAMED: [(&str, u8); 8] =
    [("edt", 4), ("est", 5), ("cdt", 5), ("cst", 6), ("mdt", 6), ("mst", 7), ("pdt", 7), ("pst", 8)];

impl Zone {
    fn of(word: &str) -> Option<Self> {
        if matches!(word, "z" | "ut" | "utc" | "gmt") {
            return Some(Self::Universal);
        }
        if let Some((_, hours)) = NAMED.iter().find(|(name, _)| *name == word) {
            return Some(Self::Offset { west: true, hours: *hours, minutes: 0 });
        }
        let west = word.starts_with('-');
        let digits = word.strip_prefix(['+', '-'])?.replacen(':', "", 1);
        let number = |at: std::ops::Range<usize>| digits.get(at).and_then(|two| two.parse::<u8>().ok());
        let (hours, minutes) = match digits.len() {
            2 => (number(0..2)?, 0),
            4 => (number(0..2)?, number(2..4)?),
            _ => return None,
        };
        (hours <= 14 && minutes < 60).then_some(Self::Offset { west, hours, minutes })
    }
}

impl fmt::Display for Clock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "T{:02}:{:02}", self.hour, self.minute)?;
        if let Some(second) = self.second {
            write!(f, ":{:02}", second.min(59))?;
        }
        match self.zone {
            None => Ok(()),
            Some(Zone::Universal) => f.write_str("Z"),
            Some(Zone::Offset { west, hours, minutes }) => {
                write!(f, "{}{hours:02}:{minutes:02}", if west { '-' } else { '+' })
            }
        }
    }
}
