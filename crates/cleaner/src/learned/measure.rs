//! What a line's own letters and marks tell, counted in one pass over its words.

use std::ops::Range;

use super::classes::{self, Classes};
use super::hash;
use super::table::Table;
use crate::names::ends_sentence;

/// A word of a line.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Word {
    /// [`hash::word`] of its letters.
    pub(crate) hash: u32,
    /// The classes it is in.
    pub(crate) classes: Classes,
    /// It begins with a capital.
    pub(crate) capital: bool,
    pub(crate) form: Form,
    /// It is of some length and no function word: it says what a text is about.
    pub(crate) content: bool,
}

/// What a word in small letters may be by its ending.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// It is short, in capitals, or ends in no such way.
    Plain,
    /// In "-s": a verb in the present, if no plural.
    Present,
    /// In "-ing".
    Going,
    /// In "-ed", or a listed verb in the past.
    Past,
    Number,
}

/// A kind of mark, at the start or the end of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mark {
    Upper,
    Lower,
    Digit,
    Stop,
    Comma,
    Colon,
    Question,
    Exclamation,
    Quote,
    Bracket,
    Bar,
    Dash,
    Bullet,
    Ellipsis,
    Other,
}

/// The measures of a line.
#[derive(Clone, Debug)]
pub(crate) struct Measures {
    /// Its words, in the page's list.
    pub(crate) words: Range<usize>,
    pub(crate) capitals: usize,
    pub(crate) shouted: usize,
    pub(crate) numbers: usize,
    pub(crate) function: usize,
    pub(crate) past: usize,
    pub(crate) reader: usize,
    /// Words that advertise, ask to share or lead elsewhere.
    pub(crate) promotion: usize,
    /// Words in "-ing".
    pub(crate) ing: usize,
    /// Given names and surnames.
    pub(crate) names: usize,
    /// All classes that one of its words is in.
    pub(crate) classes: Classes,
    pub(crate) first: Mark,
    pub(crate) last: Mark,
    pub(crate) ends: bool,
    pub(crate) quotes: bool,
    pub(crate) bar: bool,
    pub(crate) slash: bool,
    pub(crate) handle: bool,
    pub(crate) clock: bool,
    pub(crate) year: bool,
    /// A bracket is opened and not closed, or closed and not opened.
    pub(crate) open: bool,
    /// It begins with a counter or a length of time: "[1/5]", "2/12", "2:07".
    pub(crate) counter: bool,
    /// A small letter stands right before a capital ("FacebookTwitter").
    pub(crate) glued: bool,
    /// A hash of all words in order.
    pub(crate) hash: u32,
}

impl Measures {
    /// How many words the line has.
    pub(crate) fn len(&self) -> usize {
        self.words.len()
    }

    /// A hash of what the line looks like: a length, a case, the marks at its ends.
    pub(crate) fn look(&self) -> u32 {
        let case = 2 * u32::from(2 * self.capitals >= self.len()) + u32::from(2 * self.shouted >= self.len().max(1));
        let marks = 16 * self.first as u32 + self.last as u32;
        hash::pair(0x100c, hash::pair(marks, 8 * (self.len() as u32 / 4).min(7) + 4 * u32::from(self.clock) + case))
    }
}

/// Measures a line; its words go to the end of `words`.
pub(crate) fn measure(line: &str, known: &Table, words: &mut Vec<Word>) -> Measures {
    let start = words.len();
    let mut found = Measures {
        words: start..start,
        capitals: 0,
        shouted: 0,
        numbers: 0,
        function: 0,
        past: 0,
        reader: 0,
        promotion: 0,
        ing: 0,
        names: 0,
        classes: 0,
        first: line.chars().next().map_or(Mark::Other, mark),
        last: if line.ends_with("...") { Mark::Ellipsis } else { line.chars().next_back().map_or(Mark::Other, mark) },
        ends: ends_sentence(line),
        quotes: line.contains(['“', '"', '”']),
        bar: line.contains(['|', '·', '•', '→', '»', '›']),
        slash: line.contains('/'),
        handle: line.contains(['@', '©', '#']),
        clock: false,
        year: false,
        open: brackets(line),
        counter: is_counted(line),
        glued: false,
        hash: 0,
    };
    for piece in line.split([' ', '\t', '\u{a0}', '\u{2009}', '\u{202f}', '|']) {
        let bare = piece.trim_matches(|c: char| !c.is_alphanumeric());
        let mut rest = bare;
        while let Some(at) = glue(rest) {
            words.push(found.read(&rest[..at], known));
            found.glued = true;
            rest = &rest[at..];
        }
        if !rest.is_empty() {
            words.push(found.read(rest, known));
        }
    }
    found.words = start..words.len();
    found
}

