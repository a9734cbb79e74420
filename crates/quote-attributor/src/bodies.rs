//! Bodies of people that the article singles out without a name.

use copydesk_core::Span;

use crate::flags::Flags;
use crate::names::Mention;
use crate::phrases::{Phrase, PhraseKind};
use crate::reading::Reading;
use crate::subjects;

/// The words that single out a body which the article never names: "energy ministry", "Okafor campaign"; a bare "ministry",
/// "large company" or "Omaha company" singles out none.
pub(crate) fn singled_out(reading: &Reading, phrase: &Phrase) -> Option<Span> {
    let the = reading.is(phrase.first, Flags::THE);
    let owned = reading.is(phrase.first, Flags::CAP)
        && !reading.is(phrase.first, Flags::DETERMINER | Flags::POSSESSOR)
        && reading.names.last_in(phrase.first..phrase.end).is_some();
    let fits = (the || owned) && !reading.is(phrase.head(), Flags::PLURAL);
    if !fits || phrase.kind == PhraseKind::Pronoun || reading.names.heading(&reading.words, phrase).is_some() {
        return None;
    }
    let words = &reading.words[phrase.first + usize::from(the)..phrase.end];
    let (head, before) = words.split_last()?;
    let named = !head.is(Flags::COMPANY) && before.iter().any(|word| word.is(Flags::CAP));
    let vague =
        Flags::ADVERB | Flags::LY | Flags::NUMBER | Flags::CUE_ADJECTIVE | Flags::VAGUE | Flags::ENDS_ED | Flags::TIME;
    let kind = head.is(Flags::INSTITUTION) && !before.iter().any(|word| word.is(vague | Flags::PUNCT | Flags::DIGIT));
    let found = head.is(Flags::GROUP) && !before.is_empty() && (named || kind);
    found.then(|| before[0].span.cover(head.span))
}

/// Whether a name speaks together with others: "Okafor and her team said", "both Okafor and Sand said", "Okafor, Sand and others
/// said", "according to Okafor and Sand". A name behind "and" is such a one only where the name before it opens the sentence or a
/// clause: "he met Okafor and Sand said so" has one speaker.
pub(crate) fn joined(reading: &Reading, phrase: &Phrase, cue: usize) -> bool {
    if phrase.kind != PhraseKind::Name || phrase.named.head.is_none() {
        return false;
    }
    let verb = subjects::group_start(&reading.words, reading.frame(reading.frame_of(cue)).words.start, cue);
    if phrase.first > cue {
        return followed(reading, phrase, None);
    }
    followed(reading, phrase, Some(verb)) || follows(reading, phrase, verb)
}

/// The most members of a list of speakers, and the most phrases that tell who the last of them is ("and his partner Ines Okafor").
const MEMBERS: usize = 5;
const MEMBER: usize = 3;

/// Whether more speakers follow a name, up to the verb where there is one behind: "and Sand", ", Sand and others".
fn followed(reading: &Reading, phrase: &Phrase, verb: Option<usize>) -> bool {
    let mut end = phrase.end;
    for _ in 0..MEMBERS {
        let comma = reading.is(end, Flags::COMMA);
        let and = end + usize::from(comma);
        if reading.is(and, Flags::AND) {
            let within = reading.names.last_in(phrase.first..and).is_some_and(|mention| mention.end > and);
            return !within && reading.phrase_at(and + 1).is_some_and(|last| ends_list(reading, last, verb));
        }
        let next = reading.phrase_at(end + 1).filter(|next| comma && heads(next));
        let Some(next) = next else { return false };
        end = next.end;
    }
    false
}

/// Whether the last member of a list ends before the verb; where no verb follows, it must be somebody: "and Sand", "and officials".
fn ends_list(reading: &Reading, last: &Phrase, verb: Option<usize>) -> bool {
    let Some(verb) = verb else {
        return heads(last) || reading.is(last.head(), Flags::PERSON | Flags::TITLE | Flags::GROUP);
    };
    let mut end = last.end;
    for _ in 0..MEMBER {
        if end == verb {
            return true;
        }
        let joint = reading.is(end, Flags::OF | Flags::PREPOSITION | Flags::FOR);
        match reading.phrase_at(end + usize::from(joint)) {
            Some(next) if end < verb => end = next.end,
            _ => return false,
        }
    }
    end == verb
}

/// Whether a name right before the verb ends a list that opens the sentence or a clause.
fn follows(reading: &Reading, phrase: &Phrase, verb: usize) -> bool {
    let Some(and) = phrase.first.checked_sub(1).filter(|and| reading.is(*and, Flags::AND)) else { return false };
    let here = reading.phrases.partition_point(|other| other.first < phrase.first);
    let before = here.checked_sub(1).map(|at| &reading.phrases[at]).filter(|before| before.end == and);
    before.is_some_and(|before| {
        let opens = before.first.checked_sub(1).is_none_or(|at| {
            reading.is(at, Flags::PUNCT) || reading.words[at].sentence != reading.words[before.first].sentence
        });
        heads(before) && phrase.end == verb && opens
    })
}

/// Whether a name heads a phrase.
fn heads(phrase: &Phrase) -> bool {
    phrase.kind == PhraseKind::Name && phrase.named.head.is_some()
}

/// The name of a body that ends in a place, where the place alone was tagged: "Residential Care UK".
pub(crate) fn called_after_place(reading: &Reading, phrase: &Phrase) -> Option<Span> {
    let words = &reading.words;
    let place = reading.names.last_in(phrase.first..phrase.end).filter(|mention| mention.end == phrase.end)?;
    let named = reading.names.person(place.person);
    if named.is_person() || named.is_body() || reading.frame(reading.frame_of(phrase.first)).headline {
        return None;
    }
    let apart_from_names =
        Flags::NO_NAME | Flags::PUNCT | Flags::POSSESSIVE | Flags::PERSON | Flags::TITLE | Flags::TIME;
    let part = |at: &usize| words[*at].is(Flags::CAP) && !words[*at].is(apart_from_names);
    let first = (phrase.first..place.first).rev().take_while(part).last()?;
    let tagged = |mention: &Mention| mention.end > first;
    let apart = !reading.names.last_in(phrase.first..place.first).is_some_and(tagged);
    let more = (first..place.first).any(|at| !words[at].is(Flags::INITIAL));
    (apart && more).then(|| words[first].span.cover(words[place.end - 1].span))
}
