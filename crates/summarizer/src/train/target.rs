//! What a sentence is worth in training.

use copydesk_learn::rouge::{Grams, Rouge, Stemmer, Stems};

use crate::Unit;
use crate::candidates::Candidate;
use crate::measure::gold::Example;
use crate::measure::oracle;
use crate::room::Room;

/// The sentences of the summary that worths are meant for.
const SENTENCES: u32 = 3;
/// The words of such a summary.
const WORDS: f64 = 65.0;
/// The part of the oracle's F1 that a good summary reaches.
const REACHED: f64 = 0.8;
/// The spread of worths within an article.
const SPREAD: f32 = 4.0;

/// What the candidates are worth, against the mean of their article and in units of its spread.
///
/// F1 is 2 · hits / (summary + reference). At the best value F of F1, a sentence is worth taking if its hits outweigh F / 2 of
/// its length (Dinkelbach 1967), and what it adds is about 2 · (hits - F / 2 · length) / (summary + reference). So worths add
/// up, and length counts against what says nothing. A selection compares the sentences of one article only, so what sets
/// articles apart is taken out.
pub(crate) fn worths(example: &Example, candidates: &[Candidate]) -> Vec<f32> {
    let mut stemmer = Stemmer::default();
    let text = example.article.text();
    let body = stemmer.sentences(candidates.iter().map(|candidate| candidate.span.of(text)));
    let references: Vec<_> =
        example.references.iter().map(|one| stemmer.sentences(one.iter().map(String::as_str))).collect();
    let reached = reached(&body, &references);
    let mut worths: Vec<f32> = body.sentences.iter().map(|sentence| worth(sentence, &references, reached)).collect();
    standardize(&mut worths);
    worths
}

/// The ROUGE that can be reached on an article.
fn reached(body: &Stems, references: &[Stems]) -> Rouge {
    let costs = vec![1; body.sentences.len()];
    let best = oracle::best(body, &costs, Room::new(Unit::Sentences, SENTENCES), references);
    let best = Stems { sentences: best.iter().map(|&n| body.sentences[n].clone()).collect() };
    let best = Rouge::of(&best, references);
    Rouge { one: REACHED * best.one, two: REACHED * best.two, lsum: REACHED * best.lsum }
}

/// The mean over the references. ROUGE-Lsum goes with ROUGE-1, which counts twice.
fn worth(sentence: &[u32], references: &[Stems], reached: Rouge) -> f32 {
    let sentence = Stems { sentences: vec![sentence.to_vec()] };
    let worth = |reference: &Stems| {
        let one = gain(&Grams::of::<1>(&sentence), &Grams::of::<1>(reference), reached.one);
        let two = gain(&Grams::of::<2>(&sentence), &Grams::of::<2>(reference), reached.two);
        (2.0 * one + two) / 3.0
    };
    (100.0 * references.iter().map(worth).sum::<f64>() / references.len().max(1) as f64) as f32
}

fn gain(sentence: &Grams, reference: &Grams, reached: f64) -> f64 {
    let hits = f64::from(sentence.shared(reference));
    2.0 * (hits - reached / 2.0 * f64::from(sentence.total)) / (WORDS + f64::from(reference.total))
}

fn standardize(worths: &mut [f32]) {
    let count = worths.len().max(1) as f32;
    let mean = worths.iter().sum::<f32>() / count;
    let variance = worths.iter().map(|worth| (worth - mean).powi(2)).sum::<f32>() / count;
    let spread = variance.sqrt().max(1.0);
    worths.iter_mut().for_each(|worth| *worth = (*worth - mean) / spread * SPREAD);
}
