//! Faults of texts, names and pipelines that a long archive holds, and what becomes of each.

use std::process::Command;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::binary::{Desk, Ran, pipeline};

/// The news pipeline over `in`.
fn news(desk: &Desk, more: &[&str]) -> Ran {
    let pipeline = pipeline("news");
    desk.run([&["run", pipeline.to_str().unwrap(), "in", "-o", "out"], more].concat())
}

fn words(record: &Value, layer: &str) -> Vec<String> {
    let text: Vec<char> = record["text"].as_str().unwrap().chars().collect();
    let at = |value: &Value| usize::try_from(value.as_u64().unwrap()).unwrap();
    let span = |row: &Value| match row.get("start") {
        Some(start) => at(start)..at(&row["end"]),
        None => at(&row[0])..at(&row[1]),
    };
    record[layer].as_array().unwrap().iter().map(|row| text[span(row)].iter().collect()).collect()
}

#[test]
fn every_line_end_parts_blocks_and_stays_in_the_text() {
    let desk = Desk::new();
    let lines = [
        "HARBOUR VOTE",
        "",
        "Mara Okafor met the council on Tuesday.",
        "",
        "The harbour will close on 3 May 2024.",
        "",
    ];
    let ends = ["\n", "\r", "\r\n", "\u{b}", "\u{c}", "\u{85}", "\u{2028}", "\u{2029}"];
    for (number, end) in ends.iter().enumerate() {
        desk.write(&format!("in/{number}.txt"), lines.join(end));
    }
    let ran = news(&desk, &[]);
    assert_eq!(ran.status, Some(0), "{}", ran.stderr);
    let records = desk.lines("out/articles.jsonl");
    for (record, end) in records.iter().zip(ends) {
        assert_eq!(record["text"], lines.join(end));
        assert_eq!(words(record, "blocks"), [lines[0], lines[2], lines[4]], "{end:?}");
        assert_eq!(words(record, "dates"), ["Tuesday", "3 May 2024"], "{end:?}");
    }
    assert_eq!(records.len(), ends.len());
}

/// Texts that programs stumble over.
fn strange() -> Vec<(&'static str, String)> {
    vec![
        ("right-to-left", "\u{202b}قال محمد\u{202c} in Cairo. Mara Okafor said “مرحبا” on Tuesday.".to_owned()),
        ("pile", format!("Mara e{} Okafor spoke.", "\u{301}".repeat(5000))),
        ("emoji", "👩\u{200d}👩\u{200d}👧 Mara 🇫🇷🇩🇪 Okafor said 👍🏽.".to_owned()),
        ("no characters", "Mara \u{fffe}\u{ffff}\u{1fffe} Okafor \u{fdd0} spoke.".to_owned()),
        ("wide digits", "On ２０２４年５月３日 Ｍａｒａ paid １２３.".to_owned()),
        ("folding", "İstanbul ǅ ß ŉ ΐ ﬁ ".repeat(20) + "said İ."),
    ]
}

#[test]
fn strange_characters_stay_and_rows_are_cut_between_characters() {
    let desk = Desk::new();
    for (id, text) in strange() {
        desk.write(&format!("in/{id}.txt"), text);
    }
    let ran = news(&desk, &[]);
    assert_eq!(ran.status, Some(0), "{}", ran.stderr);
    for record in desk.lines("out/articles.jsonl") {
        let id = record["id"].as_str().unwrap().trim_end_matches(".txt");
        let (_, text) = strange().into_iter().find(|(name, _)| *name == id).unwrap();
        assert_eq!(record["text"], text, "{id}");
        for layer in ["blocks", "sentences", "tokens", "entities", "dates", "summary"] {
            assert!(words(&record, layer).iter().all(|words| !words.is_empty()), "{layer} of {id}");
        }
    }
    let marks = "A\u{202e} ferry\u{202c} left.";
    desk.write("in/bidi.txt", marks);
    desk.write("as-it-is.toml", "[source]\nrepair = false\n[[stage]]\nuse = \"tokenizer\"\n");
    assert_eq!(desk.run(["run", "as-it-is.toml", "in/bidi.txt", "-o", "kept"]).status, Some(0));
    assert_eq!(desk.lines("kept/articles.jsonl")[0]["text"], marks, "nothing is repaired where that is switched off");
}

#[test]
fn a_tag_with_curly_marks_goes_and_nothing_behind_it() {
    let desk = Desk::new();
    let tags = [
        ("<div class=“story” id=‘x’>", ""),
        ("<img src=“a.jpg” alt=“A ship”/>", ""),
        ("<iframe src=“/map”></iframe>", ""),
        ("The vote <a href=“/vote” class=“x”>was on Tuesday</a>.", "The vote was on Tuesday."),
    ];
    for (number, (tag, _)) in tags.iter().enumerate() {
        desk.write(
            &format!("in/{number}.txt"),
            format!("Rain fell.\n{tag}\nMara Okafor spoke to the council.\nSnow fell.\n"),
        );
    }
    assert_eq!(news(&desk, &[]).status, Some(0));
    for (record, (_, left)) in desk.lines("out/articles.jsonl").iter().zip(tags) {
        assert_eq!(record["text"], format!("Rain fell.\n{left}\nMara Okafor spoke to the council.\nSnow fell.\n"));
    }
}

