//! Looking for all terms at once.

use aho_corasick::AhoCorasick;
use copydesk_core::{Doc, Span, StageError};

use crate::fold::{fold, in_word};
use crate::list::Entry;

/// The automaton of all terms.
pub(crate) struct Finder {
    automaton: AhoCorasick,
    ignore_case: bool,
    whole_words: bool,
}

/// An entry found in a text.
#[derive(Clone, Copy)]
pub(crate) struct Found {
    pub(crate) span: Span,
    pub(crate) entry: usize,
}

impl Finder {
    /// Takes the entries; of two with the same term the first stays.
    pub(crate) fn new(entries: &mut Vec<Entry>, ignore_case: bool, whole_words: bool) -> Result<Self, String> {
        let folded = |entry: &Entry| {
            let mut folded = String::new();
            fold(&entry.term, ignore_case, &mut folded);
            folded
        };
        let mut seen = std::collections::HashSet::new();
        entries.retain(|entry| seen.insert(folded(entry)));
        let automaton = AhoCorasick::new(entries.iter().map(folded));
        let automaton = automaton.map_err(|e| format!("{} terms are too many: {e}", entries.len()))?;
        Ok(Self { automaton, ignore_case, whole_words })
    }

    /// The terms in a text, in order and apart: of terms that overlap the one that begins first, of those the longest.
    pub(crate) fn find(&self, doc: Doc<'_>, folded: &mut String, found: &mut Vec<Found>) -> Result<(), StageError> {
        fold(doc.text, self.ignore_case, folded);
        found.clear();
        for hit in self.automaton.find_overlapping_iter(folded.as_str()) {
            doc.budget.check()?;
            let span = Span::from_range(hit.range());
            if !self.whole_words || is_whole(span, folded) {
                found.push(Found { span, entry: hit.pattern().as_usize() });
            }
        }
        found.sort_unstable_by(|a, b| a.span.text_order(b.span));
        let mut end = 0;
        found.retain(|term| {
            let apart = term.span.start() >= end;
            end = if apart { term.span.end() } else { end };
            apart
        });
        Ok(())
    }
}

/// Whether a span does not cut a word in two at either end.
fn is_whole(span: Span, text: &str) -> bool {
    let range = span.range();
    let cuts = |at: usize| text[..at].chars().next_back().is_some_and(in_word) && text[at..].starts_with(in_word);
    !cuts(range.start) && !cuts(range.end)
}
