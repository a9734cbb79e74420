//! The formats of other tools, to the byte: CoNLL-U and brat standoff.

use std::fs;

use serde_json::{Value, json};

use crate::binary::Desk;
use crate::golden::assert_golden;

/// An article as an earlier run wrote it, so that what is exported does not hang on models.
fn record() -> Value {
    json!({
        "id": "../wire/Fähre 50%.txt",
        "text": "“We are\r\nlate|r, 🚢” Ana Orr said.  She sailed\u{2028}at 10\u{a0}am.\n\nOrr left on May 3.\n",
        "blocks": [{"start": 0, "end": 55, "kind": "body"}, {"start": 57, "end": 75, "kind": "caption"}],
        "sentences": [[0, 33], [35, 55], [57, 75]],
        "tokens": [
            [0, 1], [1, 3], [4, 7], [9, 13], [13, 14], [14, 15], [15, 16], [17, 18], [18, 19], [20, 23], [24, 27], [28, 32],
            [32, 33], [35, 38], [39, 45], [46, 48], [49, 54], [54, 55], [57, 60], [61, 65], [66, 68], [69, 72], [73, 74],
            [74, 75]
        ],
        "entities": [
            {"start": 20, "end": 27, "text": "Ana Orr", "label": "PERSON", "id": 0, "name": "Ana Orr", "gender": "female"},
            {"start": 57, "end": 60, "text": "Orr", "label": "PERSON", "id": 0, "name": "Ana Orr"}
        ],
        "quotes": [{
            "content": [[0, 19]], "cue": [[28, 32]], "source": [[20, 27]], "kind": "direct", "speaker": "Ana Orr", "entity": 0,
            "confidence": 0.9, "by": "rule"
        }],
        "dates": [
            {"start": 49, "end": 54, "text": "10\u{a0}am", "type": "TIME", "value": "2024-05-03T10:00", "anchor": 1},
            {"start": 69, "end": 74, "text": "May 3", "type": "DATE", "value": "2024-05-03"}
        ],
        "summary": [{"start": 35, "end": 55, "text": "She sailed\u{2028}at 10\u{a0}am."}]
    })
}

const LAYERS: &str = "[\"blocks\", \"tokens\", \"sentences\", \"entities\", \"quotes\", \"dates\", \"summary\"]";

/// A desk with the record, another article without words, and a pipeline that writes the layers it brought.
fn desk(sink: &str, layers: &str) -> Desk {
    let desk = Desk::new();
    let mut empty = record();
    let fields = empty.as_object_mut().unwrap();
    fields.values_mut().filter(|value| value.is_array()).for_each(|rows| *rows = json!([]));
    fields.insert("id".to_owned(), "empty".into());
    fields.insert("text".to_owned(), "\n".into());
    desk.write("in.jsonl", format!("{}\n{}\n{0}\n", record(), empty));
    let stage = "[[stage]]\nuse = \"gazetteer\"\nterms = [\"Orr\"]\n";
    desk.write("p.toml", format!("[source]\nlayers = {LAYERS}\n{stage}[sink]\nuse = \"{sink}\"\nlayers = {layers}\n"));
    desk
}

fn run(desk: &Desk, out: &str, more: &[&str]) -> String {
    let ran = desk.run([&["run", "p.toml", "in.jsonl", "-o", out][..], more].concat());
    assert_eq!(ran.status, Some(0), "{}", ran.stderr);
    ran.stdout
}

#[test]
fn words_are_written_as_conllu() {
    let desk = desk("conllu", LAYERS);
    run(&desk, "out", &[]);
    let written = desk.read("out/articles.conllu");
    let (first, second) = written.split_at(written.len() / 2);
    assert_eq!(first, second, "an article without words is no document, and the third is the first again");
    assert_golden("golden/exports/article.conllu", first);
    assert_eq!(run(&desk, "-", &[]), written, "a stream gets the same bytes");
    let utf16 = run(&desk, "-", &["--offsets", "utf16"]);
    assert!(utf16.contains("Ana\t_\t_\t_\t_\t_\t_\t_\tTokenRange=21:24"), "the ship takes two units:\n{utf16}");
}

