//! From the bytes of a text file to text: UTF-8, or UTF-16 if a mark says so. Nothing is guessed and nothing is replaced.

use std::fmt;

/// Why bytes are not text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NotText {
    /// The first byte that no UTF-8 text has at this place.
    Utf8 { offset: usize, byte: u8 },
    /// Half a surrogate pair, or half a unit at the end.
    Utf16 { offset: usize },
    /// UTF-32, by its mark.
    Utf32,
}

impl fmt::Display for NotText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Utf8 { offset, byte } => {
                write!(f, "not UTF-8: byte 0x{byte:02X} at offset {offset} does not fit there")?;
                if *byte >= 0x80 {
                    f.write_str(" (if it is Windows-1252 or Latin-1, convert it first)")
                } else {
                    Ok(())
                }
            }
            Self::Utf16 { offset } => {
                write!(f, "marked as UTF-16, and the unit at byte offset {offset} is no character")
            }
            Self::Utf32 => f.write_str("marked as UTF-32, which is not read: convert it to UTF-8"),
        }
    }
}

/// The text of a file without its byte order mark.
///
/// # Errors
/// With the offset in the file, mark included, of the first byte that does not fit.
pub(crate) fn decode(bytes: Vec<u8>) -> Result<String, NotText> {
    match bytes.as_slice() {
        [0xFF, 0xFE, 0, 0, ..] | [0, 0, 0xFE, 0xFF, ..] => Err(NotText::Utf32),
        [0xFF, 0xFE, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xFE, 0xFF, rest @ ..] => utf16(rest, u16::from_be_bytes),
        _ => utf8(bytes),
    }
}

fn utf8(bytes: Vec<u8>) -> Result<String, NotText> {
    let mut text = String::from_utf8(bytes).map_err(|e| bad_byte(e.as_bytes(), e.utf8_error()))?;
    if text.starts_with('\u{FEFF}') {
        text.drain(..3);
    }
    Ok(text)
}

/// The first bad byte: of a sequence that breaks off, the byte at which it begins.
pub(crate) fn bad_byte(bytes: &[u8], error: std::str::Utf8Error) -> NotText {
    let offset = error.valid_up_to();
    NotText::Utf8 { offset, byte: bytes[offset] }
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Result<String, NotText> {
    const MARK: usize = 2;
    let mut text = String::with_capacity(bytes.len());
    let mut offset = MARK;
    for c in char::decode_utf16(bytes.chunks_exact(2).map(|pair| unit([pair[0], pair[1]]))) {
        let c = c.map_err(|_| NotText::Utf16 { offset })?;
        text.push(c);
        offset += 2 * c.len_utf16();
    }
    if bytes.len().is_multiple_of(2) { Ok(text) } else { Err(NotText::Utf16 { offset }) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_becomes_of_the_bytes_of_a_file() {
        let table: &[(&[u8], Result<&str, NotText>)] = &[
            (b"", Ok("")),
            (b"Z\xC3\xBC", Ok("Zü")),
            (b"\xEF\xBB\xBFcopy", Ok("copy")),
            (b"\xEF\xBB\xBF", Ok("")),
            (b"a\0b", Ok("a\0b")),
            (b"\xFF\xFEH\0i\0", Ok("Hi")),
            (b"\xFE\xFF\0H\0i", Ok("Hi")),
            (b"\xFF\xFE\x3D\xD8\x42\xDE", Ok("🙂")),
            (b"caf\xE9 society", Err(NotText::Utf8 { offset: 3, byte: 0xE9 })),
            (b"\xEF\xBB\xBFab\xC3", Err(NotText::Utf8 { offset: 5, byte: 0xC3 })),
            (b"\xFF\xFEH\0\x3D\xD8H\0", Err(NotText::Utf16 { offset: 4 })),
            (b"\xFF\xFEH\0i", Err(NotText::Utf16 { offset: 4 })),
            (b"\xFF\xFE\0\0H\0\0\0", Err(NotText::Utf32)),
        ];
        for (bytes, expected) in table {
            assert_eq!(decode(bytes.to_vec()).as_deref(), expected.as_ref().map(|text| *text), "{bytes:?}");
        }
    }
}
