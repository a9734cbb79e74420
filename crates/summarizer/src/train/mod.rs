//! `copydesk train summarizer`: learns what sentences are worth from summaries that people wrote.
//!
//! The articles are records that `copydesk run` wrote, with the layers that the stage reads; so training sees what the stage
//! will see. The worth of a sentence is what it adds to the summary's ROUGE ([`target`]); trees learn it from the features
//! ([`copydesk_learn::trees`]).

mod near;
mod target;

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;

use copydesk_core::tool::{Console, ToolArgs, ToolOption};
use copydesk_core::{StageError, register_tool};
use copydesk_learn::trees::{Plan, Rows, boost};
use copydesk_learn::{interval, options};

use crate::features::Feature;
use crate::measure::article::Measured;
use crate::measure::budgets::USUAL;
use crate::measure::gold::{self, Example};
use crate::model::Model;
use crate::openers::is_word;
use crate::prepare::{Preparation, Scratch};
use crate::rarity::Rarity;
use crate::{Config, Summarizer, fold};

const OPTIONS: &[ToolOption] = &[
    options::train("records of `copydesk run` with text, tokens and sentences; .gz or not"),
    ToolOption::new("gold", "FILE", "reference summaries: JSON lines of id and reference or references")
        .required()
        .many(),
    ToolOption::new(
        "held-out",
        "FILE",
        "records of articles that the model will be measured on: what is close to one is left out",
    )
    .many(),
    ToolOption::new("weight", "FILE=X", "articles of this file of --train count X times; 0: they are only measured")
        .many(),
    options::optional_out("where the model goes"),
    ToolOption::new(
        "folds",
        "N",
        "only measure: learn on all but an Nth of the articles, N times; those of one `group` are never parted",
    )
    .default("0"),
    ToolOption::new("draws", "N", "how often to learn, each time by the next seed; the model is the mean").default("3"),
    ToolOption::new("trees", "N", "how many trees each time").default("400"),
    ToolOption::new("depth", "N", "how many questions a tree asks").default("3"),
    ToolOption::new("rate", "X", "the part of a tree's answer that is added").default("0.03"),
    options::seed(),
];

fn run(args: &ToolArgs, console: &mut dyn Console) -> Result<(), Box<dyn Error>> {
    let mut examples = gold::read(args.all("train"), args.all("gold"))?;
    let read = examples.len();
    near::leave_out(&mut examples, args.all("held-out"))?;
    console.progress(&format!(
        "{} articles, {} left out as close to held-out ones",
        examples.len(),
        read - examples.len()
    ));
    let plan = plan(args)?;
    let folds: usize = args.value("folds")?;
    let lessons = Lessons::of(&examples, &Weights::read(args.all("weight"))?)?;
    if folds > 1 {
        return cross_validate(&lessons, &examples, &plan, folds, console);
    }
    if !args.has("out") {
        return Err("give --out FILE, or --folds N to measure only".into());
    }
    let bytes = lessons.learn(&plan, |_| true).to_bytes();
    options::write_out(args, &bytes)?;
    console.line(&format!("{} bytes", bytes.len()));
    Ok(())
}

fn plan(args: &ToolArgs) -> Result<Plan, Box<dyn Error>> {
    let plan = Plan {
        trees: args.value("trees")?,
        depth: args.value("depth")?,
        draws: args.value("draws")?,
        rate: args.value("rate")?,
        articles: 0.7,
        columns: 0.5,
        shrinkage: 30.0,
        seed: args.value("seed")?,
    };
    if !(1..=8).contains(&plan.depth) || !(1..=5000).contains(&plan.trees) || !(1..=10).contains(&plan.draws) {
        return Err("--depth must be from 1 to 8, --trees from 1 to 5000 and --draws from 1 to 10".into());
    }
    Ok(plan)
}

/// Every article counts as much as one of so many sentences.
const USUAL_SENTENCES: f32 = 25.0;

/// How much the articles of each file count.
struct Weights(BTreeMap<String, f32>);

impl Weights {
    fn read(given: &[String]) -> Result<Self, String> {
        let one = |pair: &String| {
            let (file, weight) = pair.rsplit_once('=')?;
            Some((file.to_owned(), weight.parse::<f32>().ok().filter(|weight| *weight >= 0.0)?))
        };
        let one = |pair| one(pair).ok_or_else(|| format!("--weight: `{pair}` is not FILE=X, X from 0 on"));
        Ok(Self(given.iter().map(one).collect::<Result<_, _>>()?))
    }

    fn of(&self, file: &str) -> f32 {
        self.0.get(file).copied().unwrap_or(1.0)
    }
}

/// The rows of all articles.
struct Lessons {
    rarity: Rarity,
    rows: Rows,
}

