//! Whether a name is one person's or several people's.

use std::cell::LazyCell;

use copydesk_core::Span;
use copydesk_layers::{EntityLabel, Gender, Number};

use super::form::{fold, is_title};
use super::roles::is_description;
use super::{Groups, Mention, Named};
use crate::hash;
use crate::text::{Words, words};

/// What several people of one surname are to each other ("brothers").
static FAMILIES: Words = words!("families.txt");

/// For each mention, whether it names several people of one surname: "the Okafors", "the Okafor brothers", "Mr and Mrs Okafor".
pub(super) fn several(text: &str, mentions: &[Mention]) -> Vec<bool> {
    let single = LazyCell::new(|| surnames_without_the(text, mentions));
    let is_several = |mention: &Mention| {
        let (label, span) = (mention.label, mention.span);
        let as_many = || ends_as_many(span.of(text)) && single.binary_search(&surname(text, span)).is_err();
        label == EntityLabel::Person
            && (is_couple(text, span) || follows_the(text, span) && (is_family(text, span) || as_many()))
    };
    mentions.iter().map(is_several).collect()
}

/// The surnames of all people who are named without "the", sorted.
fn surnames_without_the(text: &str, mentions: &[Mention]) -> Vec<u64> {
    let people = mentions.iter().filter(|mention| mention.label == EntityLabel::Person);
    let alone = people.filter(|mention| !follows_the(text, mention.span));
    let mut surnames: Vec<u64> = alone.map(|mention| surname(text, mention.span)).collect();
    surnames.sort_unstable();
    surnames
}

/// Leaves out the mentions that say only what somebody is: "Manager", but not "Mrs Baker", nor the "Baker" who is Ines Baker too.
pub(super) fn drop_descriptions(text: &str, mentions: &mut Vec<Mention>) {
    let borne = LazyCell::new(|| {
        let full = |mention: &&Mention| mention.span.of(text).contains(char::is_whitespace);
        let full = mentions.iter().filter(|mention| mention.label == EntityLabel::Person).filter(full);
        let mut surnames: Vec<u64> = full.map(|mention| surname(text, mention.span)).collect();
        surnames.sort_unstable();
        surnames
    });
    let is_name = |mention: &Mention| {
        let name = mention.span.of(text);
        mention.label != EntityLabel::Person
            || !is_description(name)
            || is_titled(text, mention.span)
            || !name.contains(char::is_whitespace) && borne.binary_search(&surname(text, mention.span)).is_ok()
    };
    let kept: Vec<bool> = mentions.iter().map(is_name).collect();
    let mut kept = kept.into_iter();
    mentions.retain(|_| kept.next().unwrap_or(true));
}

/// The number of each group of people: several where its mentions are; one where a gender, a title or a given name shows it.
pub(super) fn of_groups(
    text: &str,
    mentions: &[Mention],
    names: &[Named<'_>],
    groups: &Groups<'_>,
    genders: &[Option<Gender>],
) -> Vec<Option<Number>> {
    let mut numbers: Vec<Option<Number>> = vec![None; groups.first.len()];
    for ((name, mention), group) in names.iter().zip(mentions).zip(&groups.of_mention) {
        let shown = || groups.names[*group].contains(char::is_whitespace) || is_titled(text, mention.span);
        if name.several {
            numbers[*group] = Some(Number::Plural);
        } else if numbers[*group].is_none() && (genders[*group].is_some() || shown()) {
            numbers[*group] = Some(Number::Singular);
        }
    }
    numbers
}

/// The last word of a name.
fn surname(text: &str, name: Span) -> u64 {
    let mut buffer = String::new();
    fold(name.of(text).rsplit(char::is_whitespace).next().unwrap_or_default(), &mut buffer);
    hash::bytes(buffer.as_bytes())
}

/// The words before a name, the nearest first.
fn before(text: &str, name: Span) -> impl Iterator<Item = &str> {
    text[..name.start() as usize].rsplit(char::is_whitespace).filter(|word| !word.is_empty())
}

fn follows_the(text: &str, name: Span) -> bool {
    before(text, name).next().is_some_and(|word| word.eq_ignore_ascii_case("the"))
}

/// Whether a title stands before a name or at its head.
fn is_titled(text: &str, name: Span) -> bool {
    let head = name.of(text).split_whitespace().next();
    before(text, name).next().into_iter().chain(head).any(|word| is_title(word, &mut String::new()))
}

fn is_couple(text: &str, name: Span) -> bool {
    let titles = name.of(text).split_whitespace().rev().skip(1).chain(before(text, name).take(3));
    let mut titles = titles.map(|word| word.trim_end_matches('.'));
    let is = |word: &str, title| word.eq_ignore_ascii_case(title);
    match titles.next() {
        Some(title) if is(title, "mrs") => {
            titles.next().is_some_and(|word| is(word, "and") || word == "&") && titles.next().is_some()
        }
        title => title.is_some_and(|title| is(title, "messrs")),
    }
}

fn is_family(text: &str, name: Span) -> bool {
    let rest = text[name.end() as usize..].strip_prefix(' ').unwrap_or_default();
    is_family_noun(rest.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default())
}

/// Whether a word says what several people of one surname are to each other.
pub(super) fn is_family_noun(word: &str) -> bool {
    let mut buffer = String::new();
    fold(word, &mut buffer);
    FAMILIES.contains(hash::bytes(buffer.as_bytes()))
}

/// "Okafors", but not "Ross".
fn ends_as_many(name: &str) -> bool {
    !name.contains(char::is_whitespace) && name.ends_with('s') && !name.ends_with("ss") && name.chars().count() > 3
}
