//! Measures of grouping: B-cubed (Bagga and Baldwin 1998), and links between pairs.

use std::collections::BTreeMap;

use crate::tally::f1;

/// B-cubed over articles: for every mention, how much of its group belongs with it.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct BCubed {
    /// Mentions counted.
    pub mentions: u64,
    precision: f64,
    recall: f64,
}

impl BCubed {
    /// Takes in the mentions of an article, each by its group in gold and its group as found.
    pub fn add<G: Ord, F: Ord>(&mut self, groups: &[(G, F)]) {
        let (mut by_gold, mut by_found, mut by_both) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
        for (gold, found) in groups {
            *by_gold.entry(gold).or_insert(0.0) += 1.0;
            *by_found.entry(found).or_insert(0.0) += 1.0;
            *by_both.entry((gold, found)).or_insert(0.0) += 1.0;
        }
        for (gold, found) in groups {
            self.mentions += 1;
            self.precision += by_both[&(gold, found)] / by_found[found];
            self.recall += by_both[&(gold, found)] / by_gold[gold];
        }
    }

    /// Precision, recall and F1 in percent.
    #[must_use]
    pub fn percent(&self) -> [f64; 3] {
        let mentions = self.mentions.max(1) as f64;
        percent(self.precision / mentions, self.recall / mentions)
    }
}

/// Pairs of mentions of one thing: right, in gold, in what was found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Links([u64; 3]);

impl Links {
    /// Takes in a pair: whether it is one thing in gold, and as found.
    pub fn add(&mut self, gold: bool, found: bool) {
        let counts = [gold && found, gold, found];
        self.0.iter_mut().zip(counts).for_each(|(sum, is)| *sum += u64::from(is));
    }

    /// Precision, recall and F1 in percent.
    #[must_use]
    pub fn percent(&self) -> [f64; 3] {
        let [right, gold, found] = self.0.map(|count| count as f64);
        percent(right / found.max(1.0), right / gold.max(1.0))
    }
}

fn percent(precision: f64, recall: f64) -> [f64; 3] {
    [precision, recall, f1(precision, recall)].map(|share| 100.0 * share)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn b_cubed_weighs_every_mention() {
        let mut sum = BCubed::default();
        sum.add(&[("Hu", 0), ("Hu", 1), ("Orr", 1)]);
        assert_eq!(sum.percent().map(|percent| (100.0 * percent).round()), [6667.0; 3]);
    }

    #[test]
    fn links_count_pairs() {
        let mut links = Links::default();
        [(true, true), (true, false), (false, true), (false, false)]
            .into_iter()
            .for_each(|(gold, found)| links.add(gold, found));
        assert_eq!(links.percent(), [50.0; 3]);
    }
}
