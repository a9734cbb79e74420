//! Cuts a field that is not letters alone: words, numbers, marks.

use crate::address;
use crate::class::{ALNUM, DIGIT, HIGH, LETTER, LOWER, UPPER, is, is_emoji, is_word_char, modifies_emoji};
use crate::clitic;
use crate::hyphen;
use crate::number;
use crate::period;
use crate::words::Words;

/// A field and what lies around it.
#[derive(Clone, Copy)]
pub(crate) struct Field {
    pub(crate) start: usize,
    pub(crate) end: usize,
    /// The end of the paragraph's text, for looking at the next word.
    pub(crate) text_end: usize,
}

impl Words<'_> {
    /// Cuts the field from `start` to `end`.
    pub(crate) fn cut(&mut self, start: usize, end: usize, text_end: usize) {
        let field = Field { start, end, text_end };
        let mut at = start;
        while at < end {
            at = if is(self.bytes[at], ALNUM) {
                self.word(at, field)
            } else if is(self.bytes[at], HIGH) {
                self.high(at, field)
            } else {
                self.mark(at, field)
            };
        }
    }

    /// A word that starts at `at`; returns where it ends.
    pub(crate) fn word(&mut self, at: usize, field: Field) -> usize {
        if let Some(end) = self.address(at, field) {
            self.push(at, end);
            return end;
        }
        let end = self.word_end(at, field);
        if period::stays(self, at, end, field) {
            self.parts(at, end, end + 1);
            return end + 1;
        }
        self.parts(at, end, end);
        end
    }

    fn address(&self, at: usize, field: Field) -> Option<usize> {
        let marked = |b: &u8| matches!(b, b'@' | b':' | b'.');
        if field.end - at < 5 || !self.bytes[at..field.end.min(at + 64)].iter().any(marked) {
            return None;
        }
        address::end(self.bytes, at, field.end)
    }

    fn word_end(&self, at: usize, field: Field) -> usize {
        let mut end = at;
        while end < field.end {
            let byte = self.bytes[end];
            if is(byte, ALNUM) {
                end += 1;
                continue;
            }
            if byte == b'.'
                && end > at
                && let Some(stop) = self.host(at, end, field)
            {
                return stop;
            }
            match self.joiner(at, end, field) {
                0 => break,
                len if byte == b'$' => return end + len,
                len => end += len,
            }
        }
        end
    }

    fn host(&self, at: usize, dot: usize, field: Field) -> Option<usize> {
        let next = *self.bytes.get(dot + 1).filter(|_| dot + 1 < field.end)?;
        let plain = is(next, LETTER) && is(self.bytes[dot - 1], ALNUM) && dot - at > 1;
        if plain { address::host(self.bytes, at, dot, field.end, self.lexicon) } else { None }
    }

    /// The length of the character at `end` if it belongs to the word that started at `at`, else 0.
    fn joiner(&self, at: usize, end: usize, field: Field) -> usize {
        let byte = self.bytes[end];
        if is(byte, HIGH) {
            return self.high_joiner(at, end, field);
        }
        if end == at {
            return 0;
        }
        let word = &self.bytes[at..end];
        let Some(&next) = self.bytes[..field.end].get(end + 1) else {
            return usize::from(byte == b'-' && hyphen::stays_at_end(word, self.lexicon) || is_money(word, byte));
        };
        if is_money(word, byte) {
            return 1;
        }
        let last = self.bytes[end - 1];
        if !(is(next, ALNUM | HIGH) && is(last, ALNUM | HIGH)) {
            return 0;
        }
        usize::from(self.joins(word, byte, last, next, &self.bytes[end + 1..field.end]))
    }

    fn joins(&self, word: &[u8], byte: u8, last: u8, next: u8, rest: &[u8]) -> bool {
        let numbers = is(last, DIGIT) && is(next, DIGIT);
        match byte {
            b'.' => numbers || period::joins(word, rest),
            b',' | b':' => numbers,
            b'\'' => is(next, LETTER),
            b'`' => is(last, LETTER) && next == b's',
            b'_' => true,
            b'@' => is(last, ALNUM) && is(next, ALNUM),
            b'*' => is(last, LETTER) && is(next, LETTER),
            b'&' => ampersand_joins(word, rest),
            b'/' if numbers => number::slash_joins(word, rest),
            b'/' => short_slash(word, rest),
            b'-' if numbers => number::hyphen_joins(word, rest),
            b'-' => is(next, LETTER | DIGIT) && hyphen::joins(word, self.lexicon),
            _ => false,
        }
    }

    fn high_joiner(&self, at: usize, end: usize, field: Field) -> usize {
        let c = self.char_at(end);
        let len = c.len_utf8();
        let apostrophe = c == '\u{2019}'
            && end > at
            && end + len < field.end
            && is(self.bytes[end + len], LETTER)
            && is(self.bytes[end - 1], ALNUM | HIGH);
        if is_word_char(c) || apostrophe { len } else { 0 }
    }

    pub(crate) fn char_at(&self, at: usize) -> char {
        self.text[at..].chars().next().expect("a field is cut at characters")
    }

    /// Pushes the parts of the word from `start` to `end`, the last of which runs to `stop`.
    fn parts(&mut self, start: usize, end: usize, stop: usize) {
        let mut start = start;
        if is(self.bytes[start], DIGIT) {
            let cut = number::unit(&self.bytes[start..end], self.lexicon);
            if cut > 0 {
                self.push(start, start + cut);
                start += cut;
            }
        }
        let word = &self.bytes[start..end];
        if let [b'Q' | b'H', b'1'..=b'4'] = word {
            self.push(start, start + 1);
            start += 1;
        }
        self.clitics(start, end, stop);
    }

    fn clitics(&mut self, start: usize, end: usize, stop: usize) {
        let word = &self.bytes[start..end];
        let cut = clitic::last_part(word);
        if cut == 0 {
            if end == stop && word.iter().all(|b| is(*b, LETTER)) {
                self.letters(start, end);
            } else {
                self.push(start, stop);
            }
            return;
        }
        let before = clitic::last_part(&word[..cut]);
        if before > 0 {
            self.push(start, start + before);
        }
        self.push(start + before, start + cut);
        self.push(start + cut, stop);
    }

    /// A character outside ASCII that starts no word yet.
    fn high(&mut self, at: usize, field: Field) -> usize {
        let c = self.char_at(at);
        if is_word_char(c) {
            return self.word(at, field);
        }
        let end = at + c.len_utf8();
        let end = match c {
            '\u{2018}' | '\u{2019}' => return self.apostrophe(at, end, field),
            '\u{2026}' if self.bytes[..field.end].get(end) == Some(&b'.') => end + 1,
            _ if is_emoji(c) => self.emoji_end(c, end, field),
            _ => end,
        };
        self.push(at, end);
        end
    }

    fn emoji_end(&self, first: char, mut end: usize, field: Field) -> usize {
        let mut last = first;
        for c in self.text[end..field.end].chars() {
            let flag = is_regional(last) && is_regional(c) && last == first;
            if !(modifies_emoji(c) || last == '\u{200d}' && is_emoji(c) || flag) {
                break;
            }
            last = if flag { '\0' } else { c };
            end += c.len_utf8();
        }
        end
    }

    pub(crate) fn is_word_at(&self, at: usize, end: usize) -> bool {
        at < end && (is(self.bytes[at], ALNUM) || is(self.bytes[at], HIGH) && is_word_char(self.char_at(at)))
    }
}

fn is_regional(c: char) -> bool {
    matches!(c, '\u{1f1e6}'..='\u{1f1ff}')
}

/// "US$", "A$".
fn is_money(word: &[u8], byte: u8) -> bool {
    byte == b'$' && word.len() <= 3 && word.iter().all(|b| is(*b, UPPER))
}

/// "AT&T", "PG&E", "p&l": short on both sides.
fn ampersand_joins(word: &[u8], rest: &[u8]) -> bool {
    let len = rest.iter().position(|b| !is(*b, LETTER)).unwrap_or(rest.len());
    let same = |b: &u8| is(*b, if is(word[0], UPPER) { UPPER } else { LOWER });
    word.len() <= 3 && (1..=3).contains(&len) && word.iter().chain(&rest[..len]).all(same)
}

/// "s/he", "w/o", "n/a".
fn short_slash(word: &[u8], rest: &[u8]) -> bool {
    let len = rest.iter().position(|b| !is(*b, ALNUM)).unwrap_or(rest.len());
    word.len() == 1 && is(word[0], LETTER) && len <= 3 && rest[..len].iter().all(|b| is(*b, LETTER))
}