#[test]
fn twenty_thousand_files_are_read_in_order_with_few_open_at_once() {
    let desk = Desk::new();
    let id = |n: usize| format!("{:02}/{n:05}.txt", n / 400);
    (0..20_000).for_each(|n| drop(desk.write(&format!("in/{}", id(n)), "Rain.\n")));
    let quick = desk.command(["run".into(), pipeline("quick"), "in".into(), "-o".into(), "out".into()]);
    let limited = "ulimit -n 48 && exec \"$0\" \"$@\"";
    let mut shell = Command::new("sh");
    shell.args(["-c", limited]).arg(quick.get_program()).args(quick.get_args()).current_dir(desk.path(""));
    let ran: Ran = shell.output().unwrap().into();
    assert_eq!(ran.status, Some(0), "{}", ran.stderr);
    let ids: Vec<_> =
        desk.lines("out/articles.jsonl").iter().map(|record| record["id"].as_str().unwrap().to_owned()).collect();
    assert!(ids == (0..20_000).map(id).collect::<Vec<_>>(), "other articles, or in another order");
}

#[test]
fn texts_made_for_backtracking_take_time_in_step_with_their_length() {
    let desk = Desk::new();
    let pieces = [
        " ",
        "“",
        "\"a ",
        "'",
        "(",
        "(a) ",
        "May 3, 2024 ",
        "2024-05-03-",
        ".",
        ". ",
        "1",
        "1 ",
        "-",
        "— ",
        "A",
        "Mara Okafor ",
        "“x,” he said. ",
        "a\n",
        "a, ",
        "U.S.",
        "last last ",
        "Bank of ",
        "Mr. ",
        "January ",
        "he said she said ",
    ];
    for (name, times) in [("short", 2_000), ("long", 16_000)] {
        let line = |(n, piece): (usize, &&str)| json!({"id": n, "text": piece.repeat(times)}).to_string() + "\n";
        desk.write(&format!("{name}.jsonl"), pieces.iter().enumerate().map(line).collect::<String>());
    }
    let seconds = |name: &str| {
        let (pipeline, input, out) = (pipeline("news"), format!("{name}.jsonl"), format!("out-{name}"));
        let args = ["run", pipeline.to_str().unwrap(), &input, "-o", &out, "--jobs", "1", "--no-supervise"];
        assert_eq!(desk.run(args).status, Some(0));
        let account: Value = serde_json::from_str(&desk.read(&format!("{out}/run.json"))).unwrap();
        account["account"]["seconds"].as_f64().unwrap()
    };
    let (short, long) = (seconds("short"), seconds("long"));
    assert!(long < 8.0 * 3.0 * short + 1.0, "eight times the text took {long} s instead of {short} s");
}

