//! The stage `entity-tagger`: who and what is named in an article, and which names are the same one.
//!
//! It reads words and sentences and writes the mentions of people, organisations, places, facilities, nationalities, products
//! and other names. Three steps:
//!
//! 1. **First pass.** A linear-chain conditional random field scores every word from hashed features: the word and its
//!    neighbours, the run of capitals that it stands in, what kinds of words they are (clusters of words that occur in like
//!    contexts), which lists of names hold them, and where else in the article the word stands. Sentences whose capitals tell
//!    nothing (headlines in capitals, Title Case, all lower case) have weights of their own.
//! 2. **Second pass.** The first pass's own findings become features of a second model: a surname that was a person five times
//!    is a person at its sixth mention too.
//! 3. **Names.** Mentions of one entity get one id and its fullest form in the article: "Okafor" is "Mara Okafor", "the KHA"
//!    the "Kelmouth Harbour Authority", and two Okafors stay two.
//!
//! ```
//! use copydesk_core::{BuildContext, Budget, Doc, Meta, Stage};
//! use copydesk_entity_tagger::{Config, EntityTagger};
//! use copydesk_layers::{Block, Sentence, Token, plain};
//!
//! let text = "Mara Okafor was born in Lagos. The mayor, John Smith, met Okafor on Monday.";
//! let layers = plain::layers(text);
//! let stage = EntityTagger::build(Config::default(), &BuildContext::new(".".as_ref()))?;
//! let (meta, budget) = (Meta::default(), Budget::unlimited());
//! let doc = Doc::new(text, &meta, &budget);
//! let reads = (layers.get::<Token>().unwrap(), layers.get::<Sentence>().unwrap(), layers.get::<Block>());
//! let (entities,) = stage.run(doc, reads, &mut Default::default())?;
//! let last = entities.last().unwrap();
//! assert_eq!((last.span.of(text), last.name.as_str()), ("Okafor", "Mara Okafor"));
//! # Ok::<(), copydesk_core::StageError>(())
//! ```
//!
//! It does not link names to anything outside the article, does not resolve "she" or "the company", and does not read what
//! the page adds around the article. Dates and amounts of money, which the shipped model knows too, are other stages' work
//! and are written only on demand.

mod abbreviations;
mod buildings;
mod clusters;
mod common;
mod eval;
mod features;
mod grounds;
mod hash;
mod labels;
mod lexicon;
mod model;
mod names;
mod openers;
mod possessives;
mod reading;
mod serial;
mod spans;
mod sums;
mod tagger;
mod text;
mod train;
mod types;
mod viterbi;

use std::path::PathBuf;

use copydesk_core::{BuildContext, Doc, Maybe, Stage, StageError, register_stage};
use copydesk_layers::{Block, Entity, EntityLabel, Sentence, Token};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use model::Model;
pub use reading::Scratch;

/// The options of the stage.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Config {
    /// A model of `copydesk train entity-tagger`, instead of the one that comes with the stage.
    pub model: Option<PathBuf>,
    /// Write amounts of money and dates as entities too, as far as the model knows them.
    pub money_and_dates: bool,
    /// Write for every mention how sure place and label are, and what decided.
    pub why: bool,
}

/// The stage.
pub struct EntityTagger {
    model: Model,
    why: bool,
    /// What each label of the model is written as.
    labels: Vec<Option<EntityLabel>>,
}

type Reads<'a> = (&'a [Token], &'a [Sentence], Option<&'a [Block]>);

impl Stage for EntityTagger {
    const NAME: &'static str = "entity-tagger";
    const ABOUT: &'static str = "who and what is named, and which names are the same one";
    type Config = Config;
    type Reads = (Token, Sentence, Maybe<Block>);
    type Writes = (Entity,);
    type Scratch = Scratch;

    fn build(config: Config, cx: &BuildContext<'_>) -> Result<Self, StageError> {
        let model = match &config.model {
            Some(file) => model::load(&cx.folder.join(file)).map_err(|what| StageError::option("model", what))?,
            None => model::embedded(),
        };
        let wanted = |label| config.money_and_dates || !matches!(label, EntityLabel::Money | EntityLabel::Date);
        let labels = model.labels.iter().map(|name| Some(labels::entity_label(name)).filter(|label| wanted(*label)));
        Ok(Self { labels: labels.collect(), model, why: config.why })
    }

    fn run<'a>(
        &self,
        doc: Doc<'a>,
        (tokens, sentences, blocks): Reads<'a>,
        scratch: &mut Scratch,
    ) -> Result<(Vec<Entity>,), StageError> {
        scratch.read(doc, tokens, sentences, blocks, &self.model.lexicon)?;
        scratch.work.explains = self.why;
        tagger::tag(&self.model, &mut scratch.work, doc.budget)?;
        let mentions = scratch.mentions(tokens, &self.labels, self.why.then_some(&self.model));
        Ok((names::entities(doc, (tokens, sentences), mentions)?,))
    }
}

register_stage!(EntityTagger);

#[cfg(test)]
mod tests;
