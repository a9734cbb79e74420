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
//! let cx = BuildContext::new(std::path::Path::new("."));
//! let stage = QuoteAttributor::build(Default::default(), &cx)?;
//! let rows = DynStage::run(&stage, &article, &Budget::unlimited(), stage.scratch().as_mut())?;
//! let quotes = rows[0].as_any().downcast_ref::<Vec<Quote>>().expect("the stage writes quotes");
//! assert_eq!(quotes[0].speaker.as_deref(), Some("Ines Okafor"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod aliases;
mod areas;
mod attach;
mod bodies;
mod claims;
mod class;
mod clauses;
mod contents;
mod cue;
mod cues;
mod decisions;
mod documents;
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
mod polarity;
mod propositions;
mod reading;
mod rows;
mod salience;
mod sayings;
mod segments;
mod signatures;
mod sources;
mod speakers;
mod starts;
mod subjects;
mod sure;
mod tally;
mod targets;
mod train;
mod words;

use std::borrow::Cow;
use std::path::PathBuf;

use copydesk_core::{BuildContext, Doc, Id, Maybe, Stage, StageError, layer, register_stage};
use copydesk_layers::{Act, Block, Entity, Quote, QuoteKind, Sentence, Token};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use judge::Trained;
use lexicon::Lexicon;
use names::Person;
use reading::Reading;
use rows::Decided;
use salience::Salience;
use speakers::{Speaker, Weights};
use sure::Sure;

/// The options of the stage.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Config {
    /// Mark indirect quotes too ("said that ..."), not only what stands in quotation marks.
    pub indirect: bool,
    /// Leave out indirect quotes that are less likely to report anything, from 0 to 1, whoever their speaker is. Mixed quotes need
    /// half of it, and quotes whose words all stand in quotation marks nothing.
    pub min_confidence: f64,
    /// Name a speaker only where the attribution is at least so sure, from 0 to 1; else nobody. Quotes whose words all stand in
    /// quotation marks need half of it.
    pub min_speaker: f64,
    /// Say of each quote who the two best candidates were, and what spoke for each.
    pub why: bool,
    /// What to mark: what was said, what was thought, or both.
    pub acts: Vec<Act>,
    /// The model that finds what was said, written by `copydesk train quote-attributor`, instead of the one that ships.
    pub model: Option<PathBuf>,
    /// What claims to a quote are worth, written by `copydesk train quote-attributor --speakers`, instead of what ships.
    pub speakers: Option<PathBuf>,
}

/// Chosen on training pages left out: the most reports found with the right speaker, by F1.
const MIN_CONFIDENCE: f64 = 0.55;
/// How much of the least confidence a quote needs that holds marked words: most of what stands in marks beside a cue was said, and
/// PolNeAR's marked segments stay found. Quotes that are all in marks need none.
const OF_MARKED: f64 = 0.5;
/// Below it a name is rather wrong than right; direct quotes need half of it.
const MIN_SPEAKER: f64 = 0.5;

impl Default for Config {
    fn default() -> Self {
        Self {
            indirect: true,
            min_confidence: MIN_CONFIDENCE,
            min_speaker: MIN_SPEAKER,
            why: false,
            acts: vec![Act::Speech],
            model: None,
            speakers: None,
        }
    }
}

/// The stage.
pub struct QuoteAttributor {
    config: Config,
    lexicon: Lexicon,
    speech: Trained,
    thought: Trained,
    weights: Weights,
    sure: Sure,
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
        for (name, value) in [("min-confidence", config.min_confidence), ("min-speaker", config.min_speaker)] {
            if !(0.0..=1.0).contains(&value) {
                return Err(StageError::option(name, "a confidence lies between 0 and 1"));
            }
        }
        let model =
            |file: &PathBuf| Trained::read(&cx.folder.join(file)).map_err(|what| StageError::option("model", what));
        let speech = config.model.as_ref().map_or_else(|| Ok(Trained::speech()), model)?;
        let file = config.speakers.as_ref().map_or(Ok(Cow::Borrowed(speakers::MODEL)), |file| {
            let path = cx.folder.join(file);
            let text = std::fs::read_to_string(&path).map_err(|e| format!("{}: {e}", path.display()));
            text.map(Cow::Owned).map_err(|what| StageError::option("speakers", what))
        })?;
        let sure = Sure::read(&file).or_else(|| Sure::read(speakers::MODEL)).expect("the embedded model is whole");
        let weights = Weights::read(&file);
        Ok(Self { config, lexicon: Lexicon::new(), speech, thought: Trained::thought(), weights, sure })
    }

    fn run<'a>(
        &self,
        doc: Doc<'a>,
        (tokens, sentences, blocks, entities): (&'a [Token], &'a [Sentence], Option<&'a [Block]>, Option<&'a [Entity]>),
        scratch: &mut Scratch,
    ) -> Result<(Vec<Quote>,), StageError> {
        scratch.reading.prepare(doc, &self.lexicon, (tokens, sentences, blocks, entities))?;
        let mut rows = Vec::new();
        for (act, mut judge) in [(Act::Speech, &self.speech), (Act::Thought, &self.thought)] {
            if self.config.acts.contains(&act) {
                decisions::decide(&mut scratch.reading, doc, &mut judge)?;
                add(&mut rows, self.rows(doc.text, act, entities, scratch));
            }
        }
        layer::sort_rows(&mut rows);
        Ok((rows,))
    }
}

impl QuoteAttributor {
    /// The rows of what was decided last.
    fn rows(&self, text: &str, act: Act, entities: Option<&[Entity]>, scratch: &mut Scratch) -> Vec<Quote> {
        let Scratch { reading, salience, speakers } = scratch;
        let sayings = sayings::gather(reading);
        let names = &reading.names;
        let name = |person| names.person(person).called(entities.unwrap_or_default()).unwrap_or_default().to_owned();
        let name: Option<&dyn Fn(Id<Person>) -> String> = if self.config.why { Some(&name) } else { None };
        speakers::resolve(reading, &sayings, (salience, speakers), |choice| self.weights.choose(choice, name));
        let wanted = |quote: &Quote, report: f32| {
            let least = match quote.kind {
                QuoteKind::Direct => 0.0,
                QuoteKind::Mixed => OF_MARKED * self.config.min_confidence,
                QuoteKind::Indirect => self.config.min_confidence,
            };
            f64::from(report) >= least && (self.config.indirect || quote.kind != QuoteKind::Indirect)
        };
        let (sure, least) = (&self.sure, self.config.min_speaker as f32);
        Decided { text, act, reading, entities, sayings: &sayings, sure, least, speakers }.rows(wanted)
    }
}

/// Adds the rows that share no word with those there are: nobody's words are both said and thought.
fn add(rows: &mut Vec<Quote>, more: Vec<Quote>) {
    let apart = |quote: &Quote| {
        let spans = rows.iter().flat_map(|other| &other.content);
        spans.into_iter().all(|span| !quote.content.iter().any(|own| own.overlaps(*span)))
    };
    let fresh: Vec<Quote> = more.into_iter().filter(apart).collect();
    rows.extend(fresh);
}

register_stage!(QuoteAttributor);