#[test]
fn content_that_belies_its_name_is_failed_by_the_file() {
    let desk = Desk::new();
    let png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR";
    let files: [(&str, &[u8]); 9] = [
        ("image.html", png),
        ("image.txt", png),
        ("json.txt", br#"{"id": "a", "text": "Rain fell."}"#),
        ("lines.txt", b"{\"text\": \"Rain.\"}\n{\"text\": \"Snow.\"}\n"),
        ("page.txt", b"\n<!DOCTYPE html><html><body><p>Rain fell.</p></body></html>"),
        ("paper.txt", b"%PDF-1.7 and so on"),
        ("program.html", b"MZ\0\0\0\0<p>"),
        ("table.parquet", b"words"),
        ("words.json", b"just words"),
    ];
    files.iter().for_each(|(name, bytes)| drop(desk.write(&format!("in/{name}"), bytes)));
    desk.write("in/braces.txt", "{sic} is how they wrote it.\n");
    assert_eq!(desk.quick("in").status, Some(3));
    let failed: Vec<_> = desk.lines("out/failed.jsonl").iter().map(|line| line["id"].clone()).collect();
    assert_eq!(failed, files.map(|(name, _)| Value::from(name)), "each once, and no other");
    assert_eq!(desk.lines("out/articles.jsonl").len(), 1);
}

#[test]
fn names_with_control_characters_are_escaped_in_messages_and_come_back_in_records() {
    let desk = Desk::new();
    let names = ["a\u{1b}[31m.txt", "b\nc.txt", "d\u{9b}31m.txt", "e\u{7f}.txt"];
    names.iter().for_each(|name| drop(desk.write(&format!("in/{name}"), b"Rain \xff")));
    let text = desk.quick("in");
    let json = desk.run([
        "run".into(),
        pipeline("quick"),
        "in".into(),
        "-o".into(),
        "o".into(),
        "--log-format".into(),
        "json".into(),
    ]);
    for stderr in [&text.stderr, &json.stderr] {
        assert!(!stderr.chars().any(|c| c.is_control() && c != '\n'), "{stderr:?}");
        let told: Vec<_> = stderr.lines().filter(|line| line.contains("(read)")).collect();
        assert!(told.len() == 4 && told.iter().all(|line| line.contains("failed: in/")), "a line each: {stderr}");
    }
    let ids: Vec<_> = desk.lines("out/failed.jsonl").iter().map(|line| line["id"].clone()).collect();
    assert_eq!(ids, names.map(Value::from));
    let usage = desk.run(["\u{1b}[31mrun"]);
    assert_eq!((usage.status, usage.stderr.contains('\u{1b}')), (Some(2), false));
}

#[test]
fn standard_output_holds_no_control_characters_and_the_same_text() {
    let desk = Desk::new();
    let text = "The £5 \u{9b}31m fee \u{7f}rose\u{1b}[0m\u{a0}again.";
    desk.write("a.jsonl", json!({"id": "a\u{9b}", "text": text}).to_string());
    desk.write("p.toml", "[source]\nrepair = false\n[[stage]]\nuse = \"tokenizer\"\n");
    let ran = desk.run(["run", "p.toml", "a.jsonl", "-o", "-"]);
    assert!(!ran.stdout.trim_end().chars().any(char::is_control), "{:?}", ran.stdout);
    let record: Value = serde_json::from_str(&ran.stdout).unwrap();
    assert_eq!((&record["id"], &record["text"]), (&json!("a\u{9b}"), &json!(text)));
}

#[test]
fn a_pipeline_of_thousands_of_stages_is_refused_at_once() {
    let desk = Desk::new();
    desk.write("many.toml", "[[stage]]\nuse = \"tokenizer\"\n".repeat(5000));
    let begun = Instant::now();
    let ran = desk.run(["check", "many.toml"]);
    assert_eq!(ran.status, Some(2));
    assert!(ran.stderr.contains("many.toml:201:") && ran.stderr.contains("5000 stages"), "{}", ran.stderr);
    assert!(begun.elapsed() < Duration::from_secs(10), "took {:?}", begun.elapsed());
}

#[test]
fn limits_of_an_article_can_be_set_and_name_themselves() {
    let desk = Desk::new();
    desk.write(
        "deep.jsonl",
        "{\"id\":\"deep\",\"text\":\"Rain.\",\"x\":[[[1]]]}\n{\"id\":\"flat\",\"text\":\"Snow.\",\"x\":[1]}\n",
    );
    desk.write("page.html", format!("{}<p>Rain fell on the harbour of Kelmouth all day.</p>", "<div>".repeat(40)));
    let stage = "[[stage]]\nuse = \"tokenizer\"\n";
    desk.write("p.toml", format!("[source]\njson-depth = 3\nmarkup-depth = 4\n{stage}"));
    let ran = desk.run(["run", "p.toml", "deep.jsonl", "page.html", "-o", "out"]);
    assert_eq!(ran.status, Some(3), "{}", ran.stderr);
    let failed = desk.lines("out/failed.jsonl");
    assert_eq!((failed.len(), &failed[0]["source"]), (1, &json!("deep.jsonl:1")));
    assert!(failed[0]["error"].as_str().unwrap().contains("json-depth"), "{}", failed[0]);
    assert!(desk.read("out/articles.jsonl").contains("harbour of Kelmouth"), "the text of a deep page stays");
    let zstd = zstd::encode_all(&vec![b'\n'; 4 << 20][..], 3).unwrap();
    desk.write("bomb.jsonl.zst", zstd);
    desk.write("burst.toml", format!("[source]\nmax-bytes = 1000\nmax-ratio = 50\n{stage}"));
    assert_eq!(desk.run(["run", "burst.toml", "bomb.jsonl.zst", "deep.jsonl", "-o", "burst"]).status, Some(3));
    assert!(desk.read("burst/failed.jsonl").contains("max-ratio"), "{}", desk.read("burst/failed.jsonl"));
    assert_eq!(desk.lines("burst/articles.jsonl").len(), 2, "the next file is read");
    desk.write("wrong.toml", format!("[source]\njson-depth = 500\n{stage}"));
    let ran = desk.run(["check", "wrong.toml"]);
    assert!(ran.status == Some(2) && ran.stderr.contains("500 is not from 1 to 127"), "{}", ran.stderr);
    let check = desk.run(["check", "p.toml"]).stdout;
    for words in ["JSON 3 deep", "markup 4", "2000 times", "max-ratio", "json-depth", "markup-depth"] {
        assert!(check.contains(words), "no {words:?} in {check}");
    }
}
