//! What the tagger knows of an article before it looks at any weight: its words, where they stand, what is capitalised.

mod case;
mod index;
mod memory;
mod page;
mod run;
mod small_words;
mod word;

pub(crate) use index::Index;
pub(crate) use page::Page;
pub(crate) use run::{Run, letters};
pub(crate) use small_words::{Words, hashes, words};
pub(crate) use word::{Case, Facts, normalized};
