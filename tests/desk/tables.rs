//! Tables in, tables out: what somebody with a spreadsheet does first, and what other programs read of it.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::Value;

use crate::binary::{Desk, Ran};
use crate::resume::{come_to_a_checkpoint, has_checkpoint, let_go};

/// As Excel saves it where a comma is in numbers: semicolons, Windows-1252, a text of two lines, a row that is broken.
const EXCEL: &[u8] = b"id;title;article;Published At;publication;section\r\n\
    1;Ferry vote;\"Kelmouth voted on Tuesday. \"\"We lost,\"\" said Mara Okafor, the mayor.\";03/02/2024;Kelmouth Echo;metro\r\n\
    2;Caf\xe9 shut;\"The caf\xe9 closed yesterday,\r\nsaid its owner, Ana Orr.\";14/02/2024;Kelmouth Echo;metro\r\n\
    3;Broken;row\r\n\
    4;No date;Nobody came yesterday.;soon;Harbour Times;sport\r\n";

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

fn ran(desk: &Desk, args: &[&str], status: i32) -> Ran {
    let ran = desk.run(args);
    assert_eq!(ran.status, Some(status), "{args:?}: {}", ran.stderr);
    ran
}

/// The rows of a table, the first of them its columns.
fn rows(desk: &Desk, file: &str) -> Vec<Vec<String>> {
    let text = desk.read(file);
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
    reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect()
}

/// The values of a column.
fn column(desk: &Desk, file: &str, name: &str) -> Vec<String> {
    let rows = rows(desk, file);
    let at = rows[0].iter().position(|found| found == name).unwrap_or_else(|| panic!("{file} has no column {name}"));
    rows[1..].iter().map(|row| row[at].clone()).collect()
}

#[test]
fn a_spreadsheet_is_looked_at_read_and_told_of() {
    let desk = Desk::new();
    desk.write("news.csv", EXCEL);
    let looked = ran(&desk, &["check", "news", "--input", "news.csv"], 3).stdout;
    for told in [
        "headline        <- title",
        "text            <- article",
        "contentCreated  <- Published At (in 2 of 3)",
        "outlet          <- publication",
        "date      2024-02-03",
        "1 articles without a usable date of publication (first that cannot be read: news.csv:6 with Published At = \"soon\")",
        "1 records fail (first: news.csv:5: a row of 3 cells, where the header has 6)",
    ] {
        assert!(looked.contains(told), "no {told:?} in\n{looked}");
    }
    let told = ran(&desk, &["run", "quick", "news.csv", "-o", "out"], 3).stderr;
    let undated =
        "1 articles without a usable date of publication: 1 with a date that cannot be read (first: news.csv:6 with";
    assert!(told.contains(undated) && told.contains("built-in `quick`"), "{told}");
    let articles = desk.lines("out/articles.jsonl");
    let anchors: Vec<_> = articles.iter().map(|article| article["meta"]["anchor"].as_str()).collect();
    assert_eq!(anchors, [Some("2024-02-03"), Some("2024-02-14"), None], "the column says that days come first");
    assert_eq!(articles[1]["text"], "The café closed yesterday,\r\nsaid its owner, Ana Orr.");
    assert_eq!(articles[1]["dates"][0]["value"], "2024-02-13");
    assert_eq!(articles[2]["meta"]["extra"]["Published At"], "soon");
    let account = json(&desk.read("out/run.json"));
    assert_eq!(account["account"]["undated"]["a date that cannot be read"]["count"], 1);
    assert_eq!(account["pipeline_file"], "built-in `quick`");
}

