//! Makes a page small and harmless before it is parsed: one linear pass over the raw HTML.
//!
//! What no reader sees goes (scripts, styles, comments, drawings, forms' fields), and so do plain face changes and all
//! attributes that nothing here looks at. No element is left deeper than allowed, no tag with more than a few
//! attributes: the shapes on which tree builders take quadratic time or run out of stack never reach one. Text is kept
//! whatever happens to the tags around it. Entities of a DTD are not expanded, for the declaration goes.

use std::collections::BTreeSet;
use std::ops::Range;

use memchr::{memchr, memmem};

use super::attributes::{self, Attributes};

/// What becomes of an element.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fate {
    /// It goes with all that is in it.
    Dropped,
    /// So, and its content is no markup: unclosed, it hides the rest of the page.
    Raw,
    /// Only its tags go.
    Unwrapped,
    /// It has no end and is kept.
    Void,
    /// It has no end and goes.
    VoidDropped,
    Title,
    Kept,
}

fn fate(name: &str) -> Fate {
    match name {
        "script" | "style" | "iframe" | "textarea" | "noembed" | "noframes" | "xmp" | "plaintext" => Fate::Raw,
        "template" | "svg" | "math" | "object" | "canvas" | "audio" | "video" | "select" | "noscript" | "applet"
        | "datalist" | "amp-ad" | "amp-consent" | "amp-embed" | "amp-iframe" | "amp-sidebar" | "amp-sticky-ad" => {
            Fate::Dropped
        }
        "b" | "i" | "em" | "strong" | "u" | "s" | "small" | "big" | "font" | "tt" | "nobr" | "strike" | "code"
        | "mark" | "ins" | "sub" | "sup" | "wbr" | "label" | "center" => Fate::Unwrapped,
        "br" | "hr" | "img" | "meta" => Fate::Void,
        "link" | "input" | "source" | "track" | "area" | "base" | "col" | "embed" | "param" | "keygen" => {
            Fate::VoidDropped
        }
        "title" => Fate::Title,
        _ => Fate::Kept,
    }
}

/// How many bytes of text before a tag are looked at.
const TAIL: usize = 80;

/// A page without ballast.
pub(super) struct Slim {
    /// The page.
    pub(super) html: String,
    /// The contents of its JSON-LD scripts.
    pub(super) json_ld: Vec<String>,
    /// Where in the page the data stands that its scripts are handed as JSON.
    pub(super) data: Vec<Range<usize>>,
}

/// Reads a page, leaving no element more than `deepest` levels down.
pub(super) fn slim(html: &str, deepest: usize) -> Slim {
    let slim = empty(html.len() / 2);
    let mut pass = Pass {
        html,
        deepest,
        at: 0,
        stack: Vec::new(),
        over: 0,
        unclosed: BTreeSet::new(),
        seam: false,
        is_set: false,
        slim,
    };
    while let Some(found) = memchr(b'<', &html.as_bytes()[pass.at..]) {
        let start = pass.at + found;
        pass.text(&html[pass.at..start]);
        pass.markup(start);
    }
    pass.text(&html[pass.at..]);
    pass.slim
}

fn empty(capacity: usize) -> Slim {
    Slim { html: String::with_capacity(capacity), json_ld: Vec::new(), data: Vec::new() }
}

struct Pass<'a> {
    html: &'a str,
    deepest: usize,
    at: usize,
    /// The names of the open elements, lower case.
    stack: Vec<String>,
    /// How many elements are open beyond the deepest level.
    over: usize,
    /// Elements whose end was looked for and is not in the rest of the page.
    unclosed: BTreeSet<String>,
    /// Whether a tag that is not kept stands before the next text.
    seam: bool,
    /// Whether the text is shown as it is set.
    is_set: bool,
    slim: Slim,
}

