//! The period after a word: part of an abbreviation, or a full stop.

use crate::class::{ALNUM, DIGIT, HIGH, LETTER, LOWER, SPACE, UPPER, is};
use crate::field::Field;
use crate::lexicon::{
    ABBREVIATION, CALENDAR, COMPANY, FINAL, INNER, Kinds, NUMBERED, OPENER, PLACE, PLACE_AFTER_COMMA, TITLE,
};
use crate::words::Words;

/// Whether a period joins the parts of one word: letters one by one ("U.S", "a.m"), or a known pair ("Ph.D").
pub(crate) fn joins(word: &[u8], rest: &[u8]) -> bool {
    let len = rest.iter().position(|b| !is(*b, ALNUM | HIGH)).unwrap_or(rest.len());
    let last = word.rsplit(|b| *b == b'.').next().unwrap_or_default();
    let single = last.len() == 1 && is(last[0], LETTER);
    let known = matches!(last, b"Ph" | b"Sc" | b"Ed" | b"Litt") && len == 1;
    (single && len == 1 && is(rest[0], LETTER)) || known || (single && matches!(&rest[..len], b"Sc" | b"Phil"))
}

/// Whether the period at `end` belongs to the word from `start` to `end`.
pub(crate) fn stays(words: &Words<'_>, start: usize, end: usize, field: Field) -> bool {
    let bytes = words.bytes;
    if end >= field.end || bytes[end] != b'.' {
        return false;
    }
    let word = &bytes[start..end];
    let after = bytes[..field.end].get(end + 1).copied();
    if after == Some(b'.') {
        let known = dotted(word) || words.lexicon.kinds(word) & (COMPANY | FINAL) != 0;
        return bytes[..field.end].get(end + 2) != Some(&b'.') && known;
    }
    if !is(word[0], LETTER) {
        return false;
    }
    if dotted(word) {
        return true;
    }
    let next = next_word(words, end + 1, field);
    if word.len() == 1 {
        return initial_stays(words, word[0], start, next);
    }
    let kinds = words.lexicon.kinds(word);
    kinds & ABBREVIATION != 0 && abbreviation_stays(words, kinds, start, word, next)
}

/// Letters with periods between ("U.S", "a.m", "Ph.D").
fn dotted(word: &[u8]) -> bool {
    let letters = word.len() >= 3 && word.iter().all(|b| is(*b, LETTER) || *b == b'.');
    letters && word.contains(&b'.') && word.split(|b| *b == b'.').any(|part| part.len() == 1)
}

/// The word after the field, empty at the end of a paragraph.
pub(crate) fn next_word<'a>(words: &Words<'a>, at: usize, field: Field) -> &'a [u8] {
    let bytes = words.bytes;
    let mut from = at;
    while from < field.text_end && is(bytes[from], SPACE) {
        from += 1;
    }
    let end =
        (from..field.text_end.min(from + 24)).find(|i| !is(bytes[*i], ALNUM)).unwrap_or(field.text_end.min(from + 24));
    &bytes[from..end.max(from)]
}

/// "J. Smith" against "you and I. Then": an initial stands between names.
fn initial_stays(words: &Words<'_>, letter: u8, start: usize, next: &[u8]) -> bool {
    let Some(&first) = next.first() else { return false };
    if is(letter, LOWER) {
        return is(first, DIGIT) && matches!(letter, b'p' | b'c' | b'v') || letter == b'v' && is(first, UPPER);
    }
    let previous = previous_word(words, start);
    let after_name = previous.first().is_some_and(|b| is(*b, UPPER)) || previous.ends_with(b".");
    if is(first, LOWER | DIGIT) {
        return after_name && letter != b'I';
    }
    let opener = words.lexicon.kinds(next) & OPENER != 0 && next.len() > 1;
    if letter == b'I' { after_name && !opener } else { !opener }
}

fn previous_word<'a>(words: &Words<'a>, start: usize) -> &'a [u8] {
    match words.tokens.last() {
        Some(token) if token.span.end() as usize <= start => &words.bytes[token.span.range()],
        _ => b"",
    }
}

fn abbreviation_stays(words: &Words<'_>, kinds: Kinds, start: usize, word: &[u8], next: &[u8]) -> bool {
    let capital = is(word[0], UPPER);
    let first = next.first().copied().unwrap_or(b'.');
    if kinds & (FINAL | INNER) != 0 && (kinds & FINAL == 0 || word != b"No") {
        return true;
    }
    (kinds & NUMBERED != 0 && is(first, DIGIT))
        || (kinds & (TITLE | COMPANY | PLACE) != 0 && (capital || kinds & PLACE == 0 && is(first, LOWER)))
        || (kinds & CALENDAR != 0 && capital && calendar_stays(word, first))
        || (kinds & PLACE_AFTER_COMMA != 0 && capital && previous_word(words, start) == b",")
}

/// "Sun." and "Mar." are words too: they want a number after them.
fn calendar_stays(word: &[u8], next: u8) -> bool {
    let word_too = [&b"sun"[..], b"sat", b"mon", b"wed", b"mar", b"jun", b"jul", b"apr"];
    is(next, DIGIT) || next == b',' || !word_too.iter().any(|w| word.eq_ignore_ascii_case(w))
}
