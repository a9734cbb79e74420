//! Features of the run of capitalised words that a token is in: what begins and ends it, what stands before and after.

use std::ops::Range;

use super::word::{beside, cluster};
use super::{feature, steps};
use crate::hash::pair;
use crate::text::Page;

/// Features of a token's run.
pub(super) fn run(page: &Page, sentence: &Range<usize>, at: usize, add: &mut impl FnMut(u64)) {
    let Some(run) = page.run(at) else { return };
    let (start, last) = (run.start as usize, run.end as usize - 1);
    let (head, tail) = (page.word(start), page.word(last));
    let [before, after] = [beside(page, sentence, start, -1), beside(page, sentence, last, 1)];
    let place = pair(steps((at - start) as u32), steps((last - at) as u32));
    let lists = [head, tail].map(|word| u64::from(word.look.lists));
    let mut see = |template: u64, a, b| add(feature(500 + template, pair(a, b)));
    see(0, place, 0);
    see(1, tail.lower, 0);
    see(2, tail.lower, u64::from(at == last));
    see(3, head.lower, u64::from(at == start));
    see(4, before.lower, 0);
    see(5, after.lower, 0);
    see(6, before.lower, after.lower);
    see(7, cluster(tail, 1), place);
    see(8, cluster(head, 1), cluster(tail, 1));
    see(9, lists[0], pair(lists[1], place));
    see(10, cluster(before, 1), cluster(tail, 1));
    see(11, cluster(tail, 1), after.lower);
    see(12, run.words, 0);
    see(13, cluster(head, 0), pair(cluster(tail, 0), place));
    let types = [head, tail].map(|word| u64::from(word.look.types));
    see(15, types[0], pair(types[1], place));
    see(16, types[1], u64::from(at == last));
    see(14, cluster(before, 1), cluster(after, 1));
}
