//! Stage `cleaner`: tells an article's body from headline, byline, dateline, captions, credits and boilerplate.
//!
//! The text an article comes with holds more than the article: its title, who wrote it, where it was filed, the words under
//! pictures, and what the page added ("Read more", "Share on Facebook", a half of a tag). The cleaner changes none of it. It
//! labels each line, so that later stages read the body and offsets stay those of the text.
//!
//! ```
//! use copydesk_cleaner::{Cleaner, Config};
//! use copydesk_core::{BuildContext, Budget, Doc, Meta, Stage};
//! use copydesk_layers::BlockKind::{Body, Boilerplate, Byline, Dateline, Headline};
//!
//! let text = "Harbour vote\nBy Mara Okafor\nKELMOUTH, May 3 (Desk) - The council voted.\nRead more: Ferries";
//! let cleaner = Cleaner::build(Config::default(), &BuildContext { folder: ".".as_ref() })?;
//! let (meta, budget) = (Meta::default(), Budget::unlimited());
//! let (blocks,) = cleaner.run(Doc { text, meta: &meta, budget: &budget }, (None,), &mut Default::default())?;
//! let kinds: Vec<_> = blocks.iter().map(|block| block.kind).collect();
//! assert_eq!(kinds, [Headline, Byline, Dateline, Body, Boilerplate]);
//! # Ok::<(), copydesk_core::StageError>(())
//! ```
//!
//! # How it decides
//!
//! A line is labelled by its own words where they tell (`byline`, `dateline`, `picture`, `markup`, and the patterns of
//! `data/boilerplate.txt`), and then by where it stands (`context`): the line before the first paragraph is the title, a
//! line before a credit is a caption, titles under "Related stories" are none of ours. What the page itself marks as
//! a heading, a caption or a credit is that: the layer `marks`, which the `html` source brings. What is left is body. Taking a
//! paragraph out of the body is the costly error, so doubt leaves a line where it is.
//!
//! # What it does not do
//!
//! It repairs no characters, which is the sources' work, and reads no HTML: whole pages are read by the `html` source. A
//! block is a line (of text wrapped at a margin, a paragraph) or, where a dateline or credit is parted from it, some of one.

mod byline;
mod context;
mod dateline;
mod evaluation;
mod label;
mod lines;
mod marks;
mod markup;
mod names;
mod pattern;
mod picture;
mod tag;
mod words;

use copydesk_core::{BuildContext, Doc, Maybe, Stage, StageError, register_stage};
use copydesk_layers::{Block, Mark};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use label::Furniture;
pub use label::Scratch;
use pattern::{Pattern, PatternList};

/// The options of the stage.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Config {
    /// Further lines to label boilerplate, beside those known: the line's words, `#` for digits, `*` for any words, `*4` for
    /// at most four ("listen to * on harbour radio"). Case and marks do not matter; the first word must be a word.
    pub boilerplate: Vec<String>,
}

/// The stage.
pub struct Cleaner {
    furniture: Furniture,
}

impl Stage for Cleaner {
    const NAME: &'static str = "cleaner";
    const ABOUT: &'static str =
        "tells an article's body from headline, byline, dateline, captions, credits and boilerplate";
    type Config = Config;
    type Reads = (Maybe<Mark>,);
    type Writes = (Block,);
    type Scratch = Scratch;

    fn build(config: Config, _: &BuildContext<'_>) -> Result<Self, StageError> {
        let mut lines = PatternList::of(include_str!("../data/boilerplate.txt"));
        for line in &config.boilerplate {
            let pattern = Pattern::parse(line).ok_or_else(|| {
                StageError::option(
                    "boilerplate",
                    format!("`{line}` does not begin with a word, so it would match too much"),
                )
            })?;
            lines.add(pattern);
        }
        let list_headings = PatternList::of(include_str!("../data/list-headings.txt"));
        let phrases = PatternList::of(include_str!("../data/phrases.txt"));
        Ok(Self { furniture: Furniture { lines, list_headings, phrases } })
    }

    fn run<'a>(
        &self,
        doc: Doc<'a>,
        (marks,): (Option<&'a [Mark]>,),
        scratch: &mut Scratch,
    ) -> Result<(Vec<Block>,), StageError> {
        let blocks = label::blocks(doc, &self.furniture, scratch)?;
        Ok((marks::honoured(doc.text, blocks, marks.unwrap_or_default()),))
    }
}

register_stage!(Cleaner);
