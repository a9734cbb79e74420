//! Whom a shorter form of a person's name may stand for.

use super::Named;
use super::form::{Class, Form};
use super::standing::File;

/// How many names back two full names of one surname are looked for in a sentence.
const NEAR: usize = 6;

/// People by the words of their names.
#[derive(Default)]
pub(super) struct People {
    by_last: File,
    by_any: File,
}

impl People {
    /// Takes in a form that stands for itself.
    pub(super) fn add(&mut self, form: &Form<'_>, number: u32) {
        let Some(last) = form.last() else { return };
        self.by_last.add(last.hash, number);
        let others = form.words.iter().filter(|word| word.hash != last.hash);
        others.for_each(|word| self.by_any.add(word.hash, number));
    }

    /// The people whom a form may stand for, its likeliest reading first: a surname, then any other part of a name.
    pub(super) fn candidates(
        &self,
        (form, number): (&Form<'_>, u32),
        forms: &[Form<'_>],
        apart: &Apart,
        out: &mut Vec<u32>,
    ) {
        let Some(last) = form.last() else { return };
        let longer = |other: &u32| forms[*other as usize].words.len() > form.words.len();
        if form.words.len() == 1 {
            out.extend(self.by_last.of(last.hash).filter(longer));
            if out.is_empty() {
                out.extend(self.by_any.of(last.hash).filter(longer));
            }
            let whole = |other: &u32| !forms[*other as usize].has_joined_surname();
            if out.iter().any(whole) {
                out.retain(whole);
            }
            return;
        }
        let one =
            |other: &u32| !apart.holds(number, *other) && !is_elder(form, number, &forms[*other as usize], *other);
        let short = |other: &u32| shortens(form, &forms[*other as usize]);
        out.extend(self.by_last.of(last.hash).filter(one).filter(short));
        if out.is_empty() {
            out.extend(self.by_any.of(last.hash).filter(one).filter(|other| turned(form, &forms[*other as usize])));
        }
    }
}

/// Full names that are not the same person's, because one sentence names both.
#[derive(Default)]
pub(super) struct Apart {
    pairs: Vec<[u32; 2]>,
}

impl Apart {
    /// Reads the names of an article, of these forms.
    pub(super) fn of(names: &[Named<'_>], of_mention: &[u32], forms: &[Form<'_>]) -> Self {
        let mut pairs = Vec::new();
        let full = |at: usize| {
            let form = &forms[of_mention[at] as usize];
            form.class == Class::Person && form.words.len() > 1 && names[at].sentence.is_some()
        };
        for at in (0..names.len()).filter(|at| full(*at) && !names[*at].in_brackets) {
            let before = (at.saturating_sub(NEAR)..at).filter(|before| names[*before].sentence == names[at].sentence);
            let others = before.filter(|before| full(*before) && of_mention[*before] != of_mention[at]);
            pairs.extend(others.map(|before| pair(of_mention[before], of_mention[at])));
        }
        pairs.sort_unstable();
        Self { pairs }
    }

    fn holds(&self, one: u32, other: u32) -> bool {
        self.pairs.binary_search(&pair(one, other)).is_ok()
    }
}

fn pair(one: u32, other: u32) -> [u32; 2] {
    [one.min(other), one.max(other)]
}

/// Whether a full name stands for itself beside another's with "Jr." or a number, for it came first.
fn is_elder(form: &Form<'_>, number: u32, other: &Form<'_>, other_number: u32) -> bool {
    form.suffix.is_none() && other.suffix.is_some() && number < other_number
}

/// Whether the words of one name are words of another, in order, the first being the first: "John Smith" of "John P. Smith".
/// Names that both have something between first and last name have as much of it: "George W. Barr" is no "George H. W. Barr".
fn shortens(short: &Form<'_>, long: &Form<'_>) -> bool {
    let mut rest = long.words.iter();
    let in_order = short.words.iter().all(|word| rest.any(|other| word.fits(*other)));
    let middles = short.middles() == 0 || short.middles() == long.middles();
    let numbered = short.suffix.is_none() || short.suffix == long.suffix;
    in_order && middles && numbered && short.words.len() <= long.words.len()
}

/// Whether a name is another in another order or its beginning: "Orban Viktor" of "Viktor Orban".
fn turned(one: &Form<'_>, other: &Form<'_>) -> bool {
    let same = one.words.len() == other.words.len() && one.words.iter().all(|word| other.words.contains(word));
    same || (one.words.len() < other.words.len() && other.words.starts_with(&one.words))
}
