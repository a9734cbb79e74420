//! `copydesk train entity-tagger`: makes a model from labelled text.
//!
//! Several seeds of the first pass are averaged. The second pass learns from what models of the first found in documents
//! that they had not seen, so that it meets the same kinds of errors in training as in use.

mod examples;
mod lessons;
mod plan;
mod quantize;

use std::error::Error;
use std::sync::mpsc;

use copydesk_core::tool::{Console, ToolArgs, ToolOption};
use copydesk_learn::chain::Sgd;
use copydesk_learn::options;

use crate::lexicon::{Lexicon, clusters_from, lists_from, wide_from};
use crate::model;
use crate::spans::read_any;
use crate::types::tables;
pub(crate) use examples::fill;
use plan::Plan;

const OPTIONS: &[ToolOption] = &[
    options::train("labelled text to learn from: words with BIO, IOB1 or BIOES labels, or spans (.jsonl); .gz or not"),
    ToolOption::new("weight", "X", "how much a step on the Nth file counts, 1 if not said").many(),
    ToolOption::new("means", "LABEL=A,B", "a label of the files that stands for one of several of the model's").many(),
    options::dev("labelled text to measure with after every round"),
    options::out("where the model goes"),
    ToolOption::new("clusters", "FILE", "word clusters, as `copydesk train clusters` writes them"),
    ToolOption::new(
        "wide-clusters",
        "FILE",
        "clusters of words in lower case, from vectors of a larger text: four numbers a word, from coarse to fine",
    ),
    ToolOption::new("list", "NAME=FILE", "names of one kind, one a line; files of one NAME are one list").many(),
    ToolOption::new("lexicon", "MODEL", "a model whose clusters and lists are taken, where no others are given"),
    ToolOption::new(
        "types",
        "FILE",
        "counts of `copydesk train name-types`; of several the Nth is for every Nth document",
    )
    .many(),
    ToolOption::new("without", "N/M", "learn from all documents but the Nth of every M"),
    ToolOption::new("seeds", "N", "models to average, of seeds from 1 on").default("3"),
    ToolOption::new("folds", "N", "parts of the text for the second pass").default("4"),
    ToolOption::new("rounds", "N", "rounds over the text").default("10"),
    ToolOption::new("rate", "X", "the first learning rate").default("0.06"),
    ToolOption::new("drop", "X", "the share of features left out in each step, from 0 to 0.9").default("0.5"),
    ToolOption::new("lean", "LABEL=X", "adds X to the score of beginning a name of a label; below 0 for fewer").many(),
    ToolOption::new("bits", "N", "2^N slots for features").default("18"),
    ToolOption::new("blind-bits", "N", "2^N slots for features of sentences without case").default("16"),
    ToolOption::new("blind-rounds", "N", "rounds over the text without case; otherwise as many as --rounds"),
    ToolOption::new("second-bits", "N", "2^N slots for features of the second pass").default("17"),
    ToolOption::new("second-rounds", "N", "rounds of the second pass; 0 leaves it out").default("10"),
    ToolOption::new("second-rate", "X", "the first learning rate of the second pass").default("0.06"),
    ToolOption::new("second-drop", "X", "the share of features left out in the second pass").default("0.5"),
];

copydesk_core::register_tool!(Train, "entity-tagger", "learns to find names from labelled text", OPTIONS, run);

fn run(args: &ToolArgs, console: &mut dyn Console) -> Result<(), Box<dyn Error>> {
    let plan = plan_of(args)?;
    let sentences: usize = plan.lessons.iter().map(|lesson| lesson.document.sentences.len()).sum();
    console.progress(&format!("{} documents, {sentences} sentences", plan.lessons.len()));
    console.progress(&format!("labels: {}", plan.labels.join(" ")));
    let (sender, news) = mpsc::channel();
    let model = std::thread::scope(|scope| {
        let work = scope.spawn(|| plan.model(sender));
        news.iter().for_each(|line: String| console.progress(&line));
        work.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
    });
    options::write_out(args, model::write(&model))?;
    for (path, documents) in &plan.dev {
        console.line(path);
        crate::eval::score(&model, documents, &plan.labels, &|label| Some(label.to_owned()))
            .lines()
            .iter()
            .for_each(|line| console.line(line));
    }
    Ok(())
}

