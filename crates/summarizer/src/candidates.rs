//! The sentences that may stand in a summary: those of the body.

use std::ops::Range;

use copydesk_core::{Doc, Span, StageError};
use copydesk_layers::{Block, BlockKind, Entity, Sentence, Token};

/// What the stage is given of one article.
#[derive(Clone, Copy)]
pub(crate) struct Given<'a> {
    pub(crate) doc: Doc<'a>,
    pub(crate) tokens: &'a [Token],
    pub(crate) sentences: &'a [Sentence],
    pub(crate) blocks: Option<&'a [Block]>,
    pub(crate) entities: Option<&'a [Entity]>,
}

impl<'a> Given<'a> {
    /// The words of a candidate's tokens.
    pub(crate) fn words(&self, candidate: &Candidate) -> impl DoubleEndedIterator<Item = &'a str> + Clone + use<'a> {
        let text = self.doc.text;
        self.tokens[candidate.tokens.clone()].iter().map(move |token| token.span.of(text))
    }

    /// The headline: what came with the article, else the first headline block above the body.
    pub(crate) fn headline(&self) -> Option<&'a str> {
        if let Some(headline) = self.doc.meta.headline.as_deref() {
            return Some(headline);
        }
        let first = self.blocks?.iter().find(|block| matches!(block.kind, BlockKind::Headline | BlockKind::Body))?;
        (first.kind == BlockKind::Headline).then(|| first.span.of(self.doc.text))
    }
}

/// A sentence that may stand in the summary.
#[derive(Clone, Debug)]
pub(crate) struct Candidate {
    pub(crate) span: Span,
    /// Its tokens, as rows of the token layer.
    pub(crate) tokens: Range<usize>,
    /// Its number in its paragraph.
    pub(crate) place: u32,
}

/// Collects the body's sentences.
pub(crate) fn find(given: &Given<'_>, found: &mut Vec<Candidate>) -> Result<(), StageError> {
    found.clear();
    let mut paragraphs = Paragraphs::new(given);
    let mut token = 0;
    for sentence in given.sentences {
        given.doc.budget.check()?;
        let first = skip(given.tokens, token, sentence.span.start());
        token = skip(given.tokens, first, sentence.span.end());
        if let Some(place) = paragraphs.enter(sentence.span)
            && !sentence.span.is_empty()
        {
            found.push(Candidate { span: sentence.span, tokens: first..token, place });
        }
    }
    Ok(())
}

/// The first token from `from` on that begins at `offset` or later.
fn skip(tokens: &[Token], from: usize, offset: u32) -> usize {
    from + tokens[from..].iter().take_while(|token| token.span.start() < offset).count()
}

/// Walks along the body's paragraphs: its blocks, or the lines of the text where there are none.
struct Paragraphs<'a> {
    text: &'a str,
    blocks: Option<&'a [Block]>,
    block: usize,
    end: usize,
    place: u32,
}

impl<'a> Paragraphs<'a> {
    fn new(given: &Given<'a>) -> Self {
        Self { text: given.doc.text, blocks: given.blocks, block: 0, end: 0, place: 0 }
    }

    /// The place of a sentence in its paragraph, or nothing if it is not of the body.
    fn enter(&mut self, sentence: Span) -> Option<u32> {
        let begins = match self.blocks {
            Some(blocks) => self.enter_block(blocks, sentence)?,
            None => self.text[self.end..sentence.range().start].contains('\n'),
        };
        if begins && self.end > 0 {
            self.place = 0;
        }
        let place = self.place;
        self.place += 1;
        self.end = sentence.range().end;
        Some(place)
    }

    /// Whether the sentence begins another body block than the last one; nothing if it lies in none.
    fn enter_block(&mut self, blocks: &[Block], sentence: Span) -> Option<bool> {
        let before = self.block;
        let passed = blocks[before..].iter().take_while(|block| block.span.end() <= sentence.start()).count();
        self.block += passed;
        let block = blocks.get(self.block)?;
        let inside = block.kind == BlockKind::Body && block.span.contains_offset(sentence.start());
        inside.then_some(passed > 0 && self.end <= block.span.range().start)
    }
}
