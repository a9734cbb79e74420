//! How much a sentence tells of what the article is about.
//!
//! All sums run over a sentence's content words, weighted by their rarity in news, so the time is linear in the text.

use super::{Described, Feature, Table};
use crate::terms::Terms;

/// How many terms are the article's key terms.
const KEY_TERMS: usize = 12;
/// How many names are the article's chief names.
const CHIEF_NAMES: usize = 3;

/// Buffers.
#[derive(Default)]
pub(super) struct Counts {
    before: Vec<u32>,
    key: Chosen,
    names: Chosen,
}

/// Fills the columns of centrality, for all rows.
pub(super) fn describe(article: &Described<'_>, counts: &mut Counts, table: &mut Table) {
    let terms = article.terms;
    counts.before.clear();
    counts.before.resize(terms.len(), 0);
    counts.key.choose(terms, KEY_TERMS, |_| true);
    counts.names.choose(terms, CHIEF_NAMES, |term| terms.is_name(term));
    for n in 0..table.rows() {
        Sums::of(terms, n, &counts.before).fill(terms, n, table);
        table.set(Feature::KeyTerms, n, counts.key.share(terms.of(n)));
        table.set(Feature::ChiefNames, n, counts.names.share(terms.of(n)));
        likeness(terms, n, table);
        terms.of(n).iter().for_each(|&term| counts.before[term as usize] += 1);
    }
}

#[derive(Default)]
struct Sums {
    weight: f32,
    elsewhere: f32,
    known: f32,
    later: f32,
    introduced: f32,
}

impl Sums {
    fn of(terms: &Terms, n: usize, before: &[u32]) -> Self {
        let mut sums = Self::default();
        for &term in terms.of(n) {
            let weight = terms.weight(term);
            let before = before[term as usize];
            let elsewhere = terms.sentences_with(term) - 1;
            let later = ln_1p(elsewhere - before);
            sums.weight += weight;
            sums.elsewhere += weight * ln_1p(elsewhere);
            sums.later += weight * later;
            if before > 0 {
                sums.known += weight;
            } else {
                sums.introduced += weight * later;
            }
        }
        sums
    }

    fn fill(&self, terms: &Terms, n: usize, table: &mut Table) {
        let weight = self.weight.max(1.0);
        table.set(Feature::Rarity, n, self.weight / terms.of(n).len().max(1) as f32);
        table.set(Feature::Central, n, self.elsewhere / (weight + DAMPING));
        table.set(Feature::CentralSum, n, self.elsewhere);
        table.set(Feature::Known, n, self.known / weight);
        table.set(Feature::Later, n, self.later);
        table.set(Feature::Introduces, n, self.introduced);
    }
}

/// Keeps the mean of a sentence of two words from being the highest.
const DAMPING: f32 = 10.0;

fn ln_1p(count: u32) -> f32 {
    const KNOWN: [f32; 8] =
        [0.0, std::f32::consts::LN_2, 1.098_612_3, 1.386_294_4, 1.609_438, 1.791_759_5, 1.945_910_1, 2.079_441_5];
    KNOWN.get(count as usize).copied().unwrap_or_else(|| (count as f32).ln_1p())
}

fn likeness(terms: &Terms, n: usize, table: &mut Table) {
    let like = |other: usize| if other < table.rows() && other != n { terms.likeness(n, other) } else { 0.0 };
    let (first, lead) = (like(0), like(1).max(like(2)));
    let previous = n.checked_sub(1).map_or(0.0, like);
    table.set(Feature::LikeFirst, n, first);
    table.set(Feature::LikeLead, n, lead);
    table.set(Feature::LikePrevious, n, previous);
}

/// The terms that an article dwells on.
#[derive(Default)]
struct Chosen {
    terms: Vec<(f32, u32)>,
    total: f32,
}

impl Chosen {
    fn choose(&mut self, terms: &Terms, count: usize, fit: impl Fn(u32) -> bool) {
        self.terms.clear();
        for term in 0..u32::try_from(terms.len()).expect("fewer words than bytes") {
            if terms.count(term) > 1 && fit(term) {
                self.terms.push((terms.weight(term) * ln_1p(terms.count(term)), term));
            }
        }
        if self.terms.len() > count {
            self.terms.select_nth_unstable_by(count, |a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
            self.terms.truncate(count);
        }
        self.terms.sort_unstable_by_key(|(_, term)| *term);
        self.total = self.terms.iter().map(|(worth, _)| worth).sum();
    }

    /// The share of the chosen that a sentence holds.
    fn share(&self, sentence: &[u32]) -> f32 {
        let held = |term: &u32| sentence.binary_search(term).is_ok();
        let sum: f32 = self.terms.iter().filter(|(_, term)| held(term)).map(|(worth, _)| worth).sum();
        if self.total > 0.0 { sum / self.total } else { 0.0 }
    }
}
