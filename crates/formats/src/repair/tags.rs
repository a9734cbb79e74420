//! Tags inside a line of plain text.
//!
//! Only whole tags of known elements: a half-open one is left, for the cleaner labels it, and nothing after it is
//! swallowed. Headings and captions at the ends of a line are left too, because they say what the line is.

use super::{Counts, add};

/// The longest tag, in bytes.
const LONGEST: usize = 2000;

/// Elements whose tags go without a trace.
const INLINE: [&str; 37] = [
    "a", "abbr", "audio", "b", "bdi", "big", "button", "cite", "code", "del", "dfn", "em", "embed", "font", "i",
    "iframe", "img", "input", "ins", "kbd", "label", "mark", "nobr", "picture", "q", "s", "small", "source", "span",
    "strike", "strong", "sub", "sup", "time", "u", "video", "wbr",
];
/// Elements whose tags end a line where they stand inside one, and go.
const PARAGRAPHS: [&str; 14] =
    ["p", "li", "ul", "ol", "div", "center", "dd", "dl", "dt", "pre", "table", "tbody", "td", "tr"];
/// Elements whose tags are left, on a line of their own.
const TELLING: [&str; 9] = ["figcaption", "figure", "h1", "h2", "h3", "h4", "blockquote", "section", "article"];

/// Strips the tags.
pub(super) fn strip(line: &str, counts: &mut Counts) -> Option<String> {
    if !line.contains('<') {
        return None;
    }
    let tags = tags(line);
    let closed = |name: &str| tags.iter().any(|tag| tag.closes && tag.is(name));
    let alone: Vec<_> = INLINE.iter().filter(|name| !closed(name)).collect();
    let mut out = String::with_capacity(line.len());
    let mut kept = 0;
    for tag in &tags {
        // "Use the <b> tag": an element that is never closed was written about, not with.
        if tag.bare && !tag.closes && !tag.is("wbr") && alone.iter().any(|name| tag.is(name)) {
            continue;
        }
        out.push_str(&line[kept..tag.start]);
        let rest = &line[tag.end..];
        replace(tag, &line[tag.start..tag.end], &mut out, rest);
        kept = tag.end;
        add(counts, "tags", u32::from(!TELLING.iter().any(|name| tag.is(name))));
    }
    out.push_str(&line[kept..]);
    (out != line).then_some(out)
}

/// What a tag leaves: nothing, a space, or a line end, unless one is there already.
fn replace(tag: &Tag<'_>, text: &str, out: &mut String, rest: &str) {
    let inside = !out.is_empty() && !out.ends_with('\n') && !rest.trim().is_empty();
    if tag.is("br") {
        let again = rest.trim_start().starts_with("<br");
        let mark = if again { '\n' } else { ' ' };
        if inside && !out.ends_with([' ', '\n']) && !rest.starts_with(' ') {
            out.push(mark);
        }
    } else if PARAGRAPHS.iter().any(|name| tag.is(name)) {
        if inside {
            out.push('\n');
        }
    } else if TELLING.iter().any(|name| tag.is(name)) {
        if inside && !tag.closes {
            out.push('\n');
        }
        out.push_str(text);
        if inside && tag.closes {
            out.push('\n');
        }
    }
}

struct Tag<'a> {
    start: usize,
    end: usize,
    name: &'a str,
    closes: bool,
    /// Without attributes.
    bare: bool,
}

impl Tag<'_> {
    fn is(&self, name: &str) -> bool {
        self.name.eq_ignore_ascii_case(name)
    }
}

/// The whole tags of known elements, in order.
fn tags(line: &str) -> Vec<Tag<'_>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = memchr::memchr(b'<', &line.as_bytes()[at..]).map(|found| at + found) {
        at = start + 1;
        if let Some(tag) = tag(line, start) {
            at = tag.end;
            found.push(tag);
        }
    }
    found
}

fn tag(line: &str, start: usize) -> Option<Tag<'_>> {
    let bytes = line.as_bytes();
    let window = &bytes[start + 1..bytes.len().min(start + LONGEST)];
    let stop = start + 1 + memchr::memchr2(b'<', b'>', window)?;
    let closes = bytes[start + 1] == b'/';
    let inside = &line[start + 1 + usize::from(closes)..stop];
    let name = &inside[..inside.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(inside.len())];
    let attributes = inside[name.len()..].trim().trim_end_matches('/').trim();
    let known =
        [&INLINE[..], &PARAGRAPHS, &TELLING, &["br"]].concat().iter().any(|known| known.eq_ignore_ascii_case(name));
    let shaped =
        attributes.is_empty() || (attributes.contains('=') && inside[name.len()..].starts_with(char::is_whitespace));
    let bare = attributes.is_empty();
    (bytes[stop] == b'>' && known && shaped).then_some(Tag { start, end: stop + 1, name, closes, bare })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_go_and_words_stay() {
        let cases = [
            (
                "<p>The wreck lies 38 metres down<br/>off Cape Orrin.</p>",
                "The wreck lies 38 metres down off Cape Orrin.",
            ),
            ("She <b>won</b> the <a href=“/vote” class=“x”>vote</a>.", "She won the vote."),
            ("<img src=“/a.jpg” alt=“x”/>The council met.", "The council met."),
            ("<iframe src=“/map”></iframe>", ""),
            ("Press the <button> or <img>", "Press the <button> or <img>"),
            ("<p>One.</p><p>Two.</p>", "One.\nTwo."),
            ("One.<br><br>Two.", "One.\nTwo."),
            ("It was 5 < 7 and 9 > 8, use the <b> tag, <Dana>", "It was 5 < 7 and 9 > 8, use the <b> tag, <Dana>"),
            ("<figcaption>Divers at the wreck</figcaption>", "<figcaption>Divers at the wreck</figcaption>"),
            ("Half <a href=“x open, and words", "Half <a href=“x open, and words"),
        ];
        for (line, expected) in cases {
            let stripped = strip(line, &mut Counts::new());
            assert_eq!(stripped.as_deref().unwrap_or(line), expected);
        }
    }
}
