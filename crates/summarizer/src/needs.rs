//! What a sentence needs beside it to be understood.

use std::collections::HashSet;

use copydesk_core::{StageError, layer};
use copydesk_layers::{Entity, EntityLabel};

use crate::candidates::{Candidate, Given};
use crate::fold;
use crate::fragments::is_fragment;
use crate::half_quotes::Marks;
use crate::openers::Openers;

/// What a candidate cannot do without.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Needs {
    /// It holds half a quotation or says an earlier sentence again word for word, and so cannot stand in a summary at all.
    pub(crate) broken: bool,
    /// It says too little by itself.
    pub(crate) fragment: bool,
    /// It opens with a pronoun or connective: the candidate just before it must be there.
    pub(crate) predecessor: bool,
    /// It calls somebody by surname: one candidate that introduces them must be there.
    pub(crate) introduction: Option<u32>,
}

/// Finds the needs of all candidates.
pub(crate) fn find(
    given: &Given<'_>,
    candidates: &[Candidate],
    openers: &Openers,
    found: &mut Vec<Needs>,
) -> Result<(), StageError> {
    found.clear();
    let mut marks = Marks::default();
    let mut said = HashSet::with_capacity(candidates.len());
    for (n, candidate) in candidates.iter().enumerate() {
        given.doc.budget.check()?;
        if candidate.place == 0 {
            marks = Marks::default();
        }
        let sentence = candidate.span.of(given.doc.text);
        let broken = marks.read(sentence) | !said.insert(fold::verbatim(sentence));
        let fragment = is_fragment(sentence, given.words(candidate));
        let predecessor = n > 0 && openers.leans(given.words(candidate));
        found.push(Needs { broken, fragment, predecessor, introduction: introduction(given, candidates, n) });
    }
    Ok(())
}

/// The candidate that introduces the first person whom candidate `n` calls by less than their name, if an earlier one does.
fn introduction(given: &Given<'_>, candidates: &[Candidate], n: usize) -> Option<u32> {
    let entities = given.entities?;
    let mentions = layer::rows_in(entities, candidates[n].span);
    let short = mentions.iter().find(|mention| is_short(mention, given.doc.text))?;
    let same = entities.get(short.id.index()..)?.iter().take(ROWS_SEARCHED).filter(|other| other.id == short.id);
    let full = same.into_iter().find(|other| !is_short(other, given.doc.text))?;
    let place = candidates.partition_point(|candidate| candidate.span.end() <= full.span.start());
    let introduces = place < n && candidates[place].span.contains(full.span);
    introduces.then(|| u32::try_from(place).expect("an article has fewer sentences than bytes"))
}

/// How far behind an entity's first mention its full name is looked for, in rows.
const ROWS_SEARCHED: usize = 200;

/// Whether a mention of a person is one word of a longer name.
fn is_short(mention: &Entity, text: &str) -> bool {
    let words = |name: &str| name.split_whitespace().count();
    mention.label == EntityLabel::Person && words(mention.span.of(text)) == 1 && words(&mention.name) > 1
}
