//! Tense: whether the clause around an expression looks ahead or back.

use crate::lexeme::Lexeme;
use crate::lexicon::Class;
use crate::sentence::Sentence;
use crate::verb::{Sign, infinitive, passive, sign};

/// Where a clause looks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Tense {
    /// A past form governs: "resigned".
    Past,
    /// A past form governs that arranges what is to come: "set a meeting for", "ordered him to appear".
    Arranged,
    /// A present form governs that tells of a state: "is".
    Present,
    /// A present form governs that tells of a plan: "opens on", "are meeting".
    Plan,
    /// A word of what is to come governs: "will", "scheduled".
    Ahead,
    /// No verb is known.
    #[default]
    Unknown,
}

impl Tense {
    /// Whether a past form governs.
    pub(crate) const fn over(self) -> bool {
        matches!(self, Self::Past | Self::Arranged)
    }

    /// Whether the clause looks to what is to come.
    pub(crate) const fn coming(self) -> bool {
        matches!(self, Self::Ahead | Self::Plan)
    }
}

/// How many words away a verb may govern an expression: sentences of news have 20 to 25.
const REACH: usize = 20;

/// How many words may stand between "is" and the expression that it plans with: "is not only on Monday".
const BESIDE: usize = 3;

/// The tense of the clause that the lexemes `from..to` stand in: that of the nearest verb before them, else after them.
pub(crate) fn governing(sentence: &Sentence<'_>, from: usize, to: usize) -> Tense {
    if sentence.follows(from as u32, &["since"]) || of_event(sentence, from, to) {
        return Tense::Past;
    }
    if deadline(sentence, from) {
        return Tense::Ahead;
    }
    let possessive = sentence.reads(to as u32, &["'s", "’s"]);
    let planned = names_plan(sentence, to + usize::from(possessive));
    let tense = of_clause(sentence, from, to, possessive, planned);
    let over = sentence.follows(from as u32, &["after", "follows", "following", "followed", "despite"]);
    if planned && !over && !happened(sentence, to) {
        return match tense {
            Tense::Past | Tense::Arranged => Tense::Arranged,
            _ => Tense::Ahead,
        };
    }
    if !tense.over() && conditional(sentence, from) {
        return Tense::Ahead;
    }
    let describes = describes(sentence, from, to);
    match tense {
        Tense::Past if describes && sentence.follows(from as u32, &["for"]) => Tense::Unknown,
        Tense::Past if sentence.follows(from as u32, &["until", "till", "by"]) => Tense::Arranged,
        Tense::Past | Tense::Arranged => tense,
        _ if describes => Tense::Unknown,
        Tense::Ahead => tense,
        _ if possessive => Tense::Past,
        _ => tense,
    }
}

/// "if she wins in November", "once the shop opens on Monday": a condition lies ahead, unless its verb is past.
fn conditional(sentence: &Sentence<'_>, from: usize) -> bool {
    let clause = (from.saturating_sub(REACH)..from).rev().take_while(|at| {
        let lexeme = &sentence.lexemes[*at];
        !matches!(lexeme.first, b',' | b';' | b':' | b'"' | b'`') && !lexeme.is(Class::SAY)
    });
    clause.take(CONDITION).any(|at| sentence.reads(at as u32, &["if", "unless", "once"]))
}

/// How many words a condition may be away: half a sentence.
const CONDITION: usize = 12;

/// "The May vote was close": a past form follows the noun of what was planned.
fn happened(sentence: &Sentence<'_>, to: usize) -> bool {
    (to + 1..sentence.lexemes.len().min(to + 1 + BESIDE)).any(|at| {
        let noun = sentence.lexemes[at - 1].is(Class::SCHEDULED);
        noun && sign(sentence, at) == Some(Sign::Past)
    })
}

