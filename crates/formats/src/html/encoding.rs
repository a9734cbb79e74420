//! The charset of a page: by its byte order mark, else by what it declares, else by how its bytes look.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};

/// How far from the start a declaration is looked for, in bytes. The standard says 1024; pages are less careful.
const PRESCAN: usize = 4096;
/// How much of a page without a declaration is looked at, in bytes.
const DETECT: usize = 1 << 16;

/// The text of a page, and whether bytes in it could not be read.
pub(super) fn decode(bytes: &[u8]) -> (Cow<'_, str>, bool) {
    // Bytes that are UTF-8 throughout, beyond ASCII, are UTF-8 whatever was declared.
    if let Ok(text) = std::str::from_utf8(bytes)
        && !text.is_ascii()
    {
        return (Cow::Borrowed(text.trim_start_matches('\u{feff}')), false);
    }
    let (encoding, skip) =
        Encoding::for_bom(bytes).unwrap_or_else(|| (declared(bytes).unwrap_or_else(|| guess(bytes)), 0));
    let (text, damaged) = encoding.decode_without_bom_handling(&bytes[skip..]);
    (text, damaged)
}

fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(PRESCAN)];
    let at = head.windows(8).position(|window| window.eq_ignore_ascii_case(b"charset="))?;
    let rest = &head[at + 8..];
    let start = rest.iter().position(|b| !matches!(b, b'"' | b'\'' | b' '))?;
    let label = &rest[start..];
    let end = label.iter().position(|b| !b.is_ascii_alphanumeric() && !b"-_:.".contains(b)).unwrap_or(label.len());
    let encoding = Encoding::for_label(&label[..end])?;
    // A page that can be read up to this declaration is not UTF-16; one that is no UTF-8 and says so means the default.
    let wrong = encoding == UTF_8 || !encoding.is_ascii_compatible();
    Some(if wrong && std::str::from_utf8(bytes).is_err() {
        guess(bytes)
    } else if wrong {
        UTF_8
    } else {
        encoding
    })
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    detector.feed(&bytes[..bytes.len().min(DETECT)], bytes.len() <= DETECT);
    let guessed = detector.guess(None, chardetng::Utf8Detection::Allow);
    if guessed == UTF_8 && std::str::from_utf8(bytes).is_err() && !has_utf8(bytes) { WINDOWS_1252 } else { guessed }
}

/// Whether multi-byte UTF-8 is there at all; a single bad byte in a UTF-8 page is damage, not another charset.
fn has_utf8(bytes: &[u8]) -> bool {
    String::from_utf8_lossy(&bytes[..bytes.len().min(DETECT)]).chars().any(|c| !c.is_ascii() && c != '\u{fffd}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_then_a_declaration_then_the_bytes_decide() {
        let utf16: Vec<u8> =
            [0xff, 0xfe].into_iter().chain("<p>café".encode_utf16().flat_map(u16::to_le_bytes)).collect();
        let cases: [(&[u8], &str); 5] = [
            (&utf16, "<p>café"),
            ("\u{feff}<p>café".as_bytes(), "<p>café"),
            (b"<meta charset=\"iso-8859-1\"><p>caf\xe9 \x93late\x94", "<meta charset=\"iso-8859-1\"><p>café “late”"),
            (b"<p>The caf\xe9 on the corner was closed, she said.", "<p>The café on the corner was closed, she said."),
            ("<meta charset=iso-8859-1><p>café".as_bytes(), "<meta charset=iso-8859-1><p>café"),
        ];
        for (bytes, expected) in cases {
            assert_eq!(decode(bytes).0, expected);
        }
    }
}
