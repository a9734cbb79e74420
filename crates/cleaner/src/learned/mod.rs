//! A labeller of lines that learns: a linear chain over the lines of a page.
//!
//! The rules tell what a line's own words give away. What they make of a line is one feature of many here: a line's length,
//! case and marks, classes of its words, whether the paragraphs know its words, what stands around it and where on the page it
//! stands. The chain weighs them over the whole page, and a line is what is likeliest of all ways to label the page.

mod classes;
mod features;
mod hash;
mod measure;
mod model;
mod page;
mod states;
mod table;

use copydesk_layers::BlockKind;
use copydesk_learn::sequence::{Lattice, Sequence};

pub(crate) use features::Ruled;
pub(crate) use model::Model;
use page::Page;
pub(crate) use states::STATES;

/// Added to the score of what is certain: e^20 times likelier than all else.
const CERTAIN: f32 = 20.0;
/// Taken off the score of body where a line of several words stands elsewhere on the page word for word (of 590 such lines of
/// labelled pages 18 are body), or a line without an end stands alone between two paragraphs (3 of 230).
const HARDLY_BODY: f32 = 3.0;
/// Taken off the score of a heading where a line inside the article ends in a colon (of 166 such lines two are headings), and off
/// that of a byline where a number opens it that is no time, as in a list of names.
const HARDLY_HEADING: f32 = 3.0;
const HARDLY_BYLINE: f32 = 3.0;

/// A line as the rules leave it.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Known {
    pub(crate) rules: Ruled,
    /// Its kind, where nothing else can be.
    pub(crate) certain: Option<BlockKind>,
}

/// Buffers that are used again.
#[derive(Default)]
pub(crate) struct Buffers {
    page: Page,
    rules: Vec<Ruled>,
    features: Vec<u32>,
    lattice: Lattice<STATES>,
}

/// Labels the lines of a page by a model; `told` hears of lines by their numbers. What it does not hear of only parts lines.
pub(crate) fn label<'a>(
    model: &Model,
    lines: impl Iterator<Item = &'a str>,
    known: &[Known],
    title: Option<&str>,
    buffers: &mut Buffers,
    mut told: impl FnMut(usize, Likely),
) {
    buffers.read(lines, known, title);
    let Buffers { page, rules, features, lattice } = buffers;
    lattice.read_steps(&model.steps);
    lattice.weigh((0..page.lines.len()).map(|at| {
        features.clear();
        features::features(page, rules, at, features);
        let mut scores = model.scores(features);
        let certain = known[page.numbers[at]].certain;
        for (score, kind) in scores.iter_mut().zip(states::KINDS) {
            *score += if certain == Some(kind) { CERTAIN } else { 0.0 } - hardly(page, at, kind);
        }
        scores
    }));
    for (at, number) in page.numbers.iter().enumerate() {
        told(*number, Likely::of(&lattice.marginals(at)));
    }
}

/// What speaks against a kind whatever the weights say.
fn hardly(page: &Page, at: usize, kind: BlockKind) -> f32 {
    match kind {
        BlockKind::Body if page.is_doubled(at) => CERTAIN,
        BlockKind::Body if page.is_repeated(at) || page.is_open_between(at) => HARDLY_BODY,
        BlockKind::Headline if page.introduces(at) => HARDLY_HEADING,
        BlockKind::Byline if page.is_numbered(at) => HARDLY_BYLINE,
        _ => 0.0,
    }
}

/// The features of a page's lines, separators left out.
pub(crate) fn sequence<'a>(
    lines: impl Iterator<Item = &'a str>,
    known: &[Known],
    title: Option<&str>,
    buffers: &mut Buffers,
) -> Sequence {
    buffers.read(lines, known, title);
    let mut sequence = Sequence::default();
    for at in 0..buffers.page.lines.len() {
        features::features(&buffers.page, &buffers.rules, at, &mut sequence.features);
        sequence.ends.push(sequence.features.len() as u32);
    }
    sequence
}

pub(crate) use states::states;

impl Buffers {
    /// The numbers of the lines that are no separators, among all that were read last.
    pub(crate) fn numbers(&self) -> &[usize] {
        &self.page.numbers
    }

    fn read<'a>(&mut self, lines: impl Iterator<Item = &'a str>, known: &[Known], title: Option<&str>) {
        self.page.read(
            lines,
            title,
            |at| {
                let is = |kind: Option<BlockKind>| kind == Some(BlockKind::Boilerplate);
                is(known[at].certain) || is(known[at].rules.settled)
            },
            |at| known[at].certain == Some(BlockKind::Boilerplate),
        );
        self.rules.clear();
        self.rules.extend(self.page.numbers.iter().map(|at| known[*at].rules));
        let of_picture = |rule: &&Ruled| matches!(rule.settled, Some(BlockKind::Caption | BlockKind::Credit));
        self.page.pictures = self.rules.iter().filter(of_picture).count();
    }
}

/// How likely each kind is.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Likely([f32; KINDS]);

/// How many kinds there are.
const KINDS: usize = 7;

impl Likely {
    fn of(states: &[f32; STATES]) -> Self {
        let mut sums = [0.0; KINDS];
        for (share, kind) in states.iter().zip(states::KINDS) {
            sums[kind as usize] += share;
        }
        Self(sums)
    }

    /// How likely a kind is, in hundredths.
    pub(crate) fn percent(&self, kind: BlockKind) -> u8 {
        (100.0 * self.0[kind as usize]).clamp(0.0, 100.0).round() as u8
    }

    /// The kind to choose where a line of the body that is lost costs `cost` times as much as another error, and `heading` times
    /// as much where it is taken for a heading.
    pub(crate) fn choose(&self, cost: f32, heading: f32) -> BlockKind {
        let costs = |kind: BlockKind| match kind {
            BlockKind::Body => self.0[kind as usize] * cost,
            BlockKind::Headline => self.0[kind as usize] * cost / heading,
            _ => self.0[kind as usize],
        };
        // Of two alike the first: ties are rare, and their order is fixed.
        ALL.into_iter().max_by(|a, b| costs(*a).total_cmp(&costs(*b))).unwrap_or(BlockKind::Body)
    }
}

const ALL: [BlockKind; KINDS] = [
    BlockKind::Headline,
    BlockKind::Byline,
    BlockKind::Dateline,
    BlockKind::Caption,
    BlockKind::Credit,
    BlockKind::Boilerplate,
    BlockKind::Body,
];
