//! The signature of a whole text: of each of many hash functions the least value over its shingles.
//!
//! Two texts agree in one value with a probability that is the share of their shingles that both hold (Broder 1997). Four values are
//! hashed into a band, and there are sixteen: two texts that share half of all their shingles agree in a band with a probability of 0.64,
//! with a third 0.18, with four fifths 0.9998.

/// Bands of a signature.
pub const BANDS: usize = 16;
/// Values of a band.
pub const ROWS: usize = 4;

/// Bits of a band's number, which a double holds exactly.
const BITS: u32 = 48;

/// Odd multipliers and summands of the functions.
const FUNCTIONS: [(u64, u64); BANDS * ROWS] = {
    let mut functions = [(0, 0); BANDS * ROWS];
    let mut at = 0;
    while at < functions.len() {
        functions[at] = (random(2 * at as u64) | 1, random(2 * at as u64 + 1));
        at += 1;
    }
    functions
};

/// The number of each band; none for a text without shingles.
pub(crate) fn bands(shingles: &[u64]) -> Vec<u64> {
    if shingles.is_empty() {
        return Vec::new();
    }
    let mut least = [u64::MAX; BANDS * ROWS];
    for shingle in shingles {
        for (least, (times, plus)) in least.iter_mut().zip(FUNCTIONS) {
            *least = (*least).min(shingle.wrapping_mul(times).wrapping_add(plus));
        }
    }
    let band = |values: &[u64]| values.iter().fold(0, |all: u64, value| random(all ^ value)) >> (64 - BITS);
    least.chunks(ROWS).map(band).collect()
}

/// SplitMix64 (Steele, Lea and Flood 2014): the same numbers on every machine.
const fn random(state: u64) -> u64 {
    let z = state.wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}
