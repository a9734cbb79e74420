//! A third party's stages, layer, source and sink.
//!
//! `acme.questions` is what such a package would hold. `acme.trouble` misbehaves on request, which is how the tests see that
//! one bad article does not reach another.

mod havoc;
mod questions;
mod tally;
mod telegram;
mod trouble;

pub use havoc::{Calm, Havoc};
pub use questions::{Question, Questions};
pub use tally::Tally;
pub use telegram::Telegrams;
pub use trouble::{Mark, Trouble};

/// The code of the guide for third parties is compiled here, where it has what it needs.
#[cfg(doctest)]
#[doc = include_str!("../../../.github/CONTRIBUTING.md")]
struct Guide;
