//! The learned scorer: one small weight for each feature, added up.

use std::borrow::Cow;

use crate::features::{FEATURES, Place};

/// The weights of the boundary scorer, by hashed feature.
pub(crate) struct Scorer {
    model: Cow<'static, [u8]>,
    shift: u32,
}

/// Where the table of weights starts in a model's bytes.
const HEAD: usize = 16;
const MAGIC: &[u8; 8] = b"cdbound1";

impl Scorer {
    /// The scorer over a model's bytes: a mark of the format, the size of the table as a power of two, the table.
    pub(crate) fn new(model: impl Into<Cow<'static, [u8]>>) -> Result<Self, String> {
        let model = model.into();
        let head = model.get(..HEAD).ok_or("the boundary model is cut short")?;
        let bits = u32::from(head[8]);
        if &head[..8] != MAGIC || !(8..=24).contains(&bits) || model.len() != HEAD + (1 << bits) {
            return Err("the boundary model is not of this version".to_owned());
        }
        Ok(Self { model, shift: 64 - bits })
    }

    /// A model's bytes.
    pub(crate) fn write(bits: u32, weights: &[i8]) -> Vec<u8> {
        let mut model = MAGIC.to_vec();
        model.extend_from_slice(&bits.to_le_bytes());
        model.resize(HEAD, 0);
        model.extend(weights.iter().map(|weight| weight.cast_unsigned()));
        model
    }

    /// How likely a sentence ends at a place; above zero it does.
    pub(crate) fn score(&self, place: &Place<'_>) -> i32 {
        let mut features = [0; FEATURES];
        place.features(&mut features);
        features.iter().map(|feature| i32::from(self.weight(*feature))).sum()
    }

    fn weight(&self, feature: u64) -> i8 {
        self.model[HEAD + slot(feature, self.shift)].cast_signed()
    }
}

/// The place of a feature in a table whose size is two to the power of `64 - shift`.
#[inline]
pub(crate) fn slot(feature: u64, shift: u32) -> usize {
    (feature.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> shift) as usize
}
