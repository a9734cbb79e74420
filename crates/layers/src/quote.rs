use std::borrow::Cow;

use copydesk_core::{Id, Layer, Span};
use serde::{Deserialize, Serialize};

use crate::Entity;

/// Everything that one cue attributes to one source: all its fragments, also over paragraphs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Quote {
    /// The fragments of what was said, in text order, quotation marks included; at least one.
    pub content: Vec<Span>,
    /// The words that attribute ("said", "according to"); empty in an interview's "Name:".
    pub cue: Vec<Span>,
    /// The speaker's mention as written ("he", "Ms. Park"); empty where the text shows none.
    pub source: Vec<Span>,
    /// By the words inside quotation marks.
    pub kind: QuoteKind,
    /// The speaker's full name within the article, or nothing: never a guess dressed as a fact.
    pub speaker: Option<String>,
    /// The speaker among the entities: the row of the entity's first mention.
    pub entity: Option<Id<Entity>>,
    /// How sure the attribution is, from 0 to 1.
    #[serde(serialize_with = "copydesk_core::record::three_decimals")]
    pub confidence: f32,
    /// The rule or feature that decided.
    pub by: Cow<'static, str>,
}

/// How much of a quote stands inside quotation marks, counted in words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum QuoteKind {
    /// At most a tenth outside.
    Direct,
    /// Some inside, more than a tenth outside.
    Mixed,
    /// None inside.
    Indirect,
}

impl Layer for Quote {
    const NAME: &'static str = "quotes";

    /// From the first fragment's start to the last one's end.
    fn span(&self) -> Span {
        match (self.content.first(), self.content.last()) {
            (Some(first), Some(last)) => first.cover(*last),
            _ => Span::default(),
        }
    }

    fn more_spans(&self) -> impl Iterator<Item = Span> {
        self.content.iter().chain(&self.cue).chain(&self.source).copied()
    }
}
