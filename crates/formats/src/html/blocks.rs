//! Cuts a page into the lines that a reader sees: paragraphs, headings, items, captions, whatever elements part from the rest.

use super::names::Marks;
use super::page::{Index, Page, Tag};
use super::reading::ends_sentence;

/// An inline element covers a line if so many tenths of its words stand in it.
const COVERED_TENTHS: usize = 9;

/// A line of the page's head has fewer bytes than this.
const HEAD: usize = 120;

/// What boxes are called that open beside a word.
const OPENS: Marks = Marks::POPUP.and(Marks::SOCIAL).and(Marks::RELATED);
/// Such a box holds so many links.
const POPUP_LINKS: usize = 2;

/// A line of the page.
#[derive(Debug)]
pub(super) struct Block {
    /// The innermost element around it that parts lines.
    pub(super) owner: Index,
    /// Its first text.
    pub(super) first: Index,
    start: usize,
    end: usize,
    /// How many bytes of it are links.
    pub(super) linked: usize,
    /// How many bytes of it are buttons and clock times.
    pub(super) worked: usize,
    /// How many bytes of it are links to topics.
    pub(super) topics: usize,
    /// Whether a clock time stands in it.
    pub(super) timed: bool,
    /// What the inline elements say that cover it.
    pub(super) marks: Marks,
    /// Where in it a picture's credit begins.
    pub(super) credit: Option<usize>,
}

impl Block {
    pub(super) fn len(&self) -> usize {
        self.end - self.start
    }
}

/// The lines of a page in order, with their words.
#[derive(Default)]
pub(super) struct Blocks {
    text: String,
    pub(super) list: Vec<Block>,
}

impl Blocks {
    /// The words of a line: single spaces, and a line feed where the page breaks the line.
    pub(super) fn text(&self, block: &Block) -> &str {
        &self.text[block.start..block.end]
    }

    /// The lines of a page.
    pub(super) fn of(page: &Page<'_>) -> Self {
        let mut cut = Cut { page, out: Self::default(), open: vec![0], line: Line::default(), told: false };
        let mut at = 1;
        while at < page.nodes.len() {
            while cut.open.last().is_some_and(|open| page.nodes[*open].end <= at) {
                cut.leave();
            }
            at = cut.enter(at);
        }
        cut.flush();
        cut.out
    }
}

/// The line being read.
#[derive(Default)]
struct Line {
    first: Option<Index>,
    start: usize,
    linked: usize,
    worked: usize,
    topics: usize,
    timed: bool,
    covered: usize,
    marks: Marks,
    credit: Option<usize>,
    /// White space stands before the next word.
    blank: bool,
    /// A tag stands before the next word.
    seam: bool,
    /// So the tag of a time or a button.
    apart: bool,
    /// Line breaks before the next word.
    breaks: usize,
}

struct Cut<'p, 'd> {
    page: &'p Page<'d>,
    out: Blocks,
    /// The elements around the place that is read, from the body inwards.
    open: Vec<Index>,
    line: Line,
    /// Whether a line of text has been read.
    told: bool,
}

impl Cut<'_, '_> {
    /// Whether an inline element holds a box that opens beside the word it stands by: links to other articles, as a rule.
    fn is_popup(&self, at: Index) -> bool {
        let node = &self.page.nodes[at];
        let links = || self.page.subtree(at).filter(|at| self.page.nodes[*at].tag == Tag::Link).take(POPUP_LINKS);
        node.marks.has(OPENS) && links().count() == POPUP_LINKS
    }

    /// Reads the beginning of a node, and says which one is next.
    fn enter(&mut self, at: Index) -> Index {
        let node = &self.page.nodes[at];
        let inline = matches!(node.tag, Tag::Inline | Tag::Link | Tag::Time | Tag::Button);
        if inline && (node.marks.has(Marks::UNSEEN.and(Marks::HIDDEN)) || self.is_popup(at)) {
            self.line.seam = true;
            return node.end;
        }
        match node.tag {
            Tag::Text => {
                self.page.with_text(at, |text| self.text(at, text));
                return at + 1;
            }
            Tag::Break => self.line.breaks += 1,
            Tag::Cell => self.line.blank = true,
            tag if tag.is_block() => self.flush(),
            tag => self.pass(tag),
        }
        self.open.push(at);
        at + 1
    }

