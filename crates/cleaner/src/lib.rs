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
//! let cleaner = Cleaner::build(Config::default(), &BuildContext::new(".".as_ref()))?;
//! let (meta, budget) = (Meta::default(), Budget::unlimited());
//! let (blocks,) = cleaner.run(Doc::new(text, &meta, &budget), (None,), &mut Default::default())?;
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
mod found;
mod gold;
mod label;
mod learned;
mod lines;
mod marks;
mod markup;
mod names;
mod pattern;
mod picture;
mod tag;
mod times;
mod train;
mod words;

use std::borrow::Cow;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use copydesk_core::{BuildContext, Doc, Found, Layers, Maybe, Stage, StageError, register_stage};
use copydesk_layers::{Block, Mark};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use label::Furniture;
pub use label::Scratch;
use learned::Model;
use pattern::Pattern;

/// The options of the stage.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Config {
    /// Further lines to label boilerplate, beside those known: the line's words, `#` for digits, `*` for any words, `*4` for
    /// at most four ("listen to * on harbour radio"). Case and marks do not matter; the first word must be a word.
    pub boilerplate: Vec<String>,
    /// What to keep where a line may be body or not.
    pub keep: Keep,
    /// A model of `copydesk train cleaner`, instead of the one that comes with the stage.
    pub model: Option<PathBuf>,
    /// Write for every block what decided about it: markup, the title of the metadata, its own words, its place, or all lines of the
    /// page together and how sure that is.
    pub why: bool,
}

/// Which error is the worse one: a paragraph lost, or furniture kept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Keep {
    /// What is likelier; of the body as much as can be had without keeping much else.
    #[default]
    Balanced,
    /// All that may be body.
    Body,
    /// Only what is body for sure.
    Strict,
}

impl Keep {
    /// How often as likely as another kind a line must be body, turned over: above 1, body is favoured. Chosen on pages of
    /// publishers that the model had not seen: the default keeps 0.985 of the body and more.
    const fn cost(self) -> f32 {
        match self {
            Self::Body => 4.0,
            Self::Balanced => 0.4,
            Self::Strict => 0.15,
        }
    }
}

/// The stage.
pub struct Cleaner {
    furniture: Furniture,
    model: Cow<'static, Model>,
    cost: f32,
    why: bool,
}

/// The model that comes with the stage, made by `copydesk train cleaner` (`model/MODEL.md`).
static MODEL: LazyLock<Model> = LazyLock::new(|| {
    Model::read(include_bytes!("../model/lines.bin")).expect("the model that comes with the stage is whole")
});

impl Stage for Cleaner {
    const NAME: &'static str = "cleaner";
    const ABOUT: &'static str =
        "tells an article's body from headline, byline, dateline, captions, credits and boilerplate";
    type Config = Config;
    type Reads = (Maybe<Mark>,);
    type Writes = (Block,);
    type Scratch = Scratch;

    fn build(config: Config, cx: &BuildContext<'_>) -> Result<Self, StageError> {
        let mut furniture = Furniture::stock();
        for line in &config.boilerplate {
            let pattern = Pattern::parse(line).ok_or_else(|| {
                StageError::option(
                    "boilerplate",
                    format!("`{line}` does not begin with a word, so it would match too much"),
                )
            })?;
            furniture.lines.add(pattern);
        }
        let model = match &config.model {
            Some(path) => Cow::Owned(read_model(&cx.folder.join(path))?),
            None => Cow::Borrowed(&*MODEL),
        };
        Ok(Self { furniture, model, cost: config.keep.cost(), why: config.why })
    }

    fn run<'a>(
        &self,
        doc: Doc<'a>,
        (marks,): (Option<&'a [Mark]>,),
        scratch: &mut Scratch,
    ) -> Result<(Vec<Block>,), StageError> {
        // A source that says what the page marks has found the article by the page's structure: what it did not mark is body
        // unless a line's own words say otherwise. Lines of a table or a list look like furniture only where structure is lost.
        let model = marks.is_none().then_some(&*self.model);
        let blocks = label::blocks(doc, &self.furniture, model.map(|model| (model, self.cost)), scratch)?;
        let mut blocks = marks::honoured(doc.text, blocks, marks.unwrap_or_default());
        if !self.why {
            blocks.iter_mut().for_each(|block| block.why = None);
        }
        Ok((blocks,))
    }

    fn found(&self, doc: Doc<'_>, layers: &Layers) -> Vec<Found> {
        // A page that is read as one has been asked for all this by its source, which sees more of it.
        let read = layers.get::<Mark>().is_some();
        if read { Vec::new() } else { found::found(doc, layers.get::<Block>().unwrap_or_default()) }
    }
}

fn read_model(path: &Path) -> Result<Model, StageError> {
    let bytes = std::fs::read(path).map_err(|e| StageError::option("model", format!("{}: {e}", path.display())))?;
    Model::read(&bytes).map_err(|wrong| StageError::option("model", format!("{} {wrong}", path.display())))
}

register_stage!(Cleaner);
