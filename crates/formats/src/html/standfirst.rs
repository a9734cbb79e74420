//! What sums an article up between its title and its text.

use super::container::Container;
use super::names::Marks;
use super::page::Tag;
use super::people;
use super::reading::Reading;

/// It has at least so many words,
const WORDS: usize = 5;
/// and so many bytes where no name tells what it is.
const SHORT: usize = 40;

/// Whether a line between title and text sums that up, though no mark ends it: it is called so, or it stands right below the title.
pub(super) fn is_standfirst(reading: &Reading<'_>, container: &Container, line: usize) -> bool {
    let page = &reading.page;
    let text = reading.text(line);
    let named = page.lineage(reading.owner(line)).take(3).any(|at| page.nodes[at].marks.has(Marks::STANDFIRST));
    let below = container.is_below_title(line)
        && text.len() >= SHORT
        && matches!(reading.tag(line), Tag::P | Tag::Heading(2..))
        && !text.contains(|c: char| c.is_ascii_digit() || c == '|')
        && !names_somebody(text);
    let worded = text.split_whitespace().count() >= WORDS && reading.blocks.list[line].linked == 0;
    container.is_before_text(reading, line) && worded && (named || below)
}

/// Whether a line is a byline: "By Ann Rask, our correspondent in Kelmouth".
pub(super) fn names_somebody(text: &str) -> bool {
    people::in_byline(text, &[]).is_some() || text.split(',').next().is_some_and(people::is_name)
}
