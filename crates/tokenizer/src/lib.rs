//! Stage tokenizer: words and sentences of English news text.

mod address;
mod boundary;
mod class;
mod clitic;
mod field;
mod hyphen;
mod lexicon;
mod mark;
mod number;
mod period;
mod words;

use copydesk_core::{BuildContext, Doc, Stage, StageError, register_stage};
use copydesk_layers::{Block, Sentence, Token};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::boundary::Paragraph;
use crate::lexicon::Lexicon;
use crate::words::{Break, Words};

/// The stage has no options.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Config {}

/// Cuts a text into words and sentences.
pub struct Tokenizer {
    lexicon: Lexicon,
}

/// Buffers of the stage, kept from article to article.
#[derive(Default)]
pub struct Scratch {
    breaks: Vec<Break>,
}

impl Stage for Tokenizer {
    const NAME: &'static str = "tokenizer";
    const ABOUT: &'static str = "cuts the text into words and sentences";
    type Config = Config;
    type Reads = (copydesk_core::Maybe<Block>,);
    type Writes = (Token, Sentence);
    type Scratch = Scratch;

    fn build(_: Config, _: &BuildContext<'_>) -> Result<Self, StageError> {
        Ok(Self { lexicon: Lexicon::new() })
    }

    fn run<'a>(
        &self,
        doc: Doc<'a>,
        (blocks,): (Option<&'a [Block]>,),
        scratch: &mut Scratch,
    ) -> Result<(Vec<Token>, Vec<Sentence>), StageError> {
        let mut words = Words::new(doc.text, &self.lexicon, &mut scratch.breaks);
        let mut sentences = Vec::new();
        let mut at = 0;
        for end in borders(blocks.unwrap_or_default(), doc.text.len()) {
            while at < end {
                doc.budget.check()?;
                let first = words.tokens.len();
                at = words.paragraph(at, end, doc.budget)?;
                let paragraph = Paragraph { text: doc.text, lexicon: &self.lexicon, tokens: &words.tokens, first };
                paragraph.sentences(words.breaks, &mut sentences);
            }
        }
        Ok((words.tokens, sentences))
    }
}

/// Where blocks start and end, and the end of the text: no sentence goes beyond any of these.
fn borders(blocks: &[Block], len: usize) -> impl Iterator<Item = usize> {
    let edges = blocks.iter().flat_map(|block| [block.span.start() as usize, block.span.end() as usize]);
    edges.chain([len])
}

register_stage!(Tokenizer);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_keeps_the_contract() {
        copydesk_core::testing::contract::<Tokenizer>(copydesk_layers::plain::layers);
        copydesk_core::testing::contract::<Tokenizer>(|_| copydesk_core::Layers::default());
    }
}
