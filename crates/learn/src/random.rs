//! Random numbers for training and measuring: the same seed gives the same numbers on every machine.

/// SplitMix64 (Steele, Lea and Flood 2014).
#[derive(Clone, Debug)]
pub struct Random(u64);

impl Random {
    /// The numbers of a seed; neighbouring seeds are spread far apart.
    #[must_use]
    pub const fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x2545_f491_4f6c_dd1d).wrapping_add(1))
    }

    /// The numbers from a state on, as the published algorithm counts them.
    #[must_use]
    pub const fn from_state(state: u64) -> Self {
        Self(state)
    }

    /// The next 64 bits.
    #[inline]
    pub const fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(GOLDEN);
        mix(self.0)
    }

    /// A number below `limit`, from the upper 32 bits by multiplication (Lemire 2019).
    #[inline]
    pub const fn below(&mut self, limit: usize) -> usize {
        (((self.bits() >> 32) * limit as u64) >> 32) as usize
    }

    /// A number from 0 to 1.
    #[inline]
    pub fn unit(&mut self) -> f32 {
        (self.bits() >> 40) as f32 / (1 << 24) as f32
    }

    /// Puts items into a random order.
    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        shuffle(items, |limit| self.below(limit));
    }
}

/// Marsaglia's xorshift (2003), 64 bits: one state, three shifts, for where a number is drawn for each feature of each step.
#[derive(Clone, Debug)]
pub struct Xorshift(u64);

impl Xorshift {
    /// The numbers of a seed.
    #[must_use]
    pub const fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(GOLDEN) | 1)
    }

    /// The next 64 bits, never all zero.
    #[inline]
    pub const fn bits(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    /// Puts items into a random order.
    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        shuffle(items, |limit| (self.bits() % limit as u64) as usize);
    }
}

/// Who is drawn, decided by a seed and a number alone: whoever asks, and in whatever order, hears the same.
#[derive(Clone, Copy, Debug)]
pub struct Draw {
    seed: u64,
}

impl Draw {
    /// The draw of a seed.
    #[must_use]
    pub const fn new(seed: u64) -> Self {
        Self { seed }
    }

    /// Whether a number is among the drawn, who are this share of all.
    #[must_use]
    pub fn takes(self, number: u64, share: f32) -> bool {
        let bits = mix((self.seed ^ number).wrapping_mul(GOLDEN));
        ((bits >> 40) as f32) < share * (1u32 << 24) as f32
    }
}

/// Puts items into a random order (Fisher and Yates 1938, as Durstenfeld 1964 has it); `below` draws a number below a limit.
pub fn shuffle<T>(items: &mut [T], mut below: impl FnMut(usize) -> usize) {
    for last in (1..items.len()).rev() {
        items.swap(last, below(last + 1));
    }
}

/// 2^64 over the golden ratio, as SplitMix64 steps.
const GOLDEN: u64 = 0x9e37_79b9_7f4a_7c15;

/// The finaliser of SplitMix64.
#[inline]
const fn mix(bits: u64) -> u64 {
    let bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    bits ^ (bits >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_published_numbers_of_splitmix64() {
        let mut random = Random::from_state(1_234_567);
        let numbers: Vec<u64> = (0..3).map(|_| random.bits()).collect();
        assert_eq!(numbers, [6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423]);
    }

    #[test]
    fn limits_hold_and_nothing_gets_lost() {
        let mut random = Random::new(3);
        assert!((0..1000).all(|_| random.below(7) < 7 && (0.0..1.0).contains(&random.unit())));
        let mut items: Vec<u32> = (0..50).collect();
        random.shuffle(&mut items);
        assert_ne!(items, (0..50).collect::<Vec<_>>());
        Xorshift::new(3).shuffle(&mut items);
        items.sort_unstable();
        assert_eq!(items, (0..50).collect::<Vec<_>>());
    }

    #[test]
    fn a_draw_takes_about_its_share() {
        let drawn = (0..10_000).filter(|number| Draw::new(5).takes(*number, 0.3)).count();
        assert!((2_800..3_200).contains(&drawn), "{drawn}");
    }
}
