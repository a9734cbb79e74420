//! Shards: a run cut into ranges of its input, each done by itself.

use std::fmt;
use std::ops::Range;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// One of so many shards. Each is a contiguous range of the records, so that the outputs, one after the other, are the output
/// of the whole run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shard {
    /// Which, from 1.
    pub index: u32,
    /// Of how many.
    pub of: u32,
}

impl Shard {
    /// Whether the end of the input is its own.
    pub(crate) fn is_last(self) -> bool {
        self.index == self.of
    }

    /// Its part of so many records, counted from 0.
    pub(crate) fn range(self, records: u64) -> Range<u64> {
        let border = |index: u32| {
            let border = u128::from(records) * u128::from(index) / u128::from(self.of);
            u64::try_from(border).expect("a border is no further than the end")
        };
        border(self.index - 1)..border(self.index)
    }
}

impl FromStr for Shard {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let parts = text.split_once('/').and_then(|(index, of)| Some((index.parse().ok()?, of.parse().ok()?)));
        match parts {
            Some((index, of)) if (1..=of).contains(&index) => Ok(Self { index, of }),
            _ => Err("expected I/N, as in 1/4 for the first of four shards".to_owned()),
        }
    }
}

impl fmt::Display for Shard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.index, self.of)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shards_cover_all_records_once() {
        for (records, of) in [(0, 3), (1, 2), (7, 7), (100, 7), (20_000, 3), (3, 8)] {
            let ranges: Vec<_> = (1..=of).map(|index| Shard { index, of }.range(records)).collect();
            assert_eq!((ranges[0].start, ranges[ranges.len() - 1].end), (0, records));
            assert!(ranges.windows(2).all(|pair| pair[0].end == pair[1].start));
        }
        assert!("0/2".parse::<Shard>().is_err() && "3/2".parse::<Shard>().is_err() && "1".parse::<Shard>().is_err());
    }
}
