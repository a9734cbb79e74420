//! Tags as they are found in plain text: whole, half open, with straight or curly marks.
//!
//! This is no HTML parser: it tells how many bytes of one line are a tag, and takes no more than it can account for. Where a
//! tag does not close, its attributes end with the line or where words begin, so nothing behind it is swallowed.

use crate::lines::floor_boundary;

const NAMES: [&str; 72] = [
    "a",
    "abbr",
    "address",
    "amp-ad",
    "amp-img",
    "article",
    "aside",
    "audio",
    "b",
    "blockquote",
    "body",
    "br",
    "button",
    "center",
    "cite",
    "code",
    "dd",
    "del",
    "div",
    "dl",
    "dt",
    "em",
    "embed",
    "fieldset",
    "figcaption",
    "figure",
    "font",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "header",
    "hr",
    "html",
    "i",
    "iframe",
    "img",
    "input",
    "ins",
    "label",
    "li",
    "link",
    "main",
    "meta",
    "nav",
    "noscript",
    "object",
    "ol",
    "p",
    "picture",
    "pre",
    "q",
    "s",
    "script",
    "section",
    "small",
    "source",
    "span",
    "strong",
    "style",
    "sub",
    "sup",
    "svg",
    "table",
    "td",
    "u",
    "ul",
];
const MORE_NAMES: [&str; 12] =
    ["tbody", "textarea", "thead", "th", "time", "title", "tr", "video", "option", "select", "path", "param"];

/// Values that no word begins with, and that words are found glued to where the closing mark is lost.
const GLUED: [&str; 6] = ["nofollow", "noopener", "noreferrer", "_blank", "_self", "_top"];

/// The longest attribute value, in bytes; looking no further keeps the time linear.
const LONGEST_VALUE: usize = 2000;

/// A tag at the start of a text.
pub(crate) struct Tag<'a> {
    /// The element's name, as written; "!" for a comment or declaration.
    pub(crate) name: &'a str,
    /// The length in bytes, up to the end of the line where the tag does not close.
    pub(crate) len: usize,
}

/// The tag that a line begins with, if it begins with one.
pub(crate) fn at_start(line: &str) -> Option<Tag<'_>> {
    let rest = line.strip_prefix('<')?;
    if rest.starts_with("!--") {
        let len = line.find("-->").map_or(line.len(), |at| at + 3);
        return Some(Tag { name: "!", len });
    }
    if rest.starts_with("!DOCTYPE")
        || rest.starts_with("!doctype")
        || rest.starts_with("![CDATA[")
        || rest.starts_with('?')
    {
        let len = line.find('>').map_or(line.len(), |at| at + 1);
        return Some(Tag { name: "!", len });
    }
    let name = rest.strip_prefix('/').unwrap_or(rest);
    let name = &name[..name.find(|c: char| !c.is_ascii_alphanumeric() && c != '-').unwrap_or(name.len())];
    if !NAMES.iter().chain(&MORE_NAMES).any(|known| known.eq_ignore_ascii_case(name)) {
        return None;
    }
    let after_name = 1 + usize::from(rest.starts_with('/')) + name.len();
    let attributes = Attributes::read(line, after_name);
    (attributes.closed || attributes.some || attributes.end == line.len()).then_some(Tag { name, len: attributes.end })
}

/// The length of attributes and a `>` that a line begins with: the rest of a tag that was broken over two lines.
pub(crate) fn debris(line: &str) -> usize {
    if !line.starts_with(is_mark) && !line.starts_with(|c: char| c.is_ascii_lowercase()) {
        return 0;
    }
    let head = line.find('>').map_or(line, |at| &line[..at]);
    if head.contains('<') || head.len() > 400 {
        return 0;
    }
    let quoted = head.starts_with(is_mark);
    let first = if quoted { value_len(line) } else { 0 };
    let attributes = Attributes::read(line, first);
    if attributes.closed && (attributes.some || quoted) { attributes.end } else { 0 }
}

struct Attributes {
    end: usize,
    /// A `>` was reached.
    closed: bool,
    /// At least one name with a value was there.
    some: bool,
}

impl Attributes {
    fn read(line: &str, start: usize) -> Self {
        let mut read = Self { end: start, closed: false, some: false };
        loop {
            let rest = line[read.end..].trim_start();
            let at = line.len() - rest.len();
            let Some(first) = rest.chars().next() else {
                read.end = line.len();
                return read;
            };
            match first {
                '>' => return Self { end: at + 1, closed: true, ..read },
                '/' | '=' => read.end = at + 1,
                _ if is_mark(first) => read.end = at + first.len_utf8(),
                _ => match attribute(rest) {
                    Some((len, with_value)) => {
                        read.end = at + len;
                        read.some |= with_value;
                    }
                    None => return read,
                },
            }
        }
    }
}

/// The length of `name`, `name=value` or `name="value"`, and whether there is a value.
fn attribute(text: &str) -> Option<(usize, bool)> {
    let name = text.find(|c: char| !is_name_char(c)).unwrap_or(text.len());
    let rest = text[name..].trim_start();
    if name == 0 {
        return None;
    }
    let Some(value) = rest.strip_prefix('=') else {
        let closes = rest.trim_start_matches(is_mark).starts_with(['>', '/'])
            && text[..name].bytes().all(|b| !b.is_ascii_uppercase());
        let known = text[..name].contains('-') || is_switch(&text[..name]);
        return (closes || known).then_some((name, false));
    };
    let value = value.trim_start();
    let start = text.len() - value.len();
    Some((start + value_len(value), true))
}

fn is_name_char(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | ':' | '@' | '.')
}

fn is_switch(name: &str) -> bool {
    matches!(
        name,
        "async"
            | "defer"
            | "hidden"
            | "disabled"
            | "controls"
            | "checked"
            | "allowfullscreen"
            | "autoplay"
            | "loop"
            | "muted"
            | "itemscope"
    )
}

/// A value in any marks; one that does not close ends before `>`, before words, or with the line.
fn value_len(value: &str) -> usize {
    let Some(mark) = value.chars().next().filter(|c| is_mark(*c)) else {
        return value.find(|c: char| c.is_whitespace() || c == '>').unwrap_or(value.len());
    };
    let inside = &value[mark.len_utf8()..floor_boundary(value, LONGEST_VALUE)];
    let stop = inside.find('>').unwrap_or(inside.len());
    if let Some((at, close)) =
        inside.char_indices().find(|(_, c)| closes(mark, *c)).filter(|(at, _)| *at < stop || mark == '"')
    {
        return mark.len_utf8() + at + close.len_utf8();
    }
    let open = &inside[..stop];
    // `rel="nofollowbetter pay`: the value ends where the words begin, and they are not swallowed.
    if let Some(value) =
        GLUED.iter().find(|value| open.starts_with(**value) && open[value.len()..].starts_with(char::is_alphabetic))
    {
        return mark.len_utf8() + value.len();
    }
    if open.split_whitespace().count() > 5 && crate::names::ends_sentence(open) {
        return mark.len_utf8() + open.find(char::is_whitespace).unwrap_or(open.len());
    }
    mark.len_utf8() + open.len()
}

fn is_mark(c: char) -> bool {
    matches!(c, '"' | '\'' | '“' | '”' | '„' | '‘' | '’' | '«' | '»')
}

fn closes(open: char, c: char) -> bool {
    match open {
        '"' => c == '"',
        '\'' => c == '\'',
        '‘' | '’' => matches!(c, '‘' | '’'),
        _ => matches!(c, '“' | '”' | '"' | '«' | '»'),
    }
}
