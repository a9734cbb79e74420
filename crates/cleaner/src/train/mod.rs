//! `copydesk train cleaner`: learns to label lines from pages whose lines are labelled.

mod examples;
mod learn;

use std::error::Error;

use copydesk_core::register_tool;
use copydesk_core::tool::{Console, ToolArgs, ToolOption};

use copydesk_learn::options;

use crate::gold;
pub(crate) use examples::{Examples, Plain};
pub(crate) use learn::Recipe;

const OPTIONS: &[ToolOption] = &[
    options::train("labelled pages, one JSON object a line: id, publisher, title, raw, labels; .gz or not"),
    PLAIN,
    options::out("where the model goes"),
    ROUNDS,
    RATE,
    SHRINK,
    DROP,
    HOUSES,
];
pub(crate) const PLAIN: ToolOption =
    ToolOption::new("plain", "FILE", "articles without furniture, JSON objects with a field `text`, labelled by rules")
        .many();
pub(crate) const ROUNDS: ToolOption = ToolOption::new("rounds", "N", "rounds over the pages").default("40");
pub(crate) const RATE: ToolOption = ToolOption::new("rate", "X", "the learning rate").default("0.06");
pub(crate) const SHRINK: ToolOption =
    ToolOption::new("shrink", "X", "the share that weights lose a round").default("0.05");
pub(crate) const DROP: ToolOption =
    ToolOption::new("drop", "X", "the share of features left out in each step").default("0.3");
pub(crate) const HOUSES: ToolOption =
    ToolOption::new("houses", "N", "features that fewer publishers show are left out").default("3");

register_tool!(Train, "cleaner", "learns to label lines from labelled pages", OPTIONS, run);

fn run(args: &ToolArgs, console: &mut dyn Console) -> Result<(), Box<dyn Error>> {
    let mut examples = Examples::default();
    for path in args.all("train") {
        examples.add_pages(&gold::pages(path)?)?;
    }
    for path in args.all("plain") {
        examples.add_plain(path, &copydesk_learn::gold::records::<Plain>(path)?)?;
    }
    let model = Recipe::of(args)?.model(&examples, |_| true);
    let bytes = model.write();
    console.progress(&format!("{} pages, {} lines, {} bytes", examples.len(), examples.lines(), bytes.len()));
    Ok(options::write_out(args, bytes)?)
}
