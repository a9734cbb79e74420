//! Clusters of words in lower case, from vectors that were learned elsewhere on a text a hundred times as large as ours.
//!
//! Of every word the finest cluster is kept in four bytes; the coarser clusters are clusters of clusters.

use std::borrow::Cow;
use std::error::Error;

use super::{CLUSTER_BITS, GRANULARITIES, search};
use copydesk_learn::gold::text;

use crate::hash;
use crate::text::normalized;

/// The numbers of finest clusters, none among them: 0.
const CLUSTERS: usize = 1 << CLUSTER_BITS;
/// How many coarser granularities there are.
const COARSE: usize = GRANULARITIES - 1;
/// The bytes of the coarser clusters, two for each.
const HEAD: usize = CLUSTERS * COARSE * 2;
/// The bits of a slot that hold the key.
const KEPT: u32 = !(CLUSTERS as u32 - 1);

/// The clusters, in bytes that are read where they lie: coarser clusters of each of the finest, then a hash table.
#[derive(Clone, Default)]
pub(crate) struct Wide {
    bytes: Cow<'static, [u8]>,
}

impl Wide {
    /// The clusters in these bytes, if they are whole.
    pub(crate) fn new(bytes: Cow<'static, [u8]>) -> Option<Self> {
        let slots = bytes.get(HEAD..).unwrap_or_default();
        let whole = slots.len() % 4 == 0 && (slots.len() / 4).is_power_of_two();
        let free = slots.chunks_exact(4).any(|slot| slot == [0; 4]);
        (bytes.is_empty() || whole && free).then_some(Self { bytes })
    }

    /// The bytes.
    pub(crate) fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The clusters of a word, given by its lower case, packed like those of [`super::Lookup::clusters`]; 0 if it has none.
    pub(crate) fn clusters(&self, lower: u64) -> u64 {
        let Some(slots) = self.bytes.get(HEAD..) else { return 0 };
        let finest = (search(slots, hash::finish(lower), KEPT) & !KEPT) as usize;
        if finest == 0 {
            return 0;
        }
        let coarse = self.bytes[finest * COARSE * 2..].chunks_exact(2).take(COARSE);
        let coarse = coarse.map(|pair| u64::from(u16::from_le_bytes([pair[0], pair[1]])));
        coarse.chain([finest as u64]).rev().fold(0, |packed, cluster| packed << CLUSTER_BITS | cluster)
    }
}

/// The clusters of a file: a word and its clusters a line, from coarse to fine, the most frequent word first.
///
/// # Errors
/// If the file cannot be read, or a line has not [`GRANULARITIES`] numbers below 4095.
pub(crate) fn wide_from(path: &str) -> Result<Wide, Box<dyn Error>> {
    let text = text(path)?;
    let (mut head, mut words) = (vec![0_u8; HEAD], Vec::new());
    for (number, line) in text.lines().enumerate() {
        let (word, clusters) = line.split_once('\t').unwrap_or((line, ""));
        let clusters =
            numbers(clusters).ok_or_else(|| format!("{path}:{}: `{clusters}` are not clusters", number + 1))?;
        let finest = usize::from(clusters[COARSE]);
        for (place, cluster) in clusters[..COARSE].iter().enumerate() {
            let at = (finest * COARSE + place) * 2;
            head[at..at + 2].copy_from_slice(&cluster.to_le_bytes());
        }
        words.push((hash::bytes(normalized(word).as_bytes()), finest as u32));
    }
    head.extend(slots(&words));
    Wide::new(head.into()).ok_or_else(|| "the clusters fill their table".into())
}

fn numbers(cells: &str) -> Option<[u16; GRANULARITIES]> {
    let cells: Vec<u16> =
        cells.split('\t').map(|cell| cell.parse::<u16>().ok()?.checked_add(1)).collect::<Option<_>>()?;
    <[u16; GRANULARITIES]>::try_from(cells).ok().filter(|cells| cells.iter().all(|n| usize::from(*n) < CLUSTERS))
}

/// Of words with one key the first stays.
fn slots(words: &[(u64, u32)]) -> Vec<u8> {
    let mut slots = vec![0_u32; super::build::room(words.len())];
    let mask = slots.len() - 1;
    for (word, cluster) in words {
        let key = hash::finish(*word);
        let (print, mut slot) = ((key >> 32) as u32 & KEPT, key as usize & mask);
        while slots[slot] != 0 && slots[slot] & KEPT != print {
            slot = (slot + 1) & mask;
        }
        if slots[slot] == 0 {
            slots[slot] = print | cluster;
        }
    }
    slots.iter().flat_map(|slot| slot.to_le_bytes()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn made(lines: &str, name: &str) -> Result<Wide, String> {
        let path = std::env::temp_dir().join(format!("copydesk-wide-{}-{name}.tsv", std::process::id()));
        std::fs::write(&path, lines).unwrap();
        let wide = wide_from(path.to_str().unwrap()).map_err(|e| e.to_string());
        std::fs::remove_file(path).unwrap();
        wide
    }

    #[test]
    fn words_have_their_clusters_from_coarse_to_fine() {
        let wide = made("harbour\t0\t3\t40\t700\nkelmouth\t1\t5\t60\t4094\n1985\t0\t3\t40\t701\n", "words").unwrap();
        let clusters = |word: &str| {
            let packed = wide.clusters(hash::bytes(word.as_bytes()));
            [0, 1, 2, 3].map(|n| packed >> (CLUSTER_BITS * n) & (CLUSTERS as u64 - 1))
        };
        assert_eq!(clusters("harbour"), [1, 4, 41, 701]);
        assert_eq!(clusters("kelmouth"), [2, 6, 61, 4095]);
        assert_eq!(clusters("0000"), [1, 4, 41, 702]);
        assert_eq!(clusters("quist"), [0; 4]);
        let bytes = wide.bytes().to_vec();
        assert!(Wide::new(bytes[..bytes.len() - 4].to_vec().into()).is_none());
    }

    #[test]
    fn a_line_without_four_clusters_is_named() {
        assert!(
            made("harbour\t0\t3\t40\n", "short").is_err_and(|what| what.contains(":1: `0\t3\t40` are not clusters"))
        );
        assert!(made("harbour\t0\t3\t40\t4095\n", "large").is_err());
    }
}