#[test]
fn what_may_be_two_things_is_asked_for() {
    let desk = Desk::new();
    desk.write("two.csv", "id,text,content,day\n1,A teaser.,The ferry left on Monday.,02/03/2024\n");
    let told = ran(&desk, &["run", "quick", "two.csv", "-o", "out"], 3).stderr;
    assert!(
        told.contains("both `text` and `content` may be the text: say which it is, as `text = \"text\"`"),
        "{told}"
    );
    let pipeline = |source: &str| format!("[source]\nuse = \"csv\"\n{source}\n[[stage]]\nuse = \"tokenizer\"\n");
    let mapped = "text = \"content\"\ndate = \"day\"\ndate-order = \"month-first\"\nid = \"text\"";
    desk.write("mapped.toml", pipeline(mapped));
    ran(&desk, &["run", "mapped.toml", "two.csv", "-o", "out2"], 0);
    let article = &desk.lines("out2/articles.jsonl")[0];
    assert_eq!((&article["text"], &article["id"]), (&"The ferry left on Monday.".into(), &"A teaser.".into()));
    assert_eq!(article["meta"]["anchor"], "2024-02-03");
    desk.write("none.toml", pipeline("text = \"content\"\ndate = \"none\""));
    ran(&desk, &["run", "none.toml", "two.csv", "-o", "out3"], 0);
    assert_eq!(desk.lines("out3/articles.jsonl")[0]["meta"].get("anchor"), None);
    desk.write("typo.toml", pipeline("text = \"contents\""));
    let told = ran(&desk, &["run", "typo.toml", "two.csv", "-o", "out4"], 3).stderr;
    assert!(told.contains("no column `contents`, which `text` under [source] names: found `id`, `text`"), "{told}");
}

#[test]
fn nested_json_is_read_by_paths_and_answers_of_services_by_their_articles() {
    let desk = Desk::new();
    let guardian = r#"{"response": {"status": "ok", "results": [{"id": "world/1", "webTitle": "Ferry vote",
        "webPublicationDate": "2024-02-14T09:30:00Z", "fields": {"bodyText": "Kelmouth voted yesterday."}}]}}"#;
    desk.write("guardian.json", guardian);
    let map = "text = \"fields.bodyText\"\nheadline = \"webTitle\"";
    desk.write("g.toml", format!("[source]\nuse = \"ninjs\"\n{map}\n[[stage]]\nuse = \"tokenizer\"\n"));
    ran(&desk, &["run", "g.toml", "guardian.json", "-o", "out"], 0);
    let article = &desk.lines("out/articles.jsonl")[0];
    assert_eq!(article["text"], "Kelmouth voted yesterday.");
    assert_eq!((&article["id"], &article["meta"]["headline"]), (&"world/1".into(), &"Ferry vote".into()));
    assert_eq!(article["meta"]["anchor"], "2024-02-14T09:30:00Z");
    let newsapi = r#"{"status": "ok", "articles": [{"source": {"id": null, "name": "Kelmouth Echo"}, "author": "Mara Okafor",
        "title": "Vote", "url": "https://echo.example/1", "publishedAt": "2024-02-14T09:30:00Z", "content": "The ferry left."}]}"#;
    desk.write("newsapi.json", newsapi);
    ran(&desk, &["run", "quick", "newsapi.json", "-o", "out2"], 0);
    let article = &desk.lines("out2/articles.jsonl")[0];
    assert_eq!(article["text"], "The ferry left.");
    assert_eq!(
        (&article["meta"]["by"], &article["meta"]["extra"]["outlet"]),
        (&"Mara Okafor".into(), &"Kelmouth Echo".into())
    );
}

