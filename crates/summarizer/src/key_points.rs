//! Key points: the most informative sentence on each of those whom the article is about.

use copydesk_core::{Id, StageError, layer};
use copydesk_layers::{Entity, EntityLabel};

use crate::Scratch;
use crate::candidates::Given;
use crate::room::Room;
use crate::select::{Candidates, LONGEST_CHAIN};

/// A sentence and an entity that it is the key point on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct KeyPoint {
    pub(crate) sentence: usize,
    /// The row of the entity's first mention.
    pub(crate) entity: Id<Entity>,
}

/// The fewest mentions of a main entity.
const FEWEST_MENTIONS: u32 = 2;
/// What naming the entity among the first words adds to a sentence: there stands what the sentence is about.
const SUBJECT: f32 = 2.0;
/// How many words those are.
const FIRST_WORDS: usize = 5;

/// Fills `scratch.picked` and `scratch.points`: entity by entity, those mentioned most first, while there is room.
pub(crate) fn find(given: &Given<'_>, mut room: Room, scratch: &mut Scratch) -> Result<(), StageError> {
    scratch.picked.clear();
    let mut open = Candidates::new(scratch, room);
    for entity in mains(given, scratch) {
        let told = |n: usize, scratch: &Scratch| told_of(given, scratch, n, entity);
        let mut chain = open.next(given, room, scratch, 1, |n| told(n, scratch))?;
        if chain.is_none() {
            chain = open.next(given, room, scratch, LONGEST_CHAIN, |n| told(n, scratch))?;
        }
        let best = chain.as_ref().map(|(worth, chain)| (*worth, chain.last));
        let taken = scratch.picked.iter().map(|pick| pick.sentence);
        let taken = taken.filter_map(|n| Some((scratch.scores[n] + told(n, scratch)?, n)));
        let point = best.into_iter().chain(taken).max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)));
        let Some((_, sentence)) = point else { continue };
        if let Some((_, chain)) = chain.filter(|(_, chain)| chain.last == sentence) {
            open.add(&chain, given, &mut room, scratch);
        }
        scratch.points.push(KeyPoint { sentence, entity });
    }
    scratch.picked.sort_unstable_by_key(|pick| pick.sentence);
    Ok(())
}

/// What a sentence is worth more for telling of an entity, or nothing if it does not name it.
fn told_of(given: &Given<'_>, scratch: &Scratch, n: usize, entity: Id<Entity>) -> Option<f32> {
    let candidate = &scratch.candidates[n];
    let mention = layer::rows_in(given.entities?, candidate.span).iter().find(|mention| mention.id == entity)?;
    let first_words = given.tokens[candidate.tokens.clone()].iter().take(FIRST_WORDS);
    let opens = first_words.clone().any(|token| token.span.start() == mention.span.start());
    Some(if opens { SUBJECT } else { 0.0 })
}

/// Whom the body is about: the entities that it names most often, places counting half.
fn mains(given: &Given<'_>, scratch: &Scratch) -> Vec<Id<Entity>> {
    let entities = given.entities.unwrap_or_default();
    let mut counts = vec![0u32; entities.len()];
    for candidate in &scratch.candidates {
        for mention in layer::rows_in(entities, candidate.span) {
            counts[mention.id.index()] += 1;
        }
    }
    let weight = |entity: &Id<Entity>| counts[entity.index()] * weight(entities[entity.index()].label);
    let firsts =
        entities.iter().enumerate().filter(|(row, mention)| mention.id.index() == *row).map(|(_, mention)| mention.id);
    let mut mains: Vec<_> = firsts.filter(|id| counts[id.index()] >= FEWEST_MENTIONS && weight(id) > 0).collect();
    mains.sort_by_key(|id| std::cmp::Reverse(weight(id)));
    mains
}

fn weight(label: EntityLabel) -> u32 {
    match label {
        EntityLabel::Person | EntityLabel::Organization | EntityLabel::Product => 2,
        EntityLabel::Location | EntityLabel::Facility => 1,
        EntityLabel::Norp | EntityLabel::Misc | EntityLabel::Money | EntityLabel::Date => 0,
    }
}
