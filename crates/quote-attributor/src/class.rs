//! The coarse class of a word, as features use it.
//!
//! The first fact that holds names the class, in the order of the bits of [`Flags`]: closed classes and marks, then verbs by form
//! and kind, then open classes.

use crate::flags::Flags;
use crate::words::Word;

/// How many bits of closed classes and marks there are.
const CLOSED: u32 = 22;
/// How many bits of open classes follow.
const OPEN: u32 = 12;
/// How many bits of forms of verbs follow.
const FORMS: u32 = 4;

/// A small number for the kind of word that these facts make, below 64.
pub(crate) fn of(flags: Flags) -> u8 {
    if let Some(class) = first(flags, 0, CLOSED) {
        return class + 1;
    }
    let inside_name = flags.intersects(Flags::CAP) && !flags.intersects(Flags::INITIAL);
    if flags.intersects(Flags::VERB_FORM) && !inside_name {
        return 36 + first(flags, CLOSED + OPEN, FORMS).map_or(0, |form| form + 1) + kind(flags);
    }
    first(flags, CLOSED, OPEN).map_or(63, |class| class + 23)
}

/// Which of some bits is the first that is set.
fn first(flags: Flags, from: u32, count: u32) -> Option<u8> {
    let bits = flags.low_bits() >> from & ((1 << count) - 1);
    (bits != 0).then(|| bits.trailing_zeros() as u8)
}

/// What kind of verb this is, in steps of 8.
fn kind(flags: Flags) -> u8 {
    if flags.intersects(Flags::SPEECH) {
        8
    } else if flags.intersects(Flags::THOUGHT) {
        16
    } else {
        0
    }
}

/// The classes of up to six words between two places, those in quotation marks left out, folded into one number.
pub(crate) fn path(words: &[Word], from: usize, to: usize) -> u64 {
    let outside = words[from..to.min(from + 24)].iter().filter(|word| !word.quoted());
    let classes = outside.map(|word| u64::from(word.class)).take(6);
    classes.fold((to - from).min(7) as u64, |path, class| path.wrapping_mul(67).wrapping_add(class)) & 0xff_ffff_ffff
}

/// The class of the word at `at` within `words`, 0 outside.
#[inline]
pub(crate) fn at(words: &[Word], at: Option<usize>) -> u64 {
    at.and_then(|at| words.get(at)).map_or(0, |word| u64::from(word.class))
}
