//! What `.json` files hold.

use crate::reading::{NINJS, folder, how, read, read_bytes, told, told_all};

#[test]
fn items_of_every_generation() {
    let folder = folder(&[
        (
            "a-1.6.json",
            "{\n \"uri\": \"urn:desk:1\",\n \"type\": \"text\",\n \"versioncreated\": \"2024-05-14T10:00:00Z\",\n \
             \"byline\": \"Mara Okafor\",\n \"headline\": \"Harbour vote\",\n \"body_text\": \"Kelmouth voted.\",\n \
             \"pubstatus\": \"usable\"\n}\n"
                .as_bytes(),
        ),
        (
            "b-2.1.json",
            br#"{"uri":"urn:desk:2","type":"text","versionCreated":"2024-05-14T10:00:00Z","by":"Mara Okafor",
"headlines":[{"role":"short","value":"Vote"},{"role":"main","value":"Harbour vote"}],
"bodies":[{"contentType":"text/html","value":"<p>Kelmouth voted.</p>"},{"contentType":"text/plain","value":"Kelmouth voted."}]}"#,
        ),
        ("c-list.json", b"[{\"text\":\"One.\"},\n {\"id\":\"c2\",\"text\":\"Two.\"}]"),
        ("d-lines.json", b"{\"text\":\"One.\"}\n{\"text\":\n{\"id\":3,\"text\":\"Three.\"}\n"),
        ("e-alone.json", b"\xEF\xBB\xBF{\"text\":\"Alone.\"}"),
        ("f-photo.json", br#"{"uri":"urn:desk:6","type":"picture","headline":"The harbour"}"#),
        ("g-cut.json", b"[{\"text\":\"One.\"},\n{\"text\":"),
        ("h-empty.json", b""),
        ("i-bodies.json", br#"{"id":"i","bodies":"none"}"#),
    ]);
    assert_eq!(
        told_all(&[folder.path().into()]),
        [
            "urn:desk:1: \"Kelmouth voted.\"",
            "urn:desk:2: \"Kelmouth voted.\"",
            "c-list.json:1: \"One.\"",
            "c2: \"Two.\"",
            "d-lines.json:1: \"One.\"",
            "d-lines.json:2: FAILED EOF while parsing a value at column 8",
            "3: \"Three.\"",
            "e-alone.json: \"Alone.\"",
            "f-photo.json: FAILED an item of type `picture` without text: expected `text`, `body_text`, `body` or `html`, \
             found `uri`, `type`, `headline`",
            "g-cut.json:1: \"One.\"",
            "g-cut.json:2: FAILED cannot be read any further: the JSON is cut short",
            "i-bodies.json: FAILED `bodies` is no list of objects with a `value`",
        ]
    );
    for item in read(&[folder.path().into()], &how()).iter().take(2).map(|item| item.as_ref().unwrap()) {
        assert_eq!(item.meta.headline.as_deref(), Some("Harbour vote"));
        assert_eq!(item.meta.by.as_deref(), Some("Mara Okafor"));
        assert_eq!(item.meta.reference_date(), Some("2024-05-14T10:00:00Z"));
        assert_eq!(item.meta.extra["type"], "text");
    }
}

#[test]
fn html_is_read_where_there_is_no_text() {
    let page =
        "<title>Of the page</title><p>The council of Kelmouth voted on Tuesday to keep the harbour open.</p>".repeat(3);
    for name in ["body_html", "html"] {
        let item = serde_json::json!({"uri": "urn:desk:7", "headline": "Harbour vote", name: page, "ednote": "Leads"});
        let read = read_bytes(&NINJS, "in.json", item.to_string().as_bytes(), &how());
        let article = read[0].as_ref().unwrap();
        assert!(article.text().starts_with("The council of Kelmouth"), "{:?}", article.text());
        assert_eq!(article.meta.headline.as_deref(), Some("Harbour vote"));
        assert_eq!(article.meta.extra["ednote"], "Leads");
    }
}

#[test]
fn a_body_in_html_is_read_whole_however_short() {
    for (html, text) in [
        ("Rain fell", "Rain fell"),
        (
            "Rain fell<p>Snow lay, and the ferry stayed in the harbour.</p>",
            "Rain fell\n\nSnow lay, and the ferry stayed in the harbour.",
        ),
        ("<p>Rain fell.</p>More soon", "Rain fell.\n\nMore soon"),
    ] {
        let item = serde_json::json!({"uri": "urn:desk:8", "body_html": html});
        let read = read_bytes(&NINJS, "in.json", item.to_string().as_bytes(), &how());
        assert_eq!(read[0].as_ref().unwrap().text(), text);
    }
}

#[test]
fn deep_and_broken_files_end() {
    for json in ["[".repeat(200_000), "{\"a\":".repeat(200_000), "[{}".repeat(1000), "\"".to_owned(), "[,]".to_owned()]
    {
        let read = read_bytes(&NINJS, "in.json", json.as_bytes(), &how());
        assert!(read.len() <= 2 && read.iter().all(Result::is_err), "{:?}", read.iter().map(told).collect::<Vec<_>>());
    }
}