#[test]
fn answers_of_archives_and_watchers_of_the_news_are_read_by_a_map() {
    let desk = Desk::new();
    let times = r#"{"status": "OK", "response": {"docs": [{"_id": "nyt://article/1", "abstract": "Kelmouth keeps its boat.",
        "web_url": "https://post.example/ferry.html", "lead_paragraph": "Kelmouth voted yesterday.", "source": "The Harbour Post",
        "headline": {"main": "Ferry vote", "kicker": null}, "pub_date": "2024-02-14T09:30:00+0000",
        "byline": {"original": "By Mara Okafor", "person": [{"firstname": "Mara"}]}}], "meta": {"hits": 1}}}"#;
    let gdelt = r#"{"articles": [{"url": "https://post.example/ferry.html", "title": "Kelmouth votes", "seendate": "20240214T093000Z",
        "domain": "post.example", "language": "English", "sourcecountry": "United Kingdom"}]}"#;
    let cloud = "id,indexed_date,language,media_name,media_url,publish_date,title,url\n\
        c1,2024-02-15 03:04:05.123456,en,post.example,https://post.example,2024-02-14,Kelmouth votes,https://post.example/ferry.html\n";
    desk.write("times.json", times);
    desk.write("gdelt.json", gdelt);
    desk.write("cloud.csv", cloud);
    // What GDELT and Media Cloud hand out has no text: whoever means the titles says so.
    let told = ran(&desk, &["run", "quick", "gdelt.json", "cloud.csv", "-o", "none"], 3).stderr;
    assert!(
        told.contains("found `url`, `title`, `seendate`") && told.contains("say which it is, as `text = "),
        "{told}"
    );
    let of_times = "text = \"lead_paragraph\"\nheadline = \"headline.main\"\nby = \"byline.original\"\ndate = \"pub_date\"\nurl = \"web_url\"";
    for (file, map, day, text, outlet) in [
        ("times.json", of_times, "2024-02-14T09:30:00+0000", "Kelmouth voted yesterday.", "The Harbour Post"),
        ("gdelt.json", "text = \"title\"", "2024-02-14T09:30:00Z", "Kelmouth votes", "post.example"),
        ("cloud.csv", "text = \"title\"", "2024-02-14", "Kelmouth votes", "post.example"),
    ] {
        desk.write("p.toml", format!("[source]\n{map}\n[[stage]]\nuse = \"tokenizer\"\n"));
        ran(&desk, &["run", "p.toml", file, "-o", "out", "--force"], 0);
        let article = &desk.lines("out/articles.jsonl")[0];
        let meta = &article["meta"];
        assert_eq!((&article["text"], &meta["anchor"]), (&text.into(), &day.into()), "{file}");
        assert_eq!(
            (&meta["uri"], &meta["extra"]["outlet"]),
            (&"https://post.example/ferry.html".into(), &outlet.into()),
            "{file}"
        );
        if file == "times.json" {
            assert_eq!((&meta["headline"], &meta["by"]), (&"Ferry vote".into(), &"By Mara Okafor".into()));
        }
    }
}

#[test]
fn a_name_is_a_built_in_pipeline_unless_there_is_a_file() {
    let desk = Desk::new();
    desk.write("a.txt", "Rain fell.\n");
    let origin = |out: &str| json(&desk.read(&format!("{out}/run.json")))["pipeline_file"].clone();
    ran(&desk, &["run", "quick", "a.txt", "-o", "out"], 0);
    assert_eq!(origin("out"), "built-in `quick`");
    ran(&desk, &["init", "quick"], 0);
    assert!(ran(&desk, &["init", "quick"], 2).stderr.contains("there already"));
    ran(&desk, &["run", "quick", "a.txt", "-o", "out2"], 0);
    assert_eq!(origin("out2"), "quick.toml");
    assert_eq!(desk.read("out/articles.jsonl"), desk.read("out2/articles.jsonl"));
    let told = ran(&desk, &["run", "quik", "a.txt", "-o", "out3"], 2).stderr;
    assert!(told.contains("built-in pipelines `news`, `quick` and `quotes`"), "{told}");
    assert!(ran(&desk, &["init", "quik"], 2).stderr.contains("there are `news`, `quick`, `quotes`"));
}

#[test]
fn a_finished_run_is_written_as_any_other_format() {
    let desk = Desk::new();
    desk.write("news.csv", EXCEL);
    desk.write(
        "t.toml",
        "[[stage]]\nuse = \"tokenizer\"\n[[stage]]\nuse = \"date-normalizer\"\n[sink]\nuse = \"tables\"\n",
    );
    desk.write("j.toml", "[[stage]]\nuse = \"tokenizer\"\n[[stage]]\nuse = \"date-normalizer\"\n");
    ran(&desk, &["run", "t.toml", "news.csv", "-o", "tables"], 3);
    ran(&desk, &["run", "j.toml", "news.csv", "-o", "out", "--offsets", "utf16"], 3);
    for format in ["csv", "tsv", "parquet", "jsonl", "conllu", "brat", "timeml"] {
        ran(&desk, &["export", "out", "-f", format], 0);
    }
    assert_eq!(desk.read("out/jsonl/articles.jsonl"), desk.read("out/articles.jsonl"), "nothing is lost on the way");
    for table in ["articles", "sentences", "dates"] {
        let file = |folder: &str| desk.read(&format!("{folder}/{table}.csv"));
        assert_eq!(file("out/csv"), file("tables"), "what is exported is what is written at once");
    }
    assert!(desk.read("out/conllu/articles.conllu").contains("# newdoc id = 1"));
    ran(&desk, &["export", "out/parquet", "-f", "jsonl", "-o", "back"], 0);
    assert_eq!(desk.read("back/articles.jsonl"), desk.read("out/articles.jsonl"), "Parquet keeps all of it too");
    ran(&desk, &["verify", "out"], 0);
    assert!(ran(&desk, &["export", "tables", "-f", "jsonl"], 2).stderr.contains("keeps no records"));
    assert!(ran(&desk, &["export", "out", "-f", "cvs"], 2).stderr.contains("did you mean `csv`?"));
    assert!(ran(&desk, &["export", "news.csv", "-f", "csv"], 2).stderr.contains("holds no run"));
}

