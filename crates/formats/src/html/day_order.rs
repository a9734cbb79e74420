//! Which of two small numbers in a page's dates is the month, by what else the page says.
//!
//! In order: another date for the same day (in the address, or when it was changed), dates of the page that can be read in one way
//! only, the country of the address, the page's language with a country. Where none of these tells, the order stays open.

use copydesk_core::Meta;

use super::reading::Reading;
use super::stamps::Stamp;
use crate::published::{DateOrder, Evidence};

/// A line with a date has no more bytes than this.
const LONGEST: usize = 160;

/// Countries whose English-language papers write the day first: two letters, as they end an address or a language.
const DAY_FIRST: [&str; 30] = [
    "au", "bb", "bw", "cy", "eu", "gb", "gh", "gm", "hk", "ie", "in", "jm", "ke", "lk", "ls", "mt", "mw", "my", "na",
    "ng", "nz", "pk", "sg", "sl", "tt", "tz", "ug", "uk", "za", "zw",
];
/// Those whose papers write the month first, and what addresses in the United States alone end with.
const MONTH_FIRST: [&str; 5] = ["edu", "gov", "mil", "ph", "us"];

/// The order in which a page writes its dates. `both` is a date of it, read with the day first and with the month first.
pub(super) fn of(reading: &Reading<'_>, meta: &Meta, both: &[Stamp; 2]) -> DateOrder {
    let known = [meta.version_created.as_deref(), meta.uri.as_deref()];
    let named = known.into_iter().flatten().find_map(|text| of_day(text, both));
    named.or_else(|| of_dates(reading)).or_else(|| of_country(meta)).unwrap_or_default()
}

/// The order in which a date is the day that a text names: "2024-03-05T10:00:00Z", "https://post.example/2024/03/05/bridge".
fn of_day(text: &str, [day_first, month_first]: &[Stamp; 2]) -> Option<DateOrder> {
    let named = |stamp: &Stamp| {
        let day = stamp.day();
        [day.to_owned(), day.replace('-', "/"), day.replace('-', "")].iter().any(|day| text.contains(day.as_str()))
    };
    match (named(day_first), named(month_first)) {
        (true, false) => Some(DateOrder::DayFirst),
        (false, true) => Some(DateOrder::MonthFirst),
        _ => None,
    }
}

/// The order that the page's other dates are in.
fn of_dates(reading: &Reading<'_>) -> Option<DateOrder> {
    let mut evidence = Evidence::default();
    let lines = (0..reading.blocks.list.len()).map(|line| reading.text(line)).filter(|text| text.len() <= LONGEST);
    for word in lines.flat_map(str::split_whitespace).filter(|word| word.len() >= 8) {
        evidence.add(word.trim_start_matches(|c: char| !c.is_ascii_digit()));
    }
    Some(evidence.order(DateOrder::Auto)).filter(|order| *order != DateOrder::Auto)
}

/// The order of the country that the address ends with, else of the one that the language names.
fn of_country(meta: &Meta) -> Option<DateOrder> {
    let host = meta.uri.as_deref().and_then(super::teasers::host);
    let top = host.and_then(|host| host.split(':').next()?.rsplit('.').next());
    let region = meta.language.as_deref().and_then(|language| language.split(['-', '_']).nth(1));
    let of = |country: &str| {
        let country = country.to_ascii_lowercase();
        match () {
            () if DAY_FIRST.contains(&country.as_str()) => Some(DateOrder::DayFirst),
            () if MONTH_FIRST.contains(&country.as_str()) => Some(DateOrder::MonthFirst),
            () => None,
        }
    };
    top.and_then(of).or_else(|| region.and_then(of))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_tells_before_the_language() {
        let order = |uri: &str, language: &str| {
            let mut meta = Meta::default();
            (meta.uri, meta.language) = (Some(uri.to_owned()), Some(language.to_owned()));
            of_country(&meta)
        };
        assert_eq!(order("https://post.co.uk/a", "en-US"), Some(DateOrder::DayFirst));
        assert_eq!(order("https://post.example/a", "en-US"), Some(DateOrder::MonthFirst));
        assert_eq!(order("https://post.example/a", "en-GB"), Some(DateOrder::DayFirst));
        assert_eq!(order("https://post.example/a", "en"), None);
        assert_eq!(order("https://city.gov:8080/a", "en"), Some(DateOrder::MonthFirst));
    }
}
