//! The command line: what it prints where, and how it ends.

use std::process::Stdio;

use crate::binary::{Desk, json_lines, pipeline};
use crate::golden::assert_golden;
use crate::house::STAGES;

#[test]
fn the_registry_of_the_stock_binary_is_exactly_this() {
    let ran = Desk::new().run(["stages"]);
    assert_eq!(ran.status, Some(0), "{}", ran.stderr);
    assert_golden("golden/stages.txt", &ran.stdout);
}

#[test]
fn each_stage_shows_its_options_and_defaults() {
    let desk = Desk::new();
    let shown: String = STAGES.map(|name| desk.run(["stages", name]).stdout).join("\n");
    assert_golden("golden/stage-options.txt", &shown);
}

#[test]
fn each_source_and_sink_shows_its_options_and_defaults() {
    let desk = Desk::new();
    let shown = |args: &[&str]| desk.run(args).stdout;
    let sources =
        ["archive", "csv", "docx", "feed", "html", "jsonl", "mail", "newsml", "ninjs", "parquet", "text", "warc"]
            .map(|name| shown(&["sources", name]));
    let sinks = ["brat", "conllu", "jsonl", "parquet", "tables", "timeml"].map(|name| shown(&["sinks", name]));
    let all = [shown(&["sources"]), shown(&["sinks"]), sources.join("\n"), sinks.join("\n")].join("\n");
    assert_golden("golden/format-options.txt", &all);
}

#[test]
fn a_format_asked_for_as_a_stage_is_shown_the_way() {
    let ran = Desk::new().run(["stages", "parquet"]);
    assert_eq!(ran.status, Some(2));
    let way = "`parquet` is no stage; see `copydesk sources parquet` and `copydesk sinks parquet`";
    assert!(ran.stderr.contains(way), "{}", ran.stderr);
    let ran = Desk::new().run(["sinks", "html"]);
    assert_eq!(ran.status, Some(2));
    assert!(ran.stderr.contains("no sink `html` is linked; linked sinks: `brat`"), "{}", ran.stderr);
}

#[test]
fn the_schema_beside_the_pipelines_is_current() {
    let ran = Desk::new().run(["schema"]);
    assert_golden("../pipelines/pipeline.schema.json", &ran.stdout);
}

#[test]
fn an_unknown_stage_is_refused_by_name() {
    let ran = Desk::new().run(["stages", "tokeniser"]);
    assert_eq!(ran.status, Some(2));
    assert!(ran.stderr.contains("`tokeniser`") && ran.stderr.contains("tokenizer"), "{}", ran.stderr);
}

#[test]
fn wrong_usage_ends_with_2_and_help_with_0() {
    let desk = Desk::new();
    for args in [
        &["run"][..],
        &["walk"],
        &["run", "p", "i", "-o", "o", "--jobs", "0"],
        &["run", "p", "i", "-o", "o", "--jobs", "x"],
    ] {
        let ran = desk.run(args);
        assert_eq!((ran.status, ran.stdout.as_str()), (Some(2), ""), "{args:?}");
        assert!(ran.stderr.contains("Usage") || ran.stderr.contains("--jobs"), "{}", ran.stderr);
    }
    let ran = desk.run(["--help"]);
    assert_eq!((ran.status, ran.stderr.as_str()), (Some(0), ""));
}

#[test]
fn impossible_dates_are_refused() {
    let desk = Desk::new();
    desk.write("a.txt", "Rain fell.\n");
    for date in ["2024-02-30", "2023-02-29", "24-01-01", "today", ""] {
        let args = [
            "run".into(),
            pipeline("quick"),
            "a.txt".into(),
            "-o".into(),
            "out".into(),
            "--published".into(),
            date.into(),
        ];
        assert_eq!(desk.run(args).status, Some(2), "{date}");
    }
}

#[test]
fn records_go_to_standard_output_and_all_else_to_standard_error() {
    let desk = Desk::new();
    desk.write("a.txt", "Rain fell on Tuesday.\n");
    desk.write("b.txt", b"\xff\xfe\xfd bad");
    let ran = desk.run(["run".into(), pipeline("quick"), "a.txt".into(), "b.txt".into(), "-o".into(), "-".into()]);
    assert_eq!(ran.status, Some(3), "{}", ran.stderr);
    assert_eq!(json_lines(&ran.stdout).len(), 1);
    assert!(ran.stderr.contains("b.txt") && ran.stderr.contains("1 articles, 1 failed"), "{}", ran.stderr);
    assert!(!desk.path("out").exists());
}

