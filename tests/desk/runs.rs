//! Parts of a run, runs again, limits of a run, and the account of it.

use std::fs;

use serde_json::Value;

use crate::binary::{Desk, Ran, pipeline};

/// The sinks whose outputs can be joined, and their files.
const SINKS: [(&str, &str); 8] = [
    ("use = \"jsonl\"", "articles.jsonl"),
    ("use = \"jsonl\"\ncompress = \"zstd\"", "articles.jsonl.zst"),
    ("use = \"parquet\"", "articles.parquet"),
    ("use = \"timeml\"", "timeml/00000001.tml"),
    ("use = \"conllu\"", "articles.conllu"),
    ("use = \"brat\"", "brat/00000001.ann"),
    ("use = \"tables\"", "dates.csv"),
    ("use = \"tables\"\nformat = \"parquet\"", "dates.parquet"),
];

fn archive(desk: &Desk, articles: usize, sink: &str) {
    let line = |n: usize| match n % 11 {
        4 => "[]\n".to_owned(),
        _ => format!("{{\"id\":\"{n}\",\"text\":\"{}\"}}\n", "Rain fell on Tuesday. ".repeat(1 + n % 3)),
    };
    desk.write("in/a.txt", "Snow fell.\n");
    desk.write("in/b.jsonl", (0..articles).map(line).collect::<String>());
    desk.write("in/c.txt", b"\xff");
    let stages = "[[stage]]\nuse = \"tokenizer\"\n[[stage]]\nuse = \"date-normalizer\"\n";
    desk.write("p.toml", format!("{stages}[sink]\n{sink}\n"));
}

fn run(desk: &Desk, out: &str, more: &[&str]) -> Ran {
    desk.run([&["run", "p.toml", "in", "-o", out][..], more].concat())
}

/// All files of an output but the account, by name.
fn files(desk: &Desk, out: &str) -> Vec<(String, Vec<u8>)> {
    let mut files = Vec::new();
    for folder in ["", "timeml", "brat"].map(|name| desk.path(out).join(name)) {
        let Ok(entries) = fs::read_dir(folder) else { continue };
        let paths = entries.map(|entry| entry.unwrap().path()).filter(|path| path.is_file());
        files.extend(
            paths.map(|path| (path.file_name().unwrap().to_string_lossy().into_owned(), fs::read(path).unwrap())),
        );
    }
    files.retain(|(name, _)| name != "run.json");
    files.sort();
    files
}

fn account(desk: &Desk, out: &str) -> Value {
    serde_json::from_str(&desk.read(&format!("{out}/run.json"))).unwrap()
}

#[test]
fn shards_joined_are_the_whole_run_to_the_byte() {
    for (sink, file) in SINKS {
        let desk = Desk::new();
        archive(&desk, 700, sink);
        assert_eq!(run(&desk, "whole", &[]).status, Some(3));
        for of in [1, 2, 7] {
            let names: Vec<_> = (1..=of).map(|index| format!("shard{index}of{of}")).collect();
            for (index, name) in (1..).zip(&names) {
                let ran = run(&desk, name, &["--shard", &format!("{index}/{of}"), "--jobs", &index.to_string()]);
                assert!(matches!(ran.status, Some(0 | 3)), "{}", ran.stderr);
            }
            let joined = format!("joined{of}");
            let folders = names.iter().rev().map(String::as_str);
            let ran = desk.run(["merge"].into_iter().chain(folders).chain(["-o", &joined]));
            assert_eq!(ran.status, Some(3), "{}", ran.stderr);
            assert!(files(&desk, &joined) == files(&desk, "whole"), "other bytes in {file} from {of} shards");
            for count in ["articles", "failed", "rows", "failures", "text_bytes"] {
                assert_eq!(account(&desk, &joined)["account"][count], account(&desk, "whole")["account"][count]);
            }
            if file == "articles.jsonl" {
                let concatenated = names.iter().map(|name| desk.read(&format!("{name}/{file}"))).collect::<String>();
                assert!(concatenated == desk.read("whole/articles.jsonl"), "{of} shards, one behind the other");
            }
        }
    }
}