/// A record as an earlier run wrote it, so that the tables do not hang on models.
const RECORD: &str = r#"{"id": "a", "source": "in/a.txt", "meta": {"headline": "Vote", "contentCreated": "2024-05-03", "extra": {"outlet": "Echo"}},
    "text": "🚢 “Late,” Ana Orr said, “again.” Orr left.", "blocks": [{"start": 0, "end": 42, "kind": "body"}], "sentences": [[0, 32], [33, 42]],
    "entities": [{"start": 10, "end": 17, "text": "Ana Orr", "label": "PERSON", "id": 0, "name": "Ana Orr", "gender": "female"},
                 {"start": 33, "end": 36, "text": "Orr", "label": "PERSON", "id": 0, "name": "Ana Orr"}],
    "quotes": [{"content": [[2, 9], [24, 32]], "cue": [[18, 22]], "source": [[10, 17]], "text": "“Late,” Ana Orr said, “again.”", "cue_text": "said",
                "source_text": "Ana Orr", "kind": "direct", "speaker": "Ana Orr", "entity": 0, "confidence": 0.9, "by": "rule"}],
    "acme.moods": [{"start": 2, "end": 9, "mood": "low"}]}"#;

#[test]
fn each_thing_has_its_row_and_points_to_its_article() {
    let desk = Desk::new();
    let record = RECORD.replace('\n', " ");
    desk.write("in.jsonl", format!("{record}\n{}\n", record.replace("\"id\": \"a\"", "\"id\": \"=b\"")));
    let layers = "[\"blocks\", \"sentences\", \"entities\", \"quotes\", \"acme.moods\"]";
    let pipeline = format!(
        "[source]\nlayers = {layers}\n[[stage]]\nuse = \"gazetteer\"\nterms = [\"Orr\"]\n[sink]\nuse = \"tables\"\nlayers = {layers}\n"
    );
    desk.write("p.toml", pipeline);
    ran(&desk, &["run", "p.toml", "in.jsonl", "-o", "out"], 0);
    assert_eq!(column(&desk, "out/articles.csv", "id"), ["a", "=b"]);
    assert_eq!(column(&desk, "out/articles.csv", "day"), ["2024-05-03", "2024-05-03"]);
    assert_eq!(column(&desk, "out/articles.csv", "n_mentions"), ["2", "2"]);
    assert_eq!(column(&desk, "out/articles.csv", "n_layers"), ["1", "1"]);
    assert_eq!(column(&desk, "out/articles.csv", "outlet"), ["Echo", "Echo"]);
    assert_eq!(rows(&desk, "out/sentences.csv")[2], ["a", "1", "33", "42", "Orr left."]);
    assert_eq!(column(&desk, "out/entities.csv", "n_mentions"), ["2", "2"]);
    assert_eq!(column(&desk, "out/mentions.csv", "entity"), ["0", "0", "0", "0"]);
    assert_eq!(column(&desk, "out/quotes.csv", "content"), ["2-9 24-32", "2-9 24-32"]);
    assert_eq!(column(&desk, "out/quotes.csv", "start"), ["2", "2"]);
    assert_eq!(column(&desk, "out/quotes.csv", "speaker"), ["Ana Orr", "Ana Orr"]);
    assert_eq!(column(&desk, "out/quotes.csv", "confidence"), ["0.9", "0.9"]);
    assert_eq!(rows(&desk, "out/layers.csv")[1], ["a", "acme.moods", "0", "2", "9", "", "{\"mood\":\"low\"}"]);
    assert_eq!(rows(&desk, "out/dates.csv").len(), 1, "a table without rows has its columns");
}

