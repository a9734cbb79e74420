//! A sentence as rules and evidence see it.

use crate::grammar::Grammar;
use crate::lexeme::Lexeme;

/// A sentence in lexemes.
#[derive(Clone, Copy)]
pub(crate) struct Sentence<'a> {
    pub(crate) text: &'a str,
    pub(crate) grammar: &'a Grammar,
    pub(crate) lexemes: &'a [Lexeme],
    /// Whether the story, and not the day of publication, is the anchor.
    pub(crate) narrative: bool,
}

impl<'a> Sentence<'a> {
    /// The words of a lexeme.
    pub(crate) fn word(&self, at: usize) -> &'a str {
        let lexeme = &self.lexemes[at];
        &self.text[lexeme.start as usize..lexeme.end as usize]
    }

    /// The lexeme before this one.
    pub(crate) fn before(&self, at: u32) -> Option<&'a Lexeme> {
        (at as usize).checked_sub(1).and_then(|at| self.lexemes.get(at))
    }

    /// Whether the word before this lexeme is one of these, in lower case.
    pub(crate) fn follows(&self, at: u32, words: &[&str]) -> bool {
        at > 0 && words.iter().any(|word| self.word(at as usize - 1).eq_ignore_ascii_case(word))
    }

    /// Whether this lexeme is one of these words, in lower case.
    pub(crate) fn reads(&self, at: u32, words: &[&str]) -> bool {
        (at as usize) < self.lexemes.len() && words.iter().any(|word| self.word(at as usize).eq_ignore_ascii_case(word))
    }
}
