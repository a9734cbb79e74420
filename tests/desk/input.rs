//! Bad input: the clear error of each kind, and nothing else lost.

use std::fs;

use serde_json::json;

use crate::binary::{Desk, Ran, pipeline};

/// Articles and failures of a run, as ids.
fn accounted(desk: &Desk) -> (Vec<String>, Vec<String>) {
    let ids = |file| desk.lines(file).iter().map(|line| line["id"].as_str().unwrap().to_owned()).collect();
    (ids("out/articles.jsonl"), ids("out/failed.jsonl"))
}

fn failure(desk: &Desk, id: &str) -> String {
    let failed = desk.lines("out/failed.jsonl");
    let line = failed.iter().find(|line| line["id"] == id).unwrap_or_else(|| panic!("{id} has not failed"));
    assert!(
        ["source", "stage", "kind", "error"].iter().all(|field| !line[field].as_str().unwrap().is_empty()),
        "{line}"
    );
    line["error"].as_str().unwrap().to_owned()
}

#[test]
fn a_file_that_is_not_utf_8_fails_alone_with_the_place_of_its_first_bad_byte() {
    let desk = Desk::new();
    desk.write("in/a.txt", "Rain fell.\n");
    desk.write("in/b.txt", b"Caf\xe9 opened.\n");
    desk.write("in/c.txt", "Snow fell.\n");
    assert_eq!(desk.quick("in").status, Some(3));
    assert_eq!(accounted(&desk), (vec!["a.txt".to_owned(), "c.txt".to_owned()], vec!["b.txt".to_owned()]));
    assert!(failure(&desk, "b.txt").contains('3'), "{}", failure(&desk, "b.txt"));
}

#[test]
fn a_broken_line_fails_with_its_number_and_the_rest_is_done() {
    let desk = Desk::new();
    let lines = [
        r#"{"id":"one","text":"Rain."}"#,
        r#"{"id":"two","text":"#,
        "[1]",
        "",
        r#"{"id":"five"}"#,
        r#"{"id":"six","text":7}"#,
    ];
    desk.write("in.jsonl", format!("{}\n{{\"id\":\"seven\",\"text\":\"Snow.\"}}", lines.join("\n")));
    assert_eq!(desk.quick("in.jsonl").status, Some(3));
    let (done, failed) = accounted(&desk);
    assert_eq!(done, ["one", "seven"]);
    assert_eq!(failed.len(), 4);
    let sources: Vec<_> =
        desk.lines("out/failed.jsonl").iter().map(|line| line["source"].as_str().unwrap().to_owned()).collect();
    assert_eq!(sources, ["in.jsonl:2", "in.jsonl:3", "in.jsonl:5", "in.jsonl:6"]);
}

#[test]
fn an_article_without_text_is_accounted_for() {
    let desk = Desk::new();
    desk.write("in/empty.txt", "");
    desk.write("in/blank.txt", " \n\u{200b}\n");
    desk.write("in/mark.txt", "\u{feff}");
    let ran = desk.quick("in");
    assert_eq!(ran.status, Some(0), "{}", ran.stderr);
    assert_eq!(accounted(&desk).0, ["blank.txt", "empty.txt", "mark.txt"]);
}

#[test]
fn an_input_that_does_not_exist_is_refused_before_anything_is_done() {
    let desk = Desk::new();
    desk.write("a.txt", "Rain fell.\n");
    let ran =
        desk.run(["run".into(), pipeline("quick"), "a.txt".into(), "missing.txt".into(), "-o".into(), "out".into()]);
    assert_eq!(ran.status, Some(2));
    assert!(ran.stderr.contains("missing.txt"), "{}", ran.stderr);
    assert!(!desk.path("out").exists());
}

