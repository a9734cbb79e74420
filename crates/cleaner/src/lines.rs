//! Cuts a text into lines.

use copydesk_core::Span;

/// The lines of a text that hold more than white space, without the white space around them.
///
/// Line ends are LF, CR, VT, FF, NEL, LS and PS.
pub(crate) fn lines(text: &str) -> impl Iterator<Item = Span> {
    let mut at = 0;
    text.split_inclusive(ends_line).filter_map(move |line| {
        let start = at;
        at += line.len();
        trimmed(text, start..at)
    })
}

fn ends_line(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// The part of `text` without the blanks and invisible characters at its ends, if anything is left.
pub(crate) fn trimmed(text: &str, range: std::ops::Range<usize>) -> Option<Span> {
    let inside = &text[range.clone()];
    let kept = inside.trim_matches(is_blank);
    let start = range.start + (inside.len() - inside.trim_start_matches(is_blank).len());
    (!kept.is_empty()).then(|| Span::from_range(start..start + kept.len()))
}

/// White space, and the characters that show nothing: zero-width spaces, byte order marks, NUL.
fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\0' | '\u{200b}' | '\u{2060}' | '\u{feff}')
}

/// The last character boundary at or before `at`.
pub(crate) fn floor_boundary(text: &str, at: usize) -> usize {
    let at = at.min(text.len());
    (0..=at).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}
