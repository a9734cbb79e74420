//! Numbers for hashes, in the order in which they come.

/// Numbers the hashes it is asked for: the first 0, the next new one 1, and so on.
#[derive(Default)]
pub(crate) struct Index {
    slots: Vec<u32>,
    keys: Vec<u64>,
}

const EMPTY: u32 = u32::MAX;

impl Index {
    /// Forgets all hashes, keeps the room.
    pub(crate) fn clear(&mut self) {
        self.slots.fill(EMPTY);
        self.keys.clear();
    }

    /// The number of a hash, if it has one.
    pub(crate) fn get(&self, key: u64) -> Option<u32> {
        if self.slots.is_empty() {
            return None;
        }
        let number = self.slots[self.slot(key)];
        (number != EMPTY).then_some(number)
    }

    /// The number of a hash, and whether it is new.
    pub(crate) fn insert(&mut self, key: u64) -> (u32, bool) {
        if self.keys.len() * 2 >= self.slots.len() {
            self.grow();
        }
        let slot = self.slot(key);
        if self.slots[slot] != EMPTY {
            return (self.slots[slot], false);
        }
        let number = self.keys.len() as u32;
        self.slots[slot] = number;
        self.keys.push(key);
        (number, true)
    }

    fn grow(&mut self) {
        let size = (self.slots.len() * 2).max(1024);
        self.slots.clear();
        self.slots.resize(size, EMPTY);
        for number in 0..self.keys.len() {
            let slot = self.slot(self.keys[number]);
            self.slots[slot] = number as u32;
        }
    }

    /// The slot that holds the key, or the free one where it belongs.
    fn slot(&self, key: u64) -> usize {
        let mask = self.slots.len() - 1;
        let mut slot = crate::hash::finish(key) as usize & mask;
        while self.slots[slot] != EMPTY && self.keys[self.slots[slot] as usize] != key {
            slot = (slot + 1) & mask;
        }
        slot
    }
}
