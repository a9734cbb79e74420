//! Classes of bytes and characters, as tables.

/// White space of one byte.
pub(crate) const SPACE: u8 = 1;
/// `a-z`.
pub(crate) const LOWER: u8 = 2;
/// `A-Z`.
pub(crate) const UPPER: u8 = 4;
/// `0-9`.
pub(crate) const DIGIT: u8 = 8;
/// Any other ASCII byte.
pub(crate) const MARK: u8 = 16;
/// A byte of a longer character.
pub(crate) const HIGH: u8 = 32;
/// `A-Z` and `a-z`.
pub(crate) const LETTER: u8 = LOWER | UPPER;
/// Letters and digits.
pub(crate) const ALNUM: u8 = LETTER | DIGIT;

/// The class of each byte.
pub(crate) static CLASS: [u8; 256] = classes();

const fn classes() -> [u8; 256] {
    let mut table = [HIGH; 256];
    let mut byte = 0;
    while byte < 128 {
        table[byte as usize] = match byte {
            b'\t'..=b'\r' | b' ' => SPACE,
            b'a'..=b'z' => LOWER,
            b'A'..=b'Z' => UPPER,
            b'0'..=b'9' => DIGIT,
            _ => MARK,
        };
        byte += 1;
    }
    table
}

/// The class of a byte.
#[inline]
pub(crate) fn class(byte: u8) -> u8 {
    CLASS[byte as usize]
}

/// Whether a byte is of one of the classes.
#[inline]
pub(crate) fn is(byte: u8, classes: u8) -> bool {
    class(byte) & classes != 0
}

/// The length of the white space character that starts at `at`, 0 where there is none.
#[inline]
pub(crate) fn space_len(bytes: &[u8], at: usize) -> usize {
    match bytes[at] {
        b'\t'..=b'\r' | b' ' => 1,
        0xC2 => 2 * usize::from(matches!(bytes.get(at + 1), Some(0x85 | 0xA0))),
        0xE1..=0xE3 => 3 * usize::from(wide_space(bytes.get(at..at + 3))),
        _ => 0,
    }
}

fn wide_space(bytes: Option<&[u8]>) -> bool {
    matches!(
        bytes,
        Some(
            [0xE1, 0x9A, 0x80]
                | [0xE2, 0x80, 0x80..=0x8A | 0xA8 | 0xA9 | 0xAF]
                | [0xE2, 0x81, 0x9F]
                | [0xE3, 0x80, 0x80]
        )
    )
}

/// Whether a character outside ASCII can stand inside a word: a letter or digit of any script, or a sign that combines.
pub(crate) fn is_word_char(c: char) -> bool {
    match c {
        '\u{b2}' | '\u{b3}' | '\u{b9}' | '\u{bc}'..='\u{be}' => false,
        '\u{ad}' | '\u{300}'..='\u{36f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' => true,
        '\u{2010}' | '\u{2011}' => true,
        '\u{2012}'..='\u{2029}' | '\u{202f}'..='\u{205f}' => false,
        '\u{2060}'..='\u{206f}' | '\u{20d0}'..='\u{20ff}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' => true,
        '\u{590}'..='\u{109f}' => !matches!(c, '\u{60c}' | '\u{61b}' | '\u{61f}' | '\u{6d4}' | '\u{964}' | '\u{965}'),
        '\u{2070}'..='\u{209f}' => false,
        _ => c.is_alphanumeric(),
    }
}

/// Whether a character is an emoji, or one half of a flag.
pub(crate) fn is_emoji(c: char) -> bool {
    matches!(c, '\u{1f000}'..='\u{1faff}' | '\u{2600}'..='\u{27bf}' | '\u{2b50}' | '\u{2b55}')
}

/// Whether a character only changes the emoji before it.
pub(crate) fn modifies_emoji(c: char) -> bool {
    matches!(c, '\u{200d}' | '\u{fe0e}' | '\u{fe0f}' | '\u{20e3}' | '\u{1f3fb}'..='\u{1f3ff}' | '\u{e0020}'..='\u{e007f}')
}
