//! `copydesk eval cleaner`: labels and cleaned text of lines whose labels are known.
//!
//! A gold page is `{id, raw, labels, clean, dateline}`, each a list with an entry a line. The stage reads the raw lines as they
//! are; with `--records` the blocks come from a run instead, whose source has repaired characters.

mod folds;
mod scores;

use std::collections::BTreeMap;
use std::error::Error;
use std::path::PathBuf;

use copydesk_core::tool::{Console, ToolArgs, ToolOption};
use copydesk_core::{Budget, BuildContext, Doc, Meta, Stage, register_tool};
use copydesk_layers::BlockKind;
use copydesk_learn::options;
use serde::Deserialize;

use crate::gold::{self, GoldPage};
use crate::train;
use crate::{Cleaner, Config, Scratch};
use scores::Scores;

const OPTIONS: &[ToolOption] = &[
    options::gold("gold pages, one JSON object a line: id, publisher, title, raw, labels, clean, dateline"),
    ToolOption::new("records", "FILE", "records of a run over the same pages, offsets in bytes (--offsets byte)"),
    options::model(),
    ToolOption::new(
        "train",
        "FILE",
        "labelled pages: measure models that learn from these and FILE, the page's publisher left out",
    )
    .many(),
    train::PLAIN,
    ToolOption::new("folds", "N", "leave publishers out in N groups (one by one)"),
    ToolOption::new("meta", "", "give title and date with the text"),
    ToolOption::new("errors", "FILE", "where lines that are labelled wrongly go"),
    ToolOption::new(
        "cost",
        "X",
        "how much more a lost line of the body costs than another error (as the stage has it)",
    ),
    train::ROUNDS,
    train::RATE,
    train::SHRINK,
    train::DROP,
    train::HOUSES,
];

register_tool!(Eval, "cleaner", "measures labels and cleaned text of lines", OPTIONS, evaluate);

/// A text and its blocks: a record of a run, or what the stage makes of the raw lines.
#[derive(Deserialize)]
struct Labelled {
    #[serde(default)]
    id: String,
    text: String,
    blocks: Vec<Piece>,
}

/// A block; offsets are bytes.
#[derive(Clone, Deserialize)]
struct Piece {
    start: usize,
    end: usize,
    kind: BlockKind,
}

/// A line as the stage sees it.
struct Seen {
    label: BlockKind,
    clean: String,
    dateline: Option<String>,
}

fn evaluate(args: &ToolArgs, console: &mut dyn Console) -> Result<(), Box<dyn Error>> {
    let records = args.get("records").map(copydesk_learn::gold::records::<Labelled>).transpose()?;
    let records: Option<BTreeMap<String, Labelled>> =
        records.map(|records| records.into_iter().map(|record| (record.id.clone(), record)).collect());
    let config = Config { model: args.get("model").map(PathBuf::from), ..Config::default() };
    let stage = <Cleaner as Stage>::build(config, &BuildContext::new(".".as_ref()))?;
    let mut wrong = String::new();
    for path in args.all("FILE") {
        let pages = gold::pages(path)?;
        let seen = match &records {
            Some(records) => pages.iter().map(|page| of_record(path, page, records)).collect::<Result<Vec<_>, _>>()?,
            None if args.has("train") => folds::unseen(args, path, &pages, console)?,
            None => pages.iter().map(|page| run(&stage, page, args.has("meta"))).collect::<Result<Vec<_>, _>>()?,
        };
        let mut scores = Scores::default();
        for (page, seen) in pages.iter().zip(&seen) {
            scores.add(page, seen);
            tell_wrong(page, seen, &mut wrong);
        }
        scores.print(path, console);
    }
    if let Some(path) = args.get("errors") {
        std::fs::write(path, wrong).map_err(|e| format!("{path}: {e}"))?;
    }
    Ok(())
}

fn of_record(path: &str, page: &GoldPage, records: &BTreeMap<String, Labelled>) -> Result<Vec<Seen>, Box<dyn Error>> {
    let record = records.get(&page.id).ok_or_else(|| format!("{path}: page `{}` has no record", page.id))?;
    let seen = lines(&record.text, &record.blocks, record.text.split('\n').count() > page.raw.len());
    if seen.len() != page.raw.len() {
        return Err(
            format!("{path}: page `{}` has {} lines, its record {}", page.id, page.raw.len(), seen.len()).into()
        );
    }
    Ok(seen)
}

fn tell_wrong(page: &GoldPage, seen: &[Seen], out: &mut String) {
    use std::fmt::Write as _;
    for ((line, want), seen) in
        page.raw.iter().zip(&page.labels).zip(seen).filter(|((_, want), seen)| **want != seen.label)
    {
        let _ = writeln!(out, "{}\t{want:?}\t{:?}\t{line}", page.id, seen.label);
    }
}