impl Pass<'_> {
    /// Writes text. Where the tags between two sentences go, a space takes their place.
    fn text(&mut self, text: &str) {
        if self.seam && !text.is_empty() && super::blocks::is_glued(tail(&self.slim.html), text) {
            self.slim.html.push(' ');
        }
        self.seam &= text.is_empty();
        if self.is_set {
            self.set(text);
        } else {
            self.slim.html.push_str(text);
        }
    }

    /// Writes text that is shown as it is set: an empty line or an indented one begins a paragraph.
    fn set(&mut self, text: &str) {
        let mut indented = true;
        for (number, line) in text.split_inclusive('\n').enumerate() {
            let now = line.starts_with([' ', '\t']);
            if number > 0 && (line.trim().is_empty() || (now && !indented)) {
                self.slim.html.push_str("<br><br>");
            }
            indented = now && !line.trim().is_empty();
            self.slim.html.push_str(line);
        }
    }

    /// Reads whatever begins with the `<` at `start`.
    fn markup(&mut self, start: usize) {
        let rest = &self.html[start + 1..];
        if let Some(comment) = rest.strip_prefix("!--") {
            self.at = memmem::find(comment.as_bytes(), b"-->").map_or(self.html.len(), |end| start + 7 + end);
        } else if rest.starts_with(['!', '?']) {
            self.at = memchr(b'>', rest.as_bytes()).map_or(self.html.len(), |end| start + 2 + end);
        } else if let Some(name) = rest.strip_prefix('/').map(name).filter(|name| !name.is_empty()) {
            let name = name.to_ascii_lowercase();
            self.at = memchr(b'>', rest.as_bytes()).map_or(self.html.len(), |end| start + 2 + end);
            self.close(&name);
        } else if name(rest).is_empty() {
            self.slim.html.push_str("&lt;");
            self.at = start + 1;
        } else {
            let name = name(rest);
            let from = start + 1 + name.len();
            match attributes::read(self.html, from) {
                Some(attributes) => {
                    self.at = attributes.end;
                    self.open(&name.to_ascii_lowercase(), &attributes);
                }
                None => self.at = self.html.len(),
            }
        }
    }

    fn open(&mut self, name: &str, attributes: &Attributes<'_>) {
        let fate = fate(name);
        self.seam = fate == Fate::Unwrapped;
        match fate {
            Fate::Dropped | Fate::Raw => self.skip(name, fate, attributes),
            Fate::Title => self.title(),
            Fate::Void => attributes.write(name, &mut self.slim.html),
            Fate::VoidDropped if name == "link" && attributes.get("rel") == Some("canonical") => {
                attributes.write(name, &mut self.slim.html);
            }
            Fate::VoidDropped | Fate::Unwrapped => {}
            Fate::Kept => {
                self.close_implied(name);
                if self.stack.len() >= self.deepest {
                    self.over += 1;
                } else {
                    self.is_set |= name == "pre";
                    self.stack.push(name.to_owned());
                    attributes.write(name, &mut self.slim.html);
                }
            }
        }
    }

    /// A list item ends the one before it, as a paragraph or a cell does.
    fn close_implied(&mut self, name: &str) {
        while self.over == 0 && self.stack.last().is_some_and(|open| ends(name, open)) {
            self.stack.pop();
        }
    }

    fn close(&mut self, name: &str) {
        let fate = fate(name);
        self.seam = fate == Fate::Unwrapped;
        if matches!(fate, Fate::Unwrapped | Fate::VoidDropped | Fate::Void) {
            return;
        }
        if self.over > 0 {
            self.over -= 1;
        } else if let Some(open) = self.stack.iter().rposition(|open| open == name) {
            self.stack.truncate(open);
            self.is_set = self.is_set && self.stack.iter().any(|open| open == "pre");
            self.slim.html.push_str("</");
            self.slim.html.push_str(name);
            self.slim.html.push('>');
        }
    }

    fn skip(&mut self, name: &str, fate: Fate, attributes: &Attributes<'_>) {
        let Some(end) = self.end_of(name) else {
            if fate == Fate::Raw {
                self.at = self.html.len();
            }
            return;
        };
        let kind = attributes.get("type").filter(|_| name == "script").unwrap_or_default();
        if kind.contains("ld+json") {
            self.slim.json_ld.push(self.html[self.at..end].to_owned());
        } else if kind == "application/json" {
            self.slim.data.push(self.at..end);
        }
        self.pass_end(end);
    }

    fn title(&mut self) {
        if let Some(end) = self.end_of("title") {
            self.slim.html.push_str("<title>");
            self.slim.html.push_str(&self.html[self.at..end]);
            self.slim.html.push_str("</title>");
            self.pass_end(end);
        }
    }

    fn pass_end(&mut self, end: usize) {
        self.at = memchr(b'>', &self.html.as_bytes()[end..]).map_or(self.html.len(), |found| end + found + 1);
    }

    /// Where the end tag of the element just opened begins. One failed search is enough for each name.
    fn end_of(&mut self, name: &str) -> Option<usize> {
        if self.unclosed.contains(name) {
            return None;
        }
        let bytes = self.html.as_bytes();
        let mut at = self.at;
        while let Some(found) = memmem::find(&bytes[at..], b"</") {
            let start = at + found;
            let after = bytes.get(start + 2..start + 2 + name.len());
            if after.is_some_and(|after| after.eq_ignore_ascii_case(name.as_bytes())) {
                return Some(start);
            }
            at = start + 2;
        }
        self.unclosed.insert(name.to_owned());
        None
    }
}

