//! Forms by the words in them.

use crate::text::Index;

const NONE: u32 = u32::MAX;
/// How many are looked at for one word, so that the work stays linear.
const MOST: usize = 24;

/// Numbers filed under hashes, the last filed first.
#[derive(Default)]
pub(super) struct File {
    index: Index,
    heads: Vec<u32>,
    links: Vec<(u32, u32)>,
}

impl File {
    /// Files a number.
    pub(super) fn add(&mut self, key: u64, number: u32) {
        let (place, new) = self.index.insert(key);
        if new {
            self.heads.push(NONE);
        }
        let head = &mut self.heads[place as usize];
        self.links.push((number, *head));
        *head = self.links.len() as u32 - 1;
    }

    /// The numbers under a key.
    pub(super) fn of(&self, key: u64) -> impl Iterator<Item = u32> + '_ {
        let mut at = self.index.get(key).map_or(NONE, |place| self.heads[place as usize]);
        let next = move || {
            let (number, before) = *self.links.get(at as usize)?;
            at = before;
            Some(number)
        };
        std::iter::from_fn(next).take(MOST)
    }
}
