//! Programs as stages: the examples of the README, and programs that die, hang, and answer amiss.

#![cfg(unix)]

use std::fs;
use std::process::Command;

use serde_json::json;

use crate::binary::{Desk, Ran, top};

/// Whether a program is there; says that a test is skipped if not.
#[expect(clippy::print_stderr, reason = "a test that did nothing says so")]
fn there_is(program: &str) -> bool {
    let found = Command::new(program).arg("--version").output().is_ok_and(|output| output.status.success());
    if !found {
        eprintln!("skipped: no {program} on this machine");
    }
    found
}

/// The `n`th code block of the README in this language, from 0.
fn example(language: &str, n: usize) -> String {
    let readme = fs::read_to_string(top().join("crates/exec/README.md")).unwrap();
    let block = readme.split(&format!("```{language}\n")).nth(n + 1).expect("the README has the example");
    block.split("```").next().unwrap().to_owned()
}

pub(crate) fn stage(options: &str) -> String {
    format!("[[stage]]\nuse = \"exec\"\n{options}\n")
}

/// A run of `p.toml` over `in.jsonl`.
pub(crate) fn run(desk: &Desk, out: &str, more: &[&str]) -> Ran {
    desk.run(["run", "p.toml", "in.jsonl", "-o", out, "--progress", "never"].iter().chain(more))
}

#[test]
fn the_python_example_marks_what_it_says() {
    if !there_is("python3") {
        return;
    }
    let desk = Desk::new();
    desk.write("p.toml", example("toml", 0));
    desk.write("hedges.py", example("python", 0));
    let long = "It may rain. ".repeat(20_000);
    let articles = ["🙂 It may rain. Ice might, reportedly, melt.", &long];
    desk.write("in.jsonl", articles.map(|text| format!("{{\"id\":\"a\",\"text\":\"{text}\"}}\n")).concat());
    let ran = run(&desk, "out", &[]);
    assert_eq!(ran.status, Some(0), "{}", ran.stderr);
    assert_eq!(desk.lines("out/articles.jsonl")[1]["acme.hedges"].as_array().unwrap().len(), 20_000);
    let found = [(5, 8, "may"), (19, 24, "might"), (26, 36, "reportedly")];
    let rows = found.map(|(start, end, text)| json!({"start": start, "end": end, "text": text}));
    assert_eq!(desk.lines("out/articles.jsonl")[0]["acme.hedges"], json!(rows));
    let ran = desk.run(["explain", "p.toml", "in.jsonl"]);
    assert!(ran.stdout.contains("acme.hedges: 3"), "{}", ran.stdout);
}

#[test]
fn the_shell_example_counts_words() {
    let desk = Desk::new();
    desk.write("p.toml", stage("command = [\"sh\", \"words.sh\"]\nwrites = [\"acme.words\"]"));
    desk.write("words.sh", example("sh", 0));
    desk.write("in.jsonl", "{\"id\":\"a \\\"b\\\",\\u0007\",\"text\":\"Rain fell in Kelmouth.\"}\n");
    let ran = run(&desk, "out", &[]);
    assert_eq!(ran.status, Some(0), "{}", ran.stderr);
    assert!(desk.lines("out/articles.jsonl")[0]["acme.words"][0]["words"].as_u64() > Some(3));
}

const PLANTED: &str = r#"
import json, os, sys, time
for line in sys.stdin:
    article = json.loads(line)
    if "CRASH" in article["text"]:
        os._exit(3)
    if "HANG" in article["text"]:
        time.sleep(3600)
    words = {word for word in article["text"].split()}
    rows = [{"start": 0, "end": 4, "words": list(words)}]
    print(json.dumps({"id": article["id"], "acme.planted": rows}))
"#;

