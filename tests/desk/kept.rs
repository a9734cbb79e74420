//! Nothing is lost: every input is accounted for, no output is replaced or taken on trust unasked.

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::binary::{Desk, Ran, pipeline};

const ARTICLE: &str = "{\"text\": \"Rain fell on Kelmouth on Tuesday.\"}\n";

/// Runs the quick pipeline with these arguments after it.
fn quick(desk: &Desk, more: &[&str]) -> Ran {
    let pipeline = pipeline("quick");
    let args = ["run", pipeline.to_str().unwrap()].into_iter().chain(more.iter().copied());
    desk.run(args)
}

fn account(desk: &Desk, out: &str) -> Value {
    serde_json::from_str(&desk.read(&format!("{out}/run.json"))).unwrap()
}

/// A finished run over so many articles in `out`.
fn finished(desk: &Desk, articles: usize) {
    desk.write("in.jsonl", ARTICLE.repeat(articles));
    let ran = quick(desk, &["in.jsonl", "-o", "out"]);
    assert_eq!(ran.status, Some(0), "{}", ran.stderr);
}

#[test]
fn an_input_whose_packing_is_cut_or_damaged_at_its_beginning_is_a_failure() {
    let desk = Desk::new();
    let whole = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3];
    for cut in 2..whole.len() {
        desk.write(&format!("in/{cut:02}.jsonl.gz"), &whole[..cut]);
        desk.write(&format!("in/{cut:02}.json.gz"), &whole[..cut]);
    }
    desk.write("in/method.jsonl.gz", [0x1f, 0x8b, 9, 0, 0, 0, 0, 0, 0, 3, 1, 2, 3, 4]);
    desk.write("in/flags.jsonl", [0x1f, 0x8b, 8, 0xff, 0, 0, 0, 0, 0, 3, 1, 2, 3, 4]);
    let files = fs::read_dir(desk.path("in")).unwrap().count();
    let ran = quick(&desk, &["in", "-o", "out"]);
    assert_eq!(ran.status, Some(3), "{}", ran.stderr);
    assert_eq!(desk.lines("out/failed.jsonl").len(), files, "{}", desk.read("out/failed.jsonl"));
}

#[test]
fn a_file_that_holds_no_article_is_counted_and_named() {
    let desk = Desk::new();
    desk.write("in/a.jsonl", ARTICLE);
    desk.write("in/b.jsonl", "");
    desk.write("in/c.jsonl", "\n \n");
    desk.write("in/d.json", "[]");
    let record = "WARC/1.0\r\nWARC-Type: warcinfo\r\nContent-Length: 4\r\n\r\nsoft\r\n\r\n";
    desk.write("in/e.warc", record.repeat(2));
    desk.write("in/f.jsonl", ARTICLE);
    desk.write("in/g.jsonl", "");
    let ran = quick(&desk, &["in", "-o", "out"]);
    assert_eq!(ran.status, Some(0), "{}", ran.stderr);
    let skipped = account(&desk, "out")["account"]["skipped"].clone();
    let expected = serde_json::json!({
        "a file without records": {"count": 2, "first": "in/c.jsonl"},
        "a record that holds no page and no text": {"count": 2, "first": "in/e.warc:1"},
        "an empty file": {"count": 2, "first": "in/b.jsonl"},
    });
    assert_eq!(skipped, expected);
    assert!(ran.stderr.contains("2 × an empty file (first: in/b.jsonl)"), "{}", ran.stderr);
    let ran = quick(&desk, &["in", "-o", "half", "--shard", "1/2"]);
    assert_eq!(ran.status, Some(0), "{}", ran.stderr);
    let ran = quick(&desk, &["in", "-o", "rest", "--shard", "2/2"]);
    assert_eq!(ran.status, Some(0), "{}", ran.stderr);
    let ran = desk.run(["merge", "half", "rest", "-o", "joined"]);
    assert_eq!(ran.status, Some(0), "{}", ran.stderr);
    assert_eq!(account(&desk, "joined")["account"]["skipped"], expected);
}

