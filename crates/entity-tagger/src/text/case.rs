//! Whether the capitals of a sentence tell anything: headlines in capitals, Title Case, or no capital at all do not.

use super::word::{Case, Facts};

/// Whether the capital letters of a sentence are no evidence of names. Words come as written and as they are usually written.
pub(super) fn is_blind<'a>(words: impl Iterator<Item = (&'a Facts, &'a Facts)>) -> bool {
    let mut count = Count::default();
    for (n, (written, usual)) in words.enumerate() {
        count.word(n, written, usual);
    }
    count.is_blind()
}

#[derive(Default)]
struct Count {
    lower: usize,
    capital: usize,
    raised: usize,
    upper: usize,
}

impl Count {
    fn word(&mut self, place: usize, written: &Facts, usual: &Facts) {
        match written.case {
            Case::None => {}
            Case::Lower => self.lower += usize::from(!written.function || place == 0),
            case => {
                self.capital += 1;
                self.upper += usize::from(case == Case::Upper);
                self.raised += usize::from(place > 0 && usual.case == Case::Lower);
            }
        }
    }

    fn is_blind(&self) -> bool {
        let all_lower = self.capital == 0 && self.lower >= 3;
        let all_raised = self.raised >= 2 && self.lower * 6 <= self.capital;
        all_lower || all_raised
    }
}
