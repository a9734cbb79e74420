//! Copies of one story among the articles of runs: what `copydesk stories` finds, and what it does not take for a copy.

use std::fs;

use serde_json::{Value, json};

use crate::binary::{Desk, Ran, top};

/// A story of an invented town, a sentence an entry.
const STORY: [&str; 12] = [
    "The swing bridge at Kelmouth will stay shut until September after divers found cracks in two of its four piers.",
    "Engineers of the harbour trust closed the crossing to lorries in March and to everybody else on Monday night.",
    "“We looked at the eastern pier first and nobody slept well afterwards,” chief engineer Adaeze Whitlock told reporters.",
    "Some 4,300 people cross it every day, most of them workers of the cannery and pupils of Saint Brannoc school.",
    "Until repairs are done a ferry borrowed from Port Sable will sail every twenty minutes between the fish quay and Lime Street.",
    "Passengers pay nothing during the first month, the council decided by eleven votes to six.",
    "Ferry pilot Declan Njoroge warned that spring tides would stop his boat on at least nine mornings.",
    "The trust puts the cost at £2.4 million, of which insurers have so far promised less than half.",
    "Shopkeepers on the western bank reported takings down by a third since the lorries went away.",
    "“My bread comes round by Marrowby now, forty miles for a loaf,” said Priya Vance, who runs a bakery beside the toll house.",
    "Built in 1911, the bridge was last overhauled when trams still ran over it.",
    "A report to the transport ministry is due before the summer recess.",
];

/// What another outlet wrote of its own, a paragraph an entry.
const OWN: [&str; 3] = [
    "Our reader Tomás Reyes sent a photograph of queues reaching back past the old gasworks on Tuesday evening.",
    "Neighbouring Arden Valley offered two minibuses, which the mayor accepted with thanks and some relief.",
    "Cyclists may use the railway viaduct provided that they dismount, a notice at its gate explains.",
];

fn article(id: &str, outlet: &str, day: &str, headline: &str, paragraphs: &[&str]) -> Value {
    let text = paragraphs.join("\n\n");
    json!({"id": id, "outlet": outlet, "headline": headline, "contentCreated": day, "text": text})
}

/// An article on something else, whose words no other has.
fn other(n: usize) -> Value {
    let sentence = |s| {
        let words: Vec<_> = (0..12).map(|word| format!("w{n}x{s}x{word}")).collect();
        format!("{} .", words.join(" "))
    };
    let text: Vec<String> = (0..8).map(sentence).collect();
    json!({"id": format!("other-{n}"), "contentCreated": "2025-05-02", "text": text.join("\n\n")})
}

/// One wire story in five outlets, a follow-up, and ten articles on other things.
fn archive() -> Vec<Value> {
    let cut = &STORY[..6];
    let rewritten = [STORY[1], OWN[0], STORY[3], STORY[2], STORY[6], OWN[1], STORY[9], STORY[8], STORY[10]];
    let rewritten: Vec<String> =
        rewritten.iter().map(|sentence| sentence.replace(" every", " each").replace("crossing", "bridge")).collect();
    let rewritten: Vec<&str> = rewritten.iter().map(String::as_str).collect();
    let longer = [&STORY[..], &OWN[..]].concat();
    let follow_up = [
        "Kelmouth council will lend its market hall to bakers and greengrocers who lost customers.",
        "Stalls are free of charge until autumn, councillor Ines Oyelaran announced at Thursday's sitting.",
        "Fourteen traders had signed by noon, among them two cheesemakers from Iwaro.",
        STORY[8],
        "The hall, which seats nine hundred, has stood empty ever since its roof was mended.",
        "An opening fair with brass bands follows on Sunday, weather permitting.",
    ];
    let mut all = vec![
        article("cut", "Marrowby Post", "2025-05-03T08:00:00Z", "No crossing before autumn", cut),
        article("wire", "Tidewire", "2025-05-02T06:00:00Z", "Cracks close Kelmouth bridge", &STORY),
        article("same", "Port Sable Echo", "2025-05-02T09:00:00+01:00", "Cracks close Kelmouth bridge", &STORY),
        article("headed", "Iwaro Star", "2025-05-04", "Ferry to replace bridge", &STORY),
        article("rewritten", "Arden Valley News", "2025-05-03", "Queues at the quay", &rewritten),
        article("longer", "Lakhpur Times", "2025-05-05", "Bridge shut", &longer),
        article("follow-up", "Dunmore Mail", "2025-05-09", "Traders move in", &follow_up),
    ];
    all.extend((0..10).map(other));
    all
}

