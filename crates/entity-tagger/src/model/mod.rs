//! A model: labels, weights, lexicon; and the file that holds them.

mod file;
mod table;
mod transitions;

pub(crate) use file::{width, write};
pub(crate) use table::{Rows, Table};
pub(crate) use transitions::{FORBIDDEN, Transitions};

use std::borrow::Cow;
use std::path::Path;

use crate::lexicon::Lexicon;

/// A weight table with the transitions that belong to it.
#[derive(Clone)]
pub(crate) struct Pass {
    /// The weights of features.
    pub table: Table,
    /// The weights of one tag after another.
    pub transitions: Transitions,
}

/// Everything that a tagger needs.
#[derive(Clone)]
pub(crate) struct Model {
    /// The label names, in the order of their numbers.
    pub labels: Vec<String>,
    /// Clusters and lists.
    pub lexicon: Lexicon,
    /// The weights for sentences whose case can be trusted.
    pub first: Pass,
    /// The weights for the others.
    pub blind: Pass,
    /// The weights of the second pass, which add to those of the first.
    pub second: Pass,
    /// Whether the second pass has any weight.
    pub has_second: bool,
}

/// The model that comes with the stage.
pub(crate) fn embedded() -> Model {
    let bytes: &'static [u8] = include_bytes!("../../model/entities.bin");
    file::read(Cow::Borrowed(bytes)).expect("the embedded model is whole")
}

/// The model in a file; the message names the file and what is wrong with it.
pub(crate) fn load(path: &Path) -> Result<Model, String> {
    let bytes = std::fs::read(path).map_err(|e| format!("{}: {e}", path.display()))?;
    file::read(Cow::Owned(bytes)).map_err(|e| format!("{} {e}", path.display()))
}
