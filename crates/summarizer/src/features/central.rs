//! How much a sentence tells of what the article is about.
//!
//! All sums run over a sentence's content words, weighted by their rarity in news, so the time is linear in the text.

use super::{Described, Feature, Table};
use crate::terms::Terms;

/// How many terms are the article's key terms.
const KEY_TERMS: usize = 12;
/// How many names are the article's chief names.
const CHIEF_NAMES: usize = 3;

/// How many of the first sentences are the lead that others are likened to.
const LEAD: usize = 3;

/// Buffers.
#[derive(Default)]
pub(super) struct Counts {
    /// By term.
    seen: Vec<Seen>,
    chosen: Vec<(f32, u32)>,
}

/// What the sentences so far, the lead and the choices say of a term.
#[derive(Clone, Copy, Default)]
struct Seen {
    /// In how many sentences it stood.
    before: u32,
    /// The number of the last of them, from 1.
    last: u32,
    /// For each sentence of the lead a digit: whether it holds the term.
    lead: u32,
    /// What it is worth as one of the key terms, if it is one.
    key: f32,
    /// The same as one of the chief names.
    name: f32,
}

/// Fills the columns of centrality, for all rows.
pub(super) fn describe(article: &Described<'_>, counts: &mut Counts, table: &mut Table) {
    let terms = article.terms;
    let Counts { seen, chosen } = counts;
    seen.clear();
    seen.resize(terms.len(), Seen::default());
    for n in 0..table.rows().min(LEAD) {
        terms.of(n).iter().for_each(|&term| seen[term as usize].lead |= 1 << n);
    }
    choose(terms, KEY_TERMS, |_| true, chosen);
    let keys: f32 = chosen.iter().map(|&(worth, _)| worth).sum();
    chosen.iter().for_each(|&(worth, term)| seen[term as usize].key = worth);
    choose(terms, CHIEF_NAMES, |term| terms.is_name(term), chosen);
    let names: f32 = chosen.iter().map(|&(worth, _)| worth).sum();
    chosen.iter().for_each(|&(worth, term)| seen[term as usize].name = worth);
    for n in 0..table.rows() {
        let sums = Sums::of(terms, n, seen);
        sums.fill(terms, n, table);
        sums.liken(terms, n, table);
        table.set(Feature::KeyTerms, n, share(sums.key, keys));
        table.set(Feature::ChiefNames, n, share(sums.name, names));
    }
}

fn share(part: f32, total: f32) -> f32 {
    if total > 0.0 { part / total } else { 0.0 }
}

/// Sums over the terms of a sentence.
#[derive(Default)]
struct Sums {
    elsewhere: f32,
    known: f32,
    later: f32,
    introduced: f32,
    key: f32,
    name: f32,
    /// What it shares with each sentence of the lead.
    lead: [f32; LEAD],
    /// What it shares with the sentence before it.
    previous: f32,
}

impl Sums {
    /// Sums up sentence `n`, and counts it among those seen.
    fn of(terms: &Terms, n: usize, seen: &mut [Seen]) -> Self {
        let number = u32::try_from(n).expect("an article has fewer sentences than bytes");
        let if_so = |so: bool, weight: f32| if so { weight } else { 0.0 };
        let mut sums = Self::default();
        for &term in terms.of(n) {
            let seen = &mut seen[term as usize];
            let weight = terms.weight(term);
            let elsewhere = terms.sentences_with(term) - 1;
            let later = weight * ln_1p(elsewhere - seen.before);
            sums.elsewhere += weight * ln_1p(elsewhere);
            sums.later += later;
            sums.known += if_so(seen.before > 0, weight);
            sums.introduced += if_so(seen.before == 0, later);
            sums.key += seen.key;
            sums.name += seen.name;
            for (digit, shared) in sums.lead.iter_mut().enumerate() {
                *shared += if_so(seen.lead >> digit & 1 == 1, weight);
            }
            sums.previous += if_so(seen.last == number && n > 0, weight);
            seen.before += 1;
            seen.last = number + 1;
        }
        sums
    }

    fn fill(&self, terms: &Terms, n: usize, table: &mut Table) {
        table.set(Feature::Rarity, n, terms.weight_in(n) / terms.of(n).len().max(1) as f32);
        let weight = terms.weight_in(n).max(1.0);
        table.set(Feature::Central, n, self.elsewhere / (weight + DAMPING));
        table.set(Feature::CentralSum, n, self.elsewhere);
        table.set(Feature::Known, n, self.known / weight);
        table.set(Feature::Later, n, self.later);
        table.set(Feature::Introduces, n, self.introduced);
    }

