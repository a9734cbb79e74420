//! An article: text that never changes, and the layers laid over it.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Serialize;
use serde_json::Value;

use crate::Meta;
use crate::layer::{Layer, Rows};

/// An article: immutable text, what came with it, and the layers that stages laid over the text.
#[non_exhaustive]
pub struct Article {
    /// The identifier, unique in a run if the input's are. Returned unchanged; never a path.
    pub id: String,
    /// Where it came from, for people: a path, or a path and a line.
    pub source: String,
    /// What came with it.
    pub meta: Meta,
    /// The rows so far.
    pub layers: Layers,
    /// How often each kind of character repair was made on reading; nothing where the text is as it came.
    pub repairs: BTreeMap<&'static str, u32>,
    /// How the text was found in a page; nothing where the text came as text.
    pub extraction: Option<Extraction>,
    text: Arc<str>,
}

/// How an article was found in a page, and how far the page's own word for it agrees.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Extraction {
    /// The way that gave the text ("structure").
    pub method: &'static str,
    /// The share of the words by which the page tells its article that stand in the text: of the body that it states for
    /// machines, else of the paragraphs of its `<article>`, else of its description; nothing where it has none of these.
    #[serde(serialize_with = "crate::record::three_decimals_if_any")]
    pub coverage: Option<f32>,
}

impl Extraction {
    /// An article that was found this way, with so much of it told elsewhere on the page.
    #[must_use]
    pub const fn new(method: &'static str, coverage: Option<f32>) -> Self {
        Self { method, coverage }
    }
}

impl Article {
    /// An article of text alone.
    ///
    /// # Errors
    /// If the text is 4 GiB or longer: offsets are `u32`.
    pub fn new(id: impl Into<String>, text: impl Into<Arc<str>>) -> Result<Self, TooLong> {
        let text = text.into();
        if u32::try_from(text.len()).is_err() {
            return Err(TooLong { bytes: text.len() });
        }
        Ok(Self {
            id: id.into(),
            source: String::new(),
            meta: Meta::default(),
            layers: Layers::default(),
            repairs: BTreeMap::new(),
            extraction: None,
            text,
        })
    }

    /// The text, as all offsets count it.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The text, shared.
    #[must_use]
    pub fn shared_text(&self) -> Arc<str> {
        Arc::clone(&self.text)
    }
}

/// An article that offsets cannot count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the article holds {bytes} bytes: at most {} can be counted", u32::MAX)]
pub struct TooLong {
    bytes: usize,
}

/// The layers of one article, by name.
#[derive(Default)]
pub struct Layers {
    by_name: BTreeMap<String, Box<dyn Rows>>,
    foreign: BTreeMap<String, Value>,
}

impl Layers {
    /// The rows of `L`, or nothing if no stage has written them.
    #[must_use]
    pub fn get<L: Layer>(&self) -> Option<&[L]> {
        self.by_name.get(L::NAME)?.as_any().downcast_ref::<Vec<L>>().map(Vec::as_slice)
    }

    /// The rows of the layer with this name, whatever their type.
    #[must_use]
    pub fn named(&self, name: &str) -> Option<&dyn Rows> {
        self.by_name.get(name).map(Box::as_ref)
    }

    /// Lays `rows` over the article. Checks nothing: see [`check_rows`](crate::layer::check_rows).
    pub fn insert<L: Layer>(&mut self, rows: Vec<L>) {
        self.insert_rows(Box::new(rows));
    }

    /// Lays rows over the article whose type is known at run time only.
    pub fn insert_rows(&mut self, rows: Box<dyn Rows>) {
        self.by_name.insert(rows.name().to_owned(), rows);
    }

    /// The layers that this binary knows, sorted by name.
    pub fn iter(&self) -> impl Iterator<Item = &dyn Rows> {
        self.by_name.values().map(Box::as_ref)
    }

    /// Keeps a layer that this binary does not know, to be written out again as it came.
    pub fn keep_foreign(&mut self, name: String, rows: Value) {
        self.foreign.insert(name, rows);
    }

    /// The layers kept as they came, sorted by name.
    #[must_use]
    pub fn foreign(&self) -> &BTreeMap<String, Value> {
        &self.foreign
    }
}
