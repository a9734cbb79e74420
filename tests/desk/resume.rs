//! Runs that are killed, torn, stopped and resumed: the finished bytes are those of a run that was never interrupted.

use std::ffi::OsString;
use std::fs::{self, File};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::binary::{Desk, Ran, pipeline};

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

#[test]
fn a_run_killed_again_and_again_ends_with_the_bytes_of_an_unbroken_one() {
    let desk = Desk::new();
    archive(&desk, 6000);
    let mut moment = 0x2545_F491_4F6C_DD1D_u64;
    for (name, _, file) in FORMATS {
        let begun = Instant::now();
        finished(&desk, args(name, "whole", &["--force"]));
        let whole = begun.elapsed();
        let expected = result(&desk, "whole", file);
        unfinished(&desk, name);
        for _ in 0..KILLS {
            moment = moment.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let after = whole.mul_f64((moment >> 40) as f64 / (1 << 24) as f64);
            kill_after(&desk, args(name, "out", &["--resume"]), after);
        }
        let ran = finished(&desk, args(name, "out", &["--resume"]));
        assert!(result(&desk, "out", file) == expected, "other bytes in {name}: {}", ran.stderr);
        fs::remove_dir_all(desk.path("out")).unwrap();
    }
}

/// The files below a folder, by name.
fn documents(desk: &Desk, folder: &str) -> Vec<(OsString, Vec<u8>)> {
    let entries = fs::read_dir(desk.path(folder)).unwrap().map(|entry| entry.unwrap());
    let mut files: Vec<_> = entries.map(|entry| (entry.file_name(), fs::read(entry.path()).unwrap())).collect();
    files.sort();
    files
}

