//! Precision, recall and F1 of spans, by exact match of place and label (the definitions of conlleval, CoNLL-2000).

use std::collections::BTreeMap;
use std::fmt;

/// Names that are right, in gold and in the prediction.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Found and right.
    pub right: usize,
    /// In gold.
    pub gold: usize,
    /// In the prediction.
    pub found: usize,
}

impl Tally {
    /// Precision in percent.
    #[must_use]
    pub fn precision(self) -> f64 {
        percent(self.right, self.found)
    }

    /// Recall in percent.
    #[must_use]
    pub fn recall(self) -> f64 {
        percent(self.right, self.gold)
    }

    /// Their harmonic mean.
    #[must_use]
    pub fn f1(self) -> f64 {
        percent(2 * self.right, self.gold + self.found)
    }

    /// Takes in another tally.
    pub const fn add(&mut self, other: Self) {
        self.right += other.right;
        self.gold += other.gold;
        self.found += other.found;
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "P {:.2} R {:.2} F1 {:.2}", self.precision(), self.recall(), self.f1())
    }
}

fn percent(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { 100.0 * part as f64 / whole as f64 }
}

/// The harmonic mean of two shares.
#[must_use]
pub fn f1(precision: f64, recall: f64) -> f64 {
    let sum = precision + recall;
    if sum > 0.0 { 2.0 * precision * recall / sum } else { 0.0 }
}

/// Tallies by label.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Score {
    labels: BTreeMap<String, Tally>,
}

impl Score {
    /// Takes in the names of one stretch of text: place and label.
    pub fn count<'a, P: Ord>(&mut self, mut gold: Vec<(P, &'a str)>, mut found: Vec<(P, &'a str)>) {
        for names in [&mut gold, &mut found] {
            names.sort_unstable();
            names.dedup();
        }
        for name in &gold {
            let tally = self.labels.entry(name.1.to_owned()).or_default();
            tally.gold += 1;
            tally.right += usize::from(found.binary_search(name).is_ok());
        }
        for name in &found {
            self.labels.entry(name.1.to_owned()).or_default().found += 1;
        }
    }

    /// Takes in another score.
    pub fn add(&mut self, other: &Self) {
        other.labels.iter().for_each(|(label, tally)| self.labels.entry(label.clone()).or_default().add(*tally));
    }

    /// All labels together.
    #[must_use]
    pub fn micro(&self) -> Tally {
        let mut sum = Tally::default();
        self.labels.values().for_each(|tally| sum.add(*tally));
        sum
    }

    /// The table as text, a line for each label and one for all.
    #[must_use]
    pub fn lines(&self) -> Vec<String> {
        let mut lines = vec![format!(
            "{:<14} {:>7} {:>7} {:>7} {:>8} {:>8} {:>8}",
            "label", "P", "R", "F1", "gold", "pred", "correct"
        )];
        let all = self.micro();
        for (label, tally) in self.labels.iter().map(|(label, tally)| (label.as_str(), *tally)).chain([("micro", all)])
        {
            let Tally { right, gold, found } = tally;
            let (p, r, f1) = (tally.precision(), tally.recall(), tally.f1());
            lines.push(format!("{label:<14} {p:>7.2} {r:>7.2} {f1:>7.2} {gold:>8} {found:>8} {right:>8}"));
        }
        lines
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_same_place_with_the_same_label_is_right() {
        let mut score = Score::default();
        score.count(vec![((0, 2), "PER"), ((3, 4), "LOC")], vec![((0, 2), "PER"), ((3, 4), "ORG"), ((5, 6), "ORG")]);
        assert_eq!(score.micro(), Tally { right: 1, gold: 2, found: 3 });
        assert_eq!(score.micro().f1(), 40.0);
    }
}
