//! Sentences as numbers for the scorer.

use copydesk_core::StageError;

use crate::candidates::{Candidate, Given};
use crate::needs::Needs;
use crate::openers::is_word;
use crate::terms::{Terms, shared};

/// What is known of one sentence.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Features {
    /// Its number in the body.
    pub(crate) place: f32,
    /// Its words.
    pub(crate) words: f32,
    /// The share of the headline's words that it holds.
    pub(crate) headline: f32,
    /// How much it shares with the rest of the body, against the article's best.
    pub(crate) central: f32,
    /// Whether it leans on the sentence before it.
    pub(crate) leans: bool,
}

/// Describes all candidates.
pub(crate) fn describe(
    given: &Given<'_>,
    candidates: &[Candidate],
    terms: &Terms,
    needs: &[Needs],
    found: &mut Vec<Features>,
) -> Result<(), StageError> {
    found.clear();
    for (n, candidate) in candidates.iter().enumerate() {
        given.doc.budget.check()?;
        found.push(Features {
            place: n as f32,
            words: given.words(candidate).filter(|word| is_word(word)).count() as f32,
            headline: headline(terms, n),
            central: central(terms, n),
            leans: needs[n].predecessor,
        });
    }
    let best = found.iter().map(|features| features.central).fold(f32::EPSILON, f32::max);
    found.iter_mut().for_each(|features| features.central /= best);
    Ok(())
}

fn headline(terms: &Terms, sentence: usize) -> f32 {
    let all = terms.headline().len().max(1);
    shared(terms.of(sentence), terms.headline()) as f32 / all as f32
}

/// The mean count elsewhere of a sentence's terms, damped for short sentences.
fn central(terms: &Terms, sentence: usize) -> f32 {
    let own = terms.of(sentence);
    let elsewhere: f32 = own.iter().map(|&term| (terms.count(term) - 1) as f32).sum();
    elsewhere / (own.len() as f32 + 4.0)
}
