//! Everything that is found out about an article's sentences before any is judged.

use copydesk_core::StageError;

use crate::candidates::{self, Candidate, Given};
use crate::features::{self, Buffers, Described, Table};
use crate::key_points::KeyPoint;
use crate::needs::{self, Leaning, Needs};
use crate::rarity::Rarity;
use crate::select::Pick;
use crate::terms::Terms;
use crate::trees::Answers;
use crate::vocabulary::Vocabulary;

/// What is kept from article to article: buffers.
#[derive(Default)]
pub struct Scratch {
    pub(crate) candidates: Vec<Candidate>,
    pub(crate) terms: Terms,
    pub(crate) needs: Vec<Needs>,
    pub(crate) table: Table,
    pub(crate) scores: Vec<f32>,
    pub(crate) answers: Answers,
    /// The sentence that states the news behind a scene.
    pub(crate) news: Option<usize>,
    pub(crate) picked: Vec<Pick>,
    /// What the picked are the key points on, where these are asked for.
    pub(crate) points: Vec<KeyPoint>,
    buffers: Buffers,
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

    /// Fills the candidates, terms, needs and features of `scratch`.
    pub(crate) fn prepare(&self, given: &Given<'_>, rarity: &Rarity, scratch: &mut Scratch) -> Result<(), StageError> {
        candidates::find(given, &mut scratch.candidates)?;
        scratch.terms.read(given, &scratch.candidates, &self.vocabulary, rarity)?;
        needs::find(given, &scratch.candidates, &scratch.terms, &self.leaning, &mut scratch.needs)?;
        let Scratch { candidates, terms, needs, buffers, table, .. } = scratch;
        let article = Described { given, candidates, terms, needs, vocabulary: &self.vocabulary };
        features::describe(&article, buffers, table)
    }
}
