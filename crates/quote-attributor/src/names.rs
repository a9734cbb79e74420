//! Mentions by name, and who is who among them.
//!
//! Where the entity tagger has run, its entities are the people. Capitalised runs that it left alone, or all of them where it
//! has not run, are people too, joined by last and given names.

use std::collections::HashMap;

use copydesk_core::{Id, Span};
use copydesk_layers::{Entity, EntityLabel, Gender};

use crate::flags::Flags;
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
    /// What it is.
    pub(crate) nature: Nature,
    /// The gender, where it shows.
    pub(crate) gender: Option<Gender>,
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
    pub(crate) fn read(&mut self, words: &[Word], entities: Option<&[Entity]>) {
        self.people.clear();
        self.mentions.clear();
        self.by_last.clear();
        self.by_first.clear();
        self.by_both.clear();
        self.by_entity.clear();
        self.of_entities(words, entities.unwrap_or_default());
        self.of_capitals(words);
    }

    /// The last mention that lies in these words.
    pub(crate) fn last_in(&self, words: std::ops::Range<usize>) -> Option<&Mention> {
        let behind = self.mentions.partition_point(|mention| mention.first < words.end);
        self.mentions[..behind].last().filter(|mention| mention.first >= words.start)
    }

    /// Adds the tagger's mentions. What the words around a mention show of a person's gender goes before what the tagger says.
    fn of_entities(&mut self, words: &[Word], entities: &[Entity]) {
        for entity in entities {
            let (first, last) = (first_from(words, entity.span.start()), first_from(words, entity.span.end()));
            let inside = first < last && words[first].span.start() == entity.span.start();
            if !inside || matches!(entity.label, EntityLabel::Money | EntityLabel::Date) {
                continue;
            }
            let person = *self.by_entity.entry(entity.id.index()).or_insert_with(|| {
                let nature = nature(entity.label);
                self.people.push(Person { name: entity.span, entity: Some(entity.id), nature, gender: None });
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

    /// Adds the capitalised runs between the mentions known so far.
    fn of_capitals(&mut self, words: &[Word]) {
        let known = self.mentions.len();
        let mut at = 0;
        for number in 0..=known {
            let (end, next) =
                self.mentions[..known].get(number).map_or((words.len(), words.len()), |m| (m.first, m.last));
            while at < end {
                let last = run_from(words, at).min(end);
                if last > at {
                    let first = without_title(words, at, last);
                    self.mentions.push(Mention { first, last, person: usize::MAX });
                }
                at = last.max(at + 1);
            }
            at = at.max(next);
        }
        self.name_runs(words, known);
        self.mentions.sort_by_key(|mention| mention.first);
    }

    /// Finds who the mentions from number `known` on are.
    fn name_runs(&mut self, words: &[Word], known: usize) {
        for number in known..self.mentions.len() {
            let Mention { first, last, .. } = self.mentions[number];
            if last - first > 1 {
                self.mentions[number].person = self.full_name(words, first, last);
            }
        }
        for number in known..self.mentions.len() {
            let Mention { first, last, person } = self.mentions[number];
            let person = if person == usize::MAX { self.single_name(words, first) } else { person };
            self.mentions[number].person = person;
            let gender = gender_of(words, first, last);
            self.people[person].gender = self.people[person].gender.or(gender);
            self.by_last.insert(words[last - 1].hash, person);
        }
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

    fn single_name(&mut self, words: &[Word], first: usize) -> usize {
        let hash = words[first].hash;
        let known = self.by_last.get(&hash).or_else(|| self.by_first.get(&hash));
        if let Some(person) = known {
            return *person;
        }
        let person = self.add(words, first, first + 1);
        self.by_last.insert(hash, person);
        person
    }

    fn add(&mut self, words: &[Word], first: usize, last: usize) -> usize {
        let name = words[first].span.cover(words[last - 1].span);
        let group = words[first..last].iter().any(|word| word.is(Flags::GROUP | Flags::CAPITALS));
        let nature = if group { Nature::Group } else { Nature::Person };
        self.people.push(Person { name, entity: None, nature, gender: None });
        self.people.len() - 1
    }
}

const fn nature(label: EntityLabel) -> Nature {
    match label {
        EntityLabel::Person => Nature::Person,
        EntityLabel::Organization => Nature::Group,
        _ => Nature::Other,
    }
}

/// The word behind the capitalised run that begins at `at`, or `at`.
fn run_from(words: &[Word], at: usize) -> usize {
    if !begins_name(words, at) {
        return at;
    }
    let mut last = at + 1;
    while let Some(next) = words.get(last) {
        let behind = words.get(last + 1);
        let same = next.sentence == words[last - 1].sentence && next.segment == words[at].segment;
        if same && next.is(Flags::CAP) && !next.is(Flags::PRONOUN | Flags::TIME) {
            last += 1;
        } else if same && links(&words[last - 1], next, behind) {
            last += 2;
        } else {
            break;
        }
    }
    last
}

fn begins_name(words: &[Word], at: usize) -> bool {
    let word = &words[at];
    let closed = Flags::CLOSED | Flags::PRONOUN | Flags::DETERMINER | Flags::THE | Flags::POSSESSOR | Flags::TIME;
    if !word.is(Flags::CAP) || word.is(closed) {
        return false;
    }
    let common = Flags::VERB_FORM | Flags::PERSON | Flags::GROUP | Flags::CUE_NOUN | Flags::LY | Flags::CUE_ADJECTIVE;
    if word.span.len() == 1 && !words.get(at + 1).is_some_and(|next| next.is(Flags::STOP | Flags::CAP)) {
        return false;
    }
    !(word.is(Flags::INITIAL) && word.is(common) && !words.get(at + 1).is_some_and(|next| next.is(Flags::CAP)))
}

/// Whether `link` joins a name to what stands behind it.
fn links(before: &Word, link: &Word, behind: Option<&Word>) -> bool {
    let Some(behind) = behind.filter(|word| word.is(Flags::CAP)) else { return false };
    let glued = before.span.end() == link.span.start();
    let abbreviates = link.is(Flags::STOP) && glued && (before.span.len() == 1 || before.is(Flags::TITLE));
    let inside =
        glued && link.span.end() == behind.span.start() && link.is(Flags::PUNCT) && !link.is(Flags::STOP | Flags::DASH);
    abbreviates || inside || link.is(Flags::PARTICLE)
}

/// The first word of the name behind its titles and offices; at least one word remains.
fn without_title(words: &[Word], first: usize, last: usize) -> usize {
    let office = |at: &usize| words[*at].is(Flags::TITLE | Flags::PERSON) && !words[*at].is(Flags::GIVEN);
    let behind = (first..last - 1).rev().find(office).map_or(first, |at| at + 1);
    let dot = |at: &usize| words[*at].is(Flags::STOP | Flags::ADVERB | Flags::CUE_ADJECTIVE);
    let mut start = behind;
    while start + 1 < last && dot(&start) {
        start += 1;
    }
    start
}

/// The gender that a name shows, by its title or given name.
fn gender_of(words: &[Word], first: usize, last: usize) -> Option<Gender> {
    let title = first.checked_sub(1).map(|at| if words[at].is(Flags::STOP) { at.saturating_sub(1) } else { at });
    let titled = title.map(|at| &words[at]).filter(|word| word.is(Flags::TITLE | Flags::PERSON));
    let given = Some(&words[first]).filter(|word| word.is(Flags::GIVEN) && last - first > 1);
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
