//! Where the content of a cue begins and ends, left and right of it.

use copydesk_core::Id;

use crate::class;
use crate::cue::Cue;
use crate::ends;
use crate::facts::{LONGEST, REACH, shared};
use crate::flags::Flags;
use crate::inside;
use crate::judge::{Judge, Question};
use crate::phrases::Phrase;
use crate::reading::Reading;
use crate::starts;
use crate::words::WordSpan;

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
/// How far ahead of a cue its content may begin, in words: behind an adverbial ("said on Monday, after a long meeting, that").
const AHEAD: usize = 40;

/// Decides about a cue's content; its source and segments have been decided.
pub(crate) fn decide(reading: &mut Reading, cue: Id<Cue>, judge: &mut impl Judge) {
    let word = reading.cue(cue).word;
    let frame = reading.frame(reading.cue(cue).frame).words.clone();
    let source = reading.source(cue);
    let from = source.map_or(word, |source| source.first.min(word));
    let to = source.map_or(word + 1, |source| behind_apposition(reading, source).max(word + 1));
    let end = (frame.start..from).rev().find(|at| !reading.is(*at, Flags::PUNCT) || reading.words[*at].quoted());
    let end = end.map_or(frame.start, |at| at + 1);
    let (before, behind) = (WordSpan { first: frame.start, end }, WordSpan { first: to, end: frame.end });
    reading.cues[cue.index()].left = left(reading, cue, before, judge);
    reading.cues[cue.index()].right = right(reading, cue, behind, judge);
    let found = reading.cue(cue);
    if reading.is(word, Flags::ACCORDING) && !found.quoted && found.left.is_none() && found.right.is_none() {
        according(reading, cue, before, behind);
    }
}

/// Where a source ends with the name that a comma adds: "according to the founder, Ines Okafor,".
fn behind_apposition(reading: &Reading, source: &Phrase) -> usize {
    let name = reading.names.next(source.end + 1).filter(|name| name.first == source.end + 1);
    let name = name.filter(|name| reading.is(source.end, Flags::COMMA) && reading.is(name.end, Flags::COMMA));
    let office = reading.is(source.head(), Flags::PERSON | Flags::TITLE);
    name.filter(|_| office).map_or(source.end, |name| name.end)
}

/// "according to" always attributes something: what stands before it, or else all behind its source.
fn according(reading: &mut Reading, cue: Id<Cue>, before: WordSpan, behind: WordSpan) {
    if before.first < before.end {
        let first = before.first.max(before.end.saturating_sub(LONGEST));
        reading.cues[cue.index()].left = Some(WordSpan { first, end: before.end });
        return;
    }
    let near = behind.first..behind.end.min(behind.first + LONGEST);
    let held = |at: &usize| !reading.is(*at, Flags::PUNCT);
    let (first, last) = (near.clone().find(held), near.rev().find(held));
    reading.cues[cue.index()].right = first.zip(last).map(|(first, last)| WordSpan { first, end: last + 1 });
}

fn left(reading: &mut Reading, cue: Id<Cue>, side: WordSpan, judge: &mut impl Judge) -> Option<WordSpan> {
    let WordSpan { first: start, end } = side;
    if start >= end {
        return None;
    }
    let starts = left_starts(reading, start, end);
    let facts = shared(reading, cue, side);
    let word = reading.cue(cue).word;
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
    let (chosen, _) = judge.choose(&Question::Left { cue: word, starts: &starts, end }, &reading.candidates);
    chosen.checked_sub(1).map(|at| WordSpan { first: starts[at], end })
}

/// Places where content left of a cue may begin: the frame's start and what follows a mark or a joining word.
fn left_starts(reading: &Reading, start: usize, end: usize) -> Vec<usize> {
    let opens = |at: &usize| {
        let before = &reading.words[at - 1];
        let word = &reading.words[*at];
        let border = before.is(Flags::PUNCT | Flags::AND | Flags::CONJUNCTION) && !before.quoted();
        (border && (!word.is(Flags::PUNCT) || word.quoted())) || (word.quoted() && before.segment != word.segment)
    };
    let near = (start + 1).max(end.saturating_sub(REACH));
    let mut starts: Vec<usize> = (near..end).rev().filter(opens).take(LEFT_STARTS - 1).collect();
    starts.push(start.max(end.saturating_sub(LONGEST)));
    starts
}

fn right(reading: &mut Reading, cue: Id<Cue>, side: WordSpan, judge: &mut impl Judge) -> Option<WordSpan> {
    let WordSpan { first: from, end } = side;
    let plausible = |at: &usize| !reading.is(*at, Flags::PUNCT) || reading.words[*at].quoted();
    let fresh =
        |at: &usize| !reading.words[*at].quoted() || reading.words[at - 1].segment != reading.words[*at].segment;
    let near = from..end.min(from + AHEAD);
    let mut starts: Vec<usize> = near.clone().filter(plausible).filter(fresh).take(RIGHT_STARTS).collect();
    let late = starts.last().map_or(from, |last| last + 1)..near.end;
    let that = |at: &usize| reading.is(*at, Flags::THAT) && !reading.words[*at].quoted();
    starts.extend(late.into_iter().find(that));
    if starts.is_empty() {
        return None;
    }
    let facts = shared(reading, cue, side);
    let word = reading.cue(cue).word;
    let mut candidates = std::mem::take(&mut reading.candidates);
    candidates.clear();
    starts::none(&mut candidates, facts, reading, (from, word, cue));
    for (rank, at) in starts.iter().enumerate() {
        starts::describe(reading, facts, (*at, word, cue), &mut candidates);
        candidates.feature(template::RANK, rank as u64);
        candidates.feature(template::RANK_FORM, (rank as u64) << 16 | facts.form);
        candidates.feature(template::RANK_HASH, (rank as u64) << 40 | facts.hash);
        let path = class::path(&reading.words, from, *at);
        candidates.feature(template::PATH_FORM, path << 8 | facts.form);
        candidates.feature(template::PATH_CLASS, path << 8 | u64::from(reading.words[*at].class));
        candidates.end();
    }
    reading.candidates = candidates;
    let (chosen, _) = judge.choose(&Question::Right { cue: word, starts: &starts }, &reading.candidates);
    let first = starts[chosen.checked_sub(1)?];
    Some(WordSpan { first, end: right_end(reading, cue, WordSpan { first, end }, judge) })
}

fn right_end(reading: &mut Reading, cue: Id<Cue>, rest: WordSpan, judge: &mut impl Judge) -> usize {
    let WordSpan { first: start, end } = rest;
    let ends = ends::right_ends(reading, start, end);
    let facts = shared(reading, cue, rest);
    let word = reading.cue(cue).word;
    let mut candidates = std::mem::take(&mut reading.candidates);
    candidates.clear();
    let longest = ends[0];
    for at in &ends {
        let inside =
            inside::between(reading, WordSpan { first: start, end: (*at).min(start + REACH).min(longest) }, cue);
        ends::describe(reading, facts, (start, *at, end), (cue, inside), &mut candidates);
        candidates.end();
    }
    reading.candidates = candidates;
    let (chosen, _) = judge.choose(&Question::End { cue: word, start, ends: &ends }, &reading.candidates);
    ends[chosen]
}
