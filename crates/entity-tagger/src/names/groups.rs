//! What a shorter form of an organisation's or a place's name may stand for.

use std::sync::LazyLock;

use copydesk_english::{WordList, word_list};
use copydesk_layers::EntityLabel;

use super::form::{Class, Form};
use super::standing::File;
use crate::hash;
use crate::text::{Words, words};

/// What the name of a business may end with or not ("ltd").
static LEGAL_FORMS: WordList = word_list!(include_str!("../../data/legal-forms.txt"));
/// What a place's name may end with or not ("city").
static PLACE_KINDS: Words = words!("place-kinds.txt");

/// Words before a place's name that make it another's: "Wales" and "New South Wales".
static PARTS: Words = words!("parts-of-a-land.txt");

/// What a body of its own is called behind the name of the one that it came from: a club's other teams, a company's foundation.
static BRANCHES: WordList = word_list!(include_str!("../../data/branches.txt"));
/// What the whole of a company is called behind the letters that it goes by.
const GROUPS: [&str; 5] = ["Group", "Holding", "Holdings", "group", "holding"];
/// Small words between a town's name and what tells it from others of that name: "Selby upon Tarn", "Rio de Janeiro".
const BETWEEN: [&str; 8] = ["am", "an", "de", "del", "do", "on", "sur", "upon"];

/// Bodies that are called so alone, and are not meant where another's name ends or begins so ("parliament").
static OWN_BODIES: Words = words!("own-bodies.txt");
/// Countries and states beside which a city has the name with "City" behind it.
static PLACES_WITH_CITIES: LazyLock<Vec<u64>> = LazyLock::new(|| {
    let mut buffer = String::new();
    let places = include_str!("../../data/places-with-cities.txt").lines();
    let mut keys: Vec<u64> = places.map(|name| Form::of(name, EntityLabel::Location, &mut buffer).key).collect();
    keys.sort_unstable();
    keys
});

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
    by_last: File,
    by_words: File,
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
        self.by_last.add(form.words[form.words.len() - 1].hash, number);
        self.by_words.add(form.sum(), number);
    }

    /// What a form may stand for: what its letters abbreviate, or the one name that begins or ends with its words.
    pub(super) fn candidates(&self, (form, number): (&Form<'_>, u32), forms: &[Form<'_>], out: &mut Vec<u32>) {
        if let Some(letters) = form.acronym.filter(|_| !is_known(form)) {
            out.extend(self.by_initials.of(letters).filter(|number| !holds(&forms[*number as usize], form)));
        }
        if out.is_empty() && form.label == EntityLabel::Organization {
            out.extend(self.by_words.of(form.sum()).filter(|number| forms[*number as usize].label == form.label));
        }
        if out.is_empty() && !form.words.is_empty() {
            self.shortened((form, number), forms, out);
        }
    }

    fn shortened(&self, (form, own): (&Form<'_>, u32), forms: &[Form<'_>], out: &mut Vec<u32>) {
        let last = form.words[form.words.len() - 1].hash;
        let begin = |number: &u32| begins(form, &forms[*number as usize]);
        let end = |number: &u32| ends(form, &forms[*number as usize], own < *number);
        out.extend(self.by_first.of(form.words[0].hash).filter(begin));
        if out.is_empty() {
            out.extend(self.by_last.of(last).filter(end));
        }
        if out.len() > 1 {
            out.retain(|number| is_legal_form(form, &forms[*number as usize]));
        }
        if out.len() > 1 {
            out.clear();
        }
    }
}

/// Whether a name is one of those that are the same wherever they stand.
fn is_known(form: &Form<'_>) -> bool {
    SAME.binary_search_by_key(&form.key, |pair| pair.0).is_ok()
}

/// Whether a name holds the first word of another, so that its letters stand for something else: "US" in "US Senate".
fn holds(long: &Form<'_>, short: &Form<'_>) -> bool {
    short.words.first().is_some_and(|first| long.words.contains(first))
}

/// Whether a longer name begins with a shorter one: "Sakhra" and "Sakhra Group"; of places only "Port Laird City" and "Selby upon Tarn", of
/// buildings with one or two words more ("Alhambra Theatre"). What begins with letters or the name of a union of states is another body
/// ("KBC Radio 2"), unless it is the group or has a legal form behind it; so is a branch ("Brodick Athletic Women").
fn begins(short: &Form<'_>, long: &Form<'_>) -> bool {
    let rest = long.words.len().saturating_sub(short.words.len());
    let kind = || {
        let city = long.last().is_some_and(|word| PLACE_KINDS.contains(word.hash));
        rest == 1 && city && PLACES_WITH_CITIES.binary_search(&short.key).is_err()
    };
    let behind = |at: usize| long.text.split_whitespace().nth(short.words.len() + at).unwrap_or_default();
    let fits = match long.label {
        EntityLabel::Organization => {
            let another = short.acronym.is_some() || is_known(short);
            !BRANCHES.contains(behind(0))
                && (!another || is_legal_form(short, long) || rest == 1 && GROUPS.contains(&behind(0)))
        }
        EntityLabel::Location => kind() || rest > 1 && BETWEEN.contains(&behind(0)),
        EntityLabel::Facility => rest <= 2,
        _ => false,
    };
    let fits = fits && short.label == long.label;
    let own = OWN_BODIES.contains(short.words[short.words.len() - 1].hash);
    fits && rest > 0 && !own && long.words.starts_with(&short.words)
}

/// Whether a longer name of a business adds no more than its legal form: "Aldine" and "Aldine Ltd".
fn is_legal_form(short: &Form<'_>, long: &Form<'_>) -> bool {
    let more = || long.text.split_whitespace().skip(short.words.len());
    more().next().is_some() && more().all(|word| LEGAL_FORMS.contains(word.trim_end_matches(['.', ','])))
}

/// Whether a word is "of", behind which a body's name has its place: "Norland" is not "Bank of Norland".
fn is_of(word: u64) -> bool {
    static OF: LazyLock<u64> = LazyLock::new(|| hash::bytes(b"of"));
    word == *OF
}

/// Whether all that stands before a body's last word is a country of many names: "US Congress".
fn is_of_a_country(body: &Form<'_>) -> bool {
    let country = body.words[..body.words.len() - 1].iter();
    let key = country.fold(hash::pair(0, body.class as u64), |key, word| hash::pair(key, word.hash));
    SAME.binary_search_by_key(&key, |pair| pair.0).is_ok()
}

/// Whether an organisation's name ends with a shorter one: "Rovers" and "Kelmouth Rovers". A name of several words that comes before
/// the longer one is a body of its own: "Democratic Party" and then "Liberal Democratic Party".
fn ends(short: &Form<'_>, long: &Form<'_>, comes_first: bool) -> bool {
    let bodies = [short.label, long.label] == [EntityLabel::Organization; 2];
    let own = short.words.len() == 1 && OWN_BODIES.contains(short.words[0].hash) && !is_of_a_country(long);
    let first = comes_first && short.words.len() > 1;
    let place =
        long.words.len() > short.words.len() && is_of(long.words[long.words.len() - short.words.len() - 1].hash);
    let more = long.words.len().saturating_sub(short.words.len());
    let part = long.words[..more].iter().all(|word| PARTS.contains(word.hash));
    bodies
        && !own
        && !place
        && !first
        && !part
        && long.words.len() > short.words.len()
        && long.words.ends_with(&short.words)
}
