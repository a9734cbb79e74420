//! `copydesk train` and `copydesk eval` over `tests/gold`, which holds an invented sample of every format of gold data.

use std::path::Path;

use crate::binary::{Desk, Ran};

fn sample(name: &str) -> String {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/gold").join(name).to_str().unwrap().to_owned()
}

/// A line with the options of one call, `@NAME` for a sample, as arguments.
fn call(desk: &Desk, line: &str) -> Ran {
    let word = |word: &str| word.strip_prefix('@').map_or_else(|| word.to_owned(), sample);
    desk.run(line.split(' ').map(word))
}

/// The sample articles as records of a run, for the summarizer.
fn records(desk: &Desk) {
    let pipeline = "[[stage]]\nuse = \"cleaner\"\n[[stage]]\nuse = \"tokenizer\"\n[sink]\nlayers = [\"blocks\", \"sentences\", \"tokens\"]\n";
    desk.write("records.toml", format!("name = \"records\"\n{pipeline}"));
    assert_eq!(call(desk, "run records.toml @articles.jsonl -o records").status, Some(0));
}

#[test]
fn every_gold_format_is_measured_with() {
    let desk = Desk::new();
    records(&desk);
    let cases = [
        ("eval tokenizer @tokens.jsonl", "of 2 documents"),
        ("eval entity-tagger @names.bio", "micro"),
        ("eval names @groups.jsonl", "mentions 5"),
        ("eval quote-attributor @quotes.jsonl", "of 2"),
        ("eval date-normalizer @dates.jsonl", "value"),
        ("eval cleaner @lines.jsonl", "1 pages, 4 lines"),
        ("eval summarizer records/articles.jsonl --gold @summaries.jsonl", "4 articles"),
    ];
    for (line, expected) in cases {
        let ran = call(&desk, line);
        assert_eq!(ran.status, Some(0), "{line}: {}", ran.stderr);
        assert!(ran.stdout.contains(expected), "{line}: {}", ran.stdout);
    }
}

#[test]
fn a_trained_model_has_the_same_bytes_again_and_its_stage_takes_it() {
    let desk = Desk::new();
    records(&desk);
    let cases = [
        ("tokenizer --train @tokens.jsonl --text @text.jsonl --draws 1", "tokenizer @tokens.jsonl"),
        (
            "entity-tagger --train @names.bio --bits 10 --blind-bits 9 --second-bits 10 --rounds 2 --second-rounds 1 --seeds 1",
            "entity-tagger @names.bio",
        ),
        ("quote-attributor --train @quotes.jsonl --epochs 1 --orders 1", "quote-attributor @quotes.jsonl"),
        (
            "summarizer --train records/articles.jsonl --gold @summaries.jsonl --trees 5 --draws 1",
            "summarizer records/articles.jsonl --gold @summaries.jsonl",
        ),
    ];
    for (train, eval) in cases {
        for out in ["one.bin", "two.bin"] {
            let ran = call(&desk, &format!("train {train} -o {out}"));
            assert_eq!(ran.status, Some(0), "{train}: {}", ran.stderr);
        }
        let bytes = |name: &str| std::fs::read(desk.path(name)).unwrap();
        assert!(bytes("one.bin") == bytes("two.bin"), "{train}: two runs gave two models");
        let ran = call(&desk, &format!("eval {eval} --model one.bin"));
        assert_eq!(ran.status, Some(0), "{eval}: {}", ran.stderr);
    }
}

#[test]
fn word_knowledge_is_made_from_running_text() {
    let desk = Desk::new();
    for line in [
        "clusters --train @text.jsonl -k 2 --min-count 1 -o out.tsv",
        "name-types --train @text.jsonl --min-count 1 --out out.tsv",
    ] {
        let ran = call(&desk, &format!("train {line}"));
        assert_eq!(ran.status, Some(0), "{line}: {}", ran.stderr);
        assert!(desk.read("out.tsv").lines().all(|row| row.contains('\t')), "{line}");
    }
}

#[test]
fn a_wrong_line_of_gold_data_is_named() {
    let desk = Desk::new();
    desk.write("gold.jsonl", "\n{\"text\": \"One.\", \"sentences\": [[0, 9]]}\n");
    let ran = call(&desk, "eval tokenizer gold.jsonl");
    assert_eq!(ran.status, Some(1));
    assert!(ran.stderr.contains("gold.jsonl:2: offset 9 is beyond the text"), "{}", ran.stderr);
}
