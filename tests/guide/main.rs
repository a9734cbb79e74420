//! The guide in `.github/CONTRIBUTING.md`, followed word for word in a folder outside the workspace.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]
#![cfg(unix)]

mod alone;
mod console;
mod outside;

use std::fs;
use std::path::{Path, PathBuf};

use outside::Outside;

/// The top of the repository.
fn top() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().unwrap()
}

#[test]
fn the_guide_leads_from_nothing_to_a_stage_in_ten_commands() {
    let guide = fs::read_to_string(top().join(".github/CONTRIBUTING.md")).unwrap();
    let commands = console::commands(&guide);
    assert!((8..=10).contains(&commands.len()), "{} commands", commands.len());
    let mut outside = Outside::new();
    for command in &commands {
        let shown = outside.run(&command.line);
        console::assert_shown(command, &shown);
    }
    let schema = outside.read("pipeline.schema.json");
    assert!(schema.contains("acme.questions") && schema.contains("min-words"), "the schema does not know the stage");
    let record = outside.read("out/articles.jsonl");
    assert!(record.contains(r#""acme.questions":[{"start""#), "{record}");
    assert_eq!(outside.run("cargo fmt --check"), "", "the new crate is not formatted");
    says_what_a_wrong_reads_is(&mut outside, &guide);
}

/// The compile error that the guide explains is the compiler's.
fn says_what_a_wrong_reads_is(outside: &mut Outside, guide: &str) {
    let right = outside.read("src/lib.rs");
    let wrong = right.replace("(sentences,): (&'a [Sentence],)", "(sentences, tokens): (&'a [Sentence], &'a [Token])");
    assert_ne!(right, wrong);
    outside.write("src/lib.rs", &wrong.replace("::Sentence;", "::{Sentence, Token};"));
    let (well, printed) = outside.attempt("cargo build -q --lib");
    let shown = guide.split("```text\n").nth(1).and_then(|block| block.split("```").next()).unwrap_or_default();
    let shown: Vec<_> = shown.lines().map(str::trim).filter(|line| *line != "...").collect();
    let missing: Vec<_> = shown.iter().filter(|line| !printed.contains(**line)).collect();
    assert!(!well && shown.len() >= 3 && missing.is_empty(), "the compiler does not say {missing:?}:\n{printed}");
}