#[test]
fn a_run_over_what_lies_in_its_output_is_refused() {
    let desk = Desk::new();
    finished(&desk, 3);
    desk.write("bad.jsonl", "no JSON\n");
    fs::create_dir(desk.path("out/more")).unwrap();
    desk.write("out/more/b.jsonl", ARTICLE);
    #[cfg(unix)]
    std::os::unix::fs::symlink(desk.path("out/articles.jsonl"), desk.path("link.jsonl")).unwrap();
    #[cfg(not(unix))]
    fs::copy(desk.path("out/articles.jsonl"), desk.path("link.jsonl")).unwrap();
    let before = desk.read("out/articles.jsonl");
    for input in ["out/articles.jsonl", "out/more", "out/more/b.jsonl", "./out/../out/articles.jsonl", "link.jsonl"] {
        if input == "link.jsonl" && cfg!(not(unix)) {
            continue;
        }
        for force in [&[][..], &["--force"], &["--resume"]] {
            let ran = quick(&desk, &[&[input, "-o", "out"], force].concat());
            assert_eq!(ran.status, Some(2), "{input} {force:?}: {}", ran.stderr);
            assert!(force.is_empty() || ran.stderr.contains("in the output folder"), "{}", ran.stderr);
        }
    }
    let ran = quick(&desk, &["bad.jsonl", "--retry", "out/failed.jsonl", "-o", "out", "--force"]);
    assert_eq!(ran.status, Some(2), "{}", ran.stderr);
    assert_eq!(desk.read("out/articles.jsonl"), before);
}

#[test]
fn shards_are_not_joined_into_one_of_them() {
    let desk = Desk::new();
    desk.write("in.jsonl", ARTICLE.repeat(4));
    for shard in ["1/2", "2/2"] {
        let ran = quick(&desk, &["in.jsonl", "-o", &shard[..1], "--shard", shard]);
        assert_eq!(ran.status, Some(0), "{}", ran.stderr);
    }
    let before = desk.read("1/articles.jsonl");
    let ran = desk.run(["merge", "1", "2", "-o", "1", "--force"]);
    assert_eq!(ran.status, Some(2), "{}", ran.stderr);
    assert_eq!(desk.read("1/articles.jsonl"), before);
}

/// A change of a file's bytes; with nothing as its answer the file is removed.
type Change = fn(&mut Vec<u8>) -> Option<u8>;

/// What may happen to the records of a finished run.
const DAMAGES: [(&str, Change); 5] = [
    ("removed", |_| None),
    ("emptied", |bytes| bytes.drain(..).next()),
    ("cut by a byte", Vec::pop),
    ("longer by a byte", |bytes| {
        bytes.push(b'\n');
        Some(0)
    }),
    ("changed in a byte", |bytes| {
        bytes[40] ^= 1;
        Some(0)
    }),
];

fn damage(path: &Path, change: Change) {
    let mut bytes = fs::read(path).unwrap();
    match change(&mut bytes) {
        Some(_) => fs::write(path, bytes).unwrap(),
        None => fs::remove_file(path).unwrap(),
    }
}

#[test]
fn a_finished_run_is_not_taken_on_trust() {
    for (what, change) in DAMAGES {
        let desk = Desk::new();
        finished(&desk, 50);
        let ran = desk.run(["verify", "out"]);
        assert_eq!(ran.status, Some(0), "{}", ran.stderr);
        damage(&desk.path("out/articles.jsonl"), change);
        let ran = quick(&desk, &["in.jsonl", "-o", "out", "--resume"]);
        assert_eq!(ran.status, Some(2), "{what}: {}", ran.stderr);
        assert!(ran.stderr.contains("`articles.jsonl`"), "{what}: {}", ran.stderr);
        let ran = desk.run(["verify", "out"]);
        assert_eq!(ran.status, Some(1), "{what}: {}", ran.stderr);
        assert!(ran.stderr.contains("`articles.jsonl`"), "{what}: {}", ran.stderr);
        let ran = desk.run(["view", "out", "-o", "page.html"]);
        assert_eq!((ran.status, desk.path("page.html").exists()), (Some(2), false), "{what}: {}", ran.stderr);
    }
}

#[test]
fn a_damaged_list_of_failures_is_not_run_again() {
    let desk = Desk::new();
    desk.write("in.jsonl", format!("{ARTICLE}no JSON\nno JSON\n"));
    assert_eq!(quick(&desk, &["in.jsonl", "-o", "out"]).status, Some(3));
    let list = desk.read("out/failed.jsonl");
    desk.write("out/failed.jsonl", list.lines().next().unwrap().to_owned() + "\n");
    let ran = quick(&desk, &["in.jsonl", "--retry", "out/failed.jsonl", "-o", "again"]);
    assert_eq!(ran.status, Some(2), "{}", ran.stderr);
    assert!(ran.stderr.contains("failed.jsonl"), "{}", ran.stderr);
}

