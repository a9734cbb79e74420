//! Features of the run of capitalised words that a token is in: what begins and ends it, what stands before and after.

use std::ops::Range;

use super::word::{beside, cluster};
use super::{feature, steps};
use crate::hash::pair;
use crate::text::{Case, Page};

/// Features of a token's place in its run.
pub(super) fn place(page: &Page, at: usize, add: &mut impl FnMut(u64)) {
    let Some(run) = page.run(at) else { return };
    let (start, last) = (run.start as usize, run.end as usize - 1);
    let (head, tail) = (page.word(start), page.word(last));
    let place = pair(steps((at - start) as u32), steps((last - at) as u32));
    let lists = [head, tail].map(|word| u64::from(word.look.lists));
    let mut see = |template: u64, a, b| add(feature(500 + template, pair(a, b)));
    see(0, place, 0);
    see(2, tail.lower, u64::from(at == last));
    see(3, head.lower, u64::from(at == start));
    see(7, cluster(tail, 1), place);
    see(9, lists[0], pair(lists[1], place));
    see(13, cluster(head, 0), pair(cluster(tail, 0), place));
    let types = [head, tail].map(|word| u64::from(word.look.types));
    see(15, types[0], pair(types[1], place));
    see(16, types[1], u64::from(at == last));
}

/// Features of a token's run that are the same for all its tokens.
pub(super) fn whole(page: &Page, sentence: &Range<usize>, at: usize, add: &mut impl FnMut(u64)) {
    let Some(run) = page.run(at) else { return };
    let (start, last) = (run.start as usize, run.end as usize - 1);
    let (head, tail) = (page.word(start), page.word(last));
    let [before, after] = [beside(page, sentence, start, -1), beside(page, sentence, last, 1)];
    let [before2, after2] = [beside(page, sentence, start, -2), beside(page, sentence, last, 2)];
    let mut see = |template: u64, a, b| add(feature(500 + template, pair(a, b)));
    see(1, tail.lower, 0);
    see(4, before.lower, 0);
    see(5, after.lower, 0);
    see(6, before.lower, after.lower);
    see(8, cluster(head, 1), cluster(tail, 1));
    see(10, cluster(before, 1), cluster(tail, 1));
    see(11, cluster(tail, 1), after.lower);
    see(12, run.words, 0);
    see(14, cluster(before, 1), cluster(after, 1));
    see(17, before2.lower, before.lower);
    see(18, after.lower, after2.lower);
    see(19, cluster(before2, 1), cluster(before, 1));
    see(20, cluster(after, 1), cluster(after2, 1));
    see(21, before2.lower, cluster(tail, 1));
    see(22, after2.lower, cluster(tail, 1));
    nearby(page, sentence, start..last + 1, add);
}

/// How far from a name the words are that tell what it does: "launched", "stadium", "album".
const NEARBY: usize = 6;

/// Features of the words on both sides of a run that are neither names nor function words, whatever their distance.
fn nearby(page: &Page, sentence: &Range<usize>, run: Range<usize>, add: &mut impl FnMut(u64)) {
    let before = run.start.saturating_sub(NEARBY).max(sentence.start)..run.start;
    let after = run.end..(run.end + NEARBY).min(sentence.end);
    for (side, words) in [(0, before), (1, after)] {
        for word in words.map(|at| page.word(at)).filter(|word| word.case == Case::Lower && !word.function) {
            add(feature(530, pair(word.lower, side)));
            add(feature(531, pair(cluster(word, 1), side)));
        }
    }
}
