//! Walks through a text from white space to white space and cuts each field into words.
//!
//! A field of letters, or of letters and a comma, is a word (and a comma) at once; all others go to [`field`](crate::field).

use copydesk_core::{Budget, Span, StageError};
use copydesk_layers::Token;

use crate::class::{ALNUM, HIGH, LETTER, LOWER, SPACE, class, is, space_len};
use crate::lexicon::{ABBREVIATION, Lexicon};
use crate::short;

/// A place where a sentence may end.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Break {
    /// The number of the token before it.
    pub(crate) token: u32,
    /// Where the line starts that ends here, if one does.
    pub(crate) line: Option<u32>,
}

/// A paragraph: where its tokens and its breaks start.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ParagraphStart {
    pub(crate) token: u32,
    pub(crate) first_break: u32,
}

impl ParagraphStart {
    pub(crate) fn new(token: usize, first_break: usize) -> Self {
        Self { token: offset(token), first_break: offset(first_break) }
    }
}

/// The words of a text so far, and the places where a sentence may end in the paragraph at hand.
pub(crate) struct Words<'a> {
    pub(crate) text: &'a str,
    pub(crate) bytes: &'a [u8],
    pub(crate) lexicon: &'a Lexicon,
    pub(crate) tokens: Vec<Token>,
    pub(crate) breaks: &'a mut Vec<Break>,
}

/// The white space between two fields.
#[derive(Clone, Copy, Default)]
struct Gap {
    end: usize,
    lines: u32,
}

const FIELDS_PER_CHECK: u32 = 256;
/// How far plain words are cut before the budget is looked at again.
const BYTES_AT_ONCE: usize = 1 << 16;

impl<'a> Words<'a> {
    pub(crate) fn new(text: &'a str, lexicon: &'a Lexicon, breaks: &'a mut Vec<Break>) -> Self {
        let tokens = Vec::with_capacity(text.len() / 5 + 8);
        Self { text, bytes: text.as_bytes(), lexicon, tokens, breaks }
    }

    /// Cuts one paragraph: from `at` to the next blank line, or to `end`. Returns where the next one starts.
    pub(crate) fn paragraph(&mut self, at: usize, end: usize, budget: &Budget) -> Result<usize, StageError> {
        let mut at = self.gap(at, end).end;
        let mut line = at;
        let mut fields = 0_u32;
        while at < end {
            fields += 1;
            if fields.is_multiple_of(FIELDS_PER_CHECK) {
                budget.check()?;
            }
            at = self.plain_words(at, end);
            if at == end {
                break;
            }
            let stop = self.field(at, end);
            let gap = self.gap(stop, end);
            if gap.lines > 1 {
                return Ok(gap.end);
            }
            if gap.lines == 1 {
                self.mark_break(Some(offset(line)));
                line = gap.end;
            } else if self.may_end(stop, gap.end, end) {
                self.mark_break(None);
            }
            at = gap.end;
        }
        Ok(end)
    }

    /// Cuts words of up to fifteen letters, and a comma or full stop after them, as long as one space and another letter or
    /// digit follow, which is most of any text. Returns where the first other field starts.
    fn plain_words(&mut self, mut at: usize, end: usize) -> usize {
        let most = at + BYTES_AT_ONCE;
        while let Some(both) = self.bytes.get(at..at + 16).filter(|_| at < most) {
            let (len, mut what) = plain_word(both);
            let Some(&after) = both.get(len).filter(|_| len > 0) else { break };
            let marked = usize::from(after != b' ');
            let next = at + len + marked + 1;
            if next >= end || self.bytes[next - 1] != b' ' {
                break;
            }
            let class = class(self.bytes[next]);
            let marked_letter = || matches!(self.bytes.get(next + 1), Some(b'.' | b')'));
            if class & ALNUM == 0 || class == LOWER && marked_letter() && self.may_open(next, end) {
                break;
            }
            if marked == 1 && !self.is_mark_behind(at, at + len) {
                break;
            }
            match short::cut(&both[..len], what) {
                0 => self.push(at, at + len),
                cut => self.two(at, at + cut, at + len),
            }
            if marked == 1 {
                self.push(at + len, at + len + 1);
                what = 0;
            }
            if after == b'.' || class != LOWER && what & short::CARRIES_ON == 0 {
                self.mark_break(None);
            }
            at = next;
        }
        at
    }

    /// Whether what stands at `end`, after letters alone, is a comma or a full stop.
    fn is_mark_behind(&self, start: usize, end: usize) -> bool {
        match self.bytes[end] {
            b',' => end > start,
            b'.' => self.is_full_stop(start, end),
            _ => false,
        }
    }

    /// Whether a period after these letters cannot belong to them.
    #[inline]
    fn is_full_stop(&self, start: usize, end: usize) -> bool {
        end - start > 1 && self.lexicon.kinds(&self.bytes[start..end]) & ABBREVIATION == 0
    }

    /// Whether a sentence may end with the field that stops at `stop`: not between words when the second is in lower case.
    #[inline]
    fn may_end(&self, stop: usize, next: usize, end: usize) -> bool {
        let last = self.bytes[stop - 1];
        !(is(last, ALNUM) || last == b',') || next < end && self.may_open(next, end)
    }

