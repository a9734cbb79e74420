//! Small words, as sets of hashes.

use std::sync::LazyLock;

use crate::hash;

/// A set of words, asked by the hash of their lower case.
pub(crate) struct Words {
    hashes: LazyLock<Vec<u64>>,
}

/// A set of the words of a file in `data/`.
macro_rules! words {
    ($file:literal) => {
        $crate::text::Words::new(|| $crate::text::hashes(include_str!(concat!("../../data/", $file))))
    };
}
pub(crate) use words;

/// Words of grammar, which stand capitalised at the start of a sentence without being names.
pub(crate) static FUNCTION: Words = words!("function-words.txt");

/// Words that may stand between the words of a name.
pub(crate) static LINKS: Words = words!("links.txt");

impl Words {
    /// The set that `load` gives, loaded when it is first asked.
    pub(crate) const fn new(load: fn() -> Vec<u64>) -> Self {
        Self { hashes: LazyLock::new(load) }
    }

    /// Whether the set holds a word.
    pub(crate) fn contains(&self, lower: u64) -> bool {
        self.hashes.binary_search(&lower).is_ok()
    }
}

/// The hashes of lines, sorted.
pub(crate) fn hashes(lines: &str) -> Vec<u64> {
    let mut hashes: Vec<u64> = lines.lines().map(|word| hash::bytes(word.as_bytes())).collect();
    hashes.sort_unstable();
    hashes
}