#[test]
fn damaged_shards_are_not_joined() {
    for (what, change) in DAMAGES {
        let desk = Desk::new();
        desk.write("in.jsonl", ARTICLE.repeat(50));
        for shard in ["1/2", "2/2"] {
            assert_eq!(quick(&desk, &["in.jsonl", "-o", &shard[..1], "--shard", shard]).status, Some(0));
        }
        damage(&desk.path("2/articles.jsonl"), change);
        let ran = desk.run(["merge", "1", "2", "-o", "out"]);
        assert_eq!(ran.status, Some(2), "{what}: {}", ran.stderr);
        assert!(!desk.path("out/articles.jsonl").exists(), "{what}");
    }
}

#[test]
fn verify_names_the_records_that_can_be_told_to_be_bad() {
    let desk = Desk::new();
    finished(&desk, 9);
    let records = desk.read("out/articles.jsonl");
    let at = records.match_indices('\n').nth(3).unwrap().0 + 1;
    desk.write("out/articles.jsonl", format!("{}[{}", &records[..at], &records[at + 1..]));
    let ran = desk.run(["verify", "out"]);
    assert!(ran.stderr.contains("record 5 is no JSON object"), "{}", ran.stderr);
    assert_eq!(ran.stderr.lines().count(), 2, "{}", ran.stderr);
}

/// A pipeline whose sink is this, and whose output is small.
fn with_sink(desk: &Desk, name: &str, sink: &str) -> String {
    let stages = "[[stage]]\nuse = \"tokenizer\"\n[[stage]]\nuse = \"date-normalizer\"\n";
    let file = format!("{name}.toml");
    desk.write(&file, format!("{stages}[sink]\nuse = \"{sink}\"\n"));
    file
}

#[test]
fn force_takes_away_what_the_earlier_run_wrote_and_nothing_else() {
    let desk = Desk::new();
    desk.write("in.jsonl", ARTICLE.repeat(3));
    let sinks = ["timeml", "brat", "conllu", "parquet", "jsonl"].map(|sink| with_sink(&desk, sink, sink));
    desk.write("out/notes.md", "mine");
    desk.write("out/timeml/mine.txt", "mine too");
    for (at, pipeline) in sinks.iter().enumerate() {
        let ran = desk.run(["run", pipeline, "in.jsonl", "-o", "out", "--force"]);
        assert_eq!(ran.status, Some(0), "{}", ran.stderr);
        let mut names: Vec<_> =
            fs::read_dir(desk.path("out")).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        let own = ["timeml", "brat", "articles.conllu", "articles.parquet", "articles.jsonl"][at];
        let mut expected = vec!["failed.jsonl", "notes.md", "run.json", "timeml", own];
        expected.sort_unstable();
        expected.dedup();
        assert_eq!(names, expected);
    }
    assert_eq!(fs::read_dir(desk.path("out/timeml")).unwrap().count(), 1, "only what is not the run's");
    assert_eq!((desk.read("out/notes.md"), desk.read("out/timeml/mine.txt")), ("mine".into(), "mine too".into()));
}

#[test]
fn a_finished_run_of_every_format_says_what_it_holds() {
    let desk = Desk::new();
    desk.write("in.jsonl", ARTICLE.repeat(3));
    for sink in ["timeml", "brat", "conllu", "parquet", "jsonl"] {
        let pipeline = with_sink(&desk, sink, sink);
        let ran = desk.run(["run", &pipeline, "in.jsonl", "-o", sink]);
        assert_eq!(ran.status, Some(0), "{}", ran.stderr);
        let ran = desk.run(["verify", sink]);
        assert_eq!(ran.status, Some(0), "{}", ran.stderr);
    }
    fs::remove_file(desk.path("timeml/timeml/00000002.tml")).unwrap();
    let ran = desk.run(["verify", "timeml"]);
    assert!(ran.stderr.contains("holds 2 files, and 3 were written"), "{}", ran.stderr);
}

#[test]
fn a_page_is_never_written_over_what_it_is_made_of() {
    let desk = Desk::new();
    finished(&desk, 2);
    for (run, page) in
        [("out", "out/articles.jsonl"), ("out/articles.jsonl", "out/failed.jsonl"), ("out", "out/run.json")]
    {
        let before = desk.read(page);
        assert_eq!(desk.run(["view", run, "-o", page]).status, Some(2), "{page}");
        assert_eq!(desk.read(page), before);
    }
}
