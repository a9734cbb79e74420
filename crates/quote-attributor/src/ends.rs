//! Where content right of a cue may end, and how these places look.

use copydesk_core::Id;

use crate::class;
use crate::cue::Cue;
use crate::facts::{LONGEST, REACH, Shared};
use crate::flags::Flags;
use crate::inside::Inside;
use crate::linear::Candidates;
use crate::reading::Reading;
use crate::words::WordSpan;

/// What each feature is folded from, by the number that keeps its values apart from the others'.
mod template {
    pub(super) const CLASS: u32 = 10;
    pub(super) const CLASS_BEFORE: u32 = 11;
    pub(super) const CLASS_NEXT: u32 = 12;
    pub(super) const HASH: u32 = 13;
    pub(super) const HASH_NEXT_HASH: u32 = 14;
    pub(super) const CLASS_COMMAS: u32 = 15;
    pub(super) const CLASS_NEXT_COMMAS: u32 = 16;
    pub(super) const CLASS_VERBS_LENGTH: u32 = 17;
    pub(super) const STATE_CLASS: u32 = 18;
    pub(super) const STATE_QUOTED: u32 = 19;
    pub(super) const FORM_OPENING: u32 = 20;
    pub(super) const FORM_OPENING_CLASS_VERBS: u32 = 21;
    pub(super) const LENGTH: u32 = 22;
    pub(super) const REST_CLASS: u32 = 23;
    pub(super) const CUES_CLASS: u32 = 24;
    pub(super) const HASH_CLASS: u32 = 25;
    pub(super) const HASH_OPENING: u32 = 26;
    pub(super) const NEXT_HASH_CLASS: u32 = 27;
    pub(super) const VERBS_COMMAS_CLASS_NEXT: u32 = 28;
    pub(super) const VERBS_OPENING_CLASS_NEXT_COMMAS: u32 = 29;
    pub(super) const PURE_STATE: u32 = 30;
    pub(super) const PURE_CLASS_OWNED_LATER: u32 = 31;
    pub(super) const CLOSED_CLASS_LOOK: u32 = 32;
    pub(super) const CLOSED_CLASS_FORM_LOOK: u32 = 33;
    pub(super) const CLOSED_NEXT_CLASS_OWNED_LATER: u32 = 34;
}

const ENDS: usize = 24;

/// Places where content right of a cue may end, each the word behind it: the frame's end first, then each border of a clause.
pub(crate) fn right_ends(reading: &Reading, start: usize, end: usize) -> Vec<usize> {
    let end = end.min(start + LONGEST);
    let last = (start..end).rev().find(|at| !reading.is(*at, Flags::PUNCT) || reading.words[*at].quoted());
    let last = last.map_or(end, |at| at + 1);
    let ends = |at: &usize| {
        let (before, word) = (&reading.words[at - 1], &reading.words[*at]);
        let outside = !before.is(Flags::PUNCT) || before.quoted();
        let border = word.is(Flags::PUNCT | Flags::CLOSED | Flags::TIME | Flags::TO) && !word.quoted();
        outside && (border || (before.quoted() && before.segment != word.segment))
    };
    let mut places = vec![last.max(start + 1)];
    places.extend((start + 1..last.min(start + REACH)).filter(ends).take(ENDS));
    places
}

