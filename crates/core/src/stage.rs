//! Stages: what turns a text and some layers into further layers.

use std::any::Any;
use std::path::Path;

use schemars::JsonSchema;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::article::{Article, Layers};
use crate::budget::Budget;
use crate::error::{ErrorKind, StageError};
use crate::layer::{LayerInfo, Rows};
use crate::meta::{Found, Meta};
use crate::options::{self, OptionsInfo};
use crate::reads::{Read, Reads, Writes};

/// A stage: a pure function from the text and the layers it names to the layers it writes.
///
/// What a stage reads and writes are types, so a declaration cannot lie: [`run`](Stage::run) is handed exactly the layers of
/// `Reads` and must return those of `Writes`. Rows are checked afterwards, and only a whole, right set is kept.
///
/// The same text and layers give the same rows, on any thread and at any time: no clock, no random numbers, no hash order.
pub trait Stage: Sized + Send + Sync + 'static {
    /// The name in pipeline files: bare for stock stages, `vendor.name` for others.
    const NAME: &'static str;
    /// One line for `copydesk stages`.
    const ABOUT: &'static str;
    /// The options that stand beside `use` in the pipeline file. Derive `Serialize`, `Deserialize` and `JsonSchema`, with
    /// `#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]`; doc comments on fields become the options' help.
    type Config: Default + Serialize + DeserializeOwned + JsonSchema;
    /// The layers it reads: a tuple of layers, `Maybe<L>` for one that it can do without.
    type Reads: Reads;
    /// The layers it writes: a tuple of layers.
    type Writes: Writes;
    /// Buffers that are kept from article to article on one thread, never a model. `()` where there are none.
    type Scratch: Default + Send + 'static;

    /// Makes the stage, once per run; models are loaded here.
    ///
    /// # Errors
    /// If an option's value is out of range or names a file that is not there: [`StageError::option`].
    fn build(config: Self::Config, cx: &BuildContext<'_>) -> Result<Self, StageError>;

    /// Does one article.
    ///
    /// # Errors
    /// If the article cannot be done, or [`Budget::check`] says that time is up. The article is then recorded as failed.
    fn run<'a>(
        &self,
        doc: Doc<'a>,
        reads: <Self::Reads as Reads>::Refs<'a>,
        scratch: &mut Self::Scratch,
    ) -> Result<<Self::Writes as Writes>::Rows, StageError>;

    /// What the text says of itself that its source did not bring: a title, a day of publication. Asked once the rows of this
    /// stage lie over the article; what it tells is in the metadata that later stages see, marked as found in the text. Where
    /// the source brought the field, its word stands.
    fn found(&self, doc: Doc<'_>, layers: &Layers) -> Vec<Found> {
        let _ = (doc, layers);
        Vec::new()
    }

    /// What the stage takes otherwise than it came with the article, as a word that the account of a run counts under `repairs`;
    /// nothing for most stages and articles.
    fn repair(&self, doc: Doc<'_>) -> Option<&'static str> {
        let _ = doc;
        None
    }
}

/// What [`Stage::build`] may look at.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct BuildContext<'a> {
    /// The folder that relative paths in options count from: the pipeline file's.
    pub folder: &'a Path,
}

impl<'a> BuildContext<'a> {
    /// A context in which relative paths count from this folder.
    #[must_use]
    pub const fn new(folder: &'a Path) -> Self {
        Self { folder }
    }
}

/// What a stage sees of an article beside the layers.
#[derive(Clone, Copy)]
#[non_exhaustive]
pub struct Doc<'a> {
    /// The text.
    pub text: &'a str,
    /// What came with it.
    pub meta: &'a Meta,
    /// The time left; long loops check it.
    pub budget: &'a Budget,
}

impl<'a> Doc<'a> {
    /// A text, what came with it, and the time that there is for it.
    #[must_use]
    pub const fn new(text: &'a str, meta: &'a Meta, budget: &'a Budget) -> Self {
        Self { text, meta, budget }
    }
}

