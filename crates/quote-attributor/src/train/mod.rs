//! Training: `copydesk train quote-attributor`.

pub(crate) mod gold;
pub(crate) mod layers;
mod speakers;
mod sure;
pub(crate) mod teacher;

use std::error::Error;

use copydesk_core::tool::{Console, ToolArgs, ToolOption};
use copydesk_core::{Article, Budget, Doc, register_tool};
use copydesk_layers::{Act, Entity};
use copydesk_learn::choice::{self, Fitting, Instance};
use copydesk_learn::{options, quantise};

use crate::decisions;
use crate::judge::{MODELS, Trained};
use crate::lexicon::Lexicon;
use crate::linear::SIZE;
use crate::reading::Reading;
use crate::rows::Decided;
use crate::salience::Salience;
use crate::sayings;
use crate::speakers::Weights;
use crate::sure::Sure;
use gold::GoldArticle;
use layers::Layerer;
use speakers::Case;
use sure::Found;
use teacher::Teacher;

/// `--stages NAMES`: what is run over gold articles before the stage itself.
pub(crate) const STAGES: ToolOption =
    ToolOption::new("stages", "NAMES", "the stages to run before, parted by commas").default("tokenizer,entity-tagger");

const OPTIONS: &[ToolOption] = &[
    options::train("articles with marked quotes, as JSON lines; .gz or not"),
    options::dev("articles to measure the decisions on"),
    options::out("where the model goes"),
    ToolOption::new("speakers", "FILE", "where what claims to a quote are worth goes"),
    ToolOption::new("sure", "0|1", "whether to learn how sure quotes are, beside --speakers").default("1"),
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
    let mut learned = ask(args.all("train"), &layerer, act)?;
    let dev = ask(args.all("dev"), &layerer, act)?.all();
    if let Some(file) = args.get("speakers") {
        let sure = args.value::<usize>("sure")? != 0;
        let sure = if sure { Some(learn_sure(&mut learned, args.all("train"), &layerer, how, console)?) } else { None };
        let all = learned.cases.iter().flatten().collect::<Vec<_>>();
        learn_speakers(file, &all, (&dev.1, sure), console)?;
    }
    let (instances, _) = learned.all();
    for (decision, (train, dev)) in DECISIONS.iter().zip(instances.iter().zip(&dev.0)) {
        console.progress(&format!("{decision}: {} questions, {} on dev", train.len(), dev.len()));
    }
    let (bytes, weights) = fit(&instances, how);
    for (decision, (weights, (train, dev))) in DECISIONS.iter().zip(weights.iter().zip(instances.iter().zip(&dev.0))) {
        console.progress(&format!(
            "{decision}: {:.1} % answered right, {:.1} % on dev",
            100.0 * choice::accuracy(train, weights),
            100.0 * choice::accuracy(dev, weights)
        ));
    }
    let size = bytes.len();
    options::write_out(args, bytes)?;
    console.line(&format!("{MODELS} models, {size} bytes"));
    Ok(())
}

/// The models' file, scales before weights, and the weights before they are quantised.
fn fit(instances: &[Vec<Instance>], how: Fitting) -> (Vec<u8>, Vec<Vec<f32>>) {
    let all: Vec<Vec<f32>> = instances.iter().map(|instances| choice::fit(instances, how)).collect();
    let (mut scales, mut bytes) = (Vec::new(), Vec::new());
    for weights in &all {
        let (scale, quantised) = quantise::to_scaled_bytes(weights);
        scales.extend(scale.to_le_bytes());
        bytes.extend(quantised.into_iter().map(i8::cast_unsigned));
    }
    scales.extend(bytes);
    (scales, all)
}

/// Learns what claims to a quote are worth, and writes that with how sure quotes are.
fn learn_speakers(
    file: &str,
    cases: &[&Case],
    (dev, sure): (&[Case], Option<Sure>),
    console: &mut dyn Console,
) -> Result<(), Box<dyn Error>> {
    let weights = speakers::fit(cases);
    let written = weights.written() + &sure.map_or_else(String::new, |sure| sure.written());
    std::fs::write(file, written).map_err(|e| format!("{file}: {e}"))?;
    let dev: Vec<&Case> = dev.iter().collect();
    let (right, other) = (speakers::accuracy(cases, &weights), speakers::accuracy(&dev, &weights));
    console.progress(&format!(
        "speakers: {} quotes, {right:.1} % right; {} on dev, {other:.1} %",
        cases.len(),
        dev.len()
    ));
    Ok(())
}

/// Learns how sure quotes are, from what models find in the parts of the articles that they have not learned.
fn learn_sure(
    learned: &mut Learned,
    files: &[String],
    layerer: &Layerer,
    how: Fitting,
    console: &mut dyn Console,
) -> Result<Sure, Box<dyn Error>> {
    let lexicon = Lexicon::new();
    let (mut reading, mut found) = (Reading::default(), Vec::new());
    let articles = unlike(files)?;
    for part in 0..PARTS {
        let (instances, back) = learned.without(part);
        let (bytes, _) = fit(&instances, Fitting { orders: 1, ..how });
        learned.give_back(instances, &back, part);
        let model = Trained::from_bytes(bytes.into())?;
        let others = learned.cases.iter().enumerate().filter(|(other, _)| *other != part);
        let weights = speakers::fit(&others.flat_map(|(_, cases)| cases).collect::<Vec<_>>());
        for gold in articles.iter().filter(|gold| part_of(&gold.text) == part) {
            judge(gold, layerer, &lexicon, &mut reading, (&model, &weights, &mut found))?;
        }
    }
    console.progress(&format!("how sure quotes are: from {} of them", found.len()));
    Ok(sure::fit(&found))
}

