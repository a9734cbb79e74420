//! The gender of people, where a title or the given name tells it.

use copydesk_core::Span;
use copydesk_layers::{EntityLabel, Gender};

use super::form::fold;
use super::{Groups, Mention, Named};
use crate::hash;
use crate::text::{Words, words};

static TITLES_FEMALE: Words = words!("titles-female.txt");
static TITLES_MALE: Words = words!("titles-male.txt");
static GIVEN_FEMALE: Words = words!("given-female.txt");
static GIVEN_MALE: Words = words!("given-male.txt");

/// The gender that the title before or at the head of a name tells.
pub(super) fn of_title(text: &str, name: Span) -> Option<Gender> {
    let before = text[..name.start() as usize].trim_end().rsplit(char::is_whitespace).next();
    let head = name.of(text).split_whitespace().next();
    [before, head].into_iter().flatten().find_map(|word| of_word(word, &TITLES_FEMALE, &TITLES_MALE))
}

fn of_word(word: &str, female: &Words, male: &Words) -> Option<Gender> {
    let mut buffer = String::new();
    fold(word, &mut buffer);
    let word = hash::bytes(buffer.as_bytes());
    match (female.contains(word), male.contains(word)) {
        (true, false) => Some(Gender::Female),
        (false, true) => Some(Gender::Male),
        _ => None,
    }
}

/// The gender of each group of people: by titles, else by the given name.
pub(super) fn of_groups(
    _text: &str,
    mentions: &[Mention],
    names: &[Named<'_>],
    groups: &Groups<'_>,
) -> Vec<Option<Gender>> {
    let mut genders = vec![None; groups.first.len()];
    for (name, group) in names.iter().zip(&groups.of_mention) {
        genders[*group] = genders[*group].or(name.gender);
    }
    for (gender, (name, first)) in genders.iter_mut().zip(groups.names.iter().zip(&groups.first)) {
        let person = mentions[*first as usize].label == EntityLabel::Person;
        if person && gender.is_none() {
            *gender = of_given(name);
        }
    }
    genders
}

fn of_given(name: &str) -> Option<Gender> {
    let (given, _) = name.split_once(char::is_whitespace)?;
    of_word(given, &GIVEN_FEMALE, &GIVEN_MALE)
}
