//! Archives: as many articles as people have.

use std::fs::File;
use std::io::{BufWriter, Write as _};
use std::process::Stdio;
use std::time::{Duration, Instant};

use crate::binary::{Desk, json_lines, pipeline, top};
use crate::browser::Browser;

const ARTICLES: usize = 100_000;

/// Real records, each with an id and names of its own, so that the tables fill as an archive fills them.
fn write_archive(desk: &Desk) {
    let ran = desk.run(["run".into(), pipeline("news"), top().join("tests/articles"), "-o".into(), "-".into()]);
    let records = json_lines(&ran.stdout);
    std::fs::create_dir(desk.path("out")).unwrap();
    let mut out = BufWriter::new(File::create(desk.path("out/articles.jsonl")).unwrap());
    for n in 0..ARTICLES {
        let mut record = records[n % records.len()].clone();
        record["id"] = format!("archive/{n}").into();
        record["meta"]["contentCreated"] = format!("{}-{:02}-{:02}", 1990 + n % 36, 1 + n % 12, 1 + n % 28).into();
        for quote in record["quotes"].as_array_mut().unwrap() {
            if let Some(name) = quote["speaker"].as_str() {
                quote["speaker"] = format!("{name} {}", n % 5000).into();
            }
        }
        serde_json::to_writer(&mut out, &record).unwrap();
        out.write_all(b"\n").unwrap();
    }
    out.flush().unwrap();
}

/// The most memory that a process had, in MB, as Linux keeps it.
fn peak(process: u32) -> Option<u64> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    line.split_whitespace().nth(1)?.parse::<u64>().ok().map(|kilobytes| kilobytes / 1024)
}

#[test]
#[ignore = "writes 2.5 GB of records and takes minutes; for an optimised build"]
fn a_hundred_thousand_articles() {
    let desk = Desk::new();
    write_archive(&desk);
    let begun = Instant::now();
    let mut child = desk.command(["view", "out"]).stderr(Stdio::null()).spawn().unwrap();
    let mut most = 0;
    let status = loop {
        most = most.max(peak(child.id()).unwrap_or(0));
        if let Some(status) = child.try_wait().unwrap() {
            break status;
        }
        std::thread::sleep(Duration::from_millis(10));
    };
    let took = begun.elapsed();
    assert!(status.success());
    let size = std::fs::metadata(desk.path("desk.html")).unwrap().len() / 1_000_000;
    let opened = Browser::start().map(|mut browser| {
        let begun = Instant::now();
        browser.open(&desk.path("desk.html"), "");
        begun.elapsed()
    });
    let told = format!(
        "{ARTICLES} articles: {:.1} s, {most} MB at most, a page of {size} MB, open in {opened:?}\n",
        took.as_secs_f64()
    );
    std::io::stderr().write_all(told.as_bytes()).unwrap();
    assert!(took < Duration::from_secs(60) && most < 300, "{told}");
    assert!(opened.is_none_or(|opened| opened < Duration::from_secs(2)), "{told}");
}