/// Labels a page's lines.
fn run(stage: &Cleaner, page: &GoldPage, with_meta: bool) -> Result<Vec<Seen>, Box<dyn Error>> {
    let text = page.text();
    let meta = if with_meta { page.meta() } else { Meta::default() };
    let budget = Budget::unlimited();
    let doc = Doc::new(&text, &meta, &budget);
    let (blocks,) = Stage::run(stage, doc, (None,), &mut Scratch::default())?;
    let piece = |block: &copydesk_layers::Block| Piece {
        start: block.span.start() as usize,
        end: block.span.end() as usize,
        kind: block.kind,
    };
    Ok(lines(&text, &blocks.iter().map(piece).collect::<Vec<_>>(), true))
}

/// The lines of a text by its blocks; `parted` if a blank line stands between any two.
fn lines(text: &str, blocks: &[Piece], parted: bool) -> Vec<Seen> {
    let end = if parted { "\n\n" } else { "\n" };
    let mut start = 0;
    let mut seen = Vec::new();
    for line in text.split(end) {
        seen.push(see(text, start, start + line.len(), blocks));
        start += line.len() + end.len();
    }
    seen
}

/// The line between two offsets: the kind of the block that holds most of it, and the words of that kind. A dateline counts
/// where nothing else is.
fn see(text: &str, start: usize, end: usize, blocks: &[Piece]) -> Seen {
    let inside: Vec<_> = blocks.iter().filter(|block| block.start < end && block.end > start).collect();
    let share = |block: &Piece| block.end.min(end) - block.start.max(start);
    let is_rest = |block: &&&Piece| block.kind != BlockKind::Dateline;
    let main = inside.iter().filter(is_rest).max_by_key(|block| share(block)).or(inside.first());
    let label = main.map_or(BlockKind::Boilerplate, |block| block.kind);
    let words = |block: &&&Piece| text[block.start..block.end].to_owned();
    let of_kind = |kind: BlockKind| inside.iter().filter(move |block| block.kind == kind);
    let clean: Vec<_> = of_kind(label).map(|block| words(&block)).collect();
    let dateline = of_kind(BlockKind::Dateline).next().filter(|_| label != BlockKind::Dateline);
    Seen { label, clean: clean.join(" "), dateline: dateline.map(|block| words(&block)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Default)]
    struct Lines(Vec<String>);

    impl Console for Lines {
        fn line(&mut self, text: &str) {
            self.0.push(text.to_owned());
        }

        fn progress(&mut self, _: &str) {}
    }

    /// A page in which the stage finds all but a label, and no change of characters.
    #[test]
    fn a_page_is_measured_by_lines() {
        let page: GoldPage = serde_json::from_str(
            r#"{"id": "a", "raw": ["Harbour vote", "KELMOUTH, May 3 (Desk) - The council voted.", "Fish &amp; chips are off.",
                "Share this", "The boat left early."],
                "labels": ["headline", "body", "body", "boilerplate", "boilerplate"],
                "clean": ["Harbour vote", "The council voted.", "Fish & chips are off.", "", ""],
                "dateline": [null, "KELMOUTH, May 3 (Desk) -", null, null, null]}"#,
        )
        .expect("a gold page");
        let stage = <Cleaner as Stage>::build(Config::default(), &BuildContext::new(".".as_ref())).expect("defaults");
        let (mut scores, mut printed) = (Scores::default(), Lines::default());
        scores.add(&page, &run(&stage, &page, false).expect("no limit"));
        scores.print("gold", &mut printed);
        let expected = [
            "gold: 1 pages, 5 lines",
            "label accuracy 0.800   macro F1 0.822   body kept 1.000   leak 0.513   pages with exactly the body 0",
            "  body         n   2  P 0.667  R 1.000  F1 0.800",
            "  boilerplate  n   2  P 1.000  R 0.500  F1 0.667",
            "  headline     n   1  P 1.000  R 1.000  F1 1.000",
            "clean text exact 0.667   on the 2 lines that need a change 0.500   touched without need 0 of 1",
            "inline datelines 1.000 of 1, false 0",
        ];
        assert_eq!(printed.0, expected);
    }

    #[test]
    fn a_block_over_two_lines_labels_both() {
        let seen = lines("One\nTwo", &[Piece { start: 0, end: 7, kind: BlockKind::Body }], false);
        assert_eq!(seen.len(), 2);
        assert!(seen.iter().all(|line| line.label == BlockKind::Body && line.clean == "One\nTwo"));
    }
}
