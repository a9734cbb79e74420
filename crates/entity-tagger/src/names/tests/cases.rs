//! Invented articles with their names in brackets: `[Lind=1]` is a mention of entity 1, `[Brack=2/LOCATION]` one of no person,
//! `[Tom=1:Tom Lind]` a mention whose fullest name is that.
//!
//! `known-errors.txt` names the cases that are not grouped as an editor would. A case that goes wrong without standing there
//! fails the test, and so does one that stands there and goes right: the list is kept true. `held.txt` holds every third case
//! as they were written, and was kept aside while the grouping was worked on.

use std::collections::{BTreeMap, BTreeSet};

use copydesk_core::{Budget, Doc, Meta, Span};
use copydesk_layers::EntityLabel;

use super::super::{Mention, entities};

const FILES: [(&str, &str); 11] = [
    ("families", include_str!("../../../tests/cases/families.txt")),
    ("couples", include_str!("../../../tests/cases/couples.txt")),
    ("numbered", include_str!("../../../tests/cases/numbered.txt")),
    ("places", include_str!("../../../tests/cases/places.txt")),
    ("bodies", include_str!("../../../tests/cases/bodies.txt")),
    ("held", include_str!("../../../tests/cases/held.txt")),
    ("kin", include_str!("../../../tests/cases/kin.txt")),
    ("names-of-things", include_str!("../../../tests/cases/names-of-things.txt")),
    ("held-second", include_str!("../../../tests/cases/held-second.txt")),
    ("short-forms", include_str!("../../../tests/cases/short-forms.txt")),
    ("held-third", include_str!("../../../tests/cases/held-third.txt")),
];
const KNOWN: &str = include_str!("../../../tests/cases/known-errors.txt");

/// An article's text, its mentions, for each the number of whom it names, and the fullest name where the case tells it.
type Case = (String, Vec<Mention>, Vec<String>, Vec<Option<String>>);

fn read(marked: &str) -> Case {
    let (mut text, mut mentions, mut numbers, mut called) = (String::new(), Vec::new(), Vec::new(), Vec::new());
    let mut rest = marked;
    while let Some((before, after)) = rest.split_once('[') {
        let (name, behind) = after.split_once(']').expect("a bracket closes");
        let (name, of) = name.split_once('=').expect("a name has a number");
        let (of, full) = of.split_once(':').map_or((of, None), |(of, full)| (of, Some(full.to_owned())));
        let (number, label) = of.split_once('/').unwrap_or((of, "PERSON"));
        text += before;
        let start = text.len();
        text += name;
        let label: EntityLabel = serde_json::from_value(label.into()).expect("a label");
        mentions.push(Mention { span: Span::from_range(start..text.len()), label, grounds: None });
        numbers.push(number.to_owned());
        called.push(full);
        rest = behind;
    }
    (text + rest, mentions, numbers, called)
}

/// The mentions by whom they name.
fn groups<T: Ord>(of: impl Iterator<Item = T>) -> BTreeSet<Vec<usize>> {
    let mut groups: BTreeMap<T, Vec<usize>> = BTreeMap::new();
    of.enumerate().for_each(|(number, key)| groups.entry(key).or_default().push(number));
    groups.into_values().collect()
}

fn shown(case: &str) -> Result<(), String> {
    let (text, mentions, numbers, called) = read(case);
    let layers = copydesk_layers::plain::layers(&text);
    let read = (layers.get().expect("tokens"), layers.get().expect("sentences"));
    let (meta, budget) = (Meta::default(), Budget::unlimited());
    let rows = entities(Doc::new(&text, &meta, &budget), read, mentions).expect("no limit");
    let named = rows.iter().zip(&called).all(|(row, called)| called.as_ref().is_none_or(|called| *called == row.name));
    let right = named && groups(rows.iter().map(|row| row.id.index())) == groups(numbers.iter());
    let line = |row: &copydesk_layers::Entity| format!("{}={} ({})", row.span.of(&text), row.id.index(), row.name);
    if right { Ok(()) } else { Err(rows.iter().map(line).collect::<Vec<_>>().join("; ")) }
}

#[test]
fn names_are_grouped_as_an_editor_would() {
    let known: BTreeSet<&str> = KNOWN.lines().collect();
    let mut report = String::new();
    let (mut right, mut all) = (0, 0);
    for (file, cases) in FILES {
        for case in format!("\n{cases}").split("\n# ").filter(|case| !case.trim().is_empty()) {
            let (name, case) = case.split_once('\n').expect("a case has a name and a text");
            let found = shown(case.trim());
            (right, all) = (right + usize::from(found.is_ok()), all + 1);
            if found.is_ok() == known.contains(name) {
                report += &format!("{file}/{name}: {}\n", found.err().unwrap_or_else(|| "is right now".to_owned()));
            }
        }
    }
    assert!(report.is_empty(), "{right} of {all} right\n{report}");
}
