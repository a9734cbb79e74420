//! Hashes of words and of features: the same in training and in use.

const WORD: u32 = 0x811c_9dc5;
const PRIME: u32 = 0x0100_0193;

/// The hash of a word (Fowler, Noll, Vo 1a), whatever the case of its ASCII letters; digits are alike, and counted up to one.
pub(crate) fn word(word: &str) -> u32 {
    let mut hash = WORD;
    let mut last = 0;
    for byte in word.bytes() {
        let byte = match byte {
            b'0'..=b'9' => b'0',
            // The last byte of ’ stands for all three.
            0xe2 | 0x80 => continue,
            0x98 | 0x99 => b'\'',
            _ => byte.to_ascii_lowercase(),
        };
        if byte == b'0' && last == b'0' {
            continue;
        }
        hash = (hash ^ u32::from(byte)).wrapping_mul(PRIME);
        last = byte;
    }
    hash
}

/// A hash of two, in order.
#[inline]
pub(crate) const fn pair(a: u32, b: u32) -> u32 {
    let mixed = (a.rotate_left(13) ^ b).wrapping_mul(0x9e37_79b1);
    mixed ^ (mixed >> 15)
}
