//! Makes the tables of a lexicon, when a model is trained.

use std::collections::{HashMap, HashSet};
use std::error::Error;

use copydesk_learn::gold::text;

use super::{CLUSTER_BITS, GOES_ON, GRANULARITIES, KEY, LIST_KEY, LISTS, TYPE_KEY, USUAL};
use crate::clusters::each_word;
use crate::hash;

/// The table of a file of `copydesk train clusters`: a word and its clusters a line, the most frequent word first.
pub(crate) fn clusters_from(path: &str) -> Result<Vec<u8>, Box<dyn Error>> {
    let text = text(path)?;
    let (mut entries, mut seen) = (Vec::new(), HashSet::new());
    for (number, line) in text.lines().enumerate() {
        let (word, clusters) = line.split_once('\t').unwrap_or((line, ""));
        let packed = pack(clusters).ok_or_else(|| format!("{path}:{}: `{clusters}` are not clusters", number + 1))?;
        let lower = word.to_lowercase();
        entries.push((hash::bytes(word.as_bytes()), packed));
        let usual = hash::bytes(lower.as_bytes());
        if seen.insert(usual) && lower != word {
            entries.push((hash::pair(USUAL, usual), packed));
        }
    }
    Ok(cluster_table(&entries))
}

/// Cluster numbers from 1 in their fields, the columns from the left.
fn pack(clusters: &str) -> Option<u64> {
    let mut packed = 0;
    for (column, cluster) in clusters.split('\t').enumerate() {
        let cluster = cluster.parse::<u64>().ok()? + 1;
        if column >= GRANULARITIES || cluster >= 1 << CLUSTER_BITS {
            return None;
        }
        packed |= cluster << (CLUSTER_BITS * column as u32);
    }
    Some(packed)
}

/// Of entries with one key the first stays.
fn cluster_table(entries: &[(u64, u64)]) -> Vec<u8> {
    let mut slots = vec![0_u64; room(entries.len())];
    let mask = slots.len() - 1;
    for (key, packed) in entries {
        let key = hash::finish(*key);
        let mut slot = key as usize & mask;
        while slots[slot] != 0 && slots[slot] & KEY != key & KEY {
            slot = (slot + 1) & mask;
        }
        if slots[slot] == 0 {
            slots[slot] = key & KEY | packed;
        }
    }
    slots.iter().flat_map(|slot| slot.to_le_bytes()).collect()
}

/// The table of lists of names, each `NAME=FILE`; files of one name are one list.
pub(crate) fn lists_from(lists: &[String]) -> Result<(Vec<String>, Vec<u8>), Box<dyn Error>> {
    let (mut names, mut entries) = (Vec::<String>::new(), HashMap::<u64, u32>::new());
    for list in lists {
        let (name, path) = list.split_once('=').ok_or_else(|| format!("`{list}` is not NAME=FILE"))?;
        let number = names.iter().position(|known| known == name).unwrap_or(names.len());
        if number == names.len() {
            names.push(name.to_owned());
        }
        if number >= LISTS {
            return Err(format!("`{name}` is one list too many; there can be {LISTS}").into());
        }
        text(path)?.lines().for_each(|line| add_name(line, 1 << number, &mut entries));
    }
    Ok((names, list_table(entries)))
}

fn add_name(line: &str, list: u32, entries: &mut HashMap<u64, u32>) {
    let mut keys = Vec::new();
    each_word(line, |word| {
        let lower = hash::bytes(word.to_lowercase().as_bytes());
        keys.push(hash::pair(keys.last().copied().unwrap_or_default(), lower));
    });
    let last = keys.len().saturating_sub(1);
    for (place, key) in keys.into_iter().enumerate() {
        *entries.entry(key).or_default() |= if place == last { list } else { GOES_ON };
    }
}

fn list_table(entries: HashMap<u64, u32>) -> Vec<u8> {
    let mut entries: Vec<_> = entries.into_iter().collect();
    entries.sort_unstable();
    table(&entries, LIST_KEY)
}

/// The table of what names were in text, from sorted entries.
pub(crate) fn type_table(entries: &[(u64, u32)]) -> Vec<u8> {
    table(entries, TYPE_KEY)
}

/// Four bytes a slot: of the key the bits of `kept`, and what is said of it.
fn table(entries: &[(u64, u32)], kept: u32) -> Vec<u8> {
    let mut slots = vec![0_u32; room(entries.len())];
    let mask = slots.len() - 1;
    for (key, said) in entries {
        let key = hash::finish(*key);
        let (print, mut slot) = ((key >> 32) as u32 & kept, key as usize & mask);
        while slots[slot] != 0 && slots[slot] & kept != print {
            slot = (slot + 1) & mask;
        }
        slots[slot] |= print | said;
    }
    slots.iter().flat_map(|slot| slot.to_le_bytes()).collect()
}

/// Slots for so many entries: a power of two, a ninth of them free at least.
pub(super) fn room(entries: usize) -> usize {
    (entries + entries / 8 + 1).next_power_of_two()
}
