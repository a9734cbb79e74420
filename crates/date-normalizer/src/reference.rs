//! The day that relative expressions count from: the article's own date, else that of its dateline.

use copydesk_core::Meta;
use copydesk_layers::{Block, BlockKind};
use jiff::civil::{Date, Time};

/// The day of publication that came with the article.
pub(crate) fn published(meta: &Meta) -> Option<Date> {
    let text = meta.reference_date()?.trim();
    let day = text.get(..10)?;
    day.parse().ok()
}

/// The time of day that came with it.
pub(crate) fn time(meta: &Meta) -> Option<Time> {
    let text = meta.reference_date()?.trim().get(11..)?;
    let end = text.find(|c: char| !c.is_ascii_digit() && !matches!(c, ':' | '.')).unwrap_or(text.len());
    text[..end].parse().ok()
}

/// The dateline blocks of an article.
pub(crate) fn datelines(blocks: &[Block]) -> impl Iterator<Item = &Block> {
    blocks.iter().filter(|block| block.kind == BlockKind::Dateline)
}
