//! Features of the words around a token: two on each side, alone and in pairs.

use std::ops::Range;

use super::feature;
use crate::hash::pair;
use crate::lexicon::{CLUSTER_BITS, LISTS, TYPE_BITS};
use crate::text::{Facts, Page};

/// How far the words are from the token, the token itself among them.
pub(crate) const OFFSETS: [isize; 5] = [-2, -1, 0, 1, 2];

/// Features of one word, `place` being its number in [`OFFSETS`]; `None` stands for the edge of the sentence.
pub(crate) fn own(word: Option<&Facts>, place: usize, add: &mut impl FnMut(u64)) {
    let base = 1 + 64 * place as u64;
    let Some(word) = word else { return add(feature(base, 0)) };
    let mut see = |template: u64, seen| add(feature(base + template, seen));
    see(1, word.lower);
    see(2, word.short);
    (0..4).for_each(|g| see(3 + g, cluster(word, g)));
    (0..4).for_each(|g| see(40 + g, wide(word, g)));
    if (1..=3).contains(&place) {
        see(7, word.suffixes[2]);
        see(8, word.shape);
        see(9, u64::from(word.look.lists));
        see(18, u64::from(word.look.types));
    }
    if place == 2 {
        see(10, word.form);
        (0..3).for_each(|n| see(11 + n, word.prefixes[n as usize]));
        [0, 1, 3].into_iter().for_each(|n| see(14 + n, word.suffixes[n as usize]));
        (0..LISTS as u64).filter(|n| word.look.lists >> n & 1 == 1).for_each(|n| see(20 + n, 0));
    }
}

/// The cluster of a word in one granularity.
pub(super) const fn cluster(word: &Facts, granularity: u64) -> u64 {
    word.look.clusters >> (CLUSTER_BITS as u64 * granularity) & ((1 << CLUSTER_BITS) - 1)
}

/// The cluster of a word in one granularity, among the words of a larger text.
const fn wide(word: &Facts, granularity: u64) -> u64 {
    word.look.wide >> (CLUSTER_BITS as u64 * granularity) & ((1 << CLUSTER_BITS) - 1)
}

const EDGE: &Facts = &Facts {
    form: 1,
    lower: 1,
    shape: 1,
    short: 1,
    prefixes: [0; 3],
    suffixes: [0; 4],
    look: crate::lexicon::Lookup { clusters: 0, wide: 0, lists: 0, types: 0 },
    case: crate::text::Case::None,
    first: 0,
    group: 0,
    number: 0,
    acronym: 0,
    function: false,
    link: false,
};

/// The word at some distance, or the edge.
pub(super) fn beside<'a>(page: &'a Page, sentence: &Range<usize>, at: usize, offset: isize) -> &'a Facts {
    match at.checked_add_signed(offset) {
        Some(at) if sentence.contains(&at) => page.word(at),
        _ => EDGE,
    }
}

/// Features of pairs of words.
pub(super) fn around(page: &Page, sentence: &Range<usize>, at: usize, add: &mut impl FnMut(u64)) {
    let word = page.word(at);
    let [before2, before, after, after2] = [-2, -1, 1, 2].map(|offset| beside(page, sentence, at, offset));
    let mut see = |template: u64, a, b| add(feature(400 + template, pair(a, b)));
    see(0, before.lower, word.lower);
    see(1, word.lower, after.lower);
    see(2, before.short, word.short);
    see(3, word.short, after.short);
    see(4, pair(before.short, word.short), after.short);
    see(5, before.lower, word.short);
    see(6, word.short, after.lower);
    see(7, before2.lower, before.lower);
    see(8, after.lower, after2.lower);
    see(9, pair(before.short, word.short), pair(after.short, after2.short));
    for g in 0..3 {
        see(10 + g, cluster(before, g), cluster(word, g));
        see(13 + g, cluster(word, g), cluster(after, g));
    }
    see(16, before.lower, cluster(word, 1));
    see(17, cluster(word, 1), after.lower);
    see(18, pair(cluster(before, 1), cluster(word, 1)), cluster(after, 1));
    see(19, u64::from(before.look.lists), u64::from(word.look.lists));
    see(20, u64::from(word.look.lists), u64::from(after.look.lists));
    see(21, u64::from(word.look.lists), word.short);
}

/// Features of what words and names were in text that a model has read.
pub(super) fn types(page: &Page, sentence: &Range<usize>, at: usize, add: &mut impl FnMut(u64)) {
    let word = page.word(at);
    if !word.case.is_capital() {
        return;
    }
    let [before, after] = [-1, 1].map(|offset| beside(page, sentence, at, offset));
    let mut see = |template: u64, a, b| add(feature(460 + template, pair(a, b)));
    let types = u64::from(word.look.types);
    see(0, types, word.short);
    see(1, types >> (TYPE_BITS / 2), 0);
    see(2, types & ((1 << (TYPE_BITS / 2)) - 1), 0);
    see(3, types, u64::from(before.look.types));
    see(4, types, u64::from(after.look.types));
    let phrase = page.typed(at);
    if phrase.lists != 0 {
        let last = at + 1 == sentence.end || page.typed(at + 1).lists == 0 || page.typed(at + 1).begins;
        let role = u64::from(phrase.begins) * 2 + u64::from(last);
        see(5, u64::from(phrase.lists), role);
        (0..u64::from(TYPE_BITS / 2)).filter(|n| phrase.lists >> n & 1 == 1).for_each(|n| see(6, n, role));
    }
}

/// Features of a token in a listed name of several words.
pub(super) fn phrase(page: &Page, sentence: &Range<usize>, at: usize, add: &mut impl FnMut(u64)) {
    let phrase = page.phrase(at);
    if phrase.lists == 0 {
        return;
    }
    let last = at + 1 == sentence.end || page.phrase(at + 1).lists == 0 || page.phrase(at + 1).begins;
    let role = u64::from(phrase.begins) * 2 + u64::from(last);
    add(feature(450, pair(u64::from(phrase.lists), role)));
    for list in (0..LISTS as u64).filter(|n| phrase.lists >> n & 1 == 1) {
        add(feature(451, pair(list, role)));
    }
}
