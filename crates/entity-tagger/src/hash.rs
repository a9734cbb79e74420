//! The one hash of this crate: words, features and names all go through it, in training and in tagging.
//!
//! Multiply and rotate over eight bytes at a time. It is not for hostile input: a collision costs a little accuracy.

const K: u64 = 0x9e37_79b9_7f4a_7c15;

/// The hash of two hashes, in order.
#[inline]
#[must_use]
pub(crate) const fn pair(a: u64, b: u64) -> u64 {
    (a.rotate_left(23) ^ b).wrapping_mul(K) ^ (a >> 29)
}

/// The hash of some bytes.
#[must_use]
pub(crate) fn bytes(bytes: &[u8]) -> u64 {
    let mut hash = K ^ bytes.len() as u64;
    let mut words = bytes.chunks_exact(8);
    for word in &mut words {
        hash = pair(hash, u64::from_le_bytes(word.try_into().expect("eight bytes")));
    }
    let mut last = [0; 8];
    last[..words.remainder().len()].copy_from_slice(words.remainder());
    finish(pair(hash, u64::from_le_bytes(last)))
}

/// Spreads the entropy of a hash over all its bits.
#[inline]
#[must_use]
pub(crate) const fn finish(hash: u64) -> u64 {
    let hash = (hash ^ (hash >> 32)).wrapping_mul(0xd6e8_feb8_6659_fd93);
    hash ^ (hash >> 32)
}
