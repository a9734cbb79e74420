//! Stage `quote-attributor`: who said what.
//!
//! Quotation marks are paired paragraph by paragraph; words that attribute ("said", "according to", "announcement") are
//! weighed; every marked segment is given to a cue, to the quote before it, or to nobody; every cue gets its source and the
//! words it attributes; sources become speakers through the chain of sources. The weighing is done by small linear models
//! (`linear`), the questions they answer are listed in `judge`.
//!
//! ```
//! use copydesk_core::{Article, BuildContext, Budget, DynStage, Stage};
//! use copydesk_layers::Quote;
//! use copydesk_quote_attributor::QuoteAttributor;
//!
//! let mut article = Article::new("1", "“We open in June,” said Ines Okafor.")?;
//! article.layers = copydesk_layers::plain::layers(article.text());
//! let cx = BuildContext { folder: std::path::Path::new(".") };
//! let stage = QuoteAttributor::build(Default::default(), &cx)?;
//! let rows = DynStage::run(&stage, &article, &Budget::unlimited(), stage.scratch().as_mut())?;
//! let quotes = rows[0].as_any().downcast_ref::<Vec<Quote>>().expect("the stage writes quotes");
//! assert_eq!(quotes[0].speaker.as_deref(), Some("Ines Okafor"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod areas;
mod attach;
mod bodies;
mod class;
mod contents;
mod cues;
mod ends;
mod eval;
mod facts;
mod flags;
mod frames;
mod inside;
mod judge;
mod labels;
mod lexicon;
mod linear;
mod marks;
mod names;
mod offices;
mod phrases;
mod reading;
mod rows;
mod salience;
mod segments;
mod sources;
mod speakers;
mod starts;
mod subjects;
mod train;
mod words;

use std::path::PathBuf;

use copydesk_core::{BuildContext, Doc, Maybe, Stage, StageError, register_stage};
use copydesk_layers::{Block, Entity, Quote, QuoteKind, Sentence, Token};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use judge::Trained;
use lexicon::Lexicon;
use reading::Reading;
use rows::Decided;
use salience::Salience;
use speakers::Speaker;

/// The options of the stage.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Config {
    /// Mark indirect quotes too ("said that ..."), not only what stands in quotation marks.
    pub indirect: bool,
    /// Leave out quotes of less confidence, from 0 to 1.
    pub min_confidence: f32,
    /// A model of `copydesk train quote-attributor`, instead of the one that comes with the stage.
    pub model: Option<PathBuf>,
}

impl Default for Config {
    fn default() -> Self {
        Self { indirect: true, min_confidence: 0.0, model: None }
    }
}

/// The stage.
pub struct QuoteAttributor {
    config: Config,
    lexicon: Lexicon,
    trained: Trained,
}

/// Buffers that are kept from article to article.
#[derive(Default)]
pub struct Scratch {
    reading: Reading,
    salience: Salience,
    speakers: Vec<Speaker>,
}

impl Stage for QuoteAttributor {
    const NAME: &'static str = "quote-attributor";
    const ABOUT: &'static str = "marks direct, mixed and indirect quotes with their cues, sources and speakers";
    type Config = Config;
    type Reads = (Token, Sentence, Maybe<Block>, Maybe<Entity>);
    type Writes = (Quote,);
    type Scratch = Scratch;

    fn build(config: Config, cx: &BuildContext<'_>) -> Result<Self, StageError> {
        if !(0.0..=1.0).contains(&config.min_confidence) {
            return Err(StageError::option("min-confidence", "a confidence lies between 0 and 1"));
        }
        let trained = match &config.model {
            Some(file) => Trained::read(&cx.folder.join(file)).map_err(|what| StageError::option("model", what))?,
            None => Trained::embedded(),
        };
        Ok(Self { config, lexicon: Lexicon::new(), trained })
    }

    fn run<'a>(
        &self,
        doc: Doc<'a>,
        (tokens, sentences, blocks, entities): (&'a [Token], &'a [Sentence], Option<&'a [Block]>, Option<&'a [Entity]>),
        scratch: &mut Scratch,
    ) -> Result<(Vec<Quote>,), StageError> {
        let Scratch { reading, salience, speakers } = scratch;
        reading.read(doc, &self.lexicon, (tokens, sentences, blocks, entities), &mut &self.trained)?;
        speakers::resolve(reading, salience, speakers);
        let wanted = |quote: &Quote| {
            quote.confidence >= self.config.min_confidence
                && (self.config.indirect || quote.kind != QuoteKind::Indirect)
        };
        let decided = Decided { text: doc.text, reading, entities, speakers };
        Ok((decided.rows(wanted),))
    }
}

register_stage!(QuoteAttributor);
