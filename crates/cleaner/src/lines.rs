//! Cuts a text into lines, and joins those of text that was wrapped at a margin into paragraphs.

use copydesk_core::Span;

/// Wrapped text has no line longer than this, in bytes.
const WIDEST: u32 = 110;
/// A line that is narrower than this share of the widest ends its paragraph.
const FULL: f32 = 0.6;
/// So many lines must go on in lower case before a text counts as wrapped or broken.
const CONTINUED: usize = 3;
/// And one in so many of a text that was broken at its links and names.
const BROKEN: usize = 8;

/// The lines of a text; where it was wrapped at a margin, or broken at every link and name, its paragraphs.
pub(crate) fn paragraphs(text: &str, found: &mut Vec<Span>) {
    found.clear();
    found.extend(lines(text));
    let widest = found.iter().map(|line| line.len()).max().unwrap_or(0);
    let is_part = |count: usize, of: usize| count >= CONTINUED && count * of >= found.len();
    let wrapped = widest <= WIDEST && {
        let full = (WIDEST / 3).min((FULL * widest as f32) as u32);
        is_part(found.windows(2).filter(|pair| pair[0].len() >= full && goes_on(text, pair[0], pair[1])).count(), 5)
    };
    if wrapped && !is_ragged(found, widest) {
        join(text, widest, found);
    } else if is_part(found.windows(2).filter(|pair| goes_on(text, pair[0], pair[1])).count(), BROKEN) {
        mend(text, found);
    }
}

/// Whether lines that go on are of all lengths: they were broken at elements, and not at a margin.
fn is_ragged(lines: &[Span], widest: u32) -> bool {
    lines.iter().filter(|line| line.len() * 3 < widest).count() * 3 > lines.len()
}

/// Joins what was broken at links and names: a line with the next where that goes on in lower case or with a mark, and all
/// lines up to a blank one where some of them do.
fn mend(text: &str, lines: &mut Vec<Span>) {
    let parted = lines.windows(2).any(|pair| !is_next(text, pair[0], pair[1]));
    let mut joined: Vec<Span> = Vec::with_capacity(lines.len());
    let mut at = 0;
    while at < lines.len() {
        let adjacent = lines[at..].windows(2).take_while(|pair| is_next(text, pair[0], pair[1])).count();
        let block = &lines[at..=at + adjacent];
        let broken = block.windows(2).any(|pair| goes_on(text, pair[0], pair[1]));
        if parted && broken {
            joined.push(block[0].cover(block[block.len() - 1]));
        } else {
            mend_block(text, block, &mut joined);
        }
        at += adjacent + 1;
    }
    *lines = joined;
}

/// Joins lines that no blank one parts where there is evidence at each line's end.
fn mend_block(text: &str, block: &[Span], joined: &mut Vec<Span>) {
    let goes_on_at = |at: usize| block.get(at + 1).is_some_and(|next| goes_on(text, block[at], *next));
    let mut opened = false;
    for (at, line) in block.iter().enumerate() {
        // "Governor", "Ida Moen", "said": the name belongs to what stands around it.
        let name = opened && at > 0 && goes_on_at(at) && !ends_line_of_text(block[at - 1].of(text));
        match joined.last_mut() {
            Some(paragraph) if at > 0 && (goes_on_at(at - 1) || name) => *paragraph = paragraph.cover(*line),
            _ => joined.push(*line),
        }
        opened = at > 0;
    }
}

/// Whether a line is whole as it stands: a sentence, or words before a colon.
fn ends_line_of_text(line: &str) -> bool {
    crate::names::ends_sentence(line) || line.ends_with(':')
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

/// Whether a line does not end and the next, right behind it, goes on in lower case or with a mark.
fn goes_on(text: &str, line: Span, next: Span) -> bool {
    let opens = next.of(text).starts_with(|c: char| c.is_lowercase() || matches!(c, ',' | ';' | ')' | '.' | '’' | '”'));
    opens && !ends_line_of_text(line.of(text)) && is_next(text, line, next)
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

/// White space, and the characters that show nothing: zero-width spaces, joiners and marks of direction, byte order marks, NUL.
fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\0' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
}

/// The last character boundary at or before `at`.
pub(crate) fn floor_boundary(text: &str, at: usize) -> usize {
    let at = at.min(text.len());
    (0..=at).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}
