//! The plugin core of copydesk: articles, layers, stages and their registry.
//!
//! An [`Article`] is immutable text plus layers. A [`Layer`] is a list of rows of one type in text order, each over a
//! [`Span`] of the text. A [`Stage`] is a pure function from the text and some layers to further layers; what it reads and
//! writes are types. A stage registers itself with [`register_stage!`] and is then known to every binary that links its crate.
//!
//! # A stage, from nothing
//!
//! `copydesk new-stage acme.questions` writes a package with all of this, which builds and runs as it is. By hand:
//!
//! **1. A package.** It depends on this crate, on `copydesk-layers` if it reads what stock stages write, and on `copydesk` if
//! it has a binary of its own:
//!
//! ```toml
//! [dependencies]
//! copydesk = { git = "https://github.com/copydesk/copydesk" }
//! copydesk-core = { git = "https://github.com/copydesk/copydesk" }
//! schemars = "1.2"
//! serde = { version = "1.0", features = ["derive"] }
//! ```
//!
//! **2. The stage,** in `src/lib.rs`: a row type, the options, the work, the registration.
//!
//! ```
//! use copydesk_core::{BuildContext, Doc, Layer, Span, Stage, StageError, register_stage};
//! use schemars::JsonSchema;
//! use serde::{Deserialize, Serialize};
//!
//! /// A question in the article.
//! #[derive(Debug, Serialize, Deserialize)]
//! pub struct Question {
//!     #[serde(flatten, with = "copydesk_core::span::with_text")]
//!     pub span: Span,
//! }
//!
//! impl Layer for Question {
//!     const NAME: &'static str = "acme.questions";
//!
//!     fn span(&self) -> Span {
//!         self.span
//!     }
//! }
//!
//! #[derive(Default, Serialize, Deserialize, JsonSchema)]
//! #[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
//! pub struct Config {
//!     /// The shortest question to mark, in bytes.
//!     pub min_length: u32,
//! }
//!
//! pub struct Questions {
//!     config: Config,
//! }
//!
//! impl Stage for Questions {
//!     const NAME: &'static str = "acme.questions";
//!     const ABOUT: &'static str = "marks lines that end in a question mark";
//!     type Config = Config;
//!     type Reads = ();
//!     type Writes = (Question,);
//!     type Scratch = ();
//!
//!     fn build(config: Config, _: &BuildContext<'_>) -> Result<Self, StageError> {
//!         Ok(Self { config })
//!     }
//!
//!     fn run<'a>(&self, doc: Doc<'a>, (): (), (): &mut ()) -> Result<(Vec<Question>,), StageError> {
//!         let mut questions = Vec::new();
//!         let mut start = 0;
//!         for line in doc.text.split_inclusive('\n') {
//!             doc.budget.check()?;
//!             let span = Span::from_range(start..start + line.trim_end().len());
//!             if line.trim_end().ends_with('?') && span.len() >= self.config.min_length {
//!                 questions.push(Question { span });
//!             }
//!             start += line.len();
//!         }
//!         Ok((questions,))
//!     }
//! }
//!
//! register_stage!(Questions);
//!
//! // **3. The tests**: the one that every stage passes, with texts that break careless ones, and what this stage is for.
//! copydesk_core::testing::contract::<Questions>(|_| copydesk_core::Layers::default());
//! let article = copydesk_core::testing::run::<Questions>("Rain fell.\nWho pays?", copydesk_core::Layers::default());
//! assert_eq!(article.layers.get::<Question>().unwrap()[0].span.of(article.text()), "Who pays?");
//! ```
//!
//! **4. A binary,** in `src/main.rs`. It names the crate: one that is not named is not linked, and registers nothing.
//!
//! ```ignore
//! use acme_questions as _;
//!
//! fn main() -> std::process::ExitCode {
//!     copydesk::main()
//! }
//! ```
//!
//! **5. A pipeline,** in `pipeline.toml`:
//!
//! ```toml
//! [[stage]]
//! use = "acme.questions"
//! min-length = 10
//! ```
//!
//! Now `cargo run -- stages acme.questions` shows the stage with its options, `cargo run -- check pipeline.toml` checks the
//! file, and `cargo run -- run pipeline.toml articles -o out` marks questions.
//!
//! # What there is for a stage
//!
//! | to | there is |
//! |---|---|
//! | read what others wrote | `type Reads = (Token, Maybe<Entity>)`: slices, and for [`Maybe`] an `Option` of one |
//! | write several layers | `type Writes = (Token, Sentence)`: a tuple of `Vec`s comes back |
//! | have options | [`Stage::Config`]; doc comments on its fields are their help; [`StageError::option`] says that a value is out of range |
//! | load a model or a list | [`Stage::build`], once a run; [`BuildContext::folder`] is where relative paths start |
//! | keep buffers from article to article | [`Stage::Scratch`], one a thread |
//! | be stopped in time | [`Budget::check`] in long loops |
//! | point from one row to another | [`Id`], a row number that knows its layer |
//! | give up an article | [`StageError::new`]: the article is recorded as failed, and the run goes on |
//! | take its layers from its options | [`DynStage`], as the stage `exec` does |
//! | read or write another format | [`source`] and [`sink`] |
//! | train or measure a model | [`tool`] |
//!
//! # What every stage keeps
//!
//! Rows lie inside the text, on character boundaries, in text order; core checks every row of every article. The same text
//! and layers give the same rows: no clock, no random numbers, no hash order. A stage prints nothing, and does not recurse
//! on the length of its input: a panic costs one article, an overflow of the stack costs the run.
//!
//! # What is not here
//!
//! No algorithm, no file format, no thread: those are the stages', `copydesk-formats`' and `copydesk-runner`'s. No global
//! list of stages either: the registry is what the linked crates made it.

pub mod article;
pub mod budget;
mod error;
mod id;
mod json_rows;
pub mod layer;
mod meta;
pub mod offsets;
#[doc(hidden)]
pub mod options;
mod reads;
pub mod record;
mod register;
mod registry;
pub mod sink;
pub mod source;
pub mod span;
mod stage;
pub mod testing;
pub mod tool;

pub use article::{Article, Extraction, Layers};
pub use budget::Budget;
pub use error::{ErrorKind, StageError};
pub use id::Id;
pub use layer::Layer;
pub use meta::{Found, Meta};
pub use options::OptionsInfo;
pub use reads::{Maybe, Read, ReadOne, Reads, Writes};
pub use registry::{Clash, LayerEntry, Origin, Registry, RegistryError};
pub use span::Span;
pub use stage::{Build, BuildContext, Doc, DynStage, Stage, StageEntry};

#[doc(hidden)]
pub use inventory;
