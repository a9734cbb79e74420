//! Layers: rows of one type, in text order.

use std::any::{Any, TypeId};
use std::borrow::Cow;
use std::fmt;
use std::ops::Range;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::Span;

pub use crate::json_rows::JsonRows;

/// The row type of a layer.
///
/// The layer of an article is a `Vec` of such rows, sorted by [`Span::text_order`]. Core checks every row of every layer
/// before the article keeps it: inside the text, on character boundaries, sorted.
///
/// Rows serialize as they shall stand in the record. A [`Span`] anywhere in a row comes out in the record's unit of offsets;
/// `#[serde(flatten, with = "copydesk_core::span::fields")]` spreads the row's own span into `start` and `end`.
pub trait Layer: Serialize + DeserializeOwned + Send + Sync + 'static {
    /// The layer's name in records and pipeline files: bare for shared layers, `vendor.name` for others.
    const NAME: &'static str;

    /// The part of the text that this row is about.
    fn span(&self) -> Span;

    /// Further spans of the row (a quote's cue, say), to be checked like the first.
    fn more_spans(&self) -> impl Iterator<Item = Span> {
        std::iter::empty()
    }
}

/// Reads the rows of the layer with this name from JSON, for a text.
type ReadRows = fn(&str, Value, &str) -> Result<Box<dyn Rows>, String>;

/// What is known of a layer without its rows.
#[derive(Clone)]
#[non_exhaustive]
pub struct LayerInfo {
    /// [`Layer::NAME`].
    pub name: Cow<'static, str>,
    /// The row type.
    pub row: TypeId,
    /// The path of the row type, for messages.
    pub type_name: &'static str,
    read: ReadRows,
}

impl LayerInfo {
    /// The facts about `L`.
    #[must_use]
    pub fn of<L: Layer>() -> Self {
        Self {
            name: Cow::Borrowed(L::NAME),
            row: TypeId::of::<L>(),
            type_name: std::any::type_name::<L>(),
            read: read_rows::<L>,
        }
    }

    /// A layer that no type stands for: its name comes from a stage's options, and its rows are [`JsonRows`].
    #[must_use]
    pub fn json(name: impl Into<String>) -> Self {
        Self {
            name: Cow::Owned(name.into()),
            row: TypeId::of::<JsonRows>(),
            type_name: "a JSON object",
            read: |name, json, text| Ok(Box::new(JsonRows::read(name, json, text)?)),
        }
    }

    /// Reads the layer from JSON over this text, spans in the current [`offsets`](crate::offsets), and checks its rows.
    ///
    /// # Errors
    /// If the JSON is no such layer, or a row breaks a rule of [`check_rows`].
    pub fn read(&self, json: Value, text: &str) -> Result<Box<dyn Rows>, String> {
        (self.read)(&self.name, json, text)
    }
}

impl PartialEq for LayerInfo {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name && self.row == other.row
    }
}

impl fmt::Debug for LayerInfo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({})", self.name, self.type_name)
    }
}

fn read_rows<L: Layer>(_: &str, json: Value, text: &str) -> Result<Box<dyn Rows>, String> {
    let rows: Vec<L> = serde_json::from_value(json).map_err(|e| format!("layer `{}`: {e}", L::NAME))?;
    check_rows(&rows, text).map_err(|e| e.to_string())?;
    Ok(Box::new(rows))
}

/// A row that breaks the contract of its layer.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("row {row} of layer `{layer}` ({span:?}) {what}")]
pub struct BadRow {
    layer: String,
    row: usize,
    span: Span,
    what: &'static str,
}

/// Checks that every span lies in `text` on character boundaries, and that the rows are in text order.
///
/// # Errors
/// The first row that breaks a rule.
pub fn check_rows<L: Layer>(rows: &[L], text: &str) -> Result<(), BadRow> {
    check_spans(L::NAME, rows.iter().map(|row| (row.span(), row.more_spans())), text)
}

