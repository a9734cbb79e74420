//! What a text file becomes.

use crate::reading::{TEXT, folder, how, read, read_bytes, told, told_all};

#[test]
fn every_file_is_an_article_or_a_failure() {
    let folder = folder(&[
        ("a-plain.txt", "Zoë said: “No.”\r\nTwo\rThree\u{85}Four\u{2028}end".as_bytes()),
        ("b-marked.txt", b"\xEF\xBB\xBFcopy"),
        ("c-utf16.txt", b"\xFF\xFEN\0o\0.\0"),
        ("d-empty.txt", b""),
        ("e-mark-alone.txt", b"\xEF\xBB\xBF"),
        ("f-nuls.txt", b"a\0\0b"),
        ("g-latin1.txt", b"The caf\xE9 closed."),
        ("h-photo.txt", b"\x89PNG\r\n"),
        ("i-odd.txt", b"\xFE\xFF\0N\0"),
        ("j-zip.txt", b"PK\x03\x04...."),
        ("k-not-gz.txt.gz", b"plain after all"),
    ]);
    assert_eq!(
        told_all(&[folder.path().into()]),
        [
            "a-plain.txt: \"Zoë said: “No.”\\r\\nTwo\\rThree\\u{85}Four\\u{2028}end\"",
            "b-marked.txt: \"copy\"",
            "c-utf16.txt: \"No.\"",
            "d-empty.txt: \"\"",
            "e-mark-alone.txt: \"\"",
            "f-nuls.txt: \"ab\"",
            "g-latin1.txt: FAILED not UTF-8: byte 0xE9 at offset 7 does not fit there (if it is Windows-1252 or Latin-1, convert it first)",
            "h-photo.txt: FAILED is an image, not an article",
            "i-odd.txt: FAILED marked as UTF-16, and the unit at byte offset 4 is no character",
            "j-zip.txt: FAILED is a zip archive: name it .zip to have the files in it read",
            "k-not-gz.txt.gz: FAILED is named like a Gzip file and does not begin like one",
        ]
    );
}

#[test]
fn metadata_stands_beside_the_text() {
    let folder = folder(&[
        ("a.txt", b"One."),
        ("a.meta.json", br#"{"headline": "Harbour vote", "published": "2024-05-14", "desk": {"name": "metro"}}"#),
        ("b.txt", b"Two."),
        ("b.meta.json", br#"{"headline": "#),
        ("c.txt", b"Three."),
        ("c.meta.json", b"[1]"),
        ("d.txt", b"Four."),
    ]);
    let mut how = how();
    how.published = Some("2024-05-15".to_owned());
    let all = read(&[folder.path().into()], &how);
    let first = all[0].as_ref().unwrap();
    assert_eq!(
        serde_json::to_string(&first.meta).unwrap(),
        r#"{"headline":"Harbour vote","contentCreated":"2024-05-14","extra":{"desk":{"name":"metro"}}}"#
    );
    assert_eq!(first.meta.reference_date(), Some("2024-05-14"));
    assert_eq!(first.source, folder.path().join("a.txt").display().to_string());
    for (failed, why) in [(&all[1], "EOF while parsing"), (&all[2], "invalid type: sequence")] {
        let told = told(failed);
        assert!(told.contains(".meta.json) is not a JSON object: ") && told.contains(why), "{told}");
    }
    assert_eq!(all[3].as_ref().unwrap().meta.reference_date(), Some("2024-05-15"));
}

#[test]
fn repair_is_counted_and_can_be_left() {
    let text = "The chain&rsquo;s caf\u{c3}\u{a9}s\0".as_bytes();
    let mut how = how();
    let repaired = read_bytes(&TEXT, "a.txt", text, &how);
    assert_eq!(told(&repaired[0]), "a.txt: \"The chain’s cafés\"");
    let counts = &repaired[0].as_ref().unwrap().repairs;
    assert_eq!(format!("{counts:?}"), r#"{"entities": 1, "mojibake": 1, "nul": 1}"#);
    how.options.repair = Some(false);
    let kept = read_bytes(&TEXT, "a.txt", text, &how);
    assert_eq!(kept[0].as_ref().unwrap().text().as_bytes(), text);
}

#[test]
fn an_article_beyond_the_limit_is_failed() {
    let mut how = how();
    how.options.max_bytes = 10;
    let told: Vec<_> = read_bytes(&TEXT, "a.txt", b"0123456789", &how).iter().map(told).collect();
    assert_eq!(told, ["a.txt: \"0123456789\""]);
    let failed = read_bytes(&TEXT, "a.txt", b"0123456789+", &how);
    assert!(failed[0].as_ref().is_err_and(|e| e.to_string().starts_with("longer than 10 bytes")));
}
