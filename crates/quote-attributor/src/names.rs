//! Who is named in the article, as the entity tagger found it.
//!
//! Whom a mention names, of what gender and number somebody is and what the words beside a name call them stands in the
//! `entities` layer; nothing of it is worked out again here. Where no tagger has run, nobody is named.

use std::collections::HashMap;
use std::ops::Range;

use copydesk_core::Id;
use copydesk_english::hash;
use copydesk_english::pronouns::{Kind, Referent};
use copydesk_layers::{Entity, EntityLabel, Gender};

use crate::flags::Flags;
use crate::phrases::{Named, Phrase, PhraseKind};
use crate::words::{Word, first_from};

/// Somebody or something named in the article.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Person {
    /// The entity.
    pub(crate) entity: Id<Entity>,
    /// What pronouns show of it.
    pub(crate) referent: Referent,
    /// Whether it is a place or the people of one, whose name says of which place something else is: "the Norlandish ministry".
    pub(crate) place: bool,
    /// Whether it is the people of a place: "Norlandish", "Catholic".
    pub(crate) people: bool,
}

impl Person {
    /// Whether it is a person, or several of one name.
    pub(crate) fn is_person(&self) -> bool {
        self.referent.kind == Kind::Person
    }

    /// Whether it is a body of people.
    pub(crate) fn is_body(&self) -> bool {
        self.referent.kind == Kind::Body
    }

    /// The name to print: the fullest in the article.
    pub(crate) fn called<'t>(&self, entities: &'t [Entity]) -> Option<&'t str> {
        self.entity.of(entities).map(|entity| entity.name.as_str())
    }
}

/// A mention by name.
#[derive(Clone, Debug)]
pub(crate) struct Mention {
    /// Its first word.
    pub(crate) first: usize,
    /// The word behind its last.
    pub(crate) end: usize,
    /// Who it is.
    pub(crate) person: Id<Person>,
    /// Whether the name is a company's.
    pub(crate) company: bool,
    /// Its role words among all.
    roles: Range<usize>,
}

/// The names of an article.
#[derive(Debug, Default)]
pub(crate) struct Names {
    /// Everybody named.
    pub(crate) people: Vec<Person>,
    /// All mentions, in text order.
    pub(crate) mentions: Vec<Mention>,
    /// Whether a tagger has run: where it has not, no source has a name.
    pub(crate) tagged: bool,
    role_words: Vec<u32>,
    by_entity: HashMap<Id<Entity>, Id<Person>>,
}

impl Names {
    /// Reads the names off the entities.
    pub(crate) fn read(&mut self, words: &[Word], entities: Option<&[Entity]>) {
        self.people.clear();
        self.mentions.clear();
        self.role_words.clear();
        self.by_entity.clear();
        self.tagged = entities.is_some();
        for entity in entities.unwrap_or_default() {
            let (first, last) = (first_from(words, entity.span.start()), first_from(words, entity.span.end()));
            let inside = first < last && words[first].span.start() == entity.span.start();
            let amount = matches!(entity.label, EntityLabel::Money | EntityLabel::Date);
            if inside && !amount {
                let (person, roles) = (self.add(entity), self.roles(entity));
                let company = entity.body.as_deref() == Some("company");
                self.mentions.push(Mention { first, end: last, person, company, roles });
            }
        }
    }

    fn add(&mut self, entity: &Entity) -> Id<Person> {
        *self.by_entity.entry(entity.id).or_insert_with(|| {
            let place = matches!(entity.label, EntityLabel::Location | EntityLabel::Facility | EntityLabel::Norp);
            let people = entity.label == EntityLabel::Norp;
            self.people.push(Person { entity: entity.id, referent: entity.referent(), place, people });
            Id::new(self.people.len() as u32 - 1)
        })
    }

    fn roles(&mut self, entity: &Entity) -> Range<usize> {
        let start = self.role_words.len();
        for word in entity.roles.iter().flat_map(|role| role.split(' ')) {
            self.role_words.push(word_hash(word));
            if word.contains('-') {
                self.role_words.extend(word.split('-').map(word_hash));
            }
        }
        start..self.role_words.len()
    }

    /// Somebody named, who exists.
    pub(crate) fn person(&self, person: Id<Person>) -> &Person {
        &self.people[person.index()]
    }

