//! From an article's words and sentences to the tagger's page, and from tags to mentions.

use copydesk_core::{Doc, Layer, Span, StageError};
use copydesk_layers::{Block, BlockKind, EntityLabel, Sentence, Token};

use crate::grounds;
use crate::labels::chunks;
use crate::lexicon::Lexicon;
use crate::model::Model;
use crate::names::Mention;
use crate::tagger::Work;

/// Buffers that are kept from article to article.
#[derive(Default)]
pub struct Scratch {
    pub(crate) work: Work,
    /// For each token of the page the row of the token layer.
    rows: Vec<u32>,
}

impl Scratch {
    /// Reads the sentences of the article itself: all but what the page adds.
    pub(crate) fn read(
        &mut self,
        doc: Doc<'_>,
        tokens: &[Token],
        sentences: &[Sentence],
        blocks: Option<&[Block]>,
        lexicon: &Lexicon,
    ) -> Result<(), StageError> {
        self.work.page.clear();
        self.rows.clear();
        self.rows.reserve(tokens.len());
        self.work.page.reserve(tokens.len());
        let mut places = Places::new(blocks.unwrap_or_default());
        let mut next = 0;
        for sentence in sentences {
            doc.budget.check()?;
            let start = next + tokens[next..].partition_point(|token| token.span.start() < sentence.span.start());
            next = start + tokens[start..].partition_point(|token| token.span.start() < sentence.span.end());
            if start == next || places.is_added(sentence.span) {
                continue;
            }
            self.rows.extend(start as u32..next as u32);
            self.work.page.push(tokens[start..next].iter().map(|token| token.span.of(doc.text)), lexicon);
        }
        self.work.page.finish(lexicon, false);
        Ok(())
    }

    /// The mentions that the tags spell, those of labels that are wanted; with their grounds by the model that is given.
    pub(crate) fn mentions(
        &self,
        tokens: &[Token],
        labels: &[Option<EntityLabel>],
        explained_by: Option<&Model>,
    ) -> Vec<Mention> {
        let mut mentions = Vec::new();
        for (number, sentence) in self.work.page.sentences().iter().enumerate() {
            for chunk in chunks(&self.work.tags[sentence.clone()]) {
                let span = |at: usize| tokens[self.rows[sentence.start + at] as usize].span();
                let Some(label) = labels[chunk.label] else { continue };
                let grounds = explained_by.map(|model| grounds::of(model, &self.work, number, chunk));
                mentions.push(Mention { span: span(chunk.start).cover(span(chunk.end - 1)), label, grounds });
            }
        }
        mentions
    }
}

/// The blocks, asked for sentences in text order.
struct Places<'a> {
    blocks: &'a [Block],
    at: usize,
}

impl<'a> Places<'a> {
    const fn new(blocks: &'a [Block]) -> Self {
        Self { blocks, at: 0 }
    }

    /// Whether a sentence is part of what the page adds.
    fn is_added(&mut self, sentence: Span) -> bool {
        while self.blocks.get(self.at).is_some_and(|block| block.span.end() <= sentence.start()) {
            self.at += 1;
        }
        let here = self.blocks.get(self.at).filter(|block| block.span.overlaps(sentence));
        here.is_some_and(|block| block.kind == BlockKind::Boilerplate)
    }
}
