//! What other programs do to a run while it goes on.

#![cfg(unix)]

use std::fs;
use std::os::unix::fs::{FileTypeExt, symlink};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::binary::{Desk, Ran, pipeline};
use crate::resume::come_to_a_checkpoint;

const ARTICLE: &str = "{\"text\": \"Rain fell on Kelmouth on Tuesday.\"}\n";

/// A run over many articles, begun in `out`.
fn begun(desk: &Desk, more: &[&str]) -> Child {
    desk.write("in.jsonl", ARTICLE.repeat(150_000));
    let pipeline = pipeline("quick");
    let fixed = ["run", pipeline.to_str().unwrap(), "in.jsonl", "-o", "out", "--checkpoint-every", "0.05"];
    let mut command = desk.command(fixed.iter().chain(more));
    let child = command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
    come_to_a_checkpoint(desk);
    child
}

fn ended(child: Child) -> Ran {
    child.wait_with_output().unwrap().into()
}

#[test]
fn a_file_of_the_output_that_is_removed_meanwhile_is_no_success() {
    for name in ["articles.jsonl", "failed.jsonl"] {
        let desk = Desk::new();
        let child = begun(&desk, &[]);
        fs::remove_file(desk.path("out").join(name)).unwrap();
        let ran = ended(child);
        assert_eq!(ran.status, Some(1), "{}", ran.stderr);
        assert!(ran.stderr.contains(name) && ran.stderr.contains("not there any more"), "{}", ran.stderr);
        assert!(desk.read("out/run.json").contains("\"state\": \"stopped\""));
    }
}

#[test]
fn an_input_that_becomes_shorter_meanwhile_is_no_success() {
    let desk = Desk::new();
    let child = begun(&desk, &["--jobs", "1"]);
    let length = fs::metadata(desk.path("in.jsonl")).unwrap().len();
    let file = fs::File::options().write(true).open(desk.path("in.jsonl")).unwrap();
    let lines = length / ARTICLE.len() as u64;
    file.set_len(lines / 10 * 9 * ARTICLE.len() as u64).unwrap();
    let ran = ended(child);
    assert_eq!(ran.status, Some(1), "{}", ran.stderr);
    assert!(ran.stderr.contains("`in.jsonl` became shorter while it was read"), "{}", ran.stderr);
}

#[test]
fn a_kept_part_that_was_changed_is_not_kept() {
    let desk = Desk::new();
    let mut child = begun(&desk, &[]);
    // The end of the file was always looked at: the change is to be far before it.
    while fs::metadata(desk.path("out/articles.jsonl")).unwrap().len() < 4 << 20 {
        std::thread::sleep(Duration::from_millis(5));
    }
    std::thread::sleep(Duration::from_millis(150));
    child.kill().unwrap();
    child.wait().unwrap();
    crate::resume::let_go(&desk);
    let mut bytes = fs::read(desk.path("out/articles.jsonl")).unwrap();
    bytes[20] ^= 1;
    fs::write(desk.path("out/articles.jsonl"), bytes).unwrap();
    let pipeline = pipeline("quick");
    let ran = desk.run(["run", pipeline.to_str().unwrap(), "in.jsonl", "-o", "out", "--resume"]);
    assert_eq!(ran.status, Some(0), "{}", ran.stderr);
    let ran = desk.run(["run", pipeline.to_str().unwrap(), "in.jsonl", "-o", "whole"]);
    assert_eq!(ran.status, Some(0), "{}", ran.stderr);
    assert!(desk.read("out/articles.jsonl") == desk.read("whole/articles.jsonl"), "the damage was kept");
}

/// The worker of a supervised run.
fn worker(of: &Child) -> Option<u32> {
    let output = Command::new("pgrep").args(["-P", &of.id().to_string()]).output().unwrap();
    String::from_utf8_lossy(&output.stdout).lines().next()?.parse().ok()
}

fn signal(process: u32, signal: &str) {
    Command::new("kill").args([signal, &process.to_string()]).status().unwrap();
}

#[test]
fn a_worker_that_others_kill_costs_no_article() {
    let desk = Desk::new();
    let mut child = begun(&desk, &[]);
    for name in ["-KILL", "-SEGV", "-ABRT", "-BUS", "-KILL"] {
        let before = Instant::now();
        while let Ok(None) = child.try_wait() {
            if let Some(worker) = worker(&child) {
                std::thread::sleep(Duration::from_millis(150));
                signal(worker, name);
                break;
            }
            assert!(before.elapsed() < Duration::from_secs(30), "no worker");
            std::thread::sleep(Duration::from_millis(5));
        }
        std::thread::sleep(Duration::from_millis(100));
    }
    let ran = ended(child);
    assert_eq!(ran.status, Some(0), "{}", ran.stderr);
    assert_eq!(desk.read("out/failed.jsonl"), "");
    assert_eq!(desk.read("out/articles.jsonl").lines().count(), 150_000);
}

