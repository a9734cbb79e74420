//! Numbers in words: "twenty-five", "one hundred and twenty", "nineteen ninety-seven", "twenty-fourth" become one lexeme each.

use crate::lexeme::Lexeme;
use crate::lexicon::{Class, Lexicon};

/// Merges the words of each number, in place.
pub(crate) fn merge(lexicon: &Lexicon, lexemes: &mut Vec<Lexeme>) {
    if !lexemes.iter().any(spelled) {
        return;
    }
    let mut kept: usize = 0;
    let mut at = 0;
    while at < lexemes.len() {
        let before = kept.checked_sub(1).map(|last| lexemes[last]);
        let (len, lexeme) = number(lexicon, &lexemes[at..], before).unwrap_or((1, lexemes[at]));
        lexemes[kept] = lexeme;
        kept += 1;
        at += len;
    }
    lexemes.truncate(kept);
}

const fn spelled(lexeme: &Lexeme) -> bool {
    lexeme.word != 0 && lexeme.is(Class::NUMBER)
}

/// The number that begins here, if it takes more than one word.
fn number(lexicon: &Lexicon, lexemes: &[Lexeme], before: Option<Lexeme>) -> Option<(usize, Lexeme)> {
    let month = before.is_some_and(|lexeme| lexeme.is(Class::MONTH));
    if let Some(found) = ordinal(lexicon, lexemes, month) {
        return Some(found);
    }
    let (first, len) = below_hundred(lexicon, lexemes)?;
    if let Some((second, more)) = below_hundred(lexicon, &lexemes[len..]) {
        let pair = (10..100).contains(&second);
        let like_clock = first <= 12 && second < 60;
        if pair && !like_clock && (10..21).contains(&first) {
            return plain(lexemes, len + more, first * 100 + second, true);
        }
        if pair && clock_words(lexemes, len + more, first) {
            return plain(lexemes, len + more, first * 100 + second, false);
        }
        return plain(lexemes, len, first, false);
    }
    let (value, scaled) = scaled(lexicon, &lexemes[len..], first)?;
    let len = len + scaled;
    let (value, more) = rest(lexicon, &lexemes[len..], value);
    let year = scaled > 0 && ((1100..2000).contains(&value) && value / 100 == first || (2000..2100).contains(&value));
    plain(lexemes, len + more, value, year)
}

/// "ten thirty a.m."
fn clock_words(lexemes: &[Lexeme], end: usize, hour: i32) -> bool {
    hour <= 12 && lexemes.get(end).is_some_and(|lexeme| lexeme.is(Class::MERIDIEM))
}

/// The number times the hundreds and thousands that follow, and how many words they take.
fn scaled(lexicon: &Lexicon, lexemes: &[Lexeme], first: i32) -> Option<(i32, usize)> {
    let (mut value, mut len) = (first, 0);
    while let Some(scale) = value_at(lexicon, lexemes, len).filter(|scale| *scale >= 100) {
        (value, len) = (value.checked_mul(scale)?, len + 1);
    }
    Some((value, len))
}

/// What is added below a hundred: "and twenty" in "one hundred and twenty".
fn rest(lexicon: &Lexicon, lexemes: &[Lexeme], value: i32) -> (i32, usize) {
    let and = usize::from(lexemes.first().is_some_and(is_and));
    match below_hundred(lexicon, lexemes.get(and..).unwrap_or_default()) {
        Some((more, len)) if value % 100 == 0 && value > 0 => (value.saturating_add(more), and + len),
        _ => (value, 0),
    }
}

fn is_and(lexeme: &Lexeme) -> bool {
    lexeme.first == b'a' && lexeme.end - lexeme.start == 3 && lexeme.is(Class::PREPOSITION)
}

/// "twenty-fourth", "thirty first".
fn ordinal(lexicon: &Lexicon, lexemes: &[Lexeme], month: bool) -> Option<(usize, Lexeme)> {
    let tens = value_at(lexicon, lexemes, 0).filter(|value| (20..100).contains(value) && value % 10 == 0)?;
    let hyphen = usize::from(lexemes.get(1).is_some_and(|lexeme| lexeme.first == b'-'));
    let last = lexemes.get(1 + hyphen).filter(|lexeme| lexeme.word != 0 && lexeme.is(Class::ORDINAL))?;
    let ones = last.value(Class::ORDINAL, lexicon);
    let second = last.is(Class::UNIT) && hyphen == 0 && !month;
    ((1..10).contains(&ones) && !second).then(|| {
        let lexeme = Lexeme { end: last.end, classes: Class::ORDINAL.bit(), value: tens + ones, word: 0, ..lexemes[0] };
        (2 + hyphen, lexeme)
    })
}

fn plain(lexemes: &[Lexeme], len: usize, value: i32, year: bool) -> Option<(usize, Lexeme)> {
    let classes = Class::NUMBER.bit() | if year { Class::YEAR.bit() } else { 0 };
    let end = lexemes[len - 1].end;
    (len > 1).then(|| (len, Lexeme { end, classes, value, word: 0, ..lexemes[0] }))
}

fn value_at(lexicon: &Lexicon, lexemes: &[Lexeme], at: usize) -> Option<i32> {
    lexemes.get(at).filter(|lexeme| spelled(lexeme)).map(|lexeme| lexeme.value(Class::NUMBER, lexicon))
}

/// "twenty", "twenty-five", "twenty five", "five".
fn below_hundred(lexicon: &Lexicon, lexemes: &[Lexeme]) -> Option<(i32, usize)> {
    let value = |at: usize| value_at(lexicon, lexemes, at).filter(|value| *value < 100);
    let first = value(0)?;
    if first < 20 || first % 10 != 0 {
        return Some((first, 1));
    }
    let hyphen = usize::from(lexemes.get(1).is_some_and(|lexeme| lexeme.first == b'-'));
    match value(1 + hyphen) {
        Some(unit @ 1..=9) => Some((first + unit, 2 + hyphen)),
        _ => Some((first, 1)),
    }
}
