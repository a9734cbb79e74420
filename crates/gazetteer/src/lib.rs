//! The stage `gazetteer` marks the terms of your own lists: names of companies, places or products, or any keywords.
//!
//! ```toml
//! [[stage]]
//! use = "gazetteer"
//! lists = ["towns.txt", "companies.txt"]   # beside the pipeline file, a term a line
//! terms = ["harbour levy"]
//! ignore-case = true
//! ```
//!
//! All terms are looked for in one pass (Aho and Corasick, "Efficient string matching", 1975), so the time does not grow with
//! the number of terms. Of terms that overlap, the one that begins first is marked, and of those the longest.
//!
//! ```
//! use copydesk_core::{Article, testing};
//! use copydesk_gazetteer::{Config, Gazetteer, Term};
//!
//! let config = Config { terms: vec!["New York".into(), "New York Harbour".into()], ..Config::default() };
//! let article = Article::new("a", "A fire in New York Harbour.")?;
//! let article = testing::run_with::<Gazetteer>(config, ".".as_ref(), article);
//! let found = article.layers.get::<Term>().unwrap_or_default();
//! assert_eq!(found[0].span.of(article.text()), "New York Harbour");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # What it does not do
//!
//! It knows no inflection and no spelling but that of the list, and does not tell a town from a person of its name.

mod finder;
mod fold;
mod list;

use copydesk_core::{BuildContext, Doc, Layer, Span, Stage, StageError, register_stage};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use finder::Finder;
use list::Entry;

/// A term of a list, found in the article.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Term {
    /// Where.
    #[serde(flatten, with = "copydesk_core::span::with_text")]
    pub span: Span,
    /// What the list says that it stands for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The list, by its file's name without extension; nothing for a term of the pipeline file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub list: Option<String>,
}

impl Layer for Term {
    const NAME: &'static str = "terms";

    fn span(&self) -> Span {
        self.span
    }
}

/// The stage's options.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Config {
    /// Files of terms, one a line; behind a tab may stand what the term stands for. Paths count from the pipeline file's folder.
    pub lists: Vec<String>,
    /// Further terms.
    pub terms: Vec<String>,
    /// Whether "ACME" and "acme" are the same.
    pub ignore_case: bool,
    /// Whether a term must not be part of a longer word.
    pub whole_words: bool,
}

impl Default for Config {
    fn default() -> Self {
        Self { lists: Vec::new(), terms: Vec::new(), ignore_case: false, whole_words: true }
    }
}

/// Marks the terms of lists.
pub struct Gazetteer {
    finder: Finder,
    entries: Vec<Entry>,
}

/// Buffers that are kept from article to article.
#[derive(Default)]
pub struct Scratch {
    folded: String,
    found: Vec<finder::Found>,
}

impl Stage for Gazetteer {
    const NAME: &'static str = "gazetteer";
    const ABOUT: &'static str = "marks the terms of your own lists";
    type Config = Config;
    type Reads = ();
    type Writes = (Term,);
    type Scratch = Scratch;

    fn build(config: Config, cx: &BuildContext<'_>) -> Result<Self, StageError> {
        let mut entries = list::entries(&config.terms);
        for file in &config.lists {
            entries.extend(list::read(&cx.folder.join(file)).map_err(|why| StageError::option("lists", why))?);
        }
        let finder = Finder::new(&mut entries, config.ignore_case, config.whole_words).map_err(StageError::new)?;
        Ok(Self { finder, entries })
    }

    fn run<'a>(&self, doc: Doc<'a>, (): (), scratch: &mut Scratch) -> Result<(Vec<Term>,), StageError> {
        let Scratch { folded, found } = scratch;
        self.finder.find(doc, folded, found)?;
        let term = |found: &finder::Found| {
            let Entry { name, list, .. } = &self.entries[found.entry];
            Term { span: found.span, name: name.clone(), list: list.clone() }
        };
        Ok((found.iter().map(term).collect(),))
    }
}

register_stage!(Gazetteer);

#[cfg(test)]
mod tests;
