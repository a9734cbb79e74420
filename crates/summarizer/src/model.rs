//! The trained model: how rare words are, and the trees that score sentences.
//!
//! The file: `CDSUM1`, a line feed; four bytes that stand for the list of features; the two tables of [`Rarity`]; the number
//! of trees; for each tree the number of its questions, these (column, threshold) and its leaves. Numbers are little-endian,
//! counts one or two bytes.

use std::fmt;
use std::path::Path;

use copydesk_core::StageError;
use copydesk_learn::trees::{Split, Tree};

use crate::features::Feature;
use crate::fold;
use crate::rarity::Rarity;

/// What `copydesk train summarizer` makes.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Model {
    pub(crate) rarity: Rarity,
    pub(crate) trees: Vec<Tree>,
}

/// Why bytes are no model.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NoModel {
    /// They are something else.
    Foreign,
    /// They were made for another list of features.
    OtherFeatures,
    /// They end too early, or too late.
    Damaged,
}

impl fmt::Display for NoModel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Foreign => "no model of the summarizer",
            Self::OtherFeatures => "made by another version of the summarizer: train it again with this one",
            Self::Damaged => "a damaged model of the summarizer",
        })
    }
}

const MAGIC: &[u8] = b"CDSUM1\n";
const MOST_SPLITS: usize = 12;

impl Model {
    /// The model that comes with the stage.
    pub(crate) fn embedded() -> Self {
        Self::from_bytes(include_bytes!("../model/summarizer.bin")).expect("the embedded model is whole")
    }

    /// The model in a file.
    ///
    /// # Errors
    /// If the file is not there or holds no model for these features.
    pub(crate) fn read(path: &Path) -> Result<Self, StageError> {
        let refused = |cause: &dyn fmt::Display| StageError::option("model", format!("{}: {cause}", path.display()));
        let bytes = std::fs::read(path).map_err(|e| refused(&e))?;
        Self::from_bytes(&bytes).map_err(|e| refused(&e))
    }

    /// Reads a model.
    ///
    /// # Errors
    /// If the bytes are no model for these features.
    pub(crate) fn from_bytes(bytes: &[u8]) -> Result<Self, NoModel> {
        let rest = bytes.strip_prefix(MAGIC).ok_or(NoModel::Foreign)?;
        let (features, rest) = rest.split_first_chunk().ok_or(NoModel::Damaged)?;
        if *features != features_key() {
            return Err(NoModel::OtherFeatures);
        }
        let (rarity, rest) = Rarity::split_from(rest).ok_or(NoModel::Damaged)?;
        let trees = Reader(rest).trees().ok_or(NoModel::Damaged)?;
        Ok(Self { rarity, trees })
    }

    /// The bytes of the model's file.
    pub(crate) fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = [MAGIC, &features_key(), self.rarity.bytes()].concat();
        bytes.extend(u16::try_from(self.trees.len()).expect("training stops earlier").to_le_bytes());
        for tree in &self.trees {
            bytes.push(u8::try_from(tree.splits.len()).expect("a tree asks a dozen questions at most"));
            for split in &tree.splits {
                bytes.push(split.column);
                bytes.extend(split.threshold.to_le_bytes());
            }
            bytes.extend(tree.leaves.iter().flat_map(|leaf| leaf.to_le_bytes()));
        }
        bytes
    }
}

fn features_key() -> [u8; 4] {
    let key = Feature::NAMES.iter().fold(0, |key, name| fold::phrase(key, fold::whole(name)));
    ((key >> 32) as u32).to_le_bytes()
}

struct Reader<'a>(&'a [u8]);

impl Reader<'_> {
    fn trees(mut self) -> Option<Vec<Tree>> {
        let count = u16::from_le_bytes(self.take()?);
        let trees = (0..count).map(|_| self.tree()).collect::<Option<Vec<_>>>()?;
        self.0.is_empty().then_some(trees)
    }

    fn tree(&mut self) -> Option<Tree> {
        let [questions] = self.take()?;
        let questions = usize::from(questions);
        if questions > MOST_SPLITS {
            return None;
        }
        let splits = (0..questions).map(|_| self.split()).collect::<Option<Vec<_>>>()?;
        let leaves = (0..1 << questions).map(|_| self.take().map(f32::from_le_bytes)).collect::<Option<Vec<_>>>()?;
        Some(Tree { splits, leaves })
    }

    fn split(&mut self) -> Option<Split> {
        let [column] = self.take()?;
        let threshold = f32::from_le_bytes(self.take()?);
        (usize::from(column) < Feature::NAMES.len()).then_some(Split { column, threshold })
    }

    fn take<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (head, rest) = self.0.split_first_chunk()?;
        self.0 = rest;
        Some(*head)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_model_survives_its_file() {
        let model = Model::embedded();
        assert_eq!(Model::from_bytes(&model.to_bytes()), Ok(model));
    }

    #[test]
    fn what_is_no_model_is_refused() {
        let bytes = Model::embedded().to_bytes();
        let mut other = bytes.clone();
        other[MAGIC.len()] ^= 1;
        assert_eq!(Model::from_bytes(b"a text"), Err(NoModel::Foreign));
        assert_eq!(Model::from_bytes(&other), Err(NoModel::OtherFeatures));
        assert_eq!(Model::from_bytes(&bytes[..bytes.len() - 1]), Err(NoModel::Damaged));
        assert_eq!(Model::from_bytes(&[bytes.as_slice(), b"x"].concat()), Err(NoModel::Damaged));
    }
}
