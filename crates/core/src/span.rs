//! Byte ranges of an article's text.

use std::fmt;
use std::ops::Range;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::offsets;

/// A half-open range of bytes of the article's text, `start <= end` by construction.
///
/// Offsets are `u32`: an article of more than 4 GiB is refused on reading. A span serializes as the pair `[start, end]`,
/// in bytes, or in the unit of the record that is being written (see [`offsets`]).
///
/// ```
/// use copydesk_core::Span;
///
/// let span = Span::new(0, 4);
/// assert_eq!(span.of("Mara Okafor"), "Mara");
/// assert!(Span::checked(4, 0).is_none());
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Span {
    start: u32,
    end: u32,
}

impl Span {
    /// The span from `start` to `end`, in bytes.
    ///
    /// # Panics
    /// If `start > end`: a backwards span is a bug in the stage that makes it.
    #[must_use]
    pub const fn new(start: u32, end: u32) -> Self {
        assert!(start <= end, "a span ends before it starts");
        Self { start, end }
    }

    /// The span from `start` to `end`, or nothing if it would run backwards.
    #[must_use]
    pub const fn checked(start: u32, end: u32) -> Option<Self> {
        if start <= end { Some(Self { start, end }) } else { None }
    }

    /// The span of a range of `usize` byte offsets, as string searches return them.
    ///
    /// # Panics
    /// If the range runs backwards or beyond 4 GiB, which no article's text does.
    #[must_use]
    pub fn from_range(range: Range<usize>) -> Self {
        let offset = |at: usize| u32::try_from(at).expect("an article is shorter than 4 GiB");
        Self::new(offset(range.start), offset(range.end))
    }

    /// The first byte.
    #[must_use]
    pub const fn start(self) -> u32 {
        self.start
    }

    /// The byte after the last one.
    #[must_use]
    pub const fn end(self) -> u32 {
        self.end
    }

    /// The length in bytes.
    #[must_use]
    pub const fn len(self) -> u32 {
        self.end - self.start
    }

    /// Whether the span holds no byte.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// The same span as a range of `usize`, to index a string with.
    #[must_use]
    pub const fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The text that the span covers.
    ///
    /// # Panics
    /// If the span does not lie in `text` on character boundaries. Every row that reaches a stage has been checked for that.
    #[must_use]
    pub fn of(self, text: &str) -> &str {
        &text[self.range()]
    }

    /// The text that the span covers, or nothing if it does not lie in `text` on character boundaries.
    #[must_use]
    pub fn get(self, text: &str) -> Option<&str> {
        text.get(self.range())
    }

    /// Whether `other` lies wholly in this span.
    #[must_use]
    pub const fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the byte at `offset` lies in this span.
    #[must_use]
    pub const fn contains_offset(self, offset: u32) -> bool {
        self.start <= offset && offset < self.end
    }

    /// Whether the two spans share a byte.
    #[must_use]
    pub const fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The shortest span that holds both.
    #[must_use]
    pub fn cover(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// The order of rows in a layer: by start, and of two that start together the longer first.
    #[must_use]
    pub fn text_order(self, other: Self) -> std::cmp::Ordering {
        self.start.cmp(&other.start).then(other.end.cmp(&self.end))
    }
}

impl fmt::Debug for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}..{}", self.start, self.end)
    }
}

impl Serialize for Span {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        offsets::to_record(*self).serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Span {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let (start, end) = <(u32, u32)>::deserialize(deserializer)?;
        offsets::from_record(start, end).map_err(D::Error::custom)
    }
}

/// For `#[serde(flatten, with = "copydesk_core::span::fields")]`: a row's span as the fields `start` and `end`.
pub mod fields {
    use super::{Deserialize, Deserializer, Serialize, Serializer, Span, offsets};
    use serde::de::Error as _;

    #[derive(Serialize, Deserialize)]
    struct Fields {
        start: u32,
        end: u32,
    }

    /// Writes `start` and `end` in the unit of the record.
    ///
    /// # Errors
    /// Those of the serializer.
    pub fn serialize<S: Serializer>(span: &Span, serializer: S) -> Result<S::Ok, S::Error> {
        let (start, end) = offsets::to_record(*span);
        Fields { start, end }.serialize(serializer)
    }

    /// Reads `start` and `end`.
    ///
    /// # Errors
    /// If a field is missing, or the two are not offsets of the text.
    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Span, D::Error> {
        let Fields { start, end } = Fields::deserialize(deserializer)?;
        offsets::from_record(start, end).map_err(D::Error::custom)
    }
}

/// For `#[serde(flatten, with = "copydesk_core::span::with_text")]`: as [`fields`], and the words themselves as `text`.
pub mod with_text {
    pub use super::fields::deserialize as read;
    use super::{Deserializer, Serialize, Serializer, Span, offsets};

    #[derive(Serialize)]
    struct Fields<'a> {
        start: u32,
        end: u32,
        #[serde(skip_serializing_if = "Option::is_none")]
        text: Option<&'a str>,
    }

    /// Writes `start` and `end` in the unit of the record, and the `text` they enclose where a record is being written.
    ///
    /// # Errors
    /// Those of the serializer.
    pub fn serialize<S: Serializer>(span: &Span, serializer: S) -> Result<S::Ok, S::Error> {
        let (start, end) = offsets::to_record(*span);
        offsets::with_text(|text| {
            let text = text.and_then(|text| span.get(text));
            Fields { start, end, text }.serialize(serializer)
        })
    }

    /// Reads `start` and `end`; `text` follows from them.
    ///
    /// # Errors
    /// If a field is missing, or the two are not offsets of the text.
    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Span, D::Error> {
        read(deserializer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_backwards_span_cannot_be_made() {
        assert!(Span::checked(2, 1).is_none());
        assert!(std::panic::catch_unwind(|| Span::new(2, 1)).is_err());
        assert!(serde_json::from_str::<Span>("[2,1]").is_err());
    }

    #[test]
    fn the_longer_of_two_that_start_together_comes_first() {
        let mut spans = [Span::new(3, 4), Span::new(0, 2), Span::new(0, 5)];
        spans.sort_by(|a, b| a.text_order(*b));
        assert_eq!(spans, [Span::new(0, 5), Span::new(0, 2), Span::new(3, 4)]);
    }
}
