//! Small lists of names and roles, and what a word looks like.

use std::sync::LazyLock;

use copydesk_english::calendar;

static CITIES: LazyLock<Vec<&str>> = LazyLock::new(|| sorted(include_str!("../data/cities.txt")));
static AGENCIES: LazyLock<Vec<&str>> = LazyLock::new(|| sorted(include_str!("../data/agencies.txt")));
static ROLES: LazyLock<Vec<&str>> = LazyLock::new(|| sorted(include_str!("../data/roles.txt")));

fn sorted(file: &'static str) -> Vec<&'static str> {
    let mut entries: Vec<_> = file.lines().collect();
    entries.sort_unstable();
    entries
}

fn is_in(list: &[&str], name: &str) -> bool {
    name.len() <= 40 && list.binary_search(&name.to_lowercase().as_str()).is_ok()
}

/// A city that datelines name without its country.
pub(crate) fn is_city(name: &str) -> bool {
    is_in(&CITIES, name)
}

/// A news agency, or the words that stand for one.
pub(crate) fn is_agency(name: &str) -> bool {
    is_in(&AGENCIES, name)
}

/// A word of a journalist's title.
pub(crate) fn is_role(word: &str) -> bool {
    is_in(&ROLES, bare(word))
}

/// A month or a day of the week, in whatever case.
pub(crate) fn is_month_or_day(word: &str) -> bool {
    is_weekday(word) || is_month_in_any_case(bare(word))
}

/// A month, long, or short with a full stop or without.
pub(crate) fn is_month(word: &str) -> bool {
    let word = bare(word);
    word.starts_with(|c: char| c.is_ascii_uppercase()) && is_month_in_any_case(word)
}

fn is_month_in_any_case(word: &str) -> bool {
    calendar::month(word).is_some()
}

/// A day of the week.
pub(crate) fn is_weekday(word: &str) -> bool {
    calendar::weekday(bare(word)).is_some()
}

/// The word without the marks around it.
pub(crate) fn bare(word: &str) -> &str {
    word.trim_matches(|c: char| !c.is_alphanumeric())
}

/// A word that begins with a capital.
pub(crate) fn is_capitalised(word: &str) -> bool {
    bare(word).chars().next().is_some_and(char::is_uppercase)
}

/// A word of capitals alone ("CAIRO", "N.H.", "AIX-EN-PROVENCE").
pub(crate) fn is_capitals(word: &str) -> bool {
    let mut letters = word.chars().filter(|c| c.is_alphabetic()).peekable();
    letters.peek().is_some() && letters.all(char::is_uppercase)
}

/// Whether a text ends as a sentence does, closing marks aside.
pub(crate) fn ends_sentence(text: &str) -> bool {
    let closing = |c: char| matches!(c, '"' | '\'' | '”' | '’' | ')' | ']' | '»' | '*') || c.is_whitespace();
    text.trim_end_matches(closing).ends_with(['.', '!', '?', '…'])
}
