//! Stage `tokenizer`: words and sentences of English news text.
//!
//! **Words** are those of Universal Dependencies, as English treebanks cut them: "don't" is two ("do", "n't"), so is
//! "Kenya's"; "well-known" is three, "non-profit" one; "$4.5bn" three; an abbreviation keeps its period; addresses, tags and
//! handles are whole. Rules and word lists do this (`data/`), from white space to white space, looking at each byte once.
//!
//! **Sentences** are decided after the words, at places where one may end: after marks, at line ends, and between words
//! where the second is capitalized. What edited English does regularly is decided by rules (titles, hours, quotations that
//! a small letter carries on, lists, spaced ellipses); the rest by a linear model over hashed features of the words
//! around the place and of the text as a whole (`model/MODEL.md`), after the manner of Gillick (2009).
//!
//! A blank line and the border of a block always end a sentence. A single line end is only a hint: wrapped text and lists
//! both have them.
//!
//! ```
//! use copydesk_core::{Budget, BuildContext, Doc, Meta, Stage};
//! use copydesk_tokenizer::{Config, Scratch, Tokenizer};
//!
//! let stage = Tokenizer::build(Config::default(), &BuildContext::new(".".as_ref()))?;
//! let text = "“We can't wait,” Dr. Orr said. The U.S. paid $2.5m.";
//! let (meta, budget) = (Meta::default(), Budget::unlimited());
//! let doc = Doc::new(text, &meta, &budget);
//! let (tokens, sentences) = Stage::run(&stage, doc, (None,), &mut Scratch::default())?;
//!
//! let words: Vec<_> = tokens[..9].iter().map(|token| token.span.of(text)).collect();
//! assert_eq!(words, ["“", "We", "ca", "n't", "wait", ",", "”", "Dr.", "Orr"]);
//! assert_eq!(sentences[1].span.of(text), "The U.S. paid $2.5m.");
//! # Ok::<(), copydesk_core::StageError>(())
//! ```
//!
//! It does not say what a word means, is or comes from, and it never changes the text. Scripts that do not part words by
//! spaces are cut at spaces and marks only.

mod address;
mod class;
mod clitic;
mod ellipsis;
mod evaluation;
mod features;
mod field;
mod gold;
mod hyphen;
mod lexicon;
mod lists;
mod mark;
mod number;
mod paragraph;
mod period;
mod rewrap;
mod rules;
mod scorer;
mod shape;
mod short;
mod training;
mod word_classes;
mod words;

use std::borrow::Cow;
use std::path::PathBuf;

use copydesk_core::{Budget, BuildContext, Doc, Stage, StageError, register_stage};
use copydesk_layers::{Block, Sentence, Token};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::lexicon::Lexicon;
use crate::paragraph::{Document, Paragraph};
use crate::scorer::Scorer;
use crate::words::{Break, ParagraphStart, Words};

/// The options of the stage.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Config {
    /// A model of `copydesk train tokenizer`, instead of the one that comes with the stage.
    pub model: Option<PathBuf>,
}

/// Cuts a text into words and sentences.
pub struct Tokenizer {
    lexicon: Lexicon,
    scorer: Scorer,
}

/// Buffers of the stage, kept from article to article.
#[derive(Default)]
pub struct Scratch {
    breaks: Vec<Break>,
    starts: Vec<ParagraphStart>,
}

static MODEL: &[u8] = include_bytes!("../model/boundaries.bin");

impl Stage for Tokenizer {
    const NAME: &'static str = "tokenizer";
    const ABOUT: &'static str = "cuts the text into words and sentences";
    type Config = Config;
    type Reads = (copydesk_core::Maybe<Block>,);
    type Writes = (Token, Sentence);
    type Scratch = Scratch;

    fn build(config: Config, cx: &BuildContext<'_>) -> Result<Self, StageError> {
        let Some(file) = config.model else { return Self::with_model(MODEL).map_err(StageError::new) };
        let path = cx.folder.join(file);
        let refused = |what: &dyn std::fmt::Display| StageError::option("model", format!("{}: {what}", path.display()));
        let bytes = std::fs::read(&path).map_err(|e| refused(&e))?;
        Self::with_model(bytes).map_err(|e| refused(&e))
    }

    fn run<'a>(
        &self,
        doc: Doc<'a>,
        (blocks,): (Option<&'a [Block]>,),
        scratch: &mut Scratch,
    ) -> Result<(Vec<Token>, Vec<Sentence>), StageError> {
        let tokens = words(doc.text, blocks.unwrap_or_default(), &self.lexicon, doc.budget, scratch)?;
        let document = Document {
            text: doc.text,
            lexicon: &self.lexicon,
            tokens: &tokens,
            breaks: &scratch.breaks,
            starts: &scratch.starts,
        };
        let mut sentences = Vec::with_capacity(scratch.starts.len() + scratch.breaks.len() / 2);
        for paragraph in document.paragraphs() {
            doc.budget.check()?;
            self.sentences(&paragraph, doc.budget, &mut sentences)?;
        }
        Ok((tokens, sentences))
    }
}

impl Tokenizer {
    fn with_model(model: impl Into<Cow<'static, [u8]>>) -> Result<Self, String> {
        let (scorer, words) = Scorer::new(model)?;
        Ok(Self { lexicon: Lexicon::new(words), scorer })
    }

    fn sentences(
        &self,
        paragraph: &Paragraph<'_>,
        budget: &Budget,
        sentences: &mut Vec<Sentence>,
    ) -> Result<(), StageError> {
        let mut first = paragraph.first;
        for here in paragraph.breaks {
            let Some(place) = paragraph.place(here, first) else { continue };
            if rules::verdict(&place).unwrap_or_else(|| self.scorer.ends(&place)) {
                budget.check()?;
                sentences.push(paragraph.sentence(first, place.token));
                first = place.token + 1;
            }
        }
        sentences.push(paragraph.sentence(first, paragraph.end - 1));
        Ok(())
    }
}

/// Cuts a text into words, and notes in `scratch` where its paragraphs start and where sentences may end.
fn words(
    text: &str,
    blocks: &[Block],
    lexicon: &Lexicon,
    budget: &Budget,
    scratch: &mut Scratch,
) -> Result<Vec<Token>, StageError> {
    scratch.breaks.clear();
    scratch.starts.clear();
    let mut words = Words::new(text, lexicon, &mut scratch.breaks);
    let mut at = 0;
    for end in borders(blocks, text.len()) {
        while at < end {
            budget.check()?;
            let start = ParagraphStart::new(words.tokens.len(), words.breaks.len());
            at = words.paragraph(at, end, budget)?;
            if words.tokens.len() > start.token as usize {
                scratch.starts.push(start);
            }
        }
    }
    Ok(words.tokens)
}

/// Where blocks start and end, and the end of the text: no sentence goes beyond any of these.
fn borders(blocks: &[Block], len: usize) -> impl Iterator<Item = usize> {
    let edges = blocks.iter().flat_map(|block| [block.span.start() as usize, block.span.end() as usize]);
    edges.chain([len])
}

register_stage!(Tokenizer);
