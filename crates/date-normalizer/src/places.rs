//! Places and their countries: where an article was written.

use copydesk_core::Meta;

use crate::datafile::{GrammarError, lines};

/// Names of places, in lower case, and the ISO 3166 code of the country that each is in.
#[derive(Debug)]
pub(crate) struct Places(Vec<(String, String)>);

/// Countries whose press writes the month before the day in figures.
const MONTH_FIRST: [&str; 2] = ["ph", "us"];

impl Places {
    /// Reads the lines of a file of places.
    pub(crate) fn parse(text: &str) -> Result<Self, GrammarError> {
        let place = |(number, line): (usize, &str)| {
            let (name, code) =
                line.split_once(';').ok_or_else(|| GrammarError::new(number, "a place without a country"))?;
            Ok((name.trim().to_owned(), code.trim().to_owned()))
        };
        lines(text).map(place).collect::<Result<_, _>>().map(Self)
    }

    /// The country of "Kelmouth, England": the last part that is known decides.
    fn country(&self, located: &str) -> Option<&str> {
        let mut parts = located.rsplit([',', '(', ')', '/', ';']);
        parts.find_map(|part| {
            let part = part.trim().trim_end_matches('.');
            self.0.iter().find(|(name, _)| name.eq_ignore_ascii_case(part)).map(|(_, code)| code.as_str())
        })
    }
}

/// The country that an article comes from, by its place, else by the variant of its language.
pub(crate) fn country<'a>(meta: &'a Meta, places: &'a Places) -> Option<&'a str> {
    meta.located.as_deref().and_then(|located| places.country(located)).or_else(|| variant(meta))
}

/// Whether 5/6 is the fifth of June in the English that the article is written in: by the variant of its language, else by its
/// place; where neither is known, not.
pub(crate) fn day_first(meta: &Meta, places: &Places) -> bool {
    variant(meta)
        .or_else(|| places.country(meta.located.as_deref()?))
        .is_some_and(|country| !MONTH_FIRST.iter().any(|code| code.eq_ignore_ascii_case(country)))
}

/// The region of a language tag: "GB" in "en-GB".
fn variant(meta: &Meta) -> Option<&str> {
    meta.language.as_deref()?.split(['-', '_']).skip(1).find(|part| part.len() == 2)
}
