//! Learning what claims to a quote are worth, from quotes whose speakers people resolved.

use copydesk_core::Id;
use copydesk_layers::Entity;

use crate::claims::Claim;
use crate::names::Person;
use crate::reading::Reading;
use crate::salience::Salience;
use crate::sayings;
use crate::speakers::{self, Choice, Chosen, SIZE, Sort, Weights, places};
use crate::train::gold::GoldArticle;
use crate::train::teacher::Teacher;

/// A quote's candidates, each by the numbers of its weights, and the right one.
#[derive(Debug)]
pub(crate) struct Case {
    candidates: Vec<Vec<u32>>,
    gold: usize,
}

/// Appends the quotes of an article whose speakers are known; the article has been read with `teacher`'s answers. An article
/// in which no speaker is resolved teaches nothing.
pub(crate) fn collect(
    entities: &[Entity],
    reading: &Reading,
    (gold, teacher): (&GoldArticle, &Teacher<'_>),
    (text, cases): (&str, &mut Vec<Case>),
) {
    if gold.quotes.iter().all(|quote| quote.entity.is_none()) {
        return;
    }
    let sayings = sayings::gather(reading);
    let (mut salience, mut found) = (Salience::default(), Vec::new());
    speakers::resolve(reading, &sayings, (&mut salience, &mut found), |choice: &Choice<'_>| {
        let Some(quote) = teacher.quote_of(reading, choice.saying) else { return Chosen::default() };
        let named = gold.quotes[quote].entity.as_deref();
        let is_right = |person: Option<Id<Person>>| {
            let person = person.map(|person| reading.names.person(person));
            let name = person.and_then(|person| person.called(entities));
            name.is_some_and(|name| named.is_some_and(|gold| is_same(name, gold)))
        };
        let right = choice.people().position(is_right).or_else(|| {
            let body = choice.description.map(|body| body.of(text));
            body.is_some_and(|body| named.is_some_and(|gold| is_same(body, gold))).then_some(0)
        });
        if right.is_some() || named.is_none() {
            cases.push(Case { candidates: choice.places().collect(), gold: right.unwrap_or(0) });
        }
        Chosen { candidate: right.unwrap_or(0), confidence: 1.0, ..Chosen::default() }
    });
}

/// Whether two names are one person's or body's: one holds the words of the other, and they begin or end alike. Two together
/// ("Okafor and Sand") are neither of them.
pub(crate) fn is_same(one: &str, other: &str) -> bool {
    let words = |name: &str| -> Vec<String> {
        let name = name.to_lowercase().replace("'s ", " ").replace("’s ", " ");
        let words = name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty() && *word != "the");
        words.map(str::to_owned).collect()
    };
    let (one, other) = (words(one), words(other));
    let several = |name: &[String]| name.iter().any(|word| word == "and");
    if several(&one) != several(&other) {
        return false;
    }
    let (few, many) = if one.len() <= other.len() { (&one, &other) } else { (&other, &one) };
    let held = !few.is_empty() && few.iter().all(|word| many.contains(word));
    held && (few.first() == many.first() || few.last() == many.last())
}

/// How often to go through the cases, the size of a step, and how much a weight shrinks: chosen on the training pages of
/// publishers left out.
const EPOCHS: usize = 60;
const RATE: f32 = 0.1;
const SHRINK: f32 = 0.1;

/// What a careful reader would hold each claim worth for a pronoun, in the order of evidence that news follows: the chain of
/// sources, subjects of earlier sentences, gender and kind, nearness. Weights shrink towards these and not towards nothing.
const PRIOR: &[(Claim, f32)] = &[
    (Claim::SubjectHere, 2.0),
    (Claim::SubjectBefore, 1.2),
    (Claim::SubjectTwoBefore, 0.4),
    (Claim::Introduced, 2.2),
    (Claim::PronounAgrees, 1.5),
    (Claim::NameAgrees, 1.5),
    (Claim::GenderUnknown, 0.4),
    (Claim::PronounDiffers, -4.0),
    (Claim::NameDiffers, -2.5),
    (Claim::SpokeLast, 1.5),
    (Claim::SpokeMarked, 0.4),
    (Claim::SpokeSecond, 0.8),
    (Claim::SpokeThird, 0.3),
    (Claim::SentenceBefore, -0.25),
    (Claim::TwoBefore, -0.5),
    (Claim::FewBefore, -1.1),
    (Claim::FarBefore, -2.0),
    (Claim::NamedOften, 0.2),
];

