//! The quotation marks of an area, each with what it can do where it stands.

use copydesk_core::Span;

/// Which pairs a mark can belong to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    /// `"`, or two apostrophes: opens and closes.
    Straight,
    /// `“`, `«`, `„`, two backticks: opens, but closes where it cannot open.
    Opening,
    /// `”`, `»`: closes, but opens where it cannot close.
    Closing,
    /// `‘`, a backtick: opens, or stands for an apostrophe.
    SingleOpening,
    /// `’`, `'`: opens, closes, or is an apostrophe.
    Apostrophe,
}

impl Shape {
    pub(crate) const fn is_single(self) -> bool {
        matches!(self, Self::SingleOpening | Self::Apostrophe)
    }
}

/// A quotation mark and its surroundings.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Mark {
    /// Where it stands.
    pub(crate) span: Span,
    /// Which kind it is.
    pub(crate) shape: Shape,
    /// What stands before it.
    pub(crate) before: Side,
    /// What stands behind it.
    pub(crate) after: Side,
    /// Whether an elision or a year follows ("’em", "’09").
    pub(crate) elides: bool,
    /// Whether an s stands before it, as in a plural's possessive.
    pub(crate) after_s: bool,
}

/// What stands beside a mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Side {
    /// White space, or the area's border.
    Space,
    /// A letter or digit.
    Word,
    /// An opening bracket, a dash or a slash.
    Opener,
    /// A stop, comma, or another mark that ends something.
    Stop,
    /// Another quotation mark.
    Mark,
}

impl Mark {
    /// Whether something can begin here: nothing but space, a bracket or another mark before it.
    pub(crate) fn can_open(&self) -> bool {
        matches!(self.before, Side::Space | Side::Opener | Side::Mark) && self.after != Side::Space
    }

    /// Whether something can end here.
    pub(crate) fn can_close(&self) -> bool {
        self.before != Side::Space && self.after != Side::Word
    }

    /// Whether something must begin here, if anything does.
    pub(crate) fn must_open(&self) -> bool {
        matches!(self.before, Side::Space | Side::Opener) && matches!(self.after, Side::Word | Side::Mark)
    }
}

/// The bytes that marks and tags begin with.
const BEGINS: [bool; 256] = {
    let mut begins = [false; 256];
    let mut at = 0;
    let bytes = b"\"'`<\xc2\xe2";
    while at < bytes.len() {
        begins[bytes[at] as usize] = true;
        at += 1;
    }
    begins
};

const ELISIONS: &str = include_str!("../data/elisions.txt");

/// Appends the marks inside `area` to `marks`. Tags left over from markup are passed over, marks and all.
pub(crate) fn find(text: &str, area: Span, marks: &mut Vec<Mark>) {
    let bytes = text.as_bytes();
    let mut at = area.start() as usize;
    let end = area.end() as usize;
    while let Some(next) = bytes[at..end].iter().position(|byte| BEGINS[*byte as usize]) {
        at += next;
        if bytes[at] == b'<' {
            at = behind_tag(bytes, at, end);
        } else if let Some((len, shape)) = shape_at(&bytes[at..end]) {
            let range = at..at + len;
            marks.push(look(text, area, range, shape));
            at += len;
        } else {
            at += 1;
        }
    }
}

/// The offset behind a tag, or behind its bracket if it is none. A tag is at most a kilobyte long.
pub(crate) fn behind_tag(bytes: &[u8], at: usize, end: usize) -> usize {
    let names = bytes.get(at + 1).is_some_and(|byte| byte.is_ascii_alphabetic() || *byte == b'/');
    let reach = end.min(at + 1024);
    let close = if names { bytes[at + 1..reach].iter().position(|byte| matches!(byte, b'>' | b'<')) } else { None };
    match close {
        Some(len) if bytes[at + 1 + len] == b'>' => at + len + 2,
        _ => at + 1,
    }
}

fn shape_at(bytes: &[u8]) -> Option<(usize, Shape)> {
    match bytes {
        [b'"', ..] => Some((1, Shape::Straight)),
        [b'\'', b'\'', ..] => Some((2, Shape::Straight)),
        [b'\'', ..] => Some((1, Shape::Apostrophe)),
        [b'`', b'`', ..] => Some((2, Shape::Opening)),
        [b'`', ..] => Some((1, Shape::SingleOpening)),
        [0xc2, 0xab, ..] => Some((2, Shape::Opening)),
        [0xc2, 0xbb, ..] => Some((2, Shape::Closing)),
        [0xe2, 0x80, 0x99, 0xe2, 0x80, 0x99, ..] => Some((6, Shape::Closing)),
        [0xe2, 0x80, 0x98, 0xe2, 0x80, 0x98, ..] => Some((6, Shape::Opening)),
        [0xe2, 0x80, last, ..] => match last {
            0x98 | 0x9a | 0xb9 => Some((3, Shape::SingleOpening)),
            0x99 | 0xba => Some((3, Shape::Apostrophe)),
            0x9c | 0x9e | 0x9f => Some((3, Shape::Opening)),
            0x9d => Some((3, Shape::Closing)),
            _ => None,
        },
        _ => None,
    }
}

fn look(text: &str, area: Span, range: std::ops::Range<usize>, shape: Shape) -> Mark {
    let before = text[area.start() as usize..range.start].chars().next_back();
    let rest = &text[range.end..area.end() as usize];
    let before_it = side(before);
    Mark {
        span: Span::from_range(range),
        shape,
        before: before_it,
        after: side(rest.chars().next()),
        elides: shape.is_single() && before_it != Side::Word && elides(rest),
        after_s: matches!(before, Some('s' | 'S' | 'z' | 'x')),
    }
}

fn side(c: Option<char>) -> Side {
    match c {
        None => Side::Space,
        Some(c) if c.is_whitespace() => Side::Space,
        Some(c) if c.is_alphanumeric() || c == '$' || c == '#' || c == '@' || c == '£' => Side::Word,
        Some('(' | '[' | '{' | '-' | '–' | '—' | '/') => Side::Opener,
        Some('"' | '“' | '”' | '„' | '«' | '»' | '‘' | '’' | '\'' | '`') => Side::Mark,
        Some(_) => Side::Stop,
    }
}

fn elides(rest: &str) -> bool {
    let word = &rest[..rest.bytes().take(8).take_while(u8::is_ascii_alphanumeric).count()];
    let year = word.len() >= 2 && word.bytes().take(2).all(|byte| byte.is_ascii_digit());
    let short_year = year && matches!(word.len(), 2 | 3);
    short_year || (!word.is_empty() && ELISIONS.lines().any(|elision| elision.eq_ignore_ascii_case(word)))
}
