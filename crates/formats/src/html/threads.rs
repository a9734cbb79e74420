//! Readers' comments, known by what stands below each of them whatever their boxes are called: "Reply", "Report".

use super::page::Index;
use super::reading::Reading;

/// So many comments are a thread.
const COMMENTS: usize = 3;
/// A line of buttons has no more bytes than this.
const LONGEST: usize = 60;

/// The element that holds a page's thread of comments, unless it holds the title too.
pub(super) fn find(reading: &Reading<'_>, title: Option<usize>) -> Option<Index> {
    let page = &reading.page;
    let lines: Vec<usize> = (0..reading.blocks.list.len()).filter(|line| is_answered(reading.text(*line))).collect();
    let (first, last) = (*lines.first()?, *lines.last()?);
    if lines.len() < COMMENTS {
        return None;
    }
    let around = page.ancestors(reading.owner(first)).find(|at| page.holds(*at, reading.owner(last)))?;
    let holds_title = title.is_none_or(|title| page.holds(around, reading.owner(title)));
    (!holds_title).then_some(around)
}

/// Whether a line is nothing but what readers do with a comment.
fn is_answered(text: &str) -> bool {
    const MUST: [&str; 2] = ["reply", "report"];
    const MAY: [&str; 12] = [
        "abuse",
        "comment",
        "dislike",
        "downvote",
        "edit",
        "flag",
        "like",
        "link",
        "permalink",
        "quote",
        "share",
        "upvote",
    ];
    if text.len() > LONGEST {
        return false;
    }
    let lower = text.to_lowercase();
    let words = || lower.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty());
    words().any(|word| MUST.contains(&word)) && words().all(|word| MUST.contains(&word) || MAY.contains(&word))
}
