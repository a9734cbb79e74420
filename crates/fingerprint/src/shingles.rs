//! Words, shingles of words, and which of them are kept.

use std::collections::HashSet;

use copydesk_english::{lists, word_list};

/// Content words of a shingle. A rewrite that changes one word in four leaves two such shingles in five, and one in three of four words;
/// copies of one wire story share some 30 % of three words in a row (Silcock et al., "Noise-Robust De-Duplication at Scale", 2022).
pub const WORDS: usize = 3;

/// Winnowing keeps the least shingle of every so many in a row: two in five of all, and surely one of any six content words in
/// a row that two texts share.
pub const WINDOW: usize = 4;

/// Shingles are numbers of so many bits, which a double holds exactly. A hundred million of them meet by chance 18 times.
const BITS: u32 = 48;

/// The golden ratio in 64 bits, an odd number whose multiples spread well.
const SPREAD: u64 = 0x9e37_79b9_7f4a_7c15;

/// Words that carry no story.
static FUNCTION_WORDS: copydesk_english::WordList = word_list!(lists::STOP_WORDS);

/// Calls `word` for each run of letters and digits.
pub(crate) fn each_word<'t>(text: &'t str, word: impl FnMut(&'t str)) {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).for_each(word);
}

/// Whether a word counts in shingles: no function word, and no letter that an apostrophe cut off.
pub(crate) fn is_content(word: &str, hash: u64) -> bool {
    let is_letter = word.len() == 1 && !word.as_bytes()[0].is_ascii_digit();
    !is_letter && !FUNCTION_WORDS.contains_hash(hash)
}

/// The shingles of content words, in order. A text of fewer words has one of all of them.
pub(crate) fn of(content: &[u64], shingles: &mut Vec<u64>) {
    shingles.clear();
    let join = |words: &[u64]| spread(words.iter().fold(0, |all, word| spread(all.rotate_left(5) ^ word)));
    if content.len() < WORDS {
        shingles.extend((!content.is_empty()).then(|| join(content)));
    } else {
        shingles.extend(content.windows(WORDS).map(join));
    }
}

/// The shingles that winnowing keeps, each once, cut to [`BITS`].
pub(crate) fn winnowed(shingles: &[u64], seen: &mut HashSet<u64>) -> Vec<u64> {
    seen.clear();
    let least = |window: &[u64]| window.iter().copied().min().unwrap_or_default() >> (64 - BITS);
    let windows = shingles.windows(WINDOW.min(shingles.len()).max(1));
    windows.map(least).filter(|least| seen.insert(*least)).collect()
}

fn spread(bits: u64) -> u64 {
    let bits = (bits ^ (bits >> 31)).wrapping_mul(SPREAD);
    bits ^ (bits >> 29)
}
