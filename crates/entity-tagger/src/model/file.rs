//! The model file: a magic word, a version, the number of parts, and for each part its length and its bytes.
//!
//! All numbers are little-endian u32. Tables are used where they lie, so an embedded model costs no loading.

use std::borrow::Cow;

use super::{Model, Pass, Table, Transitions};
use crate::labels::{MOST, tag_count};
use crate::lexicon::{Lexicon, Wide};

const MAGIC: &[u8; 8] = b"copyNER4";
const PARTS: usize = 11;

/// Why bytes are no model.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("is not a model of this version: {0}")]
pub(crate) struct BadModel(&'static str);

/// The width of the tables of so many labels: wide enough for the tags, and of a kind that tagging has code for.
pub(crate) fn width(labels: usize) -> usize {
    let tags = tag_count(labels);
    [8, 12, 16, 20, 24, 32].into_iter().find(|width| *width >= tags).unwrap_or(64)
}

/// The bytes of a model.
pub(crate) fn write(model: &Model) -> Vec<u8> {
    let labels = model.labels.join("\n");
    let scores = [&model.first, &model.blind, &model.second].map(|pass| numbers(pass.transitions.scores()));
    let parts: [&[u8]; PARTS] = [
        labels.as_bytes(),
        &model.lexicon.clusters,
        &model.lexicon.lists,
        &model.lexicon.types,
        model.lexicon.wide.bytes(),
        &scores[0],
        &scores[1],
        &scores[2],
        model.first.table.bytes(),
        model.blind.table.bytes(),
        model.second.table.bytes(),
    ];
    let mut out = MAGIC.to_vec();
    for part in parts {
        let length = u32::try_from(part.len()).expect("a part is shorter than 4 GiB");
        out.extend(length.to_le_bytes());
        out.extend(part);
    }
    out
}

fn numbers(scores: &[i16]) -> Vec<u8> {
    scores.iter().flat_map(|score| score.to_le_bytes()).collect()
}

/// The model in these bytes.
pub(crate) fn read(bytes: Cow<'static, [u8]>) -> Result<Model, BadModel> {
    let mut parts = Parts::new(bytes)?;
    let labels = String::from_utf8(parts.next()?.into_owned()).map_err(|_| BadModel("labels are not UTF-8"))?;
    let labels: Vec<String> = labels.lines().map(str::to_owned).collect();
    if labels.is_empty() || labels.len() > MOST {
        return Err(BadModel("too many labels or none"));
    }
    let tables = (slots(parts.next()?, 8)?, slots(parts.next()?, 4)?, slots(parts.next()?, 4)?);
    let wide = Wide::new(parts.next()?).ok_or(BadModel("the clusters of the larger text are cut off"))?;
    let lexicon = Lexicon::new(tables.0, tables.1, tables.2, wide);
    let transitions = [parts.next()?, parts.next()?, parts.next()?];
    let [first, blind, second] = transitions;
    let width = width(labels.len());
    let mut pass = |scores: Cow<'static, [u8]>| -> Result<Pass, BadModel> {
        let table = Table::new(width, parts.next()?).ok_or(BadModel("a table is cut off"))?;
        Ok(Pass { table, transitions: transitions_of(&scores, labels.len(), width)? })
    };
    let (first, blind, second) = (pass(first)?, pass(blind)?, pass(second)?);
    Ok(Model { labels, lexicon, first, blind, has_second: !second.table.is_blank(), second })
}

fn transitions_of(bytes: &[u8], labels: usize, width: usize) -> Result<Transitions, BadModel> {
    if bytes.len() != (tag_count(labels) + 1) * width * 2 {
        return Err(BadModel("the transitions are cut off"));
    }
    Ok(Transitions::new(labels, width, |before, tag| {
        let row = before.map_or(tag_count(labels), usize::from);
        let at = 2 * (row * width + usize::from(tag));
        i16::from_le_bytes([bytes[at], bytes[at + 1]])
    }))
}

/// A hash table: empty, or a power of two of slots of which one is free, so that every search ends.
fn slots(bytes: Cow<'static, [u8]>, size: usize) -> Result<Cow<'static, [u8]>, BadModel> {
    let count = bytes.len() / size;
    let whole = count * size == bytes.len() && (count == 0 || count.is_power_of_two());
    let free = count == 0 || bytes.chunks_exact(size).any(|slot| slot.iter().all(|byte| *byte == 0));
    if whole && free { Ok(bytes) } else { Err(BadModel("the lexicon is cut off")) }
}

struct Parts {
    bytes: Cow<'static, [u8]>,
    at: usize,
}

impl Parts {
    fn new(bytes: Cow<'static, [u8]>) -> Result<Self, BadModel> {
        if !bytes.starts_with(MAGIC) {
            return Err(BadModel("it does not begin like one"));
        }
        Ok(Self { bytes, at: MAGIC.len() })
    }

    fn next(&mut self) -> Result<Cow<'static, [u8]>, BadModel> {
        let length = self.slice(4).ok_or(BadModel("it is cut off"))?;
        let length = u32::from_le_bytes(length.as_ref().try_into().expect("four bytes"));
        self.slice(length as usize).ok_or(BadModel("it is cut off"))
    }

    fn slice(&mut self, length: usize) -> Option<Cow<'static, [u8]>> {
        let range = self.at..self.at.checked_add(length)?;
        self.at = range.end;
        match &self.bytes {
            Cow::Borrowed(bytes) => bytes.get(range).map(Cow::Borrowed),
            Cow::Owned(bytes) => bytes.get(range).map(|part| Cow::Owned(part.to_vec())),
        }
    }
}
