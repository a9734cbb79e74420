//! Which names in an article are the same one, and what its fullest form is.
//!
//! Names are compared as [`Form`]s: words in lower case without accents, titles, particles and possessives. The longest forms
//! are entities; a shorter one is one of those that it may stand for ([`people`], [`groups`]). Where it may stand for several
//! (a family that shares its surname), every mention goes to whom title, pronoun and the surname's use so far speak for ([`meant`]).

mod agreement;
mod around;
mod bounds;
mod brackets;
mod couples;
mod form;
mod gender;
mod groups;
mod kinds;
mod meant;
mod number;
mod people;
mod pronouns;
mod proper;
mod resolve;
mod roles;
mod shops;
mod spelling;
mod standing;
pub(crate) mod surnames;

use copydesk_core::budget::OverBudget;
use copydesk_core::{Doc, Id, Span};
use copydesk_layers::{Entity, EntityLabel, Gender, Sentence, Token};

use around::Around;

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
    /// The gender of the pronoun that goes on to speak of a person.
    pub pronoun: Option<Gender>,
    /// Whether a role beside the name says whose relative a person is.
    pub relative: bool,
    /// The mention before of the person whose relative this one is said to be.
    pub relative_of: Option<u32>,
    /// The noun of a role beside the name, as a hash: "judge".
    pub office: Option<u64>,
    /// Whether an age behind the name is that of a child: "Tyler Boon, 10,".
    pub child: bool,
    /// The sentence that holds it, where sentences are known.
    pub sentence: Option<u32>,
    /// Whether brackets hold it right behind the name before.
    pub in_brackets: bool,
}

impl<'a> Named<'a> {
    /// A name of whose surroundings nothing is known.
    pub(crate) const fn new(text: &'a str, label: EntityLabel) -> Self {
        Self {
            text,
            label,
            gender: None,
            several: false,
            pronoun: None,
            relative: false,
            relative_of: None,
            office: None,
            child: false,
            sentence: None,
            in_brackets: false,
        }
    }
}

/// The rows of an article's mentions.
pub(crate) fn entities(
    doc: Doc<'_>,
    (tokens, sentences): (&[Token], &[Sentence]),
    mentions: Vec<Mention>,
) -> Result<Vec<Entity>, OverBudget> {
    let around = Around::new(doc.text, tokens, sentences);
    let mut mentions = brackets::balance(doc.text, mentions);
    bounds::mend(doc.text, &mut mentions);
    shops::mend(doc.text, &mut mentions);
    agreement::mend(doc.text, &mut mentions);
    number::drop_descriptions(doc.text, &mut mentions);
    let roles: Vec<Vec<Span>> = roles(&around, &mentions);
    let full = couples::full_names(doc.text, &mentions);
    let names = named(&around, &mentions, (&roles, &full));
    let groups = Groups::of(&names, doc.budget)?;
    let genders = gender::of_groups(doc.text, &mentions, &names, &groups);
    let numbers = number::of_groups(doc.text, &mentions, &names, &groups, &genders);
    let called = called(&names, &groups);
    let row = |(number, (mention, roles)): (usize, (Mention, Vec<Span>))| {
        let group = groups.of_mention[number];
        let person = mention.label == EntityLabel::Person;
        let (confidence, why) = mention.grounds.map_or((None, None), |grounds| (grounds.confidence, Some(grounds.why)));
        let id = Id::new(groups.first[group]);
        let mut row = Entity::new(mention.span, mention.label, id, called[group].to_owned());
        row.gender = genders[group].filter(|_| person);
        row.number = numbers[group].filter(|_| person);
        row.roles = roles.iter().map(|role| role.of(doc.text).to_owned()).collect();
        row.body = if mention.label == EntityLabel::Organization { kinds::of(called[group]) } else { None };
        (row.confidence, row.why) = (confidence, why);
        row
    };
    Ok(mentions.into_iter().zip(roles).enumerate().map(row).collect())
}