fn plan_of(args: &ToolArgs) -> Result<Plan, Box<dyn Error>> {
    let (mut labels, mut lessons) =
        lessons::read(args.all("train"), &weights(args)?, &lessons::means(args.all("means"))?)?;
    if let Some(part) = args.get("without") {
        leave_out(part, &mut lessons)?;
    }
    if lessons.is_empty() || labels.is_empty() {
        return Err("--train: there is no labelled name in these files".into());
    }
    let mut dev = Vec::new();
    for path in args.all("dev") {
        dev.push((path.clone(), read_any(path, &mut labels)?));
    }
    let first = Sgd {
        rounds: args.value("rounds")?,
        rate: args.value("rate")?,
        drop: args.value::<f32>("drop")?.clamp(0.0, 0.9),
        bits: bits(args, "bits")?,
    };
    let (lexicon, unseen) = lexicons(args)?;
    Ok(Plan {
        lean: lean(args, &labels)?,
        lexicon,
        unseen,
        blind: Sgd { bits: bits(args, "blind-bits")?, rounds: args.number("blind-rounds", first.rounds)?, ..first },
        second: Sgd {
            bits: bits(args, "second-bits")?,
            rounds: args.value("second-rounds")?,
            rate: args.value("second-rate")?,
            drop: args.value("second-drop")?,
        },
        first,
        seeds: args.value::<u64>("seeds")?.max(1),
        folds: args.value::<usize>("folds")?.max(2),
        labels,
        lessons,
        dev,
    })
}

fn weights(args: &ToolArgs) -> Result<Vec<f32>, Box<dyn Error>> {
    let number = |x: &String| x.parse().ok().filter(|x: &f32| x.is_finite() && *x > 0.0);
    let read = |x: &String| number(x).ok_or_else(|| format!("--weight: `{x}` is not a number above 0").into());
    args.all("weight").iter().map(read).collect()
}

fn leave_out<T>(part: &str, documents: &mut Vec<T>) -> Result<(), Box<dyn Error>> {
    let numbers = part.split_once('/').and_then(|(n, m)| Some((n.parse::<usize>().ok()?, m.parse::<usize>().ok()?)));
    let Some((n @ 1.., m)) = numbers.filter(|(n, m)| n <= m) else {
        return Err(format!("--without: `{part}` is not N/M, N from 1 to M").into());
    };
    let mut number = 0;
    documents.retain(|_| {
        number += 1;
        number % m != n % m
    });
    Ok(())
}

fn lean(args: &ToolArgs, labels: &[String]) -> Result<Vec<f32>, Box<dyn Error>> {
    let mut lean = vec![0.0; labels.len()];
    for one in args.all("lean") {
        let parts =
            one.split_once('=').and_then(|(label, x)| Some((labels.iter().position(|l| l == label)?, x.parse().ok()?)));
        let (label, x): (usize, f32) = parts.ok_or_else(|| format!("--lean: `{one}` is not a label and a number"))?;
        lean[label] = x;
    }
    Ok(lean)
}

fn bits(args: &ToolArgs, name: &str) -> Result<u32, Box<dyn Error>> {
    match args.value(name)? {
        bits @ 8..=24 => Ok(bits),
        bits => Err(format!("--{name}: {bits} is not from 8 to 24").into()),
    }
}

/// The lexicon of the model, and those that the documents are learned with, if they are others.
fn lexicons(args: &ToolArgs) -> Result<(Lexicon, Vec<Lexicon>), Box<dyn Error>> {
    let lexicon = lexicon(args)?;
    if !args.has("types") {
        return Ok((lexicon, Vec::new()));
    }
    let (all, each) = tables(args.all("types"))?;
    let with = |types: Vec<u8>| {
        Lexicon::new(lexicon.clusters.clone(), lexicon.lists.clone(), types.into(), lexicon.wide.clone())
    };
    Ok((with(all), each.into_iter().map(with).collect()))
}

fn lexicon(args: &ToolArgs) -> Result<Lexicon, Box<dyn Error>> {
    let Lexicon { mut clusters, mut lists, types, mut wide, .. } = match args.get("lexicon") {
        Some(path) => model::load(path.as_ref())?.lexicon,
        None => Lexicon::default(),
    };
    if let Some(path) = args.get("clusters") {
        clusters = clusters_from(path)?.into();
    }
    if args.has("list") {
        lists = lists_from(args.all("list"))?.1.into();
    }
    if let Some(path) = args.get("wide-clusters") {
        wide = wide_from(path)?;
    }
    Ok(Lexicon::new(clusters, lists, types, wide))
}

#[cfg(test)]
mod tests;
