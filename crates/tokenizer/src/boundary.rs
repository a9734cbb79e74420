//! Decides where sentences end, from the places that the walk through the words marked.

use copydesk_core::Span;
use copydesk_layers::{Sentence, Token};

use crate::class::{ALNUM, DIGIT, HIGH, LETTER, LOWER, UPPER, is};
use crate::lexicon::{COMPANY, FINAL, INNER, Lexicon, NUMBERED, OPENER, PLACE, TITLE};
use crate::words::Break;

/// The paragraph whose sentences are wanted.
pub(crate) struct Paragraph<'a> {
    pub(crate) text: &'a str,
    pub(crate) lexicon: &'a Lexicon,
    /// All tokens so far; those of the paragraph are the last.
    pub(crate) tokens: &'a [Token],
    /// The paragraph's first token.
    pub(crate) first: usize,
}

impl Paragraph<'_> {
    /// Cuts the paragraph into sentences.
    pub(crate) fn sentences(&self, breaks: &[Break], sentences: &mut Vec<Sentence>) {
        let widest = self.widest_line(breaks);
        let mut first = self.first;
        for place in breaks {
            let token = place.token as usize;
            if token + 1 < self.tokens.len() && token >= first && self.ends_at(token, place, first, widest) {
                self.push(first, token, sentences);
                first = token + 1;
            }
        }
        if first < self.tokens.len() {
            self.push(first, self.tokens.len() - 1, sentences);
        }
    }

    fn push(&self, first: usize, last: usize, sentences: &mut Vec<Sentence>) {
        let span = Span::new(self.tokens[first].span.start(), self.tokens[last].span.end());
        sentences.push(Sentence { span });
    }

    pub(crate) fn token(&self, number: usize) -> &[u8] {
        self.tokens.get(number).map_or(b"", |token| &self.text.as_bytes()[token.span.range()])
    }

    fn widest_line(&self, breaks: &[Break]) -> u32 {
        let mut last_start = self.tokens.get(self.first).map_or(0, |token| token.span.start());
        let mut widest = 0;
        for place in breaks {
            if let Some(start) = place.line {
                widest = widest.max(self.tokens[place.token as usize].span.end() - start);
                last_start = self.tokens.get(place.token as usize + 1).map_or(last_start, |token| token.span.start());
            }
        }
        widest.max(self.tokens.last().map_or(0, |token| token.span.end() - last_start))
    }

    fn ends_at(&self, token: usize, place: &Break, first: usize, widest: u32) -> bool {
        let mut mark = token;
        while mark > first && is_closer(self.token(mark)) {
            mark -= 1;
        }
        let head = self.head(token + 1);
        let ends = match self.token(mark) {
            [b'.' | b'!' | b'?', ..] => self.mark_ends(mark, first, head),
            word if word.starts_with("…".as_bytes()) => self.opens(head),
            [first, .., b'.'] if is(*first, ALNUM | HIGH) => self.abbreviation_ends(mark, head, mark < token),
            _ => false,
        };
        ends || place.line.is_some_and(|line| self.line_was_broken_on_purpose(token, line, widest))
    }

    /// Whether the next word would have fitted on the line that ends here: then no wrapping broke it.
    fn line_was_broken_on_purpose(&self, token: usize, line: u32, widest: u32) -> bool {
        let next = self.tokens[token + 1].span;
        let field = self.text[next.start() as usize..].split_whitespace().next().map_or(0, str::len);
        let length = self.tokens[token].span.end() - line;
        let lower = is(self.token(token + 1)[0], LOWER);
        (length as usize + 1 + field) < widest as usize && !lower
    }

    /// The first token at or behind `number` that is no opening mark.
    fn head(&self, number: usize) -> &[u8] {
        let mut number = number;
        while is_opener(self.token(number)) {
            number += 1;
        }
        self.token(number)
    }

    fn mark_ends(&self, mark: usize, first: usize, head: &[u8]) -> bool {
        let list_number = self.token(mark) == b"."
            && mark == first + 1
            && (self.token(first).len() == 1 || self.token(first).iter().all(u8::is_ascii_digit));
        !list_number && self.opens(head)
    }

    /// Whether a sentence can start with this token.
    fn opens(&self, head: &[u8]) -> bool {
        match head {
            [] => true,
            [first, ..] if is(*first, UPPER | DIGIT) => true,
            [first, ..] if is(*first, HIGH) => {
                let c = std::str::from_utf8(head).ok().and_then(|word| word.chars().next());
                c.is_some_and(|c| !c.is_lowercase() && !matches!(c, '—' | '–'))
            }
            [first, ..] => matches!(first, b'#' | b'@' | b'$' | b'*' | b'<' | b'>' | b'.'),
        }
    }

    fn abbreviation_ends(&self, mark: usize, head: &[u8], closed: bool) -> bool {
        let word = self.token(mark);
        let bare = &word[..word.len() - 1];
        if !self.opens(head) {
            return false;
        }
        let opener = self.lexicon.kinds(head) & OPENER != 0 && is(head[0], UPPER);
        let kinds = self.lexicon.kinds(bare);
        if kinds & (TITLE | INNER) != 0 {
            return closed && opener;
        }
        if kinds & NUMBERED != 0 && head.first().is_some_and(|b| is(*b, DIGIT)) {
            return false;
        }
        let initial = bare.len() == 1 && is(bare[0], UPPER);
        if initial || (kinds == 0 && bare.contains(&b'.')) || bare.len() == 3 && bare[1] == b'.' && kinds == 0 {
            return opener;
        }
        if kinds & FINAL != 0 && is(bare[0], LOWER) {
            return head.first().is_some_and(|b| is(*b, LETTER | HIGH)) || closed;
        }
        opener || kinds & (COMPANY | PLACE | FINAL) == 0 && closed
    }
}

pub(crate) fn is_closer(token: &[u8]) -> bool {
    matches!(token, b"\"" | b"'" | b"''" | b")" | b"]" | b"}")
        || ["”", "’", "»", "’’"].iter().any(|mark| token == mark.as_bytes())
}

pub(crate) fn is_opener(token: &[u8]) -> bool {
    matches!(token, b"\"" | b"'" | b"``" | b"(" | b"[" | b"{")
        || ["“", "‘", "«", "‘‘"].iter().any(|mark| token == mark.as_bytes())
}
