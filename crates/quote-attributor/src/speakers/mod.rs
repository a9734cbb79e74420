//! Who the sources are: for every quote the candidates are weighed against each other and against nobody.
//!
//! Names beside the cue, pronouns, descriptions and quotes without any source are one question with different evidence. What
//! may be claimed for a candidate stands in `claims`, what each claim is worth was learned from resolved quotes (`weights`).

mod candidates;
mod found;
mod sort;
mod weights;

use copydesk_core::{Id, Span};
use copydesk_layers::Gender;

use crate::aliases;
use crate::bodies;
use crate::claims::Claim;
use crate::flags::Flags;
use crate::names::{Person, gender};
use crate::phrases::{Phrase, PhraseKind};
use crate::reading::Reading;
use crate::salience::Salience;
use crate::sayings::Saying;
use crate::words::{WordSpan, first_from};
use candidates::{Asked, Finder, Link};
use found::Candidate;

use sort::is_definite;

pub(crate) use sort::Sort;
pub(crate) use weights::{MODEL, SIZE, Weights, places};

/// Who a quote's source is.
#[derive(Clone, Debug)]
pub(crate) struct Speaker {
    /// Somebody named.
    pub(crate) person: Option<Id<Person>>,
    /// What singles out a body that nobody names ("energy ministry", "Residential Care UK"), if anything does.
    pub(crate) description: Option<Span>,
    /// The word for whoever spoke for a body ("spokeswoman").
    pub(crate) via: Option<usize>,
    /// How sure the resolution is.
    pub(crate) confidence: f32,
    /// What decided: the claim that sets the speaker apart from the next best.
    pub(crate) by: Option<Claim>,
    /// The two best candidates with their claims and weights, where that was asked for.
    pub(crate) why: Option<String>,
}

/// A candidate that was chosen.
#[derive(Clone, Debug, Default)]
pub(crate) struct Chosen {
    /// Its number.
    pub(crate) candidate: usize,
    /// How sure it is.
    pub(crate) confidence: f32,
    /// The claim that sets it apart from the next best.
    pub(crate) by: Option<Claim>,
    /// The two best candidates, in words.
    pub(crate) why: Option<String>,
}

/// A question about a speaker, as a judge answers it: the candidates, nobody first.
#[derive(Debug)]
pub(crate) struct Choice<'a> {
    pub(crate) saying: &'a Saying,
    pub(crate) sort: Sort,
    pub(crate) candidates: &'a [Candidate],
    /// What singles out the speaker where it is nobody named.
    pub(crate) description: Option<Span>,
}

impl Choice<'_> {
    /// The persons among the candidates, nobody first.
    pub(crate) fn people(&self) -> impl Iterator<Item = Option<Id<Person>>> {
        self.candidates.iter().map(|candidate| candidate.person)
    }

    /// For each candidate the numbers of the weights that its claims use.
    pub(crate) fn places(&self) -> impl Iterator<Item = Vec<u32>> {
        let of = |candidate: &Candidate| {
            let places = candidate.claims.iter().flat_map(|claim| places(self.sort, *claim));
            places.map(|place| place as u32).collect()
        };
        self.candidates.iter().map(of)
    }
}

