//! Who the sources are: names, and pronouns and descriptions resolved through the chain of sources.
//!
//! In news the last named source is whom a pronoun beside a cue means four times in five, the last name mentioned only one time
//! in three; so the chain of sources leads, and subjects of earlier sentences, gender, nearness and salience follow.

use copydesk_core::Span;
use copydesk_english::pronouns::{Fit, Pronoun, Referent};

use crate::bodies;
use crate::flags::Flags;
use crate::names::gender;
use crate::offices;
use crate::phrases::{Phrase, PhraseKind};
use crate::reading::Reading;
use crate::salience::Salience;

/// Who a cue's source is.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Speaker {
    /// Somebody named.
    pub(crate) person: Option<usize>,
    /// Whether it is one definite body of people that no name was found for ("the ministry").
    body: bool,
    /// What singles that body out ("energy ministry", "Residential Care UK"), if anything does.
    pub(crate) description: Option<Span>,
    /// How sure the resolution is.
    pub(crate) confidence: f32,
    /// What decided.
    pub(crate) by: &'static str,
}

impl Speaker {
    const fn unnamed(by: &'static str) -> Self {
        Self { person: None, body: false, description: None, confidence: 1.0, by }
    }

    const fn of(person: usize, confidence: f32, by: &'static str) -> Self {
        Self { person: Some(person), body: false, description: None, confidence, by }
    }

    const fn is_known(&self) -> bool {
        self.person.is_some() || self.body
    }
}

/// A source that has spoken.
#[derive(Clone, Copy, Debug)]
struct Link {
    speaker: Speaker,
    word: usize,
    quoted: bool,
}

/// How many sources back a pronoun reaches.
const CHAIN: usize = 8;
/// How many mentions back a pronoun reaches.
const MENTIONS: usize = 24;

/// Resolves every cue's source, in text order.
pub(crate) fn resolve(reading: &Reading, salience: &mut Salience, speakers: &mut Vec<Speaker>) {
    speakers.clear();
    salience.read(reading);
    let mut chain: Vec<Link> = Vec::new();
    for cue in &reading.cues {
        let speaker = match cue.source {
            Some(phrase) => of_phrase(reading, salience, &reading.phrases[phrase], &chain),
            None => Speaker::unnamed("no source"),
        };
        if let Some((phrase, person)) = cue.source.zip(speaker.person) {
            let word = &reading.words[reading.phrases[phrase].first];
            salience.note(person, gender(word).filter(|_| word.is(Flags::PRONOUN)));
        }
        if cue.source.is_some() && speaker.is_known() {
            chain.push(Link { speaker, word: cue.word, quoted: cue.quoted });
        }
        speakers.push(speaker);
    }
}

fn of_phrase(reading: &Reading, salience: &Salience, phrase: &Phrase, chain: &[Link]) -> Speaker {
    match phrase.kind {
        _ if !reading.names.tagged => as_written(reading, phrase),
        PhraseKind::Name if let Some(name) = bodies::called_after_place(reading, phrase) => Speaker {
            body: true,
            description: Some(name),
            confidence: 0.9,
            ..Speaker::unnamed("a name beside the cue")
        },
        PhraseKind::Name | PhraseKind::Noun if let Some(person) = reading.names.heading(phrase) => {
            Speaker::of(person, 1.0, "a name beside the cue")
        }
        PhraseKind::Name => Speaker::unnamed("an unnamed source"),
        PhraseKind::Pronoun => pronoun(reading, salience, phrase, chain),
        PhraseKind::Noun => described(reading, salience, phrase),
        PhraseKind::Bare => Speaker::unnamed("an unnamed source"),
    }
}

/// Where no tagger has run nobody is known by name: a source that looks like a name is given as it is written, any other as none.
fn as_written(reading: &Reading, phrase: &Phrase) -> Speaker {
    if phrase.kind != PhraseKind::Name {
        return Speaker::unnamed("names were not tagged");
    }
    let written = reading.words[phrase.first].span.cover(reading.words[phrase.last - 1].span);
    Speaker { description: Some(written), confidence: 0.7, ..Speaker::unnamed("the source as it is written") }
}

