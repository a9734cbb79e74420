//! The gender of people, where a title, the pronouns that follow or the given name tell it.

use copydesk_core::Span;
use copydesk_layers::{EntityLabel, Gender};

use super::form::{are_initials, fold};
use super::pronouns::Pronouns;
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
    let mut words = [before, head].into_iter().flatten().filter(|word| !are_initials(word));
    words.find_map(|word| of_word(word, &TITLES_FEMALE, &TITLES_MALE))
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

/// The gender of each group of people: by titles, by pronouns that agree, by the given name, by a single pronoun.
pub(super) fn of_groups(
    text: &str,
    mentions: &[Mention],
    names: &[Named<'_>],
    groups: &Groups<'_>,
) -> Vec<Option<Gender>> {
    let mut genders = vec![None; groups.first.len()];
    for (name, group) in names.iter().zip(&groups.of_mention) {
        genders[*group] = genders[*group].or(name.gender);
    }
    let pronouns = Pronouns::of(text, mentions, &groups.of_mention, groups.first.len());
    for (group, gender) in genders.iter_mut().enumerate() {
        let person = mentions[groups.first[group] as usize].label == EntityLabel::Person;
        if person && gender.is_none() {
            let spoken = pronouns.gender(group);
            let sure = spoken.filter(|_| pronouns.is_sure(group));
            *gender = sure.or_else(|| of_given(groups.names[group])).or(spoken);
        }
    }
    genders
}

fn of_given(name: &str) -> Option<Gender> {
    let (given, _) = name.split_once(char::is_whitespace)?;
    of_word(given, &GIVEN_FEMALE, &GIVEN_MALE)
}
