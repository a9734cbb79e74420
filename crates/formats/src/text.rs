//! Source `text`: a file is an article.
//!
//! The file is UTF-8, with a byte order mark or without, or UTF-16 with one; the mark is not part of the text. Bytes that are
//! not UTF-8 fail the article, with the offset of the first; nothing is replaced and no charset is guessed. An empty file is
//! an article without text. A file that begins as a web page does, or as a JSON object, fails: it is not what its name says.
//!
//! The text is [repaired](crate::repair), and what was done is counted in the record; `[source] repair = false` has every
//! character kept as it came. Line ends stay as they are either way. Offsets count in the text of the record.
//!
//! A file of many articles, as Nexis and Factiva hand them out, is cut into them, each with its fields as metadata: see
//! [`bulk`](crate::bulk). `[source] split = "^-{5,}$"` cuts at lines of any pattern. RTF is read as the text in it.
//!
//! The article's id is the file's path below the input folder. `NAME.meta.json` beside `NAME.txt` may bring its metadata:
//! a JSON object in the words of the IPTC's ninjs (`headline`, `by`, `located`, `language`, `uri`, `firstCreated`,
//! `contentCreated`, `versionCreated`); other names are kept under `meta.extra`.

use std::io::{self, BufRead, Read};
use std::path::PathBuf;

use copydesk_core::source::{HowToRead, Input, Place, Raw, RawRecords, ReadError, Skips, Source};
use copydesk_core::{Article, BuildContext, StageError, register_source};
use schemars::JsonSchema;
use serde::de::IgnoredAny;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::bulk::{Piece, Pieces, Split};
use crate::charset::decode;
use crate::fields::FieldMap;
use crate::published::DateOrder;
use crate::reading::too_long;
use crate::rtf::{self, is_rtf};
use crate::said::or_said;
use crate::{reading, sidecar};

/// The source of `.txt` files.
#[derive(Default)]
pub struct Text {
    split: Splitting,
}

/// Its options.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Config {
    /// Where a file of many articles is cut: "nexis", "factiva", a pattern of the lines between two of them as "^-{5,}$", or "none".
    /// By default exports of Nexis and Factiva are found out by their beginning.
    pub split: Option<String>,
}

/// Where files are cut.
#[derive(Clone, Debug, Default)]
enum Splitting {
    #[default]
    Found,
    Never,
    At(Split),
}

/// A file's bytes, not yet known to be text; or an article of a bulk file.
pub enum TextFile {
    /// A file.
    Whole {
        /// Its bytes.
        bytes: Vec<u8>,
        /// Its place on disk.
        path: Option<PathBuf>,
    },
    /// An article of a bulk file.
    Piece(Piece),
}

impl Source for Text {
    const NAME: &'static str = "text";
    const ABOUT: &'static str = "text files, each an article, with metadata in NAME.meta.json beside NAME.txt";
    const EXTENSIONS: &'static [&'static str] = &["txt", "text", "rtf"];
    type Config = Config;
    type Record = TextFile;

    fn build(config: Config, _: &BuildContext<'_>) -> Result<Self, StageError> {
        let split = match config.split.as_deref() {
            None => Splitting::Found,
            Some("none") => Splitting::Never,
            Some(name) => Splitting::At(Split::named(name).map_err(|why| StageError::option("split", why))?),
        };
        Ok(Self { split })
    }

    fn open(&self, input: Input) -> Result<RawRecords<TextFile>, ReadError> {
        let limit = input.max_bytes;
        let place = Place::from_parts(input.name, input.stem, None);
        let broken = |e: io::Error| failed(&place, format!("cannot be read: {e}"));
        let mut bytes = input.bytes;
        let mut head = Vec::new();
        bytes.by_ref().take(HEAD.min(limit)).read_to_end(&mut head).map_err(broken)?;
        let all = io::Cursor::new(head.clone()).chain(bytes);
        if is_rtf(&head) {
            let text = rtf::text(&whole(all, limit, &place)?).into_bytes();
            return Ok(match self.split_of(&text) {
                Some(split) => pieces(io::Cursor::new(text), split, place, limit, input.skips),
                None => one(TextFile::Whole { bytes: text, path: input.path }, place),
            });
        }
        match self.split_of(&head) {
            Some(split) => Ok(pieces(all, split, place, limit, input.skips)),
            None => Ok(one(TextFile::Whole { bytes: whole(all, limit, &place)?, path: input.path }, place)),
        }
    }

    fn parse(&self, file: TextFile, place: &Place, how: &HowToRead) -> Result<Article, ReadError> {
        let (bytes, path) = match file {
            TextFile::Whole { bytes, path } => (bytes, path),
            TextFile::Piece(piece) => return of_piece(piece, place, how),
        };
        if bytes.len() as u64 > how.options.max_bytes {
            return Err(failed(place, too_long(how.options.max_bytes)));
        }
        let text = decode(bytes).map_err(|e| failed(place, e.to_string()))?;
        if let Some(other) = other_format(&text) {
            return Err(failed(place, other));
        }
        let mut article = reading::plain(text, place, how)?;
        if let Some(path) = path {
            article.meta = sidecar::read(&sidecar::beside(&path)).map_err(|e| failed(place, e))?;
            article.meta.published.clone_from(&how.published);
        }
        Ok(article)
    }
}

/// So much of a file is looked at to find out whether it holds many articles.
const HEAD: u64 = 1 << 16;

impl Text {
    /// Where a file that begins so is cut.
    fn split_of(&self, head: &[u8]) -> Option<Split> {
        match &self.split {
            Splitting::Never => None,
            Splitting::Found => Split::found(head),
            Splitting::At(split) => Some(split.clone()),
        }
    }
}

/// All bytes of a file, if they are not more than an article may have.
fn whole(bytes: impl Read, limit: u64, place: &Place) -> Result<Vec<u8>, ReadError> {
    let mut all = Vec::new();
    let read = bytes.take(limit.saturating_add(1)).read_to_end(&mut all);
    read.map_err(|e| failed(place, format!("cannot be read: {e}")))?;
    if all.len() as u64 > limit { Err(failed(place, too_long(limit))) } else { Ok(all) }
}

fn one(file: TextFile, place: Place) -> RawRecords<TextFile> {
    let bytes = match &file {
        TextFile::Whole { bytes, .. } | TextFile::Piece(Piece { bytes, .. }) => bytes.len(),
    };
    Box::new(std::iter::once(Ok(Raw::new(file, place, bytes))))
}

fn pieces(
    bytes: impl BufRead + Send + 'static,
    split: Split,
    place: Place,
    limit: u64,
    skips: Skips,
) -> RawRecords<TextFile> {
    let of_piece = |Raw { record, place, bytes, .. }: Raw<Piece>| Raw::new(TextFile::Piece(record), place, bytes);
    let pieces = Pieces::new(bytes, split, place, limit).map(move |piece| piece.map(of_piece));
    or_said(Box::new(pieces), skips, "a file of many articles without any")
}

/// An article of a bulk file.
pub(crate) fn of_piece(piece: Piece, place: &Place, how: &HowToRead) -> Result<Article, ReadError> {
    let text = decode(piece.bytes).map_err(|e| failed(place, e.to_string()))?;
    let json = piece.kind.json(&text).ok_or_else(|| failed(place, "no text between the fields of the article"))?;
    FieldMap::default().article(&Value::Object(json).to_string(), DateOrder::Auto, place, how)
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
