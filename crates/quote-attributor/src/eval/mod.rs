//! Measuring: `copydesk eval quote-attributor`.
//!
//! Every span is reduced to the words it touches. A marked segment counts as found where contents cover half of its words;
//! whole quotes are matched one to one by the Jaccard index of their words.

mod counts;
mod speaker;
pub(crate) mod words;

use std::error::Error;
use std::path::{Path, PathBuf};

use copydesk_core::tool::{Console, ToolArgs, ToolOption};
use copydesk_core::{Budget, BuildContext, DynStage, Stage, register_tool};
use copydesk_layers::Quote;
use copydesk_learn::options;

use crate::train::layers::Layerer;
use crate::train::{STAGES, gold};
use crate::{Config, QuoteAttributor};
use counts::Counts;

const OPTIONS: &[ToolOption] =
    &[options::gold("articles with marked quotes, as JSON lines; .gz or not"), options::model(), STAGES];

register_tool!(Eval, "quote-attributor", "measures quotes and speakers against marked articles", OPTIONS, eval);

fn eval(args: &ToolArgs, console: &mut dyn Console) -> Result<(), Box<dyn Error>> {
    let layerer = Layerer::new(&args.value::<String>("stages")?)?;
    let config = Config { model: args.get("model").map(PathBuf::from), ..Config::default() };
    let stage = QuoteAttributor::build(config, &BuildContext::new(Path::new(".")))?;
    let mut counts = Counts::default();
    for file in args.all("FILE") {
        for gold in gold::read(file)? {
            let article = layerer.lay(&gold.text)?;
            let rows = DynStage::run(&stage, &article, &Budget::unlimited(), stage.scratch().as_mut())?;
            let quotes = rows[0].as_any().downcast_ref::<Vec<Quote>>().expect("the stage writes quotes");
            counts::count(&mut counts, &gold, quotes);
        }
    }
    report(&counts, console);
    Ok(())
}

fn report(counts: &Counts, console: &mut dyn Console) {
    let mut segments = counts.segments;
    let scares = counts.scares.1 - counts.scares.0;
    segments.hits = segments.found;
    let strays = segments.predicted;
    segments.predicted = segments.found + scares + strays;
    console.line("                                       P      R     F1");
    console.line(&format!("segments detected                  {}", segments.shown()));
    for (name, rate) in [("speaker's mention  ", counts.mention), ("speaker's full name", counts.name)] {
        let mut rate = rate;
        rate.hits = rate.found;
        rate.predicted += scares + strays;
        console.line(&format!("segments with {name}  {}", rate.shown()));
    }
    for (name, rate) in [
        ("direct quotes, exact  ", counts.exact),
        ("direct quotes, overlap", counts.overlap),
        ("all quotes, overlap   ", counts.all),
    ] {
        console.line(&format!("{name}             {}", rate.shown()));
    }
    let share = |(part, whole): (usize, usize)| 100.0 * part as f64 / whole.max(1) as f64;
    console.line(&format!("specificity                        {:5.1}", share(counts.scares)));
    console.line(&format!("pronoun speakers right             {:5.1}", share(counts.pronouns)));
    console.line(&format!("articles wholly right              {} of {}", counts.cases.0, counts.cases.1));
}
