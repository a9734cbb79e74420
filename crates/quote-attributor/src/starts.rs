//! How places look where the content of a cue may begin.

use copydesk_core::Id;

use crate::class;
use crate::cue::Cue;
use crate::facts::{REACH, Shared};
use crate::inside;
use crate::linear::Candidates;
use crate::reading::Reading;
use crate::words::WordSpan;

/// What each feature is folded from, by the number that keeps its values apart from the others'.
mod template {
    pub(super) const LEFT: u32 = 0;
    pub(super) const FORM_LEFT: u32 = 1;
    pub(super) const HASH_LEFT: u32 = 2;
    pub(super) const AROUND_LEFT: u32 = 3;
    pub(super) const QUOTED_QUOTED_HERE_SOURCED_LEFT: u32 = 4;
    pub(super) const BEFORE_HERE_SOURCED_LEFT: u32 = 5;
    pub(super) const FORM_QUOTED_QUOTED_HERE_SOURCED_LEFT: u32 = 6;
    pub(super) const FORM_BEFORE_HERE_SOURCED_LEFT: u32 = 7;
    pub(super) const HASH_HERE_SOURCED_LEFT: u32 = 8;
    pub(super) const LOOK_LEFT: u32 = 9;
    pub(super) const CLASS_LEFT: u32 = 10;
    pub(super) const BEFORE_LEFT: u32 = 11;
    pub(super) const BEFORE_CLASS_LEFT: u32 = 12;
    pub(super) const HASH_HERE_LEFT: u32 = 13;
    pub(super) const HASH_FORM_LEFT: u32 = 14;
    pub(super) const STATE: u32 = 15;
    pub(super) const STATE_CLASS: u32 = 16;
    pub(super) const STATE_BEFORE_CLASS: u32 = 17;
    pub(super) const HASH_CLASS_LEFT: u32 = 18;
    pub(super) const GAP_LEFT: u32 = 19;
    pub(super) const FORM_GAP_LEFT: u32 = 20;
    pub(super) const VERBS_MINE_LEFT: u32 = 21;
    pub(super) const FORM_BEFORE_CLASS: u32 = 22;
    pub(super) const STATE_FORM_BEFORE: u32 = 23;
    pub(super) const BEFORE_CLASS_NEXT_LEFT: u32 = 24;
    pub(super) const AROUND_CLASS_LEFT: u32 = 25;
    pub(super) const HASH_BEFORE_LEFT: u32 = 26;
    pub(super) const PURE_STATE: u32 = 28;
    pub(super) const PURE_FORM_STATE: u32 = 29;
    pub(super) const LOOK_FORM_LEFT: u32 = 50;
    pub(super) const LOOK_AND_SIDE: u32 = 51;
    pub(super) const LOOK_FORM_AND_SIDE: u32 = 52;
    pub(super) const LOOK_CLASS_BEFORE: u32 = 53;
    pub(super) const LOOK_GAP: u32 = 54;
}

/// Describes that the cue has no content on this side.
pub(crate) fn none(
    candidates: &mut Candidates,
    facts: Shared,
    reading: &Reading,
    (at, word, cue): (usize, usize, Id<Cue>),
) {
    let quoted_here = u64::from(reading.owns(cue, at) || at.checked_sub(1).is_some_and(|at| reading.owns(cue, at)));
    let left = u64::from(at <= word);
    let before = class::at(&reading.words, at.checked_sub(1));
    let here = class::at(&reading.words, Some(at));
    candidates.feature(template::LEFT, left);
    candidates.feature(template::FORM_LEFT, facts.form << 4 | left);
    candidates.feature(template::HASH_LEFT, facts.hash << 1 | left);
    candidates.feature(template::AROUND_LEFT, facts.around << 1 | left);
    candidates.feature(
        template::QUOTED_QUOTED_HERE_SOURCED_LEFT,
        facts.quoted << 8 | quoted_here << 4 | facts.sourced << 1 | left,
    );
    candidates.feature(template::BEFORE_HERE_SOURCED_LEFT, before << 16 | here << 8 | facts.sourced << 1 | left);
    candidates.feature(
        template::FORM_QUOTED_QUOTED_HERE_SOURCED_LEFT,
        facts.form << 16 | facts.quoted << 8 | quoted_here << 4 | facts.sourced << 1 | left,
    );
    candidates.feature(
        template::FORM_BEFORE_HERE_SOURCED_LEFT,
        facts.form << 24 | before << 16 | here << 8 | facts.sourced << 1 | left,
    );
    candidates.feature(template::LOOK_LEFT, facts.own.look << 1 | left);
    candidates.feature(template::LOOK_FORM_LEFT, (facts.own.look & 0xff) << 16 | facts.form << 1 | left);
    candidates.feature(template::HASH_HERE_SOURCED_LEFT, facts.hash << 24 | here << 8 | facts.sourced << 1 | left);
    candidates.end();
}

