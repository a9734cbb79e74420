//! Runs that add to finished ones, and finished runs that are joined.

use std::ffi::OsStr;
use std::fs;
use std::process::Stdio;
use std::time::Duration;

use serde_json::Value;

use crate::binary::{Desk, Ran, json_lines};

const PIPELINE: &str = "[[stage]]\nuse = \"tokenizer\"\n[[stage]]\nuse = \"date-normalizer\"\n";

/// A line of input.
fn article(id: &str, text: &str) -> String {
    format!("{{\"id\":\"{id}\",\"text\":\"{text}\",\"contentCreated\":\"2024-05-15\"}}\n")
}

/// The articles of these numbers.
fn articles(numbers: std::ops::Range<usize>) -> String {
    let text = |n: usize| format!("Rain fell on Kelmouth on Tuesday, said the {n}th report. ").repeat(1 + n % 7);
    numbers.map(|n| article(&format!("k-{n}"), &text(n))).collect()
}

fn desk() -> Desk {
    let desk = Desk::new();
    desk.write("p.toml", PIPELINE);
    desk
}

fn run(desk: &Desk, input: &str, out: &str, more: &[&str]) -> Ran {
    let fixed = ["run", "p.toml", input, "-o", out, "--progress", "never", "--checkpoint-every", "0.02"];
    desk.run(fixed.iter().chain(more))
}

fn add(desk: &Desk, input: &str) -> Ran {
    let ran = run(desk, input, "out", &["--add"]);
    assert!(matches!(ran.status, Some(0 | 3)), "{}", ran.stderr);
    ran
}

fn account(desk: &Desk, out: &str) -> Value {
    serde_json::from_str::<Value>(&desk.read(&format!("{out}/run.json"))).unwrap()["account"].clone()
}

fn is_whole(desk: &Desk, out: &str) {
    let ran = desk.run(["verify", out]);
    assert_eq!(ran.status, Some(0), "{}{}", ran.stdout, ran.stderr);
}

#[test]
fn what_is_added_is_what_one_run_over_all_writes() {
    let desk = desk();
    desk.write("in/monday.jsonl", articles(0..60));
    add(&desk, "in");
    desk.write("in/tuesday.jsonl", articles(60..90));
    let ran = add(&desk, "in");
    let said = "added 30 articles to 60, of which 0 take the place of an earlier record; 60 were held already";
    assert!(ran.stderr.contains(said), "{}", ran.stderr);
    run(&desk, "in", "whole", &[]);
    assert!(desk.read("out/articles.jsonl") == desk.read("whole/articles.jsonl"), "other records");
    let (all, whole) = (account(&desk, "out"), account(&desk, "whole"));
    for counted in ["articles", "failed", "text_bytes", "rows"] {
        assert_eq!(all[counted], whole[counted], "{counted}");
    }
    is_whole(&desk, "out");
    desk.write("monday.jsonl", articles(0..60));
    let again = add(&desk, "monday.jsonl");
    let said = "added 0 articles to 90, of which 0 take the place of an earlier record; 60 were held already";
    assert!(again.stderr.contains(said), "{}", again.stderr);
    assert!(desk.read("out/articles.jsonl") == desk.read("whole/articles.jsonl"), "other records");
}

#[test]
fn an_ordinary_run_is_added_to_by_its_records() {
    let desk = desk();
    for (sink, file) in
        [("", "articles.jsonl"), ("[sink]\nuse = \"jsonl\"\ncompress = \"zstd\"\n", "articles.jsonl.zst")]
    {
        desk.write("p.toml", format!("{PIPELINE}{sink}"));
        desk.write("monday.jsonl", articles(0..30));
        desk.write("tuesday.jsonl", articles(20..50));
        run(&desk, "monday.jsonl", "out", &["--force"]);
        assert!(!desk.path("out/articles.index").exists());
        let ran = add(&desk, "tuesday.jsonl");
        assert!(
            ran.stderr.contains("added 20 articles to 30") && ran.stderr.contains("10 were held already"),
            "{file}: {}",
            ran.stderr
        );
        is_whole(&desk, "out");
    }
}

