//! Articles with quotes marked by people, as JSON lines.

use std::error::Error;

use copydesk_core::Span;
use copydesk_layers::{Act, QuoteKind};
use copydesk_learn::gold::{self, CodePoints};
use serde::Deserialize;

/// An article and the quotes that people marked in it, offsets in bytes.
#[derive(Debug)]
pub(crate) struct GoldArticle {
    pub(crate) text: String,
    pub(crate) quotes: Vec<GoldQuote>,
    pub(crate) marked: Vec<GoldSegment>,
}

/// One attribution.
#[derive(Debug)]
pub(crate) struct GoldQuote {
    pub(crate) content: Vec<Span>,
    pub(crate) cue: Vec<Span>,
    pub(crate) source: Vec<Span>,
    pub(crate) kind: QuoteKind,
    /// The speaker's full name, where a reader has resolved it.
    pub(crate) entity: Option<String>,
    /// Whether it was said or thought, where the file tells.
    pub(crate) act: Option<Act>,
}

impl GoldArticle {
    /// Keeps the quotes that `wanted` chooses; a segment of any other belongs to none, as if nobody had said it.
    pub(crate) fn keep(&mut self, wanted: impl Fn(&GoldQuote) -> bool) {
        let mut kept = 0;
        let numbers: Vec<Option<usize>> = self
            .quotes
            .iter()
            .map(|quote| {
                let number = wanted(quote).then_some(kept);
                kept += usize::from(number.is_some());
                number
            })
            .collect();
        let mut at = 0;
        self.quotes.retain(|_| {
            at += 1;
            numbers[at - 1].is_some()
        });
        for segment in &mut self.marked {
            segment.quote = segment.quote.and_then(|quote| numbers.get(quote).copied().flatten());
        }
    }
}

/// A quotation-marked segment.
#[derive(Debug)]
pub(crate) struct GoldSegment {
    pub(crate) inner: Span,
    pub(crate) status: Status,
    /// The quote whose content covers it.
    pub(crate) quote: Option<usize>,
}

/// What people said of a segment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Status {
    Speech,
    NotSpeech,
    Unclear,
}

#[derive(Deserialize)]
struct Line {
    text: String,
    quotes: Vec<LineQuote>,
    #[serde(default)]
    marked: Vec<LineSegment>,
}

#[derive(Deserialize)]
struct LineQuote {
    content: Vec<(usize, usize)>,
    cue: Vec<(usize, usize)>,
    source: Vec<(usize, usize)>,
    kind: QuoteKind,
    entity: Option<String>,
    act: Option<Act>,
}

#[derive(Deserialize)]
struct LineSegment {
    inner: (usize, usize),
    status: Status,
    quote: Option<usize>,
}

/// Reads the articles of a file, which may be gzipped.
///
/// # Errors
/// If the file cannot be read, or a line is not such an article; the message names the line.
pub(crate) fn read(path: &str) -> Result<Vec<GoldArticle>, Box<dyn Error>> {
    gold::each_line(path, article)
}

fn article(line: &str) -> Result<GoldArticle, Box<dyn Error>> {
    let line: Line = serde_json::from_str(line)?;
    let points = CodePoints::of(&line.text);
    let spans = |spans: &[(usize, usize)]| spans.iter().map(|pair| points.span(*pair)).collect::<Result<Vec<_>, _>>();
    let mut quotes = Vec::new();
    for quote in &line.quotes {
        quotes.push(GoldQuote {
            content: spans(&quote.content)?,
            cue: spans(&quote.cue)?,
            source: spans(&quote.source)?,
            kind: quote.kind,
            entity: quote.entity.clone(),
            act: quote.act,
        });
    }
    let mut marked = Vec::new();
    for segment in &line.marked {
        marked.push(GoldSegment { inner: points.span(segment.inner)?, status: segment.status, quote: segment.quote });
    }
    Ok(GoldArticle { text: line.text, quotes, marked })
}