#[test]
fn documents_of_a_killed_run_are_those_of_an_unbroken_one() {
    let desk = Desk::new();
    archive(&desk, 3000);
    for name in ["timeml", "brat"] {
        let stages = "[[stage]]\nuse = \"tokenizer\"\n[[stage]]\nuse = \"date-normalizer\"\n";
        desk.write(&format!("{name}.toml"), format!("{stages}[sink]\nuse = \"{name}\"\n"));
        finished(&desk, args(name, "whole", &["--force"]));
        unfinished(&desk, name);
        // As if the disk had lost the end of the last document.
        let (last, _) =
            documents(&desk, &format!("out/{name}")).into_iter().rfind(|(name, _)| name != "annotation.conf").unwrap();
        let last = File::options().write(true).open(desk.path(&format!("out/{name}")).join(last)).unwrap();
        last.set_len(3).unwrap();
        finished(&desk, args(name, "out", &["--resume"]));
        let folders = (documents(&desk, &format!("out/{name}")), documents(&desk, &format!("whole/{name}")));
        assert!(folders.0 == folders.1, "other documents in {name}");
        fs::remove_dir_all(desk.path("out")).unwrap();
    }
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

fn has_checkpoint(desk: &Desk) -> bool {
    fs::read_to_string(desk.path("out/.copydesk.state")).unwrap_or_default().contains("\"records\"")
}

/// Waits for the first checkpoint of the run in `out`.
pub(crate) fn come_to_a_checkpoint(desk: &Desk) {
    let begun = Instant::now();
    while !has_checkpoint(desk) && begun.elapsed() < Duration::from_secs(60) {
        std::thread::sleep(Duration::from_millis(2));
    }
}

#[test]
fn outputs_torn_at_their_end_are_written_again() {
    let desk = Desk::new();
    archive(&desk, 8000);
    for (name, _, file) in FORMATS {
        finished(&desk, args(name, "whole", &["--force"]));
        let expected = result(&desk, "whole", file);
        for torn in [1, 50, 5000] {
            unfinished(&desk, name);
            for file in [file, "failed.jsonl"] {
                let file = File::options().write(true).open(desk.path(&format!("out/{file}"))).unwrap();
                let length = file.metadata().unwrap().len();
                file.set_len(length.saturating_sub(torn)).unwrap();
            }
            finished(&desk, args(name, "out", &["--resume"]));
            assert!(result(&desk, "out", file) == expected, "other bytes in {name} torn by {torn}");
            fs::remove_dir_all(desk.path("out")).unwrap();
        }
    }
}

#[test]
fn zeros_at_the_end_of_the_output_are_noticed() {
    let desk = Desk::new();
    archive(&desk, 8000);
    finished(&desk, args("jsonl", "whole", &[]));
    unfinished(&desk, "jsonl");
    let path = desk.path("out/articles.jsonl");
    let mut records = fs::read(&path).unwrap();
    let from = records.len().saturating_sub(9000);
    records[from..].fill(0);
    fs::write(&path, records).unwrap();
    // Until here the run has come at least to its newest checkpoint: what is behind it may hold zeros unnoticed.
    finished(&desk, args("jsonl", "out", &["--resume"]));
    assert!(result(&desk, "out", "articles.jsonl") == result(&desk, "whole", "articles.jsonl"));
}

/// Changes something while a run is unfinished, and expects a refusal that says what.
fn refused(desk: &Desk, change: impl FnOnce(), more: &[&str], told: &[&str]) {
    unfinished(desk, "jsonl");
    let before = bytes(desk, "out/articles.jsonl");
    change();
    let ran = desk.run(args("jsonl", "out", &[&["--resume"], more].concat()));
    assert_eq!(ran.status, Some(2), "{}", ran.stderr);
    for words in told {
        assert!(ran.stderr.contains(words), "no {words:?} in {}", ran.stderr);
    }
    assert!(bytes(desk, "out/articles.jsonl") == before, "a refusal changed the output");
    fs::remove_dir_all(desk.path("out")).unwrap();
}

#[test]
fn a_resume_is_refused_where_anything_has_changed_and_says_what() {
    let desk = Desk::new();
    archive(&desk, 6000);
    let input = bytes(&desk, "in/2.jsonl");
    let grown = || drop(desk.write("in/2.jsonl", [input.as_slice(), article(7).as_bytes()].concat()));
    refused(&desk, grown, &[], &["in/2.jsonl", "bytes", "--force"]);
    let later = || {
        File::options()
            .append(true)
            .open(desk.path("in/3.jsonl"))
            .unwrap()
            .set_modified(std::time::SystemTime::UNIX_EPOCH)
            .unwrap();
    };
    refused(&desk, later, &[], &["in/3.jsonl", "changed at"]);
    refused(&desk, || drop(desk.write("in/0.meta.json", "{\"headline\":\"Snow\"}")), &[], &["in/0.txt", "metadata"]);
    refused(&desk, || drop(desk.write("in/00.txt", "More.")), &[], &["in/00.txt"]);
    let stage = || drop(desk.write("jsonl.toml", "[[stage]]\nuse = \"tokenizer\"\n"));
    refused(&desk, stage, &[], &["stage 2", "date-normalizer"]);
    archive(&desk, 6000);
    refused(&desk, || (), &["--published", "2024-05-01"], &["--published", "2024-05-01"]);
    refused(&desk, || (), &["--limit", "5900"], &["--limit"]);
    refused(&desk, || (), &["--offsets", "byte"], &["--offsets", "codepoint", "byte"]);
    refused(&desk, || drop(desk.write("in2.txt", "More.")), &["in2.txt"], &["the list of inputs"]);
    let version = || {
        let state = desk.read("out/.copydesk.state");
        desk.write("out/.copydesk.state", state.replacen(env!("CARGO_PKG_VERSION"), "0.0.9", 1));
    };
    refused(&desk, version, &[], &["copydesk was 0.0.9", env!("CARGO_PKG_VERSION")]);
    refused(&desk, || drop(desk.write("out/.copydesk.state", "{")), &[], &["cannot be read"]);
}

/// `ulimit -f` makes the write fail that goes beyond so many kilobytes of a file: each limit fails another write.
#[cfg(unix)]
#[test]
fn a_run_that_cannot_write_says_so_and_is_resumed_to_the_same_bytes() {
    let desk = Desk::new();
    archive(&desk, 1500);
    for (name, _, file) in FORMATS {
        finished(&desk, args(name, "whole", &["--force"]));
        for kilobytes in [0, 1, 2, 3, 4, 6, 8, 16, 64, 300] {
            let words = args(name, "out", &[]).into_iter().map(|word| word.into_string().unwrap()).collect::<Vec<_>>();
            let script = format!("ulimit -f {kilobytes}; exec {} {}", env!("CARGO_BIN_EXE_copydesk"), words.join(" "));
            let mut bash = Command::new("bash");
            let ran: Ran = bash.current_dir(desk.path("")).args(["-c", &script]).output().unwrap().into();
            match ran.status {
                Some(1 | 2) => assert!(ran.stderr.contains("error: "), "{}", ran.stderr),
                Some(3) => {}
                other => panic!("{name} with {kilobytes} kB ended with {other:?}: {}", ran.stderr),
            }
            finished(&desk, args(name, "out", &["--resume"]));
            assert!(result(&desk, "out", file) == result(&desk, "whole", file), "{name} after {kilobytes} kB");
            fs::remove_dir_all(desk.path("out")).unwrap();
        }
    }
}

#[test]
fn an_unfinished_run_is_not_begun_anew_unasked() {
    let desk = Desk::new();
    archive(&desk, 6000);
    unfinished(&desk, "jsonl");
    let ran = desk.run(args("jsonl", "out", &[]));
    assert_eq!(ran.status, Some(2));
    assert!(ran.stderr.contains("unfinished") && ran.stderr.contains("--resume"), "{}", ran.stderr);
    finished(&desk, args("jsonl", "out", &["--force"]));
    finished(&desk, args("jsonl", "whole", &[]));
    assert!(result(&desk, "out", "articles.jsonl") == result(&desk, "whole", "articles.jsonl"));
}

#[test]
fn a_resume_of_nothing_is_a_plain_run_and_one_of_a_finished_run_changes_nothing() {
    let desk = Desk::new();
    archive(&desk, 300);
    finished(&desk, args("jsonl", "whole", &[]));
    finished(&desk, args("jsonl", "out", &["--resume"]));
    let expected = result(&desk, "whole", "articles.jsonl");
    assert!(result(&desk, "out", "articles.jsonl") == expected);
    let account = desk.read("out/run.json");
    let ran = finished(&desk, args("jsonl", "out", &["--resume"]));
    assert!(ran.stderr.contains("finished already"), "{}", ran.stderr);
    assert!(result(&desk, "out", "articles.jsonl") == expected && desk.read("out/run.json") == account);
    let other = desk.run(args("zstd", "out", &["--resume"]));
    assert_eq!(other.status, Some(2), "another run was taken for this one");
    assert!(result(&desk, "out", "articles.jsonl") == expected);
    fs::create_dir(desk.path("mine")).unwrap();
    desk.write("mine/articles.jsonl", "my own");
    assert_eq!(desk.run(args("jsonl", "mine", &["--resume"])).status, Some(2));
    assert_eq!(desk.read("mine/articles.jsonl"), "my own");
}

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

#[test]
fn a_second_run_on_one_output_is_refused_and_the_first_undisturbed() {
    let desk = Desk::new();
    archive(&desk, 300);
    let slow = pipeline("quick");
    let first = ["run".into(), slow.clone(), "-".into(), "-o".into(), "out".into()];
    let mut child = desk.command(&first).stdin(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    while !desk.path("out/run.json").exists() {
        std::thread::sleep(Duration::from_millis(5));
    }
    for more in [&[][..], &["--force"], &["--resume"]] {
        let ran = desk.run(args("jsonl", "out", more));
        assert_eq!(ran.status, Some(2), "{more:?}");
        assert!(ran.stderr.contains("another run") || ran.stderr.contains("unfinished"), "{}", ran.stderr);
    }
    std::io::Write::write_all(&mut child.stdin.take().unwrap(), b"{\"text\":\"Rain fell.\"}\n").unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(0));
    assert_eq!(desk.lines("out/articles.jsonl").len(), 1);
}

#[test]
fn what_a_stale_lock_is_left_of_blocks_nobody() {
    let desk = Desk::new();
    archive(&desk, 300);
    desk.write("out/.copydesk.lock", "");
    finished(&desk, args("jsonl", "out", &[]));
    result(&desk, "out", "articles.jsonl");
}

#[test]
fn times_of_files_change_no_bytes() {
    let desk = Desk::new();
    archive(&desk, 300);
    finished(&desk, args("jsonl", "whole", &[]));
    for seconds in [0, 2_147_483_648, 4_102_444_800] {
        let time = std::time::SystemTime::UNIX_EPOCH + Duration::from_secs(seconds);
        for name in ["in/0.txt", "in/2.jsonl"] {
            File::options().append(true).open(desk.path(name)).unwrap().set_modified(time).unwrap();
        }
        finished(&desk, args("jsonl", "out", &["--force"]));
        assert!(result(&desk, "out", "articles.jsonl") == result(&desk, "whole", "articles.jsonl"));
    }
}
