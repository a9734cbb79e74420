//! The processes of programs that are stages: how many there are, and how they end.

#![cfg(unix)]

use std::fs;
use std::os::unix::process::CommandExt as _;
use std::process::{Command, Stdio};
use std::time::Duration;

use crate::binary::{Desk, Ran};
use crate::exec::{run, stage};
use crate::resume::{come_to_a_checkpoint, let_go};

/// Writes a pipeline whose stage is a shell program: for each article it does something first, then answers with these rows.
fn program(desk: &Desk, first: &str, rows: &str, options: &str) {
    let answer = format!("printf '{{\"id\":%s,\"acme.x\":{rows}}}\\n' \"$id\"");
    let id = "id=${r#'{\"id\":'}; id=${id%%,*}";
    desk.write("x.sh", format!("while read -r r; do {id}; {first}; {answer}; done\n"));
    desk.write("p.toml", stage(&format!("command = [\"sh\", \"x.sh\"]\nwrites = [\"acme.x\"]\n{options}")));
}

/// Writes so many articles.
fn articles(desk: &Desk, count: usize) {
    let line = |n: usize| format!("{{\"id\":\"{n}\",\"text\":\"Rain.\"}}\n");
    desk.write("in.jsonl", (0..count).map(line).collect::<String>());
}

#[test]
fn a_process_that_dies_between_articles_costs_none() {
    let desk = Desk::new();
    desk.write(
        "once.sh",
        "read -r r; id=${r#'{\"id\":'}; id=${id%%,*}; printf '{\"id\":%s,\"acme.x\":[]}\\n' \"$id\"\n",
    );
    desk.write("p.toml", stage("command = [\"sh\", \"once.sh\"]\nwrites = [\"acme.x\"]"));
    articles(&desk, 20);
    let ran = run(&desk, "out", &["--jobs", "2"]);
    assert_eq!((ran.status, desk.lines("out/articles.jsonl").len()), (Some(0), 20), "{}", ran.stderr);
}

/// Programs are stopped by their stage, and not by the key that stops the run.
#[test]
fn an_interrupt_at_the_terminal_stops_the_run_in_order_and_costs_no_article() {
    let desk = Desk::new();
    program(&desk, "echo > asked; sleep 0.5", "[]", "");
    articles(&desk, 400);
    let mut command = desk.command(["run", "p.toml", "in.jsonl", "-o", "out", "--jobs", "2", "--window", "4"]);
    let child = command.process_group(0).stderr(Stdio::piped()).spawn().unwrap();
    while fs::metadata(desk.path("asked")).is_err() {
        std::thread::sleep(Duration::from_millis(10));
    }
    let group = format!("-{}", child.id());
    Command::new("kill").args(["-INT", "--", &group]).status().unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(130), "{}", String::from_utf8_lossy(&output.stderr));
    assert_eq!(desk.read("out/failed.jsonl"), "");
    assert!(desk.lines("out/articles.jsonl").len() < 400);
}

#[test]
fn a_process_that_hangs_is_killed_with_all_that_it_started() {
    let desk = Desk::new();
    desk.write("hang.sh", "read -r r\nsleep 3600 &\necho $! > started\nwait\n");
    let options = "command = [\"sh\", \"hang.sh\"]\nwrites = [\"acme.x\"]\ntime-limit = 0.5\nstart-limit = 1.5";
    desk.write("p.toml", stage(options));
    desk.write("in.jsonl", "{\"id\":\"a\",\"text\":\"Rain.\"}\n");
    assert_eq!(run(&desk, "out", &[]).status, Some(3));
    assert_eq!(desk.lines("out/failed.jsonl")[0]["kind"], "limit");
    let started = desk.read("started");
    let is_alive = || Command::new("kill").args(["-0", started.trim()]).output().unwrap().status.success();
    let gone = (0..500).any(|_| {
        std::thread::sleep(Duration::from_millis(20));
        !is_alive()
    });
    assert!(gone, "process {started} goes on");
}

#[test]
fn no_more_processes_run_than_are_allowed() {
    let desk = Desk::new();
    program(&desk, "pid=$$", "[{\"start\":0,\"end\":0,\"pid\":'$pid'}]", "processes = 2");
    articles(&desk, 200);
    let ran = run(&desk, "out", &["--jobs", "8"]);
    assert_eq!(ran.status, Some(0), "{}", ran.stderr);
    let mut pids: Vec<_> =
        desk.lines("out/articles.jsonl").iter().map(|record| record["acme.x"][0]["pid"].to_string()).collect();
    pids.sort();
    pids.dedup();
    assert!(pids.len() <= 2, "{} processes", pids.len());
}

