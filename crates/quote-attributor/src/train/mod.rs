//! Training: `copydesk train quote-attributor`.

pub(crate) mod gold;
pub(crate) mod layers;
mod speakers;
pub(crate) mod teacher;

use std::error::Error;

use copydesk_core::tool::{Console, ToolArgs, ToolOption};
use copydesk_core::{Budget, Doc, register_tool};
use copydesk_layers::Act;
use copydesk_learn::choice::{self, Fitting, Instance};
use copydesk_learn::{options, quantise};

use crate::decisions;
use crate::judge::MODELS;
use crate::lexicon::Lexicon;
use crate::linear::SIZE;
use crate::reading::Reading;
use gold::GoldArticle;
use layers::Layerer;
use speakers::Case;
use teacher::Teacher;

/// `--stages NAMES`: what is run over gold articles before the stage itself.
pub(crate) const STAGES: ToolOption =
    ToolOption::new("stages", "NAMES", "the stages to run before, parted by commas").default("tokenizer,entity-tagger");

const OPTIONS: &[ToolOption] = &[
    options::train("articles with marked quotes, as JSON lines; .gz or not"),
    options::dev("articles to measure the decisions on"),
    options::out("where the model goes"),
    ToolOption::new("speakers", "FILE", "where what claims to a quote are worth goes"),
    ToolOption::new("act", "ACT", "which reports to learn from: speech or thought").default("speech"),
    ToolOption::new("epochs", "N", "how often to go through the articles").default("10"),
    ToolOption::new("rate", "X", "the size of a step").default("0.1"),
    ToolOption::new("dropout", "X", "the share of features that a step leaves out").default("0.5"),
    ToolOption::new("rarest", "N", "how many candidates must show a feature").default("2"),
    options::seed(),
    ToolOption::new("orders", "N", "how many orders of articles to take the mean of").default("5"),
    STAGES,
];

register_tool!(Train, "quote-attributor", "learns which words attribute what to whom", OPTIONS, train);

const DECISIONS: [&str; MODELS] = ["cue", "attach", "source", "left", "right", "end"];

fn train(args: &ToolArgs, console: &mut dyn Console) -> Result<(), Box<dyn Error>> {
    let layerer = Layerer::new(&args.value::<String>("stages")?)?;
    let how = Fitting {
        slots: SIZE,
        epochs: args.value("epochs")?,
        rate: args.value("rate")?,
        dropout: args.value("dropout")?,
        rarest: args.value("rarest")?,
        seed: args.value("seed")?,
        orders: args.value("orders")?,
    };
    let act = match args.value::<String>("act")?.as_str() {
        "speech" => Act::Speech,
        "thought" => Act::Thought,
        other => return Err(format!("--act is speech or thought, not `{other}`").into()),
    };
    let (instances, cases) = ask(args.all("train"), &layerer, act)?;
    let (dev, dev_cases) = ask(args.all("dev"), &layerer, act)?;
    if let Some(file) = args.get("speakers") {
        learn_speakers(file, &cases, &dev_cases, console)?;
    }
    let (mut scales, mut bytes) = (Vec::new(), Vec::new());
    for (decision, (train, dev)) in DECISIONS.iter().zip(instances.iter().zip(&dev)) {
        let weights = choice::fit(train, how);
        let (scale, quantised) = quantise::to_scaled_bytes(&weights);
        console.progress(&format!(
            "{decision}: {} questions, {:.1} % answered right; {} on dev, {:.1} %",
            train.len(),
            100.0 * choice::accuracy(train, &weights),
            dev.len(),
            100.0 * choice::accuracy(dev, &weights)
        ));
        scales.extend(scale.to_le_bytes());
        bytes.extend(quantised.into_iter().map(i8::cast_unsigned));
    }
    scales.extend(bytes);
    let size = scales.len();
    options::write_out(args, scales)?;
    console.line(&format!("{MODELS} models, {size} bytes"));
    Ok(())
}

/// Learns what claims to a quote are worth.
fn learn_speakers(file: &str, cases: &[Case], dev: &[Case], console: &mut dyn Console) -> Result<(), Box<dyn Error>> {
    let weights = speakers::fit(cases);
    std::fs::write(file, weights.written()).map_err(|e| format!("{file}: {e}"))?;
    let (right, other) = (speakers::accuracy(cases, &weights), speakers::accuracy(dev, &weights));
    console.progress(&format!(
        "speakers: {} quotes, {right:.1} % right; {} on dev, {other:.1} %",
        cases.len(),
        dev.len()
    ));
    Ok(())
}

/// The questions of each model, and the quotes with resolved speakers.
type Learned = (Vec<Vec<Instance>>, Vec<Case>);

/// The questions that come up in reading these files, with people's answers.
fn ask(files: &[String], layerer: &Layerer, act: Act) -> Result<Learned, Box<dyn Error>> {
    let lexicon = Lexicon::new();
    let mut learned: Learned = ((0..MODELS).map(|_| Vec::new()).collect(), Vec::new());
    let mut reading = Reading::default();
    for file in files {
        for mut article in gold::read(file)? {
            learn(&mut article, act, layerer, &lexicon, &mut reading, &mut learned)?;
        }
    }
    Ok(learned)
}

fn learn(
    gold: &mut GoldArticle,
    act: Act,
    layerer: &Layerer,
    lexicon: &Lexicon,
    reading: &mut Reading,
    (instances, cases): &mut Learned,
) -> Result<(), Box<dyn Error>> {
    let article = layerer.lay(&gold.text)?;
    let budget = Budget::unlimited();
    let doc = Doc::new(article.text(), &article.meta, &budget);
    let layers = (
        article.layers.get().ok_or("no tokens")?,
        article.layers.get().ok_or("no sentences")?,
        article.layers.get(),
        article.layers.get(),
    );
    reading.prepare(doc, lexicon, layers)?;
    gold.keep(|quote| teacher::is_speech(&reading.words, quote) == (act == Act::Speech));
    let mut teacher = Teacher::new(reading, gold, instances);
    decisions::decide(reading, doc, &mut teacher)?;
    if let Some(entities) = article.layers.get() {
        speakers::collect(entities, reading, (gold, &teacher), (article.text(), cases));
    }
    Ok(())
}
