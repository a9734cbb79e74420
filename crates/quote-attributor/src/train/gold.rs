//! Articles with quotes marked by people, as JSON lines.

use std::error::Error;
use std::fs::File;
use std::io::{BufRead, BufReader, Read};

use copydesk_core::Span;
use copydesk_layers::QuoteKind;
use flate2::read::MultiGzDecoder;
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
    content: Vec<(u32, u32)>,
    cue: Vec<(u32, u32)>,
    source: Vec<(u32, u32)>,
    kind: QuoteKind,
    entity: Option<String>,
}

#[derive(Deserialize)]
struct LineSegment {
    inner: (u32, u32),
    status: Status,
    quote: Option<usize>,
}

/// Reads the articles of a file, which may be gzipped.
///
/// # Errors
/// If the file cannot be read, or a line is not such an article; the message names the line.
pub(crate) fn read(path: &str) -> Result<Vec<GoldArticle>, Box<dyn Error>> {
    let file = File::open(path).map_err(|e| format!("{path}: {e}"))?;
    let bytes: Box<dyn Read> = if path.ends_with(".gz") { Box::new(MultiGzDecoder::new(file)) } else { Box::new(file) };
    let mut articles = Vec::new();
    for (number, line) in BufReader::new(bytes).lines().enumerate() {
        let line = line.map_err(|e| format!("{path}:{}: {e}", number + 1))?;
        if !line.trim().is_empty() {
            articles.push(article(&line).map_err(|e| format!("{path}:{}: {e}", number + 1))?);
        }
    }
    Ok(articles)
}

fn article(line: &str) -> Result<GoldArticle, Box<dyn Error>> {
    let line: Line = serde_json::from_str(line)?;
    let mut starts: Vec<u32> = line.text.char_indices().map(|(at, _)| at as u32).collect();
    starts.push(line.text.len() as u32);
    let span = |(start, end): (u32, u32)| -> Result<Span, String> {
        let place = |at: u32| starts.get(at as usize).copied().ok_or_else(|| format!("offset {at} is beyond the text"));
        Span::checked(place(start)?, place(end)?).ok_or_else(|| format!("the span {start}..{end} runs backwards"))
    };
    let spans = |spans: &[(u32, u32)]| spans.iter().map(|pair| span(*pair)).collect::<Result<Vec<_>, _>>();
    let mut quotes = Vec::new();
    for quote in &line.quotes {
        quotes.push(GoldQuote {
            content: spans(&quote.content)?,
            cue: spans(&quote.cue)?,
            source: spans(&quote.source)?,
            kind: quote.kind,
            entity: quote.entity.clone(),
        });
    }
    let mut marked = Vec::new();
    for segment in &line.marked {
        marked.push(GoldSegment { inner: span(segment.inner)?, status: segment.status, quote: segment.quote });
    }
    Ok(GoldArticle { text: line.text, quotes, marked })
}
