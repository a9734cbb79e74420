//! What never changes the bytes written: threads, window, locale, time zone, working folder, terminal, time of day.

use std::fs;
use std::process::Command;

use crate::binary::{Desk, pipeline, top};

/// The records of the news pipeline over the sample articles.
fn records(desk: &Desk, out: &str, change: impl FnOnce(&mut Command)) -> String {
    let mut command =
        desk.command(["run".into(), pipeline("news"), top().join("tests/articles"), "-o".into(), desk.path(out)]);
    change(&mut command);
    let output = command.output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    desk.read(&format!("{out}/articles.jsonl"))
}

#[test]
fn the_bytes_do_not_depend_on_threads_or_window() {
    let desk = Desk::new();
    let one = records(&desk, "one", |command| {
        command.args(["--jobs", "1"]);
    });
    assert!(one.lines().count() >= 16);
    for (jobs, window) in [("1", "1"), ("2", "3"), ("2", "256"), ("8", "2"), ("8", "256")] {
        let other = records(&desk, &format!("{jobs}-{window}"), |command| {
            command.args(["--jobs", jobs, "--window", window]);
        });
        assert!(other == one, "other bytes with {jobs} threads and a window of {window}");
    }
}

#[test]
fn the_bytes_do_not_depend_on_the_surroundings() {
    let desk = Desk::new();
    let plain = records(&desk, "plain", |_| ());
    let elsewhere = records(&desk, "elsewhere", |command| {
        let folder = desk.path("another folder");
        fs::create_dir(&folder).unwrap();
        command.current_dir(folder);
        command.env_clear().env("TZ", "Pacific/Kiritimati").env("LC_ALL", "tr_TR.UTF-8").env("TERM", "dumb");
        command.env("HOME", "/nonexistent").env("RUST_LOG", "trace").env("RAYON_NUM_THREADS", "3");
    });
    assert!(plain == elsewhere, "other bytes in other surroundings");
}

#[test]
fn nothing_is_written_but_the_output() {
    let desk = Desk::new();
    let home = desk.path("home");
    fs::create_dir(&home).unwrap();
    records(&desk, "out", |command| {
        command.env("HOME", &home).env("XDG_CACHE_HOME", &home).env("TMPDIR", &home).current_dir(&home);
    });
    assert_eq!(fs::read_dir(&home).unwrap().count(), 0);
    let mut names: Vec<_> = fs::read_dir(desk.path("out")).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    names.sort();
    assert_eq!(names, ["articles.jsonl", "failed.jsonl", "run.json"]);
}

#[test]
fn articles_and_failures_together_are_the_inputs_in_their_order() {
    let desk = Desk::new();
    let line = |n: usize| {
        if n % 7 == 3 { "not json\n".to_owned() } else { format!("{{\"id\":\"{n}\",\"text\":\"Rain {n}.\"}}\n") }
    };
    desk.write("in.jsonl", (0..500).map(line).collect::<String>());
    assert_eq!(desk.quick("in.jsonl").status, Some(3));
    let ids = |file| desk.lines(file).iter().map(|line| line["id"].as_str().unwrap().to_owned()).collect::<Vec<_>>();
    let (done, failed) = (ids("out/articles.jsonl"), ids("out/failed.jsonl"));
    assert_eq!(done, (0..500).filter(|n| n % 7 != 3).map(|n| n.to_string()).collect::<Vec<_>>());
    assert_eq!(failed.len() + done.len(), 500);
    let account: serde_json::Value = serde_json::from_str(&desk.read("out/run.json")).unwrap();
    assert_eq!((&account["state"], &account["offsets"]), (&"finished".into(), &"codepoint".into()));
    assert_eq!(account["account"]["articles"], done.len());
    assert_eq!(account["account"]["failed"], failed.len());
}

#[test]
fn a_limit_stops_after_so_many() {
    let desk = Desk::new();
    desk.write("in.jsonl", "{\"text\":\"Rain.\"}\n".repeat(50));
    let ran = desk.run([
        "run".into(),
        pipeline("quick"),
        "in.jsonl".into(),
        "-o".into(),
        "out".into(),
        "--limit".into(),
        "7".into(),
    ]);
    assert_eq!(ran.status, Some(0), "{}", ran.stderr);
    assert_eq!(desk.lines("out/articles.jsonl").len(), 7);
}
