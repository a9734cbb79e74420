//! Days that an event is called by: "the Jan. 6 riot" is of one year only.

use jiff::civil::Date;

use crate::datafile::{GrammarError, lines};
use crate::frame::{Frame, Slot};
use crate::sentence::Sentence;

/// A day, and the words of its event.
#[derive(Debug)]
pub(crate) struct NamedDay {
    day: Date,
    words: Vec<String>,
}

/// Reads the lines of the file of named days.
pub(crate) fn parse(text: &str) -> Result<Vec<NamedDay>, GrammarError> {
    let one = |line: &str| {
        let (day, words) = line.split_once(';')?;
        let words = words.split_whitespace().map(str::to_owned).collect();
        Some(NamedDay { day: day.trim().parse().ok()?, words })
    };
    lines(text)
        .map(|(number, line)| one(line).ok_or_else(|| GrammarError::new(number, format!("`{line}` names no day"))))
        .collect()
}

/// The year of the event that the words after the expression name, if its day is one that an event is called by.
pub(crate) fn year(sentence: &Sentence<'_>, frame: &Frame) -> Option<i32> {
    let (month, day) = (frame.get(Slot::Month)?, frame.get(Slot::Day)?);
    let here = |known: &&NamedDay| i32::from(known.day.month()) == month && i32::from(known.day.day()) == day;
    let word = |known: &NamedDay| {
        let said = |at: u32| known.words.iter().any(|word| sentence.reads(at, &[word]));
        said(frame.to) || sentence.reads(frame.to, &[",", "'s", "’s"]) && said(frame.to + 1)
    };
    let known = sentence.grammar.named_days.iter().filter(here).find(|known| word(known))?;
    Some(i32::from(known.day.year()))
}
