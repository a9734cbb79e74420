//! Verbs: which words of a sentence can carry its tense.
//!
//! There is no tagger of parts of speech before this stage, and a light one is enough: past forms by list and ending, and the
//! present forms of verbs that news plans with ("opens", "meet"), where what stands before them can be their subject.

use crate::lexeme::Lexeme;
use crate::lexicon::{CONTENT, Class};
use crate::sentence::Sentence;

/// What a word says of the time of its clause.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sign {
    /// A past form: "resigned", "was".
    Past,
    /// A present form that tells of a state: "is", "remains".
    Present,
    /// A present form that tells of a plan: "opens", "has a hearing".
    Plan,
    /// A word for what is to come: "will", "scheduled".
    Ahead,
}

/// How far a verb before "and" may be, for the verb after it to have the same subject.
const COORDINATED: usize = 12;

/// The sign of the word here; nothing where it is no verb, or none that tells the time.
pub(crate) fn sign(sentence: &Sentence<'_>, at: usize) -> Option<Sign> {
    let lexemes = sentence.lexemes;
    let lexeme = &lexemes[at];
    if lexeme.is(Class::AHEAD) && attributive(sentence, at) {
        return None;
    }
    if lexeme.is(Class::AHEAD) {
        return Some(if had_been(lexemes, at) { Sign::Past } else { Sign::Ahead });
    }
    if lexeme.is(Class::INTENT) && infinitive(lexemes.get(at + 1)) {
        return Some(if had_been(lexemes, at) { Sign::Past } else { Sign::Ahead });
    }
    if (lexeme.is(Class::BE) || lexeme.is(Class::WAS)) && infinitive(lexemes.get(at + 1)) {
        return Some(Sign::Ahead);
    }
    let passively = passive(lexemes, at);
    if lexeme.is(Class::CHARGED) && !(passively && to_be(lexemes, at)) && (passively || reduced(sentence, at))
        || over(sentence, at)
    {
        return Some(Sign::Past);
    }
    let was = || at > 0 && lexemes[at - 1].is(Class::WAS);
    if (passively || was()) && fixed_for(sentence, at) {
        return Some(if had_been(lexemes, at) { Sign::Past } else { Sign::Ahead });
    }
    if lexeme.is(Class::BEHIND) {
        return past(sentence, at);
    }
    if lexeme.is(Class::PRESENTLY) {
        return present(sentence, at);
    }
    (lexeme.is(Class::BARE) && plural_subject(sentence, at)).then_some(Sign::Plan)
}

/// "will be charged", "to be charged".
fn to_be(lexemes: &[Lexeme], at: usize) -> bool {
    at > 1 && (lexemes[at - 2].is(Class::AHEAD) || infinitive(lexemes.get(at - 2)))
}

/// "two men arrested on Monday", "a woman charged in May": a participle after its noun. "Convicted killers" is none.
fn reduced(sentence: &Sentence<'_>, at: usize) -> bool {
    at > 0 && sentence.word(at).ends_with("ed") && !attributive(sentence, at)
}

/// "was fixed for", "is listed for": a day that was settled is yet to come.
fn fixed_for(sentence: &Sentence<'_>, at: usize) -> bool {
    const SETTLED: [&str; 8] = ["arranged", "billed", "booked", "fixed", "listed", "pencilled", "penciled", "set"];
    sentence.reads(at as u32, &SETTLED)
        && (sentence.reads(at as u32 + 1, &["for"])
            || sentence.reads(at as u32 + 1, &["in"]) && sentence.reads(at as u32 + 2, &["for"]))
}

/// "after having a son", "since leaving": what is over by the time that is spoken of.
fn over(sentence: &Sentence<'_>, at: usize) -> bool {
    sentence.follows(at as u32, &["after", "since"])
        && sentence.lexemes[at].first.is_ascii_lowercase()
        && sentence.word(at).ends_with("ing")
}

/// A past form, unless it is a participle or a form of "have" that speaks of the present.
fn past(sentence: &Sentence<'_>, at: usize) -> Option<Sign> {
    let lexemes = sentence.lexemes;
    if passive(lexemes, at) || attributive(sentence, at) || begins_name(lexemes, at) {
        return None;
    }
    if sentence.reads(at as u32, &["has", "have"]) {
        let next = lexemes.get(at + 1);
        if infinitive(next) {
            return Some(Sign::Ahead);
        }
        let owned = Class::ARTICLE.bit() | Class::NUMBER.bit() | Class::OWNER.bit() | Class::ORDINAL.bit();
        if next.is_some_and(|next| next.classes & owned != 0)
            || sentence.reads(at as u32 + 1, &["the", "another", "no"])
        {
            return Some(Sign::Plan);
        }
    }
    Some(Sign::Past)
}

