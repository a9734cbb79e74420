//! Cuts a text into lines, and joins those of text that was wrapped at a margin into paragraphs.

use copydesk_core::Span;

/// Wrapped text has no line longer than this, in bytes.
const WIDEST: u32 = 110;
/// A line that is narrower than this share of the widest ends its paragraph.
const FULL: f32 = 0.6;
/// So many lines must go on in lower case before a text counts as wrapped.
const CONTINUED: usize = 3;

/// The lines of a text; where it was wrapped at a margin, its paragraphs.
pub(crate) fn paragraphs(text: &str, found: &mut Vec<Span>) {
    found.clear();
    found.extend(lines(text));
    let widest = found.iter().map(|line| line.len()).max().unwrap_or(0);
    if widest > WIDEST {
        return;
    }
    let continued = found.windows(2).filter(|pair| goes_on(text, pair[0], pair[1])).count();
    if continued >= CONTINUED && continued * 5 >= found.len() {
        join(text, widest, found);
    }
}

/// Joins full lines with those that follow without a blank one.
fn join(text: &str, widest: u32, lines: &mut Vec<Span>) {
    let mut last = Span::default();
    let mut joined: Vec<Span> = Vec::with_capacity(lines.len());
    for line in lines.iter().copied() {
        let full = last.len() as f32 >= FULL * widest as f32;
        match joined.last_mut() {
            Some(paragraph) if full && is_next(text, last, line) => *paragraph = paragraph.cover(line),
            _ => joined.push(line),
        }
        last = line;
    }
    *lines = joined;
}

fn goes_on(text: &str, line: Span, next: Span) -> bool {
    line.len() >= WIDEST / 3 && next.of(text).starts_with(char::is_lowercase) && is_next(text, line, next)
}

/// Whether `next` stands on the line right after, and neither is markup.
fn is_next(text: &str, line: Span, next: Span) -> bool {
    let between = &text[line.end() as usize..next.start() as usize];
    let breaks = between.bytes().filter(|b| *b == b'\n').count();
    breaks == 1 && !line.of(text).starts_with('<') && !next.of(text).starts_with('<')
}

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
