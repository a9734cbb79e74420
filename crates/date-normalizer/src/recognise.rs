//! Recognition: heads are found, grown to the left and to the right, and joined (after SynTime: Zhong, Sun and Cambria 2017).
//!
//! Every lexeme is tried once as the begin of a head; the longest pattern wins. Growth takes in words as long as a rule
//! applies to the kind at hand. All of it is linear in the length of the sentence.

use crate::clock_range;
use crate::evidence;
use crate::figures;
use crate::frame::{Frame, Kind, Slot};
use crate::grammar::Grammar;
use crate::growth;
use crate::lexeme::Lexeme;
use crate::pair;
use crate::range;
use crate::rules::{Pattern, Rule};
use crate::sentence::Sentence;

/// Finds the expressions of a sentence, in text order.
pub(crate) fn recognise(sentence: &Sentence<'_>, frames: &mut Vec<Frame>) {
    let Sentence { grammar, lexemes, .. } = *sentence;
    let mut at = 0;
    let mut floor = 0;
    while at < lexemes.len() {
        let Some(mut frame) = head(grammar, lexemes, at) else {
            at += 1;
            continue;
        };
        grow_right(sentence, &mut frame);
        grow_left(sentence, floor, &mut frame);
        if frame.kind == Kind::Vague {
            frame = swallowed(sentence, floor, &frame).unwrap_or(frame);
        }
        at = frame.to as usize;
        floor = at;
        evidence::weigh(sentence, &mut frame);
        let both =
            |last: &mut Frame| pair::of(sentence, last, &frame).or_else(|| joined(grammar, lexemes, last, &frame));
        match frames.last_mut().and_then(both) {
            Some(both) => *frames.last_mut().expect("joined to the last") = both,
            None => frames.push(frame),
        }
    }
    range::share_years(sentence, frames);
    range::finish_ranges(sentence, frames);
    range::name_one_year(sentence, frames);
    clock_range::complete(sentence, frames);
    for frame in frames.iter_mut().filter(|frame| !evidence::complete(sentence, frame)) {
        frame.kind = Kind::Drop;
    }
}

/// The expression that begins after a vague one and takes it in: "recent" in "recent years".
fn swallowed(sentence: &Sentence<'_>, floor: usize, vague: &Frame) -> Option<Frame> {
    let longer = head(sentence.grammar, sentence.lexemes, vague.from as usize).filter(|frame| frame.to > vague.to);
    if longer.is_some() {
        return longer;
    }
    let at = vague.to as usize;
    let mut frame = head(sentence.grammar, sentence.lexemes, at)?;
    grow_right(sentence, &mut frame);
    grow_left(sentence, floor, &mut frame);
    (frame.from < vague.to && frame.kind != Kind::Vague).then_some(frame)
}

fn head(grammar: &Grammar, lexemes: &[Lexeme], at: usize) -> Option<Frame> {
    let patterns = grammar.heads.before(lexemes.get(at..)?).iter();
    let mut patterns = patterns.map(|number| &grammar.rules.patterns[usize::from(*number)]);
    let pattern = patterns.find(|pattern| matches(pattern, lexemes, at))?;
    let rule = &grammar.rules.rules[usize::from(pattern.rule)];
    let from = at + pattern.before;
    let mut frame = Frame::new(rule.kind.unwrap_or_default(), from as u32, (from + pattern.size()) as u32);
    fill(grammar, pattern, &lexemes[at..], &mut frame);
    if frame.to > frame.from + 1 && lexemes[frame.to as usize - 1].first == b',' {
        frame.to -= 1;
    }
    Some(frame)
}

/// Whether the pattern takes the lexemes from `at`. The index has chosen it by its first element, so the second is the likeliest
/// to fail.
fn matches(pattern: &Pattern, lexemes: &[Lexeme], at: usize) -> bool {
    let elements = &pattern.elements[..];
    let Some(found) = lexemes.get(at..at + elements.len()) else { return false };
    (1..elements.len()).all(|n| elements[n].accepts(&found[n]))
        && (elements.is_empty() || elements[0].accepts(&found[0]))
}

fn fill(grammar: &Grammar, pattern: &Pattern, lexemes: &[Lexeme], frame: &mut Frame) {
    let rule = &grammar.rules.rules[usize::from(pattern.rule)];
    for (element, lexeme) in pattern.elements.iter().zip(lexemes) {
        let Some((class, slot)) = element.fills(lexeme) else { continue };
        let value = lexeme.value(class, &grammar.lexicon);
        match slot {
            Slot::ShortYear => frame.set(Slot::Year, figures::full_year(value)),
            Slot::EndMonth => frame.set(Slot::Quarter, (value + 2) / 3),
            Slot::QuarterYear => {
                frame.set(Slot::Quarter, value % 10);
                frame.set(Slot::Year, value / 10);
            }
            slot if !frame.has(slot) => frame.set(slot, value),
            _ => {}
        }
    }
    apply(rule, frame);
    frame.rules[usize::from(pattern.rule >> 6)] |= 1 << (pattern.rule & 63);
}

