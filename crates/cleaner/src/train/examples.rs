//! Pages as sequences of features and states.

use std::error::Error;

use copydesk_core::{Budget, Doc, Meta};
use copydesk_layers::BlockKind;
use copydesk_learn::random::Random;
use copydesk_learn::sequence::Sequence;
use serde::Deserialize;

use crate::gold::GoldPage;
use crate::label::{self, Furniture, Scratch};
use crate::learned::states;

/// An article without furniture.
#[derive(Deserialize)]
pub(crate) struct Plain {
    text: String,
}

/// What is learned from.
pub(crate) struct Examples {
    furniture: Furniture,
    scratch: Scratch,
    /// Each with the house that it comes from.
    pub(super) all: Vec<(String, Sequence)>,
}

/// One plain article in so many is learned from, and counts so much beside a labelled page: they are many, and all alike.
const PLAIN_STEP: usize = 8;
const PLAIN_WEIGHT: f32 = 0.5;

/// The share of runs of lines that are taken out of a thinned page.
const THINNED: f32 = 0.4;
/// So many short articles are made of a page, of so many lines.
const PIECES: usize = 3;
const SHORTEST_PIECE: usize = 3;
const LONGEST_PIECE: usize = 16;
/// A sentence that is cut from a paragraph has so many bytes: abbreviations end sooner.
const SHORTEST_SENTENCE: usize = 30;
/// The seed of what is taken out.
const SEED: u64 = 11;

impl Default for Examples {
    fn default() -> Self {
        Self { furniture: Furniture::stock(), scratch: Scratch::default(), all: Vec::new() }
    }
}

impl Examples {
    /// How many sequences there are.
    pub(crate) fn len(&self) -> usize {
        self.all.len()
    }

    /// How many lines they have.
    pub(crate) fn lines(&self) -> usize {
        self.all.iter().map(|(_, sequence)| sequence.states.len()).sum()
    }

    /// Adds labelled pages, each once without its title and once with it.
    pub(crate) fn add_pages(&mut self, pages: &[GoldPage]) -> Result<(), Box<dyn Error>> {
        let mut random = Random::new(SEED);
        for page in pages {
            self.add_page(page, &Meta::default())?;
            if page.title.is_some() {
                self.add_page(page, &page.meta())?;
            }
            let thinned = thinned(page, &mut random);
            let pieces = (0..PIECES).map(|_| piece(page, &mut random)).collect::<Vec<_>>();
            for page in pieces.iter().chain(&[thinned]).filter(|page| page.labels.contains(&BlockKind::Body)) {
                self.add_page(page, &Meta::default())?;
            }
        }
        Ok(())
    }

    fn add_page(&mut self, page: &GoldPage, meta: &Meta) -> Result<(), Box<dyn Error>> {
        let text = page.text();
        let budget = Budget::unlimited();
        let doc = Doc::new(&text, meta, &budget);
        let (mut sequence, starts) = label::sequence(doc, &self.furniture, &mut self.scratch)?;
        sequence.states = states(&kinds_at(page, &starts));
        sequence.weight = 1.0;
        self.all.push((page.house(), sequence));
        Ok(())
    }

    /// Adds articles without furniture, whose few lines that are none of the body the rules find.
    pub(crate) fn add_plain(&mut self, name: &str, articles: &[Plain]) -> Result<(), Box<dyn Error>> {
        for article in articles.iter().step_by(PLAIN_STEP) {
            let (meta, budget) = (Meta::default(), Budget::unlimited());
            let doc = Doc::new(&article.text, &meta, &budget);
            let (mut sequence, _) = label::sequence(doc, &self.furniture, &mut self.scratch)?;
            sequence.states = states(&self.scratch.kinds_by_rules());
            sequence.weight = PLAIN_WEIGHT;
            self.all.push((name.to_owned(), sequence));
        }
        Ok(())
    }
}

/// The page as another way of saving might leave it: some runs of lines of one kind other than the body are gone.
fn thinned(page: &GoldPage, random: &mut Random) -> GoldPage {
    let mut thinned = GoldPage { raw: Vec::new(), labels: Vec::new(), ..page.clone() };
    let mut kept = true;
    for (at, (line, kind)) in page.raw.iter().zip(&page.labels).enumerate() {
        let same = at > 0 && page.labels[at - 1] == *kind;
        kept = *kind == BlockKind::Body || if same { kept } else { random.unit() >= THINNED };
        if kept {
            thinned.raw.push(line.clone());
            thinned.labels.push(*kind);
        }
    }
    thinned
}

/// Some lines of the page that follow each other, as of a short article: half of its paragraphs are cut to a sentence.
fn piece(page: &GoldPage, random: &mut Random) -> GoldPage {
    let len = SHORTEST_PIECE + random.below(LONGEST_PIECE - SHORTEST_PIECE);
    let bodies: Vec<_> = (0..page.raw.len()).filter(|at| page.labels[*at] == BlockKind::Body).collect();
    let middle = bodies.get(random.below(bodies.len().max(1))).copied().unwrap_or(0);
    // Articles begin at their beginning: every other piece does.
    let from = if random.below(2) == 0 { first_of(page) } else { middle.saturating_sub(random.below(len)) };
    let to = (from + len).min(page.raw.len());
    let mut piece = GoldPage { raw: Vec::new(), labels: page.labels[from..to].to_vec(), ..page.clone() };
    for at in from..to {
        let cut = page.labels[at] == BlockKind::Body && random.below(2) == 0;
        piece.raw.push(if cut { first_sentence(&page.raw[at]).to_owned() } else { page.raw[at].clone() });
    }
    piece
}

/// The title's line, or the first of the body.
fn first_of(page: &GoldPage) -> usize {
    page.labels.iter().position(|kind| matches!(kind, BlockKind::Headline | BlockKind::Body)).unwrap_or(0)
}

fn first_sentence(line: &str) -> &str {
    line.match_indices(". ").map(|(at, _)| at + 1).find(|at| *at >= SHORTEST_SENTENCE).map_or(line, |at| &line[..at])
}

/// The labels of the lines that stand at these places of a page's text.
fn kinds_at(page: &GoldPage, starts: &[u32]) -> Vec<BlockKind> {
    let mut lines = page.raw.iter().zip(&page.labels);
    let (mut end, mut label) = (0, BlockKind::Boilerplate);
    let mut kinds = Vec::with_capacity(starts.len());
    for start in starts {
        while end <= *start as usize {
            let Some((line, kind)) = lines.next() else { break };
            (end, label) = (end + line.len() + 2, *kind);
        }
        kinds.push(label);
    }
    kinds
}
