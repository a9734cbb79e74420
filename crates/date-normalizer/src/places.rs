//! Places and their countries: where an article was written, and what that tells of its dates.

use copydesk_core::Meta;
use jiff::tz::TimeZone;

use crate::datafile::{GrammarError, lines};

/// A place.
#[derive(Debug)]
struct Place {
    /// In lower case.
    name: String,
    /// The ISO 3166 code of its country.
    country: String,
    /// Its time, where the country has several.
    zone: Option<String>,
}

/// Names of places, and the time of day that they keep.
#[derive(Debug)]
pub(crate) struct Places {
    places: Vec<Place>,
    zones: Vec<(String, TimeZone)>,
}

/// Countries whose press writes the month before the day in figures.
const MONTH_FIRST: [&str; 2] = ["ph", "us"];

impl Places {
    /// Reads the lines of a file of places and of a file of times.
    pub(crate) fn parse(places: &str, zones: &str) -> Result<Self, GrammarError> {
        let place = |(number, line): (usize, &str)| {
            let mut fields = line.split(';').map(|field| field.trim().to_owned());
            match (fields.next(), fields.next()) {
                (Some(name), Some(country)) => Ok(Place { name, country, zone: fields.next() }),
                _ => Err(GrammarError::new(number, "a place without a country")),
            }
        };
        let zone = |(number, line): (usize, &str)| {
            let rule = line.split_once(';').map(|(name, rule)| (name.trim().to_owned(), TimeZone::posix(rule.trim())));
            match rule {
                Some((name, Ok(zone))) => Ok((name, zone)),
                _ => Err(GrammarError::new(number, format!("`{line}` is no time of day"))),
            }
        };
        Ok(Self {
            places: lines(places).map(place).collect::<Result<_, _>>()?,
            zones: lines(zones).map(zone).collect::<Result<_, _>>()?,
        })
    }

    /// The place of "Kelmouth, England" or "LONDON (AP) -": the last part that is known decides.
    fn find(&self, located: &str) -> Option<&Place> {
        let mut parts = located.rsplit([',', '(', ')', '/', ';', '-', '–', '—']);
        parts.find_map(|part| {
            let part = part.trim().trim_end_matches('.');
            self.places.iter().find(|place| place.name.eq_ignore_ascii_case(part))
        })
    }

    fn zone(&self, name: &str) -> Option<&TimeZone> {
        self.zones.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, zone)| zone)
    }
}

/// Where an article was written: by the place that came with it, its dateline, and the variant of its language.
#[derive(Clone, Copy)]
pub(crate) struct Origin<'a> {
    place: Option<&'a Place>,
    variant: Option<&'a str>,
}

impl<'a> Origin<'a> {
    /// The origin of an article whose dateline may be known.
    pub(crate) fn new(meta: &'a Meta, dateline: Option<&str>, places: &'a Places) -> Self {
        let located = meta.located.as_deref().and_then(|located| places.find(located));
        Self { place: located.or_else(|| places.find(dateline?)), variant: variant(meta) }
    }

    /// The country that an article comes from, by its place, else by the variant of its language.
    pub(crate) fn country(&self) -> Option<&'a str> {
        self.place.map(|place| place.country.as_str()).or(self.variant)
    }

    /// Whether 5/6 is the fifth of June in the English that the article is written in: by the variant of its language, else by
    /// its place; where neither is known, not.
    pub(crate) fn day_first(&self) -> bool {
        let country = self.variant.or_else(|| self.place.map(|place| place.country.as_str()));
        country.is_some_and(|country| !MONTH_FIRST.iter().any(|code| code.eq_ignore_ascii_case(country)))
    }

    /// The times of day that are kept there: that of the place, and that of most of its country, where papers may be made.
    pub(crate) fn zones(&self, places: &'a Places) -> Vec<&'a TimeZone> {
        let of_place = self.place.and_then(|place| place.zone.as_deref());
        [of_place, self.country()].into_iter().flatten().filter_map(|name| places.zone(name)).collect()
    }
}

/// The order of day and month that the figures of a text show themselves: "25/12/2025" has the day first, "12/25/2025" the month.
/// Nothing where none shows it, or where they differ.
pub(crate) fn order_in(text: &str) -> Option<bool> {
    let (mut day_first, mut month_first) = (false, false);
    for (at, _) in text.match_indices('/') {
        let Some((first, second)) = before_year(text.as_bytes(), at) else { continue };
        day_first |= first > 12 && second <= 12;
        month_first |= second > 12 && first <= 12;
    }
    (day_first != month_first).then_some(day_first)
}

/// The two numbers around the sign at `at`, where a year of four figures follows: "25/12/2025".
fn before_year(bytes: &[u8], at: usize) -> Option<(u8, u8)> {
    let digit = |at: usize| bytes.get(at).filter(|byte| byte.is_ascii_digit()).map(|byte| byte - b'0');
    let first = digit(at.checked_sub(1)?)? + 10 * at.checked_sub(2).and_then(digit).unwrap_or(0);
    let (second, end) = match (digit(at + 1)?, digit(at + 2)) {
        (tens, Some(ones)) => (tens * 10 + ones, at + 3),
        (ones, None) => (ones, at + 2),
    };
    let year = bytes.get(end) == Some(&b'/') && (1..=4).all(|n| digit(end + n).is_some());
    year.then_some((first, second))
}

/// The region of a language tag: "GB" in "en-GB".
fn variant(meta: &Meta) -> Option<&str> {
    meta.language.as_deref()?.split(['-', '_']).skip(1).find(|part| part.len() == 2)
}
