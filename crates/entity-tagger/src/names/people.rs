//! Whom a shorter form of a person's name may stand for.

use super::form::Form;
use super::standing::File;

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
    pub(super) fn candidates(&self, form: &Form<'_>, forms: &[Form<'_>], out: &mut Vec<u32>) {
        let Some(last) = form.last() else { return };
        let longer = |number: &u32| forms[*number as usize].words.len() > form.words.len();
        if form.words.len() == 1 {
            out.extend(self.by_last.of(last.hash).filter(longer));
            if out.is_empty() {
                out.extend(self.by_any.of(last.hash).filter(longer));
            }
            return;
        }
        out.extend(self.by_last.of(last.hash).filter(|number| shortens(form, &forms[*number as usize])));
        if out.is_empty() {
            out.extend(self.by_any.of(last.hash).filter(|number| turned(form, &forms[*number as usize])));
        }
    }
}

/// Whether the words of one name are words of another, in order, the first being the first: "John Smith" of "John P. Smith".
fn shortens(short: &Form<'_>, long: &Form<'_>) -> bool {
    let mut rest = long.words.iter();
    let in_order = short.words.iter().all(|word| rest.any(|other| word.fits(*other)));
    in_order && short.words.len() <= long.words.len()
}

/// Whether a name is another in another order or its beginning: "Orban Viktor" of "Viktor Orban".
fn turned(one: &Form<'_>, other: &Form<'_>) -> bool {
    let same = one.words.len() == other.words.len() && one.words.iter().all(|word| other.words.contains(word));
    same || (one.words.len() < other.words.len() && other.words.starts_with(&one.words))
}
