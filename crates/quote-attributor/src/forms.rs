//! What of a tagged name is the name: "Air Force Gen. Ines Okafor" is called "Ines Okafor".

use copydesk_core::Span;
use copydesk_layers::{Entity, EntityLabel};

use crate::flags::Flags;
use crate::lexicon::{Lexicon, hash_lower};

/// How many rows on a shorter form of the name is looked for.
const NEAR: usize = 200;

/// A word of a name: where it stands in it, and what is known of it.
struct Part {
    start: usize,
    end: usize,
    flags: Flags,
}

/// The bytes of an entity's name that are the name itself. Names of other things than people are left whole.
pub(crate) fn proper(text: &str, entity: &Entity, entities: &[Entity], lexicon: &Lexicon) -> Span {
    let name = entity.name.as_str();
    let whole = Span::from_range(0..name.len());
    if entity.label != EntityLabel::Person || !name.contains(' ') {
        return whole;
    }
    let mut parts: Vec<Part> = parts(name, lexicon).collect();
    parts.truncate(behind_name(name, &parts));
    let mut parts = &parts[behind_titles(name, &parts)..];
    if let [_, second, .., last] = parts
        && is_epithet(name, parts)
        && is_mentioned(text, entity, entities, &name[second.start..last.end])
    {
        parts = &parts[1..];
    }
    parts.first().zip(parts.last()).map_or(whole, |(first, last)| Span::from_range(first.start..last.end))
}

fn parts<'a>(name: &'a str, lexicon: &'a Lexicon) -> impl Iterator<Item = Part> + 'a {
    let mut at = 0;
    let words = name.split(' ').filter_map(move |word| {
        let start = at;
        at += word.len() + 1;
        let flags = lexicon.get(hash_lower(word.trim_end_matches('.')));
        (!word.is_empty()).then_some(Part { start, end: start + word.len(), flags })
    });
    words.skip_while(move |part| !name[part.start..part.end].contains(char::is_alphanumeric))
}

/// How many words the name has before a preposition in small letters: "Ines Okafor for the Daily Herald".
fn behind_name(name: &str, parts: &[Part]) -> usize {
    let joins = |part: &Part| {
        let inside = part.flags.any(Flags::OF | Flags::PARTICLE);
        part.flags.any(Flags::PREPOSITION) && !inside && name[part.start..].starts_with(char::is_lowercase)
    };
    parts.iter().skip(1).position(joins).map_or(parts.len(), |at| at + 1)
}

/// How many words stand before the name: up to the last title or office that leaves two words, or one behind "Gen.".
fn behind_titles(name: &str, parts: &[Part]) -> usize {
    let office = |part: &Part| part.flags.any(Flags::TITLE | Flags::PERSON) && !part.flags.any(Flags::GIVEN);
    let two = parts.len().saturating_sub(2);
    if let Some(at) = parts[..two].iter().rposition(office) {
        return at + 1;
    }
    match parts {
        [title, _] if office(title) && name[title.start..title.end].ends_with('.') => 1,
        _ => 0,
    }
}

/// Whether the first word of three or more looks like no given name, while the second is one.
fn is_epithet(name: &str, parts: &[Part]) -> bool {
    let [first, second, _, ..] = parts else { return false };
    let initial = name[first.start..first.end].len() <= 2;
    !initial && !first.flags.any(Flags::GIVEN) && second.flags.any(Flags::GIVEN)
}

/// Whether the article also calls the entity so.
fn is_mentioned(text: &str, entity: &Entity, entities: &[Entity], short: &str) -> bool {
    let rows = entities.iter().skip(entity.id.index()).take(NEAR);
    rows.filter(|row| row.id == entity.id).any(|row| row.span.of(text) == short)
}
