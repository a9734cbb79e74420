//! Hyphens: "well-known" is three words, "non-profit" is one.

use crate::lexicon::{Lexicon, PREFIX};

/// Whether the word before a hyphen binds what follows.
pub(crate) fn joins(word: &[u8], lexicon: &Lexicon) -> bool {
    lexicon.kinds(word) & PREFIX != 0
}

/// Whether a hyphen at the end of a field belongs to the word before it: a bound prefix ("pre- and post-war"), a word broken off.
pub(crate) fn stays_at_end(word: &[u8], lexicon: &Lexicon) -> bool {
    const WORDS: [&[u8]; 22] = [
        b"am", b"an", b"as", b"at", b"be", b"by", b"do", b"go", b"he", b"if", b"in", b"is", b"it", b"me", b"my", b"no",
        b"of", b"on", b"or", b"to", b"up", b"us",
    ];
    let broken = word.len() <= 2
        && word.iter().all(u8::is_ascii_alphabetic)
        && !WORDS.iter().any(|known| word.eq_ignore_ascii_case(known));
    broken || joins(word, lexicon)
}
