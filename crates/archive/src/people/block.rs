//! The people of one surname.

use std::collections::BTreeMap;

use copydesk_layers::EntityLabel;

use crate::people::article::Appearance;
use crate::people::names;
use crate::people::same::{APART, JOINED, Profile, sure};

/// People and bodies whose names begin alike, joined as their appearances come in order of time.
#[derive(Default)]
pub(crate) struct Block {
    by_key: BTreeMap<(EntityLabel, String), Vec<Person>>,
}

/// Somebody of the register.
pub(crate) struct Person {
    profile: Profile,
    pub(crate) appearances: Vec<Joined>,
    /// Another of the same name, by its place among the people of the key, and how sure it is that they are one.
    pub(crate) maybe: Option<(usize, f32)>,
}

/// An appearance and how sure it is that it is this person's; nothing for the first.
pub(crate) struct Joined {
    pub(crate) appearance: Appearance,
    pub(crate) confidence: Option<f32>,
}

impl Block {
    pub(crate) fn push(&mut self, appearance: Appearance) {
        let key = (appearance.label, names::key(appearance.label, &appearance.name));
        let people = self.by_key.entry(key).or_default();
        let best = best(people, &appearance);
        let (at, confidence, maybe) = match best {
            Some((at, sure)) if sure >= JOINED => (Some(at), Some(sure), None),
            best => (None, None, best.filter(|(_, sure)| *sure >= APART)),
        };
        let person = match at {
            Some(at) => &mut people[at],
            None => {
                people.push(Person { profile: Profile::default(), appearances: Vec::new(), maybe });
                people.last_mut().expect("it was pushed")
            }
        };
        person.profile.add(&appearance);
        person.appearances.push(Joined { appearance, confidence });
    }

    /// The people, by key and time.
    pub(crate) fn into_people(self) -> impl Iterator<Item = Vec<Person>> {
        self.by_key.into_values()
    }
}

/// Whom an appearance is most likely of, and how sure that is. Where an initial agrees with several, of nobody for sure.
fn best(people: &[Person], appearance: &Appearance) -> Option<(usize, f32)> {
    if appearance.label != EntityLabel::Person {
        return (!people.is_empty()).then_some((0, 1.0));
    }
    let agrees = |person: &Person| {
        person.appearances.iter().take(NAMES).all(|known| names::agree(&known.appearance.name, &appearance.name))
    };
    let likely = (0..).zip(people).filter(|(_, person)| agrees(person));
    let sure = likely.map(|(at, person)| (at, sure(&person.profile.features(appearance))));
    // Of equally likely ones the first.
    sure.reduce(|best, next| if next.1 > best.1 { next } else { best })
}

/// Appearances whose names are asked: an initial among them is soon beside the whole name.
const NAMES: usize = 8;
