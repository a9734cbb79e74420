//! Reading files of a temporary folder as a run does, told as lines of text.

use std::fs;
use std::path::{Path, PathBuf};

use copydesk_core::source::{HowToRead, Input, Place, ReadError, ReadOptions, SourceEntry};
use copydesk_core::{Article, BuildContext};
use copydesk_formats::files::{self, FoundFile, Search};
use copydesk_formats::{csv::Csv, jsonl::Jsonl, ninjs::Ninjs, text::Text, warc::Warc};

pub(crate) static TEXT: SourceEntry = SourceEntry::of::<Text>("copydesk-formats", "0");
pub(crate) static JSONL: SourceEntry = SourceEntry::of::<Jsonl>("copydesk-formats", "0");
pub(crate) static CSV: SourceEntry = SourceEntry::of::<Csv>("copydesk-formats", "0");
pub(crate) static NINJS: SourceEntry = SourceEntry::of::<Ninjs>("copydesk-formats", "0");
pub(crate) static WARC: SourceEntry = SourceEntry::of::<Warc>("copydesk-formats", "0");
pub(crate) static SOURCES: &[&SourceEntry] = &[&CSV, &JSONL, &NINJS, &TEXT, &WARC];

#[cfg(feature = "parquet")]
static PARQUET: SourceEntry = SourceEntry::of::<copydesk_formats::parquet::Parquet>("copydesk-formats", "0");

fn sources() -> Vec<&'static SourceEntry> {
    let stock = SOURCES.iter().copied();
    #[cfg(feature = "parquet")]
    let stock = stock.chain([&PARQUET]);
    stock.collect()
}

pub(crate) fn how() -> HowToRead {
    HowToRead::new(ReadOptions::default(), Vec::new(), None)
}

/// A temporary folder with these files.
pub(crate) fn folder(files: &[(&str, &[u8])]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    folder
}

/// Every article and failure of these inputs, in order.
pub(crate) fn read(paths: &[PathBuf], how: &HowToRead) -> Vec<Result<Article, ReadError>> {
    let sources = sources();
    let search = Search { sources: &sources, only: None, output: None };
    let mut all = Vec::new();
    for found in files::inputs(paths, &search) {
        match found {
            Ok(found) => all.extend(read_file(&found, how)),
            Err(e) => all.push(Err(e)),
        }
    }
    all
}

fn read_file(found: &FoundFile, how: &HowToRead) -> Vec<Result<Article, ReadError>> {
    match files::open(found, &how.options) {
        Ok(input) => read_input(found.source, input, how),
        Err(e) => vec![Err(e)],
    }
}

pub(crate) fn read_input(entry: &SourceEntry, input: Input, how: &HowToRead) -> Vec<Result<Article, ReadError>> {
    let source = (entry.build)((entry.options.defaults)(), &BuildContext::new(Path::new("."))).unwrap();
    match source.open(input) {
        Ok(records) => records.map(|raw| raw.and_then(|raw| source.parse(raw.record, &raw.place, how))).collect(),
        Err(e) => vec![Err(e)],
    }
}

/// Bytes as a file that is called `file`.
pub(crate) fn read_bytes(
    entry: &SourceEntry,
    file: &str,
    bytes: &[u8],
    how: &HowToRead,
) -> Vec<Result<Article, ReadError>> {
    let bytes = Box::new(std::io::Cursor::new(bytes.to_vec()));
    let mut input = Input::new(file, bytes);
    input.max_bytes = how.options.max_bytes;
    read_input(entry, input, how)
}

/// `id: text` of an article; `id-or-place: FAILED why` of a failure.
pub(crate) fn told(read: &Result<Article, ReadError>) -> String {
    match read {
        Ok(article) => format!("{}: {:?}", article.id, article.text()),
        Err(e) => format!("{}: FAILED {e}", place(&e.place)),
    }
}

fn place(place: &Place) -> String {
    place.id()
}

pub(crate) fn told_all(paths: &[PathBuf]) -> Vec<String> {
    read(paths, &how()).iter().map(told).collect()
}
