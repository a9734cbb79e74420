//! Who the sources are: names, and pronouns and descriptions resolved through the chain of sources.

use copydesk_core::Span;
use copydesk_layers::Gender;

use crate::flags::Flags;
use crate::names::{Nature, Person, gender};
use crate::phrases::{Phrase, PhraseKind};
use crate::reading::Reading;

/// Who a cue's source is.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Speaker {
    /// Somebody named.
    pub(crate) person: Option<usize>,
    /// A body of people that has no name but is called something definite ("the energy ministry").
    pub(crate) description: Option<Span>,
    /// How sure the resolution is.
    pub(crate) confidence: f32,
    /// What decided.
    pub(crate) by: &'static str,
}

impl Speaker {
    const fn unnamed(by: &'static str) -> Self {
        Self { person: None, description: None, confidence: 1.0, by }
    }

    const fn of(person: usize, confidence: f32, by: &'static str) -> Self {
        Self { person: Some(person), description: None, confidence, by }
    }
}

/// Resolves every cue's source, in text order.
pub(crate) fn resolve(reading: &Reading, speakers: &mut Vec<Speaker>) {
    speakers.clear();
    let mut chain: Vec<Speaker> = Vec::new();
    for cue in &reading.cues {
        let speaker = match cue.source {
            Some(phrase) => of_phrase(reading, &reading.phrases[phrase], &chain),
            None => Speaker::unnamed("no source"),
        };
        if cue.source.is_some() && (speaker.person.is_some() || speaker.description.is_some()) {
            chain.push(speaker);
        }
        speakers.push(speaker);
    }
}

fn of_phrase(reading: &Reading, phrase: &Phrase, chain: &[Speaker]) -> Speaker {
    match phrase.kind {
        PhraseKind::Name => named(reading, phrase),
        PhraseKind::Pronoun => pronoun(reading, phrase, chain),
        PhraseKind::Noun => described(reading, phrase),
        PhraseKind::Bare => Speaker::unnamed("an unnamed source"),
    }
}

fn named(reading: &Reading, phrase: &Phrase) -> Speaker {
    let mention = reading.names.last_in(phrase.first..phrase.last);
    mention.map_or(Speaker::unnamed("an unnamed source"), |mention| {
        Speaker::of(mention.person, 1.0, "a name beside the cue")
    })
}

fn described(reading: &Reading, phrase: &Phrase) -> Speaker {
    let (first, head) = (&reading.words[phrase.first], &reading.words[phrase.head()]);
    if first.is(Flags::THE) && head.is(Flags::GROUP) && !head.is(Flags::PLURAL) {
        let span = reading.words[phrase.first + 1].span.cover(head.span);
        return Speaker { person: None, description: Some(span), confidence: 0.9, by: "a body without a name" };
    }
    Speaker::unnamed("an unnamed source")
}

fn pronoun(reading: &Reading, phrase: &Phrase, chain: &[Speaker]) -> Speaker {
    let word = &reading.words[phrase.first];
    let wanted = gender(word);
    let body = word.is(Flags::NEUTER | Flags::PLURAL);
    let fits = |speaker: &&Speaker| match speaker.person {
        Some(person) => fits(&reading.names.people[person], wanted, body),
        None => body,
    };
    if let Some(last) = chain.iter().rev().take(8).find(fits) {
        return Speaker { confidence: 0.85, by: "the last source that fits the pronoun", ..*last };
    }
    let before = reading.names.mentions.partition_point(|mention| mention.first < phrase.first);
    let mentions = reading.names.mentions[..before].iter().rev().take(20);
    let found = mentions
        .map(|mention| mention.person)
        .find(|person| fits_strictly(&reading.names.people[*person], wanted, body));
    found.map_or(Speaker::unnamed("a pronoun that nobody fits"), |person| {
        Speaker::of(person, 0.6, "the last name that fits the pronoun")
    })
}

fn fits(person: &Person, wanted: Option<Gender>, body: bool) -> bool {
    match wanted {
        Some(_) => person.nature == Nature::Person && (person.gender.is_none() || person.gender == wanted),
        None => body && person.nature == Nature::Group,
    }
}

fn fits_strictly(person: &Person, wanted: Option<Gender>, body: bool) -> bool {
    fits(person, wanted, body)
}
