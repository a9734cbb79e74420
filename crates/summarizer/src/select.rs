//! The selection: the best sentences that fit, repeat little and can be understood.

use copydesk_core::StageError;

use crate::Scratch;
use crate::candidates::Given;
use crate::needs::Needs;
use crate::prior;
use crate::room::Room;
use crate::terms::Terms;

/// A sentence of the summary.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Pick {
    /// Which candidate.
    pub(crate) sentence: usize,
    /// The candidate for whose sake it was taken, if not for its own.
    pub(crate) leads_to: Option<usize>,
}

/// What a sentence loses if all that it says stands in one sentence of the summary already. Measured on the sets of the
/// README: less repeats more, and more loses what extractive references hold.
const REPETITION: f32 = 10.0;
/// The share of its content from which on a sentence that one taken sentence holds is the same one again, as a standfirst is that the
/// article's first sentence repeats: a guess, at which sentences of the development sets are read as one.
const THE_SAME: f32 = 0.8;
/// The fewest words of a summary, while there is room and a sentence left: half a description of a page. A guess.
const FEWEST_WORDS: usize = 12;
/// The longest chain of sentences that is taken for the sake of its last.
pub(crate) const LONGEST_CHAIN: usize = 4;
/// How many candidates are looked at, at the least.
const FEWEST_LOOKED_AT: usize = 256;

/// Fills `scratch.picked`, in article order.
pub(crate) fn best(given: &Given<'_>, room: Room, scratch: &mut Scratch) -> Result<(), StageError> {
    scratch.picked.clear();
    let mut open = Candidates::new(scratch, room);
    open.fill(given, room, scratch)?;
    if scratch.picked.is_empty() {
        open.fragments = true;
        open.fill(given, room, scratch)?;
    }
    scratch.picked.sort_unstable_by_key(|pick| pick.sentence);
    Ok(())
}

/// A sentence and those that it needs, without those already taken.
pub(crate) struct Chain {
    needed: [usize; LONGEST_CHAIN],
    count: usize,
    /// The sentence that the others are taken for.
    pub(crate) last: usize,
}

impl Chain {
    fn members(&self) -> impl Iterator<Item = usize> {
        self.needed[..self.count].iter().copied()
    }
}

/// The candidates that are still to be judged.
pub(crate) struct Candidates {
    order: Vec<usize>,
    taken: Vec<bool>,
    /// Whether fragments may be taken too.
    fragments: bool,
    /// The largest share of each candidate's content that one taken sentence holds.
    repeated: Vec<f32>,
    /// By term: its weight if the sentence just taken holds it, else nothing.
    told: Vec<f32>,
}

impl Candidates {
    pub(crate) fn new(scratch: &Scratch, room: Room) -> Self {
        let count = scratch.candidates.len();
        let mut order: Vec<_> = (0..count).collect();
        order.sort_by(|&a, &b| scratch.scores[b].total_cmp(&scratch.scores[a]).then(a.cmp(&b)));
        order.truncate(FEWEST_LOOKED_AT + 2 * room.sentences());
        Self { order, taken: vec![false; count], fragments: false, repeated: vec![0.0; count], told: Vec::new() }
    }

    /// Takes chains while one fits and tells enough.
    fn fill(&mut self, given: &Given<'_>, mut room: Room, scratch: &mut Scratch) -> Result<(), StageError> {
        let least = prior::least_worth(scratch.candidates.len());
        while let Some((worth, chain)) = self.next(given, room, scratch, LONGEST_CHAIN, |_| Some(0.0))? {
            if worth < least && tells_enough(given, scratch) {
                break;
            }
            self.add(&chain, given, &mut room, scratch);
        }
        Ok(())
    }

    /// Puts a chain into the summary.
    pub(crate) fn add(&mut self, chain: &Chain, given: &Given<'_>, room: &mut Room, scratch: &mut Scratch) {
        for sentence in chain.members() {
            room.fill(room.cost(scratch.candidates[sentence].span.of(given.doc.text)));
            self.take(sentence, &scratch.terms);
            let leads_to = (sentence != chain.last).then_some(chain.last);
            scratch.picked.push(Pick { sentence, leads_to });
        }
    }

    /// The chain that is worth most a sentence, of those that fit, are not too long, and whose last sentence is wanted;
    /// with its worth.
    ///
    /// `wanted` says what the last sentence is worth more than by itself, or nothing if it is not wanted.
    pub(crate) fn next(
        &self,
        given: &Given<'_>,
        room: Room,
        scratch: &Scratch,
        longest: usize,
        wanted: impl Fn(usize) -> Option<f32>,
    ) -> Result<Option<(f32, Chain)>, StageError> {
        let mut best: Option<(f32, Chain)> = None;
        for &sentence in &self.order {
            given.doc.budget.check()?;
            if self.taken[sentence] || self.repeated[sentence] >= THE_SAME {
                continue;
            }
            let Some(more) = wanted(sentence) else { continue };
            let Some(chain) = self.chain(sentence, &scratch.needs) else { continue };
            let cost = chain.members().map(|n| room.cost(scratch.candidates[n].span.of(given.doc.text))).sum();
            let worth = chain.members().map(|n| self.worth(n, scratch)).sum::<f32>() / chain.count as f32 + more;
            if chain.count <= longest && room.fits(cost) && best.as_ref().is_none_or(|(most, _)| worth > *most) {
                best = Some((worth, chain));
            }
        }
        Ok(best)
    }