/// A run of articles, with fingerprints in its records or without.
fn run(desk: &Desk, out: &str, articles: &[Value], stage: &str) {
    let lines: String = articles.iter().map(|article| format!("{article}\n")).collect();
    desk.write(&format!("{out}.jsonl"), lines);
    desk.write(&format!("{out}.toml"), format!("[[stage]]\nuse = \"{stage}\"\n"));
    let ran = desk.run(["run", &format!("{out}.toml"), &format!("{out}.jsonl"), "-o", out]);
    assert_eq!(ran.status, Some(0), "{}", ran.stderr);
}

fn stories(desk: &Desk, args: &[&str]) -> Ran {
    desk.run([&["stories"], args].concat())
}

/// The rows of a table of stories, by what each article is.
fn kinds(desk: &Desk, table: &str) -> Vec<(String, String)> {
    let text = |row: &Value, name: &str| row[name].as_str().unwrap_or_default().to_owned();
    desk.lines(table).iter().map(|row| (text(row, "article"), text(row, "kind"))).collect()
}

#[test]
fn copies_are_found_and_said_to_be_what_they_are() {
    let desk = Desk::new();
    run(&desk, "out", &archive(), "fingerprint");
    let ran = stories(&desk, &["out", "-o", "stories.jsonl"]);
    assert_eq!(ran.stderr, "stories.jsonl: 1 stories of 6 articles, of 17 that were read\n");
    let expected = [
        ("wire", "first"),
        ("same", "same text"),
        ("rewritten", "rewritten"),
        ("cut", "cut"),
        ("headed", "new headline"),
        ("longer", "extended"),
    ];
    let expected = expected.map(|(article, kind)| (article.to_owned(), kind.to_owned()));
    assert_eq!(kinds(&desk, "stories.jsonl"), expected, "in order of time, zones minded");
    let rows = desk.lines("stories.jsonl");
    let row = |id: &str| rows.iter().find(|row| row["article"] == id).unwrap();
    let own_words = OWN[..2].iter().map(|own| own.split_whitespace().count()).sum::<usize>() as i64;
    let added = row("rewritten")["adds_words"].as_i64().unwrap();
    assert!(
        own_words <= added && added < 90,
        "{added} words added: {own_words} are its own, and those beside them and beside a cut"
    );
    assert_eq!((&row("cut")["adds_words"], &row("cut")["compared_with"]), (&json!(0), &json!("wire")));
    assert!(row("rewritten")["confidence"].as_f64().unwrap() >= 0.6);
    assert!(row("wire").get("confidence").is_none() && row("wire")["articles"] == 6);
}

#[test]
fn records_without_fingerprints_give_the_same_stories() {
    let desk = Desk::new();
    run(&desk, "out", &archive(), "fingerprint");
    stories(&desk, &["out", "-o", "with.jsonl"]);
    fs::remove_dir_all(desk.path("out")).unwrap();
    run(&desk, "out", &archive(), "cleaner");
    let ran = stories(&desk, &["out", "-o", "without.jsonl"]);
    assert!(ran.stderr.contains("17 came without a fingerprint"), "{}", ran.stderr);
    assert_eq!(desk.read("with.jsonl"), desk.read("without.jsonl"));
}

#[test]
fn several_runs_are_one_archive_and_each_format_holds_the_same_rows() {
    let desk = Desk::new();
    let all = archive();
    run(&desk, "monday", &all[..2], "fingerprint");
    run(&desk, "tuesday", &all[2..], "fingerprint");
    for (table, threads) in [("a.jsonl", "1"), ("b.jsonl", "2")] {
        let mut command = desk.command(["stories", "monday", "tuesday", "--all", "-o", table]);
        assert!(command.env("RAYON_NUM_THREADS", threads).output().unwrap().status.success());
    }
    assert_eq!(desk.read("a.jsonl"), desk.read("b.jsonl"), "the threads make no difference");
    let rows = desk.lines("a.jsonl");
    assert_eq!(rows.len(), 17, "a row an article, copied or not");
    let run = |id: &str| &rows.iter().find(|row| row["article"] == id).unwrap()["run"];
    assert_eq!([run("wire"), run("same")], [&json!("monday"), &json!("tuesday")]);
    let story = |row: &&Value| row["articles"] == 6;
    assert_eq!(rows.iter().filter(story).count(), 6, "one story of two runs");
    assert_eq!(stories(&desk, &["monday", "tuesday", "--all", "-o", "a.csv"]).status, Some(0));
    let csv = desk.read("a.csv");
    let mut csv = csv::Reader::from_reader(csv.trim_start_matches('\u{feff}').as_bytes());
    let names = csv.headers().unwrap().clone();
    for (row, json) in csv.records().zip(&rows) {
        for (name, cell) in names.iter().zip(&row.unwrap()) {
            let value =
                json.get(name).map_or(String::new(), |value| value.as_str().map_or(value.to_string(), str::to_owned));
            assert_eq!(cell, value.trim_end_matches(".0"), "{name}");
        }
    }
    assert_eq!(stories(&desk, &["monday", "tuesday", "-o", "a.parquet"]).status, Some(0));
    let parquet = fs::read(desk.path("a.parquet")).unwrap();
    assert!(parquet.starts_with(b"PAR1") && parquet.ends_with(b"PAR1"));
}

