//! Stages that take the whole process down: the run goes on, without the article that is to blame and with all others.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::fs;
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;
use tempfile::TempDir;

const PIPELINE: &str =
    "[[stage]]\nuse = \"tokenizer\"\n[[stage]]\nuse = \"acme.havoc\"\n[sink]\nlayers = [\"acme.calm\"]\n";

struct Desk(TempDir);

impl Desk {
    /// A folder with a pipeline and articles: calm ones, and at these places others.
    fn new(articles: usize, havoc: &[(usize, &str)]) -> Self {
        let desk = Self(TempDir::new().unwrap());
        let text = |n: usize| havoc.iter().find(|(at, _)| *at == n).map_or("Rain fell.", |(_, word)| word);
        let line = |n| format!("{{\"id\":\"{n}\",\"text\":\"{}\"}}\n", text(n));
        fs::write(desk.0.path().join("in.jsonl"), (0..articles).map(line).collect::<String>()).unwrap();
        fs::write(desk.0.path().join("p.toml"), PIPELINE).unwrap();
        desk
    }

    fn command(&self, out: &str, more: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_acme-desk"));
        command.current_dir(self.0.path()).args(["run", "p.toml", "in.jsonl", "-o", out, "--progress", "never"]);
        command.args(more);
        command
    }

    fn run(&self, out: &str, more: &[&str]) -> Output {
        self.command(out, more).output().unwrap()
    }

    fn text(&self, name: &str) -> String {
        fs::read_to_string(self.0.path().join(name)).unwrap()
    }

    fn failed(&self, out: &str) -> Vec<[String; 4]> {
        let text = self.text(&format!("{out}/failed.jsonl"));
        let rows = text.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
        rows.map(|row| ["id", "stage", "kind", "error"].map(|field| row[field].as_str().unwrap().to_owned())).collect()
    }

    /// Runs and expects that the articles at these places fail for these reasons, and all others done.
    fn expect(&self, articles: usize, more: &[&str], expected: &[(usize, &str, &str)]) {
        let ran = self.run("out", more);
        let stderr = String::from_utf8_lossy(&ran.stderr);
        assert_eq!(ran.status.code(), Some(3), "{stderr}");
        let failed = self.failed("out");
        assert_eq!(failed.len(), expected.len(), "{failed:?}");
        for ([id, stage, kind, error], (at, expected_kind, words)) in failed.iter().zip(expected) {
            assert_eq!(
                (id.as_str(), stage.as_str(), kind.as_str()),
                (at.to_string().as_str(), "acme.havoc", *expected_kind)
            );
            assert!(error.contains(words), "{error}");
        }
        let records = self.text("out/articles.jsonl");
        let done: Vec<_> = records.lines().map(|line| serde_json::from_str::<Value>(line).unwrap()).collect();
        assert_eq!(done.len(), articles - expected.len());
        assert!(done.iter().all(|record| record["acme.calm"][0]["end"] == 10), "a calm article was harmed");
        assert_eq!(fs::read_dir(self.0.path().join("out")).unwrap().count(), 3, "something is left behind");
    }
}

#[test]
fn a_stack_overflow_and_an_abort_cost_their_articles_alone() {
    let desk = Desk::new(600, &[(17, "OVERFLOW"), (300, "ABORT"), (301, "OVERFLOW"), (599, "ABORT")]);
    let expected =
        [(17, "crash", "signal 6"), (300, "crash", "signal 6"), (301, "crash", "signal 6"), (599, "crash", "signal 6")];
    let mut bytes = Vec::new();
    for jobs in ["1", "2", "8"] {
        desk.expect(600, &["--force", "--jobs", jobs, "--checkpoint-every", "0.05"], &expected);
        bytes.push((desk.text("out/articles.jsonl"), desk.text("out/failed.jsonl")));
    }
    assert!(bytes.windows(2).all(|pair| pair[0] == pair[1]), "the bytes depend on the number of threads");
}

#[test]
fn a_stage_that_never_returns_is_ended_and_the_run_goes_on() {
    let desk = Desk::new(200, &[(100, "ENDLESS")]);
    let begun = Instant::now();
    desk.expect(200, &["--time-limit", "0.5", "--jobs", "2"], &[(100, "limit", "0.5 s")]);
    assert!(begun.elapsed() < Duration::from_secs(20));
    desk.expect(200, &["--stage-time-limit", "0.5", "--force"], &[(100, "limit", "0.5 s")]);
}

#[test]
fn a_stage_that_takes_all_memory_is_ended_and_the_run_goes_on() {
    let desk = Desk::new(200, &[(50, "HOG"), (51, "HOG")]);
    let limit = [(50, "limit", "--max-memory"), (51, "limit", "--max-memory")];
    desk.expect(200, &["--max-memory", "400M", "--jobs", "2"], &limit);
}

#[test]
fn without_a_supervisor_the_process_dies_and_a_supervised_resume_finishes_its_run() {
    let desk = Desk::new(300, &[(200, "ABORT")]);
    let died = desk.run("out", &["--no-supervise"]);
    assert_eq!(died.status.code(), None, "the process did not die");
    desk.expect(300, &["--resume"], &[(200, "crash", "signal 6")]);
}

#[test]
fn memory_that_no_article_could_be_done_in_is_refused() {
    let desk = Desk::new(3, &[]);
    let ran = desk.run("out", &["--max-memory", "1M"]);
    let stderr = String::from_utf8_lossy(&ran.stderr);
    assert_eq!(ran.status.code(), Some(2), "{stderr}");
    assert!(stderr.contains("--max-memory"), "{stderr}");
}

#[test]
fn a_run_is_stopped_within_seconds_though_a_stage_never_returns() {
    let desk = Desk::new(50, &[(10, "ENDLESS")]);
    let mut child = desk.command("out", &[]).stderr(Stdio::null()).spawn().unwrap();
    while !desk.0.path().join("out/run.json").exists() {
        std::thread::sleep(Duration::from_millis(5));
    }
    std::thread::sleep(Duration::from_millis(300));
    let told = Instant::now();
    Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(130));
    assert!(told.elapsed() < Duration::from_secs(8), "took {:?}", told.elapsed());
    desk.expect(50, &["--resume", "--time-limit", "0.5"], &[(10, "limit", "0.5 s")]);
}

#[cfg(target_os = "linux")]
#[test]
fn a_killed_supervisor_leaves_no_worker_behind() {
    let desk = Desk::new(3000, &(0..3000).map(|n| (n, "SLOW")).collect::<Vec<_>>());
    let mut child = desk.command("out", &["--jobs", "1"]).stderr(Stdio::null()).spawn().unwrap();
    while !desk.0.path().join("out/run.json").exists() {
        std::thread::sleep(Duration::from_millis(5));
    }
    let children = fs::read_to_string(format!("/proc/{0}/task/{0}/children", child.id())).unwrap();
    let worker = children.trim().to_owned();
    assert!(!worker.is_empty(), "there is no worker");
    child.kill().unwrap();
    child.wait().unwrap();
    let begun = Instant::now();
    while fs::exists(format!("/proc/{worker}")).unwrap() {
        assert!(begun.elapsed() < Duration::from_secs(5), "the worker goes on alone");
        std::thread::sleep(Duration::from_millis(10));
    }
}
