//! Training: `copydesk train quote-attributor`.

mod fit;
pub(crate) mod gold;
pub(crate) mod layers;
pub(crate) mod teacher;

use std::error::Error;

use copydesk_core::tool::{Console, ToolArgs, ToolOption};
use copydesk_core::{Budget, Doc, register_tool};

use crate::judge::MODELS;
use crate::lexicon::Lexicon;
use crate::reading::Reading;
use fit::Fitting;
use gold::GoldArticle;
use layers::Layerer;
use teacher::{Instance, Teacher};

const OPTIONS: &[ToolOption] = &[
    ToolOption::new("GOLD", "FILE", "articles with marked quotes, as JSON lines").required().positional().many(),
    ToolOption::new("out", "FILE", "where to write the model").required(),
    ToolOption::new("dev", "FILE", "articles to measure the decisions on"),
    ToolOption::new("epochs", "N", "how often to go through the articles [10]"),
    ToolOption::new("rate", "X", "the size of a step [0.1]"),
    ToolOption::new("dropout", "X", "the share of features that a step leaves out [0.3]"),
    ToolOption::new("rarest", "N", "how many candidates must show a feature [2]"),
    ToolOption::new("seed", "N", "the seed of the order of articles [1]"),
    ToolOption::new("orders", "N", "how many orders of articles to take the mean of [5]"),
    ToolOption::new("stages", "NAMES", "the stages to run before [tokenizer,entity-tagger]"),
];

register_tool!(Train, "quote-attributor", "learns which words attribute what to whom", OPTIONS, train);

const DECISIONS: [&str; MODELS] = ["cue", "attach", "source", "left", "right", "end"];

fn train(args: &ToolArgs, console: &mut dyn Console) -> Result<(), Box<dyn Error>> {
    let layerer = Layerer::new(args.get("stages").unwrap_or("tokenizer,entity-tagger"))?;
    let how = Fitting {
        epochs: args.number("epochs", 10)?,
        rate: args.number("rate", 0.1)?,
        dropout: args.number("dropout", 0.3)?,
        rarest: args.number("rarest", 2)?,
        seed: args.number("seed", 1)?,
        orders: args.number("orders", 5)?,
    };
    let instances = ask(args.all("GOLD"), &layerer)?;
    let dev = ask(args.all("dev"), &layerer)?;
    let (mut scales, mut bytes) = (Vec::new(), Vec::new());
    for (decision, (train, dev)) in DECISIONS.iter().zip(instances.iter().zip(&dev)) {
        let weights = fit::fit(train, how);
        let (scale, quantised) = fit::quantise(&weights);
        console.progress(&format!(
            "{decision}: {} questions, {:.1} % answered right; {} on dev, {:.1} %",
            train.len(),
            100.0 * fit::accuracy(train, &weights),
            dev.len(),
            100.0 * fit::accuracy(dev, &weights)
        ));
        scales.extend(scale.to_le_bytes());
        bytes.extend(quantised);
    }
    scales.extend(bytes);
    let out = args.get("out").ok_or("--out is missing")?;
    std::fs::write(out, scales).map_err(|e| format!("{out}: {e}"))?;
    console.line(&format!("wrote {out}"));
    Ok(())
}

/// The questions that come up in reading these files, with people's answers.
fn ask(files: &[String], layerer: &Layerer) -> Result<Vec<Vec<Instance>>, Box<dyn Error>> {
    let lexicon = Lexicon::new();
    let mut instances: Vec<Vec<Instance>> = (0..MODELS).map(|_| Vec::new()).collect();
    let mut reading = Reading::default();
    for file in files {
        for article in gold::read(file)? {
            learn(&article, layerer, &lexicon, &mut reading, &mut instances)?;
        }
    }
    Ok(instances)
}

fn learn(
    gold: &GoldArticle,
    layerer: &Layerer,
    lexicon: &Lexicon,
    reading: &mut Reading,
    instances: &mut [Vec<Instance>],
) -> Result<(), Box<dyn Error>> {
    let article = layerer.lay(&gold.text)?;
    let budget = Budget::unlimited();
    let doc = Doc { text: article.text(), meta: &article.meta, budget: &budget };
    let layers = (
        article.layers.get().ok_or("no tokens")?,
        article.layers.get().ok_or("no sentences")?,
        article.layers.get(),
        article.layers.get(),
    );
    reading.prepare(doc, lexicon, layers)?;
    let mut teacher = Teacher::new(reading, gold, instances);
    reading.decide(doc, &mut teacher)?;
    Ok(())
}
