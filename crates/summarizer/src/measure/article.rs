//! One article measured: the stage, the lead and the oracle.

use copydesk_core::StageError;
use copydesk_learn::rouge::{Rouge, Stemmer, Stems};

use super::gold::Example;
use super::oracle;
use crate::Summarizer;
use crate::prepare::Scratch;
use crate::room::Room;

/// The figures of one article.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Measured {
    pub(crate) lead: Rouge,
    pub(crate) lead_words: usize,
    pub(crate) stage: Rouge,
    pub(crate) stage_words: usize,
    pub(crate) oracle: Rouge,
    pub(crate) oracle_words: usize,
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
        let (lead, lead_words) = judge.judge(&lead(&costs, room));
        let (stage, stage_words) = judge.judge(&picked);
        let best = oracle::best(&judge.stems, &costs, room, &judge.references);
        let (oracle, oracle_words) = judge.judge(&best);
        Ok(Self { lead, lead_words, stage, stage_words, oracle, oracle_words })
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

    /// The ROUGE of some sentences, and how many words they are.
    fn judge(&mut self, picked: &[usize]) -> (Rouge, usize) {
        let summary = Stems { sentences: picked.iter().map(|&n| self.stems.sentences[n].clone()).collect() };
        let words = picked.iter().map(|&n| self.body[n].split_whitespace().count()).sum();
        (Rouge::of(&summary, &self.references), words)
    }
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
