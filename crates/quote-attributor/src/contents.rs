//! Where the content of a cue begins and ends, left and right of it.

use std::cmp::Ordering;

use crate::class;
use crate::flags::Flags;
use crate::inside::{self, Inside};
use crate::judge::{Judge, Question};
use crate::reading::Reading;

const STARTS: usize = 14;
const ENDS: usize = 24;
/// The longest content beside a cue, in words, so that a sentence without an end costs no more than others.
const LONGEST: usize = 1500;
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
}

/// Facts about a cue that all its content's features share.
#[derive(Clone, Copy)]
struct Shared {
    hash: u64,
    form: u64,
    around: u64,
    quoted: u64,
    sourced: u64,
    own: Own,
}

/// The segment of the cue on one side of it that is nearest to the frame's border or to the cue, whichever comes first in the text.
#[derive(Clone, Copy)]
struct Own {
    /// Its first word, if there is one.
    first: Option<usize>,
    /// How it looks: whether it begins with a capital, its length, and what stands before it.
    look: u64,
}

impl Own {
    /// The first segment that belongs to a cue between two words.
    fn between(reading: &Reading, cue: usize, (from, to): (usize, usize)) -> Self {
        let next = reading.segment_words.partition_point(|(first, _)| *first < from);
        let near = reading.segment_words[next..].iter().zip(&reading.attachments[next..]).take(6);
        let mut near = near.take_while(|((first, _), _)| *first < to);
        let Some(((first, last), _)) = near.find(|(_, attached)| attached.cue == Some(cue)) else {
            return Self { first: None, look: 0 };
        };
        let opening = (*first..*last).find(|at| !reading.is(*at, Flags::PUNCT)).unwrap_or(*first);
        let capital = u64::from(reading.is(opening, Flags::CAP));
        let length = (last - first).min(9) as u64;
        let before = class::at(&reading.words, first.checked_sub(1));
        Self { first: Some(*first), look: 1 + (before << 8 | length << 4 | capital) }
    }

    /// Where a word stands to it: before it, at it, behind it, or there is none.
    fn side(&self, at: usize) -> u64 {
        self.first.map_or(0, |first| match at.cmp(&first) {
            Ordering::Less => 1,
            Ordering::Equal => 2,
            Ordering::Greater => 3,
        })
    }
}

fn shared(reading: &Reading, cue: usize, side: (usize, usize)) -> Shared {
    let found = &reading.cues[cue];
    let word = &reading.words[found.word];
    let sourced = found.source.map_or(0, |phrase| 1 + u64::from(reading.phrases[phrase].first > found.word));
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
    none(&mut candidates, facts, reading, (end, word, cue));
    for at in &starts {
        describe_start(reading, facts, (*at, end, cue), &mut candidates);
        candidates.feature(30, u64::from(*at == start));
        candidates.feature(31, u64::from(*at == start) << 20 | facts.sourced << 16 | facts.form);
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
    let mut starts: Vec<usize> = (near..end).rev().filter(opens).take(STARTS - 1).collect();
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
    let starts: Vec<usize> = (from..end.min(from + 40)).filter(plausible).filter(fresh).take(STARTS).collect();
    if starts.is_empty() {
        return None;
    }
    let facts = shared(reading, cue, (from, end));
    let word = reading.cues[cue].word;
    let mut candidates = std::mem::take(&mut reading.candidates);
    candidates.clear();
    none(&mut candidates, facts, reading, (from, word, cue));
    for (rank, at) in starts.iter().enumerate() {
        describe_start(reading, facts, (*at, word, cue), &mut candidates);
        candidates.feature(32, rank as u64);
        candidates.feature(33, (rank as u64) << 16 | facts.form);
        candidates.feature(34, (rank as u64) << 40 | facts.hash);
        candidates.feature(35, crate::attach::path(reading, from, *at) << 8 | facts.form);
        candidates.feature(36, crate::attach::path(reading, from, *at) << 8 | u64::from(reading.words[*at].class));
        candidates.end();
    }
    reading.candidates = candidates;
    let (chosen, _) = reading.ask(judge, &Question::Right { cue: word, starts: &starts });
    let start = starts[chosen.checked_sub(1)?];
    Some((start, right_end(reading, cue, (start, end), judge)))
}

fn none(
    candidates: &mut crate::linear::Candidates,
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

/// Whether a word lies in a segment that was attached to this cue.
pub(crate) fn owned(reading: &Reading, at: usize, cue: usize) -> bool {
    let segment = reading.words.get(at).map_or(0, |word| word.segment as usize);
    segment != 0 && reading.attachments[segment - 1].cue == Some(cue)
}

fn describe_start(
    reading: &Reading,
    facts: Shared,
    (at, other, cue): (usize, usize, usize),
    candidates: &mut crate::linear::Candidates,
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

fn right_end(reading: &mut Reading, cue: usize, (start, end): (usize, usize), judge: &mut impl Judge) -> usize {
    let ends = right_ends(reading, start, end);
    let facts = shared(reading, cue, (start, end));
    let word = reading.cues[cue].word;
    let mut candidates = std::mem::take(&mut reading.candidates);
    candidates.clear();
    let longest = ends[0];
    for at in &ends {
        let inside = inside::between(reading, (start, (*at).min(start + REACH).min(longest)), cue);
        describe_end(reading, facts, (start, *at, end), (cue, inside), &mut candidates);
        candidates.end();
    }
    reading.candidates = candidates;
    let (chosen, _) = reading.ask(judge, &Question::End { cue: word, start, ends: &ends });
    ends[chosen]
}

/// Places where content right of a cue may end, each the word behind it: the frame's end first, then each border of a clause.
fn right_ends(reading: &Reading, start: usize, end: usize) -> Vec<usize> {
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

fn describe_end(
    reading: &Reading,
    facts: Shared,
    (start, at, end): (usize, usize, usize),
    (cue, inside): (usize, Inside),
    candidates: &mut crate::linear::Candidates,
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
    ends.next().map_or(0, |word| word.flags.and(Flags::COMMA | Flags::STOP).bits())
}