impl Lessons {
    fn of(examples: &[Example], weights: &Weights) -> Result<Self, StageError> {
        let preparation = Preparation::load();
        let rarity = rarity(examples);
        let mut rows = Rows { columns: vec![Vec::new(); Feature::NAMES.len()], ..Rows::default() };
        let mut scratch = Scratch::default();
        for (number, example) in examples.iter().enumerate() {
            preparation.prepare(&example.given(), &rarity, &mut scratch)?;
            for (n, column) in rows.columns.iter_mut().enumerate() {
                column.extend_from_slice(scratch.table.column(n));
            }
            let count = scratch.candidates.len();
            rows.worth.extend(target::worths(example, &scratch.candidates));
            let weight = weights.of(&example.set) * USUAL_SENTENCES / count.max(1) as f32;
            rows.weight.extend(std::iter::repeat_n(weight, count));
            rows.article.extend(std::iter::repeat_n(u32::try_from(number).expect("fewer articles than bytes"), count));
        }
        Ok(Self { rarity, rows })
    }

    /// A model of the articles whose number is wanted.
    fn learn(&self, plan: &Plan, wanted: impl Fn(u32) -> bool) -> Model {
        let keep: Vec<bool> = self.rows.article.iter().map(|article| wanted(*article)).collect();
        let kept = |column: &[f32]| column.iter().zip(&keep).filter(|(_, keep)| **keep).map(|(v, _)| *v).collect();
        let rows = Rows {
            columns: self.rows.columns.iter().map(|column| kept(column)).collect(),
            worth: kept(&self.rows.worth),
            weight: kept(&self.rows.weight),
            article: self.rows.article.iter().copied().filter(|article| wanted(*article)).collect(),
        };
        let drawn = (0..plan.draws).map(|n| boost(&rows, &Plan { seed: plan.seed + n, ..*plan }));
        let mut trees = drawn.collect::<Vec<_>>().concat();
        trees.iter_mut().flat_map(|tree| &mut tree.leaves).for_each(|leaf| *leaf /= plan.draws as f32);
        Model { rarity: self.rarity.clone(), trees }
    }
}

/// In how many articles each word stands.
fn rarity(examples: &[Example]) -> Rarity {
    let mut frequencies = BTreeMap::<u64, u32>::new();
    for example in examples {
        let given = example.given();
        let words = given.tokens.iter().map(|token| token.span.of(given.doc.text)).filter(|word| is_word(word));
        let mut keys: Vec<u64> = words.map(fold::key).collect();
        keys.sort_unstable();
        keys.dedup();
        keys.into_iter().for_each(|key| *frequencies.entry(key).or_default() += 1);
    }
    Rarity::of(frequencies.into_iter(), u32::try_from(examples.len()).expect("fewer articles than bytes"))
}

/// Measures every article with a model that has not seen it, at the usual lengths.
fn cross_validate(
    lessons: &Lessons,
    examples: &[Example],
    plan: &Plan,
    folds: usize,
    console: &mut dyn Console,
) -> Result<(), Box<dyn Error>> {
    let mut measured: BTreeMap<&str, [Vec<Measured>; USUAL.len()]> = BTreeMap::new();
    let fold_of = folds_of(examples, folds);
    for fold in 0..folds {
        let apart = |article: u32| fold_of[article as usize] == fold;
        let model = lessons.learn(plan, |article| !apart(article));
        for (n, length) in USUAL.iter().enumerate() {
            let config = Config { budget: length.budget, unit: length.unit, ..Config::default() };
            let stage = Summarizer::with(config, model.clone());
            for (example, _) in examples.iter().zip(&fold_of).filter(|(_, own)| **own == fold) {
                measured.entry(&example.set).or_default()[n].push(Measured::of(&stage, example)?);
            }
        }
        console.progress(&format!("fold {} of {folds}", fold + 1));
    }
    for (set, measured) in measured {
        for (length, measured) in USUAL.iter().zip(measured) {
            let gains: Vec<f64> =
                measured.iter().map(|one| 100.0 * (one.stage.rouge.mean() - one.lead.rouge.mean())).collect();
            let (low, high) = interval::of_mean(&gains);
            let repeated = interval::mean(&measured.iter().map(|one| one.stage.repeated).collect::<Vec<_>>());
            console.line(&format!(
                "{set}, {length}: {:+.2} [{low:+.2}, {high:+.2}] over the lead, {repeated:.2} repeated",
                interval::mean(&gains)
            ));
        }
    }
    Ok(())
}

/// The fold of each article; those of one group share theirs.
fn folds_of(examples: &[Example], folds: usize) -> Vec<usize> {
    let groups: BTreeSet<&str> = examples.iter().map(|example| example.group.as_str()).collect();
    let fold_of: BTreeMap<&str, usize> = groups.into_iter().enumerate().map(|(n, group)| (group, n % folds)).collect();
    examples.iter().map(|example| fold_of[example.group.as_str()]).collect()
}

register_tool!(Train, "summarizer", "learns from articles and their summaries what a sentence is worth", OPTIONS, run);
