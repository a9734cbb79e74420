//! Which parts of a page are beside the article: by what the page itself says of them, held against how much of the page's text
//! stands in them.
//!
//! Names of classes are hints, and pages give them to anything. What holds a good part of the text stays whatever it is called.

use super::names::Marks;
use super::page::{Index, Tag};
use super::reading::{Reading, ends_sentence, states};
use super::teasers;

/// What no article stands in, unless nothing is left without it.
const BESIDE: Marks = union(&[Marks::FURNITURE, Marks::ADVERT, Marks::RELATED, Marks::COMMENTS]);
/// What an article may stand in where it holds much of the page's text.
const DOUBTFUL: Marks =
    union(&[Marks::SOCIAL, Marks::SIGNUP, Marks::POPUP, Marks::ABOUT, Marks::BYLINE, Marks::HIDDEN, Marks::UNSEEN]);
/// What hides a line of text that is short.
const OF_LINES: Marks = union(&[Marks::BYLINE, Marks::SIGNUP, Marks::ADVERT, Marks::ABOUT, Marks::UNSEEN]);

const fn union(marks: &[Marks]) -> Marks {
    let mut all = Marks::NONE;
    let mut at = 0;
    while at < marks.len() {
        all = all.and(marks[at]);
        at += 1;
    }
    all
}

/// A part in doubt with so many hundredths of the page's text is the article, or some of it.
const MUCH: usize = 40;
/// A dialog that holds so much of it is the page.
const MOST: usize = 80;
/// So for a part whose name says little.
const SOME: usize = 30;
/// With less text than this left, in bytes, the names have hidden the article.
const LEAST: usize = 250;
/// A marked paragraph with fewer bytes than this is what it is marked.
const SHORT_LINE: usize = 160;
/// So for marks that say little.
const SHORT_WEAK_LINE: usize = 100;
/// The head of a part of a story has no more elements and texts than this.
const MOST_OF_HEAD: usize = 40;
/// A mark on more paragraphs than this is none.
const FEW: usize = 2;
/// Of so many parts of a page's paragraphs at most one is small print.
const SMALL_PARTS: usize = 4;

/// How far a page's marks are believed: where too little text is left, less.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Belief {
    All,
    /// Not those that articles are found in now and then.
    Sure,
    /// Those of consent dialogs and readers' comments alone.
    Least,
}

/// The parts of a page.
pub(super) struct Zones {
    /// Of each node, whether it is beside the article.
    pub(super) out: Vec<bool>,
    /// Of each node, whether of what stands in it only sentences are believed.
    pub(super) weak: Vec<bool>,
    /// Of each line, whether it stands in a list of other articles.
    pub(super) teased: Vec<bool>,
    /// The prose outside of what is beside the article, in each node.
    pub(super) mass: Vec<usize>,
}

/// Parts a page. `others` are the elements of other stories.
/// `host` is where the page's own house lives.
pub(super) fn part(
    reading: &Reading<'_>,
    title: Option<usize>,
    others: &[Index],
    host: Option<&str>,
    belief: Belief,
) -> Zones {
    let page = &reading.page;
    let title = title.map(|line| reading.owner(line));
    let view = View::new(reading, title, belief);
    let none = || vec![false; page.nodes.len()];
    let mut zones = Zones { out: none(), weak: none(), teased: Vec::new(), mass: Vec::new() };
    for at in 1..page.nodes.len() {
        let parent = page.nodes[at].parent;
        zones.out[at] = zones.out[parent] || others.binary_search(&at).is_ok() || view.is_out(at);
        zones.weak[at] = zones.weak[parent] || view.is_weak(at);
    }
    zones.teased = teasers::find(reading, &zones.out, host);
    let mut mass = vec![0; page.nodes.len()];
    for (line, prose) in reading.prose.iter().enumerate().filter(|(line, _)| !zones.is_out(reading, *line)) {
        mass[reading.owner(line)] += prose;
    }
    for at in (1..page.nodes.len()).rev() {
        mass[page.nodes[at].parent] += mass[at];
    }
    zones.mass = mass;
    zones
}

impl Zones {
    /// Whether a line is beside the article.
    pub(super) fn is_out(&self, reading: &Reading<'_>, line: usize) -> bool {
        self.out[reading.owner(line)] || self.teased[line]
    }
}

struct View<'r, 'd> {
    reading: &'r Reading<'d>,
    /// The title, and what the page says is the article's body.
    kept: [Option<Index>; 2],
    belief: Belief,
    /// All prose that is in no consent dialog.
    total: usize,
    /// Whether the page sets notes smaller than its text.
    small: bool,
    /// How many paragraphs there are of each style, sorted by style.
    styles: Vec<(u64, usize)>,
}

impl<'r, 'd> View<'r, 'd> {
    fn new(reading: &'r Reading<'d>, title: Option<Index>, belief: Belief) -> Self {
        let (mut total, mut small, mut styles) = (0, 0, Vec::new());
        for (line, prose) in reading.prose.iter().enumerate().filter(|(_, prose)| **prose > 0) {
            let node = &reading.page.nodes[reading.owner(line)];
            total += prose;
            small += if node.marks.has(Marks::SMALL) { *prose } else { 0 };
            styles.push(node.style);
        }
        styles.sort_unstable();
        let styles = styles.chunk_by(|a, b| a == b).map(|same| (same[0], same.len())).collect();
        let nodes = &reading.page.nodes;
        let bodies = (0..nodes.len()).filter(|at| nodes[*at].marks.has(Marks::BODY) && reading.mass[*at] >= LEAST);
        let body = bodies.max_by_key(|at| (reading.mass[*at], std::cmp::Reverse(*at)));
        let kept = [title, body];
        Self { reading, kept, belief, total, small: small * SMALL_PARTS < total, styles }
    }

