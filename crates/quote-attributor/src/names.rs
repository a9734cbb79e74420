//! Mentions by name, and who is who among them.
//!
//! Where the entity tagger has run, its entities are the people. Capitalised runs that it left alone, or all of them where it
//! has not run, are people too, joined by last and given names.

use std::collections::HashMap;

use copydesk_core::{Id, Span};
use copydesk_layers::{Entity, EntityLabel, Gender, Number};

use crate::flags::Flags;
use crate::forms;
use crate::frames::Frame;
use crate::lexicon::{Lexicon, hash_lower};
use crate::phrases::{Phrase, PhraseKind};
use crate::runs::{is_office, run_from, without_title};
use crate::words::{Word, first_from};

/// What somebody named is, as far as attribution cares.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Nature {
    /// A person, or nobody knows.
    Person,
    /// A body of people.
    Group,
    /// A place or thing.
    Other,
}

/// Somebody or something named in the article.
#[derive(Clone, Debug)]
pub(crate) struct Person {
    /// The fullest name as it stands in the text, where no entity tells it.
    pub(crate) name: Span,
    /// The entity, where the tagger has run.
    pub(crate) entity: Option<Id<Entity>>,
    /// The part of the entity's name that is the name, without titles and other words before or behind it.
    pub(crate) part: Span,
    /// What it is.
    pub(crate) nature: Nature,
    /// The gender, where it shows.
    pub(crate) gender: Option<Gender>,
    /// Whether the name is of several people: "the Okafors".
    pub(crate) several: bool,
}

/// A mention by name.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Mention {
    /// Its first word.
    pub(crate) first: usize,
    /// The word behind its last.
    pub(crate) last: usize,
    /// Who it is.
    pub(crate) person: usize,
}

/// The names of an article.
#[derive(Debug, Default)]
pub(crate) struct Names {
    /// Everybody named.
    pub(crate) people: Vec<Person>,
    /// All mentions, in text order.
    pub(crate) mentions: Vec<Mention>,
    by_last: HashMap<u32, usize>,
    by_first: HashMap<u32, usize>,
    by_both: HashMap<(u32, u32), usize>,
    by_entity: HashMap<usize, usize>,
}

impl Names {
    /// Reads the names off the entities, or off the capitals where there are none.
    pub(crate) fn read(
        &mut self,
        text: &str,
        (words, frames): (&[Word], &[Frame]),
        lexicon: &Lexicon,
        entities: &[Entity],
    ) {
        self.people.clear();
        self.mentions.clear();
        self.by_last.clear();
        self.by_first.clear();
        self.by_both.clear();
        self.by_entity.clear();
        self.of_entities(text, words, lexicon, entities);
        self.of_capitals(words, frames, !entities.is_empty());
    }

    /// The last mention that lies in these words.
    pub(crate) fn last_in(&self, words: std::ops::Range<usize>) -> Option<&Mention> {
        let behind = self.mentions.partition_point(|mention| mention.first < words.end);
        self.mentions[..behind].last().filter(|mention| mention.first >= words.start)
    }

    /// Who heads a phrase: the last name in it where it ends as a name does ("Ban Ki-moon" ends in small letters).
    pub(crate) fn heading(&self, phrase: &Phrase) -> Option<usize> {
        let mention = self.last_in(phrase.first..phrase.last)?;
        (phrase.kind == PhraseKind::Name || mention.last == phrase.last).then_some(mention.person)
    }

    /// Adds the tagger's mentions. What the words around a mention show of a person's gender goes before what the tagger says.
    fn of_entities(&mut self, text: &str, words: &[Word], lexicon: &Lexicon, entities: &[Entity]) {
        for entity in entities {
            let (first, last) = (first_from(words, entity.span.start()), first_from(words, entity.span.end()));
            let inside = first < last && words[first].span.start() == entity.span.start();
            let amount = matches!(entity.label, EntityLabel::Money | EntityLabel::Date);
            if !inside || amount || is_description(entity, lexicon) {
                continue;
            }
            let person = *self.by_entity.entry(entity.id.index()).or_insert_with(|| {
                let (nature, part) = (nature(entity.label), forms::proper(text, entity, entities, lexicon));
                let (name, several) = (entity.span, entity.number == Some(Number::Plural));
                self.people.push(Person { name, entity: Some(entity.id), part, nature, gender: None, several });
                self.people.len() - 1
            });
            if self.people[person].nature == Nature::Person {
                let gender = gender_of(words, first, last);
                self.people[person].gender = self.people[person].gender.or(gender);
            }
            self.mentions.push(Mention { first, last, person });
            self.remember(words, Mention { first, last, person });
        }
        for person in &mut self.people {
            let entity = person.entity.and_then(|id| id.of(entities));
            person.gender = person.gender.or(entity.and_then(|entity| entity.gender));
        }
    }

    /// Lets later mentions by a part of the name find the person.
    fn remember(&mut self, words: &[Word], Mention { first, last, person }: Mention) {
        if self.people[person].nature == Nature::Person && last - first > 1 {
            self.by_both.entry((words[first].hash, words[last - 1].hash)).or_insert(person);
            self.by_last.entry(words[last - 1].hash).or_insert(person);
            self.by_first.entry(words[first].hash).or_insert(person);
        }
    }