/// The roles beside each mention.
fn roles(around: &Around<'_>, mentions: &[Mention]) -> Vec<Vec<Span>> {
    let next = |number: usize| mentions.get(number + 1).map(|next| next.span);
    let roles = |(number, mention): (usize, &Mention)| roles::of(around, mention.span, mention.label, next(number));
    mentions.iter().enumerate().map(roles).collect()
}

/// What each group is called: its fullest name, that of people without titles and what else stands around it.
fn called<'a>(names: &[Named<'a>], groups: &Groups<'a>) -> Vec<&'a str> {
    let mut texts: Vec<(usize, &str)> =
        groups.of_mention.iter().copied().zip(names.iter().map(|name| name.text)).collect();
    texts.sort_unstable();
    let proper = |(group, name): (usize, &&'a str)| {
        let is_called = |short: &str| texts.binary_search(&(group, short)).is_ok();
        let person = names[groups.first[group] as usize].label == EntityLabel::Person;
        if person { proper::of(name, is_called) } else { *name }
    };
    groups.names.iter().enumerate().map(proper).collect()
}

/// The mentions with what stands around them; those that are called in full otherwise than they stand under that name.
fn named<'a>(
    around: &Around<'a>,
    mentions: &[Mention],
    (roles, full): (&[Vec<Span>], &'a [Option<String>]),
) -> Vec<Named<'a>> {
    let text = around.text;
    let several = number::several(text, mentions);
    let mut before: Option<Span> = None;
    let mut person: Option<usize> = None;
    let mut named: Vec<Named<'a>> = Vec::with_capacity(mentions.len());
    for (number, ((mention, roles), several)) in mentions.iter().zip(roles).zip(several).enumerate() {
        let called = full[number].as_deref().unwrap_or(mention.span.of(text));
        let mut name = Named { several, ..Named::new(called, mention.label) };
        if mention.label == EntityLabel::Person && !several {
            let next = mentions[number + 1..].iter().find(|next| next.label == EntityLabel::Person);
            name.gender = gender::shown(text, mention.span, roles);
            name.pronoun = pronouns::after(around, mention.span, next.map(|next| next.span));
            name.child = is_child(text, mention.span);
            name.relative =
                roles.iter().any(|role| roles::is_relative(role.of(text)) || roles::is_told_of_another(around, *role));
            name.office = roles.iter().find_map(|role| roles::office(role.of(text)));
        }
        name.sentence = around.sentence_number(mention.span);
        if mention.label == EntityLabel::Person {
            let owner = person.filter(|before| is_next(named[*before].sentence, name.sentence));
            name.relative_of = owner.filter(|_| name.relative).map(|before| before as u32);
            person = Some(number);
        }
        name.in_brackets = before.is_some_and(|before| in_brackets(text, before, mention.span));
        before = Some(mention.span);
        named.push(name);
    }
    named
}

/// Whether a sentence is that of another name, or the next.
fn is_next(before: Option<u32>, sentence: Option<u32>) -> bool {
    before.zip(sentence).is_some_and(|(before, sentence)| sentence - before <= 1)
}

/// The age from which people are given titles in news.
const GROWN: u32 = 16;

/// Whether an age stands behind a name that is below [`GROWN`].
fn is_child(text: &str, name: Span) -> bool {
    let behind = text[name.end() as usize..].strip_prefix(", ").unwrap_or_default();
    let digits = behind.find(|c: char| !c.is_ascii_digit()).unwrap_or(behind.len());
    let closed =
        behind[digits..].starts_with([',', '.']) && !behind[digits + 1..].starts_with(|c: char| c.is_ascii_digit());
    closed && behind[..digits].parse().is_ok_and(|age: u32| age < GROWN)
}

/// Whether brackets that open right behind one name hold another and nothing else.
fn in_brackets(text: &str, name: Span, inside: Span) -> bool {
    let between = text.get(name.end() as usize..inside.start() as usize);
    between.is_some_and(|between| matches!(between.trim(), "(" | "(the"))
        && text[inside.end() as usize..].starts_with(')')
}

#[cfg(test)]
mod tests;
