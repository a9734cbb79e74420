//! Tense: whether the clause around an expression looks ahead or back.

use crate::lexer::Lexeme;
use crate::lexicon::Class;
use crate::recognise::Sentence;

/// Where a clause looks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Tense {
    /// A past form governs: "resigned".
    Past,
    /// A present form governs: "is".
    Present,
    /// A word of what is to come governs: "will", "scheduled".
    Ahead,
    /// No verb is known.
    #[default]
    Unknown,
}

const REACH: usize = 20;

/// The tense of the clause that the lexemes `from..to` stand in: that of the nearest verb before them, else behind them.
pub(crate) fn governing(sentence: &Sentence<'_>, from: usize, to: usize) -> Tense {
    if deadline(sentence, from) {
        return Tense::Ahead;
    }
    let lexemes = sentence.lexemes;
    if sentence.reads(to as u32, &["'s", "’s"]) {
        let behind = nearest(lexemes, to..lexemes.len().min(to + REACH), true);
        return behind.filter(|tense| *tense == Tense::Ahead).unwrap_or(Tense::Past);
    }
    if let Some(tense) = nearest(lexemes, (from.saturating_sub(REACH)..from).rev(), true) {
        return tense;
    }
    let start = to + usize::from(lexemes.get(to).is_some_and(|lexeme| lexeme.first == b','));
    nearest(lexemes, start..lexemes.len().min(start + REACH), false).unwrap_or(Tense::Unknown)
}

/// Whether a past form stands so near that nothing can come between: "opened in May", "May was wet".
pub(crate) fn firmly_past(sentence: &Sentence<'_>, from: u32, to: u32) -> bool {
    let past = |at: usize| {
        let verb = sentence.lexemes.get(at).filter(|lexeme| lexeme.is(Class::BEHIND) && !lexeme.is(Class::INTENT));
        verb.is_some() && !passive(sentence.lexemes, at)
    };
    let verb = from.checked_sub(2).is_some_and(|at| past(at as usize));
    sentence.follows(from, &["in", "on"]) && verb || past(to as usize)
}

/// "until Friday", "as early as Friday"; but not "lasted until Friday".
fn deadline(sentence: &Sentence<'_>, from: usize) -> bool {
    let at = from as u32;
    if sentence.follows(at, &["as", "than"]) && sentence.follows(at - 1, &["soon", "early", "late", "later"]) {
        return true;
    }
    if sentence.follows(at, &["of"]) && sentence.follows(at - 1, &["ahead"]) {
        return true;
    }
    let limit = || sentence.lexemes[from.saturating_sub(8)..from].iter().any(|lexeme| lexeme.is(Class::LIMIT));
    let before = || nearest(sentence.lexemes, (from.saturating_sub(REACH)..from).rev(), true);
    let past = || before().map_or(from <= 2, |tense| tense == Tense::Past);
    let granted = || at > 1 && sentence.follows(at - 1, &["had"]);
    sentence.follows(at, &["effective", "payable"])
        || sentence.follows(at, &["until", "till"]) && (granted() || limit() || !past())
}

/// The first verb in a direction, as far as the clause goes.
fn nearest(lexemes: &[Lexeme], places: impl Iterator<Item = usize>, back: bool) -> Option<Tense> {
    let mut present = false;
    for at in places {
        let lexeme = &lexemes[at];
        if lexeme.is(Class::AHEAD) || lexeme.is(Class::INTENT) && infinitive(lexemes.get(at + 1)) {
            return Some(if had_been(lexemes, at) { Tense::Past } else { Tense::Ahead });
        } else if (lexeme.is(Class::BE) || lexeme.is(Class::WAS)) && infinitive(lexemes.get(at + 1)) {
            return Some(Tense::Ahead);
        } else if lexeme.is(Class::BEHIND) && !passive(lexemes, at) {
            return Some(Tense::Past);
        } else if lexeme.is(Class::PRESENTLY) {
            present = true;
        } else if border(lexeme, back) {
            break;
        }
    }
    present.then_some(Tense::Present)
}

/// "had been due": what was to come is over.
fn had_been(lexemes: &[Lexeme], at: usize) -> bool {
    at >= 2 && lexemes[at - 1].is(Class::BE) && lexemes[at - 2].is(Class::BEHIND)
}

/// A participle after a form of "be" is no past form: "are cancelled", "will be closed". Nor is an infinitive that looks like one:
/// "would cut", "to set".
fn passive(lexemes: &[Lexeme], at: usize) -> bool {
    let infinitive =
        || lexemes[at - 1].is(Class::AHEAD) || lexemes[at - 1].first == b't' && infinitive(lexemes.get(at - 1));
    at > 0
        && !lexemes[at].is(Class::BE)
        && (lexemes[at - 1].is(Class::BE) || kept(lexemes, at) || lexemes[at].word != 0 && infinitive())
}

/// "would stay closed", "to remain shut": what is said of a state is no past form.
fn kept(lexemes: &[Lexeme], at: usize) -> bool {
    at > 1 && lexemes[at - 1].is(Class::STAY) && (lexemes[at - 2].is(Class::AHEAD) || infinitive(lexemes.get(at - 2)))
}

fn infinitive(next: Option<&Lexeme>) -> bool {
    next.is_some_and(|lexeme| matches!(lexeme.first, b't') && lexeme.end - lexeme.start == 2)
}

fn border(lexeme: &Lexeme, back: bool) -> bool {
    let clause = lexeme.is(Class::CLAUSE) && !lexeme.is(Class::PREPOSITION);
    matches!(lexeme.first, b';' | b':' | b'"' | b'`') || clause && back
}
