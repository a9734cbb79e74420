//! How rare a word is in news.
//!
//! A count-min sketch (Cormode and Muthukrishnan 2005) of document frequencies: two tables of bytes, each word in a slot of
//! either, the rarer reading counts. No word is stored.

/// Slots in one of the two tables.
const SLOTS: usize = 1 << 15;
/// Steps of a byte in a unit of ln(articles / articles with the word).
const STEPS: f32 = 32.0;

/// The rarity of words, by their [`key`](crate::fold::key).
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Rarity {
    levels: Vec<u8>,
}

impl Rarity {
    /// From how many of `articles` hold each word.
    pub(crate) fn of(frequencies: impl Iterator<Item = (u64, u32)>, articles: u32) -> Self {
        let level = |frequency: u32| {
            let rarity = ((articles + 1) as f32 / (frequency + 1) as f32).ln();
            (rarity * STEPS).clamp(0.0, 255.0) as u8
        };
        let mut levels = vec![level(0); 2 * SLOTS];
        for (key, frequency) in frequencies {
            for slot in slots(key) {
                levels[slot] = levels[slot].min(level(frequency));
            }
        }
        Self { levels }
    }

    /// The rarity of a word: the logarithm of the articles to one that holds it.
    pub(crate) fn of_word(&self, key: u64) -> f32 {
        let level = slots(key).map(|slot| self.levels[slot]).into_iter().max().unwrap_or_default();
        f32::from(level) / STEPS
    }

    pub(crate) fn bytes(&self) -> &[u8] {
        &self.levels
    }

    /// The same from its bytes and what follows them, or nothing if there are too few.
    pub(crate) fn split_from(bytes: &[u8]) -> Option<(Self, &[u8])> {
        let (levels, rest) = bytes.split_at_checked(2 * SLOTS)?;
        Some((Self { levels: levels.to_vec() }, rest))
    }
}

fn slots(key: u64) -> [usize; 2] {
    [(key >> 49) as usize, SLOTS + ((key >> 30) as usize & (SLOTS - 1))]
}
