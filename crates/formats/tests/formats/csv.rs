//! Tables as text.

use crate::reading::{folder, how, read};

/// Each article of a table as its id, its text and its metadata, or why there is none.
fn told(bytes: &[u8]) -> Vec<String> {
    let folder = folder(&[("in.csv", bytes)]);
    let all = read(&[folder.path().to_owned()], &how());
    let article = |read: Result<copydesk_core::Article, copydesk_core::source::ReadError>| match read {
        Ok(article) => {
            let meta = serde_json::to_string(&article.meta).unwrap();
            format!("{}: {:?} {meta}", article.id, article.text())
        }
        Err(e) => format!("{}: FAILED {e}", e.place.id()),
    };
    all.into_iter().map(article).collect()
}

fn utf16(text: &str, mark: bool, unit: fn(u16) -> [u8; 2]) -> Vec<u8> {
    let mark = if mark { "\u{feff}" } else { "" };
    mark.encode_utf16().chain(text.encode_utf16()).flat_map(unit).collect()
}

#[test]
fn every_charset_that_excel_writes_gives_the_same_articles() {
    let table = "id\ttext\ttitle\n1\t\"Zoë said no.\nTwice.\"\tNo\n";
    let expected = ["1: \"Zoë said no.\\nTwice.\" {\"headline\":\"No\"}"];
    assert_eq!(told(table.as_bytes()), expected);
    assert_eq!(told(format!("\u{feff}{table}").as_bytes()), expected);
    assert_eq!(told(&utf16(table, true, u16::to_le_bytes)), expected);
    assert_eq!(told(&utf16(table, true, u16::to_be_bytes)), expected);
    assert_eq!(told(&utf16(table, false, u16::to_le_bytes)), expected);
    let latin: Vec<u8> = table.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
    assert_eq!(told(&latin), expected);
}

#[test]
fn a_row_that_is_no_text_fails_alone() {
    // What is wrong comes behind what the charset is told by.
    let mut table = b"id,text\n".to_vec();
    for n in 0..40_000 {
        table.extend(format!("{n},Rain fell on the harbour of Kelmouth.\n").as_bytes());
    }
    table.extend(b"bad,caf\xe9\nlast,Snow.\n");
    let told = told(&table);
    assert_eq!(told.len(), 40_002);
    assert!(told[40_000].starts_with("in.csv:40002: FAILED not UTF-8: byte 0xE9 at offset 3"), "{}", told[40_000]);
    assert!(told[40_000].contains("`charset` under [source]"));
    assert_eq!(told[40_001], "last: \"Snow.\" {}");
    let mut cut = utf16("id,text\n1,Rain.\n2,", true, u16::to_le_bytes);
    cut.extend(0xD800_u16.to_le_bytes());
    cut.extend(utf16("\n3,Snow.\n", false, u16::to_le_bytes));
    let told = self::told(&cut);
    assert_eq!((told[0].as_str(), told[2].as_str()), ("1: \"Rain.\" {}", "3: \"Snow.\" {}"));
    assert!(told[1].starts_with("in.csv:3: FAILED not UTF-16LE"), "{}", told[1]);
}

#[test]
fn a_table_that_cannot_be_one_says_why() {
    assert_eq!(told(b""), [""; 0]);
    assert_eq!(told(b"id,text\n"), [""; 0]);
    assert!(told(b"a,b\n1,2\n")[0].starts_with("in.csv: FAILED no column of text: found `a`, `b`; say which it is"));
    assert_eq!(told(b"text\n\"\"\n"), ["in.csv:2: \"\" {}"], "an empty text is an article");
    assert_eq!(told(b"id,text,,id\n1,T,x,y\n"), ["1: \"T\" {\"extra\":{\"column 3\":\"x\",\"id (4)\":\"y\"}}"]);
}
