//! `copydesk train cleaner`: learns to label lines from pages whose lines are labelled.

mod examples;
mod learn;

use std::error::Error;

use copydesk_core::register_tool;
use copydesk_core::tool::{Console, ToolArgs, ToolOption};

use crate::gold;
pub(crate) use examples::{Examples, Plain};
pub(crate) use learn::Recipe;

const OPTIONS: &[ToolOption] = &[
    ToolOption::new(
        "FILE",
        "FILE",
        "labelled pages, one JSON object a line: id, publisher, title, raw, labels; .gz or not",
    )
    .required()
    .many()
    .positional(),
    ToolOption::new("plain", "FILE", "articles without furniture, JSON objects with a field `text`, labelled by rules")
        .many(),
    ToolOption::new("o", "FILE", "where the model goes").required(),
    ROUNDS,
    RATE,
    SHRINK,
    DROP,
    HOUSES,
];
pub(crate) const ROUNDS: ToolOption = ToolOption::new("rounds", "N", "rounds over the pages");
pub(crate) const RATE: ToolOption = ToolOption::new("rate", "X", "the learning rate");
pub(crate) const SHRINK: ToolOption = ToolOption::new("shrink", "X", "the share that weights lose a round");
pub(crate) const DROP: ToolOption = ToolOption::new("drop", "X", "the share of features left out in each step");
pub(crate) const HOUSES: ToolOption =
    ToolOption::new("houses", "N", "features that fewer publishers show are left out");

register_tool!(Train, "cleaner", "learns to label lines from labelled pages", OPTIONS, run);

fn run(args: &ToolArgs, console: &mut dyn Console) -> Result<(), Box<dyn Error>> {
    let mut examples = Examples::default();
    for path in args.all("FILE") {
        examples.add_pages(&gold::pages(path)?)?;
    }
    for path in args.all("plain") {
        examples.add_plain(path, &gold::read::<Plain>(path)?)?;
    }
    let model = Recipe::of(args)?.model(&examples, |_| true);
    let path = args.get("o").expect("-o is required");
    let bytes = model.write();
    console.progress(&format!("{} pages, {} lines, {} bytes", examples.len(), examples.lines(), bytes.len()));
    std::fs::write(path, bytes).map_err(|e| format!("{path}: {e}").into())
}
