//! What the layers say of each word.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::ops::Range;

use copydesk_core::offsets::Offsets;
use copydesk_core::record::Shape;
use copydesk_core::{Article, Layer, Span};
use copydesk_layers::{Date, Entity, Quote, SummarySentence, Token};

use super::escape::{form, value};
use crate::label::label;

/// The marks of an article's words, and the comments of its sentences.
pub(super) struct Marks {
    /// Of each word, as MISC holds them.
    words: Vec<String>,
    /// By the word that they stand before the sentence of.
    comments: BTreeMap<usize, String>,
}

/// A stretch of words that a layer marks.
struct Mark {
    span: Span,
    /// Behind `B-` and `I-`.
    label: String,
    /// What the first word has besides.
    first: String,
}

impl Marks {
    pub(super) fn of(article: &Article, tokens: &[Token], shape: &Shape) -> Self {
        let mut marks = Self { words: vec![String::new(); tokens.len()], comments: BTreeMap::new() };
        marks.lay("NER", tokens, rows::<Entity>(article, shape).iter().map(entity).collect());
        let quotes = rows::<Quote>(article, shape);
        marks.lay("Quote", tokens, parts(quotes, |quote| &quote.content));
        marks.lay("Cue", tokens, parts(quotes, |quote| &quote.cue));
        marks.lay("Source", tokens, parts(quotes, |quote| &quote.source));
        marks.lay("Timex", tokens, rows::<Date>(article, shape).iter().map(date).collect());
        let offsets = Offsets::new(article.shared_text(), shape.unit);
        offsets.scope(|| quotes.iter().enumerate().for_each(|(row, quote)| marks.quote(row, quote, tokens)));
        for sentence in rows::<SummarySentence>(article, shape) {
            marks.comment(words(tokens, sentence.span).start, "# summary = yes\n");
        }
        marks
    }

    /// What stands in MISC after the word's range.
    pub(super) fn of_word(&self, word: usize) -> &str {
        &self.words[word]
    }

    /// The comments of the sentence of these words.
    pub(super) fn comments(&self, words: Range<usize>, out: &mut String) {
        self.comments.range(words).for_each(|(_, comment)| out.push_str(comment));
    }

    fn comment(&mut self, word: usize, comment: &str) {
        self.comments.entry(word).or_default().push_str(comment);
    }

    fn quote(&mut self, row: usize, quote: &Quote, tokens: &[Token]) {
        let first = words(tokens, quote.span()).start;
        if let Ok(json) = serde_json::to_string(quote) {
            self.comment(first, &format!("# quote {row} = {}\n", form(&json)));
        }
    }

    /// Lays marks of one kind over the words; a word keeps its first.
    fn lay(&mut self, kind: &str, tokens: &[Token], mut marks: Vec<Mark>) {
        marks.sort_by(|one, other| one.span.text_order(other.span));
        let mut free = 0;
        for mark in marks {
            let range = words(tokens, mark.span);
            for word in range.start.max(free)..range.end {
                let first = word == range.start.max(free);
                let part = if first { 'B' } else { 'I' };
                let besides = if first { mark.first.as_str() } else { "" };
                let _ = write!(self.words[word], "|{kind}={part}-{}{besides}", mark.label);
            }
            free = free.max(range.end);
        }
    }
}

/// The rows of a layer, if it is one of those to write.
fn rows<'a, L: Layer>(article: &'a Article, shape: &Shape) -> &'a [L] {
    let written = shape.layers.iter().any(|name| name == L::NAME);
    article.layers.get::<L>().filter(|_| written).unwrap_or_default()
}

/// The words that a span touches.
fn words(tokens: &[Token], span: Span) -> Range<usize> {
    let start = tokens.partition_point(|token| token.span.end() <= span.start());
    let end = tokens.partition_point(|token| token.span.start() < span.end());
    start..end.max(start)
}

fn entity(entity: &Entity) -> Mark {
    let first = format!("|Entity={}|EntityName={}", entity.id.index(), value(&entity.name, false));
    Mark { span: entity.span, label: label(&entity.label), first }
}

fn date(date: &Date) -> Mark {
    Mark { span: date.span, label: label(&date.kind), first: format!("|TimexValue={}", value(&date.value, false)) }
}

fn parts(quotes: &[Quote], of: fn(&Quote) -> &[Span]) -> Vec<Mark> {
    let rows = quotes.iter().enumerate();
    rows.flat_map(|(row, quote)| {
        of(quote).iter().map(move |span| Mark { span: *span, label: row.to_string(), first: String::new() })
    })
    .collect()
}
