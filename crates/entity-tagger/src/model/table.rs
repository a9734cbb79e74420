//! A table of weights: a row of small integers for each hashed feature, a column for each tag.

use std::borrow::Cow;
use std::hint::black_box;

use crate::serial::Serial;

/// Weights in one byte each; rows of `width` bytes, a power of two of them.
#[derive(Clone)]
pub(crate) struct Table {
    width: usize,
    bits: u32,
    rows: Cow<'static, [u8]>,
    serial: Serial,
}

/// The rows of a table of width `W`.
#[derive(Clone, Copy)]
pub(crate) struct Rows<'a, const W: usize> {
    rows: &'a [[u8; W]],
    bits: u32,
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
        whole.then(|| Self { width, bits: count.ilog2(), rows, serial: Serial::new() })
    }

    /// Whether no feature has a weight.
    pub(crate) fn is_blank(&self) -> bool {
        self.rows.iter().all(|weight| *weight == 0)
    }

    /// The bytes.
    pub(crate) fn bytes(&self) -> &[u8] {
        &self.rows
    }

    /// Which table it is, for caches of what it adds up to.
    pub(crate) const fn serial(&self) -> Serial {
        self.serial
    }

    /// The rows. `W` is the table's width.
    pub(crate) fn rows<const W: usize>(&self) -> Rows<'_, W> {
        debug_assert_eq!(W, self.width);
        Rows { rows: self.rows.as_chunks().0, bits: self.bits }
    }
}

impl<const W: usize> Rows<'_, W> {
    /// Adds the weights of features.
    ///
    /// Rows lie anywhere in a table that no near cache holds. They are all asked for before the first is added: the processor
    /// then waits for many at a time.
    #[inline]
    pub(crate) fn add(&self, features: &[u64], scores: &mut [i16; W]) {
        let row = |feature: &u64| &self.rows[slot_of(*feature, self.bits)];
        black_box(features.iter().fold(0, |seen, feature| seen ^ row(feature)[0] ^ row(feature)[W - 1]));
        let mut sums = *scores;
        for row in features.iter().map(row) {
            for tag in 0..W {
                sums[tag] = sums[tag].wrapping_add(i16::from(row[tag] as i8));
            }
        }
        *scores = sums;
    }
}