/// The articles of some files, each once.
fn unlike(files: &[String]) -> Result<Vec<GoldArticle>, Box<dyn Error>> {
    let mut articles: Vec<GoldArticle> = Vec::new();
    let mut seen = std::collections::HashSet::new();
    for file in files {
        for article in gold::read(file)? {
            if seen.insert(copydesk_english::hash(&article.text)) {
                articles.push(article);
            }
        }
    }
    Ok(articles)
}

/// Reads an article with a model that has not learned it, and notes what it finds.
fn judge(
    gold: &GoldArticle,
    layerer: &Layerer,
    lexicon: &Lexicon,
    reading: &mut Reading,
    (model, weights, found): (&Trained, &Weights, &mut Vec<Found>),
) -> Result<(), Box<dyn Error>> {
    let article = layerer.lay(&gold.text)?;
    let entities: Option<&[Entity]> = article.layers.get();
    if !sure::teaches(gold, entities) {
        return Ok(());
    }
    let budget = Budget::unlimited();
    let doc = Doc::new(article.text(), &article.meta, &budget);
    prepare(&article, doc, lexicon, reading)?;
    decisions::decide(reading, doc, &mut &*model)?;
    let sayings = sayings::gather(reading);
    let (mut salience, mut resolved) = (Salience::default(), Vec::new());
    crate::speakers::resolve(reading, &sayings, (&mut salience, &mut resolved), |choice| weights.choose(choice, None));
    let none = Sure::new([0.0; crate::sure::SIZE], [0.0; crate::sure::SIZE]);
    let decided = Decided {
        text: article.text(),
        act: Act::Speech,
        reading,
        entities,
        sayings: &sayings,
        sure: &none,
        least: 0.0,
        speakers: &resolved,
    };
    sure::collect(&decided, gold, found);
    Ok(())
}

/// How many parts the articles are cut into to learn how sure quotes are.
const PARTS: usize = 4;

/// The part that a text belongs to.
fn part_of(text: &str) -> usize {
    (copydesk_english::hash(text) >> 40) as usize % PARTS
}

/// The questions of each model, and the quotes with resolved speakers, both by the part of the articles that they come from.
#[derive(Default)]
struct Learned {
    instances: [[Vec<Instance>; PARTS]; MODELS],
    cases: [Vec<Case>; PARTS],
}

impl Learned {
    /// All of it.
    fn all(self) -> (Vec<Vec<Instance>>, Vec<Case>) {
        let instances = self.instances.into_iter().map(|parts| parts.into_iter().flatten().collect()).collect();
        (instances, self.cases.into_iter().flatten().collect())
    }

    /// The questions of all parts but one, with how many are of which part; they are to be given back.
    fn without(&mut self, part: usize) -> (Vec<Vec<Instance>>, Vec<[usize; PARTS]>) {
        let sizes = self.instances.iter().map(|parts| std::array::from_fn(|at| parts[at].len())).collect();
        let others = |parts: &mut [Vec<Instance>; PARTS]| {
            let others = parts.iter_mut().enumerate().filter(|(other, _)| *other != part);
            others.flat_map(|(_, instances)| std::mem::take(instances)).collect()
        };
        (self.instances.iter_mut().map(others).collect(), sizes)
    }

    /// Takes back what [`without`](Self::without) gave.
    fn give_back(&mut self, instances: Vec<Vec<Instance>>, sizes: &[[usize; PARTS]], part: usize) {
        for ((parts, mut all), sizes) in self.instances.iter_mut().zip(instances).zip(sizes) {
            for other in (0..PARTS).rev().filter(|other| *other != part) {
                parts[other] = all.split_off(all.len() - sizes[other]);
            }
        }
    }
}

/// The questions that come up in reading these files, with people's answers.
fn ask(files: &[String], layerer: &Layerer, act: Act) -> Result<Learned, Box<dyn Error>> {
    let lexicon = Lexicon::new();
    let mut learned = Learned::default();
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
    learned: &mut Learned,
) -> Result<(), Box<dyn Error>> {
    let article = layerer.lay(&gold.text)?;
    let budget = Budget::unlimited();
    let doc = Doc::new(article.text(), &article.meta, &budget);
    prepare(&article, doc, lexicon, reading)?;
    gold.keep(|quote| teacher::is_speech(&reading.words, quote) == (act == Act::Speech));
    let part = part_of(&gold.text);
    let mut asked: Vec<Vec<Instance>> = (0..MODELS).map(|_| Vec::new()).collect();
    let mut teacher = Teacher::new(reading, gold, &mut asked);
    decisions::decide(reading, doc, &mut teacher)?;
    if let Some(entities) = article.layers.get() {
        speakers::collect(entities, reading, (gold, &teacher), (article.text(), &mut learned.cases[part]));
    }
    for (parts, asked) in learned.instances.iter_mut().zip(asked) {
        parts[part].extend(asked);
    }
    Ok(())
}

/// Reads the words, marks, phrases and names of an article with layers.
fn prepare(article: &Article, doc: Doc<'_>, lexicon: &Lexicon, reading: &mut Reading) -> Result<(), Box<dyn Error>> {
    let layers = (
        article.layers.get().ok_or("no tokens")?,
        article.layers.get().ok_or("no sentences")?,
        article.layers.get(),
        article.layers.get(),
    );
    Ok(reading.prepare(doc, lexicon, layers)?)
}