/// Resolves every quote's source, in text order. `choose` gives the number of the speaker among the candidates and how sure it is.
pub(crate) fn resolve(
    reading: &Reading,
    sayings: &[Saying],
    (salience, speakers): (&mut Salience, &mut Vec<Speaker>),
    mut choose: impl FnMut(&Choice<'_>) -> Chosen,
) {
    speakers.clear();
    salience.read(reading);
    let mut chain: Vec<Link> = Vec::new();
    for saying in sayings {
        let phrase = saying.cue.and_then(|cue| reading.source(cue));
        let asked = asked(reading, saying, phrase);
        let candidates = Finder { reading, salience, chain: &chain }.candidates(&asked);
        let description = phrase.and_then(|phrase| description(reading, phrase));
        let description = description.or_else(|| goes_on(reading, &asked, chain.last()));
        let chosen = choose(&Choice { saying, sort: asked.sort, candidates: &candidates, description });
        let speaker = speaker(reading, (phrase, description), &candidates[chosen.candidate], chosen.clone());
        if let Some((phrase, person)) = phrase.zip(speaker.person) {
            let word = &reading.words[phrase.first];
            salience.note(person, gender(word).filter(|_| word.is(Flags::PRONOUN)));
        }
        if phrase.is_some() || speaker.person.is_some() {
            let marked = saying.parts.iter().any(|part| reading.words[part.first].quoted());
            let Speaker { person, description, .. } = speaker;
            let unnamed = phrase.filter(|_| person.is_none()).and_then(|phrase| unnamed(reading, phrase));
            chain.push(Link { person, unnamed, description, place: saying.place(reading), marked });
        }
        speakers.push(speaker);
    }
}

/// The gender of the one unnamed person that an indefinite source is, where it shows: "one mother", "a witness". "The mother" may
/// be somebody named.
fn unnamed(reading: &Reading, phrase: &Phrase) -> Option<Option<Gender>> {
    let head = &reading.words[phrase.head()];
    let person = head.is(Flags::PERSON | Flags::TITLE) && !head.is(Flags::PLURAL);
    (person && !is_definite(reading, phrase)).then(|| gender(head))
}

/// What is asked about a quote.
fn asked<'a>(reading: &Reading, saying: &'a Saying, phrase: Option<&'a Phrase>) -> Asked<'a> {
    let place = saying.place(reading);
    let sort = match (phrase, saying.cue) {
        (Some(phrase), _) => Sort::of(reading, phrase),
        (None, Some(_)) => Sort::NoSource,
        (None, None) => Sort::Alone,
    };
    let last = saying.parts.first().map_or(place, |part| part.end);
    let end = reading.frame(reading.frame_of(place)).words.end;
    Asked {
        sort,
        phrase,
        parts: &saying.parts,
        cue: saying.cue.map(|cue| reading.cue(cue).word),
        at: phrase.map_or(place, |phrase| phrase.first),
        behind: WordSpan { first: last, end: end.max(last) },
    }
}

/// What singled out the unnamed body that spoke last, where "it", its noun again, or nothing stands for it in this paragraph or the next.
fn goes_on(reading: &Reading, asked: &Asked<'_>, last: Option<&Link>) -> Option<Span> {
    let last = last.filter(|last| reading.words[asked.at].area.abs_diff(reading.words[last.place].area) <= 1)?;
    let description = last.description?;
    let head = reading.words.get(first_from(&reading.words, description.end()).checked_sub(1)?)?;
    let same = || asked.phrase.is_some_and(|phrase| reading.words[phrase.head()].hash == head.hash);
    let stands = match asked.sort {
        Sort::It | Sort::NoSource | Sort::Alone => true,
        Sort::Body => same(),
        _ => false,
    };
    stands.then_some(description)
}

/// How sure a body is whose name goes on before a place that alone was tagged: a guess, as sure as most names beside a cue.
const WHOLE: f32 = 0.9;

/// The speaker that a candidate makes.
fn speaker(
    reading: &Reading,
    (phrase, description): (Option<&Phrase>, Option<Span>),
    candidate: &Candidate,
    chosen: Chosen,
) -> Speaker {
    let via = phrase.map(Phrase::head).filter(|head| {
        let tied = [Claim::InsideSource, Claim::OwnsSource, Claim::SpokenFor, Claim::SourceOf, Claim::SourceAt];
        reading.is(*head, Flags::SPOKES) && tied.iter().any(|tied| candidate.claims.contains(tied))
    });
    let Chosen { confidence, by, why, .. } = chosen;
    let whole = phrase.filter(|phrase| phrase.kind == PhraseKind::Name);
    if let Some(name) = whole.and_then(|phrase| bodies::called_after_place(reading, phrase)) {
        let by = Some(Claim::BesideCue);
        return Speaker { person: None, description: Some(name), via, confidence: WHOLE, by, why };
    }
    let description = description.filter(|_| candidate.person.is_none());
    Speaker { person: candidate.person, description, via, confidence, by, why }
}

/// A source as it is written where no tagger has run; the name that a source goes by; or what singles out a body that the article never names.
fn description(reading: &Reading, phrase: &Phrase) -> Option<Span> {
    if !reading.names.tagged && phrase.kind == PhraseKind::Name {
        return Some(phrase.words().span(&reading.words));
    }
    if let Some(alias) = aliases::behind(&reading.words, phrase).filter(|_| phrase.kind == PhraseKind::Noun) {
        return Some(alias.span(&reading.words));
    }
    bodies::singled_out(reading, phrase)
}

impl Weights {
    /// The best candidate, its probability, and the claim that sets it apart from the next best. `name` makes
    /// reasons where they are asked for.
    pub(crate) fn choose(&self, choice: &Choice<'_>, name: Option<&dyn Fn(Id<Person>) -> String>) -> Chosen {
        let score =
            |candidate: &Candidate| candidate.claims.iter().map(|claim| self.of(choice.sort, *claim)).sum::<f32>();
        let scores: Vec<f32> = choice.candidates.iter().map(score).collect();
        let first = best(&scores, None).unwrap_or(0);
        let second = best(&scores, Some(first));
        let share = |at: usize| 1.0 / scores.iter().map(|score| (score - scores[at]).exp()).sum::<f32>();
        let other = second.map_or(&[][..], |second| &choice.candidates[second].claims);
        let own = choice.candidates[first].claims.iter().filter(|claim| !other.contains(claim));
        let by = own.max_by(|one, two| self.of(choice.sort, **one).total_cmp(&self.of(choice.sort, **two))).copied();
        let why = name.map(|name| self.reason(choice, (&scores, name), [Some(first), second]));
        Chosen { candidate: first, confidence: share(first), by, why }
    }

    /// Some candidates with their scores, each with the claims that weigh most.
    fn reason(
        &self,
        choice: &Choice<'_>,
        (scores, name): (&[f32], &dyn Fn(Id<Person>) -> String),
        best: [Option<usize>; 2],
    ) -> String {
        let describe = |at: usize| {
            let candidate = &choice.candidates[at];
            let mut claims: Vec<(f32, Claim)> =
                candidate.claims.iter().map(|claim| (self.of(choice.sort, *claim), *claim)).collect();
            claims.sort_by(|one, two| two.0.abs().total_cmp(&one.0.abs()));
            let claims = claims.iter().take(SHOWN).map(|(weight, claim)| format!("{} {weight:+.1}", claim.words()));
            let claims = claims.collect::<Vec<_>>().join(", ");
            let who = candidate.person.map_or_else(|| "nobody".to_owned(), name);
            format!("{who} {:+.1} ({claims})", scores[at])
        };
        best.into_iter().flatten().map(describe).collect::<Vec<_>>().join("; ")
    }
}

/// How many claims a reason shows: a handful, for a line.
const SHOWN: usize = 5;

/// The highest score's place, the first of equals, one place left out.
fn best(scores: &[f32], without: Option<usize>) -> Option<usize> {
    let places = (0..scores.len()).filter(|at| Some(*at) != without);
    places.reduce(|best, at| if scores[at] > scores[best] { at } else { best })
}