    fn is_out(&self, at: Index) -> bool {
        let node = &self.reading.page.nodes[at];
        let is_kept = self.kept.iter().flatten().any(|kept| self.reading.page.holds(at, *kept));
        match node.tag {
            _ if is_kept => false,
            Tag::Text | Tag::Break | Tag::Inline | Tag::Image | Tag::Link | Tag::Button | Tag::Time => false,
            Tag::Article | Tag::Main => false,
            Tag::P => self.is_marked_line(at),
            Tag::Heading(_) => node.marks.has(Marks::UNSEEN) || node.marks.has(Marks::HIDDEN),
            _ => self.is_marked_box(at),
        }
    }

    /// A paragraph that is what it is marked.
    fn is_marked_line(&self, at: Index) -> bool {
        let node = &self.reading.page.nodes[at];
        if node.marks.has(Marks::SMALL) && self.small {
            return true;
        }
        let many =
            || self.styles.binary_search_by_key(&node.style, |style| style.0).is_ok_and(|at| self.styles[at].1 > FEW);
        if node.marks.has(OF_LINES) {
            return node.bytes < SHORT_LINE && !many();
        }
        let weak = node.marks.has(BESIDE.and(DOUBTFUL).and(Marks::WEAK));
        weak && node.bytes < SHORT_WEAK_LINE && !many() && !self.ends_sentence(at)
    }

    fn is_marked_box(&self, at: Index) -> bool {
        let node = &self.reading.page.nodes[at];
        let mass = self.reading.mass[at];
        if node.marks.has(Marks::BODY) {
            return false;
        }
        if node.marks.has(Marks::CONSENT) || node.marks.has(Marks::DIALOG) || node.tag == Tag::Dialog {
            return !self.is_much(mass, MOST);
        }
        let post = node.marks.has(Marks::POST) || node.tag == Tag::Quotation || self.holds_post(at);
        if post && !node.marks.has(Marks::PULL_QUOTE) {
            return false;
        }
        if matches!(node.tag, Tag::Nav | Tag::Footer) {
            return true;
        }
        if node.marks.has(BESIDE) {
            let sure = self.belief < Belief::Least || node.marks.has(Marks::COMMENTS);
            return sure && !self.is_all(mass);
        }
        if node.marks.has(DOUBTFUL) || matches!(node.tag, Tag::Aside | Tag::Form) {
            return self.belief < Belief::Sure && !self.is_much(mass, MUCH);
        }
        let weak = node.marks.has(Marks::WEAK) || (node.tag == Tag::Header && !self.is_head(at));
        weak && self.belief < Belief::Sure && !self.is_much(mass, SOME) && self.looks_beside(at)
    }

    /// Whether only sentences of it are believed.
    fn is_weak(&self, at: Index) -> bool {
        let node = &self.reading.page.nodes[at];
        let box_like = !matches!(node.tag, Tag::P | Tag::Heading(_) | Tag::Article | Tag::Main | Tag::Text);
        box_like
            && (node.marks.has(Marks::WEAK) || (node.tag == Tag::Header && !self.is_head(at)))
            && !self.is_much(self.reading.mass[at], SOME)
    }

    /// Whether it is the head of a part of the story: behind the title, with a heading that leads nowhere and is no sentence, and no
    /// text.
    fn is_head(&self, at: Index) -> bool {
        let page = &self.reading.page;
        let behind = self.kept[0].is_some_and(|title| title < at);
        let lines = self.reading.lines_in(at);
        let heads = |line: usize| {
            matches!(self.reading.tag(line), Tag::Heading(2..))
                && !self.reading.is_link(line)
                && !states(self.reading.text(line))
        };
        behind && self.reading.mass[at] == 0 && page.nodes[at].end - at <= MOST_OF_HEAD && lines.into_iter().any(heads)
    }

    fn is_much(&self, mass: usize, hundredths: usize) -> bool {
        mass * 100 >= self.total * hundredths && mass > 0
    }

    /// Whether next to nothing is left of the page without it.
    fn is_all(&self, mass: usize) -> bool {
        mass >= LEAST && self.total - mass < LEAST
    }

    /// A box that leads elsewhere, or holds no sentence.
    fn looks_beside(&self, at: Index) -> bool {
        let node = &self.reading.page.nodes[at];
        let leads = self.reading.linked[at] * 10 > node.bytes;
        let asks =
            self.reading.page.subtree(at).any(|at| matches!(self.reading.page.nodes[at].tag, Tag::Button | Tag::Form));
        leads || asks || (self.reading.mass[at] == 0 && !self.ends_sentence(at))
    }

    fn ends_sentence(&self, at: Index) -> bool {
        self.reading.lines_in(at).last().is_some_and(|line| ends_sentence(self.reading.text(line)))
    }

    /// A post that the article quotes ("social-embed"), and no button to share it.
    fn holds_post(&self, at: Index) -> bool {
        let quoted = |node: Index| self.reading.page.nodes[node].tag == Tag::Quotation;
        self.reading.page.nodes[at].marks.has(Marks::SOCIAL)
            && self.reading.page.subtree(at).take(40).any(|node| quoted(node) && self.reading.mass[node] > 0)
    }
}