#[test]
fn a_worker_that_was_stopped_for_longer_than_a_stage_may_take_costs_no_article() {
    let desk = Desk::new();
    desk.write("slow.sh", "while read -r r; do id=${r#'{\"id\":'}; sleep 0.2; printf '{\"id\":%s,\"acme.x\":[]}\\n' \"${id%%,*}\"; done\n");
    desk.write("p.toml", crate::exec::stage("command = [\"sh\", \"slow.sh\"]\nwrites = [\"acme.x\"]"));
    desk.write("in.jsonl", ARTICLE.repeat(30));
    let args = ["run", "p.toml", "in.jsonl", "-o", "out", "--stage-time-limit", "1", "--time-limit", "1"];
    let child = desk.command(args).stderr(Stdio::piped()).spawn().unwrap();
    while fs::metadata(desk.path("out/.copydesk.in-hand")).is_err() {
        std::thread::sleep(Duration::from_millis(5));
    }
    std::thread::sleep(Duration::from_millis(400));
    let worker = worker(&child).unwrap();
    signal(worker, "-STOP");
    std::thread::sleep(Duration::from_secs(4));
    signal(worker, "-CONT");
    let ran = ended(child);
    assert_eq!(ran.status, Some(0), "{}", ran.stderr);
    assert_eq!(desk.read("out/failed.jsonl"), "");
}

/// A finished run of one article.
fn small(desk: &Desk) {
    desk.write("a.txt", "Rain fell on Tuesday.\n");
    assert_eq!(desk.quick("a.txt").status, Some(0));
}

#[test]
fn a_page_that_cannot_be_written_is_no_success() {
    let desk = Desk::new();
    small(&desk);
    let ran = desk.run(["view", "out", "-o", "/dev/full"]);
    assert_eq!(ran.status, Some(1), "{}", ran.stderr);
    assert!(fs::metadata("/dev/full").unwrap().file_type().is_char_device());
    let ran: Ran = desk
        .command(["view", "out", "-o", "-"])
        .stdout(fs::File::options().write(true).open("/dev/full").unwrap())
        .output()
        .unwrap()
        .into();
    assert_eq!(ran.status, Some(1), "{}", ran.stderr);
}

#[test]
fn a_page_goes_through_pipes_and_links_and_leaves_them_there() {
    let desk = Desk::new();
    small(&desk);
    desk.write("target.html", "old");
    symlink(desk.path("target.html"), desk.path("link.html")).unwrap();
    assert_eq!(desk.run(["view", "out", "-o", "link.html"]).status, Some(0));
    assert!(fs::symlink_metadata(desk.path("link.html")).unwrap().is_symlink());
    assert!(desk.read("target.html").starts_with("<!DOCTYPE html>"), "{:.40}", desk.read("target.html"));
    Command::new("mkfifo").arg(desk.path("pipe")).status().unwrap();
    let reader = Command::new("cat").arg(desk.path("pipe")).stdout(Stdio::piped()).spawn().unwrap();
    assert_eq!(desk.run(["view", "out", "-o", "pipe"]).status, Some(0));
    let page = reader.wait_with_output().unwrap().stdout;
    assert!(page == desk.read("target.html").into_bytes(), "another page went through the pipe");
    assert!(fs::symlink_metadata(desk.path("pipe")).unwrap().file_type().is_fifo());
}

#[test]
fn a_list_of_failures_that_is_a_pipe_is_refused() {
    let desk = Desk::new();
    desk.write("a.txt", "Rain fell on Tuesday.\n");
    Command::new("mkfifo").arg(desk.path("pipe")).status().unwrap();
    let pipeline = pipeline("quick");
    let ran = desk.run(["run", pipeline.to_str().unwrap(), "a.txt", "--retry", "pipe", "-o", "out"]);
    assert_eq!(ran.status, Some(2), "{}", ran.stderr);
}

#[test]
fn the_environment_does_not_set_the_number_of_threads() {
    let desk = Desk::new();
    desk.write("a.txt", "Rain fell on Tuesday.\n");
    let pipeline = pipeline("quick");
    let args = ["run", pipeline.to_str().unwrap(), "a.txt", "-o", "out", "--no-supervise"];
    let begun = Instant::now();
    let ran: Ran = desk.command(args).env("RAYON_NUM_THREADS", "20000").output().unwrap().into();
    assert_eq!(ran.status, Some(0), "{}", ran.stderr);
    assert!(begun.elapsed() < Duration::from_secs(10), "twenty thousand threads were started");
}

