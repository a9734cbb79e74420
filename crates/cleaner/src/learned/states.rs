//! The states of the chain: the kinds of blocks, some of them by their place on the page.

use copydesk_layers::BlockKind;

/// How many states there are.
pub(crate) const STATES: usize = 10;

/// A kind of line in its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum State {
    Title,
    CrossHeading,
    Byline,
    Dateline,
    Caption,
    Credit,
    Body,
    /// Boilerplate before the first line of the body, between its lines, after the last.
    Top,
    Inside,
    Tail,
}

/// The kind of each state, in order.
pub(crate) const KINDS: [BlockKind; STATES] = [
    BlockKind::Headline,
    BlockKind::Headline,
    BlockKind::Byline,
    BlockKind::Dateline,
    BlockKind::Caption,
    BlockKind::Credit,
    BlockKind::Body,
    BlockKind::Boilerplate,
    BlockKind::Boilerplate,
    BlockKind::Boilerplate,
];

/// The states of lines whose kinds are known.
pub(crate) fn states(kinds: &[BlockKind]) -> Vec<u8> {
    let first = kinds.iter().position(|kind| *kind == BlockKind::Body).unwrap_or(kinds.len());
    let last = kinds.iter().rposition(|kind| *kind == BlockKind::Body).unwrap_or(0);
    let state = |(at, kind): (usize, &BlockKind)| match kind {
        BlockKind::Headline if at < first => State::Title,
        BlockKind::Headline => State::CrossHeading,
        BlockKind::Byline => State::Byline,
        BlockKind::Dateline => State::Dateline,
        BlockKind::Caption => State::Caption,
        BlockKind::Credit => State::Credit,
        BlockKind::Body => State::Body,
        BlockKind::Boilerplate if at < first => State::Top,
        BlockKind::Boilerplate if at < last => State::Inside,
        BlockKind::Boilerplate => State::Tail,
    };
    kinds.iter().enumerate().map(|line| state(line) as u8).collect()
}
