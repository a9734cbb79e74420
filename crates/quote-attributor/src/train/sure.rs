//! Learning how sure quotes are: models read a part of the articles that they have not learned, and what they found is compared
//! with what people marked.

use copydesk_layers::Entity;

use crate::eval::words::shared;
use crate::reading::Reading;
use crate::rows::Decided;
use crate::sure::{OF_SPEAKER, SIZE, Sure, facts};
use crate::train::gold::GoldArticle;
use crate::train::speakers::is_same;
use crate::train::teacher::touched;
use crate::words::WordSpan;

/// A quote that was found.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Found {
    facts: [f32; SIZE],
    /// Whether people marked it.
    real: bool,
    /// Whether they did, and hold it for the same speaker's, or for nobody's who is named.
    right: bool,
}

/// Appends the quotes that were found in an article.
pub(crate) fn collect(decided: &Decided<'_>, gold: &GoldArticle, found: &mut Vec<Found>) {
    let reading = decided.reading;
    let theirs: Vec<Vec<u32>> = gold
        .quotes
        .iter()
        .map(|quote| numbers(reading, quote.content.iter().map(|span| touched(&reading.words, *span))))
        .collect();
    let ours: Vec<Vec<u32>> =
        decided.sayings.iter().map(|saying| numbers(reading, saying.parts.iter().copied())).collect();
    for (number, (saying, speaker)) in decided.sayings.iter().zip(decided.speakers).enumerate() {
        let quote = nearest(&ours[number], &theirs).filter(|quote| nearest(&theirs[*quote], &ours) == Some(number));
        let name = decided.name(speaker);
        let entity = quote.and_then(|quote| gold.quotes[quote].entity.as_deref());
        let same = match (name.as_deref(), entity) {
            (Some(name), Some(entity)) => is_same(name, entity),
            (name, entity) => name.is_none() && entity.is_none(),
        };
        let facts = facts(&decided.evidence(saying, speaker));
        found.push(Found { facts, real: quote.is_some(), right: quote.is_some() && same });
    }
}

/// The words of some spans, punctuation left out.
fn numbers(reading: &Reading, spans: impl Iterator<Item = WordSpan>) -> Vec<u32> {
    let words = spans.flat_map(|span| span.first..span.end);
    let mut words: Vec<u32> =
        words.filter(|at| !reading.is(*at, crate::flags::Flags::PUNCT)).map(|at| at as u32).collect();
    words.sort_unstable();
    words.dedup();
    words
}

/// The one that shares most words, if it shares half of all.
fn nearest(one: &[u32], others: &[Vec<u32>]) -> Option<usize> {
    let index = |other: &Vec<u32>| {
        let both = shared(one, other);
        both as f64 / (one.len() + other.len() - both).max(1) as f64
    };
    let best = (0..others.len()).rev().max_by(|a, b| index(&others[*a]).total_cmp(&index(&others[*b])))?;
    (index(&others[best]) >= 0.5).then_some(best)
}

/// The weights of both regressions.
pub(crate) fn fit(found: &[Found]) -> Sure {
    let of_report = |found: &Found| {
        let mut facts = found.facts;
        facts[SIZE - OF_SPEAKER..].fill(0.0);
        (facts, found.real)
    };
    let report = regress(&found.iter().map(of_report).collect::<Vec<_>>());
    let speaker = regress(&found.iter().map(|found| (found.facts, found.right)).collect::<Vec<_>>());
    Sure::new(report, speaker)
}

/// How often the regression is improved, which is more than it needs, and how much its weights shrink: a guess.
const STEPS: usize = 30;
const SHRINK: f64 = 1.0;

/// A logistic regression, fitted by Newton's method.
fn regress(rows: &[([f32; SIZE], bool)]) -> [f32; SIZE] {
    let mut weights = [0.0_f64; SIZE];
    for _ in 0..STEPS {
        let mut slope = weights.map(|weight| SHRINK * weight);
        let mut curve = [[0.0_f64; SIZE]; SIZE];
        (0..SIZE).for_each(|at| curve[at][at] = SHRINK);
        for (facts, holds) in rows {
            let facts = facts.map(f64::from);
            let score: f64 = weights.iter().zip(facts).map(|(weight, fact)| weight * fact).sum();
            let probability = 1.0 / (1.0 + (-score).exp());
            for row in 0..SIZE {
                slope[row] += (probability - f64::from(u8::from(*holds))) * facts[row];
                for column in 0..SIZE {
                    curve[row][column] += probability * (1.0 - probability) * facts[row] * facts[column];
                }
            }
        }
        let step = solve(curve, slope);
        weights.iter_mut().zip(step).for_each(|(weight, step)| *weight -= step);
    }
    weights.map(|weight| weight as f32)
}

/// The solution of some linear equations whose matrix is positive definite, by elimination.
fn solve(mut rows: [[f64; SIZE]; SIZE], mut values: [f64; SIZE]) -> [f64; SIZE] {
    for pivot in 0..SIZE {
        let (lead, value) = (rows[pivot], values[pivot]);
        for (row, own) in rows.iter_mut().zip(&mut values).skip(pivot + 1) {
            let share = row[pivot] / lead[pivot];
            row.iter_mut().zip(lead).for_each(|(cell, lead)| *cell -= share * lead);
            *own -= share * value;
        }
    }
    for row in (0..SIZE).rev() {
        let known: f64 = (row + 1..SIZE).map(|column| rows[row][column] * values[column]).sum();
        values[row] = (values[row] - known) / rows[row][row];
    }
    values
}

/// Whether an article teaches how sure quotes are: its speakers were resolved by readers, and a tagger has run.
pub(crate) fn teaches(gold: &GoldArticle, entities: Option<&[Entity]>) -> bool {
    entities.is_some() && gold.quotes.iter().any(|quote| quote.entity.is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_regression_finds_what_the_rows_follow() {
        let row = |fact: f32, holds: bool| {
            let mut facts = [0.0; SIZE];
            (facts[0], facts[1]) = (1.0, fact);
            (facts, holds)
        };
        let rows: Vec<_> =
            (0..400).map(|at| row(if at % 2 == 0 { 2.0 } else { -2.0 }, at % 8 != 1 && at % 2 == 0)).collect();
        let weights = regress(&rows);
        assert!(weights[1] > 1.0, "{weights:?}");
        assert!(weights[2].abs() < 1e-6, "{weights:?}");
    }
}
