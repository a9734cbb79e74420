use copydesk_core::{Layer, Span};
use serde::{Deserialize, Serialize};

/// A block of the page: a line or paragraph, or an inline dateline before the paragraph it opens.
///
/// Blocks do not overlap. White space between lines belongs to none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Block {
    /// Where it stands, without surrounding white space.
    #[serde(flatten, with = "copydesk_core::span::fields")]
    pub span: Span,
    /// What it is.
    pub kind: BlockKind,
}

/// What a block is on the page. Later stages read the body.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum BlockKind {
    /// The title of the article, or a cross-heading in it.
    Headline,
    /// Who wrote it ("By Mara Okafor").
    Byline,
    /// Where and when it was filed ("CAIRO, May 3 (Agency) -").
    Dateline,
    /// The words under a picture.
    Caption,
    /// Who took the picture.
    Credit,
    /// The article itself.
    Body,
    /// What the page adds: navigation, adverts, "Read more", residue of markup.
    Boilerplate,
}

/// What the page itself marks a line as: a `<figcaption>`, an `<h2>`, a line of class `photo-credit`.
///
/// Sources lay this layer over what they read from marked-up pages; the `cleaner` honours it. A line without a mark is the
/// cleaner's to label.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Mark {
    /// One line of the text, or part of one, without surrounding white space.
    #[serde(flatten, with = "copydesk_core::span::fields")]
    pub span: Span,
    /// What the page says it is.
    pub kind: BlockKind,
}

impl Mark {
    /// A mark over these words.
    #[must_use]
    pub const fn new(span: Span, kind: BlockKind) -> Self {
        Self { span, kind }
    }
}

impl Layer for Mark {
    const NAME: &'static str = "marks";

    fn span(&self) -> Span {
        self.span
    }
}

impl Block {
    /// A block of this kind.
    #[must_use]
    pub const fn new(span: Span, kind: BlockKind) -> Self {
        Self { span, kind }
    }
}

impl Layer for Block {
    const NAME: &'static str = "blocks";

    fn span(&self) -> Span {
        self.span
    }
}
