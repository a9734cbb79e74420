//! What the text says of itself, for the metadata of articles that came without it: title, names, place and days.
//!
//! Only what can hardly be otherwise is told: later stages count their dates from it, and a wrong day is worse than none.

mod stamp;

use copydesk_core::{Doc, Found, Meta};
use copydesk_layers::{Block, BlockKind};

use crate::label::same_words;
use crate::{byline, dateline};
use stamp::Announced;

/// The head of a page ends with its second paragraph of the body: a standfirst may stand above names and dates.
const HEAD_PARAGRAPHS: usize = 2;
/// The words of a paragraph; a shorter line of the body may be a standfirst.
const PARAGRAPH_WORDS: usize = 20;
/// A title has more words than the names of sections.
const TITLE_WORDS: usize = 3;

/// Reads the head of a labelled text.
pub(crate) fn found(doc: Doc<'_>, blocks: &[Block]) -> Vec<Found> {
    let head = head(doc.text, blocks);
    let missing = |field: &Option<String>| field.as_deref().is_none_or(str::is_empty);
    let Meta { headline, by, located, content_created, version_created, first_created, .. } = doc.meta;
    let mut out = Vec::new();
    let mut tell = |field, value: Option<String>| out.extend(value.map(|value| Found { field, value }));
    if missing(headline) {
        tell("headline", title(doc.text, head));
    }
    if missing(by) {
        tell("by", names(doc.text, head));
    }
    if missing(located) {
        tell("located", place(doc.text, head));
    }
    if [content_created, version_created, first_created].into_iter().all(missing) {
        let (published, updated) = days(doc.text, head);
        tell("contentCreated", published);
        tell("versionCreated", updated);
    }
    out
}

/// The blocks up to the second paragraph of the body.
fn head<'a>(text: &str, blocks: &'a [Block]) -> &'a [Block] {
    let is_paragraph = |block: &&Block| {
        block.kind == BlockKind::Body && block.span.of(text).split_whitespace().nth(PARAGRAPH_WORDS).is_some()
    };
    let end = blocks.iter().enumerate().filter(|(_, block)| is_paragraph(block)).nth(HEAD_PARAGRAPHS - 1);
    &blocks[..end.map_or(blocks.len(), |(at, _)| at)]
}

fn of_kind<'a>(text: &'a str, blocks: &'a [Block], kind: BlockKind) -> impl Iterator<Item = &'a str> {
    blocks.iter().filter(move |block| block.kind == kind).map(|block| block.span.of(text))
}

/// The one title before the first line of the body; of two that differ, none.
fn title(text: &str, head: &[Block]) -> Option<String> {
    let first = head.iter().position(|block| block.kind == BlockKind::Body)?;
    let mut titles = of_kind(text, &head[..first], BlockKind::Headline)
        .filter(|title| title.split_whitespace().nth(TITLE_WORDS - 1).is_some());
    let title = titles.next()?;
    titles.all(|other| same_words(other, title)).then(|| squeezed(title))
}

/// The names of all bylines of the head; the same name twice counts once.
fn names(text: &str, head: &[Block]) -> Option<String> {
    let mut names: Vec<String> = Vec::new();
    for line in of_kind(text, head, BlockKind::Byline) {
        let Some(found) = byline::names(line).map(squeezed) else { continue };
        if !names.iter().any(|known| known.contains(&found)) {
            names.push(found);
        }
    }
    (!names.is_empty()).then(|| names.join(", "))
}

fn place(text: &str, head: &[Block]) -> Option<String> {
    of_kind(text, head, BlockKind::Dateline).find_map(dateline::place).map(squeezed)
}

/// The days of publication and of the last version: of lines that say what they are, else of one that is nothing but a day, else
/// of a dateline.
fn days(text: &str, head: &[Block]) -> (Option<String>, Option<String>) {
    let lines = head
        .iter()
        .filter(|block| matches!(block.kind, BlockKind::Boilerplate | BlockKind::Byline | BlockKind::Dateline))
        .map(|block| (block.span.of(text), block.kind == BlockKind::Dateline));
    let (mut published, mut updated, mut bare) = (None, None, None);
    for (line, is_dateline) in lines {
        for found in stamp::stamps(line, is_dateline) {
            let kept = match found.announced {
                Announced::Published => &mut published,
                Announced::Updated => &mut updated,
                Announced::Alone => &mut bare,
            };
            kept.get_or_insert(found.stamp);
        }
    }
    let bare = if updated.is_some() { None } else { bare };
    (published.or(bare), updated)
}

fn squeezed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use copydesk_core::{Budget, BuildContext, Stage};

    use super::*;
    use crate::{Cleaner, Config, Scratch};

    fn told(text: &str, meta: &Meta) -> Vec<(&'static str, String)> {
        let stage = <Cleaner as Stage>::build(Config::default(), &BuildContext::new(".".as_ref())).expect("defaults");
        let budget = Budget::unlimited();
        let doc = Doc::new(text, meta, &budget);
        let (blocks,) = Stage::run(&stage, doc, (None,), &mut Scratch::default()).expect("no limit");
        found(doc, &blocks).into_iter().map(|found| (found.field, found.value)).collect()
    }

    const PAGE: &str = "Harbour bridge closed for a year\n\nBy Mara Okafor and Tom Pell\n\nPublished: March 14, 2015\n\n\
        Last updated 16 March 2015\n\nKELMOUTH (Desk) - The council voted on Tuesday to close the old bridge over the harbour \
        for a year while its piers are mended.\n\nFerries will carry people on foot from Monday, the council said, and cars must \
        take the road through Dover until the work has been done.";

    #[test]
    fn the_head_of_a_page_is_told() {
        let expected = [
            ("headline", "Harbour bridge closed for a year"),
            ("by", "Mara Okafor and Tom Pell"),
            ("located", "KELMOUTH"),
            ("contentCreated", "2015-03-14"),
            ("versionCreated", "2015-03-16"),
        ];
        assert_eq!(told(PAGE, &Meta::default()), expected.map(|(field, value)| (field, value.to_owned())));
    }

    #[test]
    fn what_the_source_brought_is_not_told_again() {
        let mut meta = Meta::default();
        meta.headline = Some("Bridge".to_owned());
        meta.version_created = Some("2015-03-15".to_owned());
        let fields: Vec<_> = told(PAGE, &meta).into_iter().map(|(field, _)| field).collect();
        assert_eq!(fields, ["by", "located"]);
    }

    #[test]
    fn a_dateline_tells_its_place_and_day() {
        let text = "KELMOUTH, Feb. 11, 2025 (Northern Wire) - A ferry ran onto a sandbank outside the harbour early on Tuesday.";
        let expected = [("located", "KELMOUTH"), ("contentCreated", "2025-02-11")];
        assert_eq!(told(text, &Meta::default()), expected.map(|(field, value)| (field, value.to_owned())));
    }

    #[test]
    fn of_two_titles_none_is_told() {
        let blocks = [
            Block::new(copydesk_core::Span::new(0, 16), BlockKind::Headline),
            Block::new(copydesk_core::Span::new(17, 33), BlockKind::Headline),
            Block::new(copydesk_core::Span::new(34, 40), BlockKind::Body),
        ];
        assert_eq!(title("Ferry vote today\nBridge shut now!\nIt is.", &blocks), None);
        assert_eq!(title("Ferry vote today\nFERRY VOTE TODAY\nIt is.", &blocks).as_deref(), Some("Ferry vote today"));
    }
}
