//! What a WARC file holds.

use crate::reading::{WARC, how, read_bytes, told};

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
    assert_eq!(
        last(&whole[..whole.len() - 9]),
        "in.warc:7: FAILED cannot be read any further: the file is cut short inside a record"
    );
    let endless = b"WARC/1.0\r\nWARC-Type: response\r\n";
    assert_eq!(last(endless), "in.warc:1: FAILED cannot be read any further: the file is cut short inside a header");
    assert_eq!(last(b"<html>"), "in.warc:1: FAILED cannot be read any further: no WARC record begins here");
    let huge = b"WARC/1.0\r\nWARC-Type: response\r\nContent-Type: application/http\r\nContent-Length: 18446744073709551615\r\n\r\nHTTP";
    assert_eq!(last(huge), "in.warc:1: FAILED cannot be read any further: the file is cut short inside a record");
    assert!(last(b"WARC/1.0\r\nWARC-Type: response\r\n\r\n").ends_with("a record without a Content-Length"));
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
