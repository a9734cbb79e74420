//! Source `jsonl`: a JSON object a line.
//!
//! Every line that is not blank is an article, or fails with its number while the next is read. What a line holds:
//!
//! | field | what it is |
//! |---|---|
//! | `id`, else `uri` | the article's id. A number stands for its digits. Missing, null or empty: `FILE:LINE` |
//! | `text`, else `body_text`, else `body`; else another of the [usual names](crate::fields) | the text: a string, which may be empty |
//! | `html`, `body_html`, `body_xhtml` | where there is no plain text: a page, read as [`html`](crate::html) does; what stands beside it wins over what it says of itself |
//! | `bodies`, `headlines` | lists of `{"value", "role", "contentType"}`, as in ninjs 2 and 3; see [`ninjs`](crate::ninjs) |
//! | `headline`, `by`, `located`, `language`, `uri`, `firstCreated`, `contentCreated`, `versionCreated` | as in ninjs |
//! | `title`; `author`, `byline`; `lang`; `url`; `published`, `date`, `datePublished`, `pubDate` and the like | stand for `headline`, `by`, `language`, `uri`, `contentCreated` where those are not there |
//! | `source`, `publication`, `domain` and the like | the newspaper or site, kept as `meta.extra.outlet` |
//! | `meta` | an object that holds any of the above, as in the records that copydesk writes; what stands beside it wins |
//! | anything else | is kept under `meta.extra` and written back |
//!
//! Which field is what can be said by options: `[source] text = "fields.bodyText"`; see [`fields`](crate::fields). Dates are read
//! in the forms of [`published`](crate::published) and written as ISO 8601; one that cannot be read is kept as it came, and counted.
//!
//! The text is [repaired](crate::repair) as that of `.txt` files is; `[source] repair = false` has it kept as it came.
//!
//! Of a name given twice in one object the last value counts. Text is UTF-8; a lone half of a surrogate pair (`\ud83d`)
//! becomes U+FFFD and is counted among the repairs as `surrogates`. Nesting is read 127 deep, which is deeper than any article's.
//!
//! # Records of an earlier run
//!
//! The layers that `[source] layers` names are brought along: those that this binary knows as rows, in the unit that
//! `[source] offsets` says, checked against the text; the others as they came. The text of such an article is not repaired,
//! or the offsets would not fit it. Layers of a record that are not named are left out: they will be written anew.
//!
//! ```
//! use copydesk_core::source::{HowToRead, Input, ReadOptions, Skips, Source};
//! use copydesk_core::BuildContext;
//! use copydesk_formats::{fields::FieldMap, jsonl::Jsonl};
//!
//! let source = Jsonl::build(FieldMap::default(), &BuildContext::new(".".as_ref()))?;
//! let line = br#"{"id": 7, "title": "Harbour vote", "text": "Kelmouth voted on Tuesday.", "desk": "metro"}"#;
//! let input = Input::new("-", Box::new(&line[..]));
//! let how = HowToRead::new(ReadOptions::default(), Vec::new(), None);
//! for raw in source.open(input)? {
//!     let raw = raw?;
//!     let article = source.parse(raw.record, &raw.place, &how)?;
//!     assert_eq!(article.id, "7");
//!     assert_eq!(article.meta.headline.as_deref(), Some("Harbour vote"));
//!     assert_eq!(article.meta.extra["desk"], "metro");
//! }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

use std::io::BufRead;

use copydesk_core::source::{HowToRead, Input, Place, RawRecords, ReadError, Source};
use copydesk_core::{Article, BuildContext, StageError, register_source};

use crate::ahead::{Ahead, Dated, Look};
use crate::charset::bad_byte;
use crate::fields::FieldMap;
use crate::json;
use crate::reading::Lines;

/// The source of JSON lines.
#[derive(Default)]
pub struct Jsonl {
    map: FieldMap,
}

impl Source for Jsonl {
    const NAME: &'static str = "jsonl";
    const ABOUT: &'static str =
        "JSON lines, each an article: `id`, `text`, ninjs metadata; also records of an earlier run";
    const EXTENSIONS: &'static [&'static str] = &["jsonl", "ndjson"];
    type Config = FieldMap;
    type Record = Dated<Vec<u8>>;

    fn build(map: FieldMap, _: &BuildContext<'_>) -> Result<Self, StageError> {
        map.check()?;
        Ok(Self { map })
    }

    fn open(&self, mut input: Input) -> Result<RawRecords<Dated<Vec<u8>>>, ReadError> {
        refuse_utf16(&mut input)?;
        if input.path.is_none() && input.name == "-" {
            refuse_text(&mut input)?;
        }
        let look = input.path.is_some().then(|| look_at_dates(&self.map));
        let lines = Lines::new(input.bytes, input.name, input.stem, input.max_bytes);
        Ok(Box::new(Ahead::new(lines, self.map.date_order, look)))
    }

    fn parse(&self, line: Dated<Vec<u8>>, place: &Place, how: &HowToRead) -> Result<Article, ReadError> {
        parse_line(&line, &self.map, place, how)
    }
}

/// JSON is UTF-8; a file with the mark of UTF-16 would fail line by line otherwise. A file whose first bytes cannot be read has
/// no more to give: what comes after the error would look like its end.
pub(crate) fn refuse_utf16(input: &mut Input) -> Result<(), ReadError> {
    let marked = match input.bytes.fill_buf() {
        Ok(head) => {
            matches!(head, [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..]).then(|| "marked as UTF-16: JSON is UTF-8".to_owned())
        }
        Err(e) => Some(format!("cannot be read: {e}")),
    };
    let place = || Place::from_parts(input.name.clone(), input.stem.clone(), None);
    marked.map_or(Ok(()), |why| Err(ReadError::new(place(), why)))
}

/// What comes through a pipe has no name that says what it is: if it begins with a letter or a tag it is no JSON, and one failure says
/// so instead of one a line.
fn refuse_text(input: &mut Input) -> Result<(), ReadError> {
    let head = input.bytes.fill_buf().unwrap_or_default();
    let first = head.trim_ascii_start();
    // `null`, `true` and `false` are JSON, though none of them is an article.
    let is_json = [&b"null"[..], b"true", b"false"].iter().any(|word| first.starts_with(word));
    let why = match first.first() {
        Some(b'<') => "is a page or XML, not JSON lines: write it to a file, and name that",
        Some(byte)
            if (byte.is_ascii_alphabetic() || *byte >= 0x80) && !first.starts_with(b"\xEF\xBB\xBF") && !is_json =>
        {
            "is plain text, not JSON lines: write it to a file named .txt or .csv, or choose `[source] use = \"text\"` or `\"csv\"`"
        }
        _ => return Ok(()),
    };
    let place = Place::from_parts(input.name.clone(), input.stem.clone(), None);
    Err(ReadError::new(place, why))
}

/// What reads the dates of JSON objects ahead.
pub(crate) fn look_at_dates(map: &FieldMap) -> Look<Vec<u8>> {
    let map = map.clone();
    Box::new(move |json, evidence| json::look_at_dates(json, &map, evidence))
}

pub(crate) fn parse_line(
    line: &Dated<Vec<u8>>,
    map: &FieldMap,
    place: &Place,
    how: &HowToRead,
) -> Result<Article, ReadError> {
    let Dated { record: line, order } = line;
    let text = str::from_utf8(line).map_err(|e| {
        let what = if place.line.is_some() { ", counted from the start of the line" } else { "" };
        ReadError::new(place.clone(), format!("{}{what}", bad_byte(line, e)))
    })?;
    map.article(text, *order, place, how)
}

register_source!(Jsonl);
