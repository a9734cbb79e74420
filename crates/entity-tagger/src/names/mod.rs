//! Which names in an article are the same one, and what its fullest form is.
//!
//! Names are compared as [`Form`]s: words in lower case without accents, titles, particles and possessives. The longest forms
//! are entities; a shorter one is one of those that it may stand for ([`people`], [`groups`]). Where it may stand for several
//! (a family that shares its surname), every mention goes to the one that the text spoke of last.

mod form;
mod gender;
mod groups;
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
#[derive(Clone, Copy, Debug)]
pub(crate) struct Mention {
    /// Where it stands.
    pub span: Span,
    /// What it names.
    pub label: EntityLabel,
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
}

/// The rows of an article's mentions.
pub(crate) fn entities(doc: Doc<'_>, mentions: &[Mention]) -> Result<Vec<Entity>, OverBudget> {
    let names: Vec<Named<'_>> = mentions.iter().map(|mention| named(doc.text, *mention)).collect();
    let groups = Groups::of(&names, doc.budget)?;
    let genders = gender::of_groups(doc.text, mentions, &names, &groups);
    let row = |(number, mention): (usize, &Mention)| {
        let group = groups.of_mention[number];
        Entity {
            span: mention.span,
            label: mention.label,
            id: Id::new(groups.first[group]),
            name: groups.names[group].to_owned(),
            gender: genders[group].filter(|_| mention.label == EntityLabel::Person),
        }
    };
    Ok(mentions.iter().enumerate().map(row).collect())
}

fn named(text: &str, mention: Mention) -> Named<'_> {
    let gender = match mention.label {
        EntityLabel::Person => gender::of_title(text, mention.span),
        _ => None,
    };
    Named { text: mention.span.of(text), label: mention.label, gender }
}

#[cfg(test)]
mod tests;
