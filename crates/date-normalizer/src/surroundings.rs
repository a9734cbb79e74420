//! What stands around an expression.

use crate::frame::Frame;
use crate::lexicon::{CONTENT, Class};
use crate::sentence::Sentence;

/// Whether a hyphen binds the words to what follows: "two-year", "third-quarter".
pub(crate) fn hyphenated(sentence: &Sentence<'_>, frame: &Frame) -> bool {
    (frame.from..frame.to).any(|at| sentence.reads(at, &["-", "–", "‑", "‐"]))
}

/// Whether a preposition stands before the expression.
pub(crate) fn preposition(sentence: &Sentence<'_>, frame: &Frame) -> bool {
    sentence.before(frame.from).is_some_and(|lexeme| lexeme.is(Class::PREPOSITION) || lexeme.is(Class::ABOUT))
}

/// Whether the word before or after is a name of its own.
pub(crate) fn named(sentence: &Sentence<'_>, at: Option<usize>) -> bool {
    at.and_then(|at| sentence.lexemes.get(at))
        .is_some_and(|lexeme| lexeme.capital && lexeme.classes & !(Class::ADJECTIVE.bit() | CONTENT) == 0)
}

/// Whether a single word is an abbreviation without its full stop: "Sun", "Jan".
pub(crate) fn bare_abbreviation(sentence: &Sentence<'_>, frame: &Frame) -> bool {
    let at = frame.to as usize - 1;
    sentence.lexemes[at].is(Class::ABBREVIATION)
        && !sentence.word(at).ends_with('.')
        && !sentence.word(at).eq_ignore_ascii_case("sept")
}

/// "Mr. March", "Dr May".
pub(crate) fn titled(sentence: &Sentence<'_>, at: u32) -> bool {
    let dot = u32::from(sentence.follows(at, &["."]));
    at > dot
        && sentence
            .follows(at - dot, &["mr", "mrs", "ms", "dr", "sen", "gov", "rep", "sir", "dame", "lady", "lord", "miss"])
}

/// Whether the word here is something that is counted.
pub(crate) fn counted(sentence: &Sentence<'_>, at: usize) -> bool {
    let Some(lexeme) = sentence.lexemes.get(at) else { return false };
    lexeme.is(Class::COUNTED) || lexeme.is(Class::NUMBER) || lexeme.first == b'%'
}