/// "to the United States": what looks like a participle, and begins a name.
fn begins_name(lexemes: &[Lexeme], at: usize) -> bool {
    let capital = |at: usize| lexemes.get(at).is_some_and(|lexeme| lexeme.capital);
    at > 0 && lexemes[at].word == 0 && capital(at) && capital(at + 1) && !capital(at - 1)
}

/// "the proposed merger", "his planned trip": a participle before its noun.
fn attributive(sentence: &Sentence<'_>, at: usize) -> bool {
    let lexemes = sentence.lexemes;
    let known = lexemes[at].is(Class::AHEAD) || lexemes[at].is(Class::CHARGED);
    let participle = lexemes[at].word == 0 || known && sentence.word(at).ends_with("ed");
    let limited = Class::ARTICLE.bit() | Class::OWNER.bit() | Class::NUMBER.bit() | Class::PREPOSITION.bit();
    let determined = at > 0
        && (lexemes[at - 1].classes & limited != 0
            || sentence.reads(at as u32 - 1, &["the", "'s", "’s", "these", "those"]));
    let noun = lexemes.get(at + 1).is_some_and(|next| {
        next.first.is_ascii_lowercase() && next.classes & (Class::PREPOSITION.bit() | Class::CLAUSE.bit()) == 0
    });
    participle && determined && noun
}

/// A present form: a plan, if it is of a verb of plans and no noun in the plural.
fn present(sentence: &Sentence<'_>, at: usize) -> Option<Sign> {
    let lexeme = &sentence.lexemes[at];
    if !lexeme.is(Class::PLAN) {
        return Some(Sign::Present);
    }
    let nominal = Class::ARTICLE.bit()
        | Class::OWNER.bit()
        | Class::NUMBER.bit()
        | Class::COUNTED.bit()
        | Class::PREPOSITION.bit()
        | Class::ADJECTIVE.bit();
    let noun = at > 0
        && (sentence.lexemes[at - 1].classes & nominal != 0 && !sentence.reads(at as u32 - 1, &["and", "or", "as"])
            || sentence.reads(at as u32 - 1, &["the", "these", "those", "'s", "’s", "any", "all", "no"]));
    (!noun).then_some(Sign::Plan)
}

/// Whether the words before can be the plural subject of a bare form: "schools reopen", "they also meet".
fn plural_subject(sentence: &Sentence<'_>, at: usize) -> bool {
    let adverb = |at: usize| {
        sentence.word(at).ends_with("ly") || sentence.reads(at as u32, &["also", "then", "all", "both", "now", "still"])
    };
    let Some(before) = (0..before_brackets(sentence, at)).rev().take(3).find(|at| !adverb(*at)) else { return false };
    let lexeme = &sentence.lexemes[before];
    if sentence.reads(before as u32, &["and"]) {
        return (before.saturating_sub(COORDINATED)..before).any(|at| has_plural_form(sentence, at));
    }
    lexeme.capital && (two_names(sentence, before) || team(sentence, before, at))
        || lexeme.is(Class::SUBJECT)
        || lexeme.is(Class::COLLECTIVE)
        || plural(sentence, before)
}

/// The place of the word here, or of the bracket that opens before it: "the Falcons (12-4) open".
fn before_brackets(sentence: &Sentence<'_>, at: usize) -> usize {
    let (open, longest) = match at.checked_sub(1).map(|last| sentence.lexemes[last].first) {
        Some(b')') => (b'(', BRACKETED),
        Some(b',') => (b',', APPOSITION),
        _ => return at,
    };
    (at.saturating_sub(longest)..at - 1).rev().find(|at| sentence.lexemes[*at].first == open).unwrap_or(at)
}

/// How many words may stand in brackets between a subject and its verb (a team's record, a player's age), and between commas ("United,
/// unbeaten since November, travel").
const BRACKETED: usize = 8;
const APPOSITION: usize = 12;

