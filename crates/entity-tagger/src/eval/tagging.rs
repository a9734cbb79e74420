//! `copydesk eval entity-tagger`: precision, recall and F1 against labelled text.

use std::error::Error;
use std::fmt::Write as _;

use copydesk_core::tool::{Console, ToolArgs, ToolOption};
use copydesk_learn::tally::Score;
use copydesk_learn::{bio, options};

use super::{predicted, score};
use crate::model::{Model, embedded, load};
use crate::spans::read_any;

const OPTIONS: &[ToolOption] = &[
    options::gold("labelled text: BIO, IOB1 or BIOES, .gz or not"),
    options::model(),
    ToolOption::new("map", "OLD=NEW", "count a label as another; without NEW it is not counted").many(),
    options::optional_out("write what was found, as labelled text"),
];

copydesk_core::register_tool!(Eval, "entity-tagger", "measures found names against labelled text", OPTIONS, run);

fn run(args: &ToolArgs, console: &mut dyn Console) -> Result<(), Box<dyn Error>> {
    let model = args.get("model").map_or_else(|| Ok(embedded()), |path| load(path.as_ref()))?;
    let pairs: Vec<(&str, &str)> =
        args.all("map").iter().map(|pair| pair.split_once('=').unwrap_or((pair, ""))).collect();
    let renamed = |label: &str| {
        let new = pairs.iter().find(|(old, _)| *old == label).map_or(label, |(_, new)| new);
        (!new.is_empty()).then(|| new.to_owned())
    };
    let (mut sum, mut out) = (Score::default(), String::new());
    for path in args.all("FILE") {
        let mut labels = Vec::new();
        let documents = read_any(path, &mut labels)?;
        sum.add(&score(&model, &documents, &labels, &renamed));
        write_found(&model, &documents, &mut out);
    }
    sum.lines().iter().for_each(|line| console.line(line));
    Ok(options::write_out(args, out)?)
}

fn write_found(model: &Model, documents: &[bio::Document], out: &mut String) {
    for (document, tags) in documents.iter().zip(predicted(model, documents)) {
        out.push_str("-DOCSTART-\n\n");
        let mut tags = tags.iter();
        for sentence in &document.sentences {
            for (token, tag) in sentence.tokens.iter().zip(&mut tags) {
                writeln!(out, "{token}\t{}", bio::label(*tag, &model.labels)).expect("a string takes any text");
            }
            out.push('\n');
        }
    }
}
