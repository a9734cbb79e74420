//! `copydesk eval summarizer`: ROUGE of the stage beside the lead and the oracle.

use std::error::Error;
use std::path::PathBuf;

use copydesk_core::register_tool;
use copydesk_core::tool::{Console, ToolArgs, ToolOption};
use copydesk_core::{BuildContext, Stage};
use copydesk_learn::rouge::Rouge;
use copydesk_learn::{interval, options};

use super::article::Measured;
use super::gold;
use crate::{Config, Summarizer, Unit};

const OPTIONS: &[ToolOption] = &[
    options::gold("records of `copydesk run` with text, tokens and sentences; .gz or not"),
    ToolOption::new("gold", "FILE", "reference summaries: JSON lines of id and reference or references")
        .required()
        .many(),
    ToolOption::new("sentences", "N", "the budget in sentences").default("3"),
    ToolOption::new("words", "N", "a budget in words, in place of one in sentences"),
    options::model(),
];

fn run(args: &ToolArgs, console: &mut dyn Console) -> Result<(), Box<dyn Error>> {
    let stage = Summarizer::build(config(args)?, &BuildContext::new(".".as_ref()))?;
    let examples = gold::read(args.all("FILE"), args.all("gold"))?;
    let mut sets: Vec<&str> = examples.iter().map(|example| example.set.as_str()).collect();
    sets.dedup();
    for set in sets {
        let own = examples.iter().filter(|example| example.set == set);
        let measured = own.map(|example| Measured::of(&stage, example)).collect::<Result<Vec<_>, _>>()?;
        table(set, &measured, console);
    }
    Ok(())
}

fn config(args: &ToolArgs) -> Result<Config, Box<dyn Error>> {
    let model = args.get("model").map(PathBuf::from);
    let (budget, unit) = match args.get("words") {
        Some(_) => (args.value("words")?, Unit::Words),
        None => (args.value("sentences")?, Unit::Sentences),
    };
    Ok(Config { budget, unit, model, ..Config::default() })
}

fn table(set: &str, measured: &[Measured], console: &mut dyn Console) {
    console.line(&format!("{set}: {} articles", measured.len()));
    console.line("            ROUGE-1  ROUGE-2  ROUGE-Lsum  to the lead            words");
    row("lead", measured, |one| (one.lead, one.lead_words), console);
    row("summarizer", measured, |one| (one.stage, one.stage_words), console);
    row("oracle", measured, |one| (one.oracle, one.oracle_words), console);
}

fn row(name: &str, measured: &[Measured], of: impl Fn(&Measured) -> (Rouge, usize), console: &mut dyn Console) {
    let mean = |value: &dyn Fn(&Measured) -> f64| interval::mean(&measured.iter().map(value).collect::<Vec<_>>());
    let per_cent = |value: &dyn Fn(Rouge) -> f64| 100.0 * mean(&|one| value(of(one).0));
    let gains: Vec<f64> = measured.iter().map(|one| 100.0 * (of(one).0.mean() - one.lead.mean())).collect();
    let (low, high) = interval::of_mean(&gains);
    console.line(&format!(
        "{name:10} {:8.1} {:8.1} {:11.1}  {:+6.2} [{low:+.2}, {high:+.2}] {:8.1}",
        per_cent(&|rouge| rouge.one),
        per_cent(&|rouge| rouge.two),
        per_cent(&|rouge| rouge.lsum),
        interval::mean(&gains),
        mean(&|one| of(one).1 as f64),
    ));
}

register_tool!(Eval, "summarizer", "ROUGE of summaries beside the lead and the oracle", OPTIONS, run);
