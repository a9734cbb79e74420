//! The features of a place where a sentence may end.
//!
//! Each is a hash of a few facts about the tokens around the place, the sentence so far and the text as a whole; the scorer
//! adds up one weight for each.

use crate::lexicon::{Kinds, fold};
use crate::paragraph::Paragraph;
use crate::shape::Shape;

/// How many features a place has.
pub(crate) const FEATURES: usize = 32;

/// A place and what is known around it.
pub(crate) struct Place<'a> {
    pub(crate) paragraph: &'a Paragraph<'a>,
    /// The last token before the place.
    pub(crate) token: usize,
    /// The last token before it that is no closing mark.
    pub(crate) mark: usize,
    /// The first token of the sentence so far.
    pub(crate) first: usize,
    /// White space at the place: none, some, a line end of a wrapped line, one of a line broken on purpose.
    pub(crate) gap: u64,
}

/// A token as the features see it.
#[derive(Clone, Copy)]
struct Seen {
    shape: u64,
    word: u64,
    len: u64,
}

impl Place<'_> {
    fn seen(&self, token: Option<usize>) -> Seen {
        let bytes = token.map_or(b"".as_slice(), |number| self.paragraph.token(number));
        Seen { shape: Shape::of(bytes) as u64, word: fold(bytes), len: bytes.len().min(12) as u64 }
    }

    fn back(&self, steps: usize) -> Option<usize> {
        self.mark.checked_sub(steps).filter(|token| *token >= self.first)
    }

    /// The suffix of a word stands for its part of speech.
    fn suffix(&self, token: Option<usize>) -> u64 {
        let bytes = token.map_or(b"".as_slice(), |number| self.paragraph.token(number));
        fold(&bytes[bytes.len().saturating_sub(3)..])
    }

    /// Writes the place's features.
    pub(crate) fn features(&self, out: &mut [u64; FEATURES]) {
        let paragraph = self.paragraph;
        let forward = |steps: usize| Some(self.token + steps).filter(|token| *token < paragraph.end);
        let (last, before, before2) = (self.seen(Some(self.mark)), self.seen(self.back(1)), self.seen(self.back(2)));
        let (next, next2, next3) = (self.seen(forward(1)), self.seen(forward(2)), self.seen(forward(3)));
        let closer = if self.mark < self.token { self.seen(Some(self.token)).shape } else { 0 };
        let kinds = self.kinds();
        let kind = last.shape | closer << 5 | self.gap << 10;
        let rest = bucket(paragraph.end - self.token - 1);
        let so_far = bucket(self.token + 1 - self.first);
        let style = paragraph.style;
        let quotes = self.open_marks();
        let facts = [
            (kind, 0),
            (kind, next.shape),
            (kind | next.shape << 20, next2.shape),
            (kind | next.shape << 20, before.shape),
            (kind | next.shape << 20, before.shape | next2.shape << 5 | before2.shape << 10),
            (kind, next.word),
            (kind | 1 << 40, next2.word),
            (kind | 2 << 40, before.word),
            (last.shape | next.shape << 5, last.word),
            (last.shape | next.shape << 5 | before.shape << 10, before2.word),
            (last.word, next.word),
            (before.word, next.word ^ last.shape),
            (kind, kinds | next.shape << 12),
            (kind | kinds << 20, next.word),
            (kind | next.shape << 20, so_far),
            (kind | next.shape << 20, rest),
            (kind | next.shape << 20, style),
            (kind | next.shape << 20, so_far | rest << 4 | u64::from(paragraph.finished) << 8),
            (kind | next.shape << 20, quotes),
            (last.shape | next.shape << 5, self.suffix(Some(self.mark))),
            (kind | next.shape << 20, self.suffix(self.back(1))),
            (next.shape | next2.shape << 5 | last.shape << 10, self.suffix(forward(1))),
            (next.shape | next2.shape << 5 | last.shape << 10, self.suffix(forward(2))),
            (next.word, next2.word ^ last.shape),
            (next.word, next2.shape | last.shape << 5 | next3.shape << 10),
            (last.shape | next.shape << 5 | 3 << 40, before.len | last.len << 4),
            (last.shape | next.shape << 5 | next2.shape << 10 | next3.shape << 15, style),
            (before.shape | before2.shape << 5 | last.shape << 10 | next.shape << 15, next2.shape | next3.shape << 5),
            (kind | next.shape << 20, self.seen(Some(self.first)).shape | so_far << 5),
            (kind | next.shape << 20 | 4 << 40, self.paragraph.rank),
            (last.word, next.shape | style << 5),
            (next.word, last.shape | style << 5),
        ];
        for (number, (fact, (a, b))) in out.iter_mut().zip(facts).enumerate() {
            *fact = mix(number as u64, a, b);
        }
    }

    fn kinds(&self) -> u64 {
        let word = self.paragraph.token(self.mark);
        let kinds: Kinds = match word {
            [.., b'.'] if word.len() > 1 => self.paragraph.lexicon.kinds(&word[..word.len() - 1]),
            _ => 0,
        };
        u64::from(kinds)
    }

    /// Quotation marks and brackets that the sentence so far leaves open.
    fn open_marks(&self) -> u64 {
        let from = self.first.max(self.token.saturating_sub(REACH));
        let (mut quotes, mut curly, mut brackets) = (0_u64, 0_i32, 0_i32);
        for token in from..=self.token {
            match self.paragraph.token(token) {
                b"\"" => quotes ^= 1,
                b"(" | b"[" => brackets += 1,
                b")" | b"]" => brackets -= 1,
                [0xE2, 0x80, 0x9C] => curly += 1,
                [0xE2, 0x80, 0x9D] => curly -= 1,
                _ => {}
            }
        }
        quotes | u64::from(curly > 0) << 1 | u64::from(brackets > 0) << 2 | u64::from(brackets < 0) << 3
    }
}

const REACH: usize = 64;

/// A count on a coarse scale.
fn bucket(count: usize) -> u64 {
    match count {
        0..=4 => count as u64,
        5..=6 => 5,
        7..=9 => 6,
        10..=14 => 7,
        15..=24 => 8,
        25..=39 => 9,
        _ => 10,
    }
}

#[inline]
fn mix(number: u64, a: u64, b: u64) -> u64 {
    let first = (a ^ number << 56).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let second = (first ^ (first >> 32) ^ b).wrapping_mul(0xd6e8_feb8_6659_fd93);
    second ^ (second >> 32)
}
