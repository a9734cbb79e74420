//! The candidates found so far, and what is claimed of each.

use copydesk_core::Id;
use copydesk_layers::Gender;

use crate::claims::Claim;
use crate::names::Person;

/// Somebody who may be the speaker; nobody named comes first among them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Candidate {
    /// Who, if anybody named.
    pub(crate) person: Option<Id<Person>>,
    /// What speaks for or against it.
    pub(crate) claims: Vec<Claim>,
}

/// What two ways of showing a gender say, beside the one asked for: pronouns go before names.
pub(super) fn genders(wanted: Option<Gender>, named: Option<Gender>, shown: Option<Gender>) -> Option<Claim> {
    let wanted = wanted?;
    Some(match (shown, named) {
        (Some(shown), _) if shown == wanted => Claim::PronounAgrees,
        (Some(_), _) => Claim::PronounDiffers,
        (None, Some(named)) if named == wanted => Claim::NameAgrees,
        (None, Some(_)) => Claim::NameDiffers,
        (None, None) => Claim::GenderUnknown,
    })
}

/// Marks the only candidate that fits.
pub(super) fn only(fits: &[bool], found: &mut [Candidate]) {
    let near = |candidate: &Candidate| {
        candidate.claims.iter().any(|claim| matches!(claim, Claim::SameParagraph | Claim::ParagraphBefore))
    };
    let fitting = || (0..found.len()).filter(|at| fits[*at]);
    let one = |mut places: Box<dyn Iterator<Item = usize> + '_>| places.next().filter(|_| places.next().is_none());
    let (alone, close) = (one(Box::new(fitting())), one(Box::new(fitting().filter(|at| near(&found[*at])))));
    for (place, claim) in [(alone, Claim::OnlyOne), (close, Claim::OnlyNear)] {
        if let Some(place) = place {
            found[place].claims.push(claim);
        }
    }
}

pub(super) fn entry(found: &mut Vec<Candidate>, person: Id<Person>) -> &mut Candidate {
    let known = found.iter().position(|candidate| candidate.person == Some(person));
    let at = known.unwrap_or_else(|| {
        found.push(Candidate { person: Some(person), claims: Vec::new() });
        found.len() - 1
    });
    &mut found[at]
}

pub(super) fn claimed(found: &mut Vec<Candidate>, person: Id<Person>, claim: Claim) {
    let candidate = entry(found, person);
    if !candidate.claims.contains(&claim) {
        candidate.claims.push(claim);
    }
}

pub(super) fn has_spoken(found: &[Candidate], person: Id<Person>) -> bool {
    let spoke = |claim: &Claim| (Claim::SpokeLast..=Claim::SpokeMarked).contains(claim);
    found.iter().any(|candidate| candidate.person == Some(person) && candidate.claims.iter().any(spoke))
}

/// Whether a later mention of the candidate has been looked at.
pub(super) fn is_near(candidate: &Candidate) -> bool {
    candidate.claims.iter().any(|claim| (Claim::SameSentence..=Claim::FarBefore).contains(claim))
}
