use std::borrow::Cow;

use copydesk_core::{Id, Layer, Span};
use serde::{Deserialize, Serialize};

use crate::Entity;

/// Everything that one cue attributes to one source: all its fragments, also over paragraphs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Quote {
    /// The fragments of what was said, in text order, quotation marks included; at least one.
    pub content: Vec<Span>,
    /// The words that attribute ("said", "according to"); empty in an interview's "Name:".
    pub cue: Vec<Span>,
    /// The speaker's mention as written ("he", "Ms. Park"); empty where the text shows none.
    pub source: Vec<Span>,
    /// What was said, as it stands in the article: the fragments joined by a space.
    #[serde(default)]
    pub text: String,
    /// The words of each fragment, one entry a fragment of `content`.
    #[serde(default)]
    pub content_text: Vec<String>,
    /// The words of the cue, joined likewise.
    #[serde(default)]
    pub cue_text: String,
    /// The words of the source, joined likewise.
    #[serde(default)]
    pub source_text: String,
    /// By the words inside quotation marks.
    pub kind: QuoteKind,
    /// Whether it was said or thought.
    #[serde(default)]
    pub act: Act,
    /// Whether the article reports that it was said, or that it was denied, asked, or might be said.
    #[serde(default)]
    pub polarity: Polarity,
    /// The speaker's full name within the article, or nothing: never a guess dressed as a fact.
    pub speaker: Option<String>,
    /// Through whom a body spoke ("spokesperson", "official"), where the article says so without a name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub via: Option<String>,
    /// The speaker among the entities: the row of the entity's first mention.
    pub entity: Option<Id<Entity>>,
    /// How sure the attribution is, from 0 to 1.
    #[serde(serialize_with = "copydesk_core::record::three_decimals")]
    pub confidence: f32,
    /// The rule or feature that decided.
    pub by: Cow<'static, str>,
    /// The two best candidates with what speaks for and against them, where the stage's options ask for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
}

impl Quote {
    /// Words of a kind that nobody is said to have said; the fields say the rest.
    #[must_use]
    pub const fn new(content: Vec<Span>, kind: QuoteKind) -> Self {
        Self {
            content,
            cue: Vec::new(),
            source: Vec::new(),
            text: String::new(),
            content_text: Vec::new(),
            cue_text: String::new(),
            source_text: String::new(),
            kind,
            act: Act::Speech,
            polarity: Polarity::Affirmed,
            speaker: None,
            via: None,
            entity: None,
            confidence: 0.0,
            by: Cow::Borrowed(""),
            why: None,
        }
    }
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

/// What a source did with the words that are reported.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, schemars::JsonSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum Act {
    /// Said or wrote them ("said", "announced that", "tweeted").
    #[default]
    Speech,
    /// Believed, hoped, wanted or expected them, as the article has it.
    Thought,
}

/// How the words that are reported stand to what the source holds true.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Polarity {
    /// The source said so.
    #[default]
    Affirmed,
    /// The source denied it, or did not say it: "denied stealing the money".
    Denied,
    /// The source asked it: "asked whether the bridge was safe".
    Asked,
    /// The source would or might say so: "would say that".
    Conditional,
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
