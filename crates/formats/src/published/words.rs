//! Dates whose month is a word.

use copydesk_english::calendar;

use super::clock::Clock;
use super::{day, stamp};

/// What has been found of a date so far.
#[derive(Default)]
struct Found {
    year: Option<i16>,
    month: Option<i8>,
    day: Option<i8>,
    clock: Option<Clock>,
}

/// A date with its month as a word, in any order, and its time if it has one.
pub(super) fn read(text: &str) -> Option<String> {
    let mut found = Found::default();
    let separates = |c: char| c.is_whitespace() || matches!(c, ',' | '|' | '(' | ')' | '\u{b7}');
    for word in text.split(separates).filter(|word| !word.is_empty()) {
        found.add(word)?;
    }
    Some(stamp(day(found.year?, found.month?, found.day?)?, found.clock))
}

impl Found {
    /// Takes a word in its place; nothing if it has none.
    fn add(&mut self, word: &str) -> Option<()> {
        let lower = word.to_ascii_lowercase();
        let bare = lower.trim_end_matches('.');
        if matches!(bare, "at" | "on" | "of" | "-" | "\u{2013}") || calendar::weekdays().any(|(day, ..)| day == bare) {
            return Some(());
        }
        if let Some(month) = calendar::month(bare) {
            return put(&mut self.month, i8::try_from(month).ok()?);
        }
        if let Some(number) = number(bare) {
            return match bare.len() {
                4 if bare.bytes().all(|byte| byte.is_ascii_digit()) => put(&mut self.year, number),
                _ => put(&mut self.day, i8::try_from(number).ok()?),
            };
        }
        if let Some(clock) = &mut self.clock {
            return clock.add(word).then_some(());
        }
        if bare.contains(':') {
            return put(&mut self.clock, Clock::of(word)?);
        }
        bare.matches('-').count().eq(&2).then(|| bare.split('-').try_for_each(|part| self.add(part)))?
    }
}

fn put<T>(place: &mut Option<T>, value: T) -> Option<()> {
    place.replace(value).is_none().then_some(())
}

/// `14`, `14th`, `2024`.
fn number(word: &str) -> Option<i16> {
    let digits = ["st", "nd", "rd", "th"].into_iter().find_map(|end| word.strip_suffix(end)).unwrap_or(word);
    let short = (1..=4).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
    short.then(|| digits.parse().ok())?
}
