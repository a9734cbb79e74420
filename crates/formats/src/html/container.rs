//! Which part of a page holds the article: the innermost element with most of the page's text, and what beside it is of one
//! piece with it.

use super::names::Marks;
use super::page::{Index, Tag};
use super::reading::Reading;
use super::zones::Zones;

/// An element with so many hundredths of the text of the one around it holds the article.
const MOST: usize = 70;
/// So for the element that the page says is the article's body.
const BODY_SHARE: usize = 40;
/// With so many hundredths of links beside its text a part is a list of other articles.
const LINKS: usize = 30;
/// Before the article's own text stand at most so many sentences that sum it up.
const STANDFIRSTS: usize = 3;

/// What sums the article up stands at most so many lines below its title,
const FAR: usize = 12;
/// and no line of so many bytes of text between.
const LONG: usize = 120;

/// Where the article is.
pub(super) struct Container {
    /// The element that holds most of it.
    pub(super) inner: Index,
    /// The element that holds its title too, and its pictures.
    pub(super) outer: Index,
    /// Parts beside `inner` that belong to it, in order.
    joined: Vec<Index>,
    /// The line that is its title.
    title: Option<usize>,
    /// The first line of `inner`.
    first: usize,
}

/// How far a line of a page is believed to be of the article.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Trust {
    None,
    /// If it is a sentence.
    Sentence,
    /// If it is the caption of a picture.
    Picture,
    Full,
}

impl Container {
    /// The place of the article in a page.
    pub(super) fn find(reading: &Reading<'_>, zones: &Zones, title: Option<usize>) -> Self {
        let inner = inner(reading, zones, title);
        let outer = outer(reading, inner, title);
        let mut container = Self { inner, outer, joined: Vec::new(), title, first: reading.lines_in(inner).start };
        container.joined = container.joins(reading, zones);
        container
    }

    /// The same page, all that the element around the article and its title holds.
    pub(super) fn wide(reading: &Reading<'_>, zones: &Zones, title: Option<usize>) -> Self {
        let found = Self::find(reading, zones, title);
        let inner = found.outer;
        Self { inner, outer: inner, joined: Vec::new(), title, first: reading.lines_in(inner).start }
    }

    /// How far a line is believed.
    pub(super) fn trust(&self, reading: &Reading<'_>, zones: &Zones, line: usize) -> Trust {
        let page = &reading.page;
        let owner = reading.owner(line);
        if zones.is_out(reading, line) {
            Trust::None
        } else if page.holds(self.inner, owner) || self.is_joined(reading, owner) {
            if zones.weak[owner] { Trust::Sentence } else { Trust::Full }
        } else if !page.holds(self.outer, owner) {
            Trust::None
        } else if line < self.first && self.title.is_some_and(|title| title < line) {
            Trust::Sentence
        } else {
            Trust::Picture
        }
    }

    /// Whether a line is the title.
    pub(super) fn is_title(&self, line: usize) -> bool {
        self.title == Some(line)
    }

    /// Whether a line stands between the title and the element of the text.
    pub(super) fn is_above(&self, line: usize) -> bool {
        line < self.first && self.title.is_some_and(|title| title < line)
    }

    /// Whether a line stands right below the title.
    pub(super) fn is_below_title(&self, line: usize) -> bool {
        self.title.is_some_and(|title| title + 1 == line)
    }

    /// Whether no text of the article stands above a line, but the title does.
    pub(super) fn is_before_text(&self, reading: &Reading<'_>, line: usize) -> bool {
        let above = |title: usize| (title + 1..line).all(|above| reading.prose[above] < LONG);
        self.title.is_some_and(|title| title < line && line - title <= FAR && above(title))
    }

    fn is_joined(&self, reading: &Reading<'_>, owner: Index) -> bool {
        let after = self.joined.partition_point(|part| *part <= owner);
        after.checked_sub(1).is_some_and(|last| reading.page.holds(self.joined[last], owner))
    }

    /// The parts beside `inner`, at any level up to `outer`, that are of one piece with it.
    fn joins(&self, reading: &Reading<'_>, zones: &Zones) -> Vec<Index> {
        let page = &reading.page;
        let styles = self.styles(reading, zones);
        let mut joined = Vec::new();
        let mut at = self.inner;
        while at != self.outer && at != 0 {
            let parent = page.nodes[at].parent;
            let beside = page.children(parent).filter(|part| *part != at && zones.mass[*part] > 0);
            joined.extend(beside.filter(|part| self.is_of_one_piece(reading, zones, *part, &styles)));
            at = parent;
        }
        joined.sort_unstable();
        joined
    }

