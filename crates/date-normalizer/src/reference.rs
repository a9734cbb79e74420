//! The day that relative expressions count from: the article's own date, else that of its dateline.

use copydesk_core::Meta;
use copydesk_layers::{Block, BlockKind};
use jiff::civil::Date;

/// The day of publication that came with the article.
pub(crate) fn published(meta: &Meta) -> Option<Date> {
    let text = meta.reference_date()?.trim();
    let day = text.get(..10)?;
    day.parse().ok()
}

/// The dateline blocks of an article.
pub(crate) fn datelines(blocks: &[Block]) -> impl Iterator<Item = &Block> {
    blocks.iter().filter(|block| block.kind == BlockKind::Dateline)
}

/// Whether 5/6 is the fifth of June in the English that the article is written in: everywhere but in the United States, and
/// where nothing is known of it.
pub(crate) fn day_first(meta: &Meta) -> bool {
    match meta.language.as_deref() {
        Some(language) if language.len() > 2 => !language.to_ascii_lowercase().ends_with("-us"),
        _ => false,
    }
}
