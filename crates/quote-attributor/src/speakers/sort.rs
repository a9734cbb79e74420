//! What a source is, before it is asked who.

use crate::flags::Flags;
use crate::phrases::{Phrase, PhraseKind};
use crate::reading::Reading;

/// The kinds of sources that are told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sort {
    /// Headed by a name.
    Name,
    /// "he", "him".
    He,
    /// "she", "her".
    She,
    /// "it".
    It,
    /// "they", "them".
    They,
    /// "who".
    Who,
    /// A definite noun for a person: "the minister", "her lawyer".
    Person,
    /// A definite noun for a body: "the ministry".
    Body,
    /// Another definite noun: "the report".
    Thing,
    /// An indefinite or plural noun: "a witness", "officials".
    Some,
    /// A pronoun for nobody named: "I", "you", "one".
    Speaker,
    /// A cue without a source.
    NoSource,
    /// Marked words without a cue.
    Alone,
}

impl Sort {
    /// All of them, in the order of the model's columns, each with its name there.
    pub(crate) const ALL: [(Self, &'static str); 13] = [
        (Self::Name, "name"),
        (Self::He, "he"),
        (Self::She, "she"),
        (Self::It, "it"),
        (Self::They, "they"),
        (Self::Who, "who"),
        (Self::Person, "person"),
        (Self::Body, "body"),
        (Self::Thing, "thing"),
        (Self::Some, "some"),
        (Self::Speaker, "i"),
        (Self::NoSource, "none"),
        (Self::Alone, "alone"),
    ];

    /// The kind of a source phrase.
    pub(crate) fn of(reading: &Reading, phrase: &Phrase) -> Self {
        match phrase.kind {
            PhraseKind::Pronoun => pronoun(reading, phrase),
            PhraseKind::Bare => Self::Some,
            PhraseKind::Name if demonym(reading, phrase) => noun(reading, phrase),
            PhraseKind::Name if reading.names.heading(&reading.words, phrase).is_some() => Self::Name,
            PhraseKind::Name | PhraseKind::Noun => noun(reading, phrase),
        }
    }

    /// Whether one person is asked for, whatever the gender.
    pub(crate) const fn is_person(self) -> bool {
        matches!(self, Self::He | Self::She | Self::Person)
    }

    /// Whether a body is asked for.
    pub(crate) const fn is_body(self) -> bool {
        matches!(self, Self::It | Self::Body)
    }
}

fn pronoun(reading: &Reading, phrase: &Phrase) -> Sort {
    let word = &reading.words[phrase.first];
    if word.is(Flags::WHO) {
        Sort::Who
    } else if word.is(Flags::FIRST_PERSON) {
        Sort::Speaker
    } else if word.is(Flags::MALE) {
        Sort::He
    } else if word.is(Flags::FEMALE) {
        Sort::She
    } else if word.is(Flags::NEUTER) {
        Sort::It
    } else if word.is(Flags::PLURAL) {
        Sort::They
    } else {
        Sort::Speaker
    }
}

fn noun(reading: &Reading, phrase: &Phrase) -> Sort {
    let head = &reading.words[phrase.head()];
    let inside = &reading.words[phrase.first..phrase.end];
    let definite = is_definite(reading, phrase) || inside.iter().any(|word| word.is(Flags::POSSESSIVE));
    let demonym = demonym(reading, phrase);
    if head.is(Flags::PLURAL) || !definite || (demonym && head.is(Flags::ENDS_S)) {
        Sort::Some
    } else if demonym || head.is(Flags::PERSON | Flags::TITLE) {
        Sort::Person
    } else if head.is(Flags::GROUP | Flags::COMPANY | Flags::INSTITUTION) {
        Sort::Body
    } else {
        Sort::Thing
    }
}

/// Whether a phrase calls somebody by the people she or he is of: "the Norlander", and no other word.
pub(crate) fn demonym(reading: &Reading, phrase: &Phrase) -> bool {
    let the = reading.is(phrase.first, Flags::THE) && phrase.end - phrase.first == 2;
    let heading = reading.names.heading(&reading.words, phrase).filter(|_| the);
    heading.is_some_and(|heading| reading.names.person(heading).people)
}

/// Whether a phrase means something known: "the minister", "its director", "this firm", or what a name begins ("Okafor aide"). A
/// capital tells nothing of the first word of a sentence: "A source", "Three migrants", "Residents".
pub(crate) fn is_definite(reading: &Reading, phrase: &Phrase) -> bool {
    let word = &reading.words[phrase.first];
    let capital = word.is(Flags::CAP) && !word.is(Flags::DETERMINER | Flags::NUMBER);
    let named = || !reading.names.between(phrase.first, phrase.first + 1).is_empty();
    word.is(Flags::THE | Flags::POSSESSOR | Flags::DEMONSTRATIVE | Flags::PRONOUN)
        || (capital && (!word.is(Flags::INITIAL) || phrase.kind == PhraseKind::Name || named()))
}