/// The tense of the verb that is nearest, before the expression if there is one there.
fn of_clause(sentence: &Sentence<'_>, from: usize, to: usize, possessive: bool, planned: bool) -> Tense {
    let lexemes = sentence.lexemes;
    let (back, to_verb) = nearest(sentence, (from.saturating_sub(REACH)..from).rev(), Some(from));
    if let Some(tense) = back.filter(|_| !possessive) {
        return tense;
    }
    let start = to + usize::from(lexemes.get(to).is_some_and(|lexeme| lexeme.first == b','));
    let end = lexemes.len().min(start + REACH);
    let end = if possessive { (start..end).find(|at| border(&lexemes[*at], true)).unwrap_or(end) } else { end };
    let (on, _) = nearest(sentence, start..end, None);
    if possessive && !planned {
        return on.unwrap_or(Tense::Unknown);
    }
    on.or(back).unwrap_or(if to_verb { Tense::Ahead } else { Tense::Unknown })
}

/// "a June agreement", "for August delivery": a month that only describes a noun.
fn describes(sentence: &Sentence<'_>, from: usize, to: usize) -> bool {
    let article = sentence.follows(from as u32, &["a", "an", "the", "for"]) || sentence.reads(from as u32, &["the"]);
    let month = to > from && sentence.lexemes[to - 1].is(Class::MONTH);
    let noun = sentence.lexemes.get(to).is_some_and(|next| {
        next.first.is_ascii_lowercase()
            && next.classes & (Class::PREPOSITION.bit() | Class::CLAUSE.bit() | Class::BE.bit() | Class::BEHIND.bit())
                == 0
    });
    article && month && noun
}

/// "a shooting on Monday", "Monday's crash": what nobody plans is over.
fn of_event(sentence: &Sentence<'_>, from: usize, to: usize) -> bool {
    let event = |at: usize| sentence.lexemes.get(at).is_some_and(|lexeme| lexeme.is(Class::EVENT));
    let linked = usize::from(sentence.follows(from as u32, &["on", "in", "at", "of", "late", "early"]));
    let before = from > linked && event(from - 1 - linked);
    let possessive = sentence.reads(to as u32, &["'s", "’s"]);
    let after = possessive && (event(to + 1) || event(to + 2));
    before || after
}

/// "Saturday's vote", "the November election": what is planned for the day.
fn names_plan(sentence: &Sentence<'_>, at: usize) -> bool {
    let planned = |at: usize| sentence.lexemes.get(at).is_some_and(|lexeme| lexeme.is(Class::SCHEDULED));
    let described = sentence.lexemes.get(at).is_some_and(|lexeme| {
        lexeme.first.is_ascii_alphabetic() && lexeme.classes & (Class::PREPOSITION.bit() | Class::CLAUSE.bit()) == 0
    });
    planned(at) || described && planned(at + 1)
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
    if sentence.follows(at, &["of"]) && sentence.follows(at - 1, &["ahead", "advance"]) {
        return true;
    }
    let limit =
        |words: usize| sentence.lexemes[from.saturating_sub(words)..from].iter().any(|lexeme| lexeme.is(Class::LIMIT));
    let before = || nearest(sentence, (from.saturating_sub(REACH)..from).rev(), Some(from)).0;
    let past = || before().map_or(from <= 2, Tense::over);
    let granted = || at > 1 && sentence.follows(at - 1, &["had"]);
    sentence.follows(at, &["effective", "payable", "record"])
        || sentence.follows(at, &["until", "till"]) && (granted() || limit(8) || !past())
        || sentence.follows(at, &["to"]) && limit(4)
        || sentence.follows(at, &["through"]) && prolonged(sentence, from)
}

/// "extended their loans through January".
fn prolonged(sentence: &Sentence<'_>, from: usize) -> bool {
    let owned = ["has", "have", "had", "gave", "given", "hasn't", "haven't"];
    (from.saturating_sub(REACH)..from)
        .any(|at| sentence.lexemes[at].is(Class::LIMIT) && !sentence.reads(at as u32, &owned))
}