fn apply(rule: &Rule, frame: &mut Frame) {
    for (slot, value) in &rule.effects {
        if !frame.has(*slot) || *slot == Slot::Mod {
            frame.set(*slot, *value);
        }
    }
    if let Some(kind) = rule.kind {
        frame.kind = kind;
    }
}

fn grow_right(sentence: &Sentence<'_>, frame: &mut Frame) {
    let Sentence { grammar, lexemes, .. } = *sentence;
    while let Some(first) = lexemes.get(frame.to as usize) {
        let at = frame.to as usize;
        let candidates = grammar.rights.at(first).iter().map(|number| &grammar.rules.patterns[usize::from(*number)]);
        let fitting = candidates.filter(|pattern| {
            applies(grammar, pattern, frame)
                && matches(pattern, lexemes, at)
                && growth::may_count(sentence, frame, at as u32)
        });
        let Some(pattern) = fitting.max_by_key(|pattern| pattern.elements.len()) else { return };
        frame.to += pattern.size() as u32;
        fill(grammar, pattern, &lexemes[at..], frame);
    }
}

fn grow_left(sentence: &Sentence<'_>, floor: usize, frame: &mut Frame) {
    let Sentence { grammar, lexemes, .. } = *sentence;
    while frame.from as usize > floor {
        let last = frame.from as usize - 1;
        let candidates =
            grammar.lefts.at(&lexemes[last]).iter().map(|number| &grammar.rules.patterns[usize::from(*number)]);
        let fitting = candidates.filter(|pattern| {
            let fits = pattern.elements.len() <= frame.from as usize - floor && applies(grammar, pattern, frame);
            fits && matches(pattern, lexemes, frame.from as usize - pattern.elements.len())
        });
        let Some(pattern) = fitting.max_by_key(|pattern| pattern.elements.len()) else { return };
        if !growth::may_grow(sentence, frame, last) {
            return;
        }
        let at = frame.from as usize - pattern.elements.len();
        frame.from = (at + pattern.before) as u32;
        fill(grammar, pattern, &lexemes[at..], frame);
    }
}

/// Whether the rule is for this kind, and says nothing that the expression has settled already.
fn applies(grammar: &Grammar, pattern: &Pattern, frame: &Frame) -> bool {
    let rule = &grammar.rules.rules[usize::from(pattern.rule)];
    let settled = rule.effects.iter().any(|(slot, _)| *slot != Slot::Mod && frame.has(*slot));
    let timed = rule.kind == Some(Kind::Clock) && frame.kind != Kind::Clock;
    rule.kinds & frame.kind.bit() != 0
        && !settled
        && (!timed || frame.has(Slot::Part))
        && frame.rules[usize::from(pattern.rule >> 6)] & (1 << (pattern.rule & 63)) == 0
}

fn joined(grammar: &Grammar, lexemes: &[Lexeme], left: &Frame, right: &Frame) -> Option<Frame> {
    let between = lexemes.get(left.to as usize..right.from as usize)?;
    if between.len() > 3
        || left.kind == Kind::Drop
        || right.kind == Kind::Drop
        || !left.agrees(right)
        || !growth::may_join(left, right)
    {
        return None;
    }
    let candidates: &mut dyn Iterator<Item = usize> = match between.first() {
        Some(first) => &mut grammar.joins.at(first).iter().map(|number| usize::from(*number)),
        None => &mut grammar.joins.empty.iter().copied(),
    };
    let pattern = candidates.map(|at| &grammar.rules.patterns[at]).find(|pattern| {
        let rule = &grammar.rules.rules[usize::from(pattern.rule)];
        let kinds = rule.kinds & left.kind.bit() != 0 && rule.right_kinds & right.kind.bit() != 0;
        kinds && pattern.elements.len() == between.len() && matches(pattern, between, 0)
    })?;
    let mut both = *left;
    both.kind = finer(left.kind, right.kind);
    both.absorb(right);
    let rule = &grammar.rules.rules[usize::from(pattern.rule)];
    apply(rule, &mut both);
    both.rules[usize::from(pattern.rule >> 6)] |= 1 << (pattern.rule & 63);
    Some(both)
}

/// The kind of two expressions that became one: that of the finer.
fn finer(left: Kind, right: Kind) -> Kind {
    const ORDER: [Kind; 12] = [
        Kind::Clock,
        Kind::Part,
        Kind::Day,
        Kind::Weekday,
        Kind::Deictic,
        Kind::Month,
        Kind::Season,
        Kind::Quarter,
        Kind::Half,
        Kind::Year,
        Kind::Decade,
        Kind::Century,
    ];
    ORDER.into_iter().find(|kind| *kind == left || *kind == right).unwrap_or(left)
}
