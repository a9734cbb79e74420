//! Whose document a source is: "the report" is that of the body which the article named beside its first mention.

use copydesk_core::Id;

use crate::flags::Flags;
use crate::names::Person;
use crate::phrases::{Phrase, PhraseKind};
use crate::reading::Reading;

/// How many phrases back a document's first mention is looked for, and how many words behind it its author may stand.
/// Both are guesses: two paragraphs, and "a report published on Monday by the".
const BACK: usize = 60;
const REACH: usize = 7;

/// The author of a document that a definite source names, by an earlier mention of it.
pub(crate) fn author(reading: &Reading, phrase: &Phrase) -> Option<Id<Person>> {
    let head = &reading.words[phrase.head()];
    let definite = reading.is(phrase.first, Flags::THE) && phrase.kind == PhraseKind::Noun;
    if !definite || !head.is(Flags::CUE_NOUN) {
        return None;
    }
    let here = reading.phrases.partition_point(|other| other.first < phrase.first);
    let before = reading.phrases[here.saturating_sub(BACK)..here].iter().rev();
    let mut same = before.filter(|other| reading.words[other.head()].hash == head.hash);
    same.find_map(|other| beside(reading, other).or_else(|| behind(reading, other)))
}

/// Whoever is named before the document's word: "an Okafor Institute report", "the institute's report".
fn beside(reading: &Reading, document: &Phrase) -> Option<Id<Person>> {
    let mention = reading.names.last_in(document.first..document.head())?;
    (!reading.names.person(mention.person).place).then_some(mention.person)
}

/// Whoever is named behind it: "a report by the Okafor Institute".
fn behind(reading: &Reading, document: &Phrase) -> Option<Id<Person>> {
    let sentence = reading.words[document.first].sentence;
    let reach = document.end..reading.words.len().min(document.end + REACH);
    let link = reach.take_while(|at| reading.words[*at].sentence == sentence);
    let mut links = link.filter(|at| reading.is(*at, Flags::PREPOSITION | Flags::OF) && !reading.words[*at].quoted());
    links.find_map(|link| {
        let mention = reading.names.next(link + 1)?;
        let near = (link + 1..mention.first).all(|at| reading.is(at, Flags::THE | Flags::TITLE | Flags::STOP));
        (near && !reading.names.person(mention.person).place).then_some(mention.person)
    })
}