/// Describes a place where content may end.
pub(crate) fn describe(
    reading: &Reading,
    facts: Shared,
    (start, at, end): (usize, usize, usize),
    (cue, inside): (Id<Cue>, Inside),
    candidates: &mut Candidates,
) {
    let words = &reading.words;
    let class = if at < end { class::at(words, Some(at)) } else { 62 };
    let before = u64::from(words[at - 1].class);
    let next = if at + 1 < end { class::at(words, Some(at + 1)) } else { 62 };
    let hash = if at < end { u64::from(words[at].hash) } else { 0 };
    let next_hash = if at + 1 < end { u64::from(words[at + 1].hash) } else { 0 };
    let (commas, verbs) = (inside.commas.min(4), inside.verbs.min(3));
    let mine = u64::from(reading.owns(cue, at - 1)) << 1 | u64::from(words[start].quoted());
    let mine = mine << 1 | u64::from(at < end && reading.owns(cue, at));
    let rest = (end - at).min(12) as u64;
    let length = (at - start).min(15) as u64;
    let opening = u64::from(words[start].class);
    let last = u64::from(rest <= 1);
    let cues = reading.cues[cue.index() + 1..].iter().take(4).filter(|other| other.word >= start && other.word < at);
    let cues = cues.count().min(3) as u64;
    let owned_later = owns_next(reading, WordSpan { first: at, end }, cue);
    let state = u64::from(owned_later) << 4 | mine;
    let pure = inside.found;
    let closed = if mine & 4 == 0 { 0 } else { 1 + ending(reading, at - 1) };
    candidates.feature(template::CLOSED_CLASS_LOOK, closed << 16 | class << 8 | facts.own.look & 1);
    candidates
        .feature(template::CLOSED_CLASS_FORM_LOOK, closed << 24 | class << 16 | facts.form << 8 | facts.own.look & 1);
    candidates.feature(
        template::CLOSED_NEXT_CLASS_OWNED_LATER,
        closed << 24 | next << 16 | class << 8 | u64::from(owned_later),
    );
    candidates.feature(template::PURE_STATE, pure << 8 | state);
    candidates.feature(template::PURE_CLASS_OWNED_LATER, pure << 16 | class << 8 | u64::from(owned_later));
    for (template, value) in [
        (template::CLASS, class),
        (template::CLASS_BEFORE, class << 8 | before),
        (template::CLASS_NEXT, class << 8 | next),
        (template::HASH, hash),
        (template::HASH_NEXT_HASH, hash ^ next_hash << 20),
        (template::CLASS_COMMAS, class << 8 | commas),
        (template::CLASS_NEXT_COMMAS, class << 16 | next << 8 | commas),
        (template::CLASS_VERBS_LENGTH, class << 16 | verbs << 8 | length),
        (template::STATE_CLASS, state << 8 | class),
        (template::STATE_QUOTED, state << 16 | last << 8 | facts.quoted),
        (template::FORM_OPENING, facts.form << 16 | opening << 8 | last),
        (template::FORM_OPENING_CLASS_VERBS, facts.form << 24 | opening << 16 | class << 8 | verbs),
        (template::LENGTH, length << 1 | last),
        (template::REST_CLASS, rest << 8 | class),
        (template::CUES_CLASS, cues << 16 | class << 8 | last),
        (template::HASH_CLASS, facts.hash << 8 | class),
        (template::HASH_OPENING, hash << 8 | opening),
        (template::NEXT_HASH_CLASS, next_hash << 8 | class),
        (template::VERBS_COMMAS_CLASS_NEXT, verbs << 24 | commas << 16 | class << 8 | next),
        (template::VERBS_OPENING_CLASS_NEXT_COMMAS, (verbs << 24 | opening << 16 | class << 8 | next) << 8 | commas),
    ] {
        candidates.feature(template, value);
    }
}

/// How the words of a segment end that are the last ones before a place: with a comma, a stop, or neither.
fn ending(reading: &Reading, last: usize) -> u64 {
    let segment = reading.words[last].segment;
    let inside = reading.words[..=last].iter().rev().take_while(|word| word.segment == segment);
    let mut ends = inside.take(3).filter(|word| !word.is(Flags::MARK));
    ends.next().map_or(0, |word| word.flags.intersection(Flags::COMMA | Flags::STOP).low_bits())
}

/// Whether the first segment that begins among some words belongs to the cue.
fn owns_next(reading: &Reading, within: WordSpan, cue: Id<Cue>) -> bool {
    let next = reading.segment_words.partition_point(|segment| segment.first < within.first);
    let next = reading.segment_words.get(next).filter(|segment| segment.first < within.end);
    next.is_some_and(|segment| reading.owns(cue, segment.first))
}
