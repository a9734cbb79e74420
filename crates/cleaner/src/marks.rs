//! What the page itself says of a line goes before what its words say.

use copydesk_layers::{Block, BlockKind, BlockReason, Mark};

/// The blocks, with the marked lines as the page marks them. Both are in text order.
pub(crate) fn honoured(text: &str, blocks: Vec<Block>, marks: &[Mark]) -> Vec<Block> {
    if marks.is_empty() {
        return blocks;
    }
    let mut out = Vec::with_capacity(blocks.len() + marks.len());
    let mut marks = marks.iter().peekable();
    for block in blocks {
        while marks.next_if(|mark| mark.span.end() <= block.span.start()).is_some() {}
        let mut start = block.span.start();
        let mut within = marks.clone().take_while(|mark| mark.span.start() < block.span.end()).peekable();
        if within.peek().is_none() {
            out.push(block);
            continue;
        }
        for mark in within {
            push(text, start..mark.span.start(), block.kind, block.why, &mut out);
            let end = mark.span.end().min(block.span.end());
            let kind = settled(block.kind, mark.kind, mark.span.of(text));
            let why = if kind == mark.kind { Some(BlockReason::Markup) } else { block.why };
            push(text, mark.span.start().max(start)..end, kind, why, &mut out);
            start = end;
        }
        push(text, start..block.span.end(), block.kind, block.why, &mut out);
    }
    out
}

/// A caption's words tell where its credit begins, and a heading's that it heads no part of the article ("Related stories"). The
/// time of a post heads it.
fn settled(kind: BlockKind, marked: BlockKind, words: &str) -> BlockKind {
    match (kind, marked) {
        (BlockKind::Boilerplate, BlockKind::Headline) if is_time(words) => marked,
        (BlockKind::Credit, BlockKind::Caption) | (BlockKind::Boilerplate, BlockKind::Headline) => kind,
        _ => marked,
    }
}

/// Whether words begin with a time of day: "10:42", "9.05am BST".
fn is_time(words: &str) -> bool {
    let hour = words.bytes().take_while(u8::is_ascii_digit).count();
    let rest = words.as_bytes().get(hour..).unwrap_or_default();
    (1..=2).contains(&hour)
        && matches!(rest, [b':' | b'.', ten, one, ..] if ten.is_ascii_digit() && one.is_ascii_digit())
}

/// Adds what the range holds beside white space.
fn push(text: &str, range: std::ops::Range<u32>, kind: BlockKind, why: Option<BlockReason>, out: &mut Vec<Block>) {
    if range.start >= range.end {
        return;
    }
    if let Some(span) = crate::lines::trimmed(text, range.start as usize..range.end as usize) {
        let mut block = Block::new(span, kind);
        block.why = why;
        out.push(block);
    }
}

#[cfg(test)]
mod tests {
    use copydesk_core::Span;
    use copydesk_layers::BlockKind::{Body, Caption, Credit, Dateline, Headline};

    use super::*;

    fn block(text: &str, part: &str, kind: BlockKind) -> Block {
        let start = text.find(part).expect("a part of the text");
        Block::new(Span::from_range(start..start + part.len()), kind)
    }

    fn told(text: &str, blocks: &[(&str, BlockKind)], marks: &[(&str, BlockKind)]) -> Vec<(String, BlockKind)> {
        let blocks = blocks.iter().map(|(part, kind)| block(text, part, *kind)).collect();
        let marks: Vec<_> = marks.iter().map(|(part, kind)| block(text, part, *kind)).collect();
        let marks: Vec<_> = marks.iter().map(|b| Mark::new(b.span, b.kind)).collect();
        honoured(text, blocks, &marks).iter().map(|b| (b.span.of(text).to_owned(), b.kind)).collect()
    }

    #[test]
    fn a_marked_line_is_what_the_page_marks_it() {
        let text = "What did the harbour board say?\nKELMOUTH - It voted.\nThe pier. Jo Bright";
        let blocks = [
            ("What did the harbour board say?", Body),
            ("KELMOUTH -", Dateline),
            ("It voted.", Body),
            ("The pier. Jo Bright", Body),
        ];
        let marks = [("What did the harbour board say?", Headline), ("The pier.", Caption), ("Jo Bright", Credit)];
        let expected = [
            ("What did the harbour board say?", Headline),
            ("KELMOUTH -", Dateline),
            ("It voted.", Body),
            ("The pier.", Caption),
            ("Jo Bright", Credit),
        ];
        let expected: Vec<_> = expected.iter().map(|(part, kind)| ((*part).to_owned(), *kind)).collect();
        assert_eq!(told(text, &blocks, &marks), expected);
        let furniture = [("What did the harbour board say?", BlockKind::Boilerplate), ("Jo Bright", Credit)];
        let kept = [("What did the harbour board say?", Headline), ("Jo Bright", Caption)];
        let unmarked = furniture.iter().map(|(part, kind)| ((*part).to_owned(), *kind));
        assert_eq!(told(text, &furniture, &kept), unmarked.collect::<Vec<_>>());
        let whole = [("KELMOUTH - It voted.", Headline)];
        assert_eq!(
            told(text, &blocks[1..3], &whole),
            [("KELMOUTH -".to_owned(), Headline), ("It voted.".to_owned(), Headline)]
        );
    }
}
