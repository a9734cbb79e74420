//! What each line of a page weighs as text of an article, and how much of that stands in each element.

use super::blocks::{Block, Blocks};
use super::page::{Index, Page, Tag};

/// A line of fewer bytes is no text of an article by itself: about seven words.
const SHORTEST_SENTENCE: usize = 40;
/// A line of so many bytes is text though no mark ends it: about fourteen words.
const SHORTEST_TEXT: usize = 80;

/// A page, its lines and their weights.
pub(super) struct Reading<'d> {
    pub(super) page: Page<'d>,
    pub(super) blocks: Blocks,
    /// Of each line, how many bytes of it are text of an article.
    pub(super) prose: Vec<usize>,
    /// Of each node, how much prose stands in it.
    pub(super) mass: Vec<usize>,
    /// Of each node, how many bytes of links stand in it.
    pub(super) linked: Vec<usize>,
    /// Of each node, whether a caption or a quotation stands in it.
    pub(super) parted: Vec<bool>,
    /// Of each node, the numbers of the lines that stand in it.
    lines: Vec<std::ops::Range<usize>>,
}

impl<'d> Reading<'d> {
    /// Weighs the lines of a page. Where its title does not speak of them, words on cookies weigh nothing.
    pub(super) fn new(page: Page<'d>, title: &str) -> Self {
        let blocks = Blocks::of(&page);
        let on_consent = is_on_consent(title);
        let weigh = |block: &Block| weight(&page, block, blocks.text(block), on_consent);
        let prose: Vec<usize> = blocks.list.iter().map(weigh).collect();
        let mut mass = vec![0; page.nodes.len()];
        let mut linked = vec![0; page.nodes.len()];
        let parts = |node: &super::page::Node| matches!(node.tag, Tag::FigCaption | Tag::Quotation);
        let mut parted: Vec<bool> = page.nodes.iter().map(parts).collect();
        for (block, prose) in blocks.list.iter().zip(&prose) {
            mass[block.owner] += prose;
            linked[block.owner] += block.linked;
        }
        for at in (1..page.nodes.len()).rev() {
            let parent = page.nodes[at].parent;
            mass[parent] += mass[at];
            linked[parent] += linked[at];
            parted[parent] |= parted[at];
        }
        let lines = lines(&page, &blocks);
        Self { page, blocks, prose, mass, linked, parted, lines }
    }

    /// The words of a line.
    pub(super) fn text(&self, line: usize) -> &str {
        self.blocks.text(&self.blocks.list[line])
    }

    /// The element of a line.
    pub(super) fn owner(&self, line: usize) -> Index {
        self.blocks.list[line].owner
    }

    /// How the element of a line behaves.
    pub(super) fn tag(&self, line: usize) -> Tag {
        self.page.nodes[self.owner(line)].tag
    }

    /// The lines that stand in a node.
    pub(super) fn lines_in(&self, at: Index) -> std::ops::Range<usize> {
        self.lines[at].clone()
    }

    /// Whether a line is nine tenths link.
    pub(super) fn is_link(&self, line: usize) -> bool {
        let block = &self.blocks.list[line];
        block.linked * 10 >= block.len() * 9
    }
}

/// The lines of each node: those whose first text stands in it.
fn lines(page: &Page<'_>, blocks: &Blocks) -> Vec<std::ops::Range<usize>> {
    let firsts: Vec<Index> = blocks.list.iter().map(|block| block.first).collect();
    let range = |at: Index| {
        let within = page.subtree(at);
        firsts.partition_point(|first| *first < within.start)..firsts.partition_point(|first| *first < within.end)
    };
    (0..page.nodes.len()).map(range).collect()
}

fn weight(page: &Page<'_>, block: &Block, text: &str, on_consent: bool) -> usize {
    let heads = matches!(page.nodes[block.owner].tag, Tag::Heading(_));
    let len = block.len();
    // Cut short by the page that shows it: an excerpt of another article.
    let excerpt = ["[…]", "[...]"].iter().any(|mark| text.ends_with(mark));
    let shows = len.saturating_sub(block.linked).saturating_sub(block.worked);
    let long = len >= SHORTEST_TEXT || (len >= SHORTEST_SENTENCE && ends_sentence(text));
    let linked = block.linked * 10 >= len * 9 && !states(text);
    if heads || !long || linked || excerpt || (!on_consent && is_on_consent(text)) { 0 } else { shows.max(len / 4) }
}

/// Whether words end as a sentence does.
pub(super) fn ends_sentence(text: &str) -> bool {
    let text =
        text.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '”' | '"' | '’' | '\'' | ')' | ']' | '»'));
    text.ends_with(['.', '!', '?', '…', ':'])
}

/// Whether a link's words are a sentence, and no title: titles ask too.
pub(super) fn states(text: &str) -> bool {
    ends_sentence(text) && !text.trim_end_matches(['”', '"', '’', '\'', ')']).ends_with(['?', ':'])
}

/// What the dialogs ask for.
const CONSENT: [&str; 4] = ["cookie", "consent", "personal data", "gdpr"];

/// Whether words name cookies or consent at all.
pub(super) fn names_consent(text: &str) -> bool {
    let text = text.to_lowercase();
    CONSENT.iter().any(|word| text.contains(word))
}

/// Whether words speak of cookies and consent as the dialogs do that ask for it.
pub(super) fn is_on_consent(text: &str) -> bool {
    const REST: [&str; 16] = [
        "we use",
        "our partners",
        "vendors",
        "legitimate interest",
        "privacy policy",
        "accept",
        "this site",
        "this website",
        "our website",
        "your experience",
        "your browser",
        "preferences",
        "your choice",
        "your device",
        "personalis",
        "personaliz",
    ];
    let text = text.to_lowercase();
    CONSENT.iter().any(|word| text.contains(word)) && REST.iter().any(|word| text.contains(word))
}

/// The letters and digits of a text, lower case.
pub(super) fn letters(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_ascii_alphanumeric() {
            out.push(c.to_ascii_lowercase());
        } else if !c.is_ascii() && c.is_alphanumeric() {
            out.extend(c.to_lowercase());
        }
    }
    out
}
