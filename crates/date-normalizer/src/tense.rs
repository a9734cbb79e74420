//! Tense: whether the clause around an expression looks ahead or back.

use crate::lexer::Lexeme;
use crate::lexicon::Class;
use crate::recognise::Sentence;

/// Where a clause looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tense {
    /// A past form governs: "resigned".
    Past,
    /// A present form governs: "is".
    Present,
    /// A word of what is to come governs: "will", "scheduled".
    Ahead,
    /// No verb is known.
    Unknown,
}

const REACH: usize = 20;

/// The tense of the clause that the lexemes `from..to` stand in: that of the nearest verb before them, else behind them.
pub(crate) fn governing(sentence: &Sentence<'_>, from: usize, to: usize) -> Tense {
    let before = sentence.lexemes[..from].iter().rev().take(REACH);
    if let Some(tense) = nearest(before, true) {
        return tense;
    }
    let behind = &sentence.lexemes[to.min(sentence.lexemes.len())..];
    let behind = if behind.first().is_some_and(|lexeme| lexeme.first == b',') { &behind[1..] } else { behind };
    nearest(behind.iter().take(REACH), false).unwrap_or(Tense::Unknown)
}

/// The first verb in a direction, as far as the clause goes.
fn nearest<'a>(lexemes: impl Iterator<Item = &'a Lexeme>, back: bool) -> Option<Tense> {
    let mut present = false;
    for lexeme in lexemes {
        if lexeme.is(Class::AHEAD) {
            return Some(Tense::Ahead);
        } else if lexeme.is(Class::BEHIND) {
            return Some(Tense::Past);
        } else if lexeme.is(Class::PRESENTLY) {
            present = true;
        } else if border(lexeme, back) {
            break;
        }
    }
    present.then_some(Tense::Present)
}

fn border(lexeme: &Lexeme, back: bool) -> bool {
    matches!(lexeme.first, b';' | b':' | b'"' | b'.')
        || (lexeme.is(Class::CLAUSE) && !lexeme.is(Class::PREPOSITION) && back)
}