/// The tense of the first verb in a direction, as far as the clause goes, and whether an infinitive lies between; `end` is where an
/// expression after it begins.
fn nearest(sentence: &Sentence<'_>, places: impl Iterator<Item = usize>, end: Option<usize>) -> (Option<Tense>, bool) {
    let (mut found, mut to_verb, mut object, mut weak) = (None, false, false, false);
    for at in places {
        let lexeme = &sentence.lexemes[at];
        let back = end.is_some();
        to_verb |= back && infinitive(Some(lexeme)) && verbal(sentence, at + 1);
        if to_verb && lexeme.is(Class::INTENT) {
            return (Some(Tense::Ahead), true);
        }
        match sign(sentence, at) {
            Some(_) if object && lexeme.is(Class::SAY) => return (found, to_verb),
            Some(Sign::Past) if lexeme.word == 0 && end.is_some_and(|end| doubtful(sentence, at, end)) => {
                weak = true;
                found = if object { None } else { found }.or(Some(past(sentence, at, to_verb)));
            }
            Some(Sign::Past) if weak => return (found, to_verb),
            Some(Sign::Past) => return (Some(past(sentence, at, to_verb)), to_verb),
            Some(Sign::Ahead) => return (Some(Tense::Ahead), to_verb),
            Some(_) if to_verb => return (Some(Tense::Ahead), to_verb),
            Some(Sign::Plan) if back && lexeme.is(Class::NOUN) => {
                object = true;
                found = found.or(Some(Tense::Plan));
            }
            Some(Sign::Plan) => return (found.or(Some(Tense::Plan)), to_verb),
            Some(Sign::Present) => match of_state(sentence, at, end) {
                Tense::Plan => return (found.or(Some(Tense::Plan)), to_verb),
                state => found = found.or(Some(state)),
            },
            None if border(lexeme, back)
                || (object || weak) && (lexeme.first == b',' || sentence.reads(at as u32, &["and"])) =>
            {
                break;
            }
            None => {}
        }
    }
    (found, to_verb)
}

/// A past form by its ending alone may be a participle before its noun ("preferred shares"), or of another clause, unless the
/// expression stands right after it.
fn doubtful(sentence: &Sentence<'_>, at: usize, end: usize) -> bool {
    let noun = end > at + 1 && sentence.lexemes[at + 1].classes & (Class::PREPOSITION.bit() | Class::CLAUSE.bit()) == 0;
    sentence.lexemes[at].is(Class::BEHIND) && (end - at > BESIDE || noun)
}

/// The tense of a past form: some arrange what is to come.
fn past(sentence: &Sentence<'_>, at: usize, to_verb: bool) -> Tense {
    let verb = &sentence.lexemes[at];
    let limits = verb.is(Class::LIMIT) && !sentence.reads(at as u32, &["has", "have", "gave"]);
    if to_verb || verb.is(Class::INTENT) || limits { Tense::Arranged } else { Tense::Past }
}

/// Whether a word after "to" can be a verb: "to leave", not "to 5 percent" or "to the town".
fn verbal(sentence: &Sentence<'_>, at: usize) -> bool {
    const OTHER: u64 =
        Class::ARTICLE.bit() | Class::OWNER.bit() | Class::NUMBER.bit() | Class::PREPOSITION.bit() | Class::LAST.bit();
    sentence.lexemes.get(at).is_some_and(|lexeme| lexeme.first.is_ascii_lowercase() && lexeme.classes & OTHER == 0)
        && !sentence.reads(at as u32, &["the", "this", "these", "that", "its"])
}

/// "is on Monday" and "are meeting on Monday" plan; "is the largest since" does not.
fn of_state(sentence: &Sentence<'_>, at: usize, end: Option<usize>) -> Tense {
    let being = sentence.lexemes[at].is(Class::BE);
    let near = end.is_some_and(|end| end - at <= BESIDE);
    let going_on = sentence.lexemes.get(at + 1).is_some_and(|lexeme| lexeme.first.is_ascii_lowercase())
        && sentence.word(at + 1).ends_with("ing");
    if being && (near || going_on) { Tense::Plan } else { Tense::Present }
}

fn border(lexeme: &Lexeme, back: bool) -> bool {
    let clause = lexeme.is(Class::CLAUSE) && !lexeme.is(Class::PREPOSITION);
    matches!(lexeme.first, b';' | b':' | b'"' | b'`') || clause && back
}
