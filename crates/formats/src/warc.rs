//! Source `warc`: crawled pages, as the CC-NEWS archive holds them.
//!
//! Every `response` record that brings an HTML page (status 2xx) is an article, read as the [`html`] source reads
//! pages; every `conversion` record of plain text (WET files) is one too. Requests, metadata, redirects, errors of servers,
//! pictures and the like are no articles and are left out.
//!
//! The id is the `WARC-Record-ID` without its angle brackets. The `WARC-Target-URI` becomes `uri` and the `WARC-Date`
//! `versionCreated`, where the page does not say better.
//!
//! Files of one gzip member a record are unpacked member by member. Codings of the HTTP answer are undone where the bytes show them:
//! chunks, gzip and deflate, not brotli, and none twice. A record beyond the size limit fails and is passed over; so does one whose
//! length is wrong, and one whose gzip member is damaged: the next record is looked for behind its beginning, and each is one
//! failure. What comes as one stream of gzip (standard input) ends at its first damage.

mod header;
mod http;
mod members;
mod records;

use copydesk_core::source::{HowToRead, Input, Place, RawRecords, ReadError, Source};
use copydesk_core::{Article, BuildContext, ErrorKind, StageError, register_source};

use crate::NoOptions;
use crate::charset::decode;
use crate::{html, mend};
pub use records::Record;
use records::Records;

/// The source of `.warc` files.
pub struct Warc;

impl Source for Warc {
    const NAME: &'static str = "warc";
    const ABOUT: &'static str = "WARC files of crawled pages, as in CC-NEWS, and WET files of their text";
    const EXTENSIONS: &'static [&'static str] = &["warc", "wet"];
    type Config = NoOptions;
    type Record = Record;

    fn build(_: NoOptions, _: &BuildContext<'_>) -> Result<Self, StageError> {
        Ok(Self)
    }

    fn open(&self, input: Input) -> Result<RawRecords<Record>, ReadError> {
        let place = Place::from_parts(input.name.clone(), input.stem.clone(), None);
        let records = Records::new(input).map_err(|e| ReadError::new(place, format!("cannot be read: {e}")))?;
        Ok(Box::new(records))
    }

    fn parse(&self, record: Record, place: &Place, how: &HowToRead) -> Result<Article, ReadError> {
        let id = id(&record).unwrap_or_else(|| place.id());
        let failed = |(why, kind)| ReadError::new(place.clone(), why).of_article(id.as_str()).of_kind(kind);
        let mut article = read(&id, record, how).map_err(failed)?;
        article.meta.published.clone_from(&how.published);
        article.source = place.source();
        Ok(article)
    }
}

fn id(record: &Record) -> Option<String> {
    let id = record.header.get("WARC-Record-ID")?.trim_matches(['<', '>']);
    (!id.is_empty()).then(|| id.to_owned())
}

fn read(id: &str, record: Record, how: &HowToRead) -> Result<Article, (String, ErrorKind)> {
    let damaged = |why: String| (why, ErrorKind::Read);
    let Record { header, block } = record;
    let mut article = if header.get("WARC-Type") == Some("conversion") {
        mend::plain(id, decode(block).map_err(|e| damaged(e.to_string()))?, how).map_err(damaged)?
    } else {
        let page = http::page(&block, how.options.max_bytes).map_err(damaged)?;
        html::article_from_bytes(id, &page, how).map_err(|e| (e.to_string(), e.kind()))?
    };
    let given = |name: &str| header.get(name).map(str::to_owned);
    article.meta.uri = article.meta.uri.or_else(|| given("WARC-Target-URI"));
    article.meta.version_created = article.meta.version_created.or_else(|| given("WARC-Date"));
    Ok(article)
}

register_source!(Warc);
