//! Businesses that are called by a possessive: "Hartley's has baked bread since 1921". Their 's is part of the name.

use copydesk_core::Span;
use copydesk_layers::EntityLabel;

use super::{Grounds, Mention};

/// Behind an 's these show that what is said is said of the business; a noun that the 's could belong to they are not.
const VERBS: [&str; 13] =
    ["also", "did", "does", "employs", "had", "has", "is", "said", "says", "sells", "serves", "was", "would"];
/// Behind an 's these show that no noun follows.
const CLOSED: [&str; 18] = [
    "after", "and", "at", "because", "before", "but", "for", "from", "in", "on", "or", "since", "that", "to", "until",
    "when", "while", "will",
];

/// Makes organisations of the places of a name with 's, its 's with it, where the article once goes on as of a business.
pub(super) fn mend(text: &str, mentions: &mut [Mention]) {
    let shown: Vec<&str> =
        mentions.iter().filter(|mention| is_subject(text, mention)).map(|mention| mention.span.of(text)).collect();
    if shown.is_empty() {
        return;
    }
    for mention in mentions {
        let Some((ending, rest)) = possessive(text, mention) else { continue };
        if shown.contains(&mention.span.of(text)) && (is_subject(text, mention) || is_closed(rest)) {
            mention.span = Span::new(mention.span.start(), mention.span.end() + ending);
            mention.label = EntityLabel::Organization;
            if let Some(grounds) = &mut mention.grounds {
                *grounds = Grounds { confidence: None, why: "a business that is called by a possessive".to_owned() };
            }
        }
    }
}

/// The length of the 's behind a name of one word, and what follows it.
fn possessive<'a>(text: &'a str, name: &Mention) -> Option<(u32, &'a str)> {
    let may_be = matches!(name.label, EntityLabel::Person | EntityLabel::Organization);
    let rest = &text[name.span.end() as usize..];
    let ending = ["'s", "’s"].into_iter().find(|ending| rest.starts_with(ending)).filter(|_| may_be)?;
    let one_word = !name.span.of(text).contains(char::is_whitespace);
    one_word.then(|| (ending.len() as u32, &rest[ending.len()..]))
}

/// Whether something is said of what is called by a possessive: "Hartley's has ...", "Hartley's, a bakery, ...".
fn is_subject(text: &str, name: &Mention) -> bool {
    let Some((_, rest)) = possessive(text, name) else { return false };
    let of_somebody = text[..name.span.start() as usize].ends_with(" of ");
    let first = |rest: &str, words: &[&str]| {
        words.contains(&rest.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default())
    };
    let said = rest.strip_prefix(' ').is_some_and(|rest| first(rest, &VERBS));
    let explained = rest.strip_prefix(", ").is_some_and(|rest| first(rest, &["a", "an", "which"]));
    !of_somebody && (said || explained)
}

/// Whether no noun follows that the 's could belong to.
fn is_closed(rest: &str) -> bool {
    let word = rest.strip_prefix(' ').map(|rest| rest.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default());
    rest.is_empty()
        || rest.starts_with(|c: char| ".,;:!?\n”\"".contains(c))
        || word.is_some_and(|word| CLOSED.contains(&word))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(text: &str) -> Vec<(&str, EntityLabel)> {
        let places = text.match_indices("Hartley").map(|(at, name)| Span::from_range(at..at + name.len()));
        let mut mentions: Vec<Mention> =
            places.map(|span| Mention { span, label: EntityLabel::Person, grounds: None }).collect();
        mend(text, &mut mentions);
        mentions.iter().map(|mention| (mention.span.of(text), mention.label)).collect()
    }

    #[test]
    fn a_business_is_called_by_its_possessive() {
        let (shop, person) = (("Hartley's", EntityLabel::Organization), ("Hartley", EntityLabel::Person));
        assert_eq!(names("Hartley's has closed. We met at Hartley's. Hartley wept."), [shop, shop, person]);
        assert_eq!(names("They met at Hartley's, a bakery, and ate Hartley's bread."), [shop, person]);
        assert_eq!(names("Hartley's bread is good. We met at Hartley's."), [person, person]);
        assert_eq!(names("A friend of Hartley's, a baker, said so."), [person]);
    }
}
