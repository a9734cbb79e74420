//! A text in words, its paragraphs, and the places in them where a sentence may end.

use copydesk_core::Span;
use copydesk_layers::{Sentence, Token};

use crate::class::{LOWER, is};
use crate::features::Place;
use crate::lexicon::Lexicon;
use crate::shape::Shape;
use crate::words::{Break, ParagraphStart};

/// A text whose words are cut.
pub(crate) struct Document<'a> {
    pub(crate) text: &'a str,
    pub(crate) lexicon: &'a Lexicon,
    pub(crate) tokens: &'a [Token],
    pub(crate) breaks: &'a [Break],
    pub(crate) starts: &'a [ParagraphStart],
}

/// A paragraph of it.
pub(crate) struct Paragraph<'a> {
    pub(crate) text: &'a str,
    pub(crate) lexicon: &'a Lexicon,
    pub(crate) tokens: &'a [Token],
    /// The first token.
    pub(crate) first: usize,
    /// The token after the last.
    pub(crate) end: usize,
    /// The places where a sentence may end.
    pub(crate) breaks: &'a [Break],
    /// How the text as a whole is written.
    pub(crate) style: u64,
    /// Whether the text is edited: most of its paragraphs end with a final mark, and there are some.
    pub(crate) edited: bool,
    /// Whether the paragraph ends with a final mark.
    pub(crate) finished: bool,
    /// Whether it is the first, the second or a later one.
    pub(crate) rank: u64,
    widest: u32,
}

impl<'a> Document<'a> {
    /// The paragraphs, in order.
    pub(crate) fn paragraphs(&self) -> impl Iterator<Item = Paragraph<'a>> {
        let (style, edited) = self.style();
        (0..self.starts.len()).map(move |number| self.paragraph(number, style, edited))
    }

    fn paragraph(&self, number: usize, style: u64, edited: bool) -> Paragraph<'a> {
        let start = self.starts[number];
        let (end, last_break) = self.end(number);
        let mut paragraph = Paragraph {
            text: self.text,
            lexicon: self.lexicon,
            tokens: self.tokens,
            first: start.token as usize,
            end,
            breaks: &self.breaks[start.first_break as usize..last_break],
            style,
            edited,
            finished: self.is_finished(number),
            rank: (number as u64).min(2) | u64::from(number + 1 == self.starts.len()) << 2,
            widest: 0,
        };
        paragraph.widest = paragraph.widest_line();
        paragraph
    }

    fn end(&self, number: usize) -> (usize, usize) {
        let next = self.starts.get(number + 1);
        next.map_or((self.tokens.len(), self.breaks.len()), |next| (next.token as usize, next.first_break as usize))
    }

    fn token(&self, number: usize) -> &'a [u8] {
        &self.text.as_bytes()[self.tokens[number].span.range()]
    }

    fn is_finished(&self, number: usize) -> bool {
        let first = self.starts[number].token as usize;
        let mark = (first..self.end(number).0).rev().find(|token| !is_closer(self.token(*token)));
        mark.is_some_and(|mark| is_final(Shape::of(self.token(mark))))
    }

    /// How the text is written: how many of its lines end with a final mark, how often a small letter follows one; and whether
    /// it is edited.
    fn style(&self) -> (u64, bool) {
        let paragraphs = self.starts.len().min(LOOK);
        let mut lines = paragraphs;
        let mut finished = (0..paragraphs).filter(|number| self.is_finished(*number)).count();
        let mut marks = [0_usize; 2];
        for place in self.breaks.iter().take(16 * LOOK) {
            let Some(next) = self.tokens.get(place.token as usize + 1) else { continue };
            let token = self.token(place.token as usize);
            if place.line.is_some() {
                lines += 1;
                finished += usize::from(is_final(Shape::of(token)) || is_closer(token));
            }
            if token == b"." {
                marks[usize::from(is(self.text.as_bytes()[next.span.start() as usize], LOWER))] += 1;
            }
        }
        let style = share(finished, lines) | share(marks[1], marks[0] + marks[1]) << 3;
        (style, lines >= 4 && finished * 10 >= lines * 7)
    }
}

/// How many closing marks in a row are looked behind.
const CLOSERS: usize = 8;
/// How many paragraphs are looked at for the style of a text.
const LOOK: usize = 64;

/// A share on a coarse scale; 7 where there is nothing to count.
fn share(part: usize, whole: usize) -> u64 {
    match (part * 100).checked_div(whole) {
        None => 7,
        Some(0) => 0,
        Some(1..=19) => 1,
        Some(20..=59) => 2,
        Some(60..=89) => 3,
        Some(90..=99) => 4,
        Some(_) => 5,
    }
}

impl Paragraph<'_> {
    /// The bytes of a token.
    pub(crate) fn token(&self, number: usize) -> &[u8] {
        &self.text.as_bytes()[self.tokens[number].span.range()]
    }

    /// The place of a break, in a sentence that starts with token `first`; nothing where no sentence can end.
    pub(crate) fn place(&self, here: &Break, first: usize) -> Option<Place<'_>> {
        let token = here.token as usize;
        if token + 1 >= self.end || token < first {
            return None;
        }
        let mut mark = token;
        while mark > first && token - mark < CLOSERS && is_closer(self.token(mark)) {
            mark -= 1;
        }
        Some(Place { paragraph: self, token, mark, first, gap: self.gap(here) })
    }

    /// The sentence from one token to another, both included.
    pub(crate) fn sentence(&self, first: usize, last: usize) -> Sentence {
        Sentence::new(Span::new(self.tokens[first].span.start(), self.tokens[last].span.end()))
    }

    fn gap(&self, here: &Break) -> u64 {
        let (last, next) = (self.tokens[here.token as usize].span, self.tokens[here.token as usize + 1].span);
        match here.line {
            Some(line) if self.line_has_room(last.end() - line, next) => 3,
            Some(_) => 2,
            None => u64::from(last.end() < next.start()),
        }
    }

    /// Whether the next field would have fitted on a line of that length: then no wrapping broke it.
    fn line_has_room(&self, length: u32, next: Span) -> bool {
        let rest = &self.text.as_bytes()[next.start() as usize..];
        let field = rest.iter().take(40).take_while(|byte| !byte.is_ascii_whitespace()).count();
        length as usize + 1 + field < self.widest as usize
    }

    fn widest_line(&self) -> u32 {
        let mut last_start = self.tokens.get(self.first).map_or(0, |token| token.span.start());
        let mut widest = 0;
        for here in self.breaks {
            if let Some(line) = here.line {
                widest = widest.max(self.tokens[here.token as usize].span.end() - line);
                last_start = self.tokens[here.token as usize].span.end() + 1;
            }
        }
        let last = self.tokens[self.end - 1].span.end();
        widest.max(last.saturating_sub(last_start))
    }
}

/// Whether a sentence ends with such a token.
pub(crate) fn is_final(shape: Shape) -> bool {
    matches!(shape, Shape::Period | Shape::Dots | Shape::Question | Shape::Exclamation | Shape::Abbreviation)
}

/// Whether a token closes quotation marks or brackets; a straight mark may.
pub(crate) fn is_closer(token: &[u8]) -> bool {
    match token {
        [b'"' | b'\'' | b')' | b']' | b'}'] | b"''" => true,
        [0xC2, 0xBB] => true,
        [0xE2, 0x80, rest @ ..] => matches!(rest, [0x99 | 0x9D] | [0x99, 0xE2, 0x80, 0x99]),
        _ => false,
    }
}
