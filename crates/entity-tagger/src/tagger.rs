//! Tags an article: a first pass over its sentences, and a second that has heard what the first found.

use std::ops::Range;

use copydesk_core::Budget;
use copydesk_core::budget::OverBudget;

use crate::abbreviations;
use crate::buildings;
use crate::common;
use crate::features::Echo;
use crate::labels::{OUTSIDE, Tag, tag_count};
use crate::model::{Model, Pass};
use crate::names::surnames;
use crate::openers;
use crate::possessives;
use crate::sums::{RunSum, Sums};
use crate::text::Page;
use crate::viterbi::{Sides, best_tags};

/// The lead of "no name" that settles a word by the words around it alone, in the weights' steps of a thirty-second. With a
/// capital letter beside it the word may be the "of" of a name; away from all capitals hardly anything else of it can matter.
const SETTLED: i16 = 64;
const SETTLED_AWAY: i16 = 8;

/// The lead of a tag in the first pass with which the second would only find the same again.
const SURE: i16 = 96;

/// The places of the passes' sums.
const FIRST: usize = 0;
const BLIND: usize = 1;
const SECOND: usize = 2;

/// Buffers of one article, and what is kept of the words of those before.
#[derive(Default)]
pub(crate) struct Work {
    /// The article.
    pub page: Page,
    /// The tags found.
    pub tags: Vec<Tag>,
    /// The tokens that are tagged as surnames, whatever the weights say.
    pub by_surname: Vec<usize>,
    /// Whether the scores of all tokens are kept, to explain what was found: by far most of what an article takes.
    pub explains: bool,
    /// The scores of each tag for the tokens of a sentence, or of the article.
    emissions: Vec<i16>,
    paths: Vec<i16>,
    /// In a pass the tokens whose tag stands, whatever else is seen; after the first those of which the second would find the same.
    settled: Vec<bool>,
    /// The features of a token.
    seen: Vec<u64>,
    sums: [Sums; 3],
    echo: Echo,
}

impl Work {
    /// What the pass that saw a token last found for each tag, where that is kept.
    pub(crate) fn scores<const W: usize>(&self, at: usize) -> &[i16; W] {
        &self.emissions.as_chunks::<W>().0[at]
    }

    /// The place of a sentence's scores.
    const fn scores_from(&self, sentence: &Range<usize>) -> usize {
        if self.explains { sentence.start } else { 0 }
    }
}

/// Calls a function that is generic over the tables' width.
macro_rules! with_width {
    ($width:expr, $call:ident($($argument:expr),*)) => {
        match $width {
            8 => $call::<8>($($argument),*),
            12 => $call::<12>($($argument),*),
            16 => $call::<16>($($argument),*),
            20 => $call::<20>($($argument),*),
            24 => $call::<24>($($argument),*),
            32 => $call::<32>($($argument),*),
            _ => $call::<64>($($argument),*),
        }
    };
}
pub(crate) use with_width;

/// Tags the sentences of `work.page`, which is finished; both passes, if the model has a second.
pub(crate) fn tag(model: &Model, work: &mut Work, budget: &Budget) -> Result<(), OverBudget> {
    let width = crate::model::width(model.labels.len());
    with_width!(width, first_pass(model, work, budget))?;
    if model.has_second {
        with_width!(width, second_pass(model, work, budget))?;
    }
    possessives::complete(&work.page, &mut work.tags, &model.labels);
    buildings::complete(&work.page, &mut work.tags, &model.labels);
    abbreviations::leave_out(&work.page, &mut work.tags, &model.labels);
    common::leave_out(&work.page, &mut work.tags, &model.labels);
    openers::leave_out(&work.page, &mut work.tags, &model.labels);
    surnames::find(&work.page, &mut work.tags, &model.labels, &mut work.by_surname);
    Ok(())
}

/// The first pass alone.
pub(crate) fn first_pass<const W: usize>(model: &Model, work: &mut Work, budget: &Budget) -> Result<(), OverBudget> {
    begin::<W>(work);
    for sentence in 0..work.page.sentences().len() {
        budget.check()?;
        let (pass, sums) = if work.page.is_blind(sentence) { (&model.blind, BLIND) } else { (&model.first, FIRST) };
        emit::<W>(model, pass, work, sums, sentence);
        decode::<W>(model, pass, work, sentence);
        if model.has_second && sums == FIRST {
            keep_sure::<W>(model, work, sentence);
        }
    }
    Ok(())
}

fn begin<const W: usize>(work: &mut Work) {
    let tokens = work.page.len();
    work.tags.clear();
    work.tags.resize(tokens, OUTSIDE);
    work.settled.clear();
    work.settled.resize(tokens, false);
    let longest = work.page.sentences().iter().map(ExactSizeIterator::len).max().unwrap_or(0);
    let kept = if work.explains { tokens } else { longest };
    work.emissions.clear();
    work.emissions.resize(kept * W, 0);
    work.paths.resize(work.paths.len().max(longest * W), 0);
}

