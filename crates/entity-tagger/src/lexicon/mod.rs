//! What a model knows of words and names beside weights: their clusters, and the lists that hold them.
//!
//! Both tables are open-addressed, in little-endian bytes, and are read where they lie: nothing is parsed on loading. Keys
//! are kept as a few bits of their hash; an unknown word is taken for a known one once in ten thousand times.

mod build;
mod wide;

pub(crate) use build::{clusters_from, lists_from, type_table};
pub(crate) use wide::{Wide, wide_from};

use std::borrow::Cow;

use crate::hash;
use crate::serial::Serial;

/// What the lexicon says of a word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Lookup {
    /// Its clusters, twelve bits each, the number in the table plus one; 0 for a word that is not in it.
    pub clusters: u64,
    /// Its clusters among the words of a larger text, whatever its case: like `clusters`.
    pub wide: u64,
    /// The lists that hold it.
    pub lists: u16,
    /// What it was as a name and as a part of names, in text that a model has read: see [`TYPE_BITS`].
    pub types: u16,
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

/// How many bits tell what some words were in text that a model has read: half of them as a name, half as a part of names.
pub(crate) const TYPE_BITS: u32 = 16;
/// Marks the beginning of a longer name, above the [`TYPE_BITS`].
pub(crate) const TYPE_GOES_ON: u32 = 1 << TYPE_BITS;
const TYPE_KEY: u32 = !(TYPE_GOES_ON | (TYPE_GOES_ON - 1));

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
    /// Names to what they were in text that a model has read: four bytes a slot.
    pub types: Cow<'static, [u8]>,
    /// Words in lower case to their clusters in a larger text.
    pub wide: Wide,
    serial: Serial,
}

impl Lexicon {
    /// The lexicon of these tables.
    pub(crate) fn new(
        clusters: Cow<'static, [u8]>,
        lists: Cow<'static, [u8]>,
        types: Cow<'static, [u8]>,
        wide: Wide,
    ) -> Self {
        Self { clusters, lists, types, wide, serial: Serial::new() }
    }

    /// Which lexicon it is, for caches of what it says.
    pub(crate) const fn serial(&self) -> Serial {
        self.serial
    }

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

    /// What the lists say of one word, and what it was in text.
    pub(crate) fn look(&self, lower: u64) -> Lookup {
        let key = hash::pair(0, lower);
        let types = (self.types(key) & (TYPE_GOES_ON - 1)) as u16;
        Lookup { clusters: 0, wide: self.wide.clusters(lower), lists: self.phrase(key).lists, types }
    }

    /// What words in a row were in text: [`TYPE_BITS`] and [`TYPE_GOES_ON`].
    pub(crate) fn types(&self, key: u64) -> u32 {
        search(&self.types, hash::finish(key), TYPE_KEY) & !TYPE_KEY
    }

    /// What words in a row were as a name in text, in the place of the lists that hold them.
    pub(crate) fn known(&self, key: u64) -> Entry {
        let types = self.types(key);
        Entry { lists: (types & ((1 << (TYPE_BITS / 2)) - 1)) as u16, goes_on: types & TYPE_GOES_ON != 0 }
    }

    /// What the lists say of words in a row, given by the [`hash::pair`] of them all, from 0.
    pub(crate) fn phrase(&self, key: u64) -> Entry {
        let entry = search(&self.lists, hash::finish(key), LIST_KEY);
        Entry { lists: (entry & (GOES_ON - 1)) as u16, goes_on: entry & GOES_ON != 0 }
    }
}

/// The entry of a key in a table of four bytes a slot, of whose key it keeps the bits of `kept`; 0 if it has none.
fn search(table: &[u8], key: u64, kept: u32) -> u32 {
    let Some(mask) = (table.len() / 4).checked_sub(1) else { return 0 };
    let mut slot = key as usize & mask;
    loop {
        let entry: [u8; 4] = table[4 * slot..4 * slot + 4].try_into().expect("four bytes");
        let entry = u32::from_le_bytes(entry);
        if entry == 0 || entry & kept == (key >> 32) as u32 & kept {
            return entry;
        }
        slot = (slot + 1) & mask;
    }
}