/// A built stage, whatever its type.
///
/// Every [`Stage`] is one. A type implements this trait itself only if the layers of an instance depend on its options; it
/// then checks its rows itself, by [`LayerInfo::read`].
pub trait DynStage: Send + Sync {
    /// The layers that this instance reads.
    fn reads(&self) -> Vec<Read>;
    /// The layers that this instance writes.
    fn writes(&self) -> Vec<LayerInfo>;
    /// Buffers for [`run`](DynStage::run), to be made once a thread and thrown away after a panic.
    fn scratch(&self) -> Box<dyn Any + Send>;
    /// Does one article and returns its checked rows.
    ///
    /// # Errors
    /// Those of the stage; rows that break their layer's contract; a layer that the stage needs and the article lacks.
    fn run(&self, article: &Article, budget: &Budget, scratch: &mut dyn Any) -> Result<Vec<Box<dyn Rows>>, StageError>;

    /// What the text says of itself: [`Stage::found`].
    fn found(&self, article: &Article, budget: &Budget) -> Vec<Found> {
        let _ = (article, budget);
        Vec::new()
    }

    /// As [`Stage::repair`].
    fn repair(&self, article: &Article) -> Option<&'static str> {
        let _ = article;
        None
    }

    /// Lines for people that have come up since this was last asked, as from the standard error of a process that the stage
    /// runs. A stage prints nothing itself: whoever runs it asks now and then, and shows them.
    fn notices(&self) -> Vec<String> {
        Vec::new()
    }

    /// Ends what the stage keeps running beside itself. Called once, after the last article; what that gives to say is in
    /// [`notices`](DynStage::notices).
    fn end(&self) {}
}

impl<S: Stage> DynStage for S {
    fn reads(&self) -> Vec<Read> {
        S::Reads::list()
    }

    fn writes(&self) -> Vec<LayerInfo> {
        S::Writes::list()
    }

    fn scratch(&self) -> Box<dyn Any + Send> {
        Box::new(S::Scratch::default())
    }

    fn run(&self, article: &Article, budget: &Budget, scratch: &mut dyn Any) -> Result<Vec<Box<dyn Rows>>, StageError> {
        let scratch = scratch.downcast_mut().expect("the scratch was made by this stage");
        let text = article.text();
        let doc = Doc { text, meta: &article.meta, budget };
        let rows = Stage::run(self, doc, read::<S>(&article.layers)?, scratch)?;
        let rows = S::Writes::boxed(rows);
        for layer in &rows {
            layer.check(text).map_err(|bad| StageError::of_kind(ErrorKind::Rows, bad.to_string()))?;
        }
        Ok(rows)
    }

    fn found(&self, article: &Article, budget: &Budget) -> Vec<Found> {
        Stage::found(self, Doc::new(article.text(), &article.meta, budget), &article.layers)
    }

    fn repair(&self, article: &Article) -> Option<&'static str> {
        Stage::repair(self, Doc::new(article.text(), &article.meta, &Budget::unlimited()))
    }
}

fn read<S: Stage>(layers: &Layers) -> Result<<S::Reads as Reads>::Refs<'_>, StageError> {
    S::Reads::of(layers).map_err(|name| StageError::new(format!("the article has no layer `{name}`")))
}

/// Makes an instance of a stage, source or sink from its options.
pub type Build<T> = fn(Value, &BuildContext<'_>) -> Result<Box<T>, StageError>;

/// A stage that this binary knows; made by [`register_stage!`](crate::register_stage).
pub struct StageEntry {
    /// [`Stage::NAME`].
    pub name: &'static str,
    /// [`Stage::ABOUT`].
    pub about: &'static str,
    /// The package that registered it.
    pub package: &'static str,
    /// That package's version.
    pub version: &'static str,
    /// The layers read under default options.
    pub reads: fn() -> Vec<Read>,
    /// The layers written under default options; none if that depends on the options.
    pub writes: fn() -> Vec<LayerInfo>,
    /// Its options.
    pub options: OptionsInfo,
    /// Makes an instance.
    pub build: Build<dyn DynStage>,
}

impl StageEntry {
    /// The entry of `S`, as registered by a package.
    #[must_use]
    pub const fn of<S: Stage>(package: &'static str, version: &'static str) -> Self {
        Self {
            name: S::NAME,
            about: S::ABOUT,
            package,
            version,
            reads: S::Reads::list,
            writes: S::Writes::list,
            options: OptionsInfo::of::<S::Config>(),
            build: |options, cx| {
                let config = options::read(options).map_err(StageError::new)?;
                Ok(Box::new(S::build(config, cx)?))
            },
        }
    }
}
