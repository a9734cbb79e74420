//! A table of weights: a row of small integers for each hashed feature, a column for each tag.

use std::borrow::Cow;

/// Weights in one byte each; rows of `width` bytes, a power of two of them.
#[derive(Clone)]
pub(crate) struct Table {
    width: usize,
    bits: u32,
    rows: Cow<'static, [u8]>,
}

/// The slot of a feature in a table of 2^`bits` slots.
#[inline]
pub(crate) const fn slot_of(feature: u64, bits: u32) -> usize {
    (feature >> (64 - bits)) as usize
}

impl Table {
    /// A table over these bytes, if they are a power of two of rows.
    pub(crate) fn new(width: usize, rows: Cow<'static, [u8]>) -> Option<Self> {
        let count = rows.len() / width;
        let whole = count * width == rows.len() && count.is_power_of_two() && count > 1;
        whole.then(|| Self { width, bits: count.ilog2(), rows })
    }

    /// Whether no feature has a weight.
    pub(crate) fn is_blank(&self) -> bool {
        self.rows.iter().all(|weight| *weight == 0)
    }

    /// The bytes.
    pub(crate) fn rows(&self) -> &[u8] {
        &self.rows
    }

    /// Adds a feature's weights. `W` is the table's width.
    #[inline]
    pub(crate) fn add<const W: usize>(&self, feature: u64, scores: &mut [i16; W]) {
        debug_assert_eq!(W, self.width);
        let start = slot_of(feature, self.bits) * W;
        let row: &[u8; W] = self.rows[start..start + W].try_into().expect("a row");
        for tag in 0..W {
            scores[tag] = scores[tag].wrapping_add(i16::from(row[tag] as i8));
        }
    }
}