#[test]
fn old_forms_and_an_outlets_own_words_are_no_copies() {
    let mut later = [STORY[1], OWN[0], STORY[3], STORY[2], STORY[6], OWN[1], STORY[9], STORY[8], STORY[10]];
    later.rotate_left(2);
    let desk = Desk::new();
    let pair = |day: &str, outlet: &str| {
        let articles = [
            article("wire", "Tidewire", "2025-05-02", "Cracks", &STORY),
            article("later", outlet, day, "Queues", &later),
        ];
        run(&desk, "out", &articles, "fingerprint");
        let told = stories(&desk, &["out", "-o", "s.jsonl", "--force"]).stderr;
        fs::remove_dir_all(desk.path("out")).unwrap();
        told.contains(" 1 stories")
    };
    assert!(pair("2025-05-04", "Iwaro Star"), "a rewrite of another outlet, two days later");
    assert!(!pair("2025-06-04", "Iwaro Star"), "a month later");
    assert!(!pair("2025-05-04", "TIDEWIRE"), "of the same outlet");
}

#[test]
fn a_boilerplate_of_a_thousand_articles_makes_no_story() {
    let desk = Desk::new();
    let notice = "Subscribers of our morning letter read reports earlier, choose regional pages freely, share puzzles with friends, and \
                  support independent local journalism throughout harbour towns for about two pounds monthly without advertising.";
    let mut articles: Vec<Value> = (0..1200).map(other).collect();
    for article in &mut articles {
        let text = format!("{}\n\n{notice}", article["text"].as_str().unwrap());
        article["text"] = text.into();
    }
    articles.extend((0..300).map(|n| json!({"id": format!("notice-{n}"), "text": "Sign in to read this article."})));
    run(&desk, "out", &articles, "fingerprint");
    let ran = stories(&desk, &["out", "-o", "s.csv"]);
    assert!(ran.stderr.contains("0 stories of 0 articles, of 1500 that were read"), "{}", ran.stderr);
    assert!(ran.stderr.contains("300 are too short to be compared"), "{}", ran.stderr);
    assert!(ran.stderr.contains("300 have no date of publication"), "{}", ran.stderr);
}

#[test]
fn what_cannot_be_grouped_is_refused() {
    let desk = Desk::new();
    run(&desk, "out", &archive()[..2], "fingerprint");
    desk.write("none/articles.jsonl", "");
    desk.write("s.csv", "mine");
    let refused = |args: &[&str], why: &str| {
        let ran = stories(&desk, args);
        assert_eq!(ran.status, Some(2), "{args:?}: {}", ran.stderr);
        assert!(ran.stderr.contains(why), "{args:?}: {}", ran.stderr);
    };
    refused(&["none", "-o", "t.csv"], "`none` holds no run");
    refused(&["out", "-o", "t.txt"], "ends in .csv, .jsonl or .parquet");
    refused(&["out", "-o", "s.csv"], "is there already");
    refused(&["out", "-o", "nowhere/s.csv"], "cannot be written");
    assert_eq!(desk.read("s.csv"), "mine");
    fs::write(desk.path("out/articles.jsonl"), "{}\n").unwrap();
    refused(&["out", "-o", "t.csv"], "articles.jsonl");
    assert!(!desk.path("t.csv").exists(), "nothing is left of what was refused");
}

/// Floors a little under what is measured: crates/FIGURES.md has the figures.
#[test]
fn copies_of_each_strength_are_found_among_what_looks_like_them() {
    let desk = Desk::new();
    let pages = top().join("crates/cleaner/model/invented.jsonl");
    let ran = desk.run(["eval".into(), "stories".into(), pages]);
    assert_eq!(ran.status, Some(0), "{}", ran.stderr);
    let number = |line: &str| -> f64 {
        let line = ran.stdout.lines().find(|found| found.starts_with(line)).unwrap_or_else(|| panic!("no {line}"));
        let number = line.split([' ', ',']).find_map(|word| word.parse().ok());
        number.unwrap_or_else(|| panic!("{line}"))
    };
    let strength = |n: usize| {
        let line = ran.stdout.lines().find(|line| line.starts_with(&format!("strength {n}: "))).unwrap();
        line.rsplit(' ').next().unwrap().parse::<f64>().unwrap()
    };
    for (n, least) in [(1, 1.0), (2, 0.97), (3, 0.97), (4, 0.6)] {
        assert!(strength(n) >= least, "strength {n}:\n{}", ran.stdout);
    }
    assert!(number("other: ") <= 1.0 && number("follow-up: ") <= 13.0, "{}", ran.stdout);
}