#[test]
fn what_came_with_an_article_is_written_back() {
    let desk = Desk::new();
    desk.write("in/a.txt", "Rain fell on Tuesday.\n");
    desk.write(
        "in/a.meta.json",
        json!({"headline": "Rain", "contentCreated": "2024-05-15", "genre": "weather"}).to_string(),
    );
    desk.write(
        "in/b.jsonl",
        json!({"id": 7, "body_text": "Snow.", "title": "Snow", "versionCreated": "2024-01-02", "desk": [1]})
            .to_string(),
    );
    assert_eq!(desk.quick("in").status, Some(0));
    let records = desk.lines("out/articles.jsonl");
    assert_eq!(records[0]["meta"]["headline"], "Rain");
    assert_eq!(records[0]["meta"]["contentCreated"], "2024-05-15");
    assert_eq!(records[0]["meta"]["extra"]["genre"], "weather");
    assert_eq!(records[0]["dates"][0]["value"], "2024-05-14");
    assert_eq!((&records[1]["id"], &records[1]["meta"]["extra"]["desk"]), (&json!("7"), &json!([1])));
}

#[test]
fn compressed_files_are_read_like_plain_ones() {
    let desk = Desk::new();
    let text = "{\"id\":\"a\",\"text\":\"Rain fell.\"}\n";
    desk.write("plain.jsonl", text);
    desk.run(["run".into(), pipeline("quick"), "plain.jsonl".into(), "-o".into(), "plain".into()]);
    let packed = std::process::Command::new("gzip").arg("-k").arg(desk.path("plain.jsonl")).status();
    if packed.is_err() {
        eprintln!("skipped: no gzip on this machine");
        return;
    }
    desk.run(["run".into(), pipeline("quick"), "plain.jsonl.gz".into(), "-o".into(), "packed".into()]);
    let without_source = |file: &str| desk.read(file).replace("plain.jsonl.gz:1", "plain.jsonl:1");
    assert_eq!(without_source("packed/articles.jsonl"), without_source("plain/articles.jsonl"));
}

fn out(desk: &Desk, more: &[&str]) -> Ran {
    let pipeline = pipeline("quick");
    desk.run([&["run", pipeline.to_str().unwrap(), "a.txt", "-o", "out"], more].concat())
}

#[test]
fn a_finished_run_is_replaced_only_by_force() {
    let desk = Desk::new();
    desk.write("a.txt", "Rain fell.\n");
    assert_eq!(out(&desk, &[]).status, Some(0));
    let first = desk.read("out/articles.jsonl");
    let again = out(&desk, &[]);
    assert_eq!(again.status, Some(2));
    assert!(again.stderr.contains("finished run") && again.stderr.contains("--force"), "{}", again.stderr);
    assert_eq!(desk.read("out/articles.jsonl"), first);
    assert_eq!(out(&desk, &["--force"]).status, Some(0));
    assert_eq!(desk.read("out/articles.jsonl"), first);
    assert_eq!(fs::read_dir(desk.path("out")).unwrap().count(), 3, "only articles.jsonl, failed.jsonl and run.json");
}

#[test]
fn a_folder_of_other_files_is_left_alone_and_a_file_is_no_folder() {
    let desk = Desk::new();
    desk.write("a.txt", "Rain fell.\n");
    desk.write("out/thesis.doc", "mine");
    assert_eq!(out(&desk, &[]).status, Some(2));
    assert_eq!(fs::read_dir(desk.path("out")).unwrap().count(), 1);
    let ran = desk.run(["run".into(), pipeline("quick"), "a.txt".into(), "-o".into(), "a.txt".into()]);
    assert_eq!(ran.status, Some(2));
    assert_eq!(desk.read("a.txt"), "Rain fell.\n");
}

#[test]
fn the_output_inside_the_input_is_not_read() {
    let desk = Desk::new();
    desk.write("a.txt", "Rain fell.\n");
    let args = ["run".into(), pipeline("quick"), ".".into(), "-o".into(), "out".into()];
    assert_eq!(desk.run(&args).status, Some(0));
    let forced = desk.run(args.iter().cloned().chain(["--force".into()]));
    assert_eq!(forced.status, Some(0));
    assert_eq!(accounted(&desk).0, ["a.txt"]);
}

