//! The record: one article as a JSON object.

use std::io;

use serde::{Serialize, Serializer};

use crate::article::Article;
use crate::offsets::{Offsets, Unit};

/// What a record holds.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Shape {
    /// The unit of all offsets.
    pub unit: Unit,
    /// The layers, in the order in which they are written. One that an article lacks is left out of its record.
    pub layers: Vec<String>,
    /// Whether the text is written too.
    pub text: bool,
}

impl Shape {
    /// A record with offsets in this unit, these layers in this order, and the text or not.
    #[must_use]
    pub const fn new(unit: Unit, layers: Vec<String>, text: bool) -> Self {
        Self { unit, layers, text }
    }
}

/// The record of an article as one line of JSON, without a line feed.
///
/// # Errors
/// What a layer's own serialization reports.
pub fn to_json(article: &Article, shape: &Shape) -> serde_json::Result<Vec<u8>> {
    let mut out = Vec::with_capacity(expected(article.text().len()));
    write(article, shape, &mut out, |_| Ok(()))?;
    Ok(without_controls(out))
}

/// As [`to_json`], piece by piece, for an article whose record is not to be held at once.
///
/// # Errors
/// What a layer's own serialization reports, and what becomes of a piece.
pub fn in_pieces(
    article: &Article,
    shape: &Shape,
    mut piece: impl FnMut(Vec<u8>) -> io::Result<()>,
) -> serde_json::Result<()> {
    let mut out = Vec::new();
    write(article, shape, &mut out, |out| {
        let full = out.len() >= PIECE;
        if full { piece(without_controls(std::mem::take(out))).map_err(serde_json::Error::io) } else { Ok(()) }
    })?;
    piece(without_controls(out)).map_err(serde_json::Error::io)
}

/// Bytes of a piece, about: enough to be packed well, and little beside an article that is written in pieces.
const PIECE: usize = 1 << 16;

/// Rows that are written before a piece may end: a row takes some hundred bytes.
const ROWS: usize = 512;

/// Appends a record; `pause` is called wherever what there is so far may be taken away.
fn write(
    article: &Article,
    shape: &Shape,
    out: &mut Vec<u8>,
    mut pause: impl FnMut(&mut Vec<u8>) -> serde_json::Result<()>,
) -> serde_json::Result<()> {
    let offsets = Offsets::new(article.shared_text(), shape.unit);
    offsets.scope(|| {
        out.push(b'{');
        head(article, out)?;
        if shape.text {
            field(out, "text", article.text())?;
        }
        for name in &shape.layers {
            pause(out)?;
            if let Some(rows) = article.layers.named(name) {
                key(out, name)?;
                out.push(b'[');
                let count = rows.count();
                for first in (0..count).step_by(ROWS) {
                    if first > 0 {
                        pause(out)?;
                        out.push(b',');
                    }
                    rows.write_rows(first..(first + ROWS).min(count), out)?;
                }
                out.push(b']');
            } else if let Some(rows) = article.layers.foreign().get(name) {
                field(out, name, rows)?;
            }
        }
        out.push(b'}');
        Ok(())
    })
}

/// What stands before text and layers.
fn head(article: &Article, out: &mut Vec<u8>) -> serde_json::Result<()> {
    serde_json::to_writer(&mut *out, "id")?;
    out.push(b':');
    serde_json::to_writer(&mut *out, &article.id)?;
    field(out, "source", &article.source)?;
    field(out, "meta", &article.meta)?;
    if !article.repairs.is_empty() {
        field(out, "repairs", &article.repairs)?;
    }
    match &article.extraction {
        Some(extraction) => field(out, "extraction", extraction),
        None => Ok(()),
    }
}

/// Room for the record of a text of so many bytes. A record of all layers of a dense page is some ten times its text. Of a long one
/// that is asked for at once, for to grow would take it twice; what is not written to takes no memory.
fn expected(text: usize) -> usize {
    /// Growing costs little below it.
    const LONG: usize = 1 << 18;
    if text > LONG { text.saturating_mul(12) } else { text * 4 + 256 }
}

/// JSON whose controls are all escapes: it lets U+007F to U+009F stand as they are, and some of them steer terminals.
pub fn without_controls(json: Vec<u8>) -> Vec<u8> {
    let steers = |at: usize| match json[at] {
        0x7f => Some(0x7f),
        0xc2 => json.get(at + 1).copied().filter(|next| *next < 0xa0),
        _ => None,
    };
    let Some(first) = memchr::memchr2_iter(0x7f, 0xc2, &json).find(|at| steers(*at).is_some()) else { return json };
    let mut out = json[..first].to_vec();
    let mut at = first;
    while at < json.len() {
        match steers(at) {
            Some(control) => out.extend(format!("\\u00{control:02x}").into_bytes()),
            None => out.push(json[at]),
        }
        at += if steers(at).is_some_and(|control| control != 0x7f) { 2 } else { 1 };
    }
    out
}

fn field(out: &mut Vec<u8>, name: &str, value: &(impl Serialize + ?Sized)) -> serde_json::Result<()> {
    key(out, name)?;
    serde_json::to_writer(out, value)
}

/// A field after others.
fn key(out: &mut Vec<u8>, name: &str) -> serde_json::Result<()> {
    out.push(b',');
    serde_json::to_writer(&mut *out, name)?;
    out.push(b':');
    Ok(())
}

/// For `#[serde(serialize_with = "copydesk_core::record::three_decimals")]`: a float with at most three decimals.
///
/// # Errors
/// Those of the serializer.
pub fn three_decimals<S: Serializer>(value: &f32, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_f64((f64::from(*value) * 1000.0).round() / 1000.0)
}

/// As [`three_decimals`], for a float that may be missing.
///
/// # Errors
/// Those of the serializer.
pub fn three_decimals_if_any<S: Serializer>(value: &Option<f32>, serializer: S) -> Result<S::Ok, S::Error> {
    match value {
        Some(value) => three_decimals(value, serializer),
        None => serializer.serialize_none(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_float_has_three_decimals_at_most() {
        #[derive(Serialize)]
        struct Row {
            #[serde(serialize_with = "three_decimals_if_any")]
            confidence: Option<f32>,
        }
        let json = |confidence| serde_json::to_string(&Row { confidence }).unwrap();
        assert_eq!([json(Some(0.7)), json(Some(2.0 / 3.0))], [r#"{"confidence":0.7}"#, r#"{"confidence":0.667}"#]);
        assert_eq!(json(None), r#"{"confidence":null}"#);
    }
}