fn described(reading: &Reading, salience: &Salience, phrase: &Phrase) -> Speaker {
    let (first, head) = (&reading.words[phrase.first], &reading.words[phrase.head()]);
    if let Some(person) = offices::named_after(reading, phrase) {
        return Speaker::of(person, 0.95, "the name behind the description");
    }
    if !first.is(Flags::THE) || head.is(Flags::PLURAL) {
        return Speaker::unnamed("an unnamed source");
    }
    if let Some(person) = offices::holder(reading, phrase) {
        return Speaker::of(person, 0.8, "the last name with that description");
    }
    if let Some((body, confidence, by)) = bodies::meant(reading, salience, phrase) {
        return Speaker::of(body, confidence, by);
    }
    if head.is(Flags::GROUP) {
        let description = bodies::singled_out(reading, phrase);
        return Speaker { body: true, description, confidence: 0.9, ..Speaker::unnamed("a body without a name") };
    }
    Speaker::unnamed("an unnamed source")
}

fn pronoun(reading: &Reading, salience: &Salience, phrase: &Phrase, chain: &[Link]) -> Speaker {
    let word = &reading.words[phrase.first];
    if word.is(Flags::WHO) {
        return relative(reading, phrase);
    }
    if word.is(Flags::FIRST_PERSON) || !word.is(Flags::MALE | Flags::FEMALE | Flags::NEUTER | Flags::PLURAL) {
        return Speaker::unnamed("a pronoun for nobody named");
    }
    let body = word.is(Flags::NEUTER | Flags::PLURAL);
    let last = chain.last().filter(|link| link.speaker.body && body);
    if let Some(link) = last {
        return Speaker { confidence: 0.85, by: "the last source that fits the pronoun", ..link.speaker };
    }
    let wanted = word.pronoun();
    let found = wanted.and_then(|wanted| best(reading, salience, phrase.first, chain, wanted));
    found.unwrap_or(Speaker::unnamed("a pronoun that nobody fits"))
}

/// The person with the best claim to a pronoun.
fn best(reading: &Reading, salience: &Salience, at: usize, chain: &[Link], wanted: Pronoun) -> Option<Speaker> {
    let names = &reading.names;
    let before = names.mentions.partition_point(|mention| mention.last <= at);
    let recent = names.mentions[before.saturating_sub(MENTIONS)..before].iter().rev().map(|mention| mention.person);
    let sources = chain.iter().rev().take(CHAIN).filter_map(|link| link.speaker.person);
    let mut found: Option<(f32, usize)> = None;
    for person in sources.chain(recent) {
        let named = names.people[person].referent;
        let referent = Referent { gender: named.gender.or(salience.gender(person)), ..named };
        let Some(fit) = wanted.fit(referent) else { continue };
        let claim = worth(fit, wanted) + of_chain(reading, chain, person, at) + salience.claim(reading, person, at);
        if found.is_none_or(|(best, _)| claim > best) {
            found = Some((claim, person));
        }
    }
    let (_, person) = found?;
    let spoke = chain.iter().rev().take(CHAIN).any(|link| link.speaker.person == Some(person));
    Some(if spoke {
        Speaker::of(person, 0.85, "the last source that fits the pronoun")
    } else {
        Speaker::of(person, 0.6, "the last name that fits the pronoun")
    })
}

/// What a fit is worth beside other claims.
fn worth(fit: Fit, wanted: Pronoun) -> f32 {
    match fit {
        Fit::Shown if wanted.is_of_one_person() => 1.5,
        Fit::Shown | Fit::Likely => 1.0,
        Fit::Open => 0.4,
        Fit::Unlikely | Fit::Barely => -1.0,
    }
}

/// The claim of having been a source: the last one's is the strongest.
fn of_chain(reading: &Reading, chain: &[Link], person: usize, at: usize) -> f32 {
    let Some(rank) = chain.iter().rev().take(CHAIN).position(|link| link.speaker.person == Some(person)) else {
        return 0.0;
    };
    let link = &chain[chain.len() - 1 - rank];
    let far = (reading.frame_of(at) - reading.frame_of(link.word).min(reading.frame_of(at))) as f32;
    let strength = if link.quoted { 2.2 } else { 1.8 };
    (strength - 0.7 * rank as f32).max(0.3) - 0.15 * far.min(10.0)
}

/// "who" stands for the name right before it.
fn relative(reading: &Reading, phrase: &Phrase) -> Speaker {
    let mention = reading.names.last_in(phrase.first.saturating_sub(8)..phrase.first);
    mention.map_or(Speaker::unnamed("a relative clause on nobody named"), |mention| {
        Speaker::of(mention.person, 0.9, "the name before the relative clause")
    })
}
