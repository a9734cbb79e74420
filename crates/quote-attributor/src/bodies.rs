//! Bodies of people by description: "the ministry" is the one ministry that the article names, if it names one.

use copydesk_core::Span;

use crate::flags::Flags;
use crate::names::Mention;
use crate::offices;
use crate::phrases::Phrase;
use crate::reading::Reading;
use crate::salience::Salience;

/// How many mentions back and on a description reaches.
const BACK: usize = 120;
const ON: usize = 40;

/// A body with a name, how sure it is the one meant, and what decided.
pub(crate) type Found = (usize, f32, &'static str);

/// The named body that a definite description means.
pub(crate) fn meant(reading: &Reading, salience: &Salience, phrase: &Phrase) -> Option<Found> {
    let head = &reading.words[phrase.head()];
    if !head.is(Flags::GROUP | Flags::COMPANY) || head.is(Flags::PLURAL) {
        return None;
    }
    let company = |mention: &Mention| head.is(Flags::COMPANY) && mention.company;
    let sure = if phrase.last - phrase.first > 2 { 0.9 } else { 0.7 };
    the_one(reading, phrase, |mention| holds(reading, mention, phrase))
        .map(|body| (body, sure, "the one name that holds the description"))
        .or_else(|| offices::called(reading, phrase).map(|body| (body, 0.75, "the last name with that description")))
        .or_else(|| the_one(reading, phrase, company).map(|body| (body, 0.7, "the one company named")))
        .or_else(|| leading(reading, salience, phrase).map(|body| (body, 0.5, "the body that the article is about")))
}

/// The only body near the description with a mention of this kind.
fn the_one(reading: &Reading, phrase: &Phrase, fits: impl Fn(&Mention) -> bool) -> Option<usize> {
    let mentions = &reading.names.mentions;
    let here = mentions.partition_point(|mention| mention.first < phrase.first);
    let near = mentions[here.saturating_sub(BACK)..mentions.len().min(here + ON)].iter();
    let bodies = near.filter(|mention| reading.names.people[mention.person].is_body());
    let mut found = bodies.filter(|mention| fits(mention)).map(|mention| mention.person);
    let first = found.next()?;
    found.all(|other| other == first).then_some(first)
}

/// Whether a name holds every word of a description: "the ministry", "the energy ministry" and "Ministry of Energy".
fn holds(reading: &Reading, mention: &Mention, phrase: &Phrase) -> bool {
    let name = &reading.words[mention.first..mention.last];
    let described = &reading.words[phrase.first + 1..phrase.last];
    name.len() > 1 && described.iter().all(|word| name.iter().any(|other| other.hash == word.hash))
}

/// The body that leads the article, for a bare description that says no more than "the company" or "the group".
fn leading(reading: &Reading, salience: &Salience, phrase: &Phrase) -> Option<usize> {
    let bare = phrase.last - phrase.first == 2 && reading.is(phrase.head(), Flags::COMPANY);
    salience.leading_body().filter(|_| bare)
}

/// The words that single out a body which the article never names: "energy ministry", "Okafor campaign"; a bare "ministry",
/// "large company" or "Omaha company" singles out none.
pub(crate) fn singled_out(reading: &Reading, phrase: &Phrase) -> Option<Span> {
    let words = &reading.words[phrase.first + 1..phrase.last];
    let (head, before) = words.split_last()?;
    let named = !head.is(Flags::COMPANY) && before.iter().any(|word| word.is(Flags::CAP));
    let vague =
        Flags::ADVERB | Flags::LY | Flags::NUMBER | Flags::CUE_ADJECTIVE | Flags::VAGUE | Flags::ENDS_ED | Flags::TIME;
    let kind = head.is(Flags::INSTITUTION) && !before.iter().any(|word| word.is(vague | Flags::PUNCT | Flags::DIGIT));
    let found = head.is(Flags::GROUP) && !before.is_empty() && (named || kind);
    found.then(|| before[0].span.cover(head.span))
}

/// The name of a body that ends in a place, where the place alone was tagged: "Residential Care UK".
pub(crate) fn called_after_place(reading: &Reading, phrase: &Phrase) -> Option<Span> {
    let words = &reading.words;
    let place = reading.names.last_in(phrase.first..phrase.last).filter(|mention| mention.last == phrase.last)?;
    let named = &reading.names.people[place.person];
    if named.is_person() || named.is_body() || reading.frames[reading.frame_of(phrase.first)].headline {
        return None;
    }
    let apart_from_names =
        Flags::NO_NAME | Flags::PUNCT | Flags::POSSESSIVE | Flags::PERSON | Flags::TITLE | Flags::TIME;
    let part = |at: &usize| words[*at].is(Flags::CAP) && !words[*at].is(apart_from_names);
    let first = (phrase.first..place.first).rev().take_while(part).last()?;
    let tagged = |mention: &Mention| mention.last > first;
    let apart = !reading.names.last_in(phrase.first..place.first).is_some_and(tagged);
    let more = (first..place.first).any(|at| !words[at].is(Flags::INITIAL));
    (apart && more).then(|| words[first].span.cover(words[place.last - 1].span))
}