#[test]
fn only_all_shards_of_one_run_are_joined() {
    let desk = Desk::new();
    archive(&desk, 50, SINKS[0].0);
    for index in ["1", "2", "3"] {
        run(&desk, index, &["--shard", &format!("{index}/3")]);
    }
    run(&desk, "whole", &[]);
    run(&desk, "other", &["--shard", "3/3", "--offsets", "byte"]);
    let refused = |folders: &[&str], words: &str| {
        let ran = desk.run([&["merge"], folders, &["-o", "joined"]].concat());
        assert_eq!(ran.status, Some(2), "{}", ran.stderr);
        assert!(ran.stderr.contains(words), "no {words:?} in {}", ran.stderr);
        assert!(!desk.path("joined").exists());
    };
    refused(&["1", "3"], "shard 2/3 is missing");
    refused(&["1", "2", "2", "3"], "both shard 2/3");
    refused(&["1", "2", "other"], "--offsets");
    refused(&["1", "whole"], "no shard");
    refused(&["1", "2", "nowhere"], "nowhere");
    assert_eq!(desk.run(["run", "p.toml", "in", "-o", "x", "--shard", "4/3"]).status, Some(2));
    assert_eq!(desk.run(["run", "p.toml", "-", "-o", "x", "--shard", "1/3"]).status, Some(2), "no stream has shards");
}

#[test]
fn failed_articles_are_run_again_and_no_others() {
    let desk = Desk::new();
    archive(&desk, 100, SINKS[0].0);
    assert_eq!(run(&desk, "first", &[]).status, Some(3));
    let failed = desk.lines("first/failed.jsonl");
    assert_eq!(failed.len(), 10);
    let positions: Vec<_> = failed.iter().map(|row| row["position"].as_u64().unwrap()).collect();
    assert_eq!((positions[0], positions[9]), (6, 102), "{positions:?}");
    let repaired = desk.read("in/b.jsonl").replacen("[]", "{\"id\":\"mended\",\"text\":\"Hail fell.\"}", 1);
    desk.write("in/b.jsonl", repaired);
    assert_eq!(run(&desk, "again", &["--retry", "first/failed.jsonl"]).status, Some(3));
    let records = desk.lines("again/articles.jsonl");
    assert_eq!(records.iter().map(|record| &record["id"]).collect::<Vec<_>>(), ["mended"]);
    let failed_again: Vec<_> =
        desk.lines("again/failed.jsonl").iter().map(|row| row["position"].as_u64().unwrap()).collect();
    assert_eq!(failed_again, positions[1..]);
    let elsewhere = desk.run(["run", "p.toml", "in/a.txt", "-o", "none", "--retry", "first/failed.jsonl"]);
    assert_eq!(elsewhere.status, Some(0));
    assert!(elsewhere.stderr.contains("10 of the 10 articles listed are not in the inputs"), "{}", elsewhere.stderr);
    assert_eq!(run(&desk, "bad", &["--retry", "in/b.jsonl"]).status, Some(2));
}

#[test]
fn more_failures_than_tolerated_break_the_run_off_and_it_can_go_on() {
    let desk = Desk::new();
    archive(&desk, 4000, SINKS[0].0);
    assert_eq!(run(&desk, "whole", &[]).status, Some(3));
    for most in ["5", "3%"] {
        let ran = run(&desk, "out", &["--max-failures", most]);
        assert_eq!(ran.status, Some(1), "{}", ran.stderr);
        assert!(ran.stderr.contains("--max-failures") && ran.stderr.contains("--resume"), "{}", ran.stderr);
        assert_eq!(account(&desk, "out")["state"], "stopped");
        let failed = desk.lines("out/failed.jsonl").len();
        assert!(if most == "5" { failed == 6 } else { (90..=120).contains(&failed) }, "{failed} failed");
        assert_eq!(run(&desk, "out", &["--resume", "--max-failures", "10%"]).status, Some(3));
        assert!(files(&desk, "out") == files(&desk, "whole"));
        fs::remove_dir_all(desk.path("out")).unwrap();
    }
    assert_eq!(run(&desk, "out", &["--max-failures", "many"]).status, Some(2));
}

