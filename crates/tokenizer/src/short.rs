//! Short words of letters alone that want more than being cut out: those that are two words ("cannot", "gonna"), and those
//! that call for another word after them ("of", "the").

/// Set for words that call for another.
pub(crate) const CARRIES_ON: u8 = 0x80;
/// Set for words that are two only in lower case ("ive", but not the name).
const SMALL: u8 = 0x40;

/// What is known of a word of up to eight letters, from its letters in lower case as a number, the first lowest.
#[inline]
pub(crate) fn look(key: u64) -> u8 {
    let (known, what) = TABLE[slot(key)];
    if known == key { what } else { 0 }
}

/// Where a word is cut, from what is known of it; 0 where it is one word.
#[inline]
pub(crate) fn cut(word: &[u8], what: u8) -> usize {
    if what & SMALL != 0 && word[0].is_ascii_uppercase() { 0 } else { usize::from(what & 0x0f) }
}

/// A word of up to eight letters as a number.
pub(crate) fn key(word: &[u8]) -> u64 {
    word.iter().rev().fold(0, |key, byte| key << 8 | u64::from(byte | 0x20))
}

/// Gives every word below a slot of its own, which is checked when the table is built.
#[inline]
const fn slot(key: u64) -> usize {
    (key.wrapping_mul(0x67d8_0702_7091_5527) >> 56) as usize
}

static TABLE: [(u64, u8); 256] = table();

const fn table() -> [(u64, u8); 256] {
    let mut table = [(0, 0); 256];
    let mut at = 0;
    while at < CUT.len() {
        table = with(table, CUT[at].0.as_bytes(), CUT[at].1);
        at += 1;
    }
    at = 0;
    while at < CARRYING.len() {
        table = with(table, CARRYING[at].as_bytes(), CARRIES_ON);
        at += 1;
    }
    table
}

const fn with(mut table: [(u64, u8); 256], word: &[u8], what: u8) -> [(u64, u8); 256] {
    let mut key = 0;
    let mut at = word.len();
    while at > 0 {
        at -= 1;
        key = key << 8 | word[at] as u64;
    }
    assert!(table[slot(key)].0 == 0, "two words in one slot");
    table[slot(key)] = (key, what);
    table
}

const CUT: [(&str, u8); 28] = [
    ("aint", 2),
    ("arent", 3),
    ("cannot", 3),
    ("cant", 2),
    ("couldnt", 5),
    ("didnt", 3),
    ("doesnt", 4),
    ("dont", 2),
    ("gimme", 3),
    ("gonna", 3),
    ("gotta", 3),
    ("hadnt", 3),
    ("hasnt", 3),
    ("havent", 4),
    ("isnt", 2),
    ("ive", SMALL | 1),
    ("lemme", 3),
    ("outta", 3),
    ("shouldnt", 6),
    ("thats", 4),
    ("theres", 5),
    ("theyre", SMALL | 4),
    ("wanna", 3),
    ("wasnt", 3),
    ("werent", 4),
    ("wont", 2),
    ("wouldnt", 5),
    ("youre", SMALL | 3),
];

const CARRYING: [&str; 32] = [
    "a", "an", "and", "are", "as", "at", "by", "for", "from", "had", "has", "her", "his", "in", "into", "is", "its",
    "nor", "of", "on", "or", "our", "than", "that", "the", "their", "these", "those", "to", "was", "were", "with",
];
