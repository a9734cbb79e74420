//! The stage `summarizer`: a summary in the article's own sentences.
//!
//! It picks a few sentences of the body, verbatim and in article order, up to a budget in sentences, words or characters.
//! News is written with the news first, so the first sentences are hard to beat; what beats them is knowing when they set a
//! scene, repeat each other or quote half a thought. Three steps decide:
//!
//! 1. Every body sentence is described by numbers: its place, how much of the headline and of the rest of the article it
//!    shares, its length, its names, figures and quotation marks.
//! 2. A scorer says what the sentence is worth to a reader of the summary alone.
//! 3. A selection takes the best, counts what they repeat of each other, and keeps the summary readable: a sentence that
//!    opens with "But" or "She" comes only with the sentence before it, one with half a quotation never, and one that calls
//!    somebody by surname only with the sentence that introduces them.
//!
//! ```
//! use copydesk_core::{BuildContext, Budget, Doc, Meta, Stage};
//! use copydesk_layers::{Block, Sentence, Token, plain};
//! use copydesk_summarizer::{Config, Summarizer};
//!
//! let text = "The harbour bridge at Kelmouth will close for a year. But nobody told the ferry company. \
//!             Its owner, Dana Pruitt, learned of it on the radio.";
//! let layers = plain::layers(text);
//! let stage = Summarizer::build(Config { budget: 1, ..Config::default() }, &BuildContext::new(".".as_ref()))?;
//! let (meta, budget) = (Meta::default(), Budget::unlimited());
//! let doc = Doc::new(text, &meta, &budget);
//! let reads = (
//!     layers.get::<Token>().unwrap(),
//!     layers.get::<Sentence>().unwrap(),
//!     layers.get::<Block>(),
//!     None,
//! );
//! let (summary,) = stage.run(doc, reads, &mut Default::default())?;
//! assert_eq!(summary[0].span.of(text), "The harbour bridge at Kelmouth will close for a year.");
//! # Ok::<(), copydesk_core::StageError>(())
//! ```
//!
//! It does not rewrite, shorten or join sentences, and it does not read captions, credits or what the page adds. A text
//! without body sentences has an empty summary.

use std::path::PathBuf;

mod abbreviations;
mod bullets;
mod candidates;
mod features;
mod fold;
mod fragments;
mod half_quotes;
mod headline;
mod key_points;
mod measure;
mod model;
mod needs;
mod openers;
mod prepare;
mod prior;
mod pronouns;
mod rarity;
mod referents;
mod room;
mod scene;
mod select;
mod tally;
mod terms;
mod train;
mod trees;
mod vocabulary;
mod why;
mod words;

use copydesk_core::{BuildContext, Doc, Maybe, Stage, StageError, register_stage};
use copydesk_layers::{Block, Entity, Sentence, SummarySentence, Token};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use candidates::Given;
use features::Feature;
use model::Model;
use prepare::Preparation;
pub use prepare::Scratch;
use rarity::Rarity;
use room::Room;
pub use room::Unit;
use trees::Forest;

/// The options of the stage.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Config {
    /// How long the summary may be, counted in `unit`; from 1 to 100000.
    pub budget: u32,
    /// What the budget counts: sentences, words or characters.
    pub unit: Unit,
    /// Pick the most informative sentence on each main entity, instead of summing up the whole; needs entities.
    pub key_points: bool,
    /// Pick three to five points, each from another part of the article, instead of summing up the whole; `budget` is not read.
    pub bullets: bool,
    /// Write beside the best sentence a headline of at most 90 characters, made of it by leaving parts out; none where that
    /// cannot be done.
    pub headline: bool,
    /// Write for every sentence why it was picked.
    pub why: bool,
    /// A model of `copydesk train summarizer`, instead of the one that comes with the stage.
    pub model: Option<PathBuf>,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            budget: 3,
            unit: Unit::Sentences,
            key_points: false,
            bullets: false,
            headline: false,
            why: false,
            model: None,
        }
    }
}

const LARGEST_BUDGET: u32 = 100_000;
/// The stage.
pub struct Summarizer {
    config: Config,
    preparation: Preparation,
    rarity: Rarity,
    forest: Forest,
}

impl Stage for Summarizer {
    const NAME: &'static str = "summarizer";
    const ABOUT: &'static str = "a summary in the article's own sentences";
    type Config = Config;
    type Reads = (Token, Sentence, Maybe<Block>, Maybe<Entity>);
    type Writes = (SummarySentence,);
    type Scratch = Scratch;

