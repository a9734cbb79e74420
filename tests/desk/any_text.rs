//! Any text through all stages: no panic, rows inside the text, and `text` the slice at its offsets in every unit.

use std::path::Path;

use copydesk as _;
use copydesk_core::offsets::Unit;
use copydesk_core::{Article, Budget, Registry, record, testing};
use copydesk_runner::Pipeline;
use proptest::prelude::*;
use serde_json::Value;

use crate::binary::pipeline;

fn news(registry: &Registry) -> Pipeline {
    Pipeline::load(Path::new(&pipeline("news")), registry).unwrap()
}

/// The record of a text in a unit, through every stage.
fn annotated(news: &Pipeline, text: &str, unit: Unit) -> Value {
    let mut article = Article::new("any", text).unwrap();
    article.meta.content_created = Some("2024-05-15".to_owned());
    for stage in &news.stages {
        let rows = stage.stage.run(&article, &Budget::unlimited(), stage.stage.scratch().as_mut());
        for layer in rows.unwrap_or_else(|e| panic!("{}: {e}", stage.name)) {
            article.layers.insert_rows(layer);
        }
    }
    let mut shape = news.shape.clone();
    shape.unit = unit;
    serde_json::from_slice(&record::to_json(&article, &shape).unwrap()).unwrap()
}

/// The words between two offsets of a record.
fn slice(text: &str, unit: Unit, row: &Value) -> String {
    let at = |name: &str| usize::try_from(row[name].as_u64().unwrap()).unwrap();
    let (start, end) = (at("start"), at("end"));
    match unit {
        Unit::Codepoint => text.chars().skip(start).take(end - start).collect(),
        Unit::Byte => text[start..end].to_owned(),
        Unit::Utf16 => String::from_utf16(&text.encode_utf16().collect::<Vec<_>>()[start..end]).unwrap(),
    }
}

fn check(news: &Pipeline, text: &str) {
    for unit in [Unit::Codepoint, Unit::Byte, Unit::Utf16] {
        let record = annotated(news, text, unit);
        assert_eq!(record["text"], text);
        for layer in ["entities", "dates", "summary"] {
            for row in record[layer].as_array().unwrap() {
                assert_eq!(row["text"], slice(text, unit, row), "{layer} in {unit}");
            }
        }
    }
}

#[test]
fn texts_that_break_careless_stages_pass_through_all_of_them() {
    let registry = Registry::linked().unwrap();
    let news = news(&registry);
    for (_, text) in testing::texts() {
        annotated(&news, &text, Unit::Codepoint);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_passes_and_its_rows_are_its_own_words(text in any_text()) {
        let registry = Registry::linked().unwrap();
        NEWS.with(|cell| check(cell.get_or_init(|| news(&registry)), &text));
    }
}

thread_local! {
    static NEWS: std::cell::OnceCell<Pipeline> = const { std::cell::OnceCell::new() };
}

/// Random characters, and random sequences of what news is made of.
fn any_text() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(PIECES);
    prop_oneof![any::<String>(), prop::collection::vec(pieces, 0..60).prop_map(|pieces| pieces.concat())]
}

const PIECES: &[&str] = &[
    "Mara Okafor",
    "Ms. Park",
    " said ",
    " he ",
    " she added",
    "“",
    "”",
    "\"",
    "‘",
    "’",
    "'",
    "«",
    "»",
    "''",
    " ",
    "\n",
    "\n\n",
    "\r\n",
    ".",
    ",",
    " — ",
    "on Tuesday",
    "May 3",
    "2024",
    "last year",
    "the early 1980s",
    "$5.5bn",
    "U.S.",
    "a.m.",
    "CAIRO, ",
    "(Agency) - ",
    "By A. B. Orr",
    "Photograph: ",
    "<div class=“x",
    "🙂",
    "👩‍👩‍👧",
    "e\u{301}",
    "\u{a0}",
    "\u{202e}",
    "\u{feff}",
    "\0",
    "according to",
    "Kelmouth",
    "Q: ",
    "A: ",
    "...",
    "…",
    "February 30",
    "@desk",
    "https://example.org/a?b=c",
    "MINISTER QUITS",
];