/// Notes the tokens of a sentence whose tag leads by so much that the second pass would find it again.
fn keep_sure<const W: usize>(model: &Model, work: &mut Work, sentence: usize) {
    let range = work.page.sentences()[sentence].clone();
    let (first, count) = (work.scores_from(&range), tag_count(model.labels.len()));
    let emissions = work.emissions.as_chunks::<W>().0;
    for at in range.clone() {
        // The second pass asks of no other token: see `Echo::concerns`. What the next sentence begins with is not known yet.
        let near = at.saturating_sub(1)..=(at + 1).min(range.end - 1);
        let may_concern = at == range.start
            || at + 1 == range.end
            || work.page.word(at).case.is_capital()
            || work.tags[near].iter().any(|tag| *tag != OUTSIDE);
        let scores = &emissions[first + at - range.start];
        work.settled[at] = may_concern && lead_of(work.tags[at], scores, count) >= SURE;
    }
}

/// Scores the tokens of a sentence: by the words around each, and by all else that is seen there where those do not settle it.
/// Where the case tells nothing they never do: there names look like other words.
fn emit<const W: usize>(model: &Model, pass: &Pass, work: &mut Work, number: usize, sentence: usize) {
    let range = work.page.sentences()[sentence].clone();
    let first = work.scores_from(&range);
    let Work { page, emissions, sums: all, settled, seen, .. } = work;
    let (rows, count) = (pass.table.rows::<W>(), tag_count(model.labels.len()));
    let mut sums = all[number].of(page, &pass.table);
    let emissions = emissions.as_chunks_mut::<W>().0;
    let mut runs = RunSum::default();
    for at in range.clone() {
        let scores = &mut emissions[first + at - range.start];
        *scores = [0; W];
        sums.add(page, &range, at, scores);
        let least = if near_capital(page, &range, at) { SETTLED } else { SETTLED_AWAY };
        settled[at] = number != BLIND && lead_of(OUTSIDE, scores, count) >= least;
        if !settled[at] {
            seen.clear();
            runs.see(page, &range, at, (&rows, seen, scores));
            rows.add(seen, scores);
        }
    }
}

/// Whether a token or one beside it is capitalised.
fn near_capital(page: &Page, sentence: &Range<usize>, at: usize) -> bool {
    let mut near = at.saturating_sub(1).max(sentence.start)..(at + 2).min(sentence.end);
    near.any(|at| page.word(at).case.is_capital())
}

/// By how much a tag leads the best other one of so many.
fn lead_of<const W: usize>(tag: Tag, scores: &[i16; W], tags: usize) -> i16 {
    let mut others = [i16::MIN; W];
    others[..tags].copy_from_slice(&scores[..tags]);
    others[usize::from(tag)] = i16::MIN;
    scores[usize::from(tag)].saturating_sub(others.iter().copied().fold(i16::MIN, i16::max))
}

/// Finds the tags of a sentence, stretch by stretch of what is not settled.
fn decode<const W: usize>(model: &Model, pass: &Pass, work: &mut Work, sentence: usize) {
    let range = work.page.sentences()[sentence].clone();
    let first = work.scores_from(&range);
    let emissions = &work.emissions.as_chunks::<W>().0[first..];
    let paths = work.paths.as_chunks_mut::<W>().0;
    let mut start = range.start;
    while start < range.end {
        let length = work.settled[start..range.end].iter().take_while(|settled| !**settled).count();
        let stretch = start..start + length;
        let sides = Sides {
            before: (start > range.start).then(|| work.tags[start - 1]),
            after: (stretch.end < range.end).then(|| work.tags[stretch.end]),
        };
        let within = stretch.start - range.start..stretch.end - range.start;
        let (emissions, tags) = (&emissions[within.clone()], &mut work.tags[stretch]);
        best_tags(emissions, sides, &pass.transitions, tag_count(model.labels.len()), &mut paths[within], tags);
        start += length + 1;
    }
}

/// The second pass over the sentences whose case tells something, by all features and what the first pass found. Tokens of which
/// the first pass's findings say nothing stay what they are.
fn second_pass<const W: usize>(model: &Model, work: &mut Work, budget: &Budget) -> Result<(), OverBudget> {
    work.echo.listen(&work.page, &work.tags, model.labels.len());
    for sentence in 0..work.page.sentences().len() {
        budget.check()?;
        if work.page.is_blind(sentence) {
            continue;
        }
        emit_again::<W>(model, work, sentence);
        decode::<W>(model, &model.second, work, sentence);
    }
    Ok(())
}

fn emit_again<const W: usize>(model: &Model, work: &mut Work, sentence: usize) {
    let pass = &model.second;
    let range = work.page.sentences()[sentence].clone();
    let first = work.scores_from(&range);
    let Work { page, emissions, sums, settled, echo, seen, .. } = work;
    let rows = pass.table.rows::<W>();
    let mut sums = sums[SECOND].of(page, &pass.table);
    let emissions = emissions.as_chunks_mut::<W>().0;
    let mut runs = RunSum::default();
    for at in range.clone() {
        let scores = &mut emissions[first + at - range.start];
        settled[at] |= !echo.concerns(page, at);
        if settled[at] {
            continue;
        }
        *scores = [0; W];
        sums.add(page, &range, at, scores);
        seen.clear();
        runs.see(page, &range, at, (&rows, seen, scores));
        echo.features(page, at, &mut |feature| seen.push(feature));
        rows.add(seen, scores);
    }
}
