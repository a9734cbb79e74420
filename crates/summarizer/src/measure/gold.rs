//! Articles with their layers, joined by id with the summaries that people wrote of them.

use std::collections::HashMap;
use std::error::Error;

use copydesk_core::offsets::{Offsets, Unit};
use copydesk_core::{Article, Budget, Doc, Layer, Meta};
use copydesk_layers::{Block, Entity, Sentence, Token};
use copydesk_learn::gold;
use serde::Deserialize;
use serde_json::{Map, Value};

use crate::candidates::Given;

/// An article and its reference summaries, each a list of sentences.
pub(crate) struct Example {
    /// The name of the file that the article came from.
    pub(crate) set: String,
    pub(crate) article: Article,
    pub(crate) references: Vec<Vec<String>>,
    /// What it must not be parted from when some articles are held back: its publisher, or itself.
    pub(crate) group: String,
    budget: Budget,
}

impl Example {
    /// What the stage is given of the article.
    pub(crate) fn given(&self) -> Given<'_> {
        let layers = &self.article.layers;
        Given {
            doc: Doc::new(self.article.text(), &self.article.meta, &self.budget),
            tokens: layers.get::<Token>().unwrap_or_default(),
            sentences: layers.get::<Sentence>().unwrap_or_default(),
            blocks: layers.get::<Block>(),
            entities: layers.get::<Entity>(),
        }
    }
}

#[derive(Deserialize)]
struct GoldRecord {
    id: String,
    #[serde(default)]
    reference: Vec<String>,
    #[serde(default)]
    references: Vec<Vec<String>>,
    group: Option<String>,
}

/// Reads records of `copydesk run` and gold records, and joins them by id, in the order of the former. An article without
/// gold is left out.
///
/// # Errors
/// A file that cannot be read, a line that is no such record, or no article in common.
pub(crate) fn read(articles: &[String], summaries: &[String]) -> Result<Vec<Example>, Box<dyn Error>> {
    let mut references: HashMap<String, (String, Vec<Vec<String>>)> = HashMap::new();
    for path in summaries {
        for record in gold::records::<GoldRecord>(path)? {
            let all = if record.references.is_empty() { vec![record.reference] } else { record.references };
            references.insert(record.id.clone(), (record.group.unwrap_or(record.id), all));
        }
    }
    let mut examples = Vec::new();
    for path in articles {
        for record in gold::records::<Map<String, Value>>(path)? {
            let article = article(record).map_err(|e| format!("{path}: {e}"))?;
            if let Some((group, references)) = references.remove(&article.id) {
                examples.push(Example { set: path.clone(), article, references, group, budget: Budget::unlimited() });
            }
        }
    }
    if examples.is_empty() {
        return Err("no article has the id of a gold summary".into());
    }
    Ok(examples)
}

fn article(mut record: Map<String, Value>) -> Result<Article, Box<dyn Error>> {
    let id = String::deserialize(record.remove("id").unwrap_or_default())?;
    let text = String::deserialize(record.remove("text").ok_or("a record without text: write it with its text")?)?;
    let mut article = Article::new(id, text)?;
    article.meta = record.remove("meta").map(Meta::deserialize).transpose()?.unwrap_or_default();
    if !(record.contains_key(Token::NAME) && record.contains_key(Sentence::NAME)) {
        return Err("a record without tokens and sentences: write both with the sink's option `layers`".into());
    }
    Offsets::new(article.shared_text(), Unit::Codepoint).scope(|| {
        lay::<Token>(&mut article, &mut record)?;
        lay::<Sentence>(&mut article, &mut record)?;
        lay::<Block>(&mut article, &mut record)?;
        lay::<Entity>(&mut article, &mut record)
    })?;
    Ok(article)
}

fn lay<L: Layer>(article: &mut Article, record: &mut Map<String, Value>) -> Result<(), Box<dyn Error>> {
    if let Some(rows) = record.remove(L::NAME) {
        let rows: Vec<L> = serde_json::from_value(rows)?;
        copydesk_core::layer::check_rows(&rows, article.text())?;
        article.layers.insert(rows);
    }
    Ok(())
}
