//! Runs that are killed, torn, stopped and resumed: the finished bytes are those of a run that was never interrupted.

mod killed;
mod refused;
mod stopped;

use std::ffi::OsString;
use std::fs::{self, File};
use std::process::Stdio;
use std::time::{Duration, Instant};

use crate::binary::{Desk, Ran};

/// The formats that a run is killed in: the sink's lines of the pipeline, and the file.
const FORMATS: [(&str, &str, &str); 4] = [
    ("jsonl", "use = \"jsonl\"\n", "articles.jsonl"),
    ("zstd", "use = \"jsonl\"\ncompress = \"zstd\"\n", "articles.jsonl.zst"),
    ("parquet", "use = \"parquet\"\n", "articles.parquet"),
    ("conllu", "use = \"conllu\"\n", "articles.conllu"),
];

/// How many kills each format gets.
const KILLS: u32 = 6;

fn article(n: usize) -> String {
    let text = format!("Rain fell on Kelmouth on Tuesday, said the {n}th report. ").repeat(1 + n % 7);
    match n % 97 {
        41 => "not json\n".to_owned(),
        _ => format!("{{\"id\":\"{n}\",\"text\":\"{text}\",\"contentCreated\":\"2024-05-15\"}}\n"),
    }
}

/// A folder of inputs of several kinds.
fn archive(desk: &Desk, articles: usize) {
    desk.write("in/0.txt", "Snow fell.\n");
    desk.write("in/1.txt", b"\xff");
    let middle = articles / 3;
    desk.write("in/2.jsonl", (0..middle).map(article).collect::<String>());
    desk.write("in/3.jsonl", (middle..articles).map(article).collect::<String>());
    for (name, sink, _) in FORMATS {
        let stages = "[[stage]]\nuse = \"tokenizer\"\n[[stage]]\nuse = \"date-normalizer\"\n";
        desk.write(&format!("{name}.toml"), format!("{stages}[sink]\n{sink}"));
    }
}

fn args(name: &str, out: &str, more: &[&str]) -> Vec<OsString> {
    let pipeline = format!("{name}.toml");
    let fixed = ["run", &pipeline, "in", "-o", out, "--progress", "never", "--checkpoint-every", "0.02"];
    fixed.iter().chain(more).map(OsString::from).collect()
}

fn bytes(desk: &Desk, name: &str) -> Vec<u8> {
    fs::read(desk.path(name)).unwrap_or_else(|e| panic!("{name}: {e}"))
}

/// What a run leaves that must not depend on how it came to its end.
fn result(desk: &Desk, out: &str, file: &str) -> (Vec<u8>, String) {
    let names: Vec<_> = fs::read_dir(desk.path(out)).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(names.len(), 3, "only records, failures and the account: {names:?}");
    (bytes(desk, &format!("{out}/{file}")), desk.read(&format!("{out}/failed.jsonl")))
}

/// Starts a run and kills it after a while.
fn kill_after(desk: &Desk, args: Vec<OsString>, after: Duration) {
    let mut child = desk.command(args).stderr(Stdio::null()).spawn().unwrap();
    std::thread::sleep(after);
    child.kill().unwrap();
    child.wait().unwrap();
}

/// Waits until the processes of a killed run are gone, and with them their lock.
pub(crate) fn let_go(desk: &Desk) {
    let Ok(lock) = File::open(desk.path("out/.copydesk.lock")) else { return };
    lock.lock().unwrap();
}

fn finished(desk: &Desk, args: Vec<OsString>) -> Ran {
    let ran = desk.run(args);
    assert_eq!(ran.status, Some(3), "{}", ran.stderr);
    ran
}

/// Leaves an unfinished run in `out` that has come to a checkpoint.
fn unfinished(desk: &Desk, name: &str) {
    let mut child = desk.command(args(name, "out", &["--jobs", "1"])).stderr(Stdio::null()).spawn().unwrap();
    come_to_a_checkpoint(desk);
    child.kill().unwrap();
    child.wait().unwrap();
    let_go(desk);
    assert!(has_checkpoint(desk), "the run came to no checkpoint before it ended");
}

pub(crate) fn has_checkpoint(desk: &Desk) -> bool {
    fs::read_to_string(desk.path("out/.copydesk.state")).unwrap_or_default().contains("\"records\"")
}

/// Waits for the first checkpoint of the run in `out`.
pub(crate) fn come_to_a_checkpoint(desk: &Desk) {
    let begun = Instant::now();
    while !has_checkpoint(desk) && begun.elapsed() < Duration::from_secs(60) {
        std::thread::sleep(Duration::from_millis(2));
    }
}
