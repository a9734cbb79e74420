//! Descriptions by office: "the minister" is whoever was last called a minister by name.

use crate::flags::Flags;
use crate::names::Person;
use crate::phrases::Phrase;
use crate::reading::Reading;
use crate::words::Word;

/// How many mentions back an office reaches.
const BACK: usize = 60;

/// The person that a comma after a description names: "the group's director, Lena Ortiz", "the minister of trade, Mr. Ortiz".
pub(crate) fn named_after(reading: &Reading, phrase: &Phrase) -> Option<usize> {
    if !reading.is(phrase.head(), Flags::PERSON) {
        return None;
    }
    let comma = comma_behind(reading, phrase.last)?;
    let first = reading.names.mentions.partition_point(|mention| mention.first <= comma);
    let mention = reading.names.mentions.get(first)?;
    let title = reading.words.get(comma + 1..mention.first)?;
    let titled = !title.is_empty() && title.len() < 4 && title.iter().all(|word| word.is(Flags::TITLE | Flags::STOP));
    let named = title.is_empty() && mention.last - mention.first > 1;
    let person = reading.names.people[mention.person].is_person();
    (person && (titled || named)).then_some(mention.person)
}

/// The comma behind a phrase, past one "of" and what belongs to it.
fn comma_behind(reading: &Reading, at: usize) -> Option<usize> {
    if !reading.is(at, Flags::OF | Flags::PREPOSITION) {
        return reading.is(at, Flags::COMMA).then_some(at);
    }
    let next = reading.phrases.partition_point(|phrase| phrase.first <= at);
    let behind = reading.phrases.get(next).filter(|phrase| phrase.first == at + 1)?.last;
    reading.is(behind, Flags::COMMA).then_some(behind)
}

/// The person who was last given the office that heads a description.
pub(crate) fn holder(reading: &Reading, phrase: &Phrase) -> Option<usize> {
    let person = reading.is(phrase.head(), Flags::PERSON | Flags::TITLE);
    person.then(|| last_called(reading, phrase, Person::is_person)).flatten()
}

/// The body that was last called what heads a description: "Aldine, a shipping company".
pub(crate) fn called(reading: &Reading, phrase: &Phrase) -> Option<usize> {
    last_called(reading, phrase, Person::is_body)
}

/// The last mention that is called all that a description says, or else its head, unless a name is part of the description:
/// "the French minister" is no other country's.
fn last_called(reading: &Reading, phrase: &Phrase, fits: fn(&Person) -> bool) -> Option<usize> {
    let said = said(reading, phrase);
    let before = reading.names.mentions.partition_point(|mention| mention.last <= phrase.first);
    let recent = &reading.names.mentions[before.saturating_sub(BACK)..before];
    let last = |said: &[Word]| {
        let mut fitting = recent.iter().rev().filter(|mention| fits(&reading.names.people[mention.person]));
        fitting.find(|mention| reading.names.is_called(mention, said)).map(|mention| mention.person)
    };
    let particular = said.iter().any(|word| word.is(Flags::CAP));
    last(said).or_else(|| if particular { None } else { last(&said[said.len() - 1..]) })
}

/// The words of a description behind its article.
fn said<'r>(reading: &'r Reading, phrase: &Phrase) -> &'r [Word] {
    let first = phrase.first + usize::from(reading.is(phrase.first, Flags::THE) && phrase.last - phrase.first > 1);
    &reading.words[first..phrase.last]
}
