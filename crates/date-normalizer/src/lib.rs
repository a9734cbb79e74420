//! Stage date-normalizer: temporal expressions as TIMEX3 values.
//!
//! News is full of "Tuesday", "the following day", "six or seven years ago" and "the early 1980s". This stage finds such
//! expressions and says which day, time, length or recurrence they mean, in the notation of TimeML's TIMEX3 (Saurí et al. 2006).
//!
//! # How
//!
//! 1. A sentence is cut into lexemes: words of the lexicon (`data/lexicon.txt`), figures with their shape, marks.
//! 2. The rules of `data/grammar.txt` find heads, grow them to the left and right, and join neighbours
//!    (after SynTime: Zhong, Sun and Cambria 2017). What the words say fills the slots of a frame.
//! 3. Evidence around it decides whether "May" is a month and "2019" a year.
//! 4. Resolution turns frames into values, in text order: by the day of publication, the tense of the clause,
//!    and the expressions before. Calendar arithmetic is jiff's.
//!
//! The day of publication is the article's own, else that of its dateline; never the clock. Without one, a relative value
//! stays open: `XXXX-WXX-2` is some Tuesday.
//!
//! # Example
//!
//! ```
//! use copydesk_core::{Article, Budget, BuildContext, Registry};
//! use copydesk_date_normalizer as _;
//! use copydesk_layers::{Date, plain};
//!
//! let mut article = Article::new("a", "The mayor of Kelmouth resigned on Tuesday, three weeks after the vote.")?;
//! article.meta.content_created = Some("2025-03-12".to_owned());
//! article.layers = plain::layers(article.text());
//!
//! let registry = Registry::linked()?;
//! let build = registry.stage("date-normalizer").expect("this crate is linked").build;
//! let stage = build(serde_json::json!({}), &BuildContext::new(".".as_ref()))?;
//! let rows = stage.run(&article, &Budget::unlimited(), stage.scratch().as_mut())?;
//! let dates = rows[0].as_any().downcast_ref::<Vec<Date>>().expect("the stage writes dates");
//! let values: Vec<_> = dates.iter().map(|date| date.value.as_str()).collect();
//! assert_eq!(values, ["2025-03-11", "P3W"]);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod article;
#[cfg(test)]
mod cases;

mod clock_range;
mod datafile;
mod document;
mod eval;
mod evidence;
mod figures;
mod frame;
mod grammar;
mod growth;
mod holiday;
mod length_like;
mod lexeme;
mod lexer;
mod lexicon;
mod named_day;
mod number_words;
mod pair;
mod period;
mod places;
mod range;
mod recognise;
mod reference;
mod reliability;
mod resolve;
mod rules;
mod sentence;
mod surroundings;
mod tense;
mod verb;
mod weekday_like;
mod year_like;

use copydesk_core::{BuildContext, Doc, Maybe, Stage, StageError};
use copydesk_layers::{Block, Date, Sentence, Token};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use article::Scratch;
use grammar::Grammar;
use reliability::Reliability;

/// What an article's dates are counted from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Profile {
    /// The day of publication, as in news.
    #[default]
    News,
    /// The last date of the story, as in histories, obituaries and biographies.
    Narrative,
}

/// Options of the stage.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Config {
    /// What dates are counted from: "news", the day of publication; "narrative", the last date of the story.
    pub profile: Profile,
    /// Write for every date which rules of the grammar found it, and how sure the least reliable of these is.
    pub why: bool,
}

/// Finds temporal expressions and gives them TIMEX3 values.
#[derive(Debug)]
pub struct DateNormalizer {
    config: Config,
    grammar: Grammar,
    reliability: Option<Reliability>,
}

impl Stage for DateNormalizer {
    const NAME: &'static str = "date-normalizer";
    const ABOUT: &'static str = "finds dates, times, durations and sets, and gives them TIMEX3 values";
    type Config = Config;
    type Reads = (Token, Sentence, Maybe<Block>);
    type Writes = (Date,);
    type Scratch = Scratch;

    fn build(config: Config, _: &BuildContext<'_>) -> Result<Self, StageError> {
        let reliability = config.why.then(Reliability::stock);
        Ok(Self { config, grammar: Grammar::stock(), reliability })
    }

    fn run<'a>(
        &self,
        doc: Doc<'a>,
        (tokens, sentences, blocks): (&'a [Token], &'a [Sentence], Option<&'a [Block]>),
        scratch: &mut Scratch,
    ) -> Result<(Vec<Date>,), StageError> {
        let layers = article::Layers { tokens, sentences, blocks };
        self.article(doc, &layers, scratch).map(|dates| (dates,))
    }

    fn repair(&self, doc: Doc<'_>) -> Option<&'static str> {
        reference::counts_from_last_version(doc.meta, doc.text).then_some("dated-by-last-version")
    }
}

copydesk_core::register_stage!(DateNormalizer);
