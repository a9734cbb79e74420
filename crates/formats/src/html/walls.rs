//! The offer that stands where the rest of an article is for subscribers.

use super::page::{Index, Tag};
use super::reading::{Reading, states};

/// What such offers begin with, lower case.
const OPENINGS: [&str; 16] = [
    "already a member?",
    "already a subscriber",
    "already have an account",
    "for paid subscribers",
    "for subscribers only",
    "log in to read",
    "register to read",
    "sign in to read",
    "subscribe or sign in",
    "subscribe to continue",
    "subscribe to read",
    "this article is for subscribers",
    "to continue reading",
    "to keep reading",
    "to read the full",
    "to read the rest",
];
/// The first line of an offer has no more bytes than this.
const LONGEST: usize = 120;

/// An offer with a button has fewer bytes of text than this.
const LONGEST_OFFER: usize = 600;

/// The elements that hold nothing but an offer and what it says of itself: those that begin with a line of it, below the title.
pub(super) fn find(reading: &Reading<'_>, title: Option<usize>) -> Vec<Index> {
    let Some(title) = title else { return Vec::new() };
    let lines = title + 1..reading.blocks.list.len();
    lines.filter(|line| opens(reading.text(*line))).filter_map(|line| around(reading, line, title)).collect()
}

fn opens(text: &str) -> bool {
    // Letters that every opening has some of; most lines have none, and need not be looked at closely.
    const SOME: [&str; 4] = ["ubscri", "ead", "ember", "ccount"];
    if text.len() > LONGEST || !SOME.iter().any(|letters| text.contains(letters)) {
        return false;
    }
    let lower = text.to_lowercase();
    // A sentence of the article may say as much in its course: "She urged them to read the full report."
    let asks = !states(text);
    OPENINGS.iter().any(|opening| lower.starts_with(opening) || (asks && lower.contains(opening)))
}

/// The outermost element that begins with a line, holds neither the title nor half of the page's text, or little and a button.
fn around(reading: &Reading<'_>, line: usize, title: usize) -> Option<Index> {
    let page = &reading.page;
    let asks = |at: Index| page.subtree(at).any(|at| matches!(page.nodes[at].tag, Tag::Button | Tag::Form));
    let offers = |at: Index| reading.mass[at] < LONGEST_OFFER && asks(at);
    let begins = |at: &Index| {
        reading.lines_in(*at).start == line
            && !page.holds(*at, reading.owner(title))
            && (reading.mass[*at] * 2 < reading.mass[0] || offers(*at))
    };
    page.lineage(reading.owner(line)).take_while(begins).last()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offers_are_told_from_sentences() {
        for offer in [
            "To read the full story, subscribe or sign in.",
            "This post is for paid subscribers",
            "Already a subscriber? Sign in",
            "Subscribe to continue reading",
        ] {
            assert!(opens(offer), "{offer}");
        }
        for text in [
            "She urged ministers to read the full report.",
            "Already a member of the board, she stayed.",
            "Leading members had an account of it.",
            "Ferry lost",
        ] {
            assert!(!opens(text), "{text}");
        }
    }
}
