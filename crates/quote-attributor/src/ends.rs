//! Where content right of a cue may end, and how these places look.

use crate::class;
use crate::contents::{LONGEST, REACH, owned};
use crate::facts::Shared;
use crate::flags::Flags;
use crate::inside::Inside;
use crate::linear::Candidates;
use crate::reading::Reading;

const ENDS: usize = 24;

/// Places where content right of a cue may end, each the word behind it: the frame's end first, then each border of a clause.
pub(crate) fn right_ends(reading: &Reading, start: usize, end: usize) -> Vec<usize> {
    let end = end.min(start + LONGEST);
    let last = (start..end).rev().find(|at| !reading.is(*at, Flags::PUNCT) || reading.words[*at].segment != 0);
    let last = last.map_or(end, |at| at + 1);
    let ends = |at: &usize| {
        let (before, word) = (&reading.words[at - 1], &reading.words[*at]);
        let outside = !(before.is(Flags::PUNCT) && before.segment == 0);
        let border = word.is(Flags::PUNCT | Flags::CLOSED | Flags::TIME | Flags::TO) && word.segment == 0;
        outside && (border || (before.segment != 0 && before.segment != word.segment))
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
    (cue, inside): (usize, Inside),
    candidates: &mut Candidates,
) {
    let words = &reading.words;
    let class = if at < end { class::at(words, Some(at)) } else { 62 };
    let before = u64::from(words[at - 1].class);
    let next = if at + 1 < end { class::at(words, Some(at + 1)) } else { 62 };
    let hash = if at < end { u64::from(words[at].hash) } else { 0 };
    let next_hash = if at + 1 < end { u64::from(words[at + 1].hash) } else { 0 };
    let (commas, verbs) = (inside.commas.min(4), inside.verbs.min(3));
    let mine = u64::from(owned(reading, at - 1, cue)) << 1 | u64::from(words[start].segment != 0);
    let mine = mine << 1 | u64::from(at < end && owned(reading, at, cue));
    let rest = (end - at).min(12) as u64;
    let length = (at - start).min(15) as u64;
    let opening = u64::from(words[start].class);
    let last = u64::from(rest <= 1);
    let cues = reading.cues[cue + 1..].iter().take(4).filter(|other| other.word >= start && other.word < at);
    let cues = cues.count().min(3) as u64;
    let owned_later = reading.segment_words[..].partition_point(|(first, _)| *first < at);
    let owned_later =
        reading.segment_words.get(owned_later).is_some_and(|(first, _)| *first < end && owned(reading, *first, cue));
    let state = u64::from(owned_later) << 4 | mine;
    let pure = inside.found;
    let closed = if mine & 4 == 0 { 0 } else { 1 + ending(reading, at - 1) };
    candidates.feature(32, closed << 16 | class << 8 | facts.own.look & 1);
    candidates.feature(33, closed << 24 | class << 16 | facts.form << 8 | facts.own.look & 1);
    candidates.feature(34, closed << 24 | next << 16 | class << 8 | u64::from(owned_later));
    candidates.feature(30, pure << 8 | state);
    candidates.feature(31, pure << 16 | class << 8 | u64::from(owned_later));
    for (template, value) in [
        (10, class),
        (11, class << 8 | before),
        (12, class << 8 | next),
        (13, hash),
        (14, hash ^ next_hash << 20),
        (15, class << 8 | commas),
        (16, class << 16 | next << 8 | commas),
        (17, class << 16 | verbs << 8 | length),
        (18, state << 8 | class),
        (19, state << 16 | last << 8 | facts.quoted),
        (20, facts.form << 16 | opening << 8 | last),
        (21, facts.form << 24 | opening << 16 | class << 8 | verbs),
        (22, length << 1 | last),
        (23, rest << 8 | class),
        (24, cues << 16 | class << 8 | last),
        (25, facts.hash << 8 | class),
        (26, hash << 8 | opening),
        (27, next_hash << 8 | class),
        (28, verbs << 24 | commas << 16 | class << 8 | next),
        (29, (verbs << 24 | opening << 16 | class << 8 | next) << 8 | commas),
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
