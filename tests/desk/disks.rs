//! Disks that are full, that fail, or on which something is in the way: the run never claims to have succeeded.

use std::fs;
use std::io::Write as _;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::json;

use crate::binary::{Desk, Ran, pipeline};

/// Articles enough for some files of the disk to fill.
fn many(desk: &Desk) {
    let line = |n: usize| json!({"id": n, "text": "Rain fell on Kelmouth on Tuesday. ".repeat(10)}).to_string() + "\n";
    desk.write("in.jsonl", (0..3000).map(line).collect::<String>());
    desk.write("p.toml", "[[stage]]\nuse = \"tokenizer\"\n");
}

#[test]
fn a_full_disk_ends_the_run_with_its_cause_and_it_is_resumed_to_the_same_bytes() {
    let desk = Desk::new();
    many(&desk);
    fs::create_dir(desk.path("disk")).unwrap();
    let script = "mount -t tmpfs -o size=400k none disk || exit 77\n\
        \"$0\" run p.toml in.jsonl -o disk/out --checkpoint-every 0.02 || echo \"first $?\"\n\
        mount -o remount,size=64m disk\n\
        \"$0\" run p.toml in.jsonl -o disk/out --resume && cp disk/out/articles.jsonl resumed.jsonl";
    let mut unshared = Command::new("unshare");
    unshared.args(["-rm", "sh", "-c", script, env!("CARGO_BIN_EXE_copydesk")]).current_dir(desk.path(""));
    let Ok(output) = unshared.output() else { return eprintln!("skipped: no unshare") };
    let ran: Ran = output.into();
    if !ran.stdout.contains("first") {
        return eprintln!("skipped: no disk can be made here: {}", ran.stderr);
    }
    assert_eq!(ran.stdout, "first 1\n", "{}", ran.stderr);
    assert!(ran.stderr.contains("No space left") && ran.stderr.contains("--resume"), "{}", ran.stderr);
    assert_eq!(desk.run(["run", "p.toml", "in.jsonl", "-o", "whole"]).status, Some(0));
    assert!(desk.read("resumed.jsonl") == desk.read("whole/articles.jsonl"), "other bytes after a full disk");
}

#[test]
fn a_disk_that_does_not_take_the_bytes_is_no_success() {
    let desk = Desk::new();
    many(&desk);
    for call in ["fdatasync", "fsync", "rename"] {
        let fault = format!("inject={call}:error=EIO:when=1+");
        let run = ["run", "p.toml", "in.jsonl", "-o", "out", "--no-supervise", "--force"];
        let mut traced = Command::new("strace");
        traced.args(["-f", "-o", "trace", "-e", &format!("trace={call}"), "-e", &fault]);
        traced.arg(env!("CARGO_BIN_EXE_copydesk")).args(run).current_dir(desk.path(""));
        let Ok(output) = traced.output() else { return eprintln!("skipped: no strace") };
        let ran: Ran = output.into();
        if !desk.read("trace").contains("INJECTED") {
            return eprintln!("skipped: strace cannot be used here: {}", ran.stderr);
        }
        assert!(matches!(ran.status, Some(1 | 2)), "{call}: {:?} {}", ran.status, ran.stderr);
        assert!(ran.stderr.contains("Input/output error"), "{call}: {}", ran.stderr);
    }
}

#[test]
fn an_account_that_cannot_be_put_in_its_place_is_no_success() {
    let desk = Desk::new();
    let args = ["run".into(), pipeline("quick"), "-".into(), "-o".into(), "out".into()];
    let mut child = desk.command(args).stdin(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let begun = Instant::now();
    while !desk.path("out/run.json").exists() && begun.elapsed() < Duration::from_secs(30) {
        std::thread::sleep(Duration::from_millis(5));
    }
    drop(fs::remove_file(desk.path("out/run.json")));
    desk.write("out/run.json/in-the-way", "");
    child.stdin.take().unwrap().write_all(b"{\"id\":\"a\",\"text\":\"Rain.\"}\n").unwrap();
    let ran: Ran = child.wait_with_output().unwrap().into();
    assert_eq!(ran.status, Some(1), "{}", ran.stderr);
    assert!(ran.stderr.contains("error: "), "{}", ran.stderr);
}
