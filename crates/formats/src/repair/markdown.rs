//! Markdown's links and bold face inside a line. Headings and link lists are whole lines, which the cleaner labels.

use super::{Counts, add};

/// The longest text of a link, in bytes; the longest address is twice that.
const LONGEST: usize = 400;

/// Leaves the words of links and of bold face.
pub(super) fn strip(line: &str, counts: &mut Counts) -> Option<String> {
    if !line.contains("](") && !line.contains("**") {
        return None;
    }
    let mut out = String::with_capacity(line.len());
    let mut kept = 0;
    let mut at = 0;
    while let Some(found) = memchr::memchr2(b'[', b'*', &line.as_bytes()[at..]) {
        let start = at + found;
        at = start + 1;
        let piece = link(&line[start..]).or_else(|| bold(&line[..start], &line[start..]));
        if let Some((words, len)) = piece {
            out.push_str(&line[kept..start]);
            out.push_str(words);
            at = start + len;
            kept = at;
            add(counts, "markdown", 1);
        }
    }
    out.push_str(&line[kept..]);
    (kept > 0).then_some(out)
}

/// `[words](address)`.
fn link(text: &str) -> Option<(&str, usize)> {
    let inside = text.strip_prefix('[')?;
    let words = &inside[..find(inside, b']', LONGEST)?];
    let rest = inside[words.len()..].strip_prefix("](")?;
    let address = &rest[..find(rest, b')', 2 * LONGEST)?];
    let plain = !words.trim().is_empty() && !words.contains('[') && !address.contains(' ');
    let links = address.starts_with("http") || address.starts_with(['/', '#']) || address.starts_with("mailto:");
    (plain && links).then_some((words, words.len() + address.len() + 4))
}

/// `**words**`, with nothing but a border before and after.
fn bold<'a>(before: &str, text: &'a str) -> Option<(&'a str, usize)> {
    let inside = text.strip_prefix("**")?;
    let words = &inside[..find(inside, b'*', LONGEST)?];
    let rest = inside[words.len()..].strip_prefix("**")?;
    let tight = !words.is_empty() && !words.starts_with(char::is_whitespace) && !words.ends_with(char::is_whitespace);
    let bordered =
        !before.ends_with(char::is_alphanumeric) && !rest.starts_with(|c: char| c.is_alphanumeric() || c == '*');
    (tight && bordered).then_some((words, words.len() + 4))
}

fn find(text: &str, byte: u8, within: usize) -> Option<usize> {
    memchr::memchr(byte, &text.as_bytes()[..text.len().min(within)])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_and_bold_face_leave_their_words() {
        let cases = [
            ("The [Northgate lane](https://example.org/lane) opens in **May**.", "The Northgate lane opens in May."),
            (
                "He rated it 4** and [sic] (http://x), f[0](x) and 2**3**4",
                "He rated it 4** and [sic] (http://x), f[0](x) and 2**3**4",
            ),
        ];
        for (line, expected) in cases {
            let stripped = strip(line, &mut Counts::new());
            assert_eq!(stripped.as_deref().unwrap_or(line), expected);
        }
    }
}
