//! What a sentence needs beside it to be understood.

use copydesk_core::{StageError, layer};
use copydesk_layers::{Entity, EntityLabel};

use crate::candidates::{Candidate, Given};
use crate::half_quotes::Marks;
use crate::openers::Openers;

/// What a candidate cannot do without.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Needs {
    /// It holds half a quotation, and so cannot stand in a summary at all.
    pub(crate) broken: bool,
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
    for (n, candidate) in candidates.iter().enumerate() {
        given.doc.budget.check()?;
        if candidate.place == 0 {
            marks = Marks::default();
        }
        let broken = marks.read(candidate.span.of(given.doc.text));
        let predecessor = n > 0 && openers.leans(given.words(candidate));
        found.push(Needs { broken, predecessor, introduction: introduction(given, candidates, n) });
    }
    Ok(())
}

/// The candidate that introduces the first person whom candidate `n` calls by less than their name, if an earlier one does.
fn introduction(given: &Given<'_>, candidates: &[Candidate], n: usize) -> Option<u32> {
    let entities = given.entities?;
    let mentions = layer::rows_in(entities, candidates[n].span);
    let short = mentions.iter().find(|mention| is_short(mention, given.doc.text))?;
    let full = entities.iter().find(|other| other.id == short.id && !is_short(other, given.doc.text))?;
    let place = candidates.partition_point(|candidate| candidate.span.end() <= full.span.start());
    let introduces = place < n && candidates[place].span.contains(full.span);
    introduces.then(|| u32::try_from(place).expect("an article has fewer sentences than bytes"))
}

/// Whether a mention of a person is one word of a longer name.
fn is_short(mention: &Entity, text: &str) -> bool {
    let words = |name: &str| name.split_whitespace().count();
    mention.label == EntityLabel::Person && words(mention.span.of(text)) == 1 && words(&mention.name) > 1
}
