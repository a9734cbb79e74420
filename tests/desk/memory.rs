//! What a long article takes: memory in step with its length, and not many times it.

use std::fs;
use std::process::Stdio;
use std::thread;
use std::time::Duration;

use crate::binary::{Desk, pipeline, top};

/// Megabytes that a run takes whatever it reads: the program, its models, its threads.
const ALONE: u64 = 100;

/// Times its own size that a long article may take beyond that.
const FACTOR: u64 = 15;

/// The most memory that a process has held so far, in bytes, while it is there.
fn peak(process: u32) -> Option<u64> {
    let status = fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().strip_suffix(" kB")?.parse().ok().map(|kilobytes: u64| kilobytes << 10)
}

#[test]
fn a_long_article_takes_a_bounded_number_of_times_its_bytes() {
    let desk = Desk::new();
    let mut samples: Vec<_> =
        fs::read_dir(top().join("tests/articles")).unwrap().map(|file| file.unwrap().path()).collect();
    samples.retain(|file| file.extension().is_some_and(|extension| extension == "txt"));
    samples.sort();
    let mut text = String::new();
    while text.len() < 2 << 20 {
        samples.iter().for_each(|file| text += &(fs::read_to_string(file).unwrap() + "\n\n"));
    }
    desk.write("in/long.txt", &text);
    // Unsupervised, so that the process that is measured is the one that works; a supervisor sets the same of its worker.
    let mut command = desk.command(["run".into(), pipeline("news"), "in".into(), "-o".into(), "out".into()]);
    command.args(["--no-supervise", "--jobs", "1", "--time-limit", "600", "--stage-time-limit", "600"]);
    let mut child = command.env("MIMALLOC_PURGE_DELAY", "0").stderr(Stdio::null()).spawn().unwrap();
    let mut most = None;
    let status = loop {
        most = peak(child.id()).or(most);
        match child.try_wait().unwrap() {
            Some(status) => break status,
            None => thread::sleep(Duration::from_millis(10)),
        }
    };
    assert!(status.success() && desk.lines("out/articles.jsonl").len() == 1);
    if let Some(most) = most {
        let allowed = (ALONE << 20) + FACTOR * text.len() as u64;
        assert!(most <= allowed, "{} MB for an article of {} MB", most >> 20, text.len() >> 20);
    }
}