    fn build(config: Config, cx: &BuildContext<'_>) -> Result<Self, StageError> {
        if !(1..=LARGEST_BUDGET).contains(&config.budget) {
            let message = format!("{} is no length of a summary: expected 1 to {LARGEST_BUDGET}", config.budget);
            return Err(StageError::option("budget", message));
        }
        if config.bullets && config.key_points {
            let message = "`bullets` and `key-points` pick different sentences: switch one of them off";
            return Err(StageError::option("bullets", message));
        }
        let model = match &config.model {
            Some(file) => Model::read(&cx.folder.join(file))?,
            None => Model::embedded(),
        };
        Ok(Self::with(config, model))
    }

    fn run<'a>(
        &self,
        doc: Doc<'a>,
        (tokens, sentences, blocks, entities): Reads<'a>,
        scratch: &mut Scratch,
    ) -> Result<(Vec<SummarySentence>,), StageError> {
        if self.config.key_points && entities.is_none() {
            return Err(StageError::new(
                "`key-points` needs the layer entities: list the stage entity-tagger before this one",
            ));
        }
        let given = Given { doc, tokens, sentences, blocks, entities };
        self.pick(&given, scratch)?;
        Ok((self.rows(&given, scratch),))
    }
}

type Reads<'a> = (&'a [Token], &'a [Sentence], Option<&'a [Block]>, Option<&'a [Entity]>);

impl Summarizer {
    /// The stage with another model.
    fn with(config: Config, model: Model) -> Self {
        Self { config, preparation: Preparation::load(), forest: Forest::of(&model.trees), rarity: model.rarity }
    }

    /// Fills `scratch.picked`.
    fn pick(&self, given: &Given<'_>, scratch: &mut Scratch) -> Result<(), StageError> {
        self.preparation.prepare(given, &self.rarity, scratch)?;
        self.score(scratch);
        scratch.news = scene::news(&scratch.scores, &scratch.needs);
        prior::weigh(&mut scratch.scores);
        scene::weigh(scratch.news, &mut scratch.scores);
        scratch.points.clear();
        let room = Room::new(self.config.unit, self.config.budget);
        match (self.config.key_points, self.config.bullets) {
            (true, _) => key_points::find(given, room, scratch),
            (_, true) => bullets::find(given, scratch),
            _ => select::best(given, room, scratch),
        }
    }

    /// Scores all candidates apart from their place: the trees' sum, and what the headline gives.
    fn score(&self, Scratch { table, scores, .. }: &mut Scratch) {
        let count = table.rows();
        let headline = prior::headline(count);
        scores.clear();
        scores.extend(table.padded(Feature::Headline as usize).iter().map(|share| headline * share));
        self.forest.add(table, scores);
        scores.truncate(count);
    }

    fn rows(&self, given: &Given<'_>, scratch: &Scratch) -> Vec<SummarySentence> {
        let best = self.config.headline.then(|| self.best(scratch)).flatten();
        let row = |pick: &select::Pick| {
            let span = scratch.candidates[pick.sentence].span;
            let mut row = SummarySentence::new(span, self.why(given, scratch, *pick));
            let best = best.filter(|best| *best == pick.sentence);
            row.headline = best.and_then(|best| self.headline(given, scratch, best));
            row
        };
        scratch.picked.iter().map(row).collect()
    }

    /// The picked sentence that scores best and leans on no other.
    fn best(&self, scratch: &Scratch) -> Option<usize> {
        let picked = scratch.picked.iter().map(|pick| pick.sentence);
        let alone = picked.filter(|&n| scratch.needs[n].stands_alone());
        alone.max_by(|&a, &b| scratch.scores[a].total_cmp(&scratch.scores[b]).then(b.cmp(&a)))
    }

    fn headline(&self, given: &Given<'_>, scratch: &Scratch, sentence: usize) -> Option<String> {
        let candidate = &scratch.candidates[sentence];
        let mut end = candidate.span.start();
        let spaced = given.tokens[candidate.tokens.clone()].iter().map(|token| {
            let space = given.doc.text.get(end as usize..token.span.start() as usize).unwrap_or_default();
            end = token.span.end();
            (space, token.span.of(given.doc.text))
        });
        headline::of(&spaced.collect::<Vec<_>>(), self.preparation.openers())
    }

    fn why(&self, given: &Given<'_>, scratch: &Scratch, pick: select::Pick) -> Option<String> {
        let point = if self.config.key_points { why::key_point(given, scratch, pick) } else { None };
        let asked = self.config.why || (self.config.key_points && point.is_none());
        let reasons = asked.then(|| why::sentence(given, scratch, pick));
        let all: Vec<_> = point.into_iter().chain(reasons).collect();
        (!all.is_empty()).then(|| all.join("; "))
    }
}

register_stage!(Summarizer);

#[cfg(test)]
mod tests;
