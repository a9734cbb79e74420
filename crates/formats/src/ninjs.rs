//! Source `ninjs`: news items of the IPTC's ninjs, and other articles in `.json` files.
//!
//! A file holds one object, over as many lines as it likes; or a list of objects; or an object a line, and is then read as
//! [`jsonl`](crate::jsonl) is. The fields are those of `jsonl`, which knows the words of ninjs 1 (`body_text`, `byline`,
//! `versioncreated`), 2 and 3 (`bodies`, `headlines`, `by`, `versionCreated`). Of several bodies the plain text comes before
//! the HTML, and the one in the role `main` before others.
//!
//! An item without text (a picture, a video) fails and says its `type`. What is associated with an item, and everything
//! else about it, is kept under `meta.extra`.
//!
//! An object that holds its articles in a list, as the answers of news services do, stands for them: JSON Feed and others keep them
//! as `items`, `articles`, `stories` or `results`, or such a list in a `response` as `docs` or `results`.
//!
//! An object that is alone in its file and brings no id has the file's; those in a list have `FILE:LINE`, with the line on
//! which they begin.

use std::io::{self, BufRead, Read};

use copydesk_core::source::{HowToRead, Input, Place, RawRecords, ReadError, Source};
use copydesk_core::{Article, BuildContext, StageError, register_source};

use crate::ahead::{Ahead, Dated};
use crate::documents::{Documents, is_whole};
use crate::envelope::Enveloped;
use crate::fields::FieldMap;
use crate::jsonl::{look_at_dates, parse_line, refuse_utf16};
use crate::lines::Lines;

/// The source of `.json` files.
pub struct Ninjs {
    map: FieldMap,
}

impl Source for Ninjs {
    const NAME: &'static str = "ninjs";
    const ABOUT: &'static str = "JSON files: an IPTC ninjs item, a list of them, or one a line";
    const EXTENSIONS: &'static [&'static str] = &["json", "ninjs"];
    type Config = FieldMap;
    type Record = Dated<Vec<u8>>;

    fn build(map: FieldMap, _: &BuildContext<'_>) -> Result<Self, StageError> {
        map.check()?;
        Ok(Self { map })
    }

    fn open(&self, mut input: Input) -> Result<RawRecords<Dated<Vec<u8>>>, ReadError> {
        refuse_utf16(&mut input)?;
        let limit = input.max_bytes;
        let head = head(&mut input.bytes, limit).map_err(|e| {
            let place = Place::from_parts(input.name.clone(), input.stem.clone(), None);
            ReadError::new(place, format!("cannot be read: {e}"))
        })?;
        let by_line = by_line(head.strip_prefix(MARK).unwrap_or(&head));
        let skip = if head.starts_with(MARK) { MARK.len() as u64 } else { 0 };
        let mut head = io::Cursor::new(head);
        head.set_position(skip);
        let bytes = head.chain(input.bytes);
        let look = input.path.is_some().then(|| look_at_dates(&self.map));
        let order = self.map.date_order;
        Ok(if by_line {
            Box::new(Ahead::new(Lines::new(bytes, input.name, input.stem, limit), order, look))
        } else {
            let documents = Documents::new(bytes, input.name, input.stem, limit);
            Box::new(Ahead::new(Enveloped::new(documents), order, look))
        })
    }

    fn parse(&self, item: Dated<Vec<u8>>, place: &Place, how: &HowToRead) -> Result<Article, ReadError> {
        parse_line(&item, &self.map, place, how)
    }
}

const MARK: &[u8] = b"\xEF\xBB\xBF";

/// The bytes up to the end of the second line that is not blank, none of them lost.
fn head(bytes: &mut dyn BufRead, limit: u64) -> io::Result<Vec<u8>> {
    let mut head = Vec::new();
    let mut bytes = bytes.take(limit);
    let mut lines = 0;
    let mut start = 0;
    while lines < 2 && bytes.read_until(b'\n', &mut head)? > 0 {
        lines += u32::from(!head[start..].trim_ascii().is_empty());
        start = head.len();
    }
    Ok(head)
}

/// Whether a file that begins so holds an object a line: two lines or more, of which the first opens an object and one of
/// the first two is a whole one. No object has another on its second line.
fn by_line(head: &[u8]) -> bool {
    let mut lines = head.split(|&byte| byte == b'\n').map(<[u8]>::trim_ascii).filter(|line| !line.is_empty());
    match (lines.next(), lines.next()) {
        (Some(first), Some(second)) => first.starts_with(b"{") && (is_whole(first) || is_whole(second)),
        _ => false,
    }
}

register_source!(Ninjs);
