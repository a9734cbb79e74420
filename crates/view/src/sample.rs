//! The articles that a page shows, of a batch too large to show whole.
//!
//! The input is cut into equal stretches, and of each the article is taken whose id hashes lowest. So the sample is spread
//! over the whole input, does not fall into step with anything periodic in it, and is the same each time. The number of
//! articles need not be known before: when there are twice as many stretches as wanted, neighbours are joined.

/// Picks at most `most` of the items that it is offered, in one pass, holding at most twice as many.
pub(crate) struct Sample<T> {
    most: usize,
    most_bytes: usize,
    /// How many items a stretch has.
    length: u64,
    /// How many items of the last stretch were offered.
    filled: u64,
    picked: Vec<Picked<T>>,
}

struct Picked<T> {
    hash: u64,
    bytes: usize,
    item: T,
}

impl<T> Sample<T> {
    /// A sample of at most `most` items, and of at most `most_bytes` bytes, one item aside.
    pub(crate) fn new(most: usize, most_bytes: usize) -> Self {
        Self { most: most.max(1), most_bytes, length: 1, filled: 1, picked: Vec::new() }
    }

    /// Offers an item. It is made only if it is picked for now, and says its size then.
    pub(crate) fn offer(&mut self, hash: u64, make: impl FnOnce() -> (T, usize)) {
        let begins = self.filled == self.length || self.picked.is_empty();
        self.filled = if begins { 1 } else { self.filled + 1 };
        match self.picked.last_mut() {
            Some(last) if !begins => {
                if hash < last.hash {
                    let (item, bytes) = make();
                    *last = Picked { hash, bytes, item };
                }
            }
            _ => {
                let (item, bytes) = make();
                self.picked.push(Picked { hash, bytes, item });
            }
        }
        while self.is_too_much() {
            self.join_neighbours();
        }
    }

    fn is_too_much(&self) -> bool {
        let bytes: usize = self.picked.iter().map(|picked| picked.bytes).sum();
        self.picked.len() > 2 * self.most || (bytes > self.most_bytes && self.picked.len() > 1)
    }

    fn join_neighbours(&mut self) {
        let odd = !self.picked.len().is_multiple_of(2);
        self.filled += if odd { 0 } else { self.length };
        self.length *= 2;
        self.picked = lowest(std::mem::take(&mut self.picked), |n| n / 2);
    }

    /// The items picked, in order.
    pub(crate) fn into_items(self) -> Vec<T> {
        let (have, most) = (self.picked.len(), self.most);
        let picked = if have > most { lowest(self.picked, |n| n * most / have) } else { self.picked };
        picked.into_iter().map(|picked| picked.item).collect()
    }
}

/// Of the items that share a group the one with the lowest hash.
fn lowest<T>(picked: Vec<Picked<T>>, group: impl Fn(usize) -> usize) -> Vec<Picked<T>> {
    let mut kept: Vec<(usize, Picked<T>)> = Vec::new();
    for (n, picked) in picked.into_iter().enumerate() {
        match kept.last_mut() {
            Some((last, best)) if *last == group(n) => {
                if picked.hash < best.hash {
                    *best = picked;
                }
            }
            _ => kept.push((group(n), picked)),
        }
    }
    kept.into_iter().map(|(_, picked)| picked).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(count: u64, most: usize, most_bytes: usize) -> Vec<u64> {
        let mut sample = Sample::new(most, most_bytes);
        for n in 0..count {
            sample.offer(xxhash_rust::xxh3::xxh3_64(&n.to_le_bytes()), || (n, 10));
            assert!(sample.picked.len() <= 2 * most);
        }
        sample.into_items()
    }

    #[test]
    fn a_small_batch_is_taken_whole() {
        assert_eq!(of(20, 20, 1000), (0..20).collect::<Vec<_>>());
        assert_eq!(of(0, 20, 1000), [0; 0]);
    }

    #[test]
    fn a_large_batch_is_sampled_to_the_number_and_from_all_over() {
        for count in [21, 40, 41, 1000, 12_345] {
            let items = of(count, 20, 1000);
            assert_eq!(items.len(), 20, "{count}");
            assert!(items.is_sorted(), "{items:?}");
            for quarter in 0..4 {
                let range = count * quarter / 4..count * (quarter + 1) / 4;
                let inside = items.iter().filter(|item| range.contains(item)).count();
                assert!((2..=8).contains(&inside), "{inside} of {range:?} of {count}: {items:?}");
            }
        }
    }

    #[test]
    fn long_articles_make_a_smaller_sample() {
        let items = of(1000, 20, 100);
        assert!((5..=10).contains(&items.len()), "{items:?}");
    }
}
