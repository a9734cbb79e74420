//! `copydesk eval names`: the grouping of gold mentions, by B-cubed (Bagga and Baldwin 1998) and by links.

use std::collections::HashMap;
use std::error::Error;
use std::fmt::Write as _;

use copydesk_core::Budget;
use copydesk_core::tool::{Console, ToolArgs, ToolOption};
use copydesk_layers::EntityLabel;
use serde::Deserialize;

use crate::labels::entity_label;
use crate::names::{Groups, Named};

const OPTIONS: &[ToolOption] = &[
    ToolOption::new(
        "FILE",
        "FILE",
        "JSON lines {\"id\", \"mentions\": [[begin, end, text, type, entity]]}, .gz or not",
    )
    .required()
    .positional(),
    ToolOption::new("o", "FILE", "write the groups, as JSON lines {\"id\", \"clusters\"}"),
];

copydesk_core::register_tool!(Eval, "names", "measures the grouping of given mentions", OPTIONS, run);

#[derive(Deserialize)]
struct Article {
    id: serde_json::Value,
    mentions: Vec<(u32, u32, String, String, i64)>,
}

fn run(args: &ToolArgs, console: &mut dyn Console) -> Result<(), Box<dyn Error>> {
    let path = args.get("FILE").expect("FILE is required");
    let (mut sum, mut out) = (Sum::default(), String::new());
    for (number, line) in crate::bio::text(path)?.lines().filter(|line| !line.trim().is_empty()).enumerate() {
        let article: Article = serde_json::from_str(line).map_err(|e| format!("{path}:{}: {e}", number + 1))?;
        let found = grouped(&article);
        writeln!(out, "{}", serde_json::json!({"id": article.id, "clusters": found}))?;
        sum.article(&article, &found);
    }
    sum.lines().iter().for_each(|line| console.line(line));
    args.get("o").map_or(Ok(()), |path| std::fs::write(path, out).map_err(|e| format!("{path}: {e}").into()))
}

fn grouped(article: &Article) -> Vec<usize> {
    let names = article.mentions.iter().map(|mention| Named {
        text: &mention.2,
        label: entity_label(&mention.3),
        gender: None,
        several: false,
    });
    Groups::of(&names.collect::<Vec<_>>(), &Budget::unlimited()).expect("no limit").of_mention
}

/// Links that are right, in gold, in what was found.
#[derive(Default)]
struct Links([u64; 3]);

impl Links {
    fn count(&mut self, gold: bool, found: bool) {
        let counts = [gold && found, gold, found];
        self.0.iter_mut().zip(counts).for_each(|(sum, is)| *sum += u64::from(is));
    }

    fn line(&self, what: &str) -> String {
        let [right, gold, found] = self.0.map(|count| count as f64);
        figures(what, right / found.max(1.0), right / gold.max(1.0))
    }
}

#[derive(Default)]
struct Sum {
    mentions: u64,
    precision: f64,
    recall: f64,
    all: Links,
    different: Links,
    people: Links,
}

impl Sum {
    fn article(&mut self, article: &Article, found: &[usize]) {
        let gold: Vec<i64> = article.mentions.iter().map(|mention| mention.4).collect();
        let (mut by_gold, mut by_found, mut by_both) = (HashMap::new(), HashMap::new(), HashMap::new());
        for (gold, found) in gold.iter().zip(found) {
            *by_gold.entry(gold).or_insert(0.0) += 1.0;
            *by_found.entry(found).or_insert(0.0) += 1.0;
            *by_both.entry((gold, found)).or_insert(0.0) += 1.0;
        }
        for (gold, found) in gold.iter().zip(found) {
            self.mentions += 1;
            self.precision += by_both[&(gold, found)] / by_found[found];
            self.recall += by_both[&(gold, found)] / by_gold[gold];
        }
        for one in 0..gold.len() {
            (0..one).for_each(|other| {
                self.link(article, (one, other), gold[one] == gold[other], found[one] == found[other]);
            });
        }
    }

    fn link(&mut self, article: &Article, (one, other): (usize, usize), gold: bool, found: bool) {
        self.all.count(gold, found);
        let (one, other) = (&article.mentions[one], &article.mentions[other]);
        if one.2 != other.2 {
            self.different.count(gold, found);
            if [one, other].iter().all(|mention| entity_label(&mention.3) == EntityLabel::Person) {
                self.people.count(gold, found);
            }
        }
    }

    fn lines(&self) -> Vec<String> {
        let mentions = self.mentions.max(1) as f64;
        vec![
            format!("mentions {}", self.mentions),
            figures("B-cubed", self.precision / mentions, self.recall / mentions),
            self.all.line("links"),
            self.different.line("links of different words"),
            self.people.line("the same, of people"),
        ]
    }
}

fn figures(what: &str, precision: f64, recall: f64) -> String {
    let sum = precision + recall;
    let f1 = if sum > 0.0 { 2.0 * precision * recall / sum } else { 0.0 };
    format!("{what:<26} P {:6.2}  R {:6.2}  F1 {:6.2}", 100.0 * precision, 100.0 * recall, 100.0 * f1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn b_cubed_weighs_every_mention() {
        let line = r#"{"id": 1, "mentions": [[0, 1, "Hu", "PER", 1], [2, 3, "Hu Jiewen", "PER", 1], [4, 5, "Orr", "PER", 2]]}"#;
        let article: Article = serde_json::from_str(line).unwrap();
        let mut sum = Sum::default();
        sum.article(&article, &[0, 1, 1]);
        assert_eq!(sum.lines()[1], "B-cubed                    P  66.67  R  66.67  F1  66.67");
        assert_eq!(sum.lines()[4], "the same, of people        P   0.00  R   0.00  F1   0.00");
    }
}