#[test]
fn the_account_tells_times_rows_repairs_and_failures() {
    let desk = Desk::new();
    archive(&desk, 100, SINKS[0].0);
    desk.write("in/d.txt", "A soft hy\u{ad}phen.\n");
    assert_eq!(run(&desk, "out", &[]).status, Some(3));
    let account = &account(&desk, "out")["account"];
    assert_eq!(account["failures"]["read read"], 10);
    assert_eq!(account["repairs"]["soft-hyphens"], 1);
    let tokens: usize = desk.lines("out/articles.jsonl").iter().map(|r| r["tokens"].as_array().unwrap().len()).sum();
    assert_eq!(account["rows"]["tokens"], tokens);
    assert_eq!(account["stages"].as_array().unwrap().len(), 2);
    assert_eq!(account["slowest"].as_array().unwrap().len(), 10);
    assert!(account["slowest"][0]["source"].as_str().unwrap().starts_with("in/"));
}

#[test]
fn the_account_counts_pages_that_are_dated_by_their_last_version() {
    let desk = Desk::new();
    desk.write("in/a.jsonl", concat!(
        r#"{"id":"a","text":"The fair of 2023 was wet.","contentCreated":"2019-05-01","versionCreated":"2025-03-12"}"#, "\n",
        r#"{"id":"b","text":"The fair of 2018 was wet.","contentCreated":"2019-05-01","versionCreated":"2025-03-12"}"#, "\n",
    ));
    desk.write(
        "p.toml",
        "[[stage]]\nuse = \"tokenizer\"\n[[stage]]\nuse = \"date-normalizer\"\n[sink]\nuse = \"jsonl\"\n",
    );
    assert_eq!(run(&desk, "out", &[]).status, Some(0));
    assert_eq!(account(&desk, "out")["account"]["repairs"]["dated-by-last-version"], 1);
}

#[test]
fn a_log_of_json_is_json_line_by_line() {
    let desk = Desk::new();
    archive(&desk, 30, SINKS[0].0);
    let ran = run(&desk, "out", &["--log-format", "json"]);
    assert_eq!((ran.status, ran.stdout.as_str()), (Some(3), ""));
    let lines = crate::binary::json_lines(&ran.stderr);
    let failed: Vec<_> = lines.iter().filter(|line| line["event"] == "failed").collect();
    assert_eq!((failed.len(), &failed[0]["source"]), (4, &"in/b.jsonl:5".into()));
    assert!(lines.iter().all(|line| !line["message"].as_str().unwrap().is_empty()));
    let refused = run(&desk, "out", &["--log-format", "json"]);
    assert_eq!(crate::binary::json_lines(&refused.stderr)[0]["event"], "error");
}

#[test]
fn a_check_shows_the_limits_and_where_they_are_set() {
    let desk = Desk::new();
    let ran = desk.run(["check".into(), pipeline("quick")]);
    for words in ["64 MB", "max-bytes", "60 s", "--time-limit", "--stage-time-limit", "--max-memory", "--max-failures"]
    {
        assert!(ran.stdout.contains(words), "no {words:?} in {}", ran.stdout);
    }
}

#[test]
fn an_output_that_cannot_be_written_to_is_refused_before_work_begins() {
    let desk = Desk::new();
    archive(&desk, 10, SINKS[0].0);
    desk.write("file", "mine");
    for out in ["file/out", "/proc/copydesk"] {
        let ran = run(&desk, out, &[]);
        assert_eq!(ran.status, Some(2), "{}", ran.stderr);
        assert!(ran.stderr.contains(out) && !ran.stderr.contains("articles/s"), "{}", ran.stderr);
    }
    assert_eq!(desk.read("file"), "mine");
}

#[test]
fn nobody_on_the_other_side_of_the_streams_changes_no_records() {
    let desk = Desk::new();
    archive(&desk, 200, SINKS[0].0);
    run(&desk, "whole", &[]);
    let run = format!("{} run p.toml in -o out --force --progress always", env!("CARGO_BIN_EXE_copydesk"));
    for closed in ["2>&-", ">&- 2>&-", "2>&1 | true", "<&- 2>/dev/null"] {
        let script = format!("{run} {closed}");
        std::process::Command::new("bash").current_dir(desk.path("")).args(["-c", &script]).status().unwrap();
        assert!(files(&desk, "out") == files(&desk, "whole"), "{closed}");
    }
}
