//! Numbers in words: "twenty-five", "two hundred", "nineteen ninety-seven" become one lexeme each.

use crate::lexer::Lexeme;
use crate::lexicon::{Class, Lexicon};

/// Merges the words of each number, in place.
pub(crate) fn merge(lexicon: &Lexicon, lexemes: &mut Vec<Lexeme>) {
    if !lexemes.iter().any(spelled) {
        return;
    }
    let mut kept = 0;
    let mut at = 0;
    while at < lexemes.len() {
        let (len, lexeme) = number(lexicon, &lexemes[at..]).unwrap_or((1, lexemes[at]));
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
fn number(lexicon: &Lexicon, lexemes: &[Lexeme]) -> Option<(usize, Lexeme)> {
    let (first, mut len) = below_hundred(lexicon, lexemes)?;
    let mut value = first;
    let mut year = false;
    if let Some((second, more)) = below_hundred(lexicon, &lexemes[len..]) {
        if !(10..21).contains(&first) || !(10..100).contains(&second) {
            return plain(lexemes, len, value, false);
        }
        (value, len, year) = (first * 100 + second, len + more, true);
    } else {
        while let Some(scale) =
            lexemes.get(len).filter(|lexeme| spelled(lexeme)).map(|lexeme| lexeme.value(Class::NUMBER, lexicon))
        {
            if scale < 100 {
                break;
            }
            (value, len) = (value.checked_mul(scale)?, len + 1);
            year = value == 2000;
        }
    }
    plain(lexemes, len, value, year)
}

fn plain(lexemes: &[Lexeme], len: usize, value: i32, year: bool) -> Option<(usize, Lexeme)> {
    let classes = Class::NUMBER.bit() | if year { Class::YEAR.bit() } else { 0 };
    let end = lexemes[len - 1].end;
    (len > 1).then(|| (len, Lexeme { end, classes, value, word: 0, ..lexemes[0] }))
}

/// "twenty", "twenty-five", "twenty five", "five".
fn below_hundred(lexicon: &Lexicon, lexemes: &[Lexeme]) -> Option<(i32, usize)> {
    let value = |at: usize| {
        let lexeme = lexemes.get(at).filter(|lexeme| spelled(lexeme))?;
        Some(lexeme.value(Class::NUMBER, lexicon)).filter(|value| *value < 100)
    };
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
