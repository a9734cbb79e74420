//! The features of a place where a sentence may end.
//!
//! Each is a hash of a few facts about the tokens around the place, the sentence so far and the text as a whole; the scorer
//! adds up one weight for each.

use crate::lexicon::{Kinds, fold};
use crate::paragraph::Paragraph;
use crate::shape::Shape;
use crate::word_classes::WordClass;

/// How many features a place has.
pub(crate) const FEATURES: usize = NEAR + FAR;
/// How many of them look no further than the tokens next to the place.
pub(crate) const NEAR: usize = 16;
/// How many do.
pub(crate) const FAR: usize = 33;

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

/// What the features of a place are made of.
#[derive(Clone, Copy)]
pub(crate) struct View {
    last: Seen,
    before: Seen,
    next: Seen,
    kind: u64,
    so_far: u64,
    rest: u64,
    style: u64,
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

    /// What the features are made of.
    pub(crate) fn view(&self) -> View {
        let paragraph = self.paragraph;
        let last = self.seen(Some(self.mark));
        let closer = if self.mark < self.token { self.seen(Some(self.token)).shape } else { 0 };
        let kind = last.shape | closer << 5 | self.gap << 10;
        View {
            last,
            before: self.seen(self.back(1)),
            next: self.seen(self.forward(1)),
            kind,
            so_far: bucket(self.token + 1 - self.first),
            rest: bucket(paragraph.end - self.token - 1),
            style: paragraph.style,
        }
    }

    fn class(&self, token: Option<usize>) -> WordClass {
        self.paragraph.lexicon.classes.of(token.map_or(b"".as_slice(), |number| self.paragraph.token(number)))
    }

    fn forward(&self, steps: usize) -> Option<usize> {
        Some(self.token + steps).filter(|token| *token < self.paragraph.end)
    }

    /// Writes the features of the tokens next to the place.
    pub(crate) fn near(&self, view: &View, out: &mut [u64; NEAR]) {
        let View { last, before, next, kind, so_far, rest, style } = *view;
        let kinds = self.kinds();
        let both = kind | next.shape << 20;
        let facts = [
            (kind, 0),
            (kind, next.shape),
            (both, before.shape),
            (kind, next.word),
            (last.shape | next.shape << 5, last.word),
            (last.word, next.word),
            (kind | 2 << 40, before.word),
            (before.word, next.word ^ last.shape),
            (kind, kinds | next.shape << 12),
            (kind | kinds << 20, next.word),
            (both, so_far),
            (both, rest),
            (both, style),
            (last.word, next.shape | style << 5),
            (next.word, last.shape | style << 5),
            (both, so_far | rest << 4 | u64::from(self.paragraph.finished) << 8),
        ];
        for (number, (fact, (a, b))) in out.iter_mut().zip(facts).enumerate() {
            *fact = mix(number as u64, a, b);
        }
    }

    /// Writes the features of the tokens further away.
    pub(crate) fn far(&self, view: &View, out: &mut [u64; FAR]) {
        let View { last, before, next, kind, so_far, style, .. } = *view;
        let (before2, next2, next3) = (self.seen(self.back(2)), self.seen(self.forward(2)), self.seen(self.forward(3)));
        let both = kind | next.shape << 20;
        let (titled, finished) = (self.small_words(), u64::from(self.paragraph.finished));
        let (last_class, before_class) = (self.class(Some(self.mark)), self.class(self.back(1)));
        let (next_class, next2_class) = (self.class(self.forward(1)), self.class(self.forward(2)));
        let opening = next_class.opens | next_class.named << 5;
        let ending = last_class.ends | last_class.named << 5;
        let opens = u64::from(self.paragraph.lexicon.kinds(self.paragraph.token(self.token + 1)));
        let facts = [
            (both, next2.shape),
            (both, before.shape | next2.shape << 5 | before2.shape << 10),
            (kind | 1 << 40, next2.word),
            (last.shape | next.shape << 5 | before.shape << 10, before2.word),
            (both, self.open_marks()),
            (last.shape | next.shape << 5, self.suffix(Some(self.mark))),
            (both, self.suffix(self.back(1))),
            (next.shape | next2.shape << 5 | last.shape << 10, self.suffix(self.forward(1))),
            (next.shape | next2.shape << 5 | last.shape << 10, self.suffix(self.forward(2))),
            (next.word, next2.word ^ last.shape),
            (next.word, next2.shape | last.shape << 5 | next3.shape << 10),
            (last.shape | next.shape << 5 | 3 << 40, before.len | last.len << 4),
            (last.shape | next.shape << 5 | next2.shape << 10 | next3.shape << 15, style),
            (before.shape | before2.shape << 5 | last.shape << 10 | next.shape << 15, next2.shape | next3.shape << 5),
            (both, self.seen(Some(self.first)).shape | so_far << 5),
            (both | 4 << 40, self.paragraph.rank),
            (both, titled | next2.shape << 3 | next3.shape << 8),
            (both | 6 << 40, titled | so_far << 3 | finished << 8),
            (next.word, titled | last.shape << 3 | 1 << 32),
            (both | 5 << 40, opens | titled << 32 | finished << 36),
            (both | 7 << 40, opens | next2.shape << 32 | last.len << 40),
            (both | 8 << 40, opening),
            (both | 9 << 40, ending),
            (both | 10 << 40, opening | ending << 16),
            (both | 11 << 40, opening | next2_class.packed() << 16),
            (both | 12 << 40, ending | before_class.ends << 10 | before_class.named << 15),
            (kind | 13 << 40, opening | last_class.packed() << 16),
            (next.word, last_class.packed() | last.shape << 20),
            (last.word, opening | next.shape << 20),
            (both | 14 << 40, opening | style << 16 | last_class.ends << 24),
            (both | 15 << 40, opening | so_far << 16 | last_class.ends << 24 | titled << 30),
            (
                next.shape | next2.shape << 5 | last.shape << 10 | 16 << 40,
                opening | ending << 10 | next2_class.packed() << 20,
            ),
            (next.word, next2_class.packed() | next_class.ends << 16 | last_class.ends << 21 | last.shape << 26),
        ];
        for (number, (fact, (a, b))) in out.iter_mut().zip(facts).enumerate() {
            *fact = mix((NEAR + number) as u64, a, b);
        }
    }

    /// All features, those near first.
    pub(crate) fn features(&self) -> [u64; FEATURES] {
        let view = self.view();
        let (mut near, mut far) = ([0; NEAR], [0; FAR]);
        self.near(&view, &mut near);
        self.far(&view, &mut far);
        std::array::from_fn(|at| if at < NEAR { near[at] } else { far[at - NEAR] })
    }

    fn kinds(&self) -> u64 {
        let word = self.paragraph.token(self.mark);
        let kinds: Kinds = match word {
            [.., b'.'] if word.len() > 1 => self.paragraph.lexicon.kinds(&word[..word.len() - 1]),
            _ => 0,
        };
        u64::from(kinds)
    }

    /// How many words of the sentence so far are in lower case: none in a title, or in a list of names.
    fn small_words(&self) -> u64 {
        let from = self.first.max(self.token.saturating_sub(24));
        let small = |token: &usize| self.paragraph.token(*token)[0].is_ascii_lowercase();
        (from..=self.token).filter(small).take(4).count() as u64
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
