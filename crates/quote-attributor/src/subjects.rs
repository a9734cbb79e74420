//! Which phrases could be the subject of a verb, seen past what stands between: prepositional phrases, appositions, relative
//! clauses, brackets, and auxiliaries and adverbs before the verb.

use crate::flags::Flags;
use crate::phrases::Phrase;
use crate::words::Word;

const APPOSITION: usize = 30;

/// How a phrase reaches a verb as its subject: 0 not at all, else 1 plus a bit for each kind of thing passed over.
pub(crate) fn reach(words: &[Word], phrases: &[Phrase], phrase: usize, verb: usize) -> u64 {
    let mut at = phrases[phrase].end;
    let mut passed = 0;
    for _ in 0..6 {
        if at == verb {
            return 1 + passed;
        }
        if at > verb {
            return 0;
        }
        let (next, kind) = skip(words, phrases, at, verb);
        if kind == 0 {
            return 0;
        }
        (at, passed) = (next, passed | kind);
    }
    0
}

/// The first word of the verb's group: auxiliaries, adverbs and negations before it belong to it.
pub(crate) fn group_start(words: &[Word], start: usize, verb: usize) -> usize {
    let belongs = |at: &usize| {
        let word = &words[*at];
        !word.quoted()
            && word.is(Flags::AUXILIARY | Flags::ADVERB | Flags::LY | Flags::NEGATION)
            && !word.is(Flags::CAP)
    };
    (start..verb).rev().take(6).take_while(belongs).last().unwrap_or(verb)
}

fn skip(words: &[Word], phrases: &[Phrase], at: usize, verb: usize) -> (usize, u64) {
    let word = &words[at];
    if word.quoted() {
        return (at, 0);
    }
    if word.is(Flags::COMMA | Flags::DASH) {
        let close = if word.is(Flags::COMMA) { Flags::COMMA } else { Flags::DASH };
        let kind = if words.get(at + 1).is_some_and(|word| word.is(Flags::RELATIVE)) { 4 } else { 2 };
        return behind(words, at + 1, verb, close).map_or((at, 0), |next| (next, kind));
    }
    if word.is(Flags::OPEN) {
        return behind(words, at + 1, verb, Flags::CLOSE).map_or((at, 0), |next| (next, 8));
    }
    let joins = word.is(Flags::PREPOSITION | Flags::OF | Flags::AND) && !word.is(Flags::ACCORDING);
    let next = phrases.partition_point(|phrase| phrase.first < at + 1);
    match phrases.get(next) {
        Some(phrase) if joins && phrase.first == at + 1 => (phrase.end, if word.is(Flags::AND) { 16 } else { 1 }),
        _ => (at, 0),
    }
}

/// The place behind the mark that closes an insertion before the verb; the last such mark, so that lists are passed whole.
fn behind(words: &[Word], from: usize, verb: usize, close: Flags) -> Option<usize> {
    let stop = verb.min(from + APPOSITION);
    let inside = words.get(from..stop)?;
    let broken = inside.iter().position(|word| word.quoted() || word.is(Flags::STOP | Flags::COLON));
    let inside = &inside[..broken.unwrap_or(inside.len())];
    inside.iter().rposition(|word| word.is(close)).map(|at| from + at + 1)
}
