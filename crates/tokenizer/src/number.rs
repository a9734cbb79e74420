//! Numbers and what is written next to them: units, dates, telephone numbers.

use crate::class::{DIGIT, is};
use crate::lexicon::{Lexicon, UNIT};

/// Where a unit starts after its number in one word ("35mm": at "mm"); 0 where the word is one ("20th", "1980s", "4G").
pub(crate) fn unit(word: &[u8], lexicon: &Lexicon) -> usize {
    let digits = number_len(word);
    let rest = &word[digits..];
    if digits == 0 || rest.is_empty() {
        return 0;
    }
    let is_unit = lexicon.kinds(rest) & UNIT != 0 || matches!(rest, b"a.m" | b"p.m" | b"A.M" | b"P.M");
    let is_grade = rest.len() == 1 && rest[0].is_ascii_uppercase() && !matches!(rest[0], b'K');
    if is_unit && !is_grade { digits } else { 0 }
}

fn number_len(word: &[u8]) -> usize {
    let inner = |at: usize| matches!(word[at], b'.' | b',' | b':') && word.get(at + 1).is_some_and(|b| is(*b, DIGIT));
    (0..word.len()).find(|at| !is(word[*at], DIGIT) && !inner(*at)).unwrap_or(word.len())
}

/// Whether a slash between two numbers makes them one word: a date ("9/11", "12/31/2024") or a fraction ("3/4").
pub(crate) fn slash_joins(left: &[u8], right: &[u8]) -> bool {
    let right = &right[..right.iter().position(|b| !is(*b, DIGIT)).unwrap_or(right.len())];
    let (Some(left_value), Some(right_value)) = (small(left), small(right)) else {
        return left.contains(&b'/');
    };
    left.contains(&b'/') || ((1..=12).contains(&left_value) && (1..=31).contains(&right_value)) || left.len() == 3
}

/// Whether a hyphen between two numbers makes them one word: a telephone number ("555-0142"), a date, a code of several groups.
pub(crate) fn hyphen_joins(left: &[u8], right: &[u8]) -> bool {
    let len = right.iter().position(|b| !is(*b, DIGIT)).unwrap_or(right.len());
    let more = right.get(len) == Some(&b'-') && right.get(len + 1).is_some_and(|b| is(*b, DIGIT));
    let last = left.len() - left.iter().rposition(|b| !is(*b, DIGIT)).map_or(0, |at| at + 1);
    more || left.contains(&b'-') || matches!((last, len), (3 | 5, 4))
}

fn small(number: &[u8]) -> Option<u32> {
    let last = number.rsplit(|b| *b == b'/').next()?;
    if last.is_empty() || last.len() > 4 || !last.iter().all(u8::is_ascii_digit) {
        return None;
    }
    Some(last.iter().fold(0, |value, digit| value * 10 + u32::from(digit - b'0')))
}
