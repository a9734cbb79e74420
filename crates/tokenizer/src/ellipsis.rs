//! Ellipses of periods with spaces between (". . .").

use crate::features::Place;

/// Whether a sentence ends at a place inside or at the end of such dots; nothing where there are none.
///
/// Three are an ellipsis inside a sentence; a fourth is its full stop: the first where it touches a word ("done. . . . Then"),
/// else the last.
pub(crate) fn verdict(place: &Place<'_>) -> Option<bool> {
    let paragraph = place.paragraph;
    let dot = |token: usize| token >= paragraph.first && token < paragraph.end && paragraph.token(token) == b".";
    let here = place.mark;
    if !dot(here) || !(here > paragraph.first && dot(here - 1) || dot(here + 1)) {
        return None;
    }
    let first = (paragraph.first..=here).rev().take(REACH).take_while(|token| dot(*token)).last()?;
    let last = (here..paragraph.end).take(REACH).take_while(|token| dot(*token)).last()?;
    let touches =
        first > paragraph.first && paragraph.tokens[first - 1].span.end() == paragraph.tokens[first].span.start();
    let capital = last + 1 < paragraph.end && paragraph.token(last + 1)[0].is_ascii_uppercase();
    let stop = if touches { first } else { last };
    Some(last - first >= 3 && here == stop && capital)
}

const REACH: usize = 16;
