//! The row types that copydesk's stages share: types and docs, no algorithms.
//!
//! A stage says which of these it reads and writes in its [`Stage`](copydesk_core::Stage) declaration; the names below are
//! those of the layers in records and pipeline files. Offsets are bytes here, and in a record what the record says.
//!
//! | layer | row | written by |
//! |---|---|---|
//! | `marks` | [`Mark`] | sources that read pages |
//! | `blocks` | [`Block`] | `cleaner` |
//! | `tokens`, `sentences` | [`Token`], [`Sentence`] | `tokenizer` |
//! | `entities` | [`Entity`] | `entity-tagger` |
//! | `quotes` | [`Quote`] | `quote-attributor` |
//! | `dates` | [`Date`] | `date-normalizer` |
//! | `summary` | [`SummarySentence`] | `summarizer` |

mod block;
mod date;
mod entity;
pub mod plain;
mod quote;
mod summary;
mod word;

pub use block::{Block, BlockKind, BlockReason, Mark};
pub use copydesk_english::{Gender, Number};
pub use date::{Date, DateMod, DateType};
pub use entity::{Entity, EntityLabel};
pub use quote::{Act, Polarity, Quote, QuoteKind};
pub use summary::SummarySentence;
pub use word::{Sentence, Token};

copydesk_core::register_layer!(Block);
copydesk_core::register_layer!(Date);
copydesk_core::register_layer!(Entity);
copydesk_core::register_layer!(Mark);
copydesk_core::register_layer!(Quote);
copydesk_core::register_layer!(Sentence);
copydesk_core::register_layer!(SummarySentence);
copydesk_core::register_layer!(Token);
