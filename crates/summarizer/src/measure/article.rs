//! One article measured: the stage, the lead and the oracle.

use std::collections::BTreeSet;

use copydesk_core::StageError;
use copydesk_learn::interval;
use copydesk_learn::rouge::{Rouge, Stemmer, Stems};

use super::gold::Example;
use super::oracle;
use crate::Summarizer;
use crate::prepare::Scratch;
use crate::room::Room;

/// The figures of one article.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Measured {
    pub(crate) lead: Judged,
    pub(crate) stage: Judged,
    pub(crate) oracle: Judged,
}

/// The figures of one summary.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Judged {
    pub(crate) rouge: Rouge,
    pub(crate) words: usize,
    /// How much its sentences repeat of each other: the mean over their pairs of the share of the shorter one's different words
    /// that the other holds; 0 of one sentence.
    pub(crate) repeated: f64,
}

impl Measured {
    /// Runs the stage on an article. The lead is the first of the body's sentences that fit, and the oracle picks among them
    /// too.
    ///
    /// # Errors
    /// Those of the stage.
    pub(crate) fn of(stage: &Summarizer, example: &Example) -> Result<Self, StageError> {
        let given = example.given();
        let mut scratch = Scratch::default();
        stage.pick(&given, &mut scratch)?;
        let room = Room::new(stage.config.unit, stage.config.budget);
        let body: Vec<&str> = scratch.candidates.iter().map(|c| c.span.of(given.doc.text)).collect();
        let costs: Vec<_> = body.iter().map(|sentence| room.cost(sentence)).collect();
        let mut judge = Judge::of(example, &body);
        let picked: Vec<_> = scratch.picked.iter().map(|pick| pick.sentence).collect();
        let lead = judge.judge(&lead(&costs, room));
        let stage = judge.judge(&picked);
        let best = oracle::best(&judge.stems, &costs, room, &judge.references);
        Ok(Self { lead, stage, oracle: judge.judge(&best) })
    }
}

/// Judges picks of an article's sentences.
struct Judge<'a> {
    body: &'a [&'a str],
    stems: Stems,
    references: Vec<Stems>,
}

impl<'a> Judge<'a> {
    fn of(example: &Example, body: &'a [&'a str]) -> Self {
        let mut stemmer = Stemmer::default();
        let stems = stemmer.sentences(body.iter().copied());
        let references = example.references.iter().map(|one| stemmer.sentences(one.iter().map(String::as_str)));
        Self { body, stems, references: references.collect() }
    }

    fn judge(&mut self, picked: &[usize]) -> Judged {
        let summary = Stems { sentences: picked.iter().map(|&n| self.stems.sentences[n].clone()).collect() };
        let words = picked.iter().map(|&n| self.body[n].split_whitespace().count()).sum();
        Judged { rouge: Rouge::of(&summary, &self.references), words, repeated: repeated(&summary.sentences) }
    }
}

fn repeated(sentences: &[Vec<u32>]) -> f64 {
    let sets: Vec<BTreeSet<u32>> = sentences.iter().map(|sentence| sentence.iter().copied().collect()).collect();
    let share =
        |a: &BTreeSet<u32>, b: &BTreeSet<u32>| a.intersection(b).count() as f64 / a.len().min(b.len()).max(1) as f64;
    let pairs = sets.iter().enumerate().flat_map(|(n, a)| sets[..n].iter().map(move |b| share(a, b)));
    interval::mean(&pairs.collect::<Vec<_>>())
}

fn lead(costs: &[usize], mut room: Room) -> Vec<usize> {
    let fits = |(_, cost): &(usize, &usize)| {
        let fits = room.fits(**cost);
        if fits {
            room.fill(**cost);
        }
        fits
    };
    costs.iter().enumerate().take_while(fits).map(|(n, _)| n).collect()
}