/// What each claim is worth whatever the source is: what grammar ties to it goes before all that was said earlier.
const TIES: &[(Claim, f32)] = &[
    (Claim::BesideCue, 2.5),
    (Claim::BehindComma, 3.0),
    (Claim::BeforeComma, 2.0),
    (Claim::BehindOffice, 4.0),
    (Claim::HeadsApposition, 4.0),
    (Claim::BeforeRelative, 2.0),
    (Claim::SpokenFor, 1.5),
    (Claim::SpokesOf, 3.0),
    (Claim::DocumentOf, 1.0),
    (Claim::NobodyJoined, 3.0),
    (Claim::ViewGiven, 2.0),
];

/// The kinds of things that no pronoun of a kind stands for.
const MISFITS: &[(Sort, Claim)] = &[
    (Sort::He, Claim::ABody),
    (Sort::He, Claim::APlace),
    (Sort::He, Claim::SeveralPeople),
    (Sort::She, Claim::ABody),
    (Sort::She, Claim::APlace),
    (Sort::She, Claim::SeveralPeople),
    (Sort::It, Claim::APerson),
    (Sort::They, Claim::APerson),
    (Sort::Person, Claim::APlace),
    (Sort::Person, Claim::SeveralPeople),
    (Sort::Body, Claim::APerson),
];

fn prior() -> Vec<f32> {
    let mut prior = vec![0.0; SIZE];
    for sort in [Sort::He, Sort::She, Sort::It, Sort::They] {
        PRIOR.iter().for_each(|(claim, weight)| prior[places(sort, *claim)[1]] = *weight);
    }
    TIES.iter().for_each(|(claim, weight)| prior[places(Sort::Name, *claim)[0]] = *weight);
    MISFITS.iter().for_each(|(sort, claim)| prior[places(*sort, *claim)[1]] = -4.0);
    prior
}

/// The weights that make the right speakers likely.
pub(crate) fn fit(cases: &[&Case]) -> Weights {
    let prior = prior();
    let (mut weights, mut squares) = (prior.clone(), vec![1e-2_f32; SIZE]);
    let mut sums = vec![0.0_f32; SIZE];
    for epoch in 0..EPOCHS {
        for case in cases {
            step(case, &prior, &mut weights, &mut squares);
        }
        if 2 * epoch >= EPOCHS {
            sums.iter_mut().zip(&weights).for_each(|(sum, weight)| *sum += weight);
        }
    }
    let averaged = EPOCHS.div_ceil(2) as f32;
    Weights::new(sums.into_iter().map(|sum| sum / averaged).collect())
}

fn step(case: &Case, prior: &[f32], weights: &mut [f32], squares: &mut [f32]) {
    let probabilities = probabilities(case, weights);
    for (number, (places, probability)) in case.candidates.iter().zip(probabilities).enumerate() {
        let slope = probability - if number == case.gold { 1.0 } else { 0.0 };
        for place in places.iter().map(|place| *place as usize) {
            let slope = slope + SHRINK * (weights[place] - prior[place]);
            squares[place] += slope * slope;
            weights[place] -= RATE * slope / squares[place].sqrt();
        }
    }
}

fn probabilities(case: &Case, weights: &[f32]) -> Vec<f32> {
    let score = |places: &Vec<u32>| places.iter().map(|place| weights[*place as usize]).sum::<f32>();
    let mut scores: Vec<f32> = case.candidates.iter().map(score).collect();
    let most = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    scores.iter_mut().for_each(|score| *score = (*score - most).exp());
    let total: f32 = scores.iter().sum();
    scores.iter_mut().for_each(|score| *score /= total);
    scores
}

/// The share of cases that the weights answer right, in per cent.
pub(crate) fn accuracy(cases: &[&Case], weights: &Weights) -> f32 {
    let right = cases.iter().filter(|case| {
        let scores = probabilities(case, weights.all());
        let best = (0..scores.len()).reduce(|best, at| if scores[at] > scores[best] { at } else { best });
        best == Some(case.gold)
    });
    100.0 * right.count() as f32 / cases.len().max(1) as f32
}
