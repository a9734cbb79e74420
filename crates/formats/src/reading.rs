//! What the sources here are made of, for authors of further ones.
//!
//! | to | there is |
//! |---|---|
//! | cut a file into lines that are never too long | [`Lines`] |
//! | read bytes as text, or say which byte is none | [`text`] |
//! | make the article of plain text, its characters repaired | [`plain`] |
//! | make the article of a JSON object, by all names of its fields | [`json`] |
//! | file what came with an article under the words that stages read | [`meta`] |
//! | say that an article is longer than allowed | [`too_long`] |
//!
//! A source of lines that are articles, with these:
//!
//! ```
//! use copydesk_core::source::{HowToRead, Input, Place, RawRecords, ReadError, Source};
//! use copydesk_core::{Article, BuildContext, StageError};
//! use copydesk_formats::{NoOptions, reading};
//!
//! struct Telegrams;
//!
//! impl Source for Telegrams {
//!     const NAME: &'static str = "acme.telegrams";
//!     const ABOUT: &'static str = "telegrams, one a line";
//!     const EXTENSIONS: &'static [&'static str] = &["telegrams"];
//!     type Config = NoOptions;
//!     type Record = Vec<u8>;
//!
//!     fn build(_: NoOptions, _: &BuildContext<'_>) -> Result<Self, StageError> {
//!         Ok(Self)
//!     }
//!
//!     fn open(&self, input: Input) -> Result<RawRecords<Vec<u8>>, ReadError> {
//!         Ok(Box::new(reading::Lines::of(input)))
//!     }
//!
//!     fn parse(&self, line: Vec<u8>, place: &Place, how: &HowToRead) -> Result<Article, ReadError> {
//!         reading::plain(reading::text(line, place)?, place, how)
//!     }
//! }
//!
//! let input = Input::new("wire", Box::new(&b"caf&eacute; shut\n\nrain\n"[..]));
//! let how = HowToRead::new(Default::default(), Vec::new(), None);
//! let lines = Telegrams.open(input)?.map(|raw| raw.and_then(|raw| Telegrams.parse(raw.record, &raw.place, &how)));
//! let articles = lines.collect::<Result<Vec<_>, _>>()?;
//! assert_eq!((articles[0].text(), articles[1].id.as_str()), ("café shut", "wire:3"));
//! # Ok::<(), ReadError>(())
//! ```

use copydesk_core::source::{HowToRead, Place, ReadError};
use copydesk_core::{Article, Meta};
use serde_json::{Map, Value};

use crate::fields::FieldMap;
use crate::published::DateOrder;
use crate::words::{self, Settling};
use crate::{charset, mend};

pub use crate::lines::{Lines, too_long};

/// The text of a record without its byte order mark: UTF-8, or UTF-16 with one. Nothing is guessed and nothing replaced.
///
/// # Errors
/// With the offset of the first byte that does not fit.
pub fn text(bytes: Vec<u8>, place: &Place) -> Result<String, ReadError> {
    charset::decode(bytes).map_err(|e| ReadError::new(place.clone(), e.to_string()).of_article(place.id()))
}

/// The article of a JSON object, by the usual names of its fields; the doc of [`jsonl`](crate::jsonl) says which.
///
/// # Errors
/// If it is no JSON object, nested too deep or too long, or holds no text.
pub fn json(object: &str, place: &Place, how: &HowToRead) -> Result<Article, ReadError> {
    FieldMap::default().article(object, DateOrder::Auto, place, how)
}

/// The article of plain text, called after its place: [repaired](crate::repair) unless `[source] repair = false` says not to, and
/// with the run's date.
///
/// # Errors
/// If the text is longer than offsets can count.
pub fn plain(text: String, place: &Place, how: &HowToRead) -> Result<Article, ReadError> {
    let made = mend::plain(&place.id(), text, how);
    let mut article = made.map_err(|why| ReadError::new(place.clone(), why).of_article(place.id()))?;
    article.meta.published.clone_from(&how.published);
    article.source = place.source();
    Ok(article)
}

/// What came with an article, by the names that other programs use: the IPTC's words, and those that stand for them ("title",
/// "author", "pubDate"). What has no word of its own is kept in `extra`.
#[must_use]
pub fn meta(fields: Map<String, Value>) -> Meta {
    let mut meta = Meta::default();
    for (name, value) in fields {
        words::set(&mut meta, &name, value);
    }
    let map = FieldMap::default();
    words::settle(&mut meta, Settling { map: &map, order: map.date_order, of_record: false });
    meta
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_go_by_all_their_names() {
        let fields =
            serde_json::json!({"title": "Harbour vote", "author": "Mara Okafor", "pubDate": "2024-05-14", "desk": 7});
        let Value::Object(fields) = fields else { panic!("an object") };
        let meta = meta(fields);
        assert_eq!(
            [meta.headline, meta.by, meta.content_created].map(Option::unwrap),
            ["Harbour vote", "Mara Okafor", "2024-05-14"]
        );
        assert_eq!(meta.extra.len(), 1);
    }
}
