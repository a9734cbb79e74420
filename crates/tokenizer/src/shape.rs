//! What a token looks like, for the features of the boundary scorer.

use crate::class::{ALNUM, DIGIT, HIGH, LOWER, MARK, UPPER, class, is};

/// The look of a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Shape {
    /// There is no token.
    Nothing,
    /// A word in lower case.
    Lower,
    /// A word with a capital and small letters.
    Capitalized,
    /// Capitals alone.
    Upper,
    /// One capital.
    Letter,
    /// Digits, with or without points and commas.
    Number,
    /// Letters and digits.
    Mixed,
    /// An address: `@`, `://` or `www.`.
    Address,
    /// One full stop.
    Period,
    /// A word with its period.
    Abbreviation,
    /// Several dots.
    Dots,
    /// A question mark, also among others.
    Question,
    /// An exclamation mark, also among others.
    Exclamation,
    /// A comma.
    Comma,
    /// A colon.
    Colon,
    /// A semicolon.
    Semicolon,
    /// A hyphen.
    Hyphen,
    /// A dash, or two hyphens.
    Dash,
    /// A straight quotation mark.
    Quote,
    /// A mark that only opens.
    Open,
    /// A mark that only closes.
    Close,
    /// A round bracket that opens.
    OpenBracket,
    /// A round bracket that closes.
    CloseBracket,
    /// A sign at the front of list items.
    Bullet,
    /// A ruled line, an arrow, an emoticon.
    Drawing,
    /// A part of a word ("'s", "n't").
    Clitic,
    /// Anything else.
    Other,
}

impl Shape {
    /// The look of a token.
    pub(crate) fn of(token: &[u8]) -> Self {
        match token {
            [] => Self::Nothing,
            [one] => Self::of_byte(*one),
            [first, ..] if is(*first, ALNUM) => Self::of_word(token),
            [first, ..] if is(*first, HIGH) => Self::of_wide(token),
            [b'\'', _, ..] => Self::Clitic,
            [b'.', b'.', ..] => Self::Dots,
            [b'.' | b'!' | b'?', ..] if token.contains(&b'?') => Self::Question,
            [b'.' | b'!', ..] if token.contains(&b'!') => Self::Exclamation,
            b"--" => Self::Dash,
            _ => Self::Drawing,
        }
    }

    fn of_byte(byte: u8) -> Self {
        match byte {
            b'.' => Self::Period,
            b'?' => Self::Question,
            b'!' => Self::Exclamation,
            b',' => Self::Comma,
            b':' => Self::Colon,
            b';' => Self::Semicolon,
            b'-' => Self::Hyphen,
            b'"' | b'\'' => Self::Quote,
            b'(' => Self::OpenBracket,
            b')' => Self::CloseBracket,
            b'[' | b'{' | b'<' => Self::Open,
            b']' | b'}' | b'>' => Self::Close,
            b'*' | b'#' | b'+' => Self::Bullet,
            _ => match class(byte) {
                LOWER => Self::Lower,
                UPPER => Self::Letter,
                DIGIT => Self::Number,
                _ => Self::Other,
            },
        }
    }

    fn of_word(token: &[u8]) -> Self {
        let seen = token.iter().fold(0, |seen, byte| seen | class(*byte));
        if seen & DIGIT != 0 {
            return if seen & (LOWER | UPPER | HIGH) == 0 { Self::Number } else { Self::Mixed };
        }
        if seen & MARK != 0 && token.ends_with(b".") {
            return Self::Abbreviation;
        }
        if seen & MARK != 0 && (token.contains(&b'@') || token.contains(&b':') || token.starts_with(b"www.")) {
            return Self::Address;
        }
        match (is(token[0], UPPER), seen & LOWER != 0) {
            (true, true) => Self::Capitalized,
            (true, false) => Self::Upper,
            _ => Self::Lower,
        }
    }

    fn of_wide(token: &[u8]) -> Self {
        let Some(c) = std::str::from_utf8(token).ok().and_then(|text| text.chars().next()) else { return Self::Other };
        match c {
            '“' | '‘' | '«' => Self::Open,
            '’' if token.len() > 3 => Self::Clitic,
            '”' | '’' | '»' => Self::Close,
            '–' | '—' | '―' => Self::Dash,
            '…' => Self::Dots,
            '•' | '·' | '▪' | '●' | '■' | '►' | '⁃' | '◦' | '★' | '✓' => Self::Bullet,
            _ if c.is_uppercase() => Self::Capitalized,
            _ if c.is_alphanumeric() => Self::Lower,
            _ => Self::Other,
        }
    }
}
