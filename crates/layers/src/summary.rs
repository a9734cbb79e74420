use copydesk_core::{Layer, Span};
use serde::{Deserialize, Serialize};

/// A sentence of the summary: one of the article's own, verbatim.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct SummarySentence {
    /// Where it stands in the article.
    #[serde(flatten, with = "copydesk_core::span::with_text")]
    pub span: Span,
    /// The sentence cut to a headline, on the best sentence alone, where the summarizer's options ask for one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub headline: Option<String>,
    /// Why it was picked, where the summarizer's options ask for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
}

impl SummarySentence {
    /// A sentence, with why it was picked or without.
    #[must_use]
    pub const fn new(span: Span, why: Option<String>) -> Self {
        Self { span, headline: None, why }
    }
}

impl Layer for SummarySentence {
    const NAME: &'static str = "summary";

    fn span(&self) -> Span {
        self.span
    }
}
