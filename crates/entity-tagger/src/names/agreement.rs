//! Short names whose label is another than that of the full name they belong to: "El Saife" as an organisation beside Mohamed El Saife.

use std::collections::BTreeSet;

use copydesk_layers::EntityLabel;

use super::{Grounds, Mention};

/// Makes people of what was taken for a body, a work or a product and is the surname of somebody whom the article names in full, unless a
/// longer name of such a thing holds it too ("Ford Foundation"). "The Linds" are people where the article has a Lind.
pub(super) fn mend(text: &str, mentions: &mut [Mention]) {
    let may_be = |mention: &Mention| {
        matches!(mention.label, EntityLabel::Organization | EntityLabel::Misc | EntityLabel::Product)
    };
    if !mentions.iter().any(|mention| may_be(mention) || mention.label == EntityLabel::Norp) {
        return;
    }
    let surnames = surnames(text, mentions);
    let others = mentions.iter().filter(|mention| mention.label != EntityLabel::Person);
    let longer =
        others.map(|mention| mention.span.of(text)).filter(|name| name.contains(' ') && !surnames.contains(name));
    let held: BTreeSet<&str> = longer.flat_map(|name| name.split(' ')).collect();
    let is_surname = |name: &str| surnames.contains(name) && name.split(' ').all(|word| !held.contains(word));
    for at in 0..mentions.len() {
        let name = mentions[at].span.of(text);
        let before = &text[..mentions[at].span.start() as usize];
        let the = before.ends_with("the ") || before.ends_with("The ");
        let family = || the && ["s", "es"].iter().any(|ending| name.strip_suffix(ending).is_some_and(is_surname));
        let norp = mentions[at].label == EntityLabel::Norp;
        if may_be(&mentions[at]) && !the && is_surname(name) || (may_be(&mentions[at]) || norp) && family() {
            mentions[at].label = EntityLabel::Person;
            if let Some(grounds) = &mut mentions[at].grounds {
                *grounds = Grounds { confidence: None, why: "by the surname of somebody in the article".to_owned() };
            }
        }
    }
}

/// The surnames of people who are named in full before the surname stands alone: a firm that comes before its founder is a firm.
fn surnames<'a>(text: &'a str, mentions: &[Mention]) -> BTreeSet<&'a str> {
    let (mut others, mut surnames) = (BTreeSet::new(), BTreeSet::new());
    for mention in mentions {
        let name = mention.span.of(text);
        if mention.label != EntityLabel::Person {
            others.insert(name);
        } else if let Some((_, surname)) = name.split_once(' ').filter(|(_, surname)| !others.contains(surname)) {
            surnames.insert(surname);
        }
    }
    surnames
}
