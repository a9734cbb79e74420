//! `copydesk eval summarizer`: ROUGE of the stage beside the lead and the oracle, at each of the usual lengths or at one.

use std::error::Error;
use std::path::PathBuf;

use copydesk_core::register_tool;
use copydesk_core::tool::{Console, ToolArgs, ToolOption};
use copydesk_core::{BuildContext, Stage};
use copydesk_learn::rouge::Rouge;
use copydesk_learn::{interval, options};

use super::article::{Judged, Measured};
use super::budgets::{Length, USUAL};
use super::gold::{self, Example};
use crate::{Config, Summarizer, Unit};

const OPTIONS: &[ToolOption] = &[
    options::gold("records of `copydesk run` with text, tokens and sentences; .gz or not"),
    ToolOption::new("gold", "FILE", "reference summaries: JSON lines of id and reference or references")
        .required()
        .many(),
    ToolOption::new("sentences", "N", "one budget, in sentences; else 1, 2 and 3 sentences and 60 words are measured"),
    ToolOption::new("words", "N", "one budget, in words"),
    options::model(),
];

fn run(args: &ToolArgs, console: &mut dyn Console) -> Result<(), Box<dyn Error>> {
    let lengths = lengths(args)?;
    let model = args.get("model").map(PathBuf::from);
    let stage = |length: &Length| {
        let config = Config { budget: length.budget, unit: length.unit, model: model.clone(), ..Config::default() };
        Summarizer::build(config, &BuildContext::new(".".as_ref()))
    };
    let stages = lengths.iter().map(stage).collect::<Result<Vec<_>, _>>()?;
    let examples = gold::read(args.all("FILE"), args.all("gold"))?;
    let mut sets: Vec<&str> = examples.iter().map(|example| example.set.as_str()).collect();
    sets.dedup();
    for set in sets {
        let own: Vec<&Example> = examples.iter().filter(|example| example.set == set).collect();
        console.line(&format!("{set}: {} articles", own.len()));
        console.line("            ROUGE-1  ROUGE-2  ROUGE-Lsum  to the lead            words  repeated");
        for (length, stage) in lengths.iter().zip(&stages) {
            let measured = own.iter().map(|example| Measured::of(stage, example)).collect::<Result<Vec<_>, _>>()?;
            table(*length, &measured, console);
        }
    }
    Ok(())
}

/// The lengths to measure at: the one that was asked for, or the usual ones.
fn lengths(args: &ToolArgs) -> Result<Vec<Length>, Box<dyn Error>> {
    let asked = [("words", Unit::Words), ("sentences", Unit::Sentences)];
    match asked.into_iter().find(|(name, _)| args.has(name)) {
        Some((name, unit)) => Ok(vec![Length { budget: args.value(name)?, unit }]),
        None => Ok(USUAL.to_vec()),
    }
}

fn table(length: Length, measured: &[Measured], console: &mut dyn Console) {
    console.line(&length.to_string());
    row("lead", measured, |one| &one.lead, console);
    row("summarizer", measured, |one| &one.stage, console);
    row("oracle", measured, |one| &one.oracle, console);
}

fn row(name: &str, measured: &[Measured], of: impl Fn(&Measured) -> &Judged, console: &mut dyn Console) {
    let mean =
        |value: &dyn Fn(&Judged) -> f64| interval::mean(&measured.iter().map(|one| value(of(one))).collect::<Vec<_>>());
    let per_cent = |value: &dyn Fn(Rouge) -> f64| 100.0 * mean(&|one| value(one.rouge));
    let gains: Vec<f64> = measured.iter().map(|one| 100.0 * (of(one).rouge.mean() - one.lead.rouge.mean())).collect();
    let (low, high) = interval::of_mean(&gains);
    console.line(&format!(
        "{name:10} {:8.1} {:8.1} {:11.1}  {:+6.2} [{low:+.2}, {high:+.2}] {:8.1} {:9.2}",
        per_cent(&|rouge| rouge.one),
        per_cent(&|rouge| rouge.two),
        per_cent(&|rouge| rouge.lsum),
        interval::mean(&gains),
        mean(&|one| one.words as f64),
        mean(&|one| one.repeated),
    ));
}

register_tool!(Eval, "summarizer", "ROUGE of summaries beside the lead and the oracle", OPTIONS, run);
