//! How a line reads: a caption shows somebody doing something, in the present, on a day, at a place.

use super::scales::{length, region};
use super::{Ask, Features};
use crate::learned::classes;
use crate::learned::hash::pair;
use crate::learned::measure::{Form, Word};

/// The verb of a caption is among so many first words.
const EARLY: usize = 10;
/// The shapes of so many first words are features.
const SHAPES: [usize; 2] = [4, 6];

impl Features<'_> {
    pub(super) fn reading(&mut self) {
        let page = self.page;
        let words = page.words_of(self.at);
        let (line, length) = self.line();
        let dated = 8 * u32::from(line.classes & classes::WEEKDAY != 0)
            + 4 * u32::from(line.classes & classes::MONTH != 0)
            + 2 * u32::from(line.year)
            + u32::from(line.ends);
        let spoken = u32::from(line.quotes) | u32::from(line.classes & classes::SPEECH != 0);
        let verb = verb(words);
        self.add(Ask::Reading, verb);
        self.add(Ask::Reading, pair(1, pair(verb, length)));
        self.add(Ask::Reading, pair(2, pair(verb, dated)));
        self.add(Ask::Reading, pair(3, pair(verb, 2 * spoken + u32::from(line.ends))));
        self.add(Ask::Reading, pair(4, pair(dated, length)));
        for count in SHAPES.into_iter().filter(|count| words.len() >= *count) {
            self.add(Ask::Reading, words[..count].iter().fold(count as u32, |hash, word| pair(hash, shape(word))));
        }
        self.roll(words);
        let marks = 2 * u32::from(line.open) + u32::from(line.counter);
        if marks > 0 {
            self.add(Ask::Reading, pair(5, marks));
            self.add(Ask::Reading, pair(6, pair(marks, pair(line.first as u32, line.last as u32))));
            self.add(Ask::Reading, pair(7, pair(marks, length)));
        }
    }
}

impl Features<'_> {
    /// Whether a line is nothing but names, as a byline without "By" is, and where it stands.
    fn roll(&mut self, words: &[Word]) {
        let (line, length) = self.line();
        let named = words.iter().filter(|word| word.capital || word.classes & classes::FUNCTION != 0).count();
        if line.ends || named < words.len() || words.len() < 2 {
            return;
        }
        let region = region(self.page.places[self.at]);
        let known = u32::from(line.names > 0);
        let roles = u32::from(line.classes & classes::ROLE != 0);
        self.add(Ask::Reading, pair(8, pair(region, length)));
        self.add(Ask::Reading, pair(9, pair(region, pair(2 * known + roles, length))));
    }
}

/// The first word after the first that may be a verb: its form, its classes, how late it stands, what stands before it.
fn verb(words: &[Word]) -> u32 {
    let is_verb = |word: &Word| matches!(word.form, Form::Present | Form::Going | Form::Past);
    let Some(at) = words.iter().take(EARLY).skip(1).position(is_verb).map(|at| at + 1) else {
        return length(words.len().min(EARLY));
    };
    let word = &words[at];
    let class = u32::from(word.classes & classes::GAZE != 0) + 2 * u32::from(word.classes & classes::SPEECH != 0);
    let late = match at {
        1..=2 => 0,
        3..=4 => 1,
        _ => 2,
    };
    16 + ((word.form as u32 * 4 + class) * 3 + late) * 2 + u32::from(words[at - 1].capital)
}

/// What a word looks like, seen from afar.
fn shape(word: &Word) -> u32 {
    match (word.classes & classes::FUNCTION != 0, word.capital) {
        (true, _) => pair(11, word.hash),
        (false, true) => 5,
        (false, false) => word.form as u32,
    }
}