#[test]
fn a_correction_is_a_new_version_and_what_was_is_not_added_again() {
    let desk = desk();
    desk.write("1.jsonl", article("a", "The ferry sails.") + &article("b", "Snow fell."));
    desk.write("2.jsonl", article("b", "Snow fell.") + &article("a", "The ferry does not sail.") + &article("c", "x."));
    desk.write("3.jsonl", article("a", "The ferry sails.") + &article("a", "The ferry sails late."));
    add(&desk, "1.jsonl");
    let ran = add(&desk, "2.jsonl");
    assert!(ran.stderr.contains("added 2 articles to 2, of which 1 take the place"), "{}", ran.stderr);
    add(&desk, "3.jsonl");
    let ids: Vec<_> =
        desk.lines("out/articles.jsonl").iter().map(|record| record["id"].as_str().unwrap().to_owned()).collect();
    assert_eq!(ids, ["a", "b", "a", "c", "a"]);
    let versions = "{\"id\":\"a\",\"version\":2,\"record\":3,\"supersedes\":1}\n{\"id\":\"a\",\"version\":3,\"record\":5,\"supersedes\":3}\n";
    assert_eq!(desk.read("out/versions.jsonl"), versions);
    assert_eq!(account(&desk, "out")["versions"], 2);
    let ran = desk.run(["merge", "out", "-o", "now", "--on-duplicate", "last"]);
    assert_eq!(ran.status, Some(0), "{}", ran.stderr);
    let texts: Vec<_> =
        desk.lines("now/articles.jsonl").iter().map(|record| record["text"].as_str().unwrap().to_owned()).collect();
    assert_eq!(texts, ["Snow fell.", "x.", "The ferry sails late."]);
}

#[test]
fn a_failure_is_listed_once() {
    let desk = desk();
    desk.write("in/1.jsonl", articles(0..3) + "not json\n");
    add(&desk, "in");
    desk.write("in/2.jsonl", articles(3..5));
    let ran = add(&desk, "in");
    assert_eq!(desk.lines("out/failed.jsonl").len(), 1, "{}", ran.stderr);
    assert_eq!(account(&desk, "out")["articles"], 5);
}

/// Starts an addition of what is in `in`, and kills it once `until` is done waiting.
fn killed(desk: &Desk, until: impl FnOnce()) {
    let args = ["run", "p.toml", "in", "-o", "out", "--add", "--checkpoint-every", "0.01", "--progress", "never"];
    let mut child = desk.command(args).stderr(Stdio::null()).spawn().unwrap();
    until();
    child.kill().unwrap();
    child.wait().unwrap();
    crate::resume::let_go(desk);
}

#[test]
fn an_addition_that_is_killed_goes_on() {
    let desk = desk();
    desk.write("in/1.jsonl", articles(0..500));
    add(&desk, "in");
    fs::rename(desk.path("out"), desk.path("monday")).unwrap();
    desk.write("in/2.jsonl", articles(500..9000));
    run(&desk, "in", "whole", &[]);
    let whole = desk.read("whole/articles.jsonl");
    for after in [0, 30, 90, 200] {
        fs::create_dir(desk.path("out")).unwrap();
        for file in ["articles.jsonl", "articles.index", "versions.jsonl", "failed.jsonl", "run.json"] {
            fs::copy(desk.path("monday").join(file), desk.path("out").join(file)).unwrap();
        }
        killed(&desk, || std::thread::sleep(Duration::from_millis(after)));
        let ran = add(&desk, "in");
        assert!(desk.read("out/articles.jsonl") == whole, "other records after {after} ms: {}", ran.stderr);
        assert_eq!(account(&desk, "out")["articles"], 9000);
        is_whole(&desk, "out");
        fs::remove_dir_all(desk.path("out")).unwrap();
    }
}

#[test]
fn what_was_added_of_an_inbox_that_is_another_now_is_taken_back() {
    let desk = desk();
    desk.write("in/1.jsonl", articles(0..500));
    add(&desk, "in");
    desk.write("in/3.jsonl", articles(500..9000));
    killed(&desk, || crate::resume::come_to_a_checkpoint(&desk));
    assert!(desk.path("out/.copydesk.state").exists(), "it came to its end before it was killed");
    desk.write("in/2.jsonl", articles(9000..9100));
    let refused = run(&desk, "in", "out", &["--resume"]);
    assert_eq!(refused.status, Some(2), "{}", refused.stderr);
    add(&desk, "in");
    run(&desk, "in", "whole", &[]);
    assert_eq!(account(&desk, "out")["articles"], 9100);
    assert!(desk.read("out/articles.jsonl") == desk.read("whole/articles.jsonl"), "other records");
    is_whole(&desk, "out");
}

#[test]
fn what_cannot_be_added_to_is_left_as_it_is() {
    let desk = desk();
    desk.write("in.jsonl", articles(0..5));
    add(&desk, "in.jsonl");
    let before = desk.read("out/articles.jsonl");
    let refused = |why: &str, more: &[&str]| {
        let ran = run(&desk, "in.jsonl", "out", more);
        assert_eq!(ran.status, Some(2), "{}", ran.stderr);
        assert!(ran.stderr.contains(why), "{}", ran.stderr);
        assert!(desk.read("out/articles.jsonl") == before);
    };
    desk.write("p.toml", "[[stage]]\nuse = \"tokenizer\"\n");
    refused("cannot be added to, because", &["--add"]);
    desk.write("p.toml", format!("{PIPELINE}[sink]\nuse = \"parquet\"\n"));
    refused("what the sink `parquet` has finished cannot be added to", &["--add"]);
    desk.write("p.toml", PIPELINE);
    refused("cannot be used with", &["--add", "--force"]);
    desk.write("out/articles.jsonl", before.replacen("Rain", "Snow", 1));
    let ran = run(&desk, "in.jsonl", "out", &["--add", "--limit", "3"]);
    assert_eq!(ran.status, Some(2));
    assert!(ran.stderr.contains("holds other bytes than were written"), "{}", ran.stderr);
}

