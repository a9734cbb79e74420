use copydesk_core::{Id, Layer, Span};
use serde::{Deserialize, Serialize};

/// A temporal expression in the sense of TimeML's TIMEX3 (Saurí et al. 2006, ISO 24617-1).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Date {
    /// The expression, articles and modifiers included, prepositions not.
    #[serde(flatten, with = "copydesk_core::span::with_text")]
    pub span: Span,
    /// TIMEX3 `type`.
    #[serde(rename = "type")]
    pub kind: DateType,
    /// TIMEX3 `value`: ISO 8601 with TIMEX3's additions ("2024-05-14TAF", "P2Y", "XXXX-WXX-1", "PAST_REF").
    pub value: String,
    /// TIMEX3 `mod`.
    #[serde(rename = "mod", default, skip_serializing_if = "Option::is_none")]
    pub modifier: Option<DateMod>,
    /// TIMEX3 `quant` of a SET: "EVERY", "EACH" or "EVERY OTHER".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quant: Option<String>,
    /// TIMEX3 `freq` of a SET: how many times ("2X"), or for how long ("4D"), within each.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub freq: Option<String>,
    /// The mention that the value was counted from, where that is not the day of publication.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub anchor: Option<Id<Date>>,
    /// How sure the value is, from 0 to 1, where the normalizer's options ask for it.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        serialize_with = "copydesk_core::record::three_decimals_if_any"
    )]
    pub confidence: Option<f32>,
    /// Which rules found it, where the normalizer's options ask for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
}

impl Date {
    /// An expression of which no more is known than its value.
    #[must_use]
    pub const fn new(span: Span, kind: DateType, value: String) -> Self {
        Self { span, kind, value, modifier: None, quant: None, freq: None, anchor: None, confidence: None, why: None }
    }
}

/// What a temporal expression denotes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum DateType {
    /// A day or more.
    Date,
    /// A time of day.
    Time,
    /// A length of time.
    Duration,
    /// Times that recur.
    Set,
}

/// TIMEX3's modifiers of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[expect(missing_docs, reason = "the names are TIMEX3's own")]
pub enum DateMod {
    Before,
    After,
    OnOrBefore,
    OnOrAfter,
    LessThan,
    MoreThan,
    EqualOrLess,
    EqualOrMore,
    Start,
    Mid,
    End,
    Approx,
}

impl Layer for Date {
    const NAME: &'static str = "dates";

    fn span(&self) -> Span {
        self.span
    }
}
