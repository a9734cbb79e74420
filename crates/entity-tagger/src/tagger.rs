//! Tags an article: a first pass over its sentences, and a second that has heard what the first found.

use copydesk_core::Budget;
use copydesk_core::budget::OverBudget;

use crate::features::{Echo, OFFSETS, context, own};
use crate::labels::{Tag, tag_count};
use crate::model::{Model, Pass};
use crate::names::surnames;
use crate::text::Page;
use crate::viterbi::best_tags;

/// Buffers of one article.
#[derive(Default)]
pub(crate) struct Work {
    /// The article.
    pub page: Page,
    /// The tags found.
    pub tags: Vec<Tag>,
    emissions: Vec<i16>,
    paths: Vec<i16>,
    sums: Vec<i16>,
    summed: Vec<bool>,
    echo: Echo,
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
    surnames::find(&work.page, &mut work.tags, &model.labels);
    Ok(())
}

/// The first pass alone.
pub(crate) fn first_pass<const W: usize>(model: &Model, work: &mut Work, budget: &Budget) -> Result<(), OverBudget> {
    begin::<W>(work);
    for sentence in 0..work.page.sentences().len() {
        budget.check()?;
        let pass = if work.page.is_blind(sentence) { &model.blind } else { &model.first };
        emit::<W>(pass, work, sentence);
        decode::<W>(model, pass, work, sentence);
    }
    Ok(())
}

fn begin<const W: usize>(work: &mut Work) {
    let words = (work.page.different() + 1) * OFFSETS.len();
    work.tags.clear();
    work.emissions.clear();
    work.emissions.resize(work.page.len() * W, 0);
    work.sums.resize(work.sums.len().max(words * W), 0);
    work.summed.clear();
    work.summed.resize(words, false);
}

fn emit<const W: usize>(pass: &Pass, work: &mut Work, sentence: usize) {
    let Work { page, emissions, sums, summed, .. } = work;
    let range = page.sentences()[sentence].clone();
    let (sums, emissions) = (sums.as_chunks_mut::<W>().0, emissions.as_chunks_mut::<W>().0);
    let edge = page.different();
    for at in range.clone() {
        let scores = &mut emissions[at];
        for (place, offset) in OFFSETS.iter().enumerate() {
            let other = at.wrapping_add_signed(*offset);
            let (number, word) =
                if range.contains(&other) { (page.number(other), Some(page.word(other))) } else { (edge, None) };
            let sum = number * OFFSETS.len() + place;
            if !summed[sum] {
                summed[sum] = word.is_some();
                sums[sum] = [0; W];
                own(word, place, &mut |feature| pass.table.add(feature, &mut sums[sum]));
            }
            for tag in 0..W {
                scores[tag] += sums[sum][tag];
            }
        }
        context(page, &range, at, &mut |feature| pass.table.add(feature, scores));
    }
}

fn decode<const W: usize>(model: &Model, pass: &Pass, work: &mut Work, sentence: usize) {
    let range = work.page.sentences()[sentence].clone();
    let emissions = &work.emissions.as_chunks::<W>().0[range.clone()];
    work.paths.resize(work.paths.len().max(range.len() * W), 0);
    let paths = &mut work.paths.as_chunks_mut::<W>().0[..range.len()];
    best_tags(emissions, &pass.transitions, tag_count(model.labels.len()), paths, &mut work.tags);
}

/// The second pass over the sentences whose case tells something, by all features and what the first pass found.
fn second_pass<const W: usize>(model: &Model, work: &mut Work, budget: &Budget) -> Result<(), OverBudget> {
    work.echo.listen(&work.page, &work.tags, model.labels.len());
    let first = std::mem::take(&mut work.tags);
    begin::<W>(work);
    for sentence in 0..work.page.sentences().len() {
        budget.check()?;
        let range = work.page.sentences()[sentence].clone();
        if work.page.is_blind(sentence) {
            work.tags.extend(&first[range]);
            continue;
        }
        emit::<W>(&model.second, work, sentence);
        let emissions = work.emissions.as_chunks_mut::<W>().0;
        for at in range {
            work.echo.features(&work.page, at, &mut |feature| model.second.table.add(feature, &mut emissions[at]));
        }
        decode::<W>(model, &model.second, work, sentence);
    }
    Ok(())
}
