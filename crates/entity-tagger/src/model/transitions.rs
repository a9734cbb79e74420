//! Weights of one tag after another.

use crate::labels::{Tag, may_follow, tag_count};

/// The score of what cannot be.
pub(crate) const FORBIDDEN: i16 = -12_000;

/// For each tag and the sentence's start, the scores of the tags after it, in rows of the tables' width; and for each tag the
/// scores of the tags before it.
#[derive(Clone)]
pub(crate) struct Transitions {
    scores: Vec<i16>,
    back: Vec<i16>,
    width: usize,
}

impl Transitions {
    /// Transitions of so many labels; `score(before, tag)` is asked for those that can be.
    pub(crate) fn new(labels: usize, width: usize, score: impl Fn(Option<Tag>, Tag) -> i16) -> Self {
        let tags = tag_count(labels);
        let no_tag = |place: usize| if place % width < tags { FORBIDDEN } else { i16::MIN };
        let mut scores: Vec<i16> = (0..(tags + 1) * width).map(no_tag).collect();
        let mut back: Vec<i16> = (0..tags * width).map(no_tag).collect();
        for row in 0..=tags {
            let before = (row < tags).then_some(row as Tag);
            for tag in 0..tags {
                if may_follow(before, tag as Tag) {
                    scores[row * width + tag] = score(before, tag as Tag).max(FORBIDDEN / 4);
                }
                if row < tags {
                    back[tag * width + row] = scores[row * width + tag];
                }
            }
        }
        Self { scores, back, width }
    }

    /// The scores after a tag.
    #[inline]
    pub(crate) fn after<const W: usize>(&self, before: usize) -> &[i16; W] {
        self.scores[before * W..(before + 1) * W].try_into().expect("a row of the tables' width")
    }

    /// The scores before a tag.
    #[inline]
    pub(crate) fn before<const W: usize>(&self, after: usize) -> &[i16; W] {
        self.back[after * W..(after + 1) * W].try_into().expect("a row of the tables' width")
    }

    /// The scores at the start of a sentence.
    pub(crate) fn start<const W: usize>(&self) -> &[i16; W] {
        self.after(self.scores.len() / self.width - 1)
    }

    /// All scores.
    pub(crate) fn scores(&self) -> &[i16] {
        &self.scores
    }
}
