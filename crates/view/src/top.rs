//! Counting many names in a bounded table.
//!
//! Up to twice [`KEEP`] names are held. When a further one comes, those that can have been seen least often are dropped, and
//! the most that any of them can have been seen is remembered: a name that comes later may have been among them, so its count
//! may be too low by that much (Manku & Motwani 2002, *Approximate frequency counts over data streams*). With at most `2 *
//! KEEP` different names every count is exact; beyond, none is further off than a `KEEP`th of all that was counted.

use std::cmp::Reverse;
use std::collections::HashMap;

/// Names that survive a full table.
pub(crate) const KEEP: usize = 1 << 16;

/// A table of names, with something more to know about each.
pub(crate) struct Top<T> {
    names: HashMap<Box<str>, Entry<T>>,
    keep: usize,
    floor: u64,
}

/// What is known of a name.
#[derive(Clone, Copy, Default)]
pub(crate) struct Entry<T> {
    /// How often it was seen since it is in the table.
    pub(crate) count: u64,
    /// How often it can have been seen before, at most.
    pub(crate) missed: u64,
    /// What else is kept of it.
    pub(crate) more: T,
}

impl<T> Default for Top<T> {
    fn default() -> Self {
        Self::keeping(KEEP)
    }
}

impl<T> Top<T> {
    fn keeping(keep: usize) -> Self {
        Self { names: HashMap::new(), keep, floor: 0 }
    }

    /// How many names are in the table, and whether that is all there were.
    pub(crate) fn names(&self) -> (usize, bool) {
        (self.names.len(), self.floor == 0)
    }

    /// The names seen most often, ties by weight and then by name.
    pub(crate) fn most(&self, count: usize, weight: impl Fn(&T) -> u64) -> Vec<(&str, &Entry<T>)> {
        let mut all: Vec<_> = self.names.iter().map(|(name, entry)| (&**name, entry)).collect();
        all.sort_unstable_by_key(|(name, entry)| (Reverse((entry.count, weight(&entry.more))), *name));
        all.truncate(count);
        all
    }

    fn drop_rarest(&mut self) {
        let mut all: Vec<_> = self.names.drain().collect();
        all.sort_unstable_by(|a, b| {
            let most = |entry: &Entry<T>| entry.count + entry.missed;
            most(&b.1).cmp(&most(&a.1)).then_with(|| a.0.cmp(&b.0))
        });
        let dropped = all.get(self.keep).map_or(0, |(_, entry)| entry.count + entry.missed);
        self.floor = self.floor.max(dropped);
        all.truncate(self.keep);
        self.names.extend(all);
    }
}

impl<T: Default> Top<T> {
    /// Counts a name, and hands out what else is kept of it.
    pub(crate) fn count(&mut self, name: &str) -> &mut T {
        if !self.names.contains_key(name) {
            if self.names.len() >= 2 * self.keep {
                self.drop_rarest();
            }
            self.names.insert(name.into(), Entry { count: 0, missed: self.floor, more: T::default() });
        }
        let entry = self.names.get_mut(name).expect("it was put there");
        entry.count += 1;
        &mut entry.more
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_table_keeps_what_is_frequent_and_says_how_far_it_can_be_off() {
        let mut top = Top::<()>::keeping(10);
        for round in 0..1000 {
            top.count("often");
            top.count(&format!("once {round}"));
            if round >= 500 {
                top.count("later");
                top.count("later");
            }
        }
        for (name, entry) in top.most(2, |()| 0) {
            assert!(["often", "later"].contains(&name), "{name}");
            assert!(entry.count <= 1000 && 1000 <= entry.count + entry.missed, "{name}: {}", entry.count);
        }
        assert!(top.names().0 <= 20 && !top.names().1);
        assert!(top.floor <= 3000 / 10);
    }
}
