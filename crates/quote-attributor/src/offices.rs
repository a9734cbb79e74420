//! Descriptions of people by office: "the minister" is whoever was last called a minister by name.

use crate::flags::Flags;
use crate::names::{Mention, Nature};
use crate::phrases::Phrase;
use crate::reading::Reading;

/// How many words before or behind a name tell an office.
const NEAR: usize = 7;
/// How many mentions back an office reaches.
const BACK: usize = 60;

/// The person that a comma after a description names: "the group's director, Lena Ortiz".
pub(crate) fn named_after(reading: &Reading, phrase: &Phrase) -> Option<usize> {
    let comma = phrase.last;
    if !reading.is(phrase.head(), Flags::PERSON) || !reading.is(comma, Flags::COMMA) {
        return None;
    }
    let first = reading.names.mentions.partition_point(|mention| mention.first <= comma);
    let mention = reading.names.mentions.get(first)?;
    let person = reading.names.people[mention.person].nature == Nature::Person;
    (person && mention.first == comma + 1 && mention.last - mention.first > 1).then_some(mention.person)
}

/// The person who was last given the office that heads a description.
pub(crate) fn holder(reading: &Reading, phrase: &Phrase) -> Option<usize> {
    let head = &reading.words[phrase.head()];
    if !head.is(Flags::PERSON | Flags::TITLE) {
        return None;
    }
    let before = reading.names.mentions.partition_point(|mention| mention.last <= phrase.first);
    let recent = reading.names.mentions[before.saturating_sub(BACK)..before].iter().rev();
    recent.filter(|mention| holds(reading, mention, head.hash)).map(|mention| mention.person).next()
}

/// Whether the words beside a mention call the person so.
fn holds(reading: &Reading, mention: &Mention, office: u32) -> bool {
    if reading.names.people[mention.person].nature != Nature::Person {
        return false;
    }
    let words = &reading.words;
    let behind = reading.phrases.partition_point(|phrase| phrase.first <= mention.first);
    let phrase = behind.checked_sub(1).map(|at| reading.phrases[at]).filter(|phrase| mention.last <= phrase.last);
    let title = phrase.map_or(&words[..0], |phrase| &words[phrase.first.min(mention.first)..mention.first]);
    if title.iter().any(|word| word.hash == office) {
        return true;
    }
    if !reading.is(mention.last, Flags::COMMA) {
        return false;
    }
    let behind = words[mention.last + 1..words.len().min(mention.last + 1 + NEAR)].iter();
    behind.take_while(|word| !word.is(Flags::PUNCT | Flags::RELATIVE)).any(|word| word.hash == office)
}
