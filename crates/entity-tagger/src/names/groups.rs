//! What a shorter form of an organisation's or a place's name may stand for.

use std::sync::LazyLock;

use copydesk_layers::EntityLabel;

use super::form::{Class, Form};
use super::standing::File;

/// Names that are the same wherever they stand ("UK", "United Kingdom"), as pairs of a form's key and the first one's.
static SAME: LazyLock<Vec<(u64, u64)>> = LazyLock::new(|| {
    let (mut pairs, mut buffer) = (Vec::new(), String::new());
    for line in include_str!("../../data/same-names.txt").lines() {
        let keys = line.split('\t').map(|name| Form::of(name, EntityLabel::Location, &mut buffer).key);
        let keys: Vec<u64> = keys.collect();
        pairs.extend(keys.iter().map(|key| (*key, keys[0])));
    }
    pairs.sort_unstable();
    pairs
});

/// The key under which a form is one with others.
pub(super) fn key(form: &Form<'_>) -> u64 {
    if form.class != Class::Other {
        return form.key;
    }
    SAME.binary_search_by_key(&form.key, |pair| pair.0).map_or(form.key, |at| SAME[at].1)
}

/// Organisations and places by their initials and their first words.
#[derive(Default)]
pub(super) struct Bodies {
    by_initials: File,
    by_first: File,
}

impl Bodies {
    /// Takes in a form that stands for itself.
    pub(super) fn add(&mut self, form: &Form<'_>, number: u32) {
        if form.words.len() < 2 {
            return;
        }
        self.by_initials.add(form.initials[0], number);
        if form.initials[1] != form.initials[0] {
            self.by_initials.add(form.initials[1], number);
        }
        self.by_first.add(form.words[0].hash, number);
    }

    /// What a form may stand for: what its letters abbreviate, or the one name that begins with its words.
    pub(super) fn candidates(&self, form: &Form<'_>, forms: &[Form<'_>], out: &mut Vec<u32>) {
        if let Some(letters) = form.acronym {
            out.extend(self.by_initials.of(letters));
        }
        if !out.is_empty() || form.label != EntityLabel::Organization || form.words.is_empty() {
            return;
        }
        let longer = |number: &u32| {
            let other = &forms[*number as usize];
            other.label == form.label && other.words.len() > form.words.len() && other.words.starts_with(&form.words)
        };
        out.extend(self.by_first.of(form.words[0].hash).filter(longer));
        if out.len() > 1 {
            out.clear();
        }
    }
}
