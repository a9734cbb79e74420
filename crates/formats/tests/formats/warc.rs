//! What a WARC file holds.

use crate::reading::{WARC, how, read, read_bytes, told};

fn record(kind: &str, content_type: &str, id: u32, block: &[u8]) -> Vec<u8> {
    let head = format!(
        "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:{id}>\r\nWARC-Date: 2024-05-14T10:00:00Z\r\n\
         warc-target-uri: https://kelmouth.example/{id}\r\nContent-Type: {content_type}\r\nContent-Length: {}\r\n\r\n",
        block.len()
    );
    [head.as_bytes(), block, b"\r\n\r\n"].concat()
}

fn page(title: &str) -> Vec<u8> {
    let paragraph =
        "<p>The council of Kelmouth voted on Tuesday to keep the harbour open, and the mayor said so twice.</p>";
    let html = format!(
        "<html><head><title>{title}</title></head><body><article>{}</article></body></html>",
        paragraph.repeat(5)
    );
    format!("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{html}").into_bytes()
}

fn crawl() -> Vec<u8> {
    let answer = "application/http; msgtype=response";
    [
        record("warcinfo", "application/warc-fields", 1, b"software: none\r\n"),
        record("request", "application/http; msgtype=request", 2, b"GET / HTTP/1.1\r\n\r\n"),
        record("response", answer, 3, &page("Harbour vote")),
        record("response", answer, 4, b"HTTP/1.1 302 Found\r\nLocation: /\r\n\r\n"),
        record("response", answer, 5, b"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n\x89PNG"),
        record("response", answer, 6, b"HTTP/1.1 200 OK\r\nContent-Encoding: br\r\n\r\n\x0b\x02"),
        record("conversion", "text/plain", 7, "Zoë said no.\n".as_bytes()),
    ]
    .concat()
}

#[test]
fn pages_and_texts_are_articles_and_all_else_is_left_out() {
    let read = read_bytes(&WARC, "in.warc", &crawl(), &how());
    assert_eq!(read.len(), 3);
    let article = read[0].as_ref().unwrap();
    assert_eq!((article.id.as_str(), article.source.as_str()), ("urn:uuid:3", "in.warc:3"));
    assert!(article.text().starts_with("The council of Kelmouth voted"), "{}", article.text());
    assert_eq!(article.meta.headline.as_deref(), Some("Harbour vote"));
    assert_eq!(article.meta.uri.as_deref(), Some("https://kelmouth.example/3"));
    assert_eq!(article.meta.reference_date(), Some("2024-05-14T10:00:00Z"));
    assert_eq!(told(&read[1]), "in.warc:6: FAILED the page is packed with brotli, which is not read");
    assert_eq!(told(&read[2]), "urn:uuid:7: \"Zoë said no.\\n\"");
}

#[test]
fn damage_is_one_failure_after_what_stood_before_it() {
    let whole = crawl();
    let last = |bytes: &[u8]| told(read_bytes(&WARC, "in.warc", bytes, &how()).last().unwrap());
    assert_eq!(last(&whole[..whole.len() - 9]), "in.warc:7: FAILED the file is cut short inside a record");
    let endless = b"WARC/1.0\r\nWARC-Type: response\r\n";
    assert_eq!(last(endless), "in.warc:1: FAILED the file is cut short inside a header");
    assert_eq!(last(b"<html>"), "in.warc:1: FAILED no WARC record begins here");
    let huge = b"WARC/1.0\r\nWARC-Type: response\r\nContent-Type: application/http\r\nContent-Length: 18446744073709551615\r\n\r\nHTTP";
    assert_eq!(last(huge), "in.warc:1: FAILED the file is cut short inside a record");
    assert!(last(b"WARC/1.0\r\nWARC-Type: response\r\n\r\n").ends_with("a record without a Content-Length"));
}