/// The end of what is written, back to the last tag: as much as tells how its sentence ends.
fn tail(html: &str) -> &str {
    let from = html.len().saturating_sub(TAIL);
    let from = (from..=html.len()).find(|at| html.is_char_boundary(*at)).unwrap_or(html.len());
    let end = &html[from..];
    end.rfind('>').map_or(end, |tag| &end[tag + 1..])
}

/// The name of a tag; empty where none begins.
fn name(text: &str) -> &str {
    let end = text.find(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '-' | ':' | '_')).unwrap_or(text.len());
    if text.starts_with(|c: char| c.is_ascii_alphabetic()) && end <= 64 { &text[..end] } else { "" }
}

fn ends(name: &str, open: &str) -> bool {
    match name {
        "p" => open == "p",
        "li" => matches!(open, "li" | "p"),
        "dt" | "dd" => matches!(open, "dt" | "dd" | "p"),
        "td" | "th" => matches!(open, "td" | "th" | "p"),
        "tr" => matches!(open, "td" | "th" | "tr" | "p"),
        "tbody" | "thead" | "tfoot" => matches!(open, "td" | "th" | "tr" | "tbody" | "thead" | "tfoot" | "p"),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_nobody_reads_goes_and_text_stays() {
        let cases = [
            ("<p onclick=x class=\"lead\">One <b>two</b></p>", "<p class=\"lead\">One two</p>"),
            ("a<script>if (a < b) '<p>'</script>b<!-- <p> -->c<!doctype html [<!ENTITY x 'y'>d", "abcd"),
            ("5 < 7 <> &amp; <3", "5 &lt; 7 &lt;> &amp; &lt;3"),
            ("one<script>never closed <p>two", "one"),
            ("one<svg>never closed<p>two</p></div>", "onenever closed<p>two</p>"),
            ("one <a href=\"never closed <p>two", "one "),
            ("<ul><li>One<li>Two</ul>", "<ul><li>One<li>Two</ul>"),
        ];
        for (html, expected) in cases {
            assert_eq!(slim(html, 512).html, expected);
        }
    }

    #[test]
    fn no_element_is_deeper_than_the_cap() {
        let slim = slim(&("<div>".repeat(100_000) + "deep" + &"</div>".repeat(100_000) + "<p>after</p>"), 7);
        assert_eq!(slim.html.matches("<div>").count(), 7);
        assert!(slim.html.contains("deep") && slim.html.ends_with("</div><p>after</p>"));
    }

    #[test]
    fn json_ld_is_kept_apart() {
        let slim = slim("<script type='application/ld+json'>{\"a\": 1}</script><script>var b;</script>", 512);
        assert_eq!((slim.html.as_str(), slim.json_ld), ("", vec!["{\"a\": 1}".to_owned()]));
    }
}
