//! No bytes at all make a reader panic, and every input is accounted for.

use crate::reading::{JSONL, NINJS, TEXT, folder, how, read, read_bytes};
use proptest::prelude::*;

/// Pieces that readers care about, to be put together at random.
fn piece() -> impl Strategy<Value = Vec<u8>> {
    let known: Vec<&'static [u8]> = vec![
        b"{\"id\":",
        b"\"text\":",
        b"\"a\"",
        b",",
        b"}",
        b"[",
        b"]",
        b"\n",
        b"\r\n",
        b"\xEF\xBB\xBF",
        b"\xFF\xFE",
        b"\x1F\x8B\x08\0\0\0\0\0\0\xFF",
        b"\x28\xB5\x2F\xFD",
        b"PK\x03\x04",
        b"\\ud83d",
        b"\\u0000",
        b"1e999",
        b"null",
        b"\0\0\0\0",
        b"{\"id\":\"x\",\"text\":\"y\"}\n",
    ];
    prop_oneof![prop::sample::select(known).prop_map(<[u8]>::to_vec), prop::collection::vec(any::<u8>(), 0..8)]
}

fn bytes() -> impl Strategy<Value = Vec<u8>> {
    prop::collection::vec(piece(), 0..24).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn lines_are_articles_or_failures_each_once(bytes in bytes()) {
        let read = read_bytes(&JSONL, "in.jsonl", &bytes, &how());
        let utf16 = bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]);
        let whole = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&bytes);
        let lines = whole.split(|&b| b == b'\n').filter(|line| !line.trim_ascii().is_empty()).count();
        prop_assert_eq!(read.len(), if utf16 { 1 } else { lines });
    }

    #[test]
    fn a_json_file_is_read_to_its_end(bytes in bytes()) {
        let read = read_bytes(&NINJS, "in.json", &bytes, &how());
        prop_assert!(read.len() <= bytes.len());
        prop_assert!(!read.is_empty() || bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&bytes).trim_ascii().len() < 3);
    }

    #[test]
    fn a_text_file_is_one_article_or_one_failure(bytes in bytes()) {
        let mut how = how();
        how.options.repair = Some(false);
        let read = read_bytes(&TEXT, "in.txt", &bytes, &how);
        prop_assert_eq!(read.len(), 1);
        if let (Ok(text), Ok(article)) = (std::str::from_utf8(&bytes), &read[0]) {
            prop_assert_eq!(article.text(), text.strip_prefix('\u{FEFF}').unwrap_or(text));
        }
    }

    #[test]
    fn any_file_in_a_folder_is_read_to_its_end(bytes in bytes(), name in "[a-c]\\.(txt|json|jsonl|txt\\.gz|jsonl\\.zst)") {
        let folder = folder(&[(&name, &bytes)]);
        for failed in read(&[folder.path().into()], &how()).iter().filter_map(|read| read.as_ref().err()) {
            prop_assert!(!failed.to_string().is_empty() && failed.place.stem == name);
        }
    }
}