    fn leave(&mut self) {
        let Some(at) = self.open.last() else { return };
        match self.page.nodes[*at].tag {
            Tag::Break => {}
            Tag::Cell => self.line.blank = true,
            tag if tag.is_block() => self.flush(),
            tag => self.pass(tag),
        }
        self.open.pop();
    }

    /// Passes the tag of an element that parts no line. Times and buttons stand apart from the words beside them.
    fn pass(&mut self, tag: Tag) {
        self.line.seam = true;
        self.line.apart |= matches!(tag, Tag::Time | Tag::Button);
    }

    fn text(&mut self, at: Index, text: &str) {
        let mut words = text.split_ascii_whitespace().peekable();
        if text.starts_with(|c: char| c.is_ascii_whitespace()) {
            self.line.blank = true;
        }
        if words.peek().is_none() {
            return;
        }
        if self.line.breaks > 1 || (self.line.breaks == 1 && self.heads()) {
            self.flush();
        }
        self.line.first.get_or_insert(at);
        self.join(text.trim_ascii_start());
        let from = self.out.text.len();
        for (number, word) in words.enumerate() {
            if number > 0 {
                self.out.text.push(' ');
            }
            self.out.text.push_str(word);
        }
        self.line.blank = text.ends_with(|c: char| c.is_ascii_whitespace());
        self.count(from);
    }

    /// Whether the words so far are a line of the page's head, where titles, names and dates have nothing but breaks between them.
    fn heads(&self) -> bool {
        let line = &self.out.text[self.line.start..];
        let owner = self.open.iter().rev().map(|at| self.page.nodes[*at].tag).find(|tag| tag.is_block());
        let loose = !matches!(owner, Some(Tag::P | Tag::Heading(_) | Tag::Item | Tag::FigCaption | Tag::Quotation));
        !self.told && loose && line.len() < HEAD && !ends_sentence(line)
    }

    /// Writes what stands between the words so far and the next.
    fn join(&mut self, next: &str) {
        let line = &mut self.line;
        let before = &self.out.text[line.start..];
        if !before.is_empty() {
            if line.breaks > 0 {
                self.out.text.push('\n');
            } else if line.blank
                || (line.seam && is_glued(before, next))
                || (line.apart && are_words(before, next))
                || (line.seam && !self.told && is_numbered(before, next))
            {
                self.out.text.push(' ');
            }
        }
        line.breaks = 0;
        line.seam = false;
        line.apart = false;
    }

    /// Counts the words from a place on to what stands around them.
    fn count(&mut self, from: usize) {
        let bytes = self.out.text.len() - from;
        let line = &mut self.line;
        let within = self.open.iter().rev().map(|at| &self.page.nodes[*at]);
        let mut inline = Marks::NONE;
        for node in within.clone().take_while(|node| !node.tag.is_block()) {
            inline |= node.marks;
        }
        let any = |tag: Tag| within.clone().any(|node| node.tag == tag);
        line.linked += if any(Tag::Link) { bytes } else { 0 };
        line.worked += if any(Tag::Button) || any(Tag::Time) { bytes } else { 0 };
        line.timed |= any(Tag::Time);
        line.topics += if inline.has(Marks::TOPIC) { bytes } else { 0 };
        line.covered += if inline == Marks::NONE { 0 } else { bytes };
        line.marks |= inline;
        if inline.has(Marks::CREDIT) {
            line.credit.get_or_insert(from - line.start);
        } else if self.out.text[from..].contains(char::is_alphanumeric) {
            line.credit = None;
        }
    }

    fn flush(&mut self) {
        let start = self.out.text.len();
        let line = std::mem::replace(&mut self.line, Line { start, ..Line::default() });
        let Some(first) = line.first else { return };
        let is_block = |at: &&Index| self.page.nodes[**at].tag.is_block();
        let owner = self.open.iter().rev().find(is_block).copied().unwrap_or(0);
        let covered = line.covered * 10 >= (start - line.start) * COVERED_TENTHS;
        self.told |= start - line.start - line.linked >= HEAD;
        self.out.list.push(Block {
            owner,
            first,
            start: line.start,
            end: start,
            linked: line.linked,
            worked: line.worked,
            topics: line.topics,
            timed: line.timed,
            marks: if covered { line.marks } else { Marks::NONE },
            credit: line.credit,
        });
    }
}