/// Describes a place where content may begin.
pub(crate) fn describe(
    reading: &Reading,
    facts: Shared,
    (at, other, cue): (usize, usize, Id<Cue>),
    candidates: &mut Candidates,
) {
    let words = &reading.words;
    let left = u64::from(at < other);
    let class = u64::from(words[at].class);
    let before = class::at(words, at.checked_sub(1));
    let hash = u64::from(words[at].hash);
    let next = class::at(words, Some(at + 1));
    let mine = u64::from(reading.owns(cue, at)) << 1 | u64::from(words[at].quoted());
    let (low, high) = (at.min(other), at.max(other));
    let gap = (high - low).min(30) as u64;
    let verbs = u64::from(reading.tally.between(low, high.min(low + 40)).outer_verbs).min(4);
    let state = mine << 8 | facts.quoted << 4 | facts.sourced << 1 | left;
    let pure = inside::between(reading, WordSpan { first: low, end: high.min(low + REACH) }, cue).found;
    let own = facts.own.side(at) << 1 | left;
    candidates.feature(template::LOOK_AND_SIDE, facts.own.look << 4 | own);
    candidates.feature(template::LOOK_FORM_AND_SIDE, ((facts.own.look & 0xff) << 16 | facts.form) << 4 | own);
    candidates.feature(template::LOOK_CLASS_BEFORE, ((facts.own.look & 1) << 16 | class << 8 | before) << 4 | own);
    candidates.feature(template::LOOK_GAP, (facts.own.look & 0xff) << 16 | gap << 4 | own);
    candidates.feature(template::PURE_STATE, pure << 8 | state);
    candidates.feature(template::PURE_FORM_STATE, pure << 24 | facts.form << 16 | state);
    for (template, value) in [
        (template::CLASS_LEFT, class << 8 | left),
        (template::BEFORE_LEFT, before << 8 | left),
        (template::BEFORE_CLASS_LEFT, before << 16 | class << 8 | left),
        (template::HASH_HERE_LEFT, hash << 1 | left),
        (template::HASH_FORM_LEFT, hash << 16 | facts.form << 1 | left),
        (template::STATE, state),
        (template::STATE_CLASS, state << 16 | class),
        (template::STATE_BEFORE_CLASS, state << 24 | before << 8 | class),
        (template::HASH_CLASS_LEFT, facts.hash << 16 | class << 1 | left),
        (template::GAP_LEFT, gap << 1 | left),
        (template::FORM_GAP_LEFT, facts.form << 16 | gap << 1 | left),
        (template::VERBS_MINE_LEFT, verbs << 8 | mine << 4 | left),
        (template::FORM_BEFORE_CLASS, facts.form << 24 | before << 8 | class),
        (template::STATE_FORM_BEFORE, state << 24 | facts.form << 8 | before),
        (template::BEFORE_CLASS_NEXT_LEFT, before << 24 | class << 16 | next << 8 | left),
        (template::AROUND_CLASS_LEFT, facts.around << 16 | class << 8 | left),
        (template::HASH_BEFORE_LEFT, words.get(at.wrapping_sub(1)).map_or(0, |word| u64::from(word.hash)) << 1 | left),
    ] {
        candidates.feature(template, value);
    }
}