#[test]
fn tables_of_a_killed_run_are_those_of_an_unbroken_one() {
    let desk = Desk::new();
    let article =
        |n: usize| format!("{n},\"Rain fell on Tuesday, said the {n}th report. It \"\"rained\"\" on.\",2024-05-15\n");
    desk.write("in.csv", format!("id,text,date\n{}", (0..9000).map(article).collect::<String>()));
    for (format, file) in [("csv", "dates.csv"), ("parquet", "dates.parquet")] {
        let stages = "[[stage]]\nuse = \"tokenizer\"\n[[stage]]\nuse = \"date-normalizer\"\n";
        desk.write("p.toml", format!("{stages}[sink]\nuse = \"tables\"\nformat = \"{format}\"\n"));
        ran(&desk, &["run", "p.toml", "in.csv", "-o", "whole", "--force"], 0);
        let args = ["run", "p.toml", "in.csv", "-o", "out", "--jobs", "1", "--checkpoint-every", "0.02"];
        let mut child = desk.command(args).stderr(Stdio::null()).spawn().unwrap();
        come_to_a_checkpoint(&desk);
        child.kill().unwrap();
        child.wait().unwrap();
        let_go(&desk);
        assert!(has_checkpoint(&desk), "the run came to no checkpoint before it ended");
        ran(&desk, &[&args[..], &["--resume"]].concat(), 0);
        for table in fs::read_dir(desk.path("whole")).unwrap().map(|entry| entry.unwrap().file_name()) {
            if table != "run.json" {
                let bytes = |out: &str| fs::read(desk.path(out).join(&table)).unwrap();
                assert!(bytes("out") == bytes("whole"), "other bytes in {}", table.display());
            }
        }
        assert!(desk.path("out").join(file).is_file());
        fs::remove_dir_all(desk.path("out")).unwrap();
    }
}

/// Starts a tool where it is, with what it needs: not every machine has R, pandas and DuckDB.
#[expect(clippy::print_stderr, reason = "whoever runs the tests is told what was not tried")]
fn tool(desk: &Desk, program: &str, args: &[&str]) -> Option<String> {
    let asked = if program == "python3" { ["-c", "import duckdb, pandas, pyarrow"] } else { ["-e", "q()"] };
    let there = Command::new(program).args(asked).output().is_ok_and(|output| output.status.success());
    if !there {
        eprintln!("skipped: {program} is not there, or lacks pandas, pyarrow or duckdb");
        return None;
    }
    let output = Command::new(program).args(args).current_dir(desk.path(".")).output().unwrap();
    assert!(output.status.success(), "{program}: {}", String::from_utf8_lossy(&output.stderr));
    Some(String::from_utf8(output.stdout).unwrap())
}

#[test]
fn the_recipes_work_in_the_tools_they_are_for() {
    let desk = Desk::new();
    let record = RECORD.replace('\n', " ");
    desk.write("in.jsonl", format!("{record}\n{}\n", record.replace("\"id\": \"a\"", "\"id\": \"b\"")));
    let layers = "[\"entities\", \"quotes\", \"sentences\"]";
    for (format, out) in [("csv", "out"), ("parquet", "columns")] {
        let pipeline = format!(
            "[source]\nlayers = {layers}\n[[stage]]\nuse = \"gazetteer\"\nterms = [\"Orr\"]\n[sink]\nuse = \"tables\"\nlayers = {layers}\nformat = \"{format}\"\n"
        );
        desk.write("p.toml", pipeline);
        ran(&desk, &["run", "p.toml", "in.jsonl", "-o", out], 0);
    }
    let r = "q <- read.csv('out/quotes.csv', fileEncoding = 'UTF-8-BOM'); cat(names(q)[1], nrow(q), q$speaker[1], q$text[2])";
    if let Some(told) = tool(&desk, "Rscript", &["-e", r]) {
        assert_eq!(told, "article 2 Ana Orr “Late,” Ana Orr said, “again.”");
    }
    let pandas = "import pandas as pd; q = pd.read_csv('out/quotes.csv'); p = pd.read_parquet('columns/quotes.parquet'); \
        print(q.columns[0], len(q), q.text[1], list(p.columns) == list(q.columns), p.confidence[0])";
    if let Some(told) = tool(&desk, "python3", &["-c", pandas]) {
        assert_eq!(told, "article 2 “Late,” Ana Orr said, “again.” True 0.9\n");
    }
    let sql = "select outlet, (day::varchar)[:7] as month, speaker, count(*) as quotes from 'FILES/quotes.EXT' q join 'FILES/articles.EXT' a \
        on q.article = a.id where speaker is not null group by all order by quotes desc";
    for (files, extension) in [("out", "csv"), ("columns", "parquet")] {
        let sql = sql.replace("FILES", files).replace("EXT", extension);
        let duckdb = format!("import duckdb; print(duckdb.sql(\"\"\"{sql}\"\"\").fetchall())");
        if let Some(told) = tool(&desk, "python3", &["-c", &duckdb]) {
            assert_eq!(told, "[('Echo', '2024-05', 'Ana Orr', 2)]\n");
        }
    }
}

