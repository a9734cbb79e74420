//! Where the content of a cue begins and ends, left and right of it.

use crate::ends;
use crate::facts::shared;
use crate::flags::Flags;
use crate::inside;
use crate::judge::{Judge, Question};
use crate::reading::{Attached, Reading};
use crate::starts;

/// What each feature is folded from, by the number that keeps its values apart from the others'.
mod template {
    pub(super) const BIAS: u32 = 30;
    pub(super) const SOURCED_FORM: u32 = 31;
    pub(super) const RANK: u32 = 32;
    pub(super) const RANK_FORM: u32 = 33;
    pub(super) const RANK_HASH: u32 = 34;
    pub(super) const PATH_FORM: u32 = 35;
    pub(super) const PATH_CLASS: u32 = 36;
}

/// How many places are looked at where content left of a cue may begin, right of it, and where that may end.
const LEFT_STARTS: usize = 14;
const RIGHT_STARTS: usize = 8;
/// The longest content beside a cue, in words, so that a sentence without an end costs no more than others.
pub(crate) const LONGEST: usize = 1500;
/// How many words a content is looked at.
pub(crate) const REACH: usize = 90;

/// Decides about a cue's content; its source and segments have been decided.
pub(crate) fn decide(reading: &mut Reading, cue: usize, judge: &mut impl Judge) {
    let word = reading.cues[cue].word;
    let frame = reading.frames[reading.cues[cue].frame].words.clone();
    let source = reading.cues[cue].source.map(|phrase| &reading.phrases[phrase]);
    let from = source.map_or(word, |source| source.first.min(word));
    let to = source.map_or(word + 1, |source| source.last.max(word + 1));
    let end = (frame.start..from).rev().find(|at| !reading.is(*at, Flags::PUNCT) || reading.words[*at].segment != 0);
    let end = end.map_or(frame.start, |at| at + 1);
    reading.cues[cue].left = left(reading, cue, (frame.start, end), judge);
    reading.cues[cue].right = right(reading, cue, (to, frame.end), judge);
    let found = &reading.cues[cue];
    if reading.is(word, Flags::ACCORDING) && !found.quoted && found.left.is_none() && found.right.is_none() {
        according(reading, cue, (frame.start, end), (to, frame.end));
    }
}

/// "according to" always attributes something: what stands before it, or else all behind its source.
fn according(reading: &mut Reading, cue: usize, before: (usize, usize), (from, to): (usize, usize)) {
    if before.0 < before.1 {
        reading.cues[cue].left = Some((before.0.max(before.1.saturating_sub(LONGEST)), before.1));
        return;
    }
    let to = to.min(from + LONGEST);
    let held = |at: &usize| !reading.is(*at, Flags::PUNCT);
    let (first, last) = ((from..to).find(held), (from..to).rev().find(held));
    reading.cues[cue].right = first.zip(last).map(|(first, last)| (first, last + 1));
}

fn left(
    reading: &mut Reading,
    cue: usize,
    (start, end): (usize, usize),
    judge: &mut impl Judge,
) -> Option<(usize, usize)> {
    if start >= end {
        return None;
    }
    let starts = left_starts(reading, start, end);
    let facts = shared(reading, cue, (start, end));
    let word = reading.cues[cue].word;
    let mut candidates = std::mem::take(&mut reading.candidates);
    candidates.clear();
    starts::none(&mut candidates, facts, reading, (end, word, cue));
    for at in &starts {
        starts::describe(reading, facts, (*at, end, cue), &mut candidates);
        candidates.feature(template::BIAS, u64::from(*at == start));
        candidates.feature(template::SOURCED_FORM, u64::from(*at == start) << 20 | facts.sourced << 16 | facts.form);
        candidates.end();
    }
    reading.candidates = candidates;
    let (chosen, _) = reading.ask(judge, &Question::Left { cue: word, starts: &starts, end });
    chosen.checked_sub(1).map(|at| (starts[at], end))
}

/// Places where content left of a cue may begin: the frame's start and what follows a mark or a joining word.
fn left_starts(reading: &Reading, start: usize, end: usize) -> Vec<usize> {
    let opens = |at: &usize| {
        let before = &reading.words[at - 1];
        let word = &reading.words[*at];
        let border = before.is(Flags::PUNCT | Flags::AND | Flags::CONJUNCTION) && before.segment == 0;
        (border && !(word.is(Flags::PUNCT) && word.segment == 0))
            || (word.segment != 0 && before.segment != word.segment)
    };
    let near = (start + 1).max(end.saturating_sub(REACH));
    let mut starts: Vec<usize> = (near..end).rev().filter(opens).take(LEFT_STARTS - 1).collect();
    starts.push(start.max(end.saturating_sub(LONGEST)));
    starts
}

fn right(
    reading: &mut Reading,
    cue: usize,
    (from, end): (usize, usize),
    judge: &mut impl Judge,
) -> Option<(usize, usize)> {
    let plausible = |at: &usize| !reading.is(*at, Flags::PUNCT) || reading.words[*at].segment != 0;
    let fresh =
        |at: &usize| reading.words[*at].segment == 0 || reading.words[at - 1].segment != reading.words[*at].segment;
    let starts: Vec<usize> = (from..end.min(from + 40)).filter(plausible).filter(fresh).take(RIGHT_STARTS).collect();
    if starts.is_empty() {
        return None;
    }
    let facts = shared(reading, cue, (from, end));
    let word = reading.cues[cue].word;
    let mut candidates = std::mem::take(&mut reading.candidates);
    candidates.clear();
    starts::none(&mut candidates, facts, reading, (from, word, cue));
    for (rank, at) in starts.iter().enumerate() {
        starts::describe(reading, facts, (*at, word, cue), &mut candidates);
        candidates.feature(template::RANK, rank as u64);
        candidates.feature(template::RANK_FORM, (rank as u64) << 16 | facts.form);
        candidates.feature(template::RANK_HASH, (rank as u64) << 40 | facts.hash);
        candidates.feature(template::PATH_FORM, crate::targets::path(reading, from, *at) << 8 | facts.form);
        candidates.feature(
            template::PATH_CLASS,
            crate::targets::path(reading, from, *at) << 8 | u64::from(reading.words[*at].class),
        );
        candidates.end();
    }
    reading.candidates = candidates;
    let (chosen, _) = reading.ask(judge, &Question::Right { cue: word, starts: &starts });
    let start = starts[chosen.checked_sub(1)?];
    Some((start, right_end(reading, cue, (start, end), judge)))
}

/// Whether a word lies in a segment that was attached to this cue.
pub(crate) fn owned(reading: &Reading, at: usize, cue: usize) -> bool {
    let segment = reading.words.get(at).map_or(0, |word| word.segment as usize);
    segment != 0 && reading.attachments[segment - 1].to == Attached::Cue(cue)
}

fn right_end(reading: &mut Reading, cue: usize, (start, end): (usize, usize), judge: &mut impl Judge) -> usize {
    let ends = ends::right_ends(reading, start, end);
    let facts = shared(reading, cue, (start, end));
    let word = reading.cues[cue].word;
    let mut candidates = std::mem::take(&mut reading.candidates);
    candidates.clear();
    let longest = ends[0];
    for at in &ends {
        let inside = inside::between(reading, (start, (*at).min(start + REACH).min(longest)), cue);
        ends::describe(reading, facts, (start, *at, end), (cue, inside), &mut candidates);
        candidates.end();
    }
    reading.candidates = candidates;
    let (chosen, _) = reading.ask(judge, &Question::End { cue: word, start, ends: &ends });
    ends[chosen]
}
