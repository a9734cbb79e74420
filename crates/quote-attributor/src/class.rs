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

/// A small number for the kind of word this is, below 64.
pub(crate) fn of(word: &Word) -> u64 {
    if let Some(class) = ORDER.iter().position(|flag| word.is(*flag)) {
        return class as u64 + 1;
    }
    let inside_name = word.is(Flags::CAP) && !word.is(Flags::INITIAL);
    if word.is(Flags::VERB_FORM) && !inside_name {
        return 36
            + form(word)
            + if word.is(Flags::SPEECH) {
                8
            } else if word.is(Flags::THOUGHT) {
                16
            } else {
                0
            };
    }
    LATER.iter().position(|flag| word.is(*flag)).map_or(63, |class| class as u64 + 23)
}

/// Which form of a verb this is, below 8.
fn form(word: &Word) -> u64 {
    let forms = [Flags::PAST, Flags::S_FORM, Flags::ING, Flags::BASE];
    forms.iter().position(|flag| word.is(*flag)).map_or(0, |form| form as u64 + 1)
}

/// The class of the word at `at` within `words`, 0 outside.
pub(crate) fn at(words: &[Word], at: Option<usize>) -> u64 {
    at.and_then(|at| words.get(at)).map_or(0, of)
}
