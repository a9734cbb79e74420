//! The plugin core of copydesk: articles, layers, stages and their registry.
//!
//! An [`Article`] is immutable text plus layers. A [`Layer`] is a list of rows of one type in text order, each over a
//! [`Span`] of the text. A [`Stage`] is a pure function from the text and some layers to further layers; what it reads and
//! writes are types. A stage registers itself with [`register_stage!`] and is then known to every binary that links its crate.
//!
//! # A stage, from nothing
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
//! // In a test, the contract that every stage keeps:
//! copydesk_core::testing::contract::<Questions>(|_| copydesk_core::Layers::default());
//! ```
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
mod registry;
pub mod sink;
pub mod source;
pub mod span;
mod stage;
pub mod testing;
pub mod tool;

pub use article::{Article, Layers};
pub use budget::Budget;
pub use error::{ErrorKind, StageError};
pub use id::Id;
pub use layer::Layer;
pub use meta::Meta;
pub use options::OptionsInfo;
pub use reads::{Maybe, Read, ReadOne, Reads, Writes};
pub use registry::{LayerEntry, Origin, Registry, RegistryError};
pub use span::Span;
pub use stage::{Build, BuildContext, Doc, DynStage, Stage, StageEntry};

#[doc(hidden)]
pub use inventory;
