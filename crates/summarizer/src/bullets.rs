//! Points: the best sentence of each part of the article, for a list that covers all of it.

use copydesk_core::StageError;

use crate::Scratch;
use crate::candidates::{Candidate, Given};
use crate::room::{Room, Unit};
use crate::select::Candidates;

/// The fewest and the most points of a list; an article of fewer sentences has fewer.
const FEWEST: usize = 3;
const MOST: usize = 5;
/// The sentences of an article for which one more point is made. A guess: half a screen of a page.
const A_POINT: usize = 12;

/// Fills `scratch.picked`: three to five sentences, each from another part of the body and each to be read alone.
pub(crate) fn find(given: &Given<'_>, scratch: &mut Scratch) -> Result<(), StageError> {
    scratch.picked.clear();
    let count = (scratch.candidates.len() / A_POINT).clamp(FEWEST, MOST);
    let mut room = Room::new(Unit::Sentences, MOST as u32);
    let mut open = Candidates::new(scratch, room);
    let ends = ends(&scratch.candidates, count);
    let mut start = 0;
    for end in ends {
        let part = start..end;
        let point = open.next(given, room, scratch, 1, |n| part.contains(&n).then_some(0.0))?;
        if let Some((_, chain)) = point {
            open.add(&chain, given, &mut room, scratch);
        }
        start = end;
    }
    scratch.picked.sort_unstable_by_key(|pick| pick.sentence);
    Ok(())
}

/// Where the parts end: at the beginnings of paragraphs that cut the body most evenly, else anywhere.
fn ends(candidates: &[Candidate], count: usize) -> Vec<usize> {
    let total = candidates.len();
    let count = count.min(total);
    let mut ends = Vec::with_capacity(count);
    let mut last = 0;
    for part in 1..count {
        let even = total * part / count;
        // Each of the parts to come has at least one sentence.
        let open = last + 1..=total - (count - part);
        let paragraphs = open.clone().filter(|&n| candidates[n].place == 0);
        let near = paragraphs.min_by_key(|n| n.abs_diff(even)).filter(|n| 2 * count * n.abs_diff(even) <= total);
        last = near.unwrap_or(even.clamp(*open.start(), *open.end()));
        ends.push(last);
    }
    ends.extend((total > 0).then_some(total));
    ends
}

#[cfg(test)]
mod tests {
    use copydesk_core::Span;

    use super::*;

    #[test]
    fn parts_begin_with_paragraphs_where_they_can() {
        let body = |places: &[u32]| -> Vec<Candidate> {
            places.iter().map(|&place| Candidate { span: Span::from_range(0..0), tokens: 0..0, place }).collect()
        };
        assert_eq!(ends(&body(&[0, 1, 0, 1, 2, 0, 1, 2, 3]), 3), [2, 5, 9]);
        assert_eq!(ends(&body(&[0, 1, 2, 3, 4, 5]), 3), [2, 4, 6]);
        assert_eq!(ends(&body(&[0, 1]), 3), [1, 2]);
        assert_eq!(ends(&[], 3), [0; 0]);
    }
}
