//! Descriptions by office: "the minister" is whoever was last called a minister by name.

use copydesk_core::Id;

use crate::claims::Claim;
use crate::flags::Flags;
use crate::names::{Mention, Person};
use crate::phrases::Phrase;
use crate::reading::Reading;
use crate::words::Word;

/// How many mentions back an office reaches.
const BACK: usize = 60;

/// The person that a comma after a description names: "the group's director, Lena Ortiz", "the minister of trade, Mr. Ortiz",
/// "his wife, Lena".
pub(crate) fn named_after(reading: &Reading, phrase: &Phrase) -> Option<Id<Person>> {
    if !reading.is(phrase.head(), Flags::PERSON | Flags::TITLE) {
        return None;
    }
    let comma = comma_behind(reading, phrase.end)?;
    let mention = reading.names.next(comma + 1)?;
    let title = reading.words.get(comma + 1..mention.first)?;
    let titled = !title.is_empty() && title.len() < 4 && title.iter().all(|word| word.is(Flags::TITLE | Flags::STOP));
    let related = reading.is(phrase.first, Flags::POSSESSOR)
        || reading.words[phrase.first..phrase.end].iter().any(|word| word.is(Flags::POSSESSIVE));
    let named = title.is_empty() && (related || mention.end - mention.first > 1);
    let person = reading.names.person(mention.person).is_person();
    (person && (titled || named)).then_some(mention.person)
}

/// The most phrases that an office goes over: "minister of fisheries and energy", "chair of the board of the Harbour Trust".
const HOPS: usize = 4;

/// The person whose name ends an office without an article: "Minister of fisheries and energy Sipho Mallane".
pub(crate) fn behind_office(reading: &Reading, phrase: &Phrase) -> Option<Id<Person>> {
    let office = reading.is(phrase.head(), Flags::PERSON | Flags::TITLE);
    if !office || reading.is(phrase.first, Flags::THE | Flags::DETERMINER | Flags::POSSESSOR) {
        return None;
    }
    let mut last = *phrase;
    for _ in 0..HOPS {
        let link = last.end;
        let named = reading.names.last_in(last.first..last.end).filter(|mention| mention.end == last.end);
        if let Some(mention) = named.filter(|_| last.first != phrase.first)
            && reading.names.person(mention.person).is_person()
        {
            return Some(mention.person);
        }
        if !reading.is(link, Flags::OF | Flags::AND | Flags::TO | Flags::PREPOSITION) {
            break;
        }
        last = *reading.phrase_at(link + 1)?;
    }
    None
}

/// The person that an apposition describes which ends in a source: "Laura Gittens, chair of the Harbour Trust, said".
pub(crate) fn described_by(reading: &Reading, phrase: &Phrase) -> Option<Id<Person>> {
    let mut first = *phrase;
    for hop in 0..HOPS {
        let before = first.first.checked_sub(1)?;
        if reading.is(before, Flags::COMMA) {
            let office = reading.is(first.head(), Flags::PERSON | Flags::TITLE) && hop > 0;
            let mention = reading.names.last_in(0..before).filter(|mention| mention.end == before && office)?;
            return reading.names.person(mention.person).is_person().then_some(mention.person);
        }
        if !reading.is(before, Flags::OF | Flags::FOR | Flags::AND | Flags::PREPOSITION) {
            return None;
        }
        let behind = reading.phrases.partition_point(|phrase| phrase.first < before);
        first = behind.checked_sub(1).map(|at| reading.phrases[at]).filter(|other| other.end == before)?;
    }
    None
}

/// The comma behind a phrase, past what belongs to it: "minister of trade and ports,", "founder and chair,".
pub(crate) fn comma_behind(reading: &Reading, mut at: usize) -> Option<usize> {
    for _ in 0..HOPS {
        if !reading.is(at, Flags::OF | Flags::TO | Flags::AND | Flags::PREPOSITION) {
            break;
        }
        at = reading.phrase_at(at + 1)?.end;
    }
    reading.is(at, Flags::COMMA).then_some(at)
}

/// What ties a person or body to a description by the words beside its mentions before it: all the words, or the head alone
/// unless a name is part of the description ("the French minister" is no other country's); or that its name holds them all.
pub(crate) fn described(reading: &Reading, phrase: &Phrase, person: Id<Person>) -> Option<Claim> {
    let said = said(reading, phrase);
    let before = reading.names.mentions.partition_point(|mention| mention.end <= phrase.first);
    let recent = reading.names.mentions[before.saturating_sub(BACK)..before].iter().rev();
    let mut own = recent.filter(|mention| mention.person == person);
    let particular = said.iter().any(|word| word.is(Flags::CAP));
    let head = &said[said.len() - 1..];
    own.find_map(|mention| {
        let part = || !particular && said.len() > 1 && reading.names.is_called(mention, head);
        match () {
            () if reading.names.is_called(mention, said) => Some(Claim::Described),
            () if names(reading, mention, said) => Some(Claim::HoldsDescription),
            () if part() => Some(Claim::DescribedInPart),
            () if mention.company && head[0].is(Flags::COMPANY) => Some(Claim::ACompany),
            () => None,
        }
    })
}

/// Whether a name of several words holds every word of a description: "the energy ministry" and "Ministry of Energy".
fn names(reading: &Reading, mention: &Mention, said: &[Word]) -> bool {
    let name = &reading.words[mention.first..mention.end];
    name.len() > 1 && said.iter().all(|word| name.iter().any(|other| other.hash == word.hash))
}

/// The words of a description behind its article.
fn said<'r>(reading: &'r Reading, phrase: &Phrase) -> &'r [Word] {
    let first = phrase.first + usize::from(reading.is(phrase.first, Flags::THE) && phrase.end - phrase.first > 1);
    &reading.words[first..phrase.end]
}