    /// The styles of the article's paragraphs and of what they stand in.
    fn styles(&self, reading: &Reading<'_>, zones: &Zones) -> Vec<(u64, u64)> {
        let lines =
            reading.lines_in(self.inner).filter(|line| reading.prose[*line] > 0 && !zones.is_out(reading, *line));
        let mut styles: Vec<_> = lines.map(|line| style(reading, line)).collect();
        styles.sort_unstable();
        styles.dedup();
        styles
    }

    fn is_of_one_piece(&self, reading: &Reading<'_>, zones: &Zones, part: Index, styles: &[(u64, u64)]) -> bool {
        let page = &reading.page;
        let lines = reading.lines_in(part);
        let after_title = self.title.is_none_or(|title| title < lines.start);
        let few_links = reading.linked[part] * 100 <= page.nodes[part].bytes * LINKS;
        let own = |line: &usize| reading.prose[*line] > 0 && !zones.is_out(reading, *line);
        let mut prose = lines.filter(own).peekable();
        let same = prose.peek().is_some() && prose.all(|line| styles.binary_search(&style(reading, line)).is_ok());
        after_title && few_links && same && !zones.out[part] && !zones.weak[part]
    }
}

/// The style of a paragraph and of the element that it stands in.
fn style(reading: &Reading<'_>, line: usize) -> (u64, u64) {
    let node = &reading.page.nodes[reading.owner(line)];
    (node.style, reading.page.nodes[node.parent].style)
}

/// From the body inwards, as long as one part holds most of the text that stands behind the title.
fn inner(reading: &Reading<'_>, zones: &Zones, title: Option<usize>) -> Index {
    let page = &reading.page;
    if page.nodes.is_empty() {
        return 0;
    }
    let bodies = (0..page.nodes.len()).filter(|at| page.nodes[*at].marks.has(Marks::BODY) && !zones.out[*at]);
    let bodies: Vec<Index> = bodies.filter(|at| zones.mass[*at] > 0).collect();
    if let (Some(first), Some(last)) = (bodies.first(), bodies.last()) {
        let body = page.lineage(*first).find(|at| page.holds(*at, *last)).unwrap_or(0);
        if zones.mass[body] * 100 >= zones.mass[0] * BODY_SHARE {
            return body;
        }
    }
    let before = |at: Index| match title {
        Some(title) if page.holds(at, reading.owner(title)) => mass_before(reading, zones, at, title),
        Some(title) if at < reading.owner(title) => zones.mass[at],
        _ => 0,
    };
    // Text before the title counts only where next to none stands behind it.
    let behind_counts = before(0) * 2 < zones.mass[0];
    let mass = |at: Index| zones.mass[at] - if behind_counts { before(at) } else { 0 };
    let mut at = 0;
    loop {
        let whole = mass(at);
        let part = page
            .children(at)
            .filter(|part| is_container(page.nodes[*part].tag))
            .max_by_key(|part| (mass(*part), std::cmp::Reverse(*part)));
        match part {
            Some(part) if mass(part) * 100 >= whole * MOST && whole > 0 => at = part,
            _ => return at,
        }
    }
}

fn mass_before(reading: &Reading<'_>, zones: &Zones, at: Index, title: usize) -> usize {
    let lines = reading.lines_in(at).take_while(|line| *line < title);
    lines.filter(|line| !zones.is_out(reading, *line)).map(|line| reading.prose[line]).sum()
}

/// Whether an element can hold an article. A paragraph holds no more than itself.
fn is_container(tag: Tag) -> bool {
    matches!(
        tag,
        Tag::Box
            | Tag::Article
            | Tag::Main
            | Tag::Cell
            | Tag::Row
            | Tag::Form
            | Tag::Aside
            | Tag::Item
            | Tag::List
            | Tag::Quotation
            | Tag::Dialog
            | Tag::Header
            | Tag::Link
            | Tag::Inline
    )
}

/// The element that holds the article's title too; without one, the story's own element.
fn outer(reading: &Reading<'_>, inner: Index, title: Option<usize>) -> Index {
    let page = &reading.page;
    match title.map(|title| reading.owner(title)) {
        Some(title) => page.lineage(inner).find(|at| page.holds(*at, title)).unwrap_or(inner),
        None => page.lineage(inner).find(|at| matches!(page.nodes[*at].tag, Tag::Article | Tag::Main)).unwrap_or(inner),
    }
}

/// The number of sentences that may stand between title and text.
pub(super) const fn standfirsts() -> usize {
    STANDFIRSTS
}
