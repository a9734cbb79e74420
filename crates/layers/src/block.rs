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
    /// What decided that, where it was asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<BlockReason>,
}

/// What decided about a block.
///
/// In records it is a few words: "its own words", "the page as a whole: 93 %".
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
#[non_exhaustive]
pub enum BlockReason {
    /// Markup: the page's own, or what is left of it in the text.
    Markup,
    /// It is the title that came with the article.
    Title,
    /// Its own words: a credit, a byline, a line that is known of many pages.
    Words,
    /// Where it stands: before a credit, under a time of day, alone between paragraphs.
    Place,
    /// All lines of the page weighed together: how likely the kind is, in hundredths.
    Page(u8),
}

const MARKUP: &str = "markup";
const TITLE: &str = "the title of the metadata";
const WORDS: &str = "its own words";
const PLACE: &str = "its place";
const PAGE: &str = "the page as a whole: ";

impl From<BlockReason> for String {
    fn from(reason: BlockReason) -> Self {
        match reason {
            BlockReason::Markup => MARKUP.to_owned(),
            BlockReason::Title => TITLE.to_owned(),
            BlockReason::Words => WORDS.to_owned(),
            BlockReason::Place => PLACE.to_owned(),
            BlockReason::Page(percent) => format!("{PAGE}{percent} %"),
        }
    }
}

impl TryFrom<String> for BlockReason {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let percent = || text.strip_prefix(PAGE)?.strip_suffix(" %")?.parse().ok();
        match text.as_str() {
            MARKUP => Ok(Self::Markup),
            TITLE => Ok(Self::Title),
            WORDS => Ok(Self::Words),
            PLACE => Ok(Self::Place),
            _ => percent().map(Self::Page).ok_or_else(|| format!("`{text}` is no reason for a block")),
        }
    }
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
        Self { span, kind, why: None }
    }
}

impl Layer for Block {
    const NAME: &'static str = "blocks";

    fn span(&self) -> Span {
        self.span
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_is_read_as_it_was_written() {
        use BlockReason::{Markup, Page, Place, Title, Words};
        for reason in [Markup, Title, Words, Place, Page(7), Page(100)] {
            assert_eq!(BlockReason::try_from(String::from(reason)), Ok(reason));
        }
        assert_eq!(String::from(Page(93)), "the page as a whole: 93 %");
        assert!(BlockReason::try_from("the page as a whole: 300 %".to_owned()).is_err());
    }
}
