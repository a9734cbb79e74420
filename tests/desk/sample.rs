//! The sample articles: whole records of the news pipeline, to be read.

use serde_json::Value;

use crate::binary::{Desk, json_lines, pipeline, top};
use crate::golden::assert_golden;

#[test]
fn the_records_of_the_sample_articles_are_these() {
    let desk = Desk::new();
    let ran = desk.run(["run".into(), pipeline("news"), top().join("tests/articles"), "-o".into(), "-".into()]);
    assert_eq!(ran.status, Some(0), "{}", ran.stderr);
    let records = json_lines(&ran.stdout);
    assert!(records.len() >= 16, "only {} sample articles", records.len());
    for record in &records {
        let name = record["id"].as_str().unwrap().trim_end_matches(".txt");
        assert_golden(&format!("golden/articles/{name}.txt"), &readable(record));
    }
}

/// A record as text that can be read beside the article: one row a line, offsets and all.
fn readable(record: &Value) -> String {
    let text: Vec<char> = record["text"].as_str().unwrap().chars().collect();
    let words = |start: u64, end: u64| {
        text[usize::try_from(start).unwrap()..usize::try_from(end).unwrap()]
            .iter()
            .collect::<String>()
            .replace('\n', "⏎")
    };
    let mut out = format!("id {}\nmeta {}\n", record["id"], record["meta"]);
    if let Some(repairs) = record.get("repairs") {
        out += &format!("repairs {repairs}\n");
    }
    for layer in ["blocks", "sentences", "tokens", "entities", "quotes", "dates", "summary"] {
        let rows = record[layer].as_array().unwrap();
        out += &format!("\n{layer} {}\n", rows.len());
        match layer {
            "tokens" => out += &tokens(record, &words),
            _ => rows.iter().for_each(|row| out += &line(row, &words)),
        }
    }
    out
}

fn line(row: &Value, words: &impl Fn(u64, u64) -> String) -> String {
    if let Some((start, end)) = pair(row) {
        return format!("  {start}..{end} {}\n", words(start, end));
    }
    let shown = |key: &String, value: &Value| match (key.as_str(), value.as_array()) {
        ("content" | "cue" | "source", Some(spans)) => {
            let spans =
                spans.iter().filter_map(pair).map(|(start, end)| format!("{start}..{end} [{}]", words(start, end)));
            format!("{key}: {}", spans.collect::<Vec<_>>().join(" + "))
        }
        _ => format!("{key}: {value}"),
    };
    let fields: Vec<_> = row.as_object().unwrap().iter().map(|(key, value)| shown(key, value)).collect();
    let place = row.get("start").zip(row.get("end")).and_then(|(start, end)| Some((start.as_u64()?, end.as_u64()?)));
    let text = match (place, row.get("text")) {
        (Some((start, end)), None) => format!(" | {}", words(start, end)),
        _ => String::new(),
    };
    format!("  {}{text}\n", fields.join(", "))
}

fn pair(row: &Value) -> Option<(u64, u64)> {
    let [start, end] = row.as_array()?.as_slice() else { return None };
    Some((start.as_u64()?, end.as_u64()?))
}

/// A line a sentence, its tokens between bars.
fn tokens(record: &Value, words: &impl Fn(u64, u64) -> String) -> String {
    let tokens: Vec<_> = record["tokens"].as_array().unwrap().iter().filter_map(pair).collect();
    let sentences = record["sentences"].as_array().unwrap().iter().filter_map(pair);
    let line = |(start, end)| {
        let inside = tokens.iter().filter(|(from, to)| start <= *from && *to <= end);
        format!("  {}\n", inside.map(|(from, to)| words(*from, *to)).collect::<Vec<_>>().join("|"))
    };
    sentences.map(line).collect()
}
