//! The learned scorer: one small weight for each feature, added up.

use std::borrow::Cow;

use crate::features::{FAR, NEAR, Place};
use crate::word_classes::WordClasses;

/// The weights of the boundary scorer, by hashed feature.
pub(crate) struct Scorer {
    model: Cow<'static, [u8]>,
    shift: u32,
    hopeless: i32,
    certain: i32,
    /// What is added where there is doubt.
    lean: i32,
}

/// Where the table of weights starts in a model's bytes.
const HEAD: usize = 16;
const MAGIC: &[u8; 8] = b"cdbound2";

impl Scorer {
    /// The scorer over a model's bytes, and the words in it: a mark of the format, the size of the table as a power of two,
    /// how far doubt leans to an end, the sum of near features (negated) below which no sentence ends, the sum above which one
    /// does, the table, the words.
    pub(crate) fn new(model: impl Into<Cow<'static, [u8]>>) -> Result<(Self, WordClasses), String> {
        let model = model.into();
        let head = model.get(..HEAD).ok_or("not a model of the tokenizer: it is cut short")?;
        let bits = u32::from(head[8]);
        if &head[..8] != MAGIC || !(8..=24).contains(&bits) || model.len() < HEAD + (1 << bits) {
            return Err(
                "not a model of this version of the tokenizer: make one with `copydesk train tokenizer`".to_owned()
            );
        }
        let words = WordClasses::read(&model[HEAD + (1 << bits)..]);
        let lean = i32::from(head[9].cast_signed());
        let hopeless = -i32::from(u16::from_le_bytes([head[10], head[11]]));
        let certain = i32::from(u16::from_le_bytes([head[12], head[13]]));
        Ok((Self { model, shift: 64 - bits, hopeless, certain, lean }, words))
    }

    /// A model's bytes.
    pub(crate) fn write(bits: u8, lean: i8, doubt: [u16; 2], weights: &[i8], words: &[u8]) -> Vec<u8> {
        let mut model = MAGIC.to_vec();
        model.extend([bits, lean.cast_unsigned()]);
        model.extend(doubt.iter().flat_map(|border| border.to_le_bytes()));
        model.resize(HEAD, 0);
        model.extend(weights.iter().map(|weight| weight.cast_unsigned()));
        model.extend(words);
        model
    }

    /// Whether a sentence ends at a place.
    ///
    /// Where the features near the place leave no doubt, those further away are not looked at.
    pub(crate) fn ends(&self, place: &Place<'_>) -> bool {
        let view = place.view();
        let mut near = [0; NEAR];
        place.near(&view, &mut near);
        let sum = self.sum(&near);
        if sum < self.hopeless || sum > self.certain {
            return sum > 0;
        }
        let mut far = [0; FAR];
        place.far(&view, &mut far);
        sum + self.sum(&far) + self.lean > 0
    }

    fn sum(&self, features: &[u64]) -> i32 {
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
