//! The names of months and of days of the week.

use crate::lists::{MONTHS, WEEKDAYS};
use crate::numbers::numbered;

/// The shortest way of writing a month or a day, in letters.
const SHORTEST: usize = 3;

/// The number of a month, from 1, in whatever case: long, or short with a full stop or without ("March", "Mar.", "Sept").
#[must_use]
pub fn month(word: &str) -> Option<u8> {
    let word = word.strip_suffix('.').unwrap_or(word);
    let short = |month: &str| word.len() == SHORTEST || (word.len() == 4 && month == "september");
    place(MONTHS, word, short)
}

/// The number of a day of the week written in full, Monday being 1, in whatever case.
#[must_use]
pub fn weekday(word: &str) -> Option<u8> {
    place(WEEKDAYS, word, |_| false)
}

/// The ways of writing the months, without a full stop: the word, the number from 1, and whether it is short.
pub fn months() -> impl Iterator<Item = (&'static str, i32, bool)> {
    let long = (1..).zip(MONTHS.lines());
    let spelled = long.flat_map(|(number, name)| {
        let short = (name.len() > SHORTEST).then(|| &name[..SHORTEST]);
        let sept = (name == "september").then_some("sept");
        [Some((name, number, false)), short.map(|word| (word, number, true)), sept.map(|word| (word, number, true))]
    });
    spelled.flatten()
}

/// The same of the days of the week, Monday being 1.
pub fn weekdays() -> impl Iterator<Item = (&'static str, i32, bool)> {
    let long = (1..).zip(WEEKDAYS.lines()).map(|(number, name)| (name, number, false));
    long.chain(numbered(include_str!("../data/weekdays-short.txt")).map(|(word, number)| (word, number, true)))
}

/// Whether a word is a month or a day of the week written in full with a capital: "May", but not "may".
#[must_use]
pub fn is_calendar_name(word: &str) -> bool {
    let full = |list: &str| list.lines().any(|name| name.eq_ignore_ascii_case(word));
    word.starts_with(|c: char| c.is_ascii_uppercase()) && (full(MONTHS) || full(WEEKDAYS))
}

/// Which entry of a list a word is, or begins where it may be short.
fn place(list: &str, word: &str, short: impl Fn(&str) -> bool) -> Option<u8> {
    let is = |name: &str| {
        let begin = name.get(..word.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(word));
        begin && (word.len() == name.len() || short(name))
    };
    (1..).zip(list.lines()).find(|(_, name)| is(name)).map(|(number, _)| number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_are_known_long_and_short() {
        let found = ["January", "DEC", "Sept.", "sep", "May", "Ma", "Marc", "Mart", "Augu", ""].map(month);
        assert_eq!(found, [Some(1), Some(12), Some(9), Some(9), Some(5), None, None, None, None, None]);
    }

    #[test]
    fn days_are_known_in_full() {
        assert_eq!(["Monday", "SUNDAY", "Sun", "day"].map(weekday), [Some(1), Some(7), None, None]);
    }

    #[test]
    fn every_spelling_has_its_number() {
        assert_eq!(months().count(), 12 + 11 + 1);
        assert!(months().all(|(word, number, _)| month(word).map(i32::from) == Some(number)));
        assert!(
            weekdays()
                .filter(|(_, _, short)| !short)
                .all(|(word, number, _)| weekday(word).map(i32::from) == Some(number))
        );
        assert!(weekdays().any(|day| day == ("thurs", 4, true)));
    }

    #[test]
    fn a_calendar_name_has_a_capital() {
        assert_eq!(["May", "may", "MAY", "Friday", "Mayor"].map(is_calendar_name), [true, false, true, true, false]);
    }
}
