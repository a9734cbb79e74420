//! How often what a rule found was right in annotated news: the confidence of a date.

use std::collections::BTreeMap;

use crate::datafile::lines;

/// The counts that ship with this crate, as `copydesk eval date-normalizer --rules` writes them.
const STOCK: &str = include_str!("../data/reliability.txt");

/// A rule that was never seen is taken to be right as often as all together: so many times of so many.
const PRIOR: (f32, f32) = (4.2, 5.0);

/// For each rule how many of its expressions had the right value, and how many there were.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Reliability {
    counts: BTreeMap<String, (u32, u32)>,
}

impl Reliability {
    /// The counts that ship with this crate.
    pub(crate) fn stock() -> Self {
        Self::parse(STOCK).unwrap_or_else(|line| panic!("data/reliability.txt: {line}"))
    }

    /// Reads lines of a rule, two numbers after it; the error is a line that is none.
    fn parse(text: &str) -> Result<Self, &str> {
        let count = |line| {
            let mut fields = str::rsplitn(line, 3, ' ');
            let found = fields.next()?.parse().ok()?;
            let right = fields.next()?.parse().ok()?;
            Some((fields.next()?.to_owned(), (right, found)))
        };
        let counts = lines(text).map(|(_, line)| count(line).ok_or(line)).collect::<Result<_, _>>()?;
        Ok(Self { counts })
    }

    /// How sure an expression is that these rules found: as sure as the least reliable of them.
    pub(crate) fn of<'a>(&self, rules: impl Iterator<Item = &'a str>) -> f32 {
        let share = |rule| {
            let (right, found) = self.counts.get(rule).copied().unwrap_or_default();
            (right as f32 + PRIOR.0) / (found as f32 + PRIOR.1)
        };
        rules.map(share).fold(1.0, f32::min)
    }

    /// Counts an expression that these rules found.
    pub(crate) fn count<'a>(&mut self, rules: impl Iterator<Item = &'a str>, right: bool) {
        for rule in rules {
            let (rights, found) = self.counts.entry(rule.to_owned()).or_default();
            *rights += u32::from(right);
            *found += 1;
        }
    }

    /// The counts, a line a rule.
    pub(crate) fn lines(&self) -> String {
        self.counts.iter().map(|(rule, (right, found))| format!("{rule} {right} {found}\n")).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_least_reliable_rule_tells_how_sure_a_date_is() {
        let mut counts = Reliability::default();
        (0..95).for_each(|n| counts.count(["weekday", "day of month"].into_iter(), n < 90));
        (0..5).for_each(|_| counts.count(["weekday"].into_iter(), false));
        assert_eq!(Reliability::parse(&counts.lines()), Ok(counts.clone()));
        let sure = |rules: &[&str]| (100.0 * counts.of(rules.iter().copied())).round();
        assert_eq!([sure(&["day of month"]), sure(&["day of month", "weekday"]), sure(&["new"])], [94.0, 90.0, 84.0]);
    }

    #[test]
    fn every_rule_that_was_counted_is_one_of_the_grammar() {
        let grammar = crate::grammar::Grammar::stock();
        let known: Vec<_> = grammar.rules.rules.iter().map(|rule| rule.name.as_str()).collect();
        let counts = Reliability::stock().counts;
        assert!(counts.len() > 50);
        counts.keys().for_each(|rule| assert!(known.contains(&rule.as_str()), "{rule}"));
    }
}
