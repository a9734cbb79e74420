//! What a JSON line becomes.

use crate::reading::{JSONL, how, read_bytes, told};
use copydesk_core::Layer;
use copydesk_core::layer::LayerInfo;
use copydesk_core::offsets::Unit;
use copydesk_core::source::{HowToRead, ReadOptions};
use copydesk_layers::{Sentence, Token};

fn knowing() -> HowToRead {
    HowToRead::new(ReadOptions::default(), vec![LayerInfo::of::<Sentence>(), LayerInfo::of::<Token>()], None)
}

/// The article, then its metadata if there is any, controls escaped.
fn told_with_meta(line: &str) -> String {
    let read = read_bytes(&JSONL, "in.jsonl", line.as_bytes(), &knowing());
    let Ok(article) = &read[0] else { return told(&read[0]) };
    let meta = serde_json::to_string(&article.meta).unwrap();
    let told = told(&read[0]).replace(&article.id, &article.id.escape_debug().to_string());
    if meta == "{}" { told } else { format!("{told} {meta}") }
}

#[test]
fn the_table_of_lines() {
    let table = include_str!("tables/jsonl.txt");
    let mut line = "";
    let mut wrong = Vec::new();
    for row in table.lines() {
        if let Some(input) = row.strip_prefix("< ") {
            line = input;
        } else if let Some(expected) = row.strip_prefix("> ") {
            let found = told_with_meta(line);
            if found != expected {
                wrong.push(format!("< {line}\n> {found}"));
            }
        }
    }
    assert!(wrong.is_empty(), "these rows came out otherwise:\n{}", wrong.join("\n"));
}

#[test]
fn a_broken_line_costs_itself_alone() {
    let lines = b"\xEF\xBB\xBF{\"id\":\"a\",\"text\":\"1\"}\r\n\r\n{\"id\":\"b\",\n{\"id\":\"c\",\"text\":\"caf\xE9\"}\n{\"id\":\"d\",\"text\":\"4\"}";
    let told: Vec<_> = read_bytes(&JSONL, "in.jsonl", lines, &how()).iter().map(told).collect();
    assert_eq!(
        told,
        [
            "a: \"1\"",
            "in.jsonl:3: FAILED EOF while parsing a value at column 10",
            "in.jsonl:4: FAILED not UTF-8: byte 0xE9 at offset 21 does not fit there (if it is Windows-1252 or Latin-1, convert it first), counted from the start of the line",
            "d: \"4\"",
        ]
    );
}

#[test]
fn halves_of_surrogate_pairs_are_counted() {
    let line = br#"{"id":"a","text":"\ud83d and \ude42","title":"\ud83d\ude42"}"#;
    let read = read_bytes(&JSONL, "in.jsonl", line, &how());
    let article = read[0].as_ref().unwrap();
    assert_eq!(article.text(), "\u{fffd} and \u{fffd}");
    assert_eq!(article.meta.headline.as_deref(), Some("\u{1f642}"));
    assert_eq!(article.repairs.get("surrogates"), Some(&2));
}

#[test]
fn depth_and_length_are_limited() {
    let deep = |open: &str, close: &str| {
        format!("{{\"id\":\"a\",\"text\":\"\",\"x\":{}{}}}", open.repeat(200_000), close.repeat(200_000))
    };
    for line in [deep("[", "]"), deep("{\"a\":", "}"), "[".repeat(200_000), deep("[", "")] {
        let read = read_bytes(&JSONL, "in.jsonl", line.as_bytes(), &how());
        assert!(read[0].is_err(), "{}", told(&read[0]));
    }
    let mut how = how();
    how.options.max_bytes = 3;
    let read = read_bytes(&JSONL, "in.jsonl", br#"{"id":"a","text":"four"}"#, &how);
    assert!(told(&read[0]).contains("longer than 3 bytes"), "{}", told(&read[0]));
}

#[test]
fn utf16_is_refused_whole() {
    let read = read_bytes(&JSONL, "in.jsonl", b"\xFF\xFE{\0}\0\n\0", &how());
    assert_eq!(read.iter().map(told).collect::<Vec<_>>(), ["in.jsonl: FAILED marked as UTF-16: JSON is UTF-8"]);
}

#[test]
fn text_is_repaired_unless_offsets_count_in_it() {
    let line = br#"{"id":"a","text":"R&amp;D","tokens":[[0,7]]}"#;
    let mut how = knowing();
    assert_eq!(told(&read_bytes(&JSONL, "in.jsonl", line, &how)[0]), "a: \"R&D\"");
    how.options.layers = vec!["tokens".to_owned()];
    assert_eq!(told(&read_bytes(&JSONL, "in.jsonl", line, &how)[0]), "a: \"R&amp;D\"");
}

#[test]
fn layers_of_an_earlier_run_come_along() {
    let line =
        "{\"id\":\"a\",\"meta\":{},\"text\":\"🙂 Yes.\",\"tokens\":[[0,1],[2,5],[5,6]],\"acme.mood\":[{\"start\":0}]}";
    let mut how = knowing();
    how.options.layers = vec!["acme.mood".to_owned(), "tokens".to_owned()];
    let read = read_bytes(&JSONL, "in.jsonl", line.as_bytes(), &how);
    let article = read[0].as_ref().unwrap();
    let words: Vec<_> =
        article.layers.get::<Token>().unwrap().iter().map(|row| row.span().of(article.text())).collect();
    assert_eq!(words, ["🙂", "Yes", "."]);
    assert_eq!(article.layers.foreign()["acme.mood"].to_string(), "[{\"start\":0}]");
    assert!(article.meta.extra.is_empty());

    how.options.offsets = Unit::Byte;
    let read = read_bytes(&JSONL, "in.jsonl", line.as_bytes(), &how);
    let why = "a: FAILED layer `tokens`: [0, 1] does not lie on characters of the text";
    assert_eq!(told(&read[0]).replace("in.jsonl:1", "a"), why);

    how.options.layers = vec!["sentences".to_owned()];
    let read = read_bytes(&JSONL, "in.jsonl", line.as_bytes(), &how);
    assert_eq!(told(&read[0]), "in.jsonl:1: FAILED no layer `sentences`, which [source] layers says it brings");
    assert_eq!(read[0].as_ref().err().unwrap().id.as_deref(), Some("a"));
}