    fn worth(&self, sentence: usize, scratch: &Scratch) -> f32 {
        scratch.scores[sentence] - REPETITION * self.repeated[sentence]
    }

    /// The sentence with all that it needs, or nothing if that cannot be had.
    fn chain(&self, sentence: usize, needs: &[Needs]) -> Option<Chain> {
        let mut chain = Chain { needed: [sentence; LONGEST_CHAIN], count: 1, last: sentence };
        let mut next = 0;
        while next < chain.count {
            let n = chain.needed[next];
            if needs[n].broken || (needs[n].fragment && !self.fragments) {
                return None;
            }
            let predecessor = needs[n].predecessor.then(|| n - 1);
            let told_before = [needs[n].introduction, needs[n].referent, needs[n].abbreviation].into_iter().flatten();
            for needed in predecessor.into_iter().chain(told_before.map(|place| place as usize)) {
                if !self.taken[needed] && !chain.needed[..chain.count].contains(&needed) {
                    *chain.needed.get_mut(chain.count)? = needed;
                    chain.count += 1;
                }
            }
            next += 1;
        }
        Some(chain)
    }

    fn take(&mut self, sentence: usize, terms: &Terms) {
        self.taken[sentence] = true;
        self.told.resize(terms.len(), 0.0);
        terms.of(sentence).iter().for_each(|&term| self.told[term as usize] = terms.weight(term));
        for &other in &self.order {
            let told: f32 = terms.of(other).iter().map(|&term| self.told[term as usize]).sum();
            let share = told / terms.weight_in(other).max(1.0);
            self.repeated[other] = self.repeated[other].max(share);
        }
        terms.of(sentence).iter().for_each(|&term| self.told[term as usize] = 0.0);
    }
}

/// Whether the sentences taken have the fewest words of a summary. "Rovers won." tells too little to stop at.
fn tells_enough(given: &Given<'_>, scratch: &Scratch) -> bool {
    let taken = scratch.picked.iter().map(|pick| scratch.candidates[pick.sentence].span.of(given.doc.text));
    taken.map(|sentence| sentence.split_whitespace().count()).sum::<usize>() >= FEWEST_WORDS
}

#[cfg(test)]
mod tests {
    use copydesk_core::{Budget, Doc, Meta};
    use copydesk_layers::plain;

    use super::*;
    use crate::model::Model;
    use crate::prepare::Preparation;
    use crate::room::Unit;

    #[test]
    fn a_summary_does_not_stop_at_a_few_words() {
        let text =
            "Rovers won the cup on Sunday. Drums and flutes played in Kelmouth. Ferries to Brack Island were full.";
        let layers = plain::layers(text);
        let (meta, budget) = (Meta::default(), Budget::unlimited());
        let doc = Doc::new(text, &meta, &budget);
        let (tokens, sentences) = (layers.get().unwrap(), layers.get().unwrap());
        let given = Given { doc, tokens, sentences, blocks: None, entities: None };
        let mut scratch = Scratch::default();
        Preparation::load().prepare(&given, &Model::embedded().rarity, &mut scratch).unwrap();
        scratch.scores = vec![9.0, -9.0, -9.5];
        best(&given, Room::new(Unit::Sentences, 3), &mut scratch).unwrap();
        assert_eq!(scratch.picked.iter().map(|pick| pick.sentence).collect::<Vec<_>>(), [0, 1]);
    }

    #[test]
    fn what_two_sentences_tell_in_part_is_not_told_by_either() {
        let text = "Harbour bridges close. Ferry schools open. Harbour bridges, ferry schools.";
        let layers = plain::layers(text);
        let (meta, budget) = (Meta::default(), Budget::unlimited());
        let doc = Doc::new(text, &meta, &budget);
        let (tokens, sentences) = (layers.get().unwrap(), layers.get().unwrap());
        let given = Given { doc, tokens, sentences, blocks: None, entities: None };
        let mut scratch = Scratch::default();
        Preparation::load().prepare(&given, &Model::embedded().rarity, &mut scratch).unwrap();
        scratch.scores = vec![0.0; 3];
        let terms = &scratch.terms;
        let told = |by: usize| terms.shared_weight(terms.of(2), terms.of(by)) / terms.weight_in(2);
        let mut open = Candidates::new(&scratch, Room::new(Unit::Sentences, 3));
        open.take(0, terms);
        assert_eq!(open.repeated[2], told(0));
        open.take(1, terms);
        assert_eq!(open.repeated[2], told(0).max(told(1)));
        assert!(told(0) > 0.2 && told(1) > 0.2 && told(0) + told(1) > 0.99);
    }
}
