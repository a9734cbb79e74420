//! Cuts marks: runs of dots and dashes, quotation marks, tags, handles, emoticons.

use copydesk_core::Span;

use crate::class::{ALNUM, DIGIT, LETTER, LOWER, UPPER, is};
use crate::field::Field;
use crate::lexicon::EXCLAIMED;
use crate::period::next_word;
use crate::words::{Words, offset};

impl Words<'_> {
    /// A mark of ASCII at `at`; returns where its token ends.
    pub(crate) fn mark(&mut self, at: usize, field: Field) -> usize {
        if let Some(end) = self.emoticon(at, field) {
            self.push(at, end);
            return end;
        }
        if self.bytes[at] == b'!' && self.marks_name(at, field) {
            return at + 1;
        }
        let next = self.bytes[..field.end].get(at + 1).copied().unwrap_or(b' ');
        match self.bytes[at] {
            b'.' if is(next, DIGIT) && !self.follows_word(at, field) => return self.word_after_mark(at, field),
            b'.' if is(next, LETTER) && at == field.start => return self.word_after_mark(at, field),
            b'+' if is(next, DIGIT) && at == field.start => return self.word_after_mark(at, field),
            b'\'' | b'`' => return self.apostrophe(at, at + 1, field),
            _ => {}
        }
        let end = self.mark_end(at, next, field);
        self.push(at, end);
        if matches!(self.bytes[at], b'.' | b'!' | b'?') && end < field.end && self.is_word_at(end, field.end) {
            self.mark_break(None);
        }
        end
    }

    /// Whether the `!` at `at` belongs to the name before it; if so, takes it in.
    fn marks_name(&mut self, at: usize, field: Field) -> bool {
        let Some(name) = self.tokens.last().map(|token| token.span).filter(|span| span.end() as usize == at) else {
            return false;
        };
        let known =
            self.lexicon.kinds(&self.bytes[name.range()]) & EXCLAIMED != 0 && is(self.bytes[name.range()][0], UPPER);
        let next = next_word(self, at + 1, field);
        let quoted = field.end > at + 1 && self.bytes[at + 1] != b'\'';
        let inside = next.first().is_some_and(|byte| is(*byte, LOWER)) || quoted && !self.is_word_at(at + 1, field.end);
        if known && inside {
            let number = self.tokens.len() - 1;
            self.tokens[number].span = Span::new(name.start(), offset(at + 1));
        }
        known && inside
    }

    fn follows_word(&self, at: usize, field: Field) -> bool {
        at > field.start && is(self.bytes[at - 1], ALNUM)
    }

    /// ".5", ".com", "+44": the mark and the word after it are one token.
    fn word_after_mark(&mut self, at: usize, field: Field) -> usize {
        let first = self.tokens.len();
        let end = self.word(at + 1, field);
        let token = &mut self.tokens[first];
        token.span = Span::new(offset(at), token.span.end());
        end
    }

    fn mark_end(&self, at: usize, next: u8, field: Field) -> usize {
        let run = |from: usize, fits: &dyn Fn(u8) -> bool| {
            (from..field.end).find(|i| !fits(self.bytes[*i])).unwrap_or(field.end)
        };
        match self.bytes[at] {
            b'.' | b'!' | b'?' => run(at, &|b| matches!(b, b'.' | b'!' | b'?')),
            b'#' if is(next, LETTER) => run(at + 1, &|b| is(b, ALNUM) || b == b'_'),
            b'@' if is(next, ALNUM) => self.handle_end(at, field),
            b'$' => run(at, &|b| b == b'$'),
            b'-' | b'=' | b'*' | b'_' | b'+' | b'~' | b'<' | b'>' | b'|' | b'#' => self.rule_end(at, field),
            _ => at + 1,
        }
    }

    fn handle_end(&self, at: usize, field: Field) -> usize {
        let inner = |i: usize| is(self.bytes[i], ALNUM) || matches!(self.bytes[i], b'_' | b'.');
        let mut end = (at + 1..field.end).find(|i| !inner(*i)).unwrap_or(field.end);
        while self.bytes[end - 1] == b'.' {
            end -= 1;
        }
        end
    }

    /// A ruled line or an arrow: "--", "***", "->", "*~*~*".
    fn rule_end(&self, at: usize, field: Field) -> usize {
        let first = self.bytes[at];
        let same = (at..field.end).find(|i| self.bytes[*i] != first).unwrap_or(field.end);
        let mixed = |b: u8| matches!(b, b'-' | b'=' | b'*' | b'_' | b'+' | b'~' | b'<' | b'>' | b'|');
        let reach = field.end.min(at.max(same - 1) + MIXED);
        let end = (at..reach).find(|i| !mixed(self.bytes[*i])).unwrap_or(reach);
        let drawn = self.bytes[at..end.max(at)].iter().any(|b| matches!(b, b'-' | b'=' | b'~'));
        let opens = end > at && self.bytes[end - 1] == b'<' && first != b'<';
        if drawn && end > same && !opens { end } else { same }
    }

    /// An apostrophe or a single quotation mark from `at` to `end`.
    pub(crate) fn apostrophe(&mut self, at: usize, end: usize, field: Field) -> usize {
        let width = end - at;
        let rest = &self.bytes[end..field.end];
        let word_len = rest.iter().position(|b| !is(*b, ALNUM)).unwrap_or(rest.len());
        let stop = if rest.starts_with(&self.bytes[at..end]) || (width == 3 && rest.starts_with("\u{2019}".as_bytes()))
        {
            end + width
        } else if !self.follows_word(at, field) && clipped(&rest[..word_len]) {
            end + word_len
        } else {
            end
        };
        self.push(at, stop);
        stop
    }

    fn emoticon(&self, at: usize, field: Field) -> Option<usize> {
        if !matches!(self.bytes[at], b':' | b';' | b'=' | b'^' | b'(' | b'<' | b'>' | b'-') {
            return None;
        }
        if at > field.start && is(self.bytes[at - 1], DIGIT) {
            return None;
        }
        let rest = &self.bytes[at..field.end];
        let found = EMOTICONS.iter().find(|face| rest.starts_with(face))?;
        let after = &rest[found.len()..];
        let alone =
            after.is_empty() || at == field.start && after.iter().all(|b| matches!(b, b'.' | b',' | b'!' | b'?'));
        (alone && !self.bytes[field.start..at].contains(&b'(')).then_some(at + found.len())
    }
}

/// How far a line drawn with several marks reaches beyond its first mark's run.
const MIXED: usize = 80;

/// Longer ones first.
const EMOTICONS: [&[u8]; 24] = [
    b":'-(", b">:(", b":'(", b":-)", b":-(", b":-D", b":-P", b";-)", b"^_^", b"-_-", b":)", b":(", b";)", b":D", b":P",
    b";P", b":/", b"=)", b"=(", b"(:", b"(;", b":p", b"<3", b":|",
];

/// A word that an apostrophe shortens at its front: "'90s", "'em", "'s".
fn clipped(word: &[u8]) -> bool {
    const WORDS: [&[u8]; 16] = [
        b"bout", b"cause", b"em", b"ll", b"m", b"n", b"re", b"s", b"til", b"till", b"tis", b"twas", b"ve", b"d",
        b"round", b"cos",
    ];
    let year = word.len() >= 2
        && word[..2].iter().all(u8::is_ascii_digit)
        && (word.len() == 2 || word.len() == 3 && word[2] == b's');
    year || WORDS.iter().any(|known| word.eq_ignore_ascii_case(known))
}
