//! What the fuzz targets do with an input, and the plain test that replays their corpora.
//!
//! Nothing may panic; a failure is an answer, and says something; rows of an article lie inside its text.

#[path = "shapes.rs"]
pub mod shapes;

use std::cell::OnceCell;
use std::fs;
use std::io::{Read as _, Write as _};
use std::path::Path;
use std::time::Duration;

use copydesk as _;
use copydesk_core::source::{HowToRead, ReadOptions, SourceEntry};
use copydesk_core::{Article, BuildContext, Registry};
use copydesk_formats::files::{self, Search};
use copydesk_runner::{Annotator, Pipeline};
use shapes::Choices;

/// Long inputs only make a fuzzer slow.
const MAX_BYTES: u64 = 1 << 20;

struct Linked {
    registry: Registry,
    news: Pipeline,
}

thread_local! {
    static LINKED: OnceCell<Linked> = const { OnceCell::new() };
}

fn with_linked<T>(work: impl FnOnce(&Linked) -> T) -> T {
    LINKED.with(|linked| {
        work(linked.get_or_init(|| {
            let registry = Registry::linked().expect("the stock stages have names of their own");
            let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../../pipelines/news.toml");
            let news = Pipeline::load(Path::new(file), &registry).unwrap_or_else(|_| panic!("{file} is not right"));
            Linked { registry, news }
        }))
    })
}

fn how() -> HowToRead {
    let mut options = ReadOptions::default();
    options.max_bytes = MAX_BYTES;
    HowToRead::new(options, Vec::new(), Some("2024-05-15".to_owned()))
}

/// Reads bytes as a file of this source, or as a packed one.
pub fn read(source: &str, bytes: &[u8]) {
    with_linked(|linked| {
        let (source, name) = match source {
            "packed" => ("jsonl", "in"),
            "docx" => (source, "in.docx"),
            "archive" if bytes.starts_with(b"PK") => (source, "in.zip"),
            source => (source, "in.any"),
        };
        let entry = linked.registry.sources().iter().copied().find(|entry| entry.name == source);
        let folder = tempfile::tempdir().expect("a temporary folder");
        fs::write(folder.path().join(name), bytes).expect("room for a file");
        read_file(entry.expect("a stock source"), &folder.path().join(name));
    });
}

fn read_file(entry: &'static SourceEntry, path: &Path) {
    let how = how();
    let cx = BuildContext::new(Path::new("."));
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
    with_linked(|linked| {
        let mut article = Article::new("any", text).expect("a short text");
        article.meta.content_created = Some("2024-05-15".to_owned());
        let done = Annotator::new(&linked.news).annotate(&linked.news, &how(), article, Some(Duration::from_secs(60)));
        if let Err(failure) = done {
            panic!("{} ({}): {}", failure.stage, failure.kind, failure.error);
        }
    });
}

/// A record made of choices, as a line among others and as a ninjs item; a page; a pipeline file: none may break what reads it.
pub fn structured(target: &str, bytes: &[u8]) {
    let choices = &mut Choices::new(bytes);
    match target {
        "records" => {
            let record = shapes::record(choices);
            read("jsonl", format!("{record}\n{}\n", shapes::record(choices)).as_bytes());
            read("ninjs", format!("[{record}]").as_bytes());
        }
        "pages" => read("html", shapes::page(choices).as_bytes()),
        _ => check(&shapes::pipeline(choices)),
    }
}

/// Checks the text of a pipeline file: it is one, or every problem of it says something, without a control character.
pub fn check(text: &str) {
    with_linked(|linked| {
        if let Err(problems) = Pipeline::parse(text, "p.toml", "p", Path::new("no-such-folder"), &linked.registry) {
            let shown = problems.render(false);
            assert!(shown.contains("error") && !shown.contains('\u{1b}'), "{shown}");
        }
    });
}

/// The same article through every format that holds it as text: the same text, and so the same rows.
pub fn formats(bytes: &[u8]) {
    let text = shapes::text(&mut Choices::new(bytes), 200);
    let record = serde_json::json!({ "id": "a", "text": text }).to_string();
    let item = serde_json::json!([{ "uri": "a", "type": "text", "body_text": text }]).to_string();
    let packed = zstd::encode_all(record.as_bytes(), 1).expect("memory takes everything");
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    gzip.write_all(record.as_bytes()).expect("memory takes everything");
    let gzip = gzip.finish().expect("memory takes everything");
    let files: [(&str, &[u8]); 5] = [
        ("text", text.as_bytes()),
        ("jsonl", record.as_bytes()),
        ("ninjs", item.as_bytes()),
        ("jsonl", &packed),
        ("jsonl", &gzip),
    ];
    let [file, line, others @ ..] = files.map(|(source, bytes)| articles(source, bytes));
    for (other, what) in others.iter().zip(["a ninjs item", "a line packed with zstd", "a line packed with gzip"]) {
        assert_eq!(other, &line, "{what} holds the article of a line");
    }
    // A text file that begins as a page or as JSON does is refused.
    if let ([file], [line]) = (file.as_slice(), line.as_slice()) {
        assert_eq!(file, line, "a text file holds the article of a line");
        annotate(file);
    }
}

/// The texts of the articles that bytes hold as a file of this source, packed or not.
fn articles(source: &str, bytes: &[u8]) -> Vec<String> {
    with_linked(|linked| {
        let entry =
            linked.registry.sources().iter().copied().find(|entry| entry.name == source).expect("a stock source");
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("in");
        fs::write(&path, bytes).expect("room for a file");
        let how = how();
        let built = (entry.build)(serde_json::json!({}), &BuildContext::new(Path::new("."))).expect("default options");
        let search = Search { sources: &[], only: Some(entry), output: None };
        let file = files::inputs(&[path], &search).next().expect("the file is there");
        let records = file.and_then(|file| files::open(&file, &how.options)).and_then(|input| built.open(input));
        let articles = records.into_iter().flatten();
        let read = articles.filter_map(|raw| raw.and_then(|raw| built.parse(raw.record, &raw.place, &how)).ok());
        read.map(|article| article.text().to_owned()).collect()
    })
}