#[test]
fn of_two_thousand_articles_a_crash_and_a_hang_cost_two_and_the_bytes_are_the_same_again() {
    if !there_is("python3") {
        return;
    }
    let desk = Desk::new();
    let article = |n: usize| {
        let planted = match n {
            700 => "CRASH",
            1300 => "HANG",
            _ => "calm",
        };
        format!("{{\"id\":\"{n}\",\"text\":\"Rain fell on street {n}, and all was {planted} at noon.\"}}\n")
    };
    desk.write("in.jsonl", (0..2000).map(article).collect::<String>());
    desk.write("planted.py", PLANTED);
    desk.write(
        "p.toml",
        stage("command = [\"python3\", \"planted.py\"]\nwrites = [\"acme.planted\"]\ntime-limit = 3\nstart-limit = 20"),
    );
    let mut runs = [("one", "2"), ("two", "3")].map(|(out, jobs)| {
        let ran = run(&desk, out, &["--jobs", jobs]);
        assert_eq!(ran.status, Some(3), "{}", ran.stderr);
        let failed = desk.lines(&format!("{out}/failed.jsonl"));
        let failed: Vec<_> = failed.iter().map(|failure| format!("{} {}", failure["id"], failure["error"])).collect();
        assert!(failed[0].starts_with("\"700\"") && failed[0].contains("exit status: 3"), "{failed:?}");
        assert!(failed[1].starts_with("\"1300\"") && failed[1].contains("time-limit"), "{failed:?}");
        assert_eq!(failed.len(), 2, "{failed:?}");
        assert_eq!(desk.lines(&format!("{out}/articles.jsonl")).len(), 1998);
        ["articles.jsonl", "failed.jsonl"].map(|file| desk.read(&format!("{out}/{file}")))
    });
    let [first, second] = &mut runs;
    assert!(first == second, "the second run gave other bytes");
}

/// Runs a shell program over three articles, of which it does the second as `amiss` says, and returns how that one failed.
fn failure_of(amiss: &str) -> (String, String) {
    let desk = Desk::new();
    let script = format!(
        "while IFS= read -r request; do\nid=${{request#'{{\"id\":\"'}}; id=${{id%%\\\"*}}\nif [ \"$id\" = b ]; then {amiss}\nelse \
         printf '{{\"id\":\"%s\",\"acme.x\":[[0,4]]}}\\n' \"$id\"; fi\ndone\n"
    );
    desk.write("amiss.sh", script);
    desk.write("p.toml", stage("command = [\"sh\", \"amiss.sh\"]\nwrites = [\"acme.x\"]"));
    desk.write("in.jsonl", ["a", "b", "c"].map(|id| format!("{{\"id\":\"{id}\",\"text\":\"Rain fell.\"}}\n")).concat());
    let ran = run(&desk, "out", &["--jobs", "1"]);
    assert_eq!(ran.status, Some(3), "{amiss}: {}", ran.stderr);
    let done: Vec<_> = desk.lines("out/articles.jsonl").iter().map(|record| record["id"].to_string()).collect();
    assert_eq!(done, ["\"a\"", "\"c\""], "{amiss}");
    let failed = &desk.lines("out/failed.jsonl")[0];
    (failed["kind"].as_str().unwrap().to_owned(), failed["error"].as_str().unwrap().to_owned())
}

#[test]
fn an_answer_amiss_costs_its_article_and_says_what_was_wrong() {
    let answer = |rows: &str| format!("printf '{{\"id\":\"b\",{rows}}}\\n'");
    for (amiss, kind, error) in [
        (answer("\"acme.x\":[[0,99]]"), "rows", "row 0 of layer `acme.x`"),
        (answer("\"acme.x\":[[5,9],[0,4]]"), "rows", "stands after a row that it should precede"),
        (answer("\"acme.x\":[{\"start\":0,\"end\":4,\"text\":\"Snow\"}]"), "rows", "says `text` is \"Snow\""),
        (answer("\"acme.y\":[]"), "rows", "lacks the layer `acme.x`"),
        (answer("\"acme.x\":[],\"acme.y\":[]"), "rows", "`acme.y`, which `writes` does not name"),
        (answer("\"error\":\"no such town\""), "error", "no such town"),
        ("printf '{\"id\":\"z\",\"acme.x\":[]}\\n'".to_owned(), "error", "`id` \"z\", asked for \"b\""),
        ("echo Loading".to_owned(), "error", "answered \"Loading\\n\", which is not a JSON object"),
        ("exit 7".to_owned(), "error", "`sh amiss.sh` ended (exit status: 7) before it answered"),
        ("kill -9 $$".to_owned(), "error", "signal: 9"),
    ] {
        let found = failure_of(&amiss);
        assert!(found.0 == kind && found.1.contains(error), "{amiss}: {found:?}");
    }
}

#[test]
fn a_layer_of_this_binary_can_come_from_a_program_and_later_stages_read_it() {
    let desk = Desk::new();
    let program =
        "while read -r r; do echo '{\"id\":\"a\",\"tokens\":[[0,4],[5,9],[9,10]],\"sentences\":[[0,10]]}'; done\n";
    desk.write("cut.sh", program);
    let tokenizer = stage("command = [\"sh\", \"cut.sh\"]\nwrites = [\"tokens\", \"sentences\"]");
    desk.write("p.toml", format!("{tokenizer}[[stage]]\nuse = \"summarizer\"\n"));
    desk.write("in.jsonl", "{\"id\":\"a\",\"text\":\"Rain fell.\"}\n");
    let ran = run(&desk, "out", &[]);
    assert_eq!(ran.status, Some(0), "{}", ran.stderr);
    assert_eq!(desk.lines("out/articles.jsonl")[0]["summary"][0]["text"], "Rain fell.");
}

