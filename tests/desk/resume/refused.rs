//! What is refused, and what is no reason to refuse.

use std::fs::{self, File};
use std::process::Stdio;
use std::time::Duration;

use super::{archive, args, article, bytes, finished, result, unfinished};
use crate::binary::{Desk, pipeline};

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