    /// The share of the lighter of two sentences that the other holds.
    fn liken(&self, terms: &Terms, n: usize, table: &mut Table) {
        let like = |shared: f32, other: usize| shared / terms.weight_in(n).min(terms.weight_in(other)).max(1.0);
        let lead = |other: usize| if other < table.rows() && other != n { like(self.lead[other], other) } else { 0.0 };
        let (first, lead) = (lead(0), lead(1).max(lead(2)));
        let previous = n.checked_sub(1).map_or(0.0, |before| like(self.previous, before));
        table.set(Feature::LikeFirst, n, first);
        table.set(Feature::LikeLead, n, lead);
        table.set(Feature::LikePrevious, n, previous);
    }
}

/// Keeps the mean of a sentence of two words from being the highest.
const DAMPING: f32 = 10.0;

fn ln_1p(count: u32) -> f32 {
    const KNOWN: [f32; 8] =
        [0.0, std::f32::consts::LN_2, 1.098_612_3, 1.386_294_4, 1.609_438, 1.791_759_5, 1.945_910_1, 2.079_441_5];
    KNOWN.get(count as usize).copied().unwrap_or_else(|| (count as f32).ln_1p())
}

/// The terms that an article dwells on, each with its worth, in order.
fn choose(terms: &Terms, count: usize, fit: impl Fn(u32) -> bool, chosen: &mut Vec<(f32, u32)>) {
    chosen.clear();
    for term in 0..u32::try_from(terms.len()).expect("fewer words than bytes") {
        if terms.count(term) > 1 && fit(term) {
            chosen.push((terms.weight(term) * ln_1p(terms.count(term)), term));
        }
    }
    if chosen.len() > count {
        chosen.select_nth_unstable_by(count, |a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        chosen.truncate(count);
    }
    chosen.sort_unstable_by_key(|(_, term)| *term);
}

#[cfg(test)]
mod tests {
    use copydesk_core::{Budget, Doc, Meta};
    use copydesk_layers::plain;

    use super::*;
    use crate::candidates::Given;
    use crate::model::Model;
    use crate::prepare::{Preparation, Scratch};

    const TEXT: &str = "The harbour bridge at Kelmouth will close. \
        Ferries will cross the harbour, the council at Kelmouth said. \
        Nobody told the ferry company that the bridge will close. \
        The company runs two ferries from Brack Island. \
        The council has not answered the company on Brack Island about the harbour.";

    #[test]
    fn the_columns_are_what_they_are_called() {
        let layers = plain::layers(TEXT);
        let (meta, budget) = (Meta::default(), Budget::unlimited());
        let doc = Doc::new(TEXT, &meta, &budget);
        let (tokens, sentences) = (layers.get().unwrap(), layers.get().unwrap());
        let given = Given { doc, tokens, sentences, blocks: None, entities: None };
        let mut scratch = Scratch::default();
        Preparation::load().prepare(&given, &Model::embedded().rarity, &mut scratch).unwrap();
        let (terms, table) = (&scratch.terms, &scratch.table);
        assert_eq!(table.rows(), 5);
        assert_eq!(terms.of(0).len(), 4, "harbour, bridge, Kelmouth, close");

        let in_some = |term: u32, mut of: std::ops::Range<usize>| of.any(|n| terms.of(n).contains(&term));
        let sum = |n: usize, of: &dyn Fn(u32) -> bool| -> f32 {
            terms.of(n).iter().filter(|term| of(**term)).map(|term| terms.weight(*term)).sum()
        };
        let like = |a: usize, b: usize| {
            let shared = sum(a, &|term| in_some(term, b..b + 1));
            if a == b { 0.0 } else { shared / sum(a, &|_| true).min(sum(b, &|_| true)).max(1.0) }
        };
        for n in 0..5 {
            assert_eq!(table.get(Feature::LikeFirst, n), like(n, 0), "{n}");
            assert_eq!(table.get(Feature::LikeLead, n), like(n, 1).max(like(n, 2)), "{n}");
            assert_eq!(table.get(Feature::LikePrevious, n), if n == 0 { 0.0 } else { like(n, n - 1) }, "{n}");
            let (known, all) = (sum(n, &|term| in_some(term, 0..n)), sum(n, &|_| true));
            assert_eq!(table.get(Feature::Known, n), known / all, "{n}");
            assert_eq!(table.get(Feature::Rarity, n), all / terms.of(n).len() as f32, "{n}");
            let introduces = terms.of(n).iter().any(|term| !in_some(*term, 0..n) && in_some(*term, n + 1..5));
            assert_eq!(table.get(Feature::Introduces, n) > 0.0, introduces, "{n}");
            let later = terms.of(n).iter().any(|term| in_some(*term, n + 1..5));
            assert_eq!(table.get(Feature::Later, n) > 0.0, later, "{n}");
        }
        // The names are Kelmouth and Brack Island: one word of three in the first sentences, two in the last.
        let names = |n: usize| table.get(Feature::ChiefNames, n);
        assert!(names(0) > 0.0 && names(0) == names(1) && names(2) == 0.0 && names(3) == names(4));
        assert!((names(0) + names(3) - 1.0).abs() < 1e-6);
    }
}
