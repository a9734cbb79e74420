//! The weights of the line labeller, and the file that they stand in.

use copydesk_learn::sequence::Steps;

use super::states::STATES;

/// The first bytes of a model file; the last one is the version of features and states.
const MAGIC: &[u8; 8] = b"CDLINES2";
/// Bytes of a feature in the file: its hash, and a weight a state.
const ENTRY: usize = 4 + STATES;
/// Bytes before the features: magic, scale, number of features, steps and start.
const HEAD: usize = 8 + 4 + 4 + 4 * STATES * (STATES + 1);

/// A feature's hash and its weights; weights of 0 alone mark a free place. Both stand in one line of the cache.
#[derive(Clone, Copy, Debug, Default)]
struct Entry {
    hash: u32,
    row: [i8; STATES],
}

/// Weights of features and of states that follow each other.
#[derive(Clone, Debug)]
pub(crate) struct Model {
    /// An open-addressed table of twice as many places as features, or more.
    places: Vec<Entry>,
    /// The hashes of all features, in the file's order.
    hashes: Vec<u32>,
    /// What a weight is multiplied by.
    scale: f32,
    pub(crate) steps: Steps<STATES>,
}

impl Model {
    /// A model of features in the order of their hashes, with the weights of each.
    ///
    /// Weights are kept in 255 steps between the largest and its negative.
    pub(crate) fn new(features: &[(u32, [f32; STATES])], steps: Steps<STATES>) -> Self {
        let largest =
            features.iter().flat_map(|(_, row)| row).fold(f32::MIN_POSITIVE, |most, weight| most.max(weight.abs()));
        let scale = largest / 127.0;
        let mut model = Self::with_room(features.len(), scale, steps);
        for (hash, row) in features {
            model.push(*hash, row.map(|weight| (weight / scale).round() as i8));
        }
        model
    }

    fn with_room(features: usize, scale: f32, steps: Steps<STATES>) -> Self {
        let places = vec![Entry::default(); (2 * features + 2).next_power_of_two()];
        Self { places, hashes: Vec::new(), scale, steps }
    }

    fn push(&mut self, hash: u32, row: [i8; STATES]) {
        if row != [0; STATES] {
            self.hashes.push(hash);
            let place = self.place(hash);
            self.places[place] = Entry { hash, row };
        }
    }

    /// The place of a feature, or the free one where it would stand.
    #[inline]
    fn place(&self, hash: u32) -> usize {
        let mask = self.places.len() - 1;
        let mut at = (hash.wrapping_mul(0x9e37_79b9) >> 7) as usize & mask;
        while self.places[at].hash != hash && self.places[at].row != [0; STATES] {
            at = (at + 1) & mask;
        }
        at
    }

    /// The score of each state, given a line's features.
    pub(crate) fn scores(&self, features: &[u32]) -> [f32; STATES] {
        let mut sums = [0_i32; STATES];
        for feature in features {
            // A free place adds nothing.
            for (sum, weight) in sums.iter_mut().zip(&self.row(*feature)) {
                *sum += i32::from(*weight);
            }
        }
        sums.map(|sum| sum as f32 * self.scale)
    }

    /// The weights of a feature; none but 0 if the model does not know it.
    #[inline]
    fn row(&self, feature: u32) -> [i8; STATES] {
        self.places[self.place(feature)].row
    }

    /// The model in a file's bytes.
    ///
    /// # Errors
    /// What is wrong with them.
    pub(crate) fn read(bytes: &[u8]) -> Result<Self, &'static str> {
        let head = bytes.get(..HEAD).ok_or("is too short for a model")?;
        if &head[..8] != MAGIC {
            return Err("is no model of lines, or one of another version");
        }
        let number = |at: usize| u32::from_le_bytes(head[at..at + 4].try_into().expect("four bytes"));
        let weight = |at: usize| f32::from_bits(number(16 + 4 * at));
        let steps = Steps {
            between: std::array::from_fn(|row| std::array::from_fn(|state| weight(row * STATES + state))),
            start: std::array::from_fn(|state| weight(STATES * STATES + state)),
        };
        let entries = bytes[HEAD..].chunks_exact(ENTRY);
        let count = number(12) as usize;
        if entries.len() != count || !entries.remainder().is_empty() {
            return Err("is cut off");
        }
        let mut model = Self::with_room(count, f32::from_bits(number(8)), steps);
        for entry in entries {
            let (hash, row) = entry.split_at(4);
            let hash = u32::from_le_bytes(hash.try_into().expect("four bytes"));
            model.push(hash, std::array::from_fn(|state| row[state] as i8));
        }
        Ok(model)
    }

    /// The bytes of the model's file.
    pub(crate) fn write(&self) -> Vec<u8> {
        let mut bytes = MAGIC.to_vec();
        bytes.extend(self.scale.to_bits().to_le_bytes());
        bytes.extend((self.hashes.len() as u32).to_le_bytes());
        let steps = self.steps.between.as_flattened().iter().chain(&self.steps.start);
        bytes.extend(steps.flat_map(|weight| weight.to_bits().to_le_bytes()));
        for hash in &self.hashes {
            bytes.extend(hash.to_le_bytes());
            bytes.extend(self.row(*hash).map(|weight| weight as u8));
        }
        bytes
    }
}
