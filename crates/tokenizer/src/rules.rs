//! What edited English does so regularly that no scorer needs asking.

use crate::class::{ALNUM, DIGIT, LOWER, UPPER, is};
use crate::features::Place;
use crate::lexicon::{CALENDAR, COMPANY, FINAL, INNER, Kinds, NUMBERED, OPENER, PLACE, TITLE};
use crate::shape::Shape;
use crate::{ellipsis, lists};

/// Whether a sentence ends at a place, where a rule is sure of it.
pub(crate) fn verdict(place: &Place<'_>) -> Option<bool> {
    let paragraph = place.paragraph;
    let next = paragraph.token(place.token + 1);
    if place.gap == 1 && runs_on(place, next) {
        return Some(false);
    }
    if place.gap == 1
        && let Some(sure) = lists::verdict(place)
    {
        return Some(sure);
    }
    if place.mark < place.token {
        return closed(place, next);
    }
    match Shape::of(paragraph.token(place.mark)) {
        Shape::Period if place.gap == 1 => plain_stop(place, next),
        Shape::Abbreviation => abbreviation(place, next),
        Shape::Dash | Shape::Hyphen => is_dateline(place).then_some(false),
        _ => None,
    }
}

/// In an edited text: what has no final mark is no sentence.
fn runs_on(place: &Place<'_>, next: &[u8]) -> bool {
    let paragraph = place.paragraph;
    if !(paragraph.edited && paragraph.finished) {
        return false;
    }
    let mark = paragraph.token(place.mark);
    (is(mark[mark.len() - 1], ALNUM) || mark == b",") && is(next[0], ALNUM)
}

/// Behind closing marks: a small letter carries the sentence on (“Where?” she asked).
fn closed(place: &Place<'_>, next: &[u8]) -> Option<bool> {
    let mark = Shape::of(place.paragraph.token(place.mark));
    let stopped = matches!(mark, Shape::Period | Shape::Question | Shape::Exclamation | Shape::Dots);
    let on = is(next[0], LOWER) && place.gap != 0 && place.gap != 3;
    let cut_short = mark == Shape::Dots && place.paragraph.token(place.mark + 1) == b"]";
    let reference = next == b"(" && (!stopped || cut_short);
    (stopped && on || reference).then_some(false)
}

/// A full stop after a word in lower case and before a capital, or before an opening quotation mark.
fn plain_stop(place: &Place<'_>, next: &[u8]) -> Option<bool> {
    if let Some(sure) = ellipsis::verdict(place) {
        return Some(sure);
    }
    let paragraph = place.paragraph;
    let before = place.mark.checked_sub(1).filter(|token| *token > place.first)?;
    let word = paragraph.token(before);
    if matches!(word, [0xC2, 0xB0 | 0xBA]) && is(next[0], DIGIT) {
        return Some(false);
    }
    let shape = Shape::of(word);
    let plain = shape == Shape::Lower && word.len() > 3;
    let capital = Shape::of(next) == Shape::Capitalized;
    let opener = capital && paragraph.lexicon.kinds(next) & OPENER != 0;
    let quoted = next == "“".as_bytes() && !matches!(shape, Shape::Letter | Shape::Abbreviation);
    (plain && capital || opener && shape != Shape::Letter || quoted).then_some(true)
}

/// Behind an abbreviation.
fn abbreviation(place: &Place<'_>, next: &[u8]) -> Option<bool> {
    let paragraph = place.paragraph;
    let word = paragraph.token(place.mark);
    let bare = &word[..word.len() - 1];
    let kinds = paragraph.lexicon.kinds(bare);
    let shape = Shape::of(next);
    if kinds & NUMBERED != 0 && is(next[0], DIGIT) || kinds & TITLE != 0 && shape == Shape::Capitalized {
        return Some(false);
    }
    let opener = paragraph.lexicon.kinds(next) & OPENER != 0 && is(next[0], UPPER);
    if kinds & INNER != 0 {
        return Some(opener && place.gap == 3);
    }
    if is_clock(bare) {
        return clock(place, next, shape);
    }
    let dotted = bare.contains(&b'.');
    let may_end: Kinds = COMPANY | FINAL | PLACE | CALENDAR;
    if is(next[0], LOWER) && (kinds & may_end != 0 || dotted) {
        return Some(false);
    }
    (opener && (kinds & may_end != 0 || dotted) && bare.len() > 1).then_some(true)
}

fn is_clock(bare: &[u8]) -> bool {
    bare.eq_ignore_ascii_case(b"a.m") || bare.eq_ignore_ascii_case(b"p.m")
}

/// "They left at 5 p.m. Mr. Orr stayed", but "At 5 p.m. Mr. Orr left", "5 p.m. Tuesday", "5 p.m. EST".
fn clock(place: &Place<'_>, next: &[u8], shape: Shape) -> Option<bool> {
    let paragraph = place.paragraph;
    let calendar = paragraph.lexicon.kinds(next.strip_suffix(b".").unwrap_or(next)) & CALENDAR != 0 || is_day(next);
    let opening = place.mark - place.first <= 3;
    match shape {
        Shape::Capitalized | Shape::Abbreviation if is(next[0], UPPER) => Some(!calendar && !opening),
        Shape::Upper if next.len() <= 4 => Some(false),
        Shape::Lower => Some(false),
        _ => None,
    }
}

fn is_day(word: &[u8]) -> bool {
    word.len() > 5 && word.ends_with(b"day") || matches!(word, b"Eastern" | b"Pacific" | b"Central" | b"Greenwich")
}

/// "KELMOUTH, Kenya (Desk) — ": capitals first, and few words up to the dash.
fn is_dateline(place: &Place<'_>) -> bool {
    let first = place.paragraph.token(place.first);
    Shape::of(first) == Shape::Upper && first.len() > 2 && place.mark - place.first <= 14
}
