//! Times that pages show: the stamps of live pages, and when an article was published.

use crate::words::Words;
use crate::{byline, names};

/// "10:42", "10.42am BST", "10:42KEY EVENT": the time of a live blog's entry.
pub(crate) fn is_stamp(text: &str) -> bool {
    let Some(rest) = after_clock(text) else { return false };
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let words = rest.split_whitespace().count();
    (3..=6).contains(&digits) && words <= 3 && rest.split_whitespace().all(is_clock_word)
}

/// "10:42 Mara Okafor": who wrote a live blog's entry.
pub(crate) fn is_timed_name(text: &str) -> bool {
    after_clock(text).is_some_and(byline::is_name)
}

/// What stands behind the time of day that a line begins with: "10:42", and not the number of an item ("2. Mara Okafor").
pub(crate) fn after_clock(text: &str) -> Option<&str> {
    let hour = text.bytes().take_while(u8::is_ascii_digit).count();
    let minutes = text.as_bytes().get(hour + 1..hour + 3).is_some_and(|minutes| minutes.iter().all(u8::is_ascii_digit));
    let timed = (1..=2).contains(&hour) && matches!(text.as_bytes().get(hour), Some(b':' | b'.')) && minutes;
    timed.then(|| text.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, ':' | '.')).trim_start())
}

fn is_clock_word(word: &str) -> bool {
    matches!(word, "am" | "pm" | "a.m." | "p.m.") || word.bytes().all(|b| b.is_ascii_uppercase())
}

/// "Published Monday, 4 March 2024", "UPDATED: . 11:02 EST": no more than a verb and a time.
pub(crate) fn tells_when_published(words: &Words, ends: bool) -> bool {
    let mut words_in = words.iter().peekable();
    while words_in.next_if(|word| matches!(*word, "first" | "last" | "originally" | "article")).is_some() {}
    let verb = words_in.next().unwrap_or("");
    let colon = verb.ends_with(':');
    let verb = verb.trim_end_matches(':');
    let dated = matches!(verb, "published" | "updated" | "posted" | "modified" | "update")
        && words.iter().any(|w| w.contains('#'));
    dated && words.len() <= 14 && (colon || !ends || words.len() <= 5) && words_in.next().is_some_and(is_time_word)
}

fn is_time_word(word: &str) -> bool {
    word.starts_with('#')
        || matches!(word, "on" | "at" | "today" | "yesterday" | "by" | "in")
        || names::is_month_or_day(word)
}
