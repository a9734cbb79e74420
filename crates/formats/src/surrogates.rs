//! Halves of surrogate pairs in JSON: what a program leaves that cut a text in the middle of a character.

use std::borrow::Cow;

/// JSON in which every `\ud83d` without its other half is `\ufffd`, and how many there were.
pub(crate) fn mended(json: &str) -> (Cow<'_, str>, u32) {
    let (mut out, mut count, mut kept, mut at) = (String::new(), 0, 0, 0);
    while let Some(found) = memchr::memchr(b'\\', &json.as_bytes()[at..]) {
        let start = at + found;
        let unit = unit(json, start);
        let (len, lone) = match unit {
            Some(0xD800..=0xDBFF) if matches!(self::unit(json, start + 6), Some(0xDC00..=0xDFFF)) => (12, false),
            Some(0xD800..=0xDFFF) => (6, true),
            Some(_) => (6, false),
            // An escaped character stands behind a backslash, and is no escape itself.
            None => (2, false),
        };
        if lone {
            out.push_str(&json[kept..start]);
            out.push_str("\\ufffd");
            kept = start + 6;
            count += 1;
        }
        at = json.len().min(start + len);
    }
    if count == 0 {
        return (Cow::Borrowed(json), 0);
    }
    out.push_str(&json[kept..]);
    (Cow::Owned(out), count)
}

/// The number of the `\uXXXX` at a place.
fn unit(json: &str, at: usize) -> Option<u32> {
    let digits = json.get(at..at + 6)?.strip_prefix("\\u")?;
    digits.bytes().all(|byte| byte.is_ascii_hexdigit()).then(|| u32::from_str_radix(digits, 16).ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halves_become_the_replacement_character_and_pairs_stay() {
        let cases = [
            (r#"{"a": "x \ud83d y"}"#, r#"{"a": "x \ufffd y"}"#, 1),
            (r#""\ude00\ud83d""#, r#""\ufffd\ufffd""#, 2),
            (r#""\ud83d\ude00 \\ud83d \u00e9""#, r#""\ud83d\ude00 \\ud83d \u00e9""#, 0),
            (r#""\"#, r#""\"#, 0),
        ];
        for (json, expected, count) in cases {
            assert_eq!(mended(json), (Cow::Borrowed(expected), count), "{json}");
        }
    }
}