fn are_words(before: &str, next: &str) -> bool {
    before.ends_with(char::is_alphanumeric) && next.starts_with(char::is_alphanumeric)
}

/// Whether a name and a date meet, which the page's head sets apart by style alone: "By Ann Rask" and "4 March".
fn is_numbered(before: &str, next: &str) -> bool {
    let named = before.rsplit(' ').next().is_some_and(|word| word.len() > 2 && word.chars().all(char::is_alphabetic));
    named && next.bytes().take_while(u8::is_ascii_digit).count() > 0 && next.len() > 2
}

/// Whether two words that only a tag parts are two sentences, or a word and what somebody said, set apart by style alone.
pub(super) fn is_glued(before: &str, next: &str) -> bool {
    let (Some(last), Some(first)) = (before.chars().next_back(), next.chars().next()) else { return false };
    let word = before.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    let ends = matches!(last, '.' | '!' | '?' | ';' | ':' | '”');
    let initial = || {
        let word = before[..before.len() - last.len_utf8()].rsplit(|c: char| !c.is_alphanumeric()).next();
        last == '.' && word.is_some_and(|word| word.chars().count() < 2)
    };
    match first {
        '“' | '‟' => last.is_alphanumeric() || ends,
        '"' => {
            let opens = before.bytes().filter(|byte| *byte == b'"').count() % 2 == 0;
            opens && (last.is_alphanumeric() || ends) && next[1..].starts_with(char::is_alphanumeric)
        }
        _ if first.is_uppercase() && ends => !initial(),
        _ if first.is_uppercase() && last.is_lowercase() => {
            let goes_on = next.chars().nth(1).is_some_and(char::is_lowercase);
            goes_on && word.chars().count() > 2
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use dom_query::Document;

    use super::*;

    fn lines(html: &str) -> Vec<String> {
        let document = Document::from(html);
        let page = Page::new(&document);
        let blocks = Blocks::of(&page);
        blocks.list.iter().map(|block| blocks.text(block).to_owned()).collect()
    }

    #[test]
    fn a_line_belongs_to_the_element_that_parts_it() {
        let document = Document::from("<div><h2>One</h2>two<p>three <span>four");
        let page = Page::new(&document);
        let tags = Blocks::of(&page).list.iter().map(|block| page.nodes[block.owner].tag).collect::<Vec<_>>();
        assert_eq!(tags, [Tag::Heading(2), Tag::Box, Tag::P]);
    }

    #[test]
    fn a_page_is_cut_where_a_reader_sees_lines() {
        let cases: [(&str, &[&str]); 12] = [
            ("<p>One <a href=/>two</a>, three</p>four<div>five", &["One two, three", "four", "five"]),
            ("<div><time>16.05 GMT</time><span>Key event</span></div>", &["16.05 GMT Key event"]),
            ("<p>It fell (<x-source><a href=/a>1</a></x-source>), he said", &["It fell (1), he said"]),
            ("<div><x-lead>One</x-lead><x-lead>two</x-lead></div>", &["One", "two"]),
            ("<x-part><p>One</p></x-part><x-part><p>two</p></x-part>", &["One", "two"]),
            ("<p>One<br>two<br><br>three", &["One\ntwo", "three"]),
            ("<tr><td>One</td><td>two</td></tr>", &["Onetwo"]),
            ("<table><tr><td>One</td><td>two</td></tr><tr><td><p>three", &["One two", "three"]),
            ("<p><span>The second survey</span>“We have", &["The second survey “We have"]),
            (
                "<p>Mc<span>Donald</span> of the U.<span>S.</span> <span>T</span>he end",
                &["McDonald of the U.S. The end"],
            ),
            ("<p>A pier<span style='clip:rect(0 0 0 0)'>, opens new tab</span>, he said", &["A pier, he said"]),
            (
                "<p>She pressed <button>Send</button> and <time>on Monday</time> left",
                &["She pressed Send and on Monday left"],
            ),
        ];
        for (html, expected) in cases {
            assert_eq!(lines(html), expected, "{html}");
        }
    }
}
