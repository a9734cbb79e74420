//! Typed row numbers.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// The number of a row in the layer of `L`, from 0.
///
/// A layer is written once and never changed, so a row number stays good for as long as the article lives; the type keeps
/// a quote's speaker from being looked up among the dates. It serializes as the bare number.
pub struct Id<L> {
    row: u32,
    layer: PhantomData<fn() -> L>,
}

impl<L> Id<L> {
    /// The row with this number.
    #[must_use]
    pub const fn new(row: u32) -> Self {
        Self { row, layer: PhantomData }
    }

    /// The number, as an index into the rows.
    #[must_use]
    pub const fn index(self) -> usize {
        self.row as usize
    }

    /// The row itself, or nothing if the layer is shorter.
    #[must_use]
    pub fn of(self, rows: &[L]) -> Option<&L> {
        rows.get(self.index())
    }
}

impl<L> Clone for Id<L> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<L> Copy for Id<L> {}

impl<L> PartialEq for Id<L> {
    fn eq(&self, other: &Self) -> bool {
        self.row == other.row
    }
}

impl<L> Eq for Id<L> {}

impl<L> PartialOrd for Id<L> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl<L> Ord for Id<L> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.row.cmp(&other.row)
    }
}

impl<L> Hash for Id<L> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.row.hash(state);
    }
}

impl<L> fmt::Debug for Id<L> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{}", self.row)
    }
}

impl<L> Serialize for Id<L> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.row.serialize(serializer)
    }
}

impl<'de, L> Deserialize<'de> for Id<L> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        u32::deserialize(deserializer).map(Self::new)
    }
}
