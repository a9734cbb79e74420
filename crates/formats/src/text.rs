//! Source `text`: a file is an article.
//!
//! The file is UTF-8, with a byte order mark or without, or UTF-16 with one; the mark is not part of the text. Bytes that are
//! not UTF-8 fail the article, with the offset of the first; nothing is replaced and no charset is guessed. An empty file is
//! an article without text. A file that begins as a web page does, or as a JSON object, fails: it is not what its name says.
//!
//! The text is [repaired](crate::repair), and what was done is counted in the record; `[source] repair = false` has every
//! character kept as it came. Line ends stay as they are either way. Offsets count in the text of the record.
//!
//! The article's id is the file's path below the input folder. `NAME.meta.json` beside `NAME.txt` may bring its metadata:
//! a JSON object in the words of the IPTC's ninjs (`headline`, `by`, `located`, `language`, `uri`, `firstCreated`,
//! `contentCreated`, `versionCreated`); other names are kept under `meta.extra`.

use std::io::{self, Read};
use std::path::PathBuf;

use copydesk_core::source::{HowToRead, Input, Place, Raw, RawRecords, ReadError, Source};
use copydesk_core::{Article, BuildContext, StageError, register_source};
use serde::de::IgnoredAny;

use crate::NoOptions;
use crate::reading::{self, too_long};
use crate::sidecar;

/// The source of `.txt` files.
pub struct Text;

/// A file's bytes, not yet known to be text.
pub struct TextFile {
    bytes: Vec<u8>,
    path: Option<PathBuf>,
}

impl Source for Text {
    const NAME: &'static str = "text";
    const ABOUT: &'static str = "text files, each an article, with metadata in NAME.meta.json beside NAME.txt";
    const EXTENSIONS: &'static [&'static str] = &["txt", "text"];
    type Config = NoOptions;
    type Record = TextFile;

    fn build(_: NoOptions, _: &BuildContext<'_>) -> Result<Self, StageError> {
        Ok(Self)
    }

    fn open(&self, input: Input) -> Result<RawRecords<TextFile>, ReadError> {
        let limit = input.max_bytes;
        let place = Place::from_parts(input.name, input.stem, None);
        let mut bytes = Vec::new();
        let read = input.bytes.take(limit.saturating_add(1)).read_to_end(&mut bytes);
        read.map_err(|e: io::Error| failed(&place, format!("cannot be read: {e}")))?;
        if bytes.len() as u64 > limit {
            return Err(failed(&place, too_long(limit)));
        }
        let length = bytes.len();
        let raw = Raw::new(TextFile { bytes, path: input.path }, place, length);
        Ok(Box::new(std::iter::once(Ok(raw))))
    }

    fn parse(&self, file: TextFile, place: &Place, how: &HowToRead) -> Result<Article, ReadError> {
        if file.bytes.len() as u64 > how.options.max_bytes {
            return Err(failed(place, too_long(how.options.max_bytes)));
        }
        let text = reading::text(file.bytes, place)?;
        if let Some(other) = other_format(&text) {
            return Err(failed(place, other));
        }
        let mut article = reading::plain(text, place, how)?;
        if let Some(path) = file.path {
            article.meta = sidecar::read(&sidecar::beside(&path)).map_err(|e| failed(place, e))?;
            article.meta.published.clone_from(&how.published);
        }
        Ok(article)
    }
}

/// What the text is, if its beginning says that it is of another format than its name.
fn other_format(text: &str) -> Option<&'static str> {
    let start = text.trim_start();
    let begins = |tag: &str| start.get(..tag.len()).is_some_and(|start| start.eq_ignore_ascii_case(tag));
    if ["<!doctype html", "<html>", "<html "].into_iter().any(begins) {
        return Some("is a web page, not plain text: name it .html, or choose [source] use = \"html\"");
    }
    let is_json = |json: &str| serde_json::from_str::<IgnoredAny>(json).is_ok();
    let is_object = start.starts_with("{\"") && (start.lines().next().is_some_and(is_json) || is_json(start));
    is_object.then_some("is JSON, not plain text: name it .json or .jsonl, or choose [source] use = \"jsonl\"")
}

fn failed(place: &Place, why: impl Into<String>) -> ReadError {
    ReadError::new(place.clone(), why).of_article(place.id())
}

register_source!(Text);
