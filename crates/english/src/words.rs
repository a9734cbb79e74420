//! Words as numbers, without regard to case.

use std::sync::LazyLock;

/// The hash of a word without regard to case, never 0: the one under which every word list is asked.
#[inline]
#[must_use]
pub fn hash(word: &str) -> u64 {
    let lower = if word.is_ascii() {
        word.bytes().fold(SEED, |hash, byte| step(hash, byte.to_ascii_lowercase()))
    } else {
        let mut buffer = [0; 4];
        let lower = word.chars().flat_map(char::to_lowercase);
        lower.fold(SEED, |hash, c| c.encode_utf8(&mut buffer).bytes().fold(hash, step))
    };
    (lower ^ (lower >> 29)).wrapping_mul(SPREAD) | 1
}

/// The offset basis of FNV-1a, 64 bits.
const SEED: u64 = 0xcbf2_9ce4_8422_2325;
/// The prime of FNV-1a, 64 bits.
const PRIME: u64 = 0x0000_0100_0000_01b3;
/// The golden ratio in 64 bits, which spreads what FNV leaves in the low bits.
const SPREAD: u64 = 0x9e37_79b9_7f4a_7c15;

const fn step(hash: u64, byte: u8) -> u64 {
    (hash ^ byte as u64).wrapping_mul(PRIME)
}

/// A set of words, read when it is first asked.
pub struct WordList {
    hashes: LazyLock<Vec<u64>, fn() -> Vec<u64>>,
}

impl WordList {
    /// The set that `load` gives.
    #[must_use]
    pub const fn new(load: fn() -> Vec<u64>) -> Self {
        Self { hashes: LazyLock::new(load) }
    }

    /// Whether the set holds a word, in whatever case.
    #[must_use]
    pub fn contains(&self, word: &str) -> bool {
        self.contains_hash(hash(word))
    }

    /// Whether the set holds the word with this [`hash`].
    #[must_use]
    pub fn contains_hash(&self, hash: u64) -> bool {
        self.hashes.binary_search(&hash).is_ok()
    }
}

/// The hashes of the words of lists, sorted: what [`WordList::new`] takes.
#[must_use]
pub fn hashes(lists: &[&str]) -> Vec<u64> {
    let mut hashes: Vec<u64> = lists.iter().flat_map(|list| list.lines()).map(hash).collect();
    hashes.sort_unstable();
    hashes
}

/// A [`WordList`](crate::WordList) of the words of one list or more: `word_list!(lists::TITLES, lists::PERSON_NOUNS)`.
#[macro_export]
macro_rules! word_list {
    ($($list:expr),+ $(,)?) => {
        $crate::WordList::new(|| $crate::lists::hashes(&[$($list),+]))
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_makes_no_difference_and_letters_do() {
        for (one, other) in [("Said", "said"), ("ÉLISE", "élise"), ("IBÁÑEZ", "Ibáñez")] {
            assert_eq!(hash(one), hash(other), "{one}");
        }
        assert_ne!(hash("said"), hash("says"));
        assert_ne!(hash("elise"), hash("élise"));
    }

    #[test]
    fn a_list_knows_its_words_alone() {
        static DAYS: WordList = crate::word_list!(crate::lists::WEEKDAYS);
        assert!(DAYS.contains("Sunday") && !DAYS.contains("Sunda") && !DAYS.contains(""));
    }
}