#[test]
fn a_reader_that_has_seen_enough_is_a_normal_end() {
    let desk = Desk::new();
    let line = "{\"text\": \"Rain fell on Tuesday.\"}\n";
    desk.write("many.jsonl", line.repeat(20_000));
    let args = ["run".into(), pipeline("quick"), "many.jsonl".into(), "-o".into(), "-".into()];
    let mut child = desk.command(args).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn nothing_but_data_reaches_a_pipe_and_no_escape_byte() {
    let desk = Desk::new();
    desk.write("a\u{1b}[31m.txt", "Rain \u{1b}[31mfell.\n");
    desk.write("b\u{1b}[31m.txt", b"\xff");
    let ran = desk.quick(".");
    assert_eq!(ran.status, Some(3));
    assert!(!ran.stderr.contains('\u{1b}') && !ran.stdout.contains('\u{1b}'), "{:?}", ran.stderr);
}

#[cfg(unix)]
#[test]
fn a_signal_stops_a_run_that_waits_for_input_and_leaves_whole_lines() {
    use std::io::Write as _;
    use std::time::{Duration, Instant};

    let desk = Desk::new();
    let args = ["run".into(), pipeline("quick"), "-".into(), "-o".into(), "out".into()];
    let mut child = desk.command(args).stdin(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut input = child.stdin.take().unwrap();
    input.write_all("{\"text\": \"Rain fell on Tuesday.\"}\n".repeat(100).as_bytes()).unwrap();
    input.flush().unwrap();
    for _ in 0..1000 {
        if desk.path("out/run.json").exists() {
            break;
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    std::thread::sleep(Duration::from_millis(300));
    let told = Instant::now();
    std::process::Command::new("kill").args(["-TERM", &child.id().to_string()]).status().unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(told.elapsed() < Duration::from_secs(5), "the run did not stop");
    assert_eq!(output.status.code(), Some(143), "{}", String::from_utf8_lossy(&output.stderr));
    assert_eq!(desk.lines("out/articles.jsonl").len(), 100);
    assert!(desk.read("out/run.json").contains("\"state\": \"stopped\""));
}

#[cfg(unix)]
#[test]
fn a_write_beyond_the_size_limit_ends_the_run_with_its_cause() {
    let desk = Desk::new();
    desk.write("many.jsonl", "{\"text\": \"Rain fell on Tuesday.\"}\n".repeat(5000));
    let script = format!(
        "ulimit -f 64; exec {} run {} many.jsonl -o out",
        env!("CARGO_BIN_EXE_copydesk"),
        pipeline("quick").display()
    );
    let output = std::process::Command::new("bash").current_dir(desk.path("")).args(["-c", &script]).output().unwrap();
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{stderr}");
    assert!(stderr.contains("cannot write"), "{stderr}");
}

#[test]
fn explain_shows_the_article_its_marks_and_the_reasons() {
    let desk = Desk::new();
    desk.write("a.txt", "“We will mend the bridge,” Mayor Mara Okafor told reporters in Kelmouth on Tuesday.\n");
    let ran = desk.run(["explain".into(), pipeline("news"), "a.txt".into(), "--published".into(), "2024-05-15".into()]);
    assert_eq!(ran.status, Some(0), "{}", ran.stderr);
    for expected in ["{“We will mend the bridge,”}", "[Mara Okafor]", "<Tuesday>", "2024-05-14", "confidence"] {
        assert!(ran.stdout.contains(expected), "no {expected} in\n{}", ran.stdout);
    }
    let headings = [
        "entities: 2, by entity-tagger\n",
        " by the words around it and the rest of the article",
        "quotes: 1, by quote-attributor\n",
        "dates: 1, by date-normalizer\n",
        " by the rules: weekday\n",
        "summary: 1, by summarizer\n",
        "\n    sentence 1 of 1; score ",
    ];
    for expected in headings {
        assert!(ran.stdout.contains(expected), "no {expected} in\n{}", ran.stdout);
    }
    assert_eq!(ran.stdout.matches("\n    confidence 0.").count(), 3, "two entities and a date in\n{}", ran.stdout);
    let ran = desk.run(["explain".into(), pipeline("news"), "a.txt".into(), "--number".into(), "2".into()]);
    assert_eq!((ran.status, ran.stdout.as_str()), (Some(2), ""));
}
