use copydesk_core::{Layer, Span};
use serde::{Deserialize, Serialize};

/// A word in the sense of Universal Dependencies: a syntactic word with its place in the text ("do" and "n't" are two).
///
/// Serializes as the pair `[start, end]`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
#[non_exhaustive]
pub struct Token {
    /// Where it stands. Tokens neither overlap nor hold white space at their ends.
    pub span: Span,
}

impl Token {
    /// The word at this place.
    #[must_use]
    pub const fn new(span: Span) -> Self {
        Self { span }
    }
}

impl Layer for Token {
    const NAME: &'static str = "tokens";

    fn span(&self) -> Span {
        self.span
    }
}

/// A sentence, from the first byte of its first token to the last byte of its last.
///
/// Serializes as the pair `[start, end]`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
#[non_exhaustive]
pub struct Sentence {
    /// Where it stands. Sentences do not overlap, and every token lies in one.
    pub span: Span,
}

impl Sentence {
    /// The sentence at this place.
    #[must_use]
    pub const fn new(span: Span) -> Self {
        Self { span }
    }
}

impl Layer for Sentence {
    const NAME: &'static str = "sentences";

    fn span(&self) -> Span {
        self.span
    }
}
