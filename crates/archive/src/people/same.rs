//! How sure it is that an appearance is of somebody known.

use std::collections::BTreeSet;

use copydesk_english::{lists, word_list};
use copydesk_layers::Gender;

use crate::people::article::Appearance;
use crate::people::names::folded;

/// From here on an appearance is joined to a person; below [`APART`] it is another's. In between it stands alone and says "maybe".
pub(crate) const JOINED: f32 = 0.8;
pub(crate) const APART: f32 = 0.4;

static FUNCTION_WORDS: copydesk_english::WordList = word_list!(lists::STOP_WORDS);

/// What is known of a person.
#[derive(Clone, Debug, Default)]
pub(crate) struct Profile {
    roles: BTreeSet<String>,
    people: BTreeSet<String>,
    bodies: BTreeSet<String>,
    places: BTreeSet<String>,
    gender: Option<Gender>,
    last: Option<i64>,
}

impl Profile {
    /// Takes in another appearance.
    pub(crate) fn add(&mut self, appearance: &Appearance) {
        self.roles.extend(words(&appearance.roles));
        self.people.extend(appearance.people.iter().map(|name| folded(name)));
        self.bodies.extend(appearance.bodies.iter().map(|name| folded(name)));
        self.places.extend(appearance.places.iter().map(|name| folded(name)));
        self.gender = self.gender.or(appearance.gender);
        self.last = self.last.max(appearance.time);
    }

    /// What speaks for and against this person in an appearance, each from 0 to 1.
    pub(crate) fn features(&self, appearance: &Appearance) -> [f32; FEATURES] {
        let flag = |yes: bool| f32::from(u8::from(yes));
        let shared = |known: &BTreeSet<String>, names: &[String]| {
            names.iter().filter(|name| known.contains(&folded(name))).count()
        };
        let roles = words(&appearance.roles);
        let same_roles = roles.iter().filter(|word| self.roles.contains(*word)).count();
        let other_roles = same_roles == 0 && !roles.is_empty() && !self.roles.is_empty();
        let places = shared(&self.places, &appearance.places);
        let [people, bodies] = [shared(&self.people, &appearance.people), shared(&self.bodies, &appearance.bodies)];
        let around = |one: &BTreeSet<String>, names: &[String]| !one.is_empty() && !names.is_empty();
        let known_around = around(&self.people, &appearance.people)
            || around(&self.bodies, &appearance.bodies)
            || around(&self.places, &appearance.places);
        let gender = self.gender.zip(appearance.gender).is_some_and(|(one, other)| one != other);
        let days = self.last.zip(appearance.time).map(|(last, time)| (time - last).abs() / (24 * 60 * 60));
        [
            flag(same_roles > 0),
            flag(other_roles),
            people.min(2) as f32 / 2.0,
            bodies.min(2) as f32 / 2.0,
            flag(known_around && people + bodies + places == 0),
            flag(gender),
            days.map_or(0.0, |days| ((1.0 + days as f32).log2() / 10.0).min(1.0)),
        ]
    }
}

/// The words of roles that say what somebody is.
fn words(roles: &[String]) -> BTreeSet<String> {
    let words = roles.iter().flat_map(|role| role.split(|c: char| !c.is_alphanumeric()));
    words.filter(|word| !word.is_empty() && !FUNCTION_WORDS.contains(word)).map(str::to_lowercase).collect()
}

pub(crate) const FEATURES: usize = 7;

/// How sure it is that the appearance is of this person: a logistic regression.
///
/// Fitted to the 6,223 pairs of 600 invented names (`copydesk eval people --cases 600 --seed 7 --pairs PAIRS`, by Newton's method with an L2
/// penalty of 0.001), in which half of the pairs are namesakes. In an archive most of one full name are one person, so [`PRIOR`] is added, but
/// where another role and nothing in common speak against it.
pub(crate) fn sure(features: &[f32; FEATURES]) -> f32 {
    let contradicted = features[OTHER_ROLES] > 0.0 && features[NOTHING_SHARED] > 0.0;
    let prior = if contradicted { 0.0 } else { PRIOR };
    let sum = features.iter().zip(WEIGHTS).fold(INTERCEPT + prior, |sum, (feature, weight)| sum + feature * weight);
    1.0 / (1.0 + (-sum).exp())
}

/// Two of the features, by their places.
const OTHER_ROLES: usize = 1;
const NOTHING_SHARED: usize = 4;

const INTERCEPT: f32 = 3.21;
/// The logarithm of 9: of ten pairs of one full name in a newspaper's archive nine are one person. Set by hand.
const PRIOR: f32 = 2.2;
/// The same role, another role, companions, bodies, nothing in common, another gender, time between. The invented names have no genders:
/// that weight is set by hand, so that it outweighs any two others.
const WEIGHTS: [f32; FEATURES] = [0.59, -0.67, 2.10, 3.03, -0.84, -6.0, -5.35];