#[test]
fn conllu_is_valid_and_holds_the_text() {
    let desk = desk("conllu", LAYERS);
    let written = run(&desk, "-", &[]);
    let (mut text, mut id) = (String::new(), 0);
    for line in written.split('\n') {
        let columns: Vec<_> = line.split('\t').collect();
        id = if line.is_empty() || line.starts_with("# ") { 0 } else { id + 1 };
        if id == 0 {
            continue;
        }
        assert_eq!((columns.len(), columns[0]), (10, id.to_string().as_str()), "{line}");
        let space = |name: &str| columns[9].split('|').find_map(|item| item.strip_prefix(name));
        let spaces = match (space("SpaceAfter="), space("SpacesAfter=")) {
            (None, Some(spaces)) => spaces.replace("\\s", " ").replace("\\n", "\n").replace("\\r", "\r"),
            (no, _) => " ".repeat(usize::from(no.is_none())),
        };
        text += &(columns[1].to_owned() + &spaces.replace("\\u2028", "\u{2028}"));
    }
    assert_eq!(text, record()["text"].as_str().unwrap().repeat(2));
}

#[test]
fn names_quotes_and_dates_are_written_as_brat_standoff() {
    let desk = desk("brat", LAYERS);
    run(&desk, "out", &[]);
    let mut files: Vec<_> = fs::read_dir(desk.path("out/brat"))
        .unwrap()
        .map(|file| file.unwrap().file_name().into_string().unwrap())
        .collect();
    files.sort();
    let names = ["00000001", "00000002", "00000003"].map(|name| [format!("{name}.ann"), format!("{name}.txt")]);
    assert_eq!(files, [&names.concat()[..], &["annotation.conf".to_owned()]].concat(), "no file is named after an id");
    let text = desk.read("out/brat/00000001.txt");
    let record = record();
    let expected = record["text"].as_str().unwrap().replace('\u{2028}', " ");
    assert_eq!(text, expected, "what ends a field of the marks is a space in both");
    let annotations = desk.read("out/brat/00000001.ann");
    assert_golden("golden/exports/article.ann", &annotations);
    assert_golden("golden/exports/annotation.conf", &desk.read("out/brat/annotation.conf"));
    for line in annotations.lines().filter(|line| line.starts_with('T')) {
        let [_, kind_and_places, words] = line.split('\t').collect::<Vec<_>>()[..] else { panic!("{line}") };
        let places = kind_and_places.split_once(' ').unwrap().1;
        let slice = |place: &str| {
            let (start, end) = place.split_once(' ').unwrap();
            let (start, end): (usize, usize) = (start.parse().unwrap(), end.parse().unwrap());
            text.chars().skip(start).take(end - start).collect::<String>()
        };
        let slices: Vec<_> = places.split(';').map(slice).collect();
        assert!(slices.iter().all(|slice| !slice.contains('\n')), "{line}");
        assert_eq!(slices.join(" ").replace('\u{2028}', " "), words);
    }
    assert_eq!(desk.read("out/brat/00000002.ann"), "#0\tAnnotatorNotes article\tempty\n");
    assert_eq!(desk.run(["run", "p.toml", "in.jsonl", "-o", "-"]).status, Some(2), "documents are no stream");
}

#[test]
fn layers_that_are_not_asked_for_are_not_exported() {
    let conllu = run(&desk("conllu", "[\"tokens\", \"sentences\", \"dates\"]"), "-", &[]);
    assert!(
        conllu.contains("Timex=") && !["NER=", "Quote=", "newpar", "summary"].iter().any(|mark| conllu.contains(mark))
    );
    let brat = desk("brat", "[\"entities\"]");
    run(&brat, "out", &[]);
    let annotations = brat.read("out/brat/00000001.ann");
    assert!(annotations.contains("PERSON") && !annotations.contains("Quote") && !annotations.contains("Timex"));
}

#[test]
fn words_cannot_be_exported_without_the_tokenizer() {
    let desk = Desk::new();
    desk.write("a.txt", "Rain fell.\n");
    desk.write("p.toml", "[[stage]]\nuse = \"gazetteer\"\nterms = [\"rain\"]\n[sink]\nuse = \"conllu\"\n");
    assert_eq!(desk.run(["run", "p.toml", "a.txt", "-o", "out"]).status, Some(3));
    assert!(desk.read("out/failed.jsonl").contains("add the tokenizer"));
}