/// Starts LibreOffice where it is, with a profile of its own, and gives the file that it makes of another.
#[expect(clippy::print_stderr, reason = "whoever runs the tests is told what was not tried")]
fn converted(desk: &Desk, file: &str, to: &str) -> Option<String> {
    if !Command::new("soffice").arg("--version").output().is_ok_and(|output| output.status.success()) {
        eprintln!("skipped: LibreOffice is not there");
        return None;
    }
    let profile = format!("-env:UserInstallation=file://{}", desk.path("profile").display());
    // Delimiter, quote, charset: comma, double quote and UTF-8 by the numbers that LibreOffice has for them.
    let is_table = Path::new(file).extension().is_some_and(|extension| extension == "csv");
    let filter = is_table.then_some("--infilter=Text - txt - csv (StarCalc):44,34,76");
    let output = Command::new("soffice")
        .args([profile.as_str(), "--headless"])
        .args(filter)
        .args(["--convert-to", to, "--outdir", "made", file])
        .current_dir(desk.path("."))
        .output()
        .unwrap();
    let made = format!("made/{}.{}", file.rsplit('/').next()?.split('.').next()?, to.split(':').next()?);
    assert!(desk.path(&made).is_file(), "{file} to {to}: {}", String::from_utf8_lossy(&output.stderr));
    Some(made)
}

#[test]
fn a_spreadsheet_program_opens_the_tables_with_accents_and_dates() {
    let desk = Desk::new();
    let text =
        "The caf\u{e9} in \u{141}\u{f3}d\u{17a} closed, said Ana \u{d8}rr: \u{201c}We lost; all.\u{201d}\n\nTwo.";
    let row = serde_json::json!({"id": "a", "text": text, "headline": "Shut", "contentCreated": "2024-05-14"});
    desk.write("in.jsonl", format!("{row}\n"));
    desk.write("p.toml", "[[stage]]\nuse = \"tokenizer\"\n[sink]\nuse = \"tables\"\n");
    ran(&desk, &["run", "p.toml", "in.jsonl", "-o", "out"], 0);
    let Some(sheet) = converted(&desk, "out/articles.csv", "fods") else { return };
    let sheet = desk.read(&sheet);
    assert!(sheet.contains("<text:p>id</text:p>"), "the byte order mark is no part of the first column's name");
    assert!(sheet.contains("office:date-value=\"2024-05-14\""), "the day is a date");
    let cells: String = text.split("\n").map(|line| format!("<text:p>{line}</text:p>")).collect();
    assert!(sheet.contains(&cells.replace("<text:p></text:p>", "<text:p/>")), "the text with its accents");
    // The way back, as somebody who saves the workbook has it.
    let book = converted(&desk, "out/articles.csv", "xlsx").unwrap();
    let back = converted(&desk, &book, "csv:Text - txt - csv (StarCalc):44,34,76").unwrap();
    assert_eq!(column(&desk, &back, "text"), [text]);
}

