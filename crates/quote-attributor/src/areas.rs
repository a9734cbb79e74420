//! The areas that quotes are looked for in: the paragraphs of the body.

use copydesk_core::Span;
use copydesk_layers::{Block, BlockKind};

/// A paragraph or headline. No quote mark pairs beyond one.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Area {
    /// Where it stands.
    pub(crate) span: Span,
    /// Whether something that is not read stands between this area and the one before.
    pub(crate) apart: bool,
    /// Whether it is a headline: its names are read, but what it quotes stands below in full.
    pub(crate) headline: bool,
}

/// The body's paragraphs: its blocks, or the text's lines where nobody labelled blocks.
pub(crate) fn of(text: &str, blocks: Option<&[Block]>, areas: &mut Vec<Area>) {
    areas.clear();
    match blocks {
        Some(blocks) => body(blocks, areas),
        None => lines(text, areas),
    }
}

fn body(blocks: &[Block], areas: &mut Vec<Area>) {
    let mut apart = true;
    for block in blocks {
        match block.kind {
            BlockKind::Body => areas.push(Area { span: block.span, apart, headline: false }),
            BlockKind::Headline => areas.push(Area { span: block.span, apart: true, headline: true }),
            _ => {}
        }
        apart = block.kind == BlockKind::Headline;
    }
}

fn lines(text: &str, areas: &mut Vec<Area>) {
    let mut start = 0;
    for line in text.split(['\n', '\r', '\u{85}', '\u{2028}', '\u{2029}']) {
        if !line.trim().is_empty() {
            areas.push(Area { span: Span::from_range(start..start + line.len()), apart: false, headline: false });
        }
        start += line.len();
        start += text[start..].chars().next().map_or(0, char::len_utf8);
    }
}
