//! The stage `{{stage}}`: marks questions.
//!
//! A stage that works, to be made into another: its layer, its options, its work, its registration and its tests.

use copydesk_core::{BuildContext, Doc, Layer, Span, Stage, StageError, register_stage};
use copydesk_layers::Sentence;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A row of the layer: a sentence that asks something.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    /// Where it stands; in a record this becomes `start`, `end` and the words there as `text`.
    #[serde(flatten, with = "copydesk_core::span::with_text")]
    pub span: Span,
    /// How many words it has.
    pub words: usize,
}

impl Layer for Mark {
    const NAME: &'static str = "{{stage}}";

    fn span(&self) -> Span {
        self.span
    }
}

/// The options that stand beside `use` in the pipeline file; these comments are their help.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Config {
    /// The fewest words of a question that is marked, from 1.
    pub min_words: usize,
}

impl Default for Config {
    fn default() -> Self {
        Self { min_words: 1 }
    }
}

/// Marks questions.
pub struct {{Type}}Stage {
    config: Config,
}

impl Stage for {{Type}}Stage {
    const NAME: &'static str = "{{stage}}";
    const ABOUT: &'static str = "marks questions";
    type Config = Config;
    type Reads = (Sentence,);
    type Writes = (Mark,);
    type Scratch = ();

    fn build(config: Config, _: &BuildContext<'_>) -> Result<Self, StageError> {
        if config.min_words == 0 {
            return Err(StageError::option(
                "min-words",
                "a question has at least 1 word",
            ));
        }
        Ok(Self { config })
    }

    fn run<'a>(
        &self,
        doc: Doc<'a>,
        (sentences,): (&'a [Sentence],),
        (): &mut (),
    ) -> Result<(Vec<Mark>,), StageError> {
        let mut marks = Vec::new();
        for sentence in sentences {
            doc.budget.check()?;
            let text = sentence.span.of(doc.text);
            let words = text.split_whitespace().count();
            if text.ends_with('?') && words >= self.config.min_words {
                marks.push(Mark {
                    span: sentence.span,
                    words,
                });
            }
        }
        Ok((marks,))
    }
}

register_stage!({{Type}}Stage);

#[cfg(test)]
mod tests {
    use copydesk_core::{Article, testing};
    use copydesk_layers::plain;

    use super::*;

    #[test]
    fn keeps_the_contract() {
        testing::contract::<{{Type}}Stage>(plain::layers);
    }

    #[test]
    fn questions_are_marked() {
        let mut article = Article::new("a", "Rain fell. Who knows why? Why?").unwrap();
        article.layers = plain::layers(article.text());
        let config = Config { min_words: 2 };
        let article = testing::run_with::<{{Type}}Stage>(config, ".".as_ref(), article);
        let marks = article.layers.get::<Mark>().unwrap();
        assert_eq!(
            marks,
            [Mark {
                span: Span::new(11, 25),
                words: 3
            }]
        );
    }
}
