//! How sure the tagger is of a name, and what decided: asked for by people, never by the tagger itself.

use std::fmt::Write as _;

use crate::labels::{Chunk, OUTSIDE, Tag, label_of, tag_count};
use crate::model::{Model, Pass};
use crate::names::Grounds;
use crate::tagger::{Work, with_width};

/// The steps of the weights in a unit of log-odds, where the weights are taken at their word.
const STEPS: f32 = 32.0;
/// How much too sure the weights are. With it, names of confidence 0.75, 0.85, 0.94 and 0.98 were right 81, 82, 91 and 98 times of
/// a hundred in news that the model had not seen (Worldwide newswire, dev part, four classes).
const TEMPERATURE: f32 = 2.0;

/// What is not worth telling of another label.
const HARDLY: f32 = 0.005;

/// The grounds of a name in a sentence of `work.page`, whose tokens are counted from the sentence's start.
///
/// The odds of a token's tag are those given the tags beside it. A name is as sure as the least sure of its tokens and its end.
pub(crate) fn of(model: &Model, work: &Work, sentence: usize, name: Chunk) -> Grounds {
    let width = crate::model::width(model.labels.len());
    with_width!(width, of_width(model, work, sentence, name))
}

fn of_width<const W: usize>(model: &Model, work: &Work, sentence: usize, name: Chunk) -> Grounds {
    let start = work.page.sentences()[sentence].start;
    let (pass, called) = match work.page.is_blind(sentence) {
        true => (&model.blind, "by the words alone, where the case tells nothing"),
        false if model.has_second => (&model.second, "by the words around it and the rest of the article"),
        false => (&model.first, "by the words around it"),
    };
    if work.by_surname.contains(&(start + name.start)) {
        let why = "by the surname of somebody in the article that opens a sentence".to_owned();
        return Grounds { confidence: None, why };
    }
    let odds = |at| Odds::of(&token_odds::<W>(model, pass, work, sentence, at), work.tags[start + at]);
    let inside = (name.start..name.end).map(odds);
    let weakest = inside.min_by(|one, other| one.own.total_cmp(&other.own)).expect("a name has tokens");
    let confidence = weakest.own.min(ends::<W>(model, pass, work, sentence, name));
    let mut why = called.to_owned();
    if weakest.rival_odds >= HARDLY {
        let rival = match weakest.rival {
            Some(label) if label == name.label => "other bounds",
            Some(label) => &model.labels[label],
            None => "no name",
        };
        let _ = write!(why, "; else {rival} ({:.2})", weakest.rival_odds);
    }
    Grounds { confidence: Some(confidence), why }
}

/// How likely it is that a name goes no further.
fn ends<const W: usize>(model: &Model, pass: &Pass, work: &Work, sentence: usize, name: Chunk) -> f32 {
    if name.end == work.page.sentences()[sentence].len() {
        return 1.0;
    }
    1.0 - token_odds::<W>(model, pass, work, sentence, name.end)[2 + 2 * name.label]
}

/// The odds of each tag of a token, given the tags before and behind it.
fn token_odds<const W: usize>(model: &Model, pass: &Pass, work: &Work, sentence: usize, at: usize) -> [f32; W] {
    let range = work.page.sentences()[sentence].clone();
    let tags = &work.tags[range.clone()];
    let before = match at.checked_sub(1) {
        None => pass.transitions.start::<W>(),
        Some(before) => pass.transitions.after::<W>(usize::from(tags[before])),
    };
    let behind = tags.get(at + 1).map(|tag| pass.transitions.before::<W>(usize::from(*tag)));
    let emission = work.scores::<W>(range.start + at);
    let mut odds = [f32::MIN; W];
    for tag in 0..tag_count(model.labels.len()) {
        let behind = behind.map_or(0.0, |behind| f32::from(behind[tag]));
        odds[tag] = (f32::from(emission[tag]) + f32::from(before[tag]) + behind) / (STEPS * TEMPERATURE);
    }
    let best = odds.iter().copied().fold(f32::MIN, f32::max);
    odds.iter_mut().for_each(|odds| *odds = (*odds - best).exp());
    let sum: f32 = odds.iter().sum();
    odds.map(|odds| odds / sum)
}

/// The odds of a token's tag and of its best rival.
struct Odds {
    own: f32,
    /// The label of the rival, if it is in a name.
    rival: Option<usize>,
    rival_odds: f32,
}

impl Odds {
    fn of(odds: &[f32], tag: Tag) -> Self {
        let others = (OUTSIDE..odds.len() as Tag).filter(|other| *other != tag);
        let best = others.max_by(|one, other| odds[usize::from(*one)].total_cmp(&odds[usize::from(*other)]));
        let best = best.expect("there is more than one tag");
        Self { own: odds[usize::from(tag)], rival: label_of(best), rival_odds: odds[usize::from(best)] }
    }
}