    /// Whether the words beside a mention call it all that some words say.
    pub(crate) fn is_called(&self, mention: &Mention, said: &[Word]) -> bool {
        let roles = &self.role_words[mention.roles.clone()];
        said.iter().all(|word| word.is(Flags::PUNCT) || roles.contains(&word.hash))
    }

    /// Whose name stands elsewhere in the very words of a phrase, an article before them or not: "Norwing said" where a name is
    /// written small, or where the first word of a sentence was not seen to be one.
    pub(crate) fn known_by(&self, words: &[Word], phrase: &Phrase) -> Option<Id<Person>> {
        let first = phrase.first + usize::from(words[phrase.first].is(Flags::THE) && phrase.end - phrase.first > 1);
        let said = &words[first..phrase.end];
        if !said[0].is(Flags::CAP) || self.last_in(phrase.first..phrase.end).is_some() {
            return None;
        }
        let same = |mention: &&Mention| {
            let name = &words[mention.first..mention.end];
            name.len() == said.len() && name.iter().zip(said).all(|(one, other)| one.hash == other.hash)
        };
        self.mentions.iter().find(same).map(|mention| mention.person)
    }

    /// The mentions that begin from one word to before another.
    pub(crate) fn between(&self, from: usize, to: usize) -> &[Mention] {
        let first = self.mentions.partition_point(|mention| mention.first < from);
        let count = self.mentions[first..].partition_point(|mention| mention.first < to);
        &self.mentions[first..first + count]
    }

    /// The mention that ends before a word.
    pub(crate) fn ending_at(&self, end: usize) -> Option<&Mention> {
        let behind = self.mentions.partition_point(|mention| mention.first < end);
        self.mentions[..behind].last().filter(|mention| mention.end == end)
    }

    /// The first mention that begins at a word or behind it.
    pub(crate) fn next(&self, word: usize) -> Option<&Mention> {
        self.mentions.get(self.mentions.partition_point(|mention| mention.first < word))
    }

    /// The last mention that lies in these words.
    pub(crate) fn last_in(&self, words: Range<usize>) -> Option<&Mention> {
        let behind = self.mentions.partition_point(|mention| mention.first < words.end);
        self.mentions[..behind].last().filter(|mention| mention.first >= words.start)
    }

    /// Notes for every phrase which names head it and stand in it.
    pub(crate) fn mark(&self, words: &[Word], phrases: &mut [Phrase]) {
        let kind = |mention: &Mention| self.person(mention.person).referent.kind;
        for phrase in phrases {
            let first = self.mentions.partition_point(|mention| mention.first < phrase.first);
            let inside = self.mentions[first..].iter().take_while(|mention| mention.first < phrase.end);
            let head = self.heading(words, phrase);
            let others = inside.filter(|mention| Some(mention.person) != head);
            let (mut person, mut body) = (false, false);
            for other in others {
                person |= kind(other) == Kind::Person;
                body |= kind(other) == Kind::Body;
            }
            let head = head.map(|head| self.person(head).referent.kind);
            phrase.named = Named { head, person_inside: person, body_inside: body };
        }
    }

    /// Who heads a phrase: the last name in it where it ends as a name does ("Ban Ki-moon" ends in small letters).
    /// A word of office behind a name heads it instead: "the Norlandish President" is no country.
    pub(crate) fn heading(&self, words: &[Word], phrase: &Phrase) -> Option<Id<Person>> {
        let mention = self.last_in(phrase.first..phrase.end)?;
        let office = mention.end < phrase.end && words[phrase.head()].is(Flags::PERSON | Flags::TITLE);
        let ends = mention.end == phrase.end || (phrase.kind == PhraseKind::Name && !office);
        ends.then_some(mention.person)
    }
}

/// The hash of a word as [`Word::hash`] holds it.
fn word_hash(word: &str) -> u32 {
    (hash(word.trim_end_matches('.')) >> 32) as u32
}

/// The gender that a word shows, if it shows one.
pub(crate) fn gender(word: &Word) -> Option<Gender> {
    match (word.is(Flags::MALE), word.is(Flags::FEMALE)) {
        (true, false) => Some(Gender::Male),
        (false, true) => Some(Gender::Female),
        _ => None,
    }
}
