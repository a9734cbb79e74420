//! The stage `acme.reading-ease`: a number for each article.
//!
//! An example of a stage that measures instead of marking: it writes one row, over the part of the text that was measured.

mod syllables;

use copydesk_core::layer::rows_in;
use copydesk_core::record::three_decimals;
use copydesk_core::{BuildContext, Doc, Layer, Maybe, Span, Stage, StageError, register_stage};
use copydesk_layers::{Block, BlockKind, Sentence, Token};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How easy an article is to read.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ReadingEase {
    /// From the first sentence that was counted to the last.
    #[serde(flatten, with = "copydesk_core::span::fields")]
    pub span: Span,
    /// Flesch's number: 60 is plain English, 30 is hard, 90 is for children.
    #[serde(serialize_with = "three_decimals")]
    pub score: f32,
    /// Words counted.
    pub words: u32,
    /// Sentences counted.
    pub sentences: u32,
    /// Their syllables.
    pub syllables: u32,
}

impl Layer for ReadingEase {
    const NAME: &'static str = "acme.reading-ease";

    fn span(&self) -> Span {
        self.span
    }
}

/// The stage's options.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Config {
    /// The fewest words that make a number; shorter articles get none.
    pub min_words: u32,
}

impl Default for Config {
    fn default() -> Self {
        Self { min_words: 1 }
    }
}

/// Measures how easy an article is to read.
pub struct Flesch {
    min_words: u32,
}

impl Stage for Flesch {
    const NAME: &'static str = "acme.reading-ease";
    const ABOUT: &'static str = "how easy the article is to read, as Flesch's number";
    type Config = Config;
    type Reads = (Token, Sentence, Maybe<Block>);
    type Writes = (ReadingEase,);
    type Scratch = ();

    fn build(config: Config, _: &BuildContext<'_>) -> Result<Self, StageError> {
        Ok(Self { min_words: config.min_words.max(1) })
    }

    fn run<'a>(
        &self,
        doc: Doc<'a>,
        (tokens, sentences, blocks): (&'a [Token], &'a [Sentence], Option<&'a [Block]>),
        (): &mut (),
    ) -> Result<(Vec<ReadingEase>,), StageError> {
        let mut all: Option<ReadingEase> = None;
        for sentence in body(sentences, blocks) {
            doc.budget.check()?;
            let words =
                rows_in(tokens, sentence.span).iter().map(|token| token.span.of(doc.text)).filter(|word| is_word(word));
            let syllables: Vec<u32> = words.map(syllables::count).collect();
            if syllables.is_empty() {
                continue;
            }
            let counted = all.get_or_insert_with(|| ReadingEase::none(sentence.span));
            counted.span = counted.span.cover(sentence.span);
            counted.sentences += 1;
            counted.words += u32::try_from(syllables.len()).unwrap_or(u32::MAX);
            counted.syllables += syllables.iter().sum::<u32>();
        }
        Ok((all.filter(|all| all.words >= self.min_words).map(ReadingEase::scored).into_iter().collect(),))
    }
}

impl ReadingEase {
    fn none(span: Span) -> Self {
        Self { span, score: 0.0, words: 0, sentences: 0, syllables: 0 }
    }

    fn scored(self) -> Self {
        let (words, sentences, syllables) =
            (f64::from(self.words), f64::from(self.sentences), f64::from(self.syllables));
        let score = 206.835 - 1.015 * words / sentences - 84.6 * syllables / words;
        Self { score: ((score * 10.0).round() / 10.0) as f32, ..self }
    }
}

/// The sentences that begin in a body block; all where there are no blocks.
fn body<'a>(sentences: &'a [Sentence], blocks: Option<&'a [Block]>) -> Vec<&'a Sentence> {
    let Some(blocks) = blocks else { return sentences.iter().collect() };
    blocks
        .iter()
        .filter(|block| block.kind == BlockKind::Body)
        .flat_map(|block| rows_in(sentences, block.span))
        .collect()
}

/// Whether a token is a word of its own: not a mark, and not the end of a contraction ("'s", "n't").
fn is_word(token: &str) -> bool {
    token.starts_with(char::is_alphanumeric) && !matches!(token.to_lowercase().as_str(), "n't" | "n’t")
}

register_stage!(Flesch);

#[cfg(test)]
mod tests {
    use copydesk_core::{Article, testing};
    use copydesk_layers::plain;

    use super::*;

    fn measured(text: &str) -> Option<ReadingEase> {
        let mut article = Article::new("a", text).unwrap();
        article.layers = plain::layers(text);
        let config = Config { min_words: 2 };
        let article = testing::run_with::<Flesch>(config, ".".as_ref(), article);
        article.layers.get::<ReadingEase>().unwrap().first().cloned()
    }

    #[test]
    fn keeps_the_contract() {
        testing::contract::<Flesch>(plain::layers);
    }

    #[test]
    fn the_number_is_flesch_s() {
        let found = measured("The cat sat on the mat. It rained.").unwrap();
        assert_eq!((found.words, found.sentences, found.syllables), (8, 2, 8));
        assert_eq!(found.score, 118.2); // 206.835 - 1.015 * 4 - 84.6 * 1
        assert_eq!(found.span, Span::new(0, 34));
        assert!(measured("Rain.").is_none() && measured("").is_none());
    }

    #[test]
    fn long_words_in_long_sentences_are_harder() {
        let hard =
            measured("Municipal authorities reconsidered infrastructure expenditures after considerable deliberation.");
        assert!(hard.unwrap().score < 0.0);
    }
}
