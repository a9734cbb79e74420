//! Sentences as numbers for the scorer.
//!
//! The numbers are computed from text, tokens, sentences and paragraphs, which every article has, so that a summary hardly
//! changes with the version of a tagger. Entities have their say in what a sentence [needs](crate::needs); counts of names,
//! chief entities, quotes and dates by the layers were tried as further numbers and gained nothing over capitals and marks.

mod central;
mod headline;
mod place;
mod surface;
mod table;

use copydesk_core::StageError;

use crate::candidates::{Candidate, Given};
use crate::needs::Needs;
use crate::tally::Tally;
use crate::terms::Terms;
pub(crate) use table::{Feature, Table};

/// Buffers for [`describe`].
#[derive(Default)]
pub(crate) struct Buffers {
    central: central::Counts,
}

/// What the features are computed from.
pub(crate) struct Described<'a> {
    pub(crate) given: &'a Given<'a>,
    pub(crate) candidates: &'a [Candidate],
    pub(crate) tallies: &'a [Tally],
    pub(crate) terms: &'a Terms,
    pub(crate) needs: &'a [Needs],
}

/// Describes all candidates.
pub(crate) fn describe(article: &Described<'_>, buffers: &mut Buffers, table: &mut Table) -> Result<(), StageError> {
    table.reset(article.candidates.len());
    for n in 0..article.candidates.len() {
        article.given.doc.budget.check()?;
        surface::describe(article, n, table);
        headline::describe(article, n, table);
    }
    place::describe(article, table);
    central::describe(article, &mut buffers.central, table);
    table.relate();
    Ok(())
}