#[test]
fn deep_folders_take_time_in_step_with_their_depth() {
    let desk = Desk::new();
    let time = |depth: usize| {
        let name = format!("deep-{depth}");
        let folder = desk.path(&name).join("d/".repeat(depth));
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("a.txt"), "Rain fell on Tuesday.\n").unwrap();
        let begun = Instant::now();
        let pipeline = pipeline("quick");
        let ran = desk.run(["run", pipeline.to_str().unwrap(), &name, "-o", &format!("out-{depth}"), "--no-supervise"]);
        assert_eq!(ran.status, Some(0), "{}", ran.stderr);
        begun.elapsed()
    };
    let (shallow, deep) = (time(100), time(1500));
    assert!(deep < shallow + Duration::from_secs(3), "{shallow:?} at 100, {deep:?} at 1500");
}

#[test]
fn standard_input_that_says_nothing_does_not_hold_up_an_interrupt() {
    let desk = Desk::new();
    let pipeline = pipeline("quick");
    let args = ["run", pipeline.to_str().unwrap(), "-", "-o", "out"];
    let mut child = desk.command(args).stdin(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let _silent = child.stdin.take().unwrap();
    for _ in 0..1000 {
        if desk.path("out/run.json").exists() {
            break;
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    std::thread::sleep(Duration::from_millis(200));
    let asked = Instant::now();
    signal(child.id(), "-INT");
    let ran = ended(child);
    assert!(asked.elapsed() < Duration::from_secs(2), "it took {:?}", asked.elapsed());
    assert_eq!(ran.status, Some(130), "{}", ran.stderr);
}

#[test]
fn an_input_that_was_changed_is_noticed_though_its_size_and_time_are_the_same() {
    let desk = Desk::new();
    let mut child = begun(&desk, &[]);
    child.kill().unwrap();
    child.wait().unwrap();
    crate::resume::let_go(&desk);
    let time = fs::metadata(desk.path("in.jsonl")).unwrap().modified().unwrap();
    let mut bytes = fs::read(desk.path("in.jsonl")).unwrap();
    let at = bytes.len() / 2;
    bytes[at..].iter_mut().find(|byte| **byte == b'R').map(|byte| *byte = b'P').unwrap();
    fs::write(desk.path("in.jsonl"), bytes).unwrap();
    fs::File::options().write(true).open(desk.path("in.jsonl")).unwrap().set_modified(time).unwrap();
    let pipeline = pipeline("quick");
    let ran = desk.run(["run", pipeline.to_str().unwrap(), "in.jsonl", "-o", "out", "--resume"]);
    assert_eq!(ran.status, Some(2), "{}", ran.stderr);
    assert!(ran.stderr.contains("the input file `in.jsonl` was of"), "{}", ran.stderr);
}

#[test]
fn a_run_without_proc_goes_on_by_itself() {
    let desk = Desk::new();
    desk.write("a.txt", "Rain fell on Tuesday.\n");
    let script = format!(
        "mount -t tmpfs none /proc && {} run {} a.txt -o out",
        env!("CARGO_BIN_EXE_copydesk"),
        pipeline("quick").display()
    );
    let mut hidden = Command::new("unshare");
    hidden.args(["--user", "--map-root-user", "--mount", "sh", "-c", &script]).current_dir(desk.path(""));
    let ran: Ran = hidden.output().unwrap().into();
    if ran.stderr.starts_with("unshare:") || ran.stderr.starts_with("mount:") {
        return; // nobody may mount anything here
    }
    assert_eq!(ran.status, Some(0), "{}", ran.stderr);
    assert!(ran.stderr.contains("nobody watches over this run"), "{}", ran.stderr);
    assert_eq!(desk.lines("out/articles.jsonl").len(), 1);
}

#[test]
fn what_standard_output_does_not_take_is_no_success() {
    let desk = Desk::new();
    desk.write("in.jsonl", ARTICLE);
    let commands: [&[&str]; 5] = [&["stages"], &["schema"], &["man"], &["--help"], &["explain", "quick", "in.jsonl"]];
    for command in commands {
        let full = fs::File::options().write(true).open("/dev/full").unwrap();
        let ran: Ran = desk.command(command).stdout(full).output().unwrap().into();
        assert_eq!(ran.status, Some(1), "{command:?}: {}", ran.stderr);
        assert!(ran.stderr.contains("error: cannot write to standard output: "), "{command:?}: {}", ran.stderr);
    }
}
