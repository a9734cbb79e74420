//! The layers of gold articles, made by the stages that this binary links.

use std::error::Error;
use std::path::Path;

use copydesk_core::{Article, Budget, BuildContext, DynStage, Registry};
use serde_json::json;

/// Lays layers over articles with other people's stages, as far as they are linked.
pub(crate) struct Layerer {
    stages: Vec<Box<dyn DynStage>>,
}

impl Layerer {
    /// The stages of these names that are linked, in this order.
    ///
    /// # Errors
    /// If one cannot be built, or no tokenizer is linked.
    pub(crate) fn new(names: &str) -> Result<Self, Box<dyn Error>> {
        let registry = Registry::linked()?;
        let cx = BuildContext::new(Path::new("."));
        let mut stages = Vec::new();
        for name in names.split(',').filter(|name| !name.is_empty()) {
            let entry =
                registry.stage(name).ok_or_else(|| format!("the stage `{name}` is not linked into this binary"))?;
            stages.push((entry.build)(json!({}), &cx)?);
        }
        Ok(Self { stages })
    }

    /// The text as an article with its layers.
    ///
    /// # Errors
    /// Those of the stages.
    pub(crate) fn lay(&self, text: &str) -> Result<Article, Box<dyn Error>> {
        let mut article = Article::new("gold", text)?;
        for stage in &self.stages {
            let rows = stage.run(&article, &Budget::unlimited(), stage.scratch().as_mut())?;
            rows.into_iter().for_each(|rows| article.layers.insert_rows(rows));
        }
        Ok(article)
    }
}