#[test]
fn runs_of_one_pipeline_are_joined_and_duplicates_are_decided() {
    let desk = desk();
    desk.write("1.jsonl", article("a", "The ferry sails.") + &article("b", "Snow fell on Monday.") + "not json\n");
    desk.write("2.jsonl", article("b", "Snow fell on Monday and Tuesday.") + &article("c", "Rain fell on Friday."));
    for day in ["1", "2"] {
        run(&desk, &format!("{day}.jsonl"), day, &[]);
    }
    let merge = |out: &str, which: &str| desk.run(["merge", "1", "2", "-o", out, "--on-duplicate", which]);
    let ran = desk.run(["merge", "1", "2", "-o", "all"]);
    assert_eq!(ran.status, Some(2));
    assert!(ran.stderr.contains("the article `b` is in `1` and in `2`"), "{}", ran.stderr);
    assert!(!desk.path("all").exists());
    for (which, kept, dates) in [("first", vec!["a1", "b1", "c2"], 2), ("last", vec!["a1", "b2", "c2"], 3)] {
        let ran = merge(which, which);
        assert_eq!(ran.status, Some(3), "{}", ran.stderr);
        let lines = |day: &str| json_lines(&desk.read(&format!("{day}/articles.jsonl")));
        let of = |name: &&str| lines(&name[1..]).into_iter().find(|record| record["id"] == name[..1]).unwrap();
        assert_eq!(lines(which), kept.iter().map(of).collect::<Vec<_>>());
        assert_eq!(desk.lines(&format!("{which}/failed.jsonl")).len(), 1);
        let account = account(&desk, which);
        assert_eq!((&account["articles"], &account["failed"]), (&Value::from(3), &Value::from(1)));
        assert_eq!(account["rows"]["dates"], dates, "{which}");
        is_whole(&desk, which);
    }
    desk.write("p.toml", "[[stage]]\nuse = \"tokenizer\"\n");
    run(&desk, "2.jsonl", "other", &[]);
    let ran = desk.run(["merge", "1", "other", "-o", "all"].map(OsStr::new));
    assert_eq!(ran.status, Some(2));
    assert!(ran.stderr.contains("not runs of one pipeline, because"), "{}", ran.stderr);
}

#[test]
fn later_stages_run_again_write_what_all_of_the_pipeline_writes() {
    let desk = Desk::new();
    let articles = crate::binary::top().join("tests/articles");
    let news = |input: &OsStr, out: &str, more: &[&str]| {
        let fixed = [OsStr::new("run"), "news".as_ref(), input, "-o".as_ref(), out.as_ref()];
        desk.run(fixed.into_iter().chain(more.iter().map(OsStr::new)))
    };
    news(articles.as_os_str(), "whole", &[]);
    for stage in ["tokenizer", "entity-tagger", "summarizer"] {
        let ran = news("whole".as_ref(), stage, &["--from", stage]);
        assert_eq!(ran.status, Some(0), "{}", ran.stderr);
        assert!(
            desk.read(&format!("{stage}/articles.jsonl")) == desk.read("whole/articles.jsonl"),
            "other records from {stage}"
        );
    }
    // Another program: what the earlier stages write is looked at.
    let other = desk.read("whole/run.json").replacen("(build ", "(build 0", 1);
    desk.write("whole/run.json", other);
    let ran = news("whole".as_ref(), "again", &["--from", "entity-tagger"]);
    assert_eq!(ran.status, Some(0), "{}", ran.stderr);
    assert!(desk.read("again/articles.jsonl") == desk.read("whole/articles.jsonl"));
}

