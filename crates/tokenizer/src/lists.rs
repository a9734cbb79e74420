//! Items of a list in running text: "1) Open the gate 2) Lead the horse out".
//!
//! A marker is a number or a letter with a period or bracket after it, perhaps a bullet before it. No sentence ends between
//! a marker and its item; one ends before the marker that continues the count of the marker it started with.

use crate::features::Place;
use crate::paragraph::Paragraph;
use crate::shape::Shape;

/// A marker: the number, the bracket or period, and the tokens it takes.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Marker {
    bullet: bool,
    letter: bool,
    count: u32,
    bracket: bool,
    len: usize,
}

/// Whether a sentence ends at a place, where a list decides.
pub(crate) fn verdict(place: &Place<'_>) -> Option<bool> {
    let own = marker(place.paragraph, place.first)?;
    if place.token < place.first + own.len {
        return Some(false);
    }
    let next = marker(place.paragraph, place.token + 1)?;
    let follows = (next.bullet, next.letter, next.bracket) == (own.bullet, own.letter, own.bracket);
    (follows && next.count == own.count + 1).then_some(true)
}

fn marker(paragraph: &Paragraph<'_>, at: usize) -> Option<Marker> {
    let token = |number: usize| if number < paragraph.end { paragraph.token(number) } else { b"" };
    let bullet = matches!(token(at), [0xE2, ..]) && Shape::of(token(at)) == Shape::Bullet;
    let at = at + usize::from(bullet);
    let (count, letter) = count(token(at))?;
    let (bracket, marks) = match (token(at + 1), token(at + 2)) {
        (b".", b")") => (true, 2),
        (b")", _) => (true, 1),
        (b".", _) => (false, 1),
        _ => return None,
    };
    let glued = (at..at + marks).all(|number| ends_before(paragraph, number, number + 1));
    let spaced = at + marks + 1 < paragraph.end && !ends_before(paragraph, at + marks, at + marks + 1);
    (glued && spaced).then_some(Marker { bullet, letter, count, bracket, len: usize::from(bullet) + marks + 1 })
}

fn ends_before(paragraph: &Paragraph<'_>, token: usize, next: usize) -> bool {
    paragraph.tokens[token].span.end() == paragraph.tokens[next].span.start()
}

fn count(token: &[u8]) -> Option<(u32, bool)> {
    match token {
        [letter @ b'a'..=b'z'] => Some((u32::from(*letter), true)),
        [b'0'..=b'9'] | [b'0'..=b'9', b'0'..=b'9'] => {
            Some((token.iter().fold(0, |count, digit| count * 10 + u32::from(digit - b'0')), false))
        }
        _ => None,
    }
}