    /// Adds the capitalised runs between the mentions known so far. Where a tagger has run, headlines in capitals, words that
    /// only ever open sentences, and offices ("the Commissioner") are left to it.
    fn of_capitals(&mut self, words: &[Word], frames: &[Frame], tagged: bool) {
        let known = self.mentions.len();
        let mut at = 0;
        for number in 0..=known {
            let (end, next) =
                self.mentions[..known].get(number).map_or((words.len(), words.len()), |m| (m.first, m.last));
            while at < end {
                let last = run_from(words, at).min(end);
                let headline = |at| frames[frames.partition_point(|frame| frame.words.end <= at)].headline;
                if last > at && !(tagged && (headline(at) || is_office(&words[last - 1]))) {
                    let first = without_title(words, at, last);
                    self.mentions.push(Mention { first, last, person: usize::MAX });
                }
                at = last.max(at + 1);
            }
            at = at.max(next);
        }
        self.name_runs(words, known, tagged);
        self.mentions.sort_by_key(|mention| mention.first);
    }

    /// Finds who the mentions from number `known` on are.
    fn name_runs(&mut self, words: &[Word], known: usize, tagged: bool) {
        for number in known..self.mentions.len() {
            let Mention { first, last, .. } = self.mentions[number];
            if last - first > 1 {
                self.mentions[number].person = self.full_name(words, first, last);
            }
        }
        for opening in [false, true] {
            for number in known..self.mentions.len() {
                let Mention { first, person, .. } = self.mentions[number];
                if words[first].is(Flags::INITIAL) == opening {
                    let alone = person == usize::MAX;
                    self.name_run(words, number, (tagged, alone && opening && tagged));
                }
            }
        }
        self.mentions.retain(|mention| mention.person != usize::MAX);
    }

    /// Finds who a mention is; one that is in doubt must be known already.
    fn name_run(&mut self, words: &[Word], number: usize, (tagged, doubtful): (bool, bool)) {
        let Mention { first, last, person } = self.mentions[number];
        let person = match person {
            usize::MAX if doubtful => self.known(words[first].hash),
            usize::MAX => Some(self.single_name(words, first, tagged)),
            person => Some(person),
        };
        let Some(person) = person else { return };
        self.mentions[number].person = person;
        let gender = gender_of(words, first, last);
        self.people[person].gender = self.people[person].gender.or(gender);
        self.by_last.insert(words[last - 1].hash, person);
    }

    fn full_name(&mut self, words: &[Word], first: usize, last: usize) -> usize {
        let key = (words[first].hash, words[last - 1].hash);
        if let Some(person) = self.by_both.get(&key) {
            return *person;
        }
        let person = self.add(words, first, last);
        self.by_both.insert(key, person);
        self.by_last.entry(key.1).or_insert(person);
        self.by_first.entry(key.0).or_insert(person);
        person
    }

    fn single_name(&mut self, words: &[Word], first: usize, tagged: bool) -> usize {
        let hash = words[first].hash;
        if let Some(person) = self.known(hash) {
            return person;
        }
        let person = self.add(words, first, first + 1);
        if tagged && self.people[person].nature == Nature::Person {
            self.people[person].nature = Nature::Other;
        }
        self.by_last.insert(hash, person);
        person
    }

    /// Who is called so by last or given name.
    fn known(&self, name: u32) -> Option<usize> {
        self.by_last.get(&name).or_else(|| self.by_first.get(&name)).copied()
    }

    fn add(&mut self, words: &[Word], first: usize, last: usize) -> usize {
        let name = words[first].span.cover(words[last - 1].span);
        let group = words[first..last].iter().any(|word| word.is(Flags::GROUP | Flags::CAPITALS));
        let nature = if group { Nature::Group } else { Nature::Person };
        self.people.push(Person { name, entity: None, part: Span::default(), nature, gender: None, several: false });
        self.people.len() - 1
    }
}

/// Whether what was tagged as somebody says only what they are: "Manager", "Church Spokesman". A title may be a surname
/// ("Mr. King"), and so may any word of one whose gender shows.
fn is_description(entity: &Entity, lexicon: &Lexicon) -> bool {
    let common = Flags::PERSON | Flags::GROUP | Flags::CUE_NOUN | Flags::OF;
    let flags = |word: &str| lexicon.get(hash_lower(word));
    let office = |word: &str| flags(word).any(Flags::PERSON) && !flags(word).any(Flags::TITLE);
    entity.label == EntityLabel::Person
        && entity.gender.is_none()
        && entity.name.rsplit(' ').next().is_some_and(office)
        && entity.name.split(' ').all(|word| flags(word).any(common) && !flags(word).any(Flags::GIVEN))
}

const fn nature(label: EntityLabel) -> Nature {
    match label {
        EntityLabel::Person => Nature::Person,
        EntityLabel::Organization => Nature::Group,
        _ => Nature::Other,
    }
}

/// The gender that a name shows, by its title or given name; titles stand before the name or at its head.
fn gender_of(words: &[Word], first: usize, last: usize) -> Option<Gender> {
    let title = first.checked_sub(1).map(|at| if words[at].is(Flags::STOP) { at.saturating_sub(1) } else { at });
    let titles = title.map(|at| &words[at]).into_iter().chain(&words[first..last - 1]);
    let titled = titles.rev().find(|word| word.is(Flags::TITLE | Flags::PERSON) && gender(word).is_some());
    let given = words[first..last - 1].iter().find(|word| word.is(Flags::GIVEN));
    titled.and_then(gender).or_else(|| given.and_then(gender))
}

/// The gender that a word shows, if it shows one.
pub(crate) fn gender(word: &Word) -> Option<Gender> {
    match (word.is(Flags::MALE), word.is(Flags::FEMALE)) {
        (true, false) => Some(Gender::Male),
        (false, true) => Some(Gender::Female),
        _ => None,
    }
}