#[test]
fn later_stages_are_run_again_only_over_what_the_earlier_would_write() {
    let desk = desk();
    desk.write("in.jsonl", articles(0..5));
    run(&desk, "in.jsonl", "whole", &[]);
    let refused = |why: &str, input: &str, stage: &str| {
        let ran = run(&desk, input, "out", &["--from", stage]);
        assert_eq!(ran.status, Some(2), "{}", ran.stderr);
        assert!(ran.stderr.contains(why), "{}", ran.stderr);
        assert!(!desk.path("out").exists());
    };
    refused("holds no run", "in.jsonl", "date-normalizer");
    refused("has no stage `summarizer`", "whole", "summarizer");
    desk.write("p.toml", format!("[[stage]]\nuse = \"cleaner\"\n{PIPELINE}"));
    refused("because stage 1 was tokenizer", "whole", "date-normalizer");
    desk.write("p.toml", format!("{PIPELINE}[sink]\nlayers = [\"sentences\", \"dates\"]\n"));
    run(&desk, "in.jsonl", "few", &[]);
    refused("do not hold the layer `tokens`", "few", "date-normalizer");
    desk.write("p.toml", PIPELINE);
    // Records of another program, whose tokenizer cut elsewhere.
    let mut records = desk.lines("whole/articles.jsonl");
    records[0]["sentences"].as_array_mut().unwrap().pop().unwrap();
    let records: String = records.iter().map(|record| format!("{record}\n")).collect();
    let mut meter = copydesk_core::sink::Meter::of_a_file();
    meter.append(records.as_bytes());
    desk.write("other/articles.jsonl", records);
    desk.write("other/failed.jsonl", "");
    let mut account: Value =
        serde_json::from_str(&desk.read("whole/run.json").replacen("(build ", "(build 0", 1)).unwrap();
    account["files"]["articles.jsonl"] = serde_json::to_value(meter.extent()).unwrap();
    desk.write("other/run.json", account.to_string());
    refused("write something else for the article `k-0`", "other", "date-normalizer");
}

/// What came in on one day of a month: its own articles, a correction of one of the day before, a late one, and a copy sent twice.
fn day(n: usize) -> String {
    let own = |day: usize, k: usize| {
        article(&format!("d{day}-{k}"), &format!("The council of Kelmouth met on Monday about item {k} of day {day}."))
    };
    let mut feed: String = (0..4).map(|k| own(n, k)).collect();
    feed += &own(n, 2);
    if n > 0 && n.is_multiple_of(5) {
        feed += &article(
            &format!("d{}-1", n - 1),
            &format!("Correction: the council of Kelmouth met on Tuesday, day {n}."),
        );
    }
    if n >= 3 && n % 7 == 3 {
        feed += &own(n - 3, 9);
    }
    if n % 11 == 10 {
        feed += "{\"id\":\"broken\n";
    }
    feed
}

#[test]
fn after_a_month_the_records_and_the_account_say_just_what_happened() {
    let desk = desk();
    let (mut ids, mut versions, mut broken) = (Vec::new(), 0, 0);
    for n in 0..30 {
        desk.write(&format!("inbox/{n:02}.jsonl"), day(n));
        if n == 17 {
            killed(&desk, || std::thread::sleep(Duration::from_millis(40)));
        }
        let ran = add(&desk, "inbox");
        assert_eq!(ran.status, Some(if n >= 10 { 3 } else { 0 }), "{}", ran.stderr);
        ids.extend((0..4).map(|k| format!("d{n}-{k}")));
        if n > 0 && n.is_multiple_of(5) {
            ids.push(format!("d{}-1", n - 1));
            versions += 1;
        }
        if n >= 3 && n % 7 == 3 {
            ids.push(format!("d{}-9", n - 3));
        }
        broken += usize::from(n % 11 == 10);
    }
    let records = desk.lines("out/articles.jsonl");
    assert_eq!(records.iter().map(|record| record["id"].as_str().unwrap()).collect::<Vec<_>>(), ids);
    assert_eq!(desk.lines("out/failed.jsonl").len(), broken);
    let noted = desk.lines("out/versions.jsonl");
    assert_eq!(noted.len(), versions);
    for note in &noted {
        let record = |field: &str| &records[usize::try_from(note[field].as_u64().unwrap()).unwrap() - 1];
        assert_eq!((&record("record")["id"], &record("supersedes")["id"]), (&note["id"], &note["id"]));
        assert!(record("record")["text"].as_str().unwrap().starts_with("Correction"));
        assert!(!record("supersedes")["text"].as_str().unwrap().starts_with("Correction"));
    }
    let account = account(&desk, "out");
    assert_eq!(account["articles"], ids.len());
    assert_eq!(account["failed"], broken);
    assert_eq!(account["versions"], versions);
    is_whole(&desk, "out");
    let ran = desk.run(["merge", "out", "-o", "now", "--on-duplicate", "last"]);
    assert_eq!(ran.status, Some(3), "{}", ran.stderr);
    let ran = desk.run(["export", "now", "-f", "csv", "-o", "tables"]);
    assert_eq!(ran.status, Some(0), "{}", ran.stderr);
    let rows = desk.read("tables/articles.csv").lines().count() - 1;
    assert_eq!(rows, ids.len() - versions);
    let dates = desk.read("tables/dates.csv");
    assert_eq!(
        dates.lines().filter(|row| row.contains(",Tuesday,")).count(),
        versions,
        "corrections replaced what they correct"
    );
}