/// "England play Wales", "United travel to Marsh Town": a bare form after a name speaks of a team. Where the form can be a noun
/// ("the Weber visit"), whom or where it goes must follow.
fn team(sentence: &Sentence<'_>, name: usize, verb: usize) -> bool {
    let named = |at: usize| {
        sentence
            .lexemes
            .get(at)
            .is_some_and(|lexeme| lexeme.capital && (lexeme.word == 0 || lexeme.classes & !CONTENT == 0))
    };
    let first = (0..=name).rev().take_while(|at| named(*at)).last();
    let described = first.is_some_and(|first| {
        let before = first.checked_sub(1).map(|at| sentence.lexemes[at]);
        before
            .is_some_and(|before| before.is(Class::ARTICLE) || before.is(Class::PREPOSITION) || before.is(Class::OWNER))
            || sentence.follows(first as u32, &["the", "'s", "’s", "this", "that"])
    });
    let goes_on = named(verb + 1) || sentence.reads(verb as u32 + 1, &["to", "at", "away", "the"]);
    first.is_some() && !described && (!sentence.lexemes[verb].is(Class::NOUN) || goes_on)
}

/// "he and Chancellor Weber meet": the name that ends here is the second of two.
fn two_names(sentence: &Sentence<'_>, end: usize) -> bool {
    let words =
        (end.saturating_sub(NAME)..end).rev().take_while(|at| sentence.lexemes[*at].first.is_ascii_alphabetic());
    let mut words = words.skip_while(|at| sentence.lexemes[*at].capital || sentence.lexemes[*at].classes == 0);
    words.next().is_some_and(|at| {
        let before = at.checked_sub(1).map(|at| &sentence.lexemes[at]);
        let named = before.is_some_and(|lexeme| lexeme.capital || lexeme.is(Class::SUBJECT));
        sentence.reads(at as u32, &["and"]) && (named || sentence.follows(at as u32, &["he", "she"]))
    })
}

/// How many words a name with its title may have.
const NAME: usize = 5;

/// Whether the word is a bare form right after its plural subject.
fn has_plural_form(sentence: &Sentence<'_>, at: usize) -> bool {
    let lexemes = sentence.lexemes;
    at > 0
        && lexemes[at].is(Class::BARE)
        && (lexemes[at - 1].is(Class::SUBJECT) || lexemes[at - 1].is(Class::COLLECTIVE) || plural(sentence, at - 1))
}

/// Whether a word looks like a noun in the plural.
fn plural(sentence: &Sentence<'_>, at: usize) -> bool {
    const OTHER: u64 =
        Class::PREPOSITION.bit() | Class::UNITS.bit() | Class::BE.bit() | Class::BEHIND.bit() | Class::OWNER.bit();
    let word = sentence.word(at);
    let lexeme = &sentence.lexemes[at];
    let noun_before_verb = !lexeme.is(Class::PRESENTLY) || lexeme.is(Class::COUNTED) || lexeme.is(Class::NOUN);
    word.len() > 3
        && word.ends_with('s')
        && !word.ends_with("ss")
        && !word.ends_with("us")
        && lexeme.first.is_ascii_alphabetic()
        && lexeme.classes & OTHER == 0
        && noun_before_verb
}

/// "had been due": what was to come is over.
fn had_been(lexemes: &[Lexeme], at: usize) -> bool {
    at >= 2 && lexemes[at - 1].is(Class::BE) && lexemes[at - 2].is(Class::BEHIND)
}

/// A participle after a form of "be" is no past form: "are cancelled", "will be closed". Nor is an infinitive that looks like one:
/// "would cut", "to set".
pub(crate) fn passive(lexemes: &[Lexeme], at: usize) -> bool {
    let to = || lexemes[at - 1].is(Class::AHEAD) || lexemes[at - 1].first == b't' && infinitive(lexemes.get(at - 1));
    at > 0
        && !lexemes[at].is(Class::BE)
        && (lexemes[at - 1].is(Class::BE) || kept(lexemes, at) || lexemes[at].word != 0 && to())
}

/// "would stay closed", "to remain shut": what is said of a state is no past form.
fn kept(lexemes: &[Lexeme], at: usize) -> bool {
    at > 1 && lexemes[at - 1].is(Class::STAY) && (lexemes[at - 2].is(Class::AHEAD) || infinitive(lexemes.get(at - 2)))
}

/// Whether the word is "to".
pub(crate) fn infinitive(next: Option<&Lexeme>) -> bool {
    next.is_some_and(|lexeme| matches!(lexeme.first, b't' | b'T') && lexeme.end - lexeme.start == 2)
}
