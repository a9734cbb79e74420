//! What all candidates for the borders of one cue's content share.

use std::cmp::Ordering;

use copydesk_core::Id;

use crate::class;
use crate::cue::{Attached, Cue};
use crate::flags::Flags;
use crate::reading::Reading;
use crate::words::WordSpan;

/// The longest content beside a cue, in words, so that a sentence without an end costs no more than others.
pub(crate) const LONGEST: usize = 1500;
/// How many words a content is looked at: few sentences are longer.
pub(crate) const REACH: usize = 90;

/// Facts about a cue that all its content's features share.
#[derive(Clone, Copy)]
pub(crate) struct Shared {
    pub(crate) hash: u64,
    pub(crate) form: u64,
    pub(crate) around: u64,
    pub(crate) quoted: u64,
    pub(crate) sourced: u64,
    pub(crate) own: Own,
}

/// The first segment of the cue on one side of it.
#[derive(Clone, Copy)]
pub(crate) struct Own {
    /// Its first word, if there is one.
    first: Option<usize>,
    /// How it looks: whether it begins with a capital, its length, and what stands before it.
    pub(crate) look: u64,
}

impl Own {
    /// The first segment that belongs to a cue between two words.
    pub(crate) fn between(reading: &Reading, cue: Id<Cue>, side: WordSpan) -> Self {
        let next = reading.segment_words.partition_point(|segment| segment.first < side.first);
        let near = reading.segment_words[next..].iter().zip(&reading.attachments[next..]).take(6);
        let mut near = near.take_while(|(segment, _)| segment.first < side.end);
        let Some((WordSpan { first, end }, _)) = near.find(|(_, attached)| attached.to == Attached::Cue(cue)) else {
            return Self { first: None, look: 0 };
        };
        let opening = (*first..*end).find(|at| !reading.is(*at, Flags::PUNCT)).unwrap_or(*first);
        let capital = u64::from(reading.is(opening, Flags::CAP));
        let length = (end - first).min(9) as u64;
        let before = class::at(&reading.words, first.checked_sub(1));
        Self { first: Some(*first), look: 1 + (before << 8 | length << 4 | capital) }
    }

    /// Where a word stands to it: before it, at it, behind it, or there is none.
    pub(crate) fn side(&self, at: usize) -> u64 {
        self.first.map_or(0, |first| match at.cmp(&first) {
            Ordering::Less => 1,
            Ordering::Equal => 2,
            Ordering::Greater => 3,
        })
    }
}

/// What is known of a cue and of its segments on one side.
pub(crate) fn shared(reading: &Reading, cue: Id<Cue>, side: WordSpan) -> Shared {
    let found = reading.cue(cue);
    let word = &reading.words[found.word];
    let sourced = reading.source(cue).map_or(0, |source| 1 + u64::from(source.first > found.word));
    let around =
        class::at(&reading.words, found.word.checked_sub(1)) << 8 | class::at(&reading.words, Some(found.word + 1));
    Shared {
        hash: u64::from(word.hash),
        form: u64::from(word.class),
        around,
        quoted: u64::from(found.quoted),
        sourced,
        own: Own::between(reading, cue, side),
    }
}
