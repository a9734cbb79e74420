//! What a model knows of words and names beside weights: their clusters, and the lists that hold them.
//!
//! Both tables are open-addressed, in little-endian bytes, and are read where they lie: nothing is parsed on loading. Keys
//! are kept as a few bits of their hash; an unknown word is taken for a known one once in ten thousand times.

mod build;

pub(crate) use build::{clusters_from, lists_from};

use std::borrow::Cow;

use crate::hash;

/// What the lexicon says of a word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Lookup {
    /// Its clusters, twelve bits each, the number in the table plus one; 0 for a word that is not in it.
    pub clusters: u64,
    /// The lists that hold it.
    pub lists: u16,
}

/// How a word is usually written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Usual {
    /// The clusters of that form.
    pub clusters: u64,
    /// Whether it is the form in lower case.
    pub lower: bool,
}

/// What the lists say of some words in a row.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Entry {
    /// The lists that hold them as a name.
    pub lists: u16,
    /// Whether a longer name begins with them.
    pub goes_on: bool,
}

/// How many granularities of clusters there can be.
pub(crate) const GRANULARITIES: usize = 4;
/// The bits of a cluster number.
pub(crate) const CLUSTER_BITS: u32 = 12;
/// How many lists there can be.
pub(crate) const LISTS: usize = 15;

const CLUSTERS: u64 = (1 << (CLUSTER_BITS * GRANULARITIES as u32)) - 1;
const KEY: u64 = !CLUSTERS;
const GOES_ON: u32 = 1 << LISTS;
const LIST_KEY: u32 = !(GOES_ON | (GOES_ON - 1));
/// Tells the key of a word that is usually written with capitals from the key of the word itself.
const USUAL: u64 = 0x5553_5541_4c00_0000;

/// Clusters and lists.
#[derive(Clone, Default)]
pub(crate) struct Lexicon {
    /// Words to clusters: eight bytes a slot.
    pub clusters: Cow<'static, [u8]>,
    /// Names to lists: four bytes a slot.
    pub lists: Cow<'static, [u8]>,
}

impl Lexicon {
    /// The clusters of a word as it is written.
    pub(crate) fn clusters(&self, form: u64) -> Option<u64> {
        self.find(form).map(|entry| entry & CLUSTERS)
    }

    /// How a word is usually written, given by its lower case.
    pub(crate) fn usual(&self, lower: u64) -> Option<Usual> {
        let usual = |entry: u64, lower| Usual { clusters: entry & CLUSTERS, lower };
        let capital = self.find(hash::pair(USUAL, lower)).map(|entry| usual(entry, false));
        capital.or_else(|| self.find(lower).map(|entry| usual(entry, true)))
    }

    fn find(&self, key: u64) -> Option<u64> {
        let key = hash::finish(key);
        let mask = (self.clusters.len() / 8).checked_sub(1)?;
        let mut slot = key as usize & mask;
        loop {
            let entry: [u8; 8] = self.clusters[8 * slot..8 * slot + 8].try_into().expect("eight bytes");
            let entry = u64::from_le_bytes(entry);
            if entry == 0 {
                return None;
            }
            if entry & KEY == key & KEY {
                return Some(entry);
            }
            slot = (slot + 1) & mask;
        }
    }

    /// What the lists say of one word.
    pub(crate) fn lists(&self, lower: u64) -> Lookup {
        Lookup { clusters: 0, lists: self.phrase(hash::pair(0, lower)).lists }
    }

    /// What the lists say of words in a row, given by the [`hash::pair`] of them all, from 0.
    pub(crate) fn phrase(&self, key: u64) -> Entry {
        let key = hash::finish(key);
        let Some(mask) = (self.lists.len() / 4).checked_sub(1) else { return Entry::default() };
        let mut slot = key as usize & mask;
        loop {
            let entry: [u8; 4] = self.lists[4 * slot..4 * slot + 4].try_into().expect("four bytes");
            let entry = u32::from_le_bytes(entry);
            if entry == 0 {
                return Entry::default();
            }
            if entry & LIST_KEY == (key >> 32) as u32 & LIST_KEY {
                return Entry { lists: (entry & (GOES_ON - 1)) as u16, goes_on: entry & GOES_ON != 0 };
            }
            slot = (slot + 1) & mask;
        }
    }
}
