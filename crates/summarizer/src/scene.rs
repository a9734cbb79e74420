//! Openings that set a scene, and the sentence that states the news behind them.
//!
//! "Rain drummed on the roof of the chapel as the choir filed in." The news stands a few sentences down. Such an opening is
//! told by what it lacks: nobody says anything in it, it names no day and nothing in it holds now ("has closed", "will close"),
//! and another of the first sentences holds much more of what the article and its headline dwell on, with a day or a verb of
//! saying beside.

use crate::candidates::{Candidate, Given};
use crate::features::{Feature, Table};
use crate::needs::Needs;
use crate::prior;

/// Verbs of acts done by speaking, which are news and set no scene; the table counts the verbs of plain saying.
const ACTS: [&str; 18] = [
    "accused",
    "agreed",
    "apologised",
    "apologized",
    "condemned",
    "demanded",
    "ordered",
    "pledged",
    "praised",
    "predicted",
    "promised",
    "proposed",
    "recommended",
    "ruled",
    "suggested",
    "testified",
    "urged",
    "vowed",
];
/// How far down the news is looked for, in sentences.
const FARTHEST: usize = 8;
/// The least share of the subject that news holds, and how many times as much as the first sentence.
const UNSURE: (f32, f32) = (0.35, 1.3);
/// The same where the first sentence looks like news by its words alone ("Orr lifted the lid and said nothing."). By the sets of
/// the README: with less, leads of news are taken for scenes.
const SURE: (f32, f32) = (0.8, 3.0);
/// What stating the news adds to a sentence, and what setting the scene takes from one.
const WEIGHT: f32 = 2.0;

/// The sentence that states the news, if the first sets a scene.
pub(crate) fn news(given: &Given<'_>, candidates: &[Candidate], table: &Table, needs: &[Needs]) -> Option<usize> {
    let first = candidates.first()?;
    let news_like = reports(table, 0) || given.words(first).any(|word| holds_now(word) || ACTS.contains(&word));
    let (least, more) = if news_like { SURE } else { UNSURE };
    let least = least.max(more * subject(table, 0));
    let states = |n: &usize| {
        let readable = !needs[*n].broken && !needs[*n].fragment && table.get(Feature::QuoteMarks, *n) == 0.0;
        readable && reports(table, *n) && subject(table, *n) > least
    };
    (1..table.rows().min(FARTHEST)).find(states)
}

/// Moves worth from the scene to the news.
pub(crate) fn weigh(news: Option<usize>, scores: &mut [f32]) {
    if let Some(news) = news {
        let count = scores.len();
        for (place, score) in scores[..news].iter_mut().enumerate() {
            *score -= WEIGHT + prior::lead(place, count);
        }
        scores[news] += WEIGHT;
    }
}

/// Whether a sentence tells when, or who says so.
fn reports(table: &Table, n: usize) -> bool {
    table.get(Feature::Calendar, n) > 0.0 || table.get(Feature::Said, n) > 0.0
}

/// Whether a word belongs to the perfect, the present or the future, in which news is told.
fn holds_now(word: &str) -> bool {
    const VERBS: [&str; 12] =
        ["has", "have", "is", "are", "will", "would", "may", "could", "must", "being", "be", "been"];
    VERBS.contains(&word)
}

/// The share of what the article is about that a sentence holds.
fn subject(table: &Table, n: usize) -> f32 {
    table.get(Feature::KeyTerms, n) + table.get(Feature::Headline, n)
}
