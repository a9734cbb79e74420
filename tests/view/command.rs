//! The command itself: what it takes, what it refuses, what it leaves behind.

use serde_json::{Value, json};

use crate::binary::{Desk, pipeline, top};
use crate::records::{plain, three};

fn data(desk: &Desk, page: &str) -> Value {
    let page = desk.read(page);
    let from = page.find("id=\"data\">").unwrap() + 10;
    let to = page[from..].find("</script>").unwrap();
    serde_json::from_str(&page[from..from + to]).unwrap()
}

fn write(desk: &Desk, records: &[Value]) {
    desk.write("out/articles.jsonl", records.iter().map(|record| format!("{record}\n")).collect::<String>());
}

#[test]
fn the_page_of_a_run_shows_its_articles_failures_and_times() {
    let desk = Desk::new();
    desk.write("bad.txt", b"\xff");
    let ran = desk.run([
        "run".into(),
        pipeline("news"),
        top().join("tests/articles"),
        "bad.txt".into(),
        "-o".into(),
        "out".into(),
    ]);
    assert_eq!(ran.status, Some(3), "{}", ran.stderr);
    let ran = desk.run(["view", "out", "-o", "page.html"]);
    assert_eq!((ran.status, ran.stdout.as_str()), (Some(0), ""), "{}", ran.stderr);
    assert!(ran.stderr.contains("page.html: 20 articles"), "{}", ran.stderr);
    let data = data(&desk, "page.html");
    assert_eq!(data["articles"].as_array().unwrap().len(), 20);
    assert_eq!(data["summary"]["name"], "news");
    assert_eq!(data["summary"]["failures"][0]["stage"], "read");
    assert_eq!(data["summary"]["run"]["stages"].as_array().unwrap().len(), 6);
    assert!(data["summary"]["quotes"].as_u64().unwrap() > 100);
    let again = desk.run(["view", "out/articles.jsonl", "-o", "-"]);
    assert!(again.stdout == desk.read("page.html"), "the same page from the file of records, on standard output");
}

#[test]
fn a_large_batch_is_counted_whole_and_shown_in_part() {
    let desk = Desk::new();
    let records: Vec<_> = (0..300)
        .map(|n| {
            let mut record = plain(1 + n % 28, ["Ana Ruiz", "Karl Vane", "Lin Wu"][n as usize % 3], "Well");
            record["id"] = format!("{n:03}").into();
            record
        })
        .collect();
    write(&desk, &records);
    let ran = desk.run(["view", "out", "--sample", "20"]);
    assert!(ran.stderr.contains("300 articles, 20 of them shown"), "{}", ran.stderr);
    let page = data(&desk, "desk.html");
    assert_eq!(page["articles"].as_array().unwrap().len(), 20);
    let speakers: Vec<_> = page["summary"]["speakers"]["most"]
        .as_array()
        .unwrap()
        .iter()
        .map(|s| (s["name"].clone(), s["count"].clone()))
        .collect();
    assert_eq!(
        speakers,
        [(json!("Ana Ruiz"), json!(100)), (json!("Karl Vane"), json!(100)), (json!("Lin Wu"), json!(100))]
    );
    let first = desk.read("desk.html");
    assert_eq!(desk.run(["view", "out", "--sample", "20", "--force"]).status, Some(0));
    assert!(first == desk.read("desk.html"), "the same sample each time");
}

#[test]
fn what_cannot_be_viewed_is_refused_and_nothing_is_written() {
    let desk = Desk::new();
    desk.write("empty/run.json", "{}");
    desk.write("broken/articles.jsonl", "");
    desk.write("broken/run.json", "[");
    write(&desk, &three());
    desk.write("packed/articles.tar", "x");
    let refused: [(&[&str], &str); 7] = [
        (&["view", "nothing"], "`nothing`"),
        (&["view", "empty"], "holds no records"),
        (&["view", "broken"], "run.json"),
        (&["view", "out", "-o", "out"], "is a folder"),
        (&["view", "out", "-o", "out/articles.jsonl"], "belongs to the run"),
        (&["view", "out", "-o", "no/such/folder.html"], "folder.html"),
        (&["view", "out", "-o", "-", "--open"], "--open"),
    ];
    for (args, why) in refused {
        let ran = desk.run(args);
        assert_eq!((ran.status, ran.stdout.as_str()), (Some(2), ""), "{args:?}: {}", ran.stderr);
        assert!(ran.stderr.contains(why), "{args:?}: {}", ran.stderr);
    }
    let left: Vec<_> = std::fs::read_dir(desk.path(""))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_file())
        .collect();
    assert!(left.is_empty(), "no page and no part of one: {left:?}");
}

#[test]
fn records_that_are_none_cost_themselves_alone() {
    let desk = Desk::new();
    let strange = [
        "{\"id\": \"cut",
        "[1, 2]",
        "\u{7b}}",
        "{\"id\": 7, \"text\": 8, \"quotes\": [3], \"dates\": [{}], \"meta\": [], \"entities\": {}}",
    ];
    let lines: Vec<_> =
        strange.iter().map(|line| (*line).to_owned()).chain([plain(2, "Ana Ruiz", "Still here").to_string()]).collect();
    desk.write("out/articles.jsonl", lines.join("\n"));
    let ran = desk.run(["view", "out"]);
    assert_eq!(ran.status, Some(0), "{}", ran.stderr);
    assert!(ran.stderr.contains("3 articles, 2 records could not be read"), "{}", ran.stderr);
    let ids: Vec<_> =
        data(&desk, "desk.html")["articles"].as_array().unwrap().iter().map(|article| article["id"].clone()).collect();
    assert_eq!(ids, [json!(""), json!("7"), json!("plain/2.txt")]);
}
