//! Which names in an article are the same one, and what its fullest form is.
//!
//! Names are compared as [`Form`]s: words in lower case without accents, titles, particles and possessives. The longest forms
//! are entities; a shorter one is one of those that it may stand for ([`people`], [`groups`]). Where it may stand for several
//! (a family that shares its surname), every mention goes to the one that the text spoke of last.

mod brackets;
mod form;
mod gender;
mod groups;
mod number;
mod people;
mod pronouns;
mod resolve;
mod standing;
pub(crate) mod surnames;

use copydesk_core::budget::OverBudget;
use copydesk_core::{Doc, Id, Span};
use copydesk_layers::{Entity, EntityLabel, Gender};

pub(crate) use resolve::Groups;

/// A mention, before it is known of whom.
#[derive(Clone, Debug)]
pub(crate) struct Mention {
    /// Where it stands.
    pub span: Span,
    /// What it names.
    pub label: EntityLabel,
    /// How sure that is and what decided, if anybody asked.
    pub grounds: Option<Grounds>,
}

/// How sure place and label of a mention are, and what decided.
#[derive(Clone, Debug)]
pub(crate) struct Grounds {
    /// From 0 to 1, where weights decided.
    pub confidence: Option<f32>,
    /// In words.
    pub why: String,
}

/// A mention as the grouping sees it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Named<'a> {
    /// The name as it stands.
    pub text: &'a str,
    /// What it names.
    pub label: EntityLabel,
    /// A person's gender, where a title before the name tells it.
    pub gender: Option<Gender>,
    /// Whether several people of one surname are meant: "the Okafors".
    pub several: bool,
}

/// The rows of an article's mentions.
pub(crate) fn entities(doc: Doc<'_>, mentions: Vec<Mention>) -> Result<Vec<Entity>, OverBudget> {
    let mentions = brackets::balance(doc.text, mentions);
    let names = named(doc.text, &mentions);
    let groups = Groups::of(&names, doc.budget)?;
    let genders = gender::of_groups(doc.text, &mentions, &names, &groups);
    let numbers = number::of_groups(doc.text, &mentions, &names, &groups, &genders);
    let row = |(number, mention): (usize, Mention)| {
        let group = groups.of_mention[number];
        let person = mention.label == EntityLabel::Person;
        let (confidence, why) = mention.grounds.map_or((None, None), |grounds| (grounds.confidence, Some(grounds.why)));
        Entity {
            span: mention.span,
            label: mention.label,
            id: Id::new(groups.first[group]),
            name: groups.names[group].to_owned(),
            gender: genders[group].filter(|_| person),
            number: numbers[group].filter(|_| person),
            confidence,
            why,
        }
    };
    Ok(mentions.into_iter().enumerate().map(row).collect())
}

fn named<'a>(text: &'a str, mentions: &[Mention]) -> Vec<Named<'a>> {
    let several = number::several(text, mentions);
    let name = |(mention, several): (&Mention, bool)| {
        let person = mention.label == EntityLabel::Person && !several;
        let gender = if person { gender::of_title(text, mention.span) } else { None };
        Named { text: mention.span.of(text), label: mention.label, gender, several }
    };
    mentions.iter().zip(several).map(name).collect()
}

#[cfg(test)]
mod tests;