#[test]
fn dates_are_written_as_timeml_one_file_an_article() {
    let desk = Desk::new();
    desk.write("a.jsonl", "{\"id\":\"../a\",\"contentCreated\":\"2024-05-15\",\"text\":\"Rain fell on Tuesday.\"}\n");
    let stages = "[[stage]]\nuse = \"tokenizer\"\n[[stage]]\nuse = \"date-normalizer\"\n[sink]\nuse = \"timeml\"\n";
    desk.write("timeml.toml", stages);
    let ran = desk.run(["run", "timeml.toml", "a.jsonl", "-o", "out"]);
    assert_eq!(ran.status, Some(0), "{}", ran.stderr);
    let document = desk.read("out/timeml/00000001.tml");
    assert!(document.contains("<DOCID>../a</DOCID>"), "{document}");
    assert!(document.contains("<TIMEX3 tid=\"t1\" type=\"DATE\" value=\"2024-05-14\">Tuesday</TIMEX3>"), "{document}");
    assert_eq!(desk.run(["run", "timeml.toml", "a.jsonl", "-o", "-"]).status, Some(2), "documents are no stream");
}

#[test]
fn an_article_beyond_the_size_limit_fails_alone_and_the_limit_can_be_changed() {
    let desk = Desk::new();
    let limited = "[source]\nmax-bytes = 100\n[[stage]]\nuse = \"tokenizer\"\n";
    desk.write("limited.toml", limited);
    desk.write("in/long.txt", "Rain fell on Kelmouth. ".repeat(10));
    desk.write("in/short.txt", "Rain fell.\n");
    assert_eq!(desk.run(["run", "limited.toml", "in", "-o", "out"]).status, Some(3));
    assert_eq!(accounted(&desk), (vec!["short.txt".to_owned()], vec!["long.txt".to_owned()]));
    desk.write("wider.toml", limited.replace("100", "100000"));
    assert_eq!(desk.run(["run", "wider.toml", "in", "-o", "out", "--force"]).status, Some(0));
}

#[test]
fn a_folder_is_not_input_and_output_at_once() {
    let desk = Desk::new();
    desk.write("in/a.txt", "Rain fell.\n");
    let ran =
        desk.run(["run".into(), pipeline("quick"), "in".into(), "-o".into(), "in/../in".into(), "--force".into()]);
    assert_eq!(ran.status, Some(2), "{}", ran.stderr);
    assert_eq!(fs::read_dir(desk.path("in")).unwrap().count(), 1);
}

#[test]
fn ids_come_back_as_they_are_though_they_repeat_and_of_a_name_given_twice_the_last_value_counts() {
    let desk = Desk::new();
    let ids = ["7", "7", "../../x\u{0}\n=1+1", "/etc/x", "a\u{1b}[31m"];
    let lines = ids.iter().enumerate().map(|(n, id)| format!("{}\n", json!({"id": id, "text": format!("Rain {n}.")})));
    desk.write("in.jsonl", &(lines.collect::<String>() + "{\"text\": \"Fog.\", \"id\": \"8\", \"text\": \"Hail.\"}\n"));
    assert_eq!(desk.quick("in.jsonl").status, Some(0));
    let records = desk.lines("out/articles.jsonl");
    let found: Vec<_> = records.iter().map(|record| record["id"].as_str().unwrap()).collect();
    assert_eq!(found, [&ids[..], &["8"]].concat());
    let texts: Vec<_> = records.iter().map(|record| record["text"].as_str().unwrap()).collect();
    assert_eq!(texts, ["Rain 0.", "Rain 1.", "Rain 2.", "Rain 3.", "Rain 4.", "Hail."]);
}

#[test]
fn files_of_one_name_in_two_folders_have_two_ids() {
    let desk = Desk::new();
    desk.write("in/north/rain.txt", "Rain fell.");
    desk.write("in/south/rain.txt", "Hail fell.");
    assert_eq!(desk.quick("in").status, Some(0));
    let ids: Vec<_> = desk.lines("out/articles.jsonl").iter().map(|record| record["id"].clone()).collect();
    assert_eq!(ids, ["north/rain.txt", "south/rain.txt"]);
}

#[test]
fn a_folder_without_a_file_is_refused() {
    let desk = Desk::new();
    fs::create_dir_all(desk.path("in/deeper")).unwrap();
    let ran = desk.quick("in");
    assert_eq!(ran.status, Some(2));
    assert!(ran.stderr.contains("there is no file in `in`"), "{}", ran.stderr);
    assert!(!desk.path("out").exists());
}
