//! Features of the same word elsewhere in the article.

use super::{feature, steps};
use crate::hash::pair;
use crate::text::{Facts, Page, Run};

/// How many other places of a word are looked at.
const PLACES: usize = 3;

/// Features of a capitalised word's other places, of the longest name that holds it, and of what it abbreviates.
pub(super) fn elsewhere(page: &Page, at: usize, add: &mut impl FnMut(u64)) {
    let word = page.word(at);
    if !word.case.is_capital() {
        return;
    }
    let group = page.group(word);
    let mut see = |template: u64, a, b| add(feature(600 + template, pair(a, b)));
    see(0, steps(group.lower), steps(group.inside));
    see(1, steps(group.lower), pair(steps(group.inside), steps(group.opening)));
    let places = group.places[..usize::from(group.known)].iter().map(|place| *place as usize);
    for place in places.filter(|place| *place != at).take(PLACES) {
        around(page, place, &mut see);
    }
    if let Some(run) = page.longest_run(group) {
        within(page, word, run, at, &mut see);
    }
    if let Some(run) = page.spelled_out(word.acronym) {
        let head = page.word(run.end as usize - 1);
        see(20, head.lower, 0);
        see(21, head.look.clusters, 0);
        see(22, page.word(run.start as usize).lower, 0);
    }
}

fn around(page: &Page, place: usize, see: &mut impl FnMut(u64, u64, u64)) {
    let lower = |at: Option<usize>| at.filter(|at| *at < page.len()).map_or(0, |at| page.word(at).lower);
    see(2, lower(place.checked_sub(1)), 0);
    see(3, lower(Some(place + 1)), 0);
    let Some(run) = page.run(place) else { return };
    see(4, lower((run.start as usize).checked_sub(1)), 0);
    see(5, lower(Some(run.end as usize)), 0);
    see(6, lower(Some(run.end as usize - 1)), 0);
}

fn within(page: &Page, word: &Facts, run: &Run, at: usize, see: &mut impl FnMut(u64, u64, u64)) {
    let (head, tail) = (page.word(run.start as usize), page.word(run.end as usize - 1));
    let here = u64::from((run.start..run.end).contains(&(at as u32)));
    let length = steps(run.end - run.start);
    let role = u64::from(head.group == word.group) * 2 + u64::from(tail.group == word.group);
    see(10, pair(length, role), here);
    see(11, tail.lower, pair(role, here));
    see(12, u64::from(head.look.lists), pair(role, here));
    see(13, head.lower, pair(role, here));
}
