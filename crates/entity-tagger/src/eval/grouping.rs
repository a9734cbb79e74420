//! `copydesk eval names`: the grouping of gold mentions, by B-cubed (Bagga and Baldwin 1998) and by links.

use std::error::Error;
use std::fmt::Write as _;

use copydesk_core::Budget;
use copydesk_core::tool::{Console, ToolArgs, ToolOption};
use copydesk_layers::EntityLabel;
use copydesk_learn::b_cubed::{BCubed, Links};
use copydesk_learn::{gold, options};
use serde::Deserialize;

use crate::labels::entity_label;
use crate::names::{Groups, Named};

const OPTIONS: &[ToolOption] = &[
    options::gold("JSON lines {\"id\", \"mentions\": [[begin, end, text, type, entity]]}, .gz or not"),
    options::optional_out("write the groups, as JSON lines {\"id\", \"clusters\"}"),
];

copydesk_core::register_tool!(Eval, "names", "measures the grouping of given mentions", OPTIONS, run);

#[derive(Deserialize)]
struct Article {
    id: serde_json::Value,
    mentions: Vec<(u32, u32, String, String, i64)>,
}

fn run(args: &ToolArgs, console: &mut dyn Console) -> Result<(), Box<dyn Error>> {
    let (mut sum, mut out) = (Sum::default(), String::new());
    for path in args.all("FILE") {
        for article in gold::records::<Article>(path)? {
            let found = grouped(&article);
            writeln!(out, "{}", serde_json::json!({"id": article.id, "clusters": found}))?;
            sum.article(&article, &found);
        }
    }
    sum.lines().iter().for_each(|line| console.line(line));
    Ok(options::write_out(args, out)?)
}

fn grouped(article: &Article) -> Vec<usize> {
    let names = article.mentions.iter().map(|mention| Named::new(&mention.2, entity_label(&mention.3)));
    Groups::of(&names.collect::<Vec<_>>(), &Budget::unlimited()).expect("no limit").of_mention
}

#[derive(Default)]
struct Sum {
    b_cubed: BCubed,
    all: Links,
    different: Links,
    people: Links,
}

impl Sum {
    fn article(&mut self, article: &Article, found: &[usize]) {
        let groups: Vec<(i64, usize)> =
            article.mentions.iter().map(|mention| mention.4).zip(found.iter().copied()).collect();
        self.b_cubed.add(&groups);
        for (one, (gold, found)) in groups.iter().enumerate() {
            for (other, (same_gold, same_found)) in groups[..one].iter().enumerate() {
                self.link(article, (one, other), gold == same_gold, found == same_found);
            }
        }
    }

    fn link(&mut self, article: &Article, (one, other): (usize, usize), gold: bool, found: bool) {
        self.all.add(gold, found);
        let (one, other) = (&article.mentions[one], &article.mentions[other]);
        if one.2 != other.2 {
            self.different.add(gold, found);
            if [one, other].iter().all(|mention| entity_label(&mention.3) == EntityLabel::Person) {
                self.people.add(gold, found);
            }
        }
    }

    fn lines(&self) -> Vec<String> {
        vec![
            format!("mentions {}", self.b_cubed.mentions),
            figures("B-cubed", self.b_cubed.percent()),
            figures("links", self.all.percent()),
            figures("links of different words", self.different.percent()),
            figures("the same, of people", self.people.percent()),
        ]
    }
}

fn figures(what: &str, [precision, recall, f1]: [f64; 3]) -> String {
    format!("{what:<26} P {precision:6.2}  R {recall:6.2}  F1 {f1:6.2}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_of_an_article() {
        let line = r#"{"id": 1, "mentions": [[0, 1, "Hu", "PER", 1], [2, 3, "Hu Jiewen", "PER", 1], [4, 5, "Orr", "PER", 2]]}"#;
        let article: Article = serde_json::from_str(line).unwrap();
        let mut sum = Sum::default();
        sum.article(&article, &[0, 1, 1]);
        assert_eq!(sum.lines()[1], "B-cubed                    P  66.67  R  66.67  F1  66.67");
        assert_eq!(sum.lines()[4], "the same, of people        P   0.00  R   0.00  F1   0.00");
    }
}
