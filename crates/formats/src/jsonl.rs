//! Source `jsonl`: a JSON object a line.
//!
//! Every line that is not blank is an article, or fails with its number while the next is read. What a line holds:
//!
//! | field | what it is |
//! |---|---|
//! | `id`, else `uri` | the article's id. A number stands for its digits. Missing, null or empty: `FILE:LINE` |
//! | `text`, else `body_text`, else `body` | the text: a string, which may be empty |
//! | `html`, `body_html`, `body_xhtml` | where there is no plain text: a page, read as [`html`](crate::html) does; what stands beside it wins over what it says of itself |
//! | `bodies`, `headlines` | lists of `{"value", "role", "contentType"}`, as in ninjs 2 and 3; see [`ninjs`](crate::ninjs) |
//! | `headline`, `by`, `located`, `language`, `uri`, `firstCreated`, `contentCreated`, `versionCreated` | as in ninjs |
//! | `title`; `author`, `byline`; `lang`; `published`, `date`, `datePublished`, `pubDate` and the like | stand for `headline`, `by`, `language`, `contentCreated` where those are not there |
//! | `meta` | an object that holds any of the above, as in the records that copydesk writes; what stands beside it wins |
//! | anything else | is kept under `meta.extra` and written back |
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
//! use copydesk_formats::{NoOptions, jsonl::Jsonl};
//!
//! let source = Jsonl::build(NoOptions::default(), &BuildContext { folder: ".".as_ref() })?;
//! let line = br#"{"id": 7, "title": "Harbour vote", "text": "Kelmouth voted on Tuesday.", "desk": "metro"}"#;
//! let input = Input { name: "-".into(), path: None, stem: "-".into(), bytes: Box::new(&line[..]), max_bytes: 1 << 20,
//!     skips: Skips::default() };
//! let how = HowToRead { options: ReadOptions::default(), known: Vec::new(), published: None };
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

use crate::NoOptions;
use crate::charset::bad_byte;
use crate::json;
use crate::lines::Lines;

/// The source of JSON lines.
pub struct Jsonl;

impl Source for Jsonl {
    const NAME: &'static str = "jsonl";
    const ABOUT: &'static str =
        "JSON lines, each an article: `id`, `text`, ninjs metadata; also records of an earlier run";
    const EXTENSIONS: &'static [&'static str] = &["jsonl", "ndjson"];
    type Config = NoOptions;
    type Record = Vec<u8>;

    fn build(_: NoOptions, _: &BuildContext<'_>) -> Result<Self, StageError> {
        Ok(Self)
    }

    fn open(&self, mut input: Input) -> Result<RawRecords<Vec<u8>>, ReadError> {
        refuse_utf16(&mut input)?;
        Ok(Box::new(Lines::new(input.bytes, input.name, input.stem, input.max_bytes)))
    }

    fn parse(&self, line: Vec<u8>, place: &Place, how: &HowToRead) -> Result<Article, ReadError> {
        parse_line(&line, place, how)
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
    let place = || Place { file: input.name.clone(), stem: input.stem.clone(), line: None };
    marked.map_or(Ok(()), |why| Err(ReadError::new(place(), why)))
}

pub(crate) fn parse_line(line: &[u8], place: &Place, how: &HowToRead) -> Result<Article, ReadError> {
    let text = str::from_utf8(line).map_err(|e| {
        let what = if place.line.is_some() { ", counted from the start of the line" } else { "" };
        ReadError::new(place.clone(), format!("{}{what}", bad_byte(line, e)))
    })?;
    json::article::read(text, place, how)
}

register_source!(Jsonl);
