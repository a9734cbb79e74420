//! How places look where the content of a cue may begin.

use crate::class;
use crate::contents::{REACH, owned};
use crate::facts::Shared;
use crate::inside;
use crate::linear::Candidates;
use crate::reading::Reading;

/// Describes that the cue has no content on this side.
pub(crate) fn none(
    candidates: &mut Candidates,
    facts: Shared,
    reading: &Reading,
    (at, word, cue): (usize, usize, usize),
) {
    let quoted_here = u64::from(owned(reading, at, cue) || at.checked_sub(1).is_some_and(|at| owned(reading, at, cue)));
    let left = u64::from(at <= word);
    let before = class::at(&reading.words, at.checked_sub(1));
    let here = class::at(&reading.words, Some(at));
    candidates.feature(0, left);
    candidates.feature(1, facts.form << 4 | left);
    candidates.feature(2, facts.hash << 1 | left);
    candidates.feature(3, facts.around << 1 | left);
    candidates.feature(4, facts.quoted << 8 | quoted_here << 4 | facts.sourced << 1 | left);
    candidates.feature(5, before << 16 | here << 8 | facts.sourced << 1 | left);
    candidates.feature(6, facts.form << 16 | facts.quoted << 8 | quoted_here << 4 | facts.sourced << 1 | left);
    candidates.feature(7, facts.form << 24 | before << 16 | here << 8 | facts.sourced << 1 | left);
    candidates.feature(9, facts.own.look << 1 | left);
    candidates.feature(50, (facts.own.look & 0xff) << 16 | facts.form << 1 | left);
    candidates.feature(8, facts.hash << 24 | here << 8 | facts.sourced << 1 | left);
    candidates.end();
}

/// Describes a place where content may begin.
pub(crate) fn describe(
    reading: &Reading,
    facts: Shared,
    (at, other, cue): (usize, usize, usize),
    candidates: &mut Candidates,
) {
    let words = &reading.words;
    let left = u64::from(at < other);
    let class = u64::from(words[at].class);
    let before = class::at(words, at.checked_sub(1));
    let hash = u64::from(words[at].hash);
    let next = class::at(words, Some(at + 1));
    let mine = u64::from(owned(reading, at, cue)) << 1 | u64::from(words[at].segment != 0);
    let (low, high) = (at.min(other), at.max(other));
    let gap = (high - low).min(30) as u64;
    let verbs = u64::from(reading.tally.between(low, high.min(low + 40)).outer_verbs).min(4);
    let state = mine << 8 | facts.quoted << 4 | facts.sourced << 1 | left;
    let pure = inside::between(reading, (low, high.min(low + REACH)), cue).found;
    let own = facts.own.side(at) << 1 | left;
    candidates.feature(51, facts.own.look << 4 | own);
    candidates.feature(52, ((facts.own.look & 0xff) << 16 | facts.form) << 4 | own);
    candidates.feature(53, ((facts.own.look & 1) << 16 | class << 8 | before) << 4 | own);
    candidates.feature(54, (facts.own.look & 0xff) << 16 | gap << 4 | own);
    candidates.feature(28, pure << 8 | state);
    candidates.feature(29, pure << 24 | facts.form << 16 | state);
    for (template, value) in [
        (10, class << 8 | left),
        (11, before << 8 | left),
        (12, before << 16 | class << 8 | left),
        (13, hash << 1 | left),
        (14, hash << 16 | facts.form << 1 | left),
        (15, state),
        (16, state << 16 | class),
        (17, state << 24 | before << 8 | class),
        (18, facts.hash << 16 | class << 1 | left),
        (19, gap << 1 | left),
        (20, facts.form << 16 | gap << 1 | left),
        (21, verbs << 8 | mine << 4 | left),
        (22, facts.form << 24 | before << 8 | class),
        (23, state << 24 | facts.form << 8 | before),
        (24, before << 24 | class << 16 | next << 8 | left),
        (25, facts.around << 16 | class << 8 | left),
        (26, words.get(at.wrapping_sub(1)).map_or(0, |word| u64::from(word.hash)) << 1 | left),
    ] {
        candidates.feature(template, value);
    }
}
