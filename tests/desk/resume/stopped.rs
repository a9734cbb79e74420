//! Runs that are stopped by signals.

use std::fs::{self, File};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;

use super::{FORMATS, archive, args, come_to_a_checkpoint, finished, result};
use crate::binary::{Desk, Ran};

#[test]
fn a_stopped_run_leaves_whole_records_and_is_resumed_to_the_same_bytes() {
    let desk = Desk::new();
    archive(&desk, 12_000);
    for (name, _, file) in FORMATS {
        finished(&desk, args(name, "whole", &["--force"]));
        let signals = [("INT", 130), ("TERM", 143), ("HUP", 143)];
        for (signal, status) in signals.into_iter().take(if name == "jsonl" { 3 } else { 1 }) {
            let mut child = desk.command(args(name, "out", &["--jobs", "1"])).stderr(Stdio::piped()).spawn().unwrap();
            come_to_a_checkpoint(&desk);
            let told = Instant::now();
            signal_to(child.id(), signal);
            child.wait().unwrap();
            assert!(told.elapsed() < Duration::from_secs(5), "{signal} did not stop the run");
            let ran: Ran = child.wait_with_output().unwrap().into();
            assert_eq!(ran.status, Some(status), "{signal}: {}", ran.stderr);
            assert!(ran.stderr.contains("--resume"), "{}", ran.stderr);
            // On a machine too busy to end its article in time, a worker is ended in the middle of it, and says nothing more.
            if !ran.stderr.contains("in the middle of an article") {
                assert_eq!(account(&desk, "out")["state"], "stopped");
                assert!(starts_with(&desk, name, &format!("out/{file}"), &format!("whole/{file}")), "{name}");
            }
            finished(&desk, args(name, "out", &["--resume"]));
            assert!(result(&desk, "out", file) == result(&desk, "whole", file), "{name} after {signal}");
            fs::remove_dir_all(desk.path("out")).unwrap();
        }
    }
}

/// Whether the records of one file are the first of another.
fn starts_with(desk: &Desk, name: &str, part: &str, whole: &str) -> bool {
    let read = |file: &str| match name {
        "jsonl" | "conllu" => desk.read(file),
        "zstd" => String::from_utf8(zstd::decode_all(File::open(desk.path(file)).unwrap()).unwrap()).unwrap(),
        _ => {
            // Read by the program itself, ids alone.
            desk.write("ids.toml", "[[stage]]\nuse = \"tokenizer\"\n[sink]\nlayers = []\ntext = false\n");
            let ran = desk.run(["run", "ids.toml", file, "-o", "-"]);
            assert_eq!(ran.status, Some(0), "{}", ran.stderr);
            ran.stdout.replace(file, "")
        }
    };
    let (part, whole) = (read(part), read(whole));
    !part.is_empty() && part.len() < whole.len() && whole.starts_with(&part)
}

fn account(desk: &Desk, out: &str) -> Value {
    serde_json::from_str(&desk.read(&format!("{out}/run.json"))).unwrap()
}

fn signal_to(process: u32, signal: &str) {
    assert!(Command::new("kill").args([&format!("-{signal}"), &process.to_string()]).status().unwrap().success());
}

#[test]
fn a_second_signal_ends_the_run_at_once_and_it_can_still_be_resumed() {
    let desk = Desk::new();
    archive(&desk, 12_000);
    finished(&desk, args("jsonl", "whole", &[]));
    let mut child = desk.command(args("jsonl", "out", &[])).stderr(Stdio::null()).spawn().unwrap();
    while !desk.path("out/run.json").exists() {
        std::thread::sleep(Duration::from_millis(2));
    }
    signal_to(child.id(), "INT");
    let _ = Command::new("kill").args(["-INT", &child.id().to_string()]).status();
    assert_eq!(child.wait().unwrap().code(), Some(130));
    finished(&desk, args("jsonl", "out", &["--resume"]));
    assert!(result(&desk, "out", "articles.jsonl") == result(&desk, "whole", "articles.jsonl"));
}

#[test]
fn stop_and_go_change_nothing() {
    let desk = Desk::new();
    archive(&desk, 6000);
    finished(&desk, args("jsonl", "whole", &[]));
    let mut child = desk.command(args("jsonl", "out", &[])).stderr(Stdio::null()).spawn().unwrap();
    for _ in 0..3 {
        std::thread::sleep(Duration::from_millis(60));
        signal_to(child.id(), "TSTP");
        std::thread::sleep(Duration::from_millis(200));
        signal_to(child.id(), "CONT");
    }
    assert_eq!(child.wait().unwrap().code(), Some(3));
    assert!(result(&desk, "out", "articles.jsonl") == result(&desk, "whole", "articles.jsonl"));
}
