//! Bulk text: many articles in one file of text, as databases of newspapers hand them out.
//!
//! | kind | its articles end or begin with | what is read of each |
//! |---|---|---|
//! | `nexis` | `3 of 41 DOCUMENTS`, `Document 3 of 41`, or `End of Document` | headline, outlet, date; the fields BYLINE, DATELINE, SECTION, LENGTH, LOAD-DATE and so on; copyright lines |
//! | `factiva` | `Document KELECH0020240214ek2e0001x` | the fields of its two-letter codes: HD, BY, PD, SN, LP, TD and so on |
//! | a pattern | a line that it matches, which belongs to none | nothing: each piece is text |
//!
//! The first two are found out where the beginning of a file leaves no doubt: by two borders, or by one and fields of that kind.

mod factiva;
mod nexis;
mod pieces;

use regex::Regex;
use serde_json::{Map, Value};

pub(crate) use kind::Kind;
pub use pieces::Piece;
pub(crate) use pieces::Pieces;

mod kind;

/// Files are judged by so many bytes at their beginning.
const HEAD: usize = 1 << 16;

/// Where one article ends and the next begins.
#[derive(Clone, Debug)]
pub(crate) enum Split {
    Nexis,
    Factiva,
    Pattern(Regex),
}

/// What a line is to the cutting of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Border {
    /// Part of an article.
    None,
    /// The line before an article.
    Before,
    /// The last line of an article.
    After,
}

impl Split {
    /// What an option says.
    ///
    /// # Errors
    /// If it is neither a kind nor a pattern.
    pub(crate) fn named(name: &str) -> Result<Self, String> {
        match name {
            "nexis" => Ok(Self::Nexis),
            "factiva" => Ok(Self::Factiva),
            pattern => Regex::new(pattern)
                .map(Self::Pattern)
                .map_err(|e| format!("neither `nexis` nor `factiva` nor a pattern: {e}")),
        }
    }

    /// The kind of a file that begins so, if that is certain.
    pub(crate) fn found(head: &[u8]) -> Option<Self> {
        let head = String::from_utf8_lossy(&head[..head.len().min(HEAD)]);
        let borders = |split: &Self| head.lines().filter(|line| split.border(line) != Border::None).take(2).count();
        let certain = |split: &Self, field: fn(&str) -> bool| match borders(split) {
            0 => false,
            1 => head.lines().filter(|line| field(line)).take(2).count() == 2,
            _ => true,
        };
        if certain(&Self::Nexis, nexis::is_field) {
            Some(Self::Nexis)
        } else if certain(&Self::Factiva, factiva::is_field) {
            Some(Self::Factiva)
        } else {
            None
        }
    }

    pub(crate) fn border(&self, line: &str) -> Border {
        match self {
            Self::Nexis => nexis::border(line),
            Self::Factiva => factiva::border(line),
            Self::Pattern(pattern) if pattern.is_match(line) => Border::Before,
            Self::Pattern(_) => Border::None,
        }
    }

    pub(crate) fn kind(&self) -> Kind {
        match self {
            Self::Nexis => Kind::Nexis,
            Self::Factiva => Kind::Factiva,
            Self::Pattern(_) => Kind::Plain,
        }
    }
}

impl Kind {
    /// An article of this kind as JSON; nothing if there is no text in it.
    pub(crate) fn json(self, text: &str) -> Option<Map<String, Value>> {
        match self {
            Self::Nexis => nexis::read(text),
            Self::Factiva => factiva::read(text),
            Self::Plain => {
                let text = text.trim();
                (!text.is_empty()).then(|| Map::from_iter([("text".to_owned(), text.into())]))
            }
        }
    }
}

/// Puts a text into an article, if there is one and it is not there yet.
fn put(json: &mut Map<String, Value>, name: &str, text: &str) {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if !text.is_empty() {
        json.entry(name).or_insert(text.into());
    }
}
