//! A table from 32-bit keys to small numbers, filled once and then read.

/// An open-addressed table of at most half as many entries as places.
#[derive(Clone, Debug, Default)]
pub(crate) struct Table {
    /// A key and its value; value 0 marks a free place.
    places: Vec<(u32, u32)>,
}

impl Table {
    /// A table that `entries` keys may be put into.
    pub(crate) fn with_room(entries: usize) -> Self {
        Self { places: vec![(0, 0); (2 * entries + 2).next_power_of_two()] }
    }

    /// The value of a key, 0 if it has none.
    #[inline]
    pub(crate) fn get(&self, key: u32) -> u32 {
        self.places[self.place(key)].1
    }

    /// The value of a key, to be changed; 0 if it had none.
    #[inline]
    pub(crate) fn entry(&mut self, key: u32) -> &mut u32 {
        let place = self.place(key);
        self.places[place].0 = key;
        &mut self.places[place].1
    }

    /// Empties the table and makes room.
    pub(crate) fn clear(&mut self, entries: usize) {
        let wanted = (2 * entries + 2).next_power_of_two();
        self.places.clear();
        self.places.resize(wanted, (0, 0));
    }

    #[inline]
    fn place(&self, key: u32) -> usize {
        let mask = self.places.len() - 1;
        let mut at = (key.wrapping_mul(0x9e37_79b9) >> 7) as usize & mask;
        while self.places[at].1 != 0 && self.places[at].0 != key {
            at = (at + 1) & mask;
        }
        at
    }
}
