//! What the fuzz targets do with an input, and the plain test that replays their corpora.
//!
//! Nothing may panic; a failure is an answer, and says something; rows of an article lie inside its text.

use std::cell::OnceCell;
use std::fs;
use std::io::Read as _;
use std::path::Path;
use std::time::Duration;

use copydesk as _;
use copydesk_core::source::{HowToRead, ReadOptions, SourceEntry};
use copydesk_core::{Article, Registry};
use copydesk_formats::files::{self, Search};
use copydesk_runner::{Annotator, Pipeline};

/// Long inputs only make a fuzzer slow.
const MAX_BYTES: u64 = 1 << 20;

struct Desk {
    registry: Registry,
    news: Pipeline,
}

thread_local! {
    static DESK: OnceCell<Desk> = const { OnceCell::new() };
}

fn with_desk<T>(work: impl FnOnce(&Desk) -> T) -> T {
    DESK.with(|desk| {
        work(desk.get_or_init(|| {
            let registry = Registry::linked().expect("the stock stages have names of their own");
            let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../../pipelines/news.toml");
            let news = Pipeline::load(Path::new(file), &registry).unwrap_or_else(|_| panic!("{file} is not right"));
            Desk { registry, news }
        }))
    })
}

fn how() -> HowToRead {
    let options = ReadOptions { max_bytes: MAX_BYTES, ..ReadOptions::default() };
    HowToRead { options, known: Vec::new(), published: Some("2024-05-15".to_owned()) }
}

/// Reads bytes as a file of this source, or as a packed one.
pub fn read(source: &str, bytes: &[u8]) {
    with_desk(|desk| {
        let (source, name) = match source {
            "packed" => ("jsonl", "in"),
            "docx" => (source, "in.docx"),
            "archive" if bytes.starts_with(b"PK") => (source, "in.zip"),
            source => (source, "in.any"),
        };
        let entry = desk.registry.sources().iter().copied().find(|entry| entry.name == source);
        let folder = tempfile::tempdir().expect("a temporary folder");
        fs::write(folder.path().join(name), bytes).expect("room for a file");
        read_file(entry.expect("a stock source"), &folder.path().join(name));
    });
}

fn read_file(entry: &'static SourceEntry, path: &Path) {
    let how = how();
    let cx = copydesk_core::BuildContext { folder: Path::new(".") };
    let source = (entry.build)(serde_json::json!({}), &cx).expect("default options");
    let search = Search { sources: &[], only: Some(entry), output: None };
    for found in files::inputs(&[path.to_owned()], &search) {
        let input = found.and_then(|file| files::open(&file, &how.options));
        let skips = input.as_ref().map(|input| input.skips.clone()).unwrap_or_default();
        let records = match input.and_then(|input| source.open(input)) {
            Ok(records) => records,
            Err(failure) => return assert!(!failure.to_string().is_empty()),
        };
        let mut count = 0;
        for record in records {
            count += 1;
            match record.and_then(|raw| source.parse(raw.record, &raw.place, &how)) {
                Ok(article) => assert!(!article.id.is_empty() && !article.text().starts_with('\u{feff}')),
                Err(failure) => assert!(!failure.to_string().is_empty()),
            }
        }
        let accounted_for = count > 0 || !skips.take().is_empty() || entry.name == "parquet" || is_blank(entry, path);
        assert!(accounted_for, "neither an article nor a failure nor a word of what was passed over");
    }
}

/// Whether there is nothing in a file: no bytes but white space, a mark, and the brackets of a list.
fn is_blank(entry: &'static SourceEntry, path: &Path) -> bool {
    let search = Search { sources: &[], only: Some(entry), output: None };
    let file = files::inputs(&[path.to_owned()], &search).next().expect("the file is there");
    let mut bytes = Vec::new();
    let mut input = file.and_then(|file| files::open(&file, &how().options)).expect("it was opened before").bytes;
    input.read_to_end(&mut bytes).expect("it was read before");
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&bytes);
    bytes.iter().all(|byte| byte.is_ascii_whitespace() || matches!(byte, b'[' | b']'))
}

/// Runs every stock stage over a text; the runner checks the rows.
pub fn annotate(text: &str) {
    with_desk(|desk| {
        let mut article = Article::new("any", text).expect("a short text");
        article.meta.content_created = Some("2024-05-15".to_owned());
        let done = Annotator::new(&desk.news).annotate(&desk.news, &how(), article, Some(Duration::from_secs(60)));
        if let Err(failure) = done {
            panic!("{} ({}): {}", failure.stage, failure.kind, failure.error);
        }
    });
}
