//! `copydesk train name-types`: what kinds of names a model finds in running text, name by name.
//!
//! A name that the labelled text never held may stand in the running text fifty times, and most of those places tell what it
//! is. The counts become features: what the name as a whole was taken for, and what the names were that hold a word.

mod count;
mod split;
mod table;

use std::collections::HashMap;
use std::error::Error;
use std::fmt::Write as _;
use std::sync::mpsc;

use copydesk_core::tool::{Console, ToolArgs, ToolOption};
use copydesk_learn::options;
use rayon::prelude::*;

use crate::clusters::each_document;
use crate::model::{Model, embedded, load};
use count::Counter;
pub(crate) use table::tables;

const OPTIONS: &[ToolOption] = &[
    options::train("running text: plain, or JSON lines with a field `text`; .gz and .zst are unpacked"),
    options::out("where the counts go: a line for each name, most frequent first"),
    options::model(),
    ToolOption::new("min-count", "N", "names found less often are left out").default("2"),
];

copydesk_core::register_tool!(
    Train,
    "name-types",
    "counts what names are in running text, as a model finds them",
    OPTIONS,
    run
);

/// The kinds of names that are told apart: people, places, organisations, nationalities, buildings, products, all others.
pub(crate) const KINDS: usize = 7;

/// How often a name was of each kind.
pub(crate) type Counts = [u32; KINDS];

/// Documents that are tagged side by side.
const BATCH: usize = 512;

fn run(args: &ToolArgs, console: &mut dyn Console) -> Result<(), Box<dyn Error>> {
    let model = args.get("model").map_or_else(|| Ok(embedded()), |path| load(path.as_ref()))?;
    let least = args.value("min-count")?;
    let mut names = HashMap::new();
    for path in args.all("train") {
        count_names(&model, path, &mut names)?;
        console.progress(&format!("{path}: {} different names so far", names.len()));
    }
    Ok(options::write_out(args, lines(names, least))?)
}

/// Reads on one thread, tags on all.
fn count_names(model: &Model, path: &str, names: &mut HashMap<String, Counts>) -> Result<(), Box<dyn Error>> {
    let (sender, batches) = mpsc::sync_channel::<Vec<String>>(2);
    std::thread::scope(|scope| {
        let reader = scope.spawn(move || {
            let mut batch = Vec::new();
            let read = each_document(path, |text| {
                batch.push(text.to_owned());
                if batch.len() == BATCH {
                    let _ = sender.send(std::mem::take(&mut batch));
                }
            });
            let _ = sender.send(batch);
            read.map_err(|e| e.to_string())
        });
        for batch in batches {
            let found: Vec<_> =
                batch.par_iter().map_init(|| Counter::new(model), |counter, text| counter.names(text)).collect();
            for (name, kind) in found.into_iter().flatten() {
                names.entry(name).or_default()[kind] += 1;
            }
        }
        reader.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)).map_err(Into::into)
    })
}

fn lines(names: HashMap<String, Counts>, least: u32) -> String {
    let total = |counts: &Counts| counts.iter().sum::<u32>();
    let mut names: Vec<_> = names.into_iter().filter(|(_, counts)| total(counts) >= least).collect();
    names.sort_by(|a, b| total(&b.1).cmp(&total(&a.1)).then_with(|| a.0.cmp(&b.0)));
    let mut out = String::new();
    for (name, counts) in names {
        out.push_str(&name);
        counts.iter().for_each(|count| write!(out, "\t{count}").expect("a string takes any text"));
        out.push('\n');
    }
    out
}
