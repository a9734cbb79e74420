//! `copydesk eval date-normalizer`: the stage against gold TIMEX3 annotation.

use std::error::Error;
use std::fs;
use std::path::Path;

use copydesk_core::tool::{Console, ToolArgs, ToolOption};
use copydesk_core::{Article, Budget, BuildContext, DynStage, Registry, Stage, layer::Rows};
use copydesk_layers::{Date, Sentence, Token};
use copydesk_learn::timex::{self, Counts, Document, Expression, pairs};
use serde_json::json;

use crate::DateNormalizer;
use crate::article::rules_in;
use crate::reliability::Reliability;

const OPTIONS: &[ToolOption] = &[
    ToolOption::new(
        "FILE",
        "FILE",
        "gold documents, one JSON object a line: id, text, dct, timexes with start, end, type, value",
    )
    .required()
    .positional(),
    ToolOption::new("profile", "NAME", "the stage's profile: news (default) or narrative"),
    ToolOption::new(
        "rules",
        "FILE",
        "write, for each rule of the grammar, how many of its dates were right and how many there were",
    ),
    ToolOption::new("errors", "N", "print the first N expressions that are missed, wrong or too many"),
];

fn run(args: &ToolArgs, console: &mut dyn Console) -> Result<(), Box<dyn Error>> {
    let path = args.get("FILE").ok_or("a gold file is needed")?;
    let mut errors: usize = args.number("errors", 0)?;
    let stages = Stages::build(args.get("profile").unwrap_or("news"))?;
    let (mut counts, mut rules) = (Counts::default(), Reliability::default());
    for gold in timex::documents(path)? {
        let (expected, dates) = (gold.expressions()?, stages.dates(&gold)?);
        let found = dates.iter().map(expression).collect::<Result<Vec<_>, _>>()?;
        counts.add(&expected, &found);
        count_rules(&mut rules, &expected, &found, &dates);
        for text in differences(&gold, &expected, &found).into_iter().take(errors) {
            console.line(&text);
            errors -= 1;
        }
    }
    counts.report().iter().for_each(|line| console.line(line));
    args.get("rules")
        .map_or(Ok(()), |path| fs::write(path, rules.lines()).map_err(|error| format!("{path}: {error}").into()))
}

/// Counts for each rule whether what it had a part in has the value of the gold expression there.
fn count_rules(rules: &mut Reliability, expected: &[Expression], found: &[Expression], dates: &[Date]) {
    let right =
        |one: &Expression| pairs(expected, found).iter().any(|(gold, other)| *other == one && gold.value == one.value);
    for (one, date) in found.iter().zip(dates) {
        rules.count(rules_in(date.why.as_deref().unwrap_or_default()), right(one));
    }
}

/// The tokenizer that this binary links, and the stage under test.
struct Stages {
    tokenizer: Box<dyn DynStage>,
    normalizer: Box<dyn DynStage>,
}

impl Stages {
    fn build(profile: &str) -> Result<Self, Box<dyn Error>> {
        let cx = BuildContext::new(Path::new("."));
        let registry = Registry::linked()?;
        let stage = |name| registry.stage(name).ok_or_else(|| format!("this binary links no stage `{name}`"));
        let tokenizer = (stage("tokenizer")?.build)(json!({}), &cx)?;
        let normalizer = (stage(DateNormalizer::NAME)?.build)(json!({ "profile": profile, "why": true }), &cx)?;
        Ok(Self { tokenizer, normalizer })
    }

    fn dates(&self, gold: &Document) -> Result<Vec<Date>, Box<dyn Error>> {
        let mut article = Article::new(gold.id.as_str(), gold.text.as_str())?;
        article.meta.content_created.clone_from(&gold.dct);
        let budget = Budget::unlimited();
        for rows in self.tokenizer.run(&article, &budget, self.tokenizer.scratch().as_mut())? {
            keep(&mut article, rows.as_ref());
        }
        let rows = self.normalizer.run(&article, &budget, self.normalizer.scratch().as_mut())?;
        let dates = rows.first().and_then(|rows| rows.as_any().downcast_ref::<Vec<Date>>());
        Ok(dates.ok_or("the stage wrote no dates")?.clone())
    }
}

/// Keeps the layers that the stage reads.
fn keep(article: &mut Article, rows: &dyn Rows) {
    if let Some(tokens) = rows.as_any().downcast_ref::<Vec<Token>>() {
        article.layers.insert(tokens.clone());
    } else if let Some(sentences) = rows.as_any().downcast_ref::<Vec<Sentence>>() {
        article.layers.insert(sentences.clone());
    }
}

fn expression(date: &Date) -> Result<Expression, Box<dyn Error>> {
    let kind = serde_json::to_value(date.kind)?;
    let kind = kind.as_str().unwrap_or_default().to_owned();
    let range = date.span.range();
    Ok(Expression { start: range.start, end: range.end, kind, value: date.value.clone() })
}

/// What differs in a document, for people.
fn differences(gold: &Document, expected: &[Expression], found: &[Expression]) -> Vec<String> {
    let show = |what: &str, one: &Expression| {
        let words = gold.text.get(one.start..one.end).unwrap_or_default().replace('\n', " ");
        format!("{what}  {}  [{words}] {} {}", gold.id, one.kind, one.value)
    };
    let missing = expected.iter().filter(|one| !found.contains(one)).map(|one| show("gold", one));
    let surplus = found.iter().filter(|one| !expected.contains(one)).map(|one| show("found", one));
    missing.chain(surplus).collect()
}

copydesk_core::register_tool!(
    Eval,
    "date-normalizer",
    "measures spans and values of dates against gold TIMEX3 annotation, as TempEval-3 did",
    OPTIONS,
    run
);
