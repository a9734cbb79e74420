//! Scales that measures are read on: each gives a small number.

use copydesk_layers::BlockKind;

use super::Ruled;
use crate::learned::classes;
use crate::learned::measure::{Mark, Measures, Word};
use crate::learned::page::Place;

/// The classes that a line's words are in, by number.
pub(super) fn classes_of(line: &Measures) -> impl Iterator<Item = u32> + use<> {
    let classes = line.classes;
    (0..classes::COUNT as u32).filter(move |class| classes >> class & 1 == 1)
}

/// A step on a scale of lengths in words.
pub(super) fn length(words: usize) -> u32 {
    const STEPS: [usize; 10] = [1, 2, 3, 5, 8, 12, 17, 24, 35, 60];
    STEPS.partition_point(|step| *step < words) as u32
}

/// A step on a scale of small numbers.
pub(super) fn steps(number: usize) -> u32 {
    const STEPS: [usize; 8] = [0, 1, 2, 3, 5, 8, 15, 40];
    STEPS.partition_point(|step| *step < number) as u32
}

/// A share in six steps: none, up to a quarter, a half, three quarters, less than all, all.
pub(super) fn share(part: usize, whole: usize) -> u32 {
    match (part, whole) {
        (0, _) => 0,
        (part, whole) if part >= whole => 5,
        (part, whole) => 1 + (4 * part / whole) as u32,
    }
}

pub(super) fn code(kind: Option<BlockKind>) -> u32 {
    kind.map_or(0, |kind| 1 + kind as u32)
}

pub(super) fn code_of(quarters: Option<u8>) -> u32 {
    quarters.map_or(7, u32::from)
}

/// Where a line stands among the paragraphs.
pub(super) fn region(place: Place) -> u32 {
    match (place.before, place.after) {
        (0, 0) => 0,
        (0, _) => 1,
        (_, 0) => 2,
        (1, _) => 3,
        (_, 1) => 4,
        _ => 5,
    }
}

/// The sort of a line: a length, whether it ends, how it is written, and what the rules make of it.
pub(super) fn sort(line: &Measures, rule: Ruled) -> u32 {
    const STEPS: [usize; 5] = [2, 6, 12, 20, 40];
    let length = STEPS.partition_point(|step| *step < line.len()) as u32;
    let case = match (2 * line.capitals >= line.len(), 2 * line.shouted >= line.len().max(1)) {
        (_, true) => 2,
        (true, _) => 1,
        _ => 0,
    };
    let question = u32::from(line.last == Mark::Question);
    ((length * 2 + u32::from(line.ends)) * 3 + case) * 20 + question * 10 + code(rule.settled)
}

/// The kind of a word: its classes, its case.
pub(super) fn kind_of(word: &Word) -> u32 {
    let classes = word.classes
        & (classes::FUNCTION
            | classes::MONTH
            | classes::WEEKDAY
            | classes::PICTURE
            | classes::GAZE
            | classes::STAMP
            | classes::SPEECH
            | classes::PRESENT);
    2 * classes + u32::from(word.capital)
}
