//! Records made by hand, so that these tests know what the page must show whatever the models find.

use std::path::PathBuf;

use serde_json::{Value, json};

use crate::binary::Desk;

/// Where words stand in a text, in code points.
fn place(text: &str, words: &str) -> (usize, usize) {
    let at = text.find(words).unwrap_or_else(|| panic!("no `{words}` in the text"));
    let start = text[..at].chars().count();
    (start, start + words.chars().count())
}

fn pair(text: &str, words: &str) -> Value {
    let (start, end) = place(text, words);
    json!([start, end])
}

fn row(text: &str, words: &str, fields: Value) -> Value {
    let (start, end) = place(text, words);
    let mut row = json!({"start": start, "end": end});
    let Value::Object(fields) = fields else { panic!("{fields} are no fields") };
    row.as_object_mut().unwrap().extend(fields);
    row
}

const HARBOUR: &str = "Kelmouth votes to mend its bridge 🙂\n\nBy Ana Ruiz\n\nKELMOUTH, May 14 – The council of Kelmouth voted on Tuesday to \
mend the Sorrel Bridge, Mara Okafor said.\n\n“It will open in June,” she told reporters. “Okafor keeps her promises.”\n\nThe \
bridge in May. Photo: Lin Wu\n\nRead more: ten bridges\n\nKarl Vane, who sells tickets, hopes so.";

/// An article with every kind of mark: nested, overlapping, dimmed, and one of a layer that we know nothing of.
pub(crate) fn harbour() -> Value {
    let t = HARBOUR;
    let person = |words: &str, id: u32, name: &str| row(t, words, json!({"label": "PERSON", "id": id, "name": name}));
    let quote = |content: &[&str], cue: &str, source: &str, kind: &str, speaker: Value, entity: Value| {
        let content: Vec<_> = content.iter().map(|words| pair(t, words)).collect();
        json!({"content": content, "cue": [pair(t, cue)], "source": [pair(t, source)], "kind": kind, "speaker": speaker,
               "entity": entity, "confidence": 0.91, "by": "a name beside the cue"})
    };
    let block = |words: &str, kind: &str| row(t, words, json!({"kind": kind}));
    json!({
        "id": "harbour.txt", "source": "in/harbour.txt", "text": t,
        "meta": {"headline": "Kelmouth votes to mend its bridge", "by": "Ana Ruiz", "contentCreated": "2024-05-15T09:00:00Z"},
        "blocks": [
            block("Kelmouth votes to mend its bridge 🙂", "headline"), block("By Ana Ruiz", "byline"),
            block("KELMOUTH, May 14 –", "dateline"),
            block("The council of Kelmouth voted on Tuesday to mend the Sorrel Bridge, Mara Okafor said.", "body"),
            block("“It will open in June,” she told reporters. “Okafor keeps her promises.”", "body"),
            block("The bridge in May.", "caption"), block("Photo: Lin Wu", "credit"),
            block("Read more: ten bridges", "boilerplate"), block("Karl Vane, who sells tickets, hopes so.", "body"),
        ],
        "tokens": [pair(t, "Kelmouth"), pair(t, "votes")],
        "entities": [
            row(t, "council of Kelmouth", json!({"label": "ORGANIZATION", "id": 0, "name": "council of Kelmouth"})),
            row(t, "Sorrel Bridge", json!({"label": "FACILITY", "id": 1, "name": "Sorrel Bridge"})),
            person("Mara Okafor", 2, "Mara Okafor"), person("Okafor keeps", 2, "Mara Okafor"), person("Karl Vane", 4, "Karl Vane"),
        ],
        "quotes": [
            quote(&["The council of Kelmouth voted on Tuesday to mend the Sorrel Bridge"], "said", "Mara Okafor", "indirect", "Mara Okafor".into(), 2.into()),
            quote(&["“It will open in June,”", "“Okafor keeps her promises.”"], "told", "she", "direct", "Mara Okafor".into(), 2.into()),
            quote(&["hopes so"], "hopes", "Karl Vane", "mixed", Value::Null, Value::Null),
        ],
        "dates": [
            row(t, "May 14", json!({"type": "DATE", "value": "2024-05-14"})),
            row(t, "Tuesday", json!({"type": "DATE", "value": "2024-05-14"})),
            row(t, "June", json!({"type": "DATE", "value": "2024-06"})),
        ],
        "summary": [row(t, "“It will open in June,” she told reporters.", json!({}))],
        "acme.mood": [row(t, "keeps her promises", json!({"mood": "hopeful", "score": 0.75}))],
    })
}

/// A plain article on a day of May 2024, with one quote.
pub(crate) fn plain(n: u32, speaker: &str, said: &str) -> Value {
    let text = format!("A note on tides.\n\n“{said}” said {speaker}.");
    let (start, end) = place(&text, speaker);
    json!({
        "id": format!("plain/{n}.txt"), "source": format!("in/plain/{n}.txt"), "text": text,
        "meta": {"headline": format!("A note on tides, part {n}"), "contentCreated": format!("2024-05-{n:02}")},
        "entities": [{"start": start, "end": end, "label": "PERSON", "id": 0, "name": speaker}],
        "quotes": [{"content": [pair(&text, &format!("“{said}”"))], "cue": [pair(&text, "said")], "source": [[start, end]],
                    "kind": "direct", "speaker": speaker, "entity": 0, "confidence": 0.99, "by": "a name beside the cue"}],
    })
}

/// Three articles whose speakers and words differ.
pub(crate) fn three() -> Vec<Value> {
    vec![harbour(), plain(3, "Karl Vane", "The tide is late"), plain(9, "Ana Ruiz", "The moon is early")]
}

/// Writes records as a run would and makes their page.
pub(crate) fn page(desk: &Desk, records: &[Value]) -> PathBuf {
    let lines: String = records.iter().map(|record| format!("{record}\n")).collect();
    desk.write("out/articles.jsonl", lines);
    let ran = desk.run(["view", "out", "--force"]);
    assert_eq!(ran.status, Some(0), "{}", ran.stderr);
    desk.path("desk.html").canonicalize().unwrap()
}
