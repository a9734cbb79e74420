//! Residue of markup in plain text: tags at the ends of a line, and lines that are nothing else.

use std::ops::Range;

use crate::names::ends_sentence;
use crate::tag;

/// What a line holds beside residue.
pub(crate) struct Content {
    /// The line without the residue at its ends, in bytes of the line.
    pub(crate) range: Range<usize>,
    /// What the residue says of it.
    pub(crate) hint: Hint,
}

/// What a line's markup says of its words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Hint {
    /// Nothing.
    None,
    /// A heading.
    Heading,
    /// A picture's caption.
    Caption,
}

/// Parts a line from the markup at its ends. The range is empty where nothing else is there.
pub(crate) fn content(line: &str) -> Content {
    if is_code(line) || is_link_line(line) || is_shortcode(line) || !line.contains(char::is_alphanumeric) {
        return Content { range: 0..0, hint: Hint::None };
    }
    let mut hint = Hint::None;
    let start = front(line, &mut hint);
    let end = start + back(&line[start..]);
    Content { range: start..end, hint }
}

/// The end of the tags, heading marks and attribute debris that open a line.
fn front(line: &str, hint: &mut Hint) -> usize {
    let mut at = tag::debris(line);
    loop {
        let rest = line[at..].trim_start();
        let start = line.len() - rest.len();
        let Some(tag) = tag::at_start(rest) else { break };
        match tag.name {
            "figcaption" => *hint = Hint::Caption,
            "h1" | "h2" | "h3" | "h4" => *hint = Hint::Heading,
            _ => {}
        }
        at = start + tag.len;
    }
    let marks = line[at..].len() - line[at..].trim_start_matches('#').len();
    if (1..=6).contains(&marks) && line[at + marks..].starts_with(' ') {
        *hint = Hint::Heading;
        at += marks;
    }
    at
}

/// The start of the closing tags and footnote marks that end a line.
fn back(line: &str) -> usize {
    let mut end = line.trim_end().len();
    loop {
        let kept = line[..end].trim_end();
        let cut = closing_tag(kept).or_else(|| footnote_mark(kept));
        match cut {
            Some(start) if start < end => end = start,
            _ => return kept.len(),
        }
    }
}

fn closing_tag(line: &str) -> Option<usize> {
    if let Some(open) = line.rfind('<') {
        let tag = tag::at_start(&line[open..])?;
        return (open + tag.len == line.len()).then_some(open);
    }
    None
}

/// "[1]" behind the last sentence.
fn footnote_mark(line: &str) -> Option<usize> {
    let digits = line.strip_suffix(']')?.trim_end_matches(|c: char| c.is_ascii_digit());
    let before = digits.strip_suffix('[')?;
    let is_number = line.len() - digits.len() > 1 && line.len() - digits.len() <= 4;
    (is_number && ends_sentence(before)).then_some(before.len())
}

/// A script, a style sheet or data.
fn is_code(line: &str) -> bool {
    const OPENINGS: [&str; 18] = [
        "var ",
        "let ",
        "const ",
        "function",
        "window.",
        "document.",
        "if (",
        "if(",
        "$(",
        "jQuery",
        "@media",
        "@import",
        "@font-face",
        "//<!",
        "/*",
        "googletag",
        "!function",
        "(function",
    ];
    let braces = line.contains('{') && line.contains(['}', ';', ':', '=']) && has_code_mark(line);
    let statement = OPENINGS.iter().any(|opening| line.starts_with(opening))
        && line.ends_with([';', '{', '}', '/', '>', '['])
        && line.contains(['=', '(', '{', ':', '*']);
    let style =
        line.ends_with(';') && line.split_whitespace().count() <= 4 && line.contains(':') && !line.contains('&');
    braces || statement || style
}

fn has_code_mark(line: &str) -> bool {
    const MARKS: [&str; 10] = ["\":", "();", "){", ") {", ";}", "=>", "={", "= {", "({", "'};"];
    let css = line.split_once('{').is_some_and(|(_, inside)| inside.contains(':') && line.trim_end().ends_with('}'));
    css || line.ends_with('{') || MARKS.iter().any(|mark| line.contains(mark))
}

/// An address alone, or a Markdown link definition or image.
fn is_link_line(line: &str) -> bool {
    let rest = match line.strip_prefix('[').and_then(|rest| rest.split_once("]:")) {
        Some((_, address)) => address.trim(),
        None => line,
    };
    is_address(rest) || (line.starts_with("![") && line.ends_with(')'))
}

/// Whether a line is an address and nothing else.
pub(crate) fn is_address(line: &str) -> bool {
    let opens = ["http://", "https://", "www."].iter().any(|opening| line.starts_with(opening));
    opens && !line.contains(char::is_whitespace)
}

/// "[embed]…", "[gallery ids=…]": a content system's own marks.
fn is_shortcode(line: &str) -> bool {
    const CODES: [&str; 16] = [
        "caption",
        "embed",
        "gallery",
        "video",
        "audio",
        "playlist",
        "youtube",
        "twitter",
        "tweet",
        "ad",
        "adrotate",
        "iframe",
        "vc_row",
        "vc_column",
        "pullquote",
        "contact-form",
    ];
    let Some(rest) = line.strip_prefix('[') else { return false };
    let name = rest.trim_start_matches('/');
    let name = &name[..name.find([' ', ']', '=']).unwrap_or(name.len())];
    CODES.contains(&name) && line.ends_with(']')
}