/// As [`check_rows`], for rows of any kind: the span of each and its further spans.
pub(crate) fn check_spans<M: Iterator<Item = Span>>(
    layer: &str,
    rows: impl Iterator<Item = (Span, M)>,
    text: &str,
) -> Result<(), BadRow> {
    let mut previous = Span::default();
    for (row, (span, more)) in rows.enumerate() {
        let bad = |span, what| BadRow { layer: layer.to_owned(), row, span, what };
        check_span(span, text).map_err(|what| bad(span, what))?;
        if row > 0 && previous.text_order(span).is_gt() {
            return Err(bad(span, "stands after a row that it should precede"));
        }
        for span in more {
            check_span(span, text).map_err(|what| bad(span, what))?;
        }
        previous = span;
    }
    Ok(())
}

fn check_span(span: Span, text: &str) -> Result<(), &'static str> {
    if span.end() as usize > text.len() {
        Err("runs beyond the end of the text")
    } else if span.get(text).is_none() {
        Err("does not lie on character boundaries")
    } else {
        Ok(())
    }
}

/// Sorts rows into text order; rows over the same span keep their order.
pub fn sort_rows<L: Layer>(rows: &mut [L]) {
    rows.sort_by(|a, b| a.span().text_order(b.span()));
}

/// The rows that begin in `span`, of rows in text order.
///
/// ```
/// # use copydesk_core::{layer, Layer, Span};
/// # #[derive(serde::Serialize, serde::Deserialize)]
/// # struct Word(Span);
/// # impl Layer for Word { const NAME: &'static str = "words"; fn span(&self) -> Span { self.0 } }
/// let words = [Word(Span::new(0, 2)), Word(Span::new(3, 7)), Word(Span::new(8, 9))];
/// assert_eq!(layer::rows_in(&words, Span::new(3, 8)).len(), 1);
/// ```
#[must_use]
pub fn rows_in<L: Layer>(rows: &[L], span: Span) -> &[L] {
    let first = rows.partition_point(|row| row.span().start() < span.start());
    let count = rows[first..].partition_point(|row| row.span().start() < span.end());
    &rows[first..first + count]
}

/// The rows of one layer of one article, whatever their type.
pub trait Rows: Send + Sync {
    /// The layer's name.
    fn name(&self) -> &str;
    /// How many rows there are.
    fn count(&self) -> usize;
    /// The span of each row, in order.
    fn spans(&self) -> Vec<Span>;
    /// Checks the rows against the text they were made from.
    ///
    /// # Errors
    /// The first row that breaks a rule of [`check_rows`].
    fn check(&self, text: &str) -> Result<(), BadRow>;
    /// Appends the rows as a JSON array, spans in the current [`offsets`](crate::offsets).
    ///
    /// # Errors
    /// What the rows' own serialization reports.
    fn write_json(&self, out: &mut Vec<u8>) -> serde_json::Result<()> {
        out.push(b'[');
        self.write_rows(0..self.count(), out)?;
        out.push(b']');
        Ok(())
    }
    /// Appends some of the rows, with commas between them, so that a long layer need not be held as JSON at once.
    ///
    /// # Errors
    /// What the rows' own serialization reports.
    fn write_rows(&self, rows: Range<usize>, out: &mut Vec<u8>) -> serde_json::Result<()>;
    /// The `Vec` of rows, to be downcast.
    fn as_any(&self) -> &dyn Any;
}

impl<L: Layer> Rows for Vec<L> {
    fn name(&self) -> &str {
        L::NAME
    }

    fn count(&self) -> usize {
        self.len()
    }

    fn spans(&self) -> Vec<Span> {
        self.iter().map(Layer::span).collect()
    }

    fn check(&self, text: &str) -> Result<(), BadRow> {
        check_rows(self, text)
    }

    fn write_rows(&self, rows: Range<usize>, out: &mut Vec<u8>) -> serde_json::Result<()> {
        for (number, row) in self[rows].iter().enumerate() {
            if number > 0 {
                out.push(b',');
            }
            serde_json::to_writer(&mut *out, row)?;
        }
        Ok(())
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}