#[test]
fn a_program_reads_what_another_wrote_in_this_run_or_an_earlier_one() {
    let desk = Desk::new();
    let answer = |layer: &str| format!("echo '{{\"id\":\"a\",\"acme.{layer}\":[[0,4]]}}'");
    desk.write("first.sh", format!("while read -r r; do {}; done\n", answer("first")));
    let sees = "case $r in *'\"acme.first\":[[0,4]]'*)";
    desk.write("second.sh", format!("while read -r r; do {sees} {};; *) exit 1;; esac; done\n", answer("second")));
    let first = stage("command = [\"sh\", \"first.sh\"]\nwrites = [\"acme.first\"]");
    let second = stage("command = [\"sh\", \"second.sh\"]\nreads = [\"acme.first\"]\nwrites = [\"acme.second\"]");
    desk.write("in.jsonl", "{\"id\":\"a\",\"text\":\"Rain fell.\"}\n");
    desk.write("p.toml", format!("{first}{second}"));
    assert_eq!(run(&desk, "both", &[]).status, Some(0));
    desk.write("p.toml", &first);
    assert_eq!(run(&desk, "one", &[]).status, Some(0));
    desk.write("p.toml", format!("[source]\nlayers = [\"acme.first\"]\n{second}"));
    fs::copy(desk.path("one/articles.jsonl"), desk.path("in.jsonl")).unwrap();
    let ran = run(&desk, "two", &[]);
    assert_eq!(ran.status, Some(0), "{}", ran.stderr);
    assert_eq!(desk.lines("both/articles.jsonl")[0]["acme.second"], json!([[0, 4]]));
    assert_eq!(desk.lines("two/articles.jsonl")[0]["acme.second"], json!([[0, 4]]));
}

#[test]
fn another_program_or_another_list_of_terms_makes_another_run() {
    let desk = Desk::new();
    desk.write("in.jsonl", "{\"id\":\"a\",\"text\":\"Rain fell.\"}\n");
    desk.write(
        "p.toml",
        stage("command = [\"sh\", \"x.sh\"]\nwrites = [\"acme.x\"]")
            + "[[stage]]\nuse = \"gazetteer\"\nlists = [\"towns.txt\"]\n",
    );
    let fingerprint = |program: &str, towns: &str| {
        desk.write("x.sh", format!("while read -r r; do echo '{program}'; done\n"));
        desk.write("towns.txt", towns);
        assert_eq!(run(&desk, "out", &["--force"]).status, Some(0));
        let account: serde_json::Value = serde_json::from_str(&desk.read("out/run.json")).unwrap();
        account["fingerprint"].as_str().unwrap().to_owned()
    };
    let first = fingerprint("{\"id\":\"a\",\"acme.x\":[]}", "Kelmouth\n");
    assert_eq!(first, fingerprint("{\"id\":\"a\",\"acme.x\":[]}", "Kelmouth\n"));
    assert_ne!(first, fingerprint("{\"id\":\"a\",\"acme.x\":[[0,4]]}", "Kelmouth\n"));
    assert_ne!(first, fingerprint("{\"id\":\"a\",\"acme.x\":[]}", "Dorham\n"));
}

#[test]
fn what_a_program_prints_to_standard_error_is_shown_with_the_stages_name() {
    let desk = Desk::new();
    let program =
        "echo model loaded >&2\nwhile read -r r; do echo '{\"id\":\"a\",\"acme.x\":[]}'; done\necho bye >&2\n";
    desk.write("talks.sh", program);
    desk.write("p.toml", stage("command = [\"sh\", \"talks.sh\"]\nwrites = [\"acme.x\"]"));
    desk.write("in.jsonl", "{\"id\":\"a\",\"text\":\"Rain fell.\"}\n");
    let ran = run(&desk, "-", &[]);
    for line in ["exec acme.x: model loaded\n", "exec acme.x: bye\n"] {
        assert!(ran.stderr.contains(line), "{}", ran.stderr);
    }
    assert_eq!(ran.stdout.lines().count(), 1);
}
