//! Everything that is found out about an article's sentences before any is judged.

use copydesk_core::StageError;

use crate::candidates::{self, Candidate, Given};
use crate::features::{self, Buffers, Described, Table};
use crate::key_points::KeyPoint;
use crate::needs::{self, Leaning, Needs};
use crate::openers::Openers;
use crate::rarity::Rarity;
use crate::select::Pick;
use crate::tally::Tally;
use crate::terms::Terms;
use crate::vocabulary::Vocabulary;
use crate::words::{Look, Memory};

/// What is kept from article to article: buffers.
#[derive(Default)]
pub struct Scratch {
    pub(crate) candidates: Vec<Candidate>,
    pub(crate) tallies: Vec<Tally>,
    pub(crate) terms: Terms,
    pub(crate) needs: Vec<Needs>,
    pub(crate) table: Table,
    pub(crate) scores: Vec<f32>,
    /// The sentence that states the news behind a scene.
    pub(crate) news: Option<usize>,
    pub(crate) picked: Vec<Pick>,
    /// What the picked are the key points on, where these are asked for.
    pub(crate) points: Vec<KeyPoint>,
    buffers: Buffers,
    memory: Memory,
}

/// The word lists of the preparation.
pub(crate) struct Preparation {
    leaning: Leaning,
    vocabulary: Vocabulary,
}

impl Preparation {
    pub(crate) fn load() -> Self {
        Self { leaning: Leaning::load(), vocabulary: Vocabulary::load() }
    }

    pub(crate) fn openers(&self) -> &Openers {
        self.leaning.openers()
    }

    /// Fills the candidates, terms, needs and features of `scratch`.
    pub(crate) fn prepare(&self, given: &Given<'_>, rarity: &Rarity, scratch: &mut Scratch) -> Result<(), StageError> {
        candidates::find(given, &mut scratch.candidates)?;
        self.read(given, rarity, scratch)?;
        let Scratch { candidates, tallies, terms, needs, buffers, table, .. } = scratch;
        needs::find(given, candidates, tallies, terms, &self.leaning, needs)?;
        let article = Described { given, candidates, tallies, terms, needs };
        features::describe(&article, buffers, table)
    }

    /// Goes through the candidates' tokens, once: fills the tallies and the terms.
    fn read(&self, given: &Given<'_>, rarity: &Rarity, scratch: &mut Scratch) -> Result<(), StageError> {
        let Scratch { candidates, tallies, terms, memory, .. } = scratch;
        tallies.clear();
        terms.clear();
        for candidate in candidates {
            given.doc.budget.check()?;
            let mut tally = Tally::default();
            for token in &given.tokens[candidate.tokens.clone()] {
                let word = memory.look(given.doc.text, token.span, &self.vocabulary);
                if word.is(Look::Word) && !word.is(Look::Stop) {
                    terms.add(word.key, tally.words > 0 && word.is(Look::Capital), rarity);
                }
                tally.add(word, token.span.len());
            }
            tallies.push(tally);
            terms.end_sentence();
        }
        terms.read_headline(given.headline().unwrap_or_default(), &self.vocabulary);
        Ok(())
    }
}
