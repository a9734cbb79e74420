//! Gold documents: texts with their words and sentences, from JSON Lines.

use std::error::Error;
use std::ops::Range;

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

/// Reads a file of gold documents.
///
/// # Errors
/// If the file cannot be read, or a line is no gold document; the message names the line.
pub(crate) fn read(path: &str) -> Result<Vec<GoldDocument>, Box<dyn Error>> {
    let content = std::fs::read_to_string(path).map_err(|e| format!("{path}: {e}"))?;
    let lines = content.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    lines.map(|(number, line)| parse(line).map_err(|e| format!("{path}:{}: {e}", number + 1).into())).collect()
}

/// Reads the texts of a file of running text.
///
/// # Errors
/// If the file cannot be read, or a line has no text; the message names the line.
pub(crate) fn texts(path: &str) -> Result<Vec<String>, Box<dyn Error>> {
    #[derive(Deserialize)]
    struct Text {
        text: String,
    }
    let content = std::fs::read_to_string(path).map_err(|e| format!("{path}: {e}"))?;
    let text = |(number, line): (usize, &str)| match serde_json::from_str::<Text>(line) {
        Ok(line) => Ok(line.text),
        Err(e) => Err(format!("{path}:{}: {e}", number + 1).into()),
    };
    content.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()).map(text).collect()
}

fn parse(line: &str) -> Result<GoldDocument, String> {
    let line: Line = serde_json::from_str(line).map_err(|e| e.to_string())?;
    let mut offsets: Vec<usize> = line.text.char_indices().map(|(at, _)| at).collect();
    offsets.push(line.text.len());
    let bytes = |spans: Vec<(usize, usize)>| -> Result<Vec<Range<usize>>, String> {
        let place = |(start, end): (usize, usize)| Some(*offsets.get(start)?..*offsets.get(end)?);
        spans.into_iter().map(|span| place(span).ok_or(format!("span {span:?} is outside the text"))).collect()
    };
    Ok(GoldDocument {
        genre: line.genre,
        tokens: bytes(line.tokens)?,
        sentences: bytes(line.sentences)?,
        text: line.text,
    })
}
