//! The coarse class of a word, as features use it.

use crate::flags::Flags;
use crate::words::Word;

/// The first of these facts that holds names the class.
const ORDER: &[Flags] = &[
    Flags::COMMA,
    Flags::STOP,
    Flags::COLON,
    Flags::SEMICOLON,
    Flags::DASH,
    Flags::OPEN,
    Flags::CLOSE,
    Flags::MARK,
    Flags::PUNCT,
    Flags::POSSESSIVE,
    Flags::NEGATION,
    Flags::AUXILIARY,
    Flags::POSSESSOR,
    Flags::PRONOUN,
    Flags::THAT,
    Flags::TO,
    Flags::OF,
    Flags::AND,
    Flags::THE,
    Flags::RELATIVE,
    Flags::TIME,
    Flags::ACCORDING,
];

const LATER: &[Flags] = &[
    Flags::CONJUNCTION,
    Flags::PREPOSITION,
    Flags::DETERMINER,
    Flags::ADVERB,
    Flags::LY,
    Flags::PERSON,
    Flags::GROUP,
    Flags::CUE_NOUN,
    Flags::CUE_ADJECTIVE,
    Flags::TITLE,
    Flags::CAP,
    Flags::DIGIT,
];

/// A small number for the kind of word that these facts make, below 64.
pub(crate) fn of(flags: Flags) -> u8 {
    if let Some(class) = first(ORDER, flags) {
        return class + 1;
    }
    let inside_name = flags.any(Flags::CAP) && !flags.any(Flags::INITIAL);
    if flags.any(Flags::VERB_FORM) && !inside_name {
        return 36 + form(flags) + kind(flags);
    }
    first(LATER, flags).map_or(63, |class| class + 23)
}

/// Which of these facts is the first that holds.
fn first(order: &[Flags], flags: Flags) -> Option<u8> {
    order.iter().position(|flag| flags.any(*flag)).map(|class| class as u8)
}

/// Which form of a verb this is, below 8.
fn form(flags: Flags) -> u8 {
    first(&[Flags::PAST, Flags::S_FORM, Flags::ING, Flags::BASE], flags).map_or(0, |form| form + 1)
}

/// What kind of verb this is, in steps of 8.
fn kind(flags: Flags) -> u8 {
    if flags.any(Flags::SPEECH) {
        8
    } else if flags.any(Flags::THOUGHT) {
        16
    } else {
        0
    }
}

/// The class of the word at `at` within `words`, 0 outside.
pub(crate) fn at(words: &[Word], at: Option<usize>) -> u64 {
    at.and_then(|at| words.get(at)).map_or(0, |word| u64::from(word.class))
}
