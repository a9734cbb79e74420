//! The words of the article around its names.

use std::ops::Range;

use copydesk_core::Span;
use copydesk_layers::{Sentence, Token};

/// The article's text with its words and sentences.
#[derive(Clone, Copy)]
pub(super) struct Around<'a> {
    /// The text.
    pub text: &'a str,
    tokens: &'a [Token],
    sentences: &'a [Sentence],
}

impl<'a> Around<'a> {
    /// Looks at these words and sentences of a text.
    pub(super) const fn new(text: &'a str, tokens: &'a [Token], sentences: &'a [Sentence]) -> Self {
        Self { text, tokens, sentences }
    }

    /// The rows of the tokens that a span holds.
    pub(super) fn rows(&self, span: Span) -> Range<usize> {
        let first = self.tokens.partition_point(|token| token.span.start() < span.start());
        let count = self.tokens[first..].partition_point(|token| token.span.end() <= span.end());
        first..first + count
    }

    /// The rows of the sentence that holds the start of a span; those of the span alone, where none does.
    pub(super) fn sentence(&self, span: Span) -> Range<usize> {
        let at = self.sentences.partition_point(|sentence| sentence.span.end() <= span.start());
        let sentence = self.sentences.get(at).filter(|sentence| sentence.span.start() <= span.start());
        self.rows(sentence.map_or(span, |sentence| sentence.span))
    }

    /// The number of the sentence that holds the start of a span, if one does.
    pub(super) fn sentence_number(&self, span: Span) -> Option<u32> {
        let at = self.sentences.partition_point(|sentence| sentence.span.end() <= span.start());
        self.sentences.get(at).filter(|sentence| sentence.span.start() <= span.start()).map(|_| at as u32)
    }

    /// The words of a row; none behind the last.
    pub(super) fn word(&self, row: usize) -> &'a str {
        self.tokens.get(row).map_or("", |token| token.span.of(self.text))
    }

    /// Whether a line ends before a row, or nothing follows there.
    pub(super) fn ends_paragraph(&self, row: usize) -> bool {
        let (Some(before), Some(token)) =
            (row.checked_sub(1).and_then(|before| self.tokens.get(before)), self.tokens.get(row))
        else {
            return true;
        };
        self.text[before.span.end() as usize..token.span.start() as usize].contains('\n')
    }

    /// Where some rows stand, of which there is one at least.
    pub(super) fn span(&self, rows: Range<usize>) -> Span {
        self.tokens[rows.start].span.cover(self.tokens[rows.end - 1].span)
    }
}