    /// Whether a field that starts at `at` may open a sentence without a final mark before it.
    #[inline]
    fn may_open(&self, at: usize, end: usize) -> bool {
        match class(self.bytes[at]) {
            LOWER => end - at > 2 && matches!(self.bytes[at + 1], b'.' | b')') && is(self.bytes[at + 2], SPACE),
            HIGH => matches!(
                &self.bytes[at..end.min(at + 3)],
                [0xE2, 0x80, 0xA2] | [0xE2, 0x81, 0x83] | [0xE2, 0x96 | 0x97, _]
            ),
            _ => true,
        }
    }

    pub(crate) fn mark_break(&mut self, line: Option<u32>) {
        let token = u32::try_from(self.tokens.len()).expect("fewer tokens than bytes") - 1;
        self.breaks.push(Break { token, line });
    }

    #[inline]
    fn gap(&self, at: usize, end: usize) -> Gap {
        if at + 1 < end && self.bytes[at] == b' ' && is(self.bytes[at + 1], ALNUM) {
            return Gap { end: at + 1, lines: 0 };
        }
        self.long_gap(at, end)
    }

    fn long_gap(&self, at: usize, end: usize) -> Gap {
        let mut gap = Gap { end: at, lines: 0 };
        while gap.end < end {
            let len = space_len(self.bytes, gap.end);
            if len == 0 {
                break;
            }
            gap.lines += line_ends(&self.bytes[gap.end..end.min(gap.end + len + 1)], len);
            gap.end += len;
        }
        gap
    }

    /// Cuts the field that starts at `at`, and returns where it stops.
    fn field(&mut self, at: usize, end: usize) -> usize {
        let mut stop = at;
        let mut seen = 0;
        let mut last = 0;
        while stop < end {
            let class = class(self.bytes[stop]);
            if class & (SPACE | HIGH) != 0 && (class == SPACE || space_len(self.bytes, stop) > 0) {
                break;
            }
            seen |= last;
            last = class;
            stop += 1;
        }
        if (seen | last) & !LETTER == 0 {
            self.letters(at, stop);
        } else if seen & !LETTER == 0 && self.is_mark_behind(at, stop - 1) {
            self.letters(at, stop - 1);
            self.push(stop - 1, stop);
        } else {
            self.cut(at, stop, end);
        }
        stop
    }

    /// A word of letters alone: one token, or two ("cannot").
    #[inline]
    pub(crate) fn letters(&mut self, start: usize, end: usize) {
        let word = &self.bytes[start..end];
        let cut = if word.len() > 8 { 0 } else { short::cut(word, short::look(short::key(word))) };
        if cut == 0 { self.push(start, end) } else { self.two(start, start + cut, end) }
    }

    fn two(&mut self, start: usize, cut: usize, end: usize) {
        self.push(start, cut);
        self.push(cut, end);
    }

    #[inline]
    pub(crate) fn push(&mut self, start: usize, end: usize) {
        self.tokens.push(Token::new(Span::new(offset(start), offset(end))));
    }
}

/// The length of the word of letters that sixteen bytes begin with, and what is known of it; sixteen where it goes on.
#[inline]
fn plain_word(bytes: &[u8]) -> (usize, u8) {
    let eight = |from| u64::from_le_bytes(bytes[from..from + 8].try_into().expect("eight bytes"));
    let small = eight(0) | (EACH * 0x20);
    match letters(eight(0)) {
        8 => match letters(eight(8)) {
            0 => (8, short::look(small)),
            more => (8 + more, 0),
        },
        len => (len, short::look(small & !(u64::MAX << (8 * len)))),
    }
}

/// One in each byte.
const EACH: u64 = 0x0101_0101_0101_0101;

/// How many of the low bytes of `eight` are ASCII letters before the first that is none.
#[inline]
fn letters(eight: u64) -> usize {
    let small = (eight | (EACH * 0x20)) & (EACH * 0x7f);
    let from_a = small + EACH * (0x80 - 0x61);
    let beyond_z = small + EACH * (0x80 - 0x7b);
    let others = !(from_a & !beyond_z & !eight) & (EACH * 0x80);
    others.trailing_zeros() as usize / 8
}

#[expect(clippy::cast_possible_truncation, reason = "an article is shorter than 4 GiB")]
pub(crate) fn offset(at: usize) -> u32 {
    at as u32
}

/// How many lines end with this white space character: a line feed, a return that no line feed follows, and so on; two for a
/// paragraph separator. `bytes` holds the character and the byte after it.
fn line_ends(bytes: &[u8], len: usize) -> u32 {
    match (&bytes[..len], bytes.get(len)) {
        ([b'\r'], Some(b'\n')) => 0,
        ([b'\n' | b'\r' | 0x0B | 0x0C] | [0xC2, 0x85] | [0xE2, 0x80, 0xA8], _) => 1,
        ([0xE2, 0x80, 0xA9], _) => 2,
        _ => 0,
    }
}
