//! Gold documents: texts with their words and sentences, from JSON Lines.

use std::error::Error;
use std::ops::Range;

use copydesk_learn::gold::{self, CodePoints};
use serde::Deserialize;

/// A text whose words and sentences are known. Ranges are in bytes.
pub(crate) struct GoldDocument {
    pub(crate) text: String,
    pub(crate) genre: String,
    pub(crate) tokens: Vec<Range<usize>>,
    pub(crate) sentences: Vec<Range<usize>>,
}

/// A line as it stands in the file: offsets are code points.
#[derive(Deserialize)]
struct Line {
    text: String,
    #[serde(default)]
    genre: String,
    #[serde(default)]
    tokens: Vec<(usize, usize)>,
    sentences: Vec<(usize, usize)>,
}

/// Reads a file of gold documents, gzipped if its name ends in `.gz`.
///
/// # Errors
/// If the file cannot be read, or a line is no gold document; the message names the line.
pub(crate) fn read(path: &str) -> Result<Vec<GoldDocument>, Box<dyn Error>> {
    gold::each_line(path, document)
}

fn document(line: &str) -> Result<GoldDocument, Box<dyn Error>> {
    let line: Line = serde_json::from_str(line)?;
    let points = CodePoints::of(&line.text);
    let bytes = |spans: Vec<(usize, usize)>| -> Result<Vec<Range<usize>>, String> {
        spans.into_iter().map(|span| points.range(span)).collect()
    };
    Ok(GoldDocument {
        genre: line.genre,
        tokens: bytes(line.tokens)?,
        sentences: bytes(line.sentences)?,
        text: line.text,
    })
}
