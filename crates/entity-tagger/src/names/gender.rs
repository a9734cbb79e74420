//! The gender of people, where a title, the pronouns that follow or the given name tell it.

use copydesk_core::Span;
use copydesk_english::names::{gender_of_given, gender_of_title};
use copydesk_layers::{EntityLabel, Gender};

use super::form::{are_initials, fold};
use super::pronouns::Pronouns;
use super::{Groups, Mention, Named};

/// The gender that the title before or at the head of a name tells, or else one of the roles beside it: "the actress, Ines Orr".
pub(super) fn shown(text: &str, name: Span, roles: &[Span]) -> Option<Gender> {
    let before = text[..name.start() as usize].trim_end().rsplit(char::is_whitespace).next();
    let head = name.of(text).split_whitespace().next();
    let mut words = [before, head].into_iter().flatten().filter(|word| !are_initials(word));
    let titled = words.find_map(|word| gender_of_title(word.trim_start_matches(['(', '“', '"'])));
    titled.or_else(|| roles.iter().find_map(|role| of_role(role.of(text))))
}

/// The gender of the noun that heads a role: "widow" of "widow of the mayor".
fn of_role(role: &str) -> Option<Gender> {
    let head = role.split(' ').take_while(|word| !matches!(*word, "of" | "for" | "at" | "in" | "to" | "on" | "with"));
    head.last().and_then(gender_of_title)
}

/// The gender of each group of people: by titles and roles, else by pronouns that agree, else by the given name.
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
            *gender = pronouns.gender(group).or_else(|| of_given(groups.names[group]));
        }
    }
    genders
}

fn of_given(name: &str) -> Option<Gender> {
    let (given, _) = name.split_once(char::is_whitespace)?;
    let mut buffer = String::new();
    fold(given, &mut buffer);
    gender_of_given(&buffer)
}
