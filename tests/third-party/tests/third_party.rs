//! A binary with a third party's stages beside the stock ones: they are known, checked and kept apart like our own.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::fs;
use std::process::{Command, Output};

use serde_json::Value;
use tempfile::TempDir;

fn desk(files: &[(&str, &str)]) -> TempDir {
    let folder = TempDir::new().unwrap();
    for (name, content) in files {
        fs::write(folder.path().join(name), content).unwrap();
    }
    folder
}

fn acme(folder: &TempDir, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_acme-desk")).current_dir(folder.path()).args(args).output().unwrap()
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

fn lines(folder: &TempDir, name: &str) -> Vec<Value> {
    let text = fs::read_to_string(folder.path().join(name)).unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

const TROUBLE: &str = "[[stage]]\nuse = \"acme.trouble\"\n";

#[test]
fn a_third_partys_things_are_known_beside_the_stock_ones() {
    let shown = String::from_utf8(acme(&desk(&[]), &["stages"]).stdout).unwrap();
    for name in ["acme.questions", "acme.trouble", "acme-desk", "acme.telegrams", "acme.tally", "tokenizer"] {
        assert!(shown.contains(name), "{name} is not in\n{shown}");
    }
    let schema = String::from_utf8(acme(&desk(&[]), &["schema"]).stdout).unwrap();
    assert!(schema.contains("acme.questions") && schema.contains("min-length"));
}

#[test]
fn a_third_partys_source_stages_layer_and_sink_work_together() {
    let pipeline = "[source]\nuse = \"acme.telegrams\"\nstop = \" HALT\"\n[[stage]]\nuse = \"tokenizer\"\n\
                    [[stage]]\nuse = \"acme.questions\"\n[sink]\nuse = \"acme.tally\"\nlayers = [\"sentences\", \"acme.questions\"]\n";
    let folder = desk(&[("p.toml", pipeline), ("in.telegrams", "Rain fell HALT Snow fell HALT\nWho knows?\n")]);
    let ran = acme(&folder, &["run", "p.toml", "in.telegrams", "-o", "out"]);
    assert_eq!(ran.status.code(), Some(0), "{}", stderr(&ran));
    let tally = fs::read_to_string(folder.path().join("out/tally.tsv")).unwrap();
    let first = "in.telegrams:1\tsentences=2\tacme.questions=0";
    assert_eq!(tally, format!("{first}\nin.telegrams:2\tsentences=1\tacme.questions=1\n"));
}

#[test]
fn a_third_partys_rows_stand_in_the_record_with_their_words_in_every_unit() {
    let pipeline = "[[stage]]\nuse = \"acme.questions\"\n";
    let folder = desk(&[("p.toml", pipeline), ("a.txt", "🙂 Oui.\nPourquoi là?\n")]);
    for (unit, start) in [("codepoint", 7), ("utf16", 8), ("byte", 10)] {
        let ran = acme(&folder, &["run", "p.toml", "a.txt", "-o", "-", "--offsets", unit]);
        let record: Value = serde_json::from_slice(&ran.stdout).unwrap();
        let question = &record["acme.questions"][0];
        assert_eq!((&question["start"], &question["text"]), (&start.into(), &"Pourquoi là?".into()), "{unit}");
    }
}

#[test]
fn an_option_out_of_range_is_shown_at_its_place() {
    let folder = desk(&[("p.toml", "[[stage]]\nuse = \"acme.questions\"\nmin-length = 20000\n")]);
    let ran = acme(&folder, &["check", "p.toml"]);
    assert_eq!(ran.status.code(), Some(2));
    assert!(
        stderr(&ran).contains("p.toml:3:14") && stderr(&ran).contains("longer than 10000 bytes"),
        "{}",
        stderr(&ran)
    );
}

#[test]
fn one_bad_article_costs_one_article_and_says_why() {
    let texts = [
        "Rain.",
        "PANIC now",
        "Snow.",
        "FAIL now",
        "Hail.",
        "DAWDLE now",
        "OUTSIDE now",
        "INSIDE-A-LETTER é",
        "UNSORTED now",
        "Sun.",
    ];
    let articles = |wanted: &dyn Fn(&str) -> bool| {
        let line = |text: &&&str| format!("{{\"id\":\"{text}\",\"text\":\"{text}\"}}\n");
        texts.iter().filter(|text| wanted(text)).collect::<Vec<_>>().iter().map(line).collect::<String>()
    };
    let calm = |text: &str| text.ends_with('.');
    let folder = desk(&[("p.toml", TROUBLE), ("all.jsonl", &articles(&|_| true)), ("calm.jsonl", &articles(&calm))]);
    for jobs in ["1", "2", "8"] {
        let ran = acme(
            &folder,
            &["run", "p.toml", "all.jsonl", "-o", "out", "--force", "--time-limit", "0.2", "--jobs", jobs],
        );
        assert_eq!(ran.status.code(), Some(3), "{}", stderr(&ran));
        assert!(!stderr(&ran).contains("RUST_BACKTRACE"), "the panic was printed: {}", stderr(&ran));
        let failed: Vec<_> =
            lines(&folder, "out/failed.jsonl").iter().map(|f| format!("{} {}", f["kind"], f["id"])).collect();
        let expected =
            [r#""panic" "PANIC now""#, r#""error" "FAIL now""#, r#""limit" "DAWDLE now""#, r#""rows" "OUTSIDE now""#];
        assert_eq!(failed[..4], expected);
        assert_eq!(failed[4..], [r#""rows" "INSIDE-A-LETTER é""#, r#""rows" "UNSORTED now""#]);
        assert!(lines(&folder, "out/failed.jsonl").iter().all(|failure| failure["stage"] == "acme.trouble"));
        let calm = acme(&folder, &["run", "p.toml", "calm.jsonl", "-o", "calm", "--force"]);
        assert_eq!(calm.status.code(), Some(0));
        let marks =
            |name| lines(&folder, name).iter().map(|record| record["acme.marks"].to_string()).collect::<Vec<_>>();
        assert_eq!(
            marks("out/articles.jsonl"),
            marks("calm/articles.jsonl"),
            "the calm articles changed, with {jobs} threads"
        );
    }
}
