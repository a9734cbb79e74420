//! Whom a shorter form of a person's name may stand for.

use super::Named;
use super::form::{Class, Form};
use super::spelling::{are_one_surname, is_variant, plain};
use super::standing::File;
use copydesk_english::names::is_given;

/// How many names back two full names of one surname are looked for in a sentence.
const NEAR: usize = 6;

/// People by the words of their names.
#[derive(Default)]
pub(super) struct People {
    by_last: File,
    by_any: File,
    /// By the first letter of the surname, for one that is spelled amiss.
    by_letter: File,
}

impl People {
    /// Takes in a form that stands for itself.
    pub(super) fn add(&mut self, form: &Form<'_>, number: u32) {
        let Some(last) = form.last() else { return };
        self.by_last.add(last.hash, number);
        let others = form.words.iter().filter(|word| word.hash != last.hash);
        others.for_each(|word| self.by_any.add(word.hash, number));
        form.words.iter().filter(|word| word.tail != word.hash).for_each(|word| self.by_any.add(word.tail, number));
        self.by_letter.add(u64::from(last.first), number);
    }

    /// The people whom a form may stand for, its likeliest reading first: a surname, then any other part of a name.
    pub(super) fn candidates(
        &self,
        (form, number): (&Form<'_>, u32),
        forms: &[Form<'_>],
        apart: &Apart,
        out: &mut Vec<u32>,
    ) {
        if form.words.len() == 1 {
            self.called_shortly((form, number), forms, out);
            return;
        }
        let Some(last) = form.last() else { return };
        let one =
            |other: &u32| !apart.holds(number, *other) && !is_elder(form, number, &forms[*other as usize], *other);
        let short = |other: &u32| shortens(form, &forms[*other as usize]);
        out.extend(self.by_last.of(last.hash).filter(one).filter(short));
        if out.is_empty() {
            out.extend(self.by_any.of(last.hash).filter(one).filter(|other| turned(form, &forms[*other as usize])));
        }
        if out.is_empty() {
            out.extend(self.spelled_alike(form, forms).into_iter().filter(one));
        }
    }

    /// Those whom one word may name: a surname, any other part of a name, or a surname that is spelled amiss.
    fn called_shortly(&self, (form, number): (&Form<'_>, u32), forms: &[Form<'_>], out: &mut Vec<u32>) {
        let word = form.words[0].hash;
        let longer = |other: &u32| forms[*other as usize].words.len() > 1;
        out.extend(self.by_last.of(word).filter(longer));
        if out.iter().all(|other| forms[*other as usize].ends_in_father()) {
            let begins = |other: &u32| longer(other) && forms[*other as usize].words[0].hash == word;
            let sons = std::mem::take(out);
            out.extend(self.by_any.of(word).filter(begins));
            if out.is_empty() {
                *out = sons;
            }
        }
        if out.is_empty() {
            out.extend(self.by_any.of(word).filter(longer));
        }
        let whole = |other: &u32| !forms[*other as usize].has_joined_surname();
        if out.iter().any(whole) {
            out.retain(whole);
        }
        if out.is_empty() {
            out.extend(self.surnames_alike((form, number), forms));
        }
    }

    /// The people of one surname that this word is a slip for, or of one name that is it but for a doubled letter.
    fn surnames_alike(&self, (form, number): (&Form<'_>, u32), forms: &[Form<'_>]) -> Vec<u32> {
        let Some(word) = form.spelled().and_then(|mut words| words.pop()).filter(|word| !is_given(word)) else {
            return Vec::new();
        };
        let alike = |other: &u32| {
            let other = &forms[*other as usize];
            let surname = other.spelled().and_then(|mut words| words.pop());
            let both_short = other.words.len() == 1;
            let alike = |surname: &str| match both_short {
                true => plain(&word) == plain(surname),
                false => are_one_surname(&word, surname),
            };
            other.suffix.is_none() && surname.is_some_and(|surname| alike(&surname))
        };
        let named = self.by_letter.of(u64::from(form.words[0].first)).filter(|other| *other != number);
        let found: Vec<u32> = named.filter(alike).collect();
        let one = found.iter().all(|other| forms[*other as usize].last() == forms[found[0] as usize].last());
        if one { found } else { Vec::new() }
    }

    /// The people whose full name is this one but for a slip in one word.
    fn spelled_alike(&self, form: &Form<'_>, forms: &[Form<'_>]) -> Vec<u32> {
        let Some((last, words)) = form.last().zip(form.spelled()) else { return Vec::new() };
        let alike = |other: &u32| {
            let other = &forms[*other as usize];
            let same_length = other.words.len() == form.words.len() && other.suffix == form.suffix;
            same_length && other.spelled().is_some_and(|other| is_misspelt(&words, &other))
        };
        let mut found: Vec<u32> =
            self.by_last.of(last.hash).chain(self.by_letter.of(u64::from(last.first))).filter(alike).collect();
        found.sort_unstable();
        found.dedup();
        if found.len() == 1 { found } else { Vec::new() }
    }
}

/// Whether two names differ in one word, by a slip: in the surname behind a given name that is known, or in a given name, of which one
/// is known, that no sister or brother has.
fn is_misspelt(one: &[String], other: &[String]) -> bool {
    let mut differ = (0..one.len()).filter(|at| one[*at] != other[*at]);
    let (Some(at), None) = (differ.next(), differ.next()) else { return false };
    let (a, b) = (&one[at], &other[at]);
    if at + 1 == one.len() {
        return are_one_surname(a, b) && (is_given(&one[0]) || plain(a) == plain(b));
    }
    is_variant(a, b) && (is_given(a) != is_given(b) || plain(a) == plain(b))
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
/// Names that both have something between first and last name have as much of it ("George W. Barr" is no "George H. W. Barr"), unless
/// one is the other's end: "Ruiz-Prado Montes".
fn shortens(short: &Form<'_>, long: &Form<'_>) -> bool {
    let mut rest = long.words.iter();
    let in_order = short.words.iter().all(|word| rest.any(|other| word.fits(*other)));
    let middles = short.middles() == 0 || short.middles() == long.middles() || long.words.ends_with(&short.words);
    let numbered = short.suffix.is_none() || short.suffix == long.suffix;
    in_order && middles && numbered && short.words.len() <= long.words.len()
}

/// Whether a name is another in another order or its beginning: "Orban Viktor" of "Viktor Orban".
fn turned(one: &Form<'_>, other: &Form<'_>) -> bool {
    let same = one.words.len() == other.words.len() && one.words.iter().all(|word| other.words.contains(word));
    same || (one.words.len() < other.words.len() && other.words.starts_with(&one.words))
}
