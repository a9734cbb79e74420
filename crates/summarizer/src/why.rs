//! Why a sentence was picked, in words.

use crate::Scratch;
use crate::candidates::Given;
use crate::features::Feature;
use crate::select::Pick;
use crate::terms::shared;

/// The reasons of a pick, as one line.
pub(crate) fn sentence(given: &Given<'_>, scratch: &Scratch, pick: Pick) -> String {
    let mut reasons = vec![format!("sentence {} of {}", pick.sentence + 1, scratch.candidates.len())];
    reasons.push(rank(scratch, pick.sentence));
    if scratch.news == Some(pick.sentence) {
        reasons.push("states the news behind an opening that sets the scene".to_owned());
    }
    if let Some(next) = pick.leads_to {
        reasons.push(format!("needed to understand sentence {}", next + 1));
    }
    let in_headline = shared(scratch.terms.of(pick.sentence), scratch.terms.headline());
    if in_headline > 0 && given.headline().is_some() {
        let words = if in_headline == 1 { "word" } else { "words" };
        reasons.push(format!("{in_headline} {words} of the headline"));
    }
    if scratch.table.get(Feature::CentralRank, pick.sentence) < 0.2 {
        reasons.push("says what the article comes back to".to_owned());
    }
    reasons.join("; ")
}

/// Which score a sentence has, and how many have a better one.
fn rank(scratch: &Scratch, sentence: usize) -> String {
    let score = scratch.scores[sentence];
    let better = scratch.scores.iter().filter(|other| **other > score).count();
    let best = if better == 0 { "the best".to_owned() } else { format!("{better} better") };
    format!("score {score:.2}, {best}")
}

/// Whom a sentence is the key point on, as one line.
pub(crate) fn key_point(given: &Given<'_>, scratch: &Scratch, pick: Pick) -> Option<String> {
    let entities = given.entities?;
    let own = scratch.points.iter().filter(|point| point.sentence == pick.sentence);
    let names: Vec<_> = own.map(|point| entities[point.entity.index()].name.as_str()).collect();
    (!names.is_empty()).then(|| format!("key point on {}", names.join(", ")))
}