#[test]
fn a_run_with_programs_that_is_killed_and_resumed_ends_in_the_same_bytes() {
    let desk = Desk::new();
    program(&desk, "sleep 0.01", "[[0,4]]", "");
    articles(&desk, 300);
    assert_eq!(run(&desk, "whole", &[]).status, Some(0));
    let args = ["run", "p.toml", "in.jsonl", "-o", "out", "--progress", "never", "--checkpoint-every", "0.05"];
    let mut child = desk.command(args).stderr(Stdio::null()).spawn().unwrap();
    come_to_a_checkpoint(&desk);
    child.kill().unwrap();
    child.wait().unwrap();
    let_go(&desk);
    let ran = run(&desk, "out", &["--resume"]);
    assert_eq!(ran.status, Some(0), "{}", ran.stderr);
    assert_eq!(desk.read("out/articles.jsonl"), desk.read("whole/articles.jsonl"));
    assert_eq!(desk.lines("out/articles.jsonl").len(), 300);
}

/// Whether a process with this in its command line runs.
fn runs(what: &str) -> bool {
    let found = Command::new("pgrep").args(["-f", what]).output().unwrap();
    !found.stdout.is_empty()
}

#[test]
fn what_a_program_leaves_behind_in_a_session_of_its_own_is_ended_too() {
    let desk = Desk::new();
    program(&desk, "(setsid sleep 86543 < /dev/null > /dev/null 2>&1 &)", "[]", "");
    articles(&desk, 3);
    let ran = run(&desk, "out", &[]);
    assert_eq!(ran.status, Some(0), "{}", ran.stderr);
    assert!(!runs("sleep 86543"), "a daemon outlives the run");
}

#[test]
fn what_programs_print_is_bounded_over_the_whole_run() {
    let desk = Desk::new();
    program(&desk, "for n in $(seq 300); do printf 'line\\302\\233J\\n' >&2; done", "[]", "");
    articles(&desk, 10);
    let ran = run(&desk, "out", &[]);
    assert_eq!(ran.status, Some(0), "{}", ran.stderr);
    let lines = ran.stderr.lines().filter(|line| line.contains(": line\\u{9b}J")).count();
    assert_eq!(lines, 1000, "{:.300}", ran.stderr);
    assert!(ran.stderr.contains("2000 more lines were left out"), "{:.300}", ran.stderr);
}

#[test]
fn a_program_that_closes_its_input_costs_no_article_on_any_number_of_threads() {
    let desk = Desk::new();
    let answer = "printf '{\"id\":%s,\"acme.x\":[]}\\n' \"$id\"";
    desk.write(
        "deaf.sh",
        format!("read -r r; id=${{r#'{{\"id\":'}}; id=${{id%%,*}}; exec < /dev/null; {answer}; sleep 60\n"),
    );
    desk.write("p.toml", stage("command = [\"sh\", \"deaf.sh\"]\nwrites = [\"acme.x\"]"));
    articles(&desk, 6);
    for jobs in ["1", "3"] {
        let ran = run(&desk, jobs, &["--jobs", jobs]);
        assert_eq!((ran.status, desk.lines(&format!("{jobs}/articles.jsonl")).len()), (Some(0), 6), "{}", ran.stderr);
    }
}

#[test]
fn a_pipeline_from_elsewhere_starts_nothing_unasked() {
    let desk = Desk::new();
    program(&desk, "echo > started", "[]", "");
    articles(&desk, 1);
    fs::create_dir(desk.path("here")).unwrap();
    let run = |more: &[&str]| -> Ran {
        let args = [&["run", "../p.toml", "../in.jsonl", "-o", "out"], more].concat();
        desk.command(args).current_dir(desk.path("here")).output().unwrap().into()
    };
    let ran = run(&[]);
    assert_eq!(ran.status, Some(2), "{}", ran.stderr);
    assert!(ran.stderr.contains("x.sh") && ran.stderr.contains("--allow-exec"), "{}", ran.stderr);
    assert!(!desk.path("started").exists());
    let ran = run(&["--allow-exec"]);
    assert_eq!(ran.status, Some(0), "{}", ran.stderr);
    assert!(desk.path("started").exists());
}