#[test]
fn members_of_archives_are_read_by_the_options_of_their_sources() {
    let desk = Desk::new();
    let mut tar = Vec::new();
    for (name, bytes) in [("a.csv", "id;story;day\n1;Rain fell.;03/02/2024\n"), ("b.txt", "One.\n-----\nTwo.\n")] {
        let mut header = [0_u8; 512];
        header[..name.len()].copy_from_slice(name.as_bytes());
        header[124..135].copy_from_slice(format!("{:011o}", bytes.len()).as_bytes());
        header[156] = b'0';
        header[148..156].fill(b' ');
        let sum: u32 = header.iter().map(|byte| u32::from(*byte)).sum();
        header[148..155].copy_from_slice(format!("{sum:06o}\0").as_bytes());
        tar.extend_from_slice(&header);
        tar.extend_from_slice(bytes.as_bytes());
        tar.resize(tar.len().next_multiple_of(512), 0);
    }
    tar.resize(tar.len() + 1024, 0);
    desk.write("news.tar", tar);
    let options = "text = \"story\"\ndate = \"day\"\ndate-order = \"month-first\"\nsplit = \"^-{5,}$\"\n";
    for (named, out) in [("use = \"archive\"\n", "out"), ("", "out2")] {
        desk.write("p.toml", format!("[source]\n{named}{options}[[stage]]\nuse = \"tokenizer\"\n"));
        ran(&desk, &["run", "p.toml", "news.tar", "-o", out], 0);
        let articles = desk.lines(&format!("{out}/articles.jsonl"));
        let texts: Vec<_> = articles.iter().map(|article| article["text"].as_str().unwrap().trim()).collect();
        assert_eq!(texts, ["Rain fell.", "One.", "Two."], "{options}");
        assert_eq!(articles[0]["meta"]["anchor"], "2024-03-02");
    }
    desk.write("p.toml", "[source]\nuse = \"archive\"\nsplit = \"(\"\n[[stage]]\nuse = \"tokenizer\"\n");
    let told = ran(&desk, &["check", "p.toml"], 2).stderr;
    assert!(told.contains("neither `nexis` nor `factiva` nor a pattern"), "{told}");
}

#[test]
fn what_cannot_be_meant_is_refused() {
    let desk = Desk::new();
    for n in 0..41 {
        desk.write(&format!("in/{n}.doc"), "?");
    }
    let told = ran(&desk, &["run", "quick", "in", "-o", "out"], 2).stderr;
    assert!(
        told.contains("no source reads any file in `in`: there are .doc: 41 files; sources read")
            && told.contains(" .csv "),
        "{told}"
    );
    fs::create_dir(desk.path("empty")).unwrap();
    assert!(ran(&desk, &["run", "quick", "empty", "-o", "out"], 2).stderr.contains("there is no file in `empty`"));
    assert!(!desk.path("out").exists(), "nothing was done");
    desk.write("a.txt", "Rain fell.\n");
    let quiet = ran(&desk, &["run", "quick", "a.txt", "-o", "out", "--quiet"], 0);
    assert_eq!((quiet.stdout.as_str(), quiet.stderr.as_str()), ("", ""));
    assert!(ran(&desk, &["view", "a.txt"], 2).stderr.contains("holds no record"));
    ran(&desk, &["view", "out"], 0);
    assert!(ran(&desk, &["view", "out"], 2).stderr.contains("add --force"));
    ran(&desk, &["view", "out", "--force"], 0);
    assert!(ran(&desk, &["eval", "date-normalizer", "none.jsonl"], 2).stderr.contains("cannot read `none.jsonl`"));
    let mut child = desk
        .command(["run", "quick", "-", "-o", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    std::io::Write::write_all(&mut child.stdin.take().unwrap(), b"Rain fell.\nAnd snow.\n").unwrap();
    let told: Ran = child.wait_with_output().unwrap().into();
    assert!(
        told.stderr.contains("is plain text, not JSON lines") && told.stderr.contains("1 failed"),
        "{}",
        told.stderr
    );
}

#[test]
fn options_of_tables_need_no_source() {
    let desk = Desk::new();
    let source = |options: &str| format!("[source]\n{options}\n[[stage]]\nuse = \"tokenizer\"\n");
    desk.write("p.toml", source("text = \"story_html\"\ndelimiter = \";\"\njson-depth = 9"));
    desk.write("in/a.csv", "id;story_html\n1;Rain fell.\n");
    desk.write("in/b.jsonl", "{\"id\": \"2\", \"story_html\": \"Snow fell.\"}\n");
    ran(&desk, &["run", "p.toml", "in", "-o", "out"], 0);
    let texts: Vec<_> = desk.lines("out/articles.jsonl").iter().map(|article| article["text"].clone()).collect();
    assert_eq!(texts, ["Rain fell.", "Snow fell."]);
    for (options, told) in [
        ("textt = \"a\"", "has no option `textt`"),
        ("text = 7", "cannot use this value of `text`"),
        ("charset = \"klingon\"", "no charset is called"),
        ("split = \"(\"", "neither `nexis` nor `factiva` nor a pattern"),
        ("text = \"a\"\nhtml = \"b\"", "the text is in one of the two"),
    ] {
        desk.write("wrong.toml", source(options));
        let said = ran(&desk, &["check", "wrong.toml"], 2).stderr;
        assert!(said.contains(told), "{options}: {said}");
    }
}