impl Measures {
    fn read(&mut self, bare: &str, known: &Table) -> Word {
        let bytes = bare.as_bytes();
        let hash = hash::word(bare);
        let classes = known.get(hash);
        let capital = bare.starts_with(char::is_uppercase);
        let digits = bytes.iter().filter(|b| b.is_ascii_digit()).count();
        self.classes |= classes;
        self.capitals += usize::from(capital);
        self.shouted += usize::from(bytes.len() > 1 && digits == 0 && !bytes.iter().any(u8::is_ascii_lowercase));
        self.numbers += usize::from(digits > 0);
        self.function += usize::from(classes & classes::FUNCTION != 0);
        self.past += usize::from(classes & classes::PAST != 0 || (bytes.len() > 4 && bytes.ends_with(b"ed")));
        self.reader += usize::from(classes & classes::READER != 0);
        const PROMOTION: Classes = classes::PROMOTION | classes::SHARING | classes::NAVIGATION;
        self.promotion += usize::from(classes & PROMOTION != 0);
        self.names += usize::from(capital && classes & (classes::GIVEN | classes::SURNAME) != 0);
        self.clock |= digits > 1 && bytes[1..].iter().any(|b| matches!(b, b':' | b'.')) && bytes.len() <= 8;
        self.year |= digits == 4 && bytes.len() == 4 && matches!(bytes[0], b'1' | b'2');
        self.ing += usize::from(bytes.len() > 5 && bytes.ends_with(b"ing"));
        self.hash = hash::pair(self.hash, hash);
        let content = bytes.len() >= 4 && classes & classes::FUNCTION == 0 && digits == 0;
        Word { hash, classes, capital, form: form(bytes, classes, digits), content }
    }
}

fn form(word: &[u8], classes: Classes, digits: usize) -> Form {
    let small = word.first().is_some_and(u8::is_ascii_lowercase) && classes & classes::FUNCTION == 0;
    match word {
        _ if digits > 0 => Form::Number,
        _ if !small || word.len() < 4 => Form::Plain,
        [.., b'e', b'd'] => Form::Past,
        _ if classes & classes::PAST != 0 => Form::Past,
        [.., b'i', b'n', b'g'] => Form::Going,
        [.., b's' | b'u', b's'] => Form::Plain,
        [.., b's'] => Form::Present,
        _ => Form::Plain,
    }
}

fn brackets(line: &str) -> bool {
    let count = |mark: u8| line.bytes().filter(|byte| *byte == mark).count();
    count(b'(') != count(b')')
}

fn is_counted(line: &str) -> bool {
    let inner = line.trim_start_matches(['[', '(']);
    let digits = inner.bytes().take_while(u8::is_ascii_digit).count();
    let rest = &inner.as_bytes()[digits..];
    (1..=3).contains(&digits)
        && matches!(rest, [b'/' | b':', next, ..] if next.is_ascii_digit())
        && rest[1..].iter().take_while(|byte| byte.is_ascii_digit()).count() <= 3
}

/// Where a word ends that another goes on without a blank ("FacebookTwitter", "21:00Mara", "byMara"). Names such as
/// "McCarthy" have one small letter before the capital.
fn glue(word: &str) -> Option<usize> {
    let bytes = word.as_bytes();
    let ends = |window: &[u8]| {
        window[2].is_ascii_uppercase()
            && ((window[0].is_ascii_lowercase() && window[1].is_ascii_lowercase())
                || (window[0].is_ascii_digit() && window[1].is_ascii_digit()))
    };
    bytes.windows(3).position(ends).map(|at| at + 2).filter(|at| word.len() > at + 1)
}

fn mark(c: char) -> Mark {
    match c {
        '0'..='9' => Mark::Digit,
        '.' => Mark::Stop,
        '…' => Mark::Ellipsis,
        ',' | ';' => Mark::Comma,
        ':' => Mark::Colon,
        '?' => Mark::Question,
        '!' => Mark::Exclamation,
        '“' | '”' | '"' | '‘' | '’' | '\'' | '«' | '»' => Mark::Quote,
        '(' | ')' | '[' | ']' => Mark::Bracket,
        '|' | '/' | '›' | '>' => Mark::Bar,
        '-' | '–' | '—' => Mark::Dash,
        '•' | '*' | '·' | '▪' | '●' => Mark::Bullet,
        _ if c.is_uppercase() => Mark::Upper,
        _ if c.is_lowercase() => Mark::Lower,
        _ => Mark::Other,
    }
}