/// A text in a record whose length is so much wrong.
fn mismeasured(id: u32, by: isize) -> Vec<u8> {
    let text = b"Nobody on the pier had heard of the vote.\n";
    let head = format!(
        "WARC/1.0\r\nWARC-Type: conversion\r\nWARC-Record-ID: <urn:uuid:{id}>\r\nContent-Type: text/plain\r\nContent-Length: {}\r\n\r\n",
        text.len().checked_add_signed(by).unwrap()
    );
    [head.as_bytes(), text, b"\r\n\r\n"].concat()
}

#[test]
fn a_wrong_length_costs_one_record() {
    let good = |id: u32| record("conversion", "text/plain", id, format!("Text {id}.").as_bytes());
    for by in [-7, 30, 200, 100_000] {
        let bytes = [good(1), mismeasured(2, by), good(3), good(4)].concat();
        let told: Vec<_> = read_bytes(&WARC, "in.warc", &bytes, &how()).iter().map(told).collect();
        assert_eq!(told.len(), 4, "{by}: {told:?}");
        assert!(told[1].starts_with("in.warc:2: FAILED "), "{by}: {told:?}");
        assert_eq!(
            [&told[0], &told[2], &told[3]],
            ["urn:uuid:1: \"Text 1.\"", "urn:uuid:3: \"Text 3.\"", "urn:uuid:4: \"Text 4.\""]
        );
    }
}

fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    std::io::Write::write_all(&mut packed, bytes).unwrap();
    packed.finish().unwrap()
}

/// What is read from a packed file on disk.
fn read_packed(bytes: &[u8]) -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("in.warc.gz");
    std::fs::write(&path, bytes).unwrap();
    read(&[path], &how()).iter().map(told).collect()
}

/// Any bit of a member may be wrong, and its checksum too: the members behind it are read.
#[test]
fn a_damaged_member_costs_one_record() {
    let text = |id: u32| format!("Text {id}, which tells of the harbour, of the ferry and of those who sail in her.");
    let member = |id: u32| packed(&record("conversion", "text/plain", id, text(id).as_bytes()));
    let first = member(1);
    let whole = [first.clone(), member(2), member(3)].concat();
    assert_eq!(read_packed(&whole).len(), 3);
    let second = first.len()..first.len() + member(2).len();
    for at in second.clone().step_by(7).chain([second.end - 5]) {
        let mut bytes = whole.clone();
        bytes[at] ^= 0x10;
        let told = read_packed(&bytes);
        let good = |id: u32| format!("urn:uuid:{id}: {:?}", text(id));
        assert_eq!(told.first(), Some(&good(1)), "byte {at}: {told:?}");
        assert_eq!(told.last(), Some(&good(3)), "byte {at}: {told:?}");
        assert!(!told.iter().any(|told| told.contains("Text 2")) || told.contains(&good(2)), "byte {at}: {told:?}");
    }
}

#[test]
fn what_is_packed_twice_fails() {
    let page = page("Harbour vote");
    let body = page.iter().position(|byte| *byte == b'<').unwrap();
    let twice = [
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip, gzip\r\n\r\n",
        packed(&packed(&page[body..])).as_slice(),
    ]
    .concat();
    let bytes =
        [record("response", "application/http", 1, &twice), record("conversion", "text/plain", 2, b"Next.")].concat();
    let told: Vec<_> = read_bytes(&WARC, "in.warc", &bytes, &how()).iter().map(told).collect();
    assert_eq!(
        told[0],
        "in.warc:1: FAILED the answer says that it is a page, and holds what is packed with gzip twice"
    );
    assert_eq!(told[1], "urn:uuid:2: \"Next.\"");
}

#[test]
fn a_record_beyond_the_limit_is_passed_over() {
    let big = vec![b'a'; (64 << 20) + 1];
    let bytes =
        [record("response", "application/http", 1, &big), record("conversion", "text/plain", 2, b"Next.")].concat();
    let told: Vec<_> = read_bytes(&WARC, "in.warc", &bytes, &how()).iter().map(told).collect();
    assert!(told[0].starts_with("in.warc:1: FAILED longer than 67108864 bytes"), "{}", told[0]);
    assert_eq!(told[1], "urn:uuid:2: \"Next.\"");
}
