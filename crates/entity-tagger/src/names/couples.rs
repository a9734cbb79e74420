//! Couples and siblings who are named together: "Tom and Amy Lind" are Tom Lind and Amy Lind.

use copydesk_core::Span;
use copydesk_english::names::{gender_of_given, gender_of_title, is_given};
use copydesk_layers::EntityLabel;

use super::Mention;
use super::number::{is_family_noun, several};

/// What a name is called in full, where a surname behind the next name is its own too.
pub(super) fn full_names(text: &str, mentions: &[Mention]) -> Vec<Option<String>> {
    let pair = |at: usize| shares(text, &mentions[at], mentions.get(at + 1)?).then(|| &mentions[at + 1]);
    if (0..mentions.len()).all(|at| pair(at).is_none()) {
        return vec![None; mentions.len()];
    }
    let families: Vec<&str> = families(text, mentions);
    let full = |at: usize| {
        let next = pair(at)?;
        let (given, whole) = (mentions[at].span.of(text), next.span.of(text));
        let surname = whole.split_once(' ')?.1;
        let family = || {
            families
                .iter()
                .any(|family| family.strip_prefix(surname).is_some_and(|rest| matches!(rest, "" | "s" | "es")))
        };
        let likely = || is_given(given) && (family() || by_title(text, mentions, given, next));
        let told = is_told(text, mentions[at].span, next.span) || likely();
        let taken = || mentions.iter().any(|other| is_another(text, other, given, surname));
        (told && !taken()).then(|| format!("{given} {surname}"))
    };
    (0..mentions.len()).map(full).collect()
}

/// Whether one word stands before "and" and the full name of somebody else.
fn shares(text: &str, name: &Mention, next: &Mention) -> bool {
    let people = [name.label, next.label] == [EntityLabel::Person; 2];
    let (given, full) = (name.span.of(text), next.span.of(text));
    let between = || &text[name.span.end() as usize..next.span.start() as usize];
    people && !given.contains(' ') && full.contains(' ') && matches!(between(), " and " | " & ")
}

/// Whether the words before or behind the two say what they are to each other: "brothers Tom and Amy Lind", "Tom and Amy Lind, a couple".
fn is_told(text: &str, name: Span, next: Span) -> bool {
    let before = text[..name.start() as usize].trim_end_matches([' ', ',', ':']);
    let behind = text[next.end() as usize..].strip_prefix(", ").unwrap_or_default();
    let mut behind =
        behind.split(|c: char| !c.is_alphabetic()).skip_while(|word| matches!(*word, "a" | "the" | "two" | "married"));
    is_family_noun(before.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or_default())
        || behind.next().is_some_and(is_family_noun)
}

/// The names of several people of one surname: "the Linds".
fn families<'a>(text: &'a str, mentions: &[Mention]) -> Vec<&'a str> {
    let several = several(text, mentions);
    mentions.iter().zip(several).filter(|(_, several)| *several).map(|(mention, _)| mention.span.of(text)).collect()
}

/// Whether the surname alone stands behind a title that suits the first and not the second: "Mr Lind" of "Tom and Amy Lind".
fn by_title(text: &str, mentions: &[Mention], given: &str, next: &Mention) -> bool {
    let Some((second, surname)) = next.span.of(text).split_once(' ') else { return false };
    let (Some(first), Some(second)) = (gender_of_given(given), gender_of_given(second)) else { return false };
    let titled = |other: &&Mention| {
        let before = text[..other.span.start() as usize].trim_end().rsplit(char::is_whitespace).next();
        other.span.of(text) == surname && before.and_then(gender_of_title) == Some(first)
    };
    first != second && mentions.iter().any(|other| titled(&other))
}

/// Whether a mention is of somebody else with this given name.
fn is_another(text: &str, other: &Mention, given: &str, surname: &str) -> bool {
    let rest = other.span.of(text).strip_prefix(given).and_then(|rest| rest.strip_prefix(' '));
    other.label == EntityLabel::Person && rest.is_some_and(|rest| rest != surname)
}
