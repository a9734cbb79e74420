//! Source `html`: a page is an article.
//!
//! The article is found in the page by its paragraphs (with `dom_smoothie`, after Mozilla's Readability), without captions,
//! bylines, share bars, newsletters and lists of other articles where the page's own marks tell them. What remains among the
//! paragraphs is the `cleaner`'s to label. Paragraphs are lines, with an empty line between.
//!
//! Into `meta` go the title, who wrote it, when it was published and changed, its language and address, from the page's Open
//! Graph and JSON-LD, `<time>` and `<html lang>`, in that order of trust where they disagree. The charset is told by a byte
//! order mark, else by the page's declaration, else by its bytes.
//!
//! Any page is read in time linear in its length, whatever its tags; elements are at most `markup-depth` (512) levels deep. Nothing is
//! fetched, ever: no frame, no image, no entity of a DTD.

mod attributes;
mod body;
mod class_names;
mod encoding;
mod json_ld;
mod metadata;
mod other_articles;
mod prune;
mod slim;
mod small_print;
mod tag_links;

use std::io::Read;

use copydesk_core::source::{HowToRead, Input, Place, Raw, RawRecords, ReadError, Source};
use copydesk_core::{Article, BuildContext, Meta, StageError, register_source};

use crate::NoOptions;

/// The source of `.html` files.
pub struct Html;

impl Source for Html {
    const NAME: &'static str = "html";
    const ABOUT: &'static str =
        "web pages, each an article: its text, and title, byline, dates and language as metadata";
    const EXTENSIONS: &'static [&'static str] = &["html", "htm", "xhtml"];
    type Config = NoOptions;
    type Record = Vec<u8>;

    fn build(_: NoOptions, _: &BuildContext<'_>) -> Result<Self, StageError> {
        Ok(Self)
    }

    fn open(&self, input: Input) -> Result<RawRecords<Vec<u8>>, ReadError> {
        let limit = input.max_bytes;
        let place = Place { file: input.name, stem: input.stem, line: None };
        let failed = |why: String| ReadError::new(place.clone(), why).of_article(place.id());
        let mut bytes = Vec::new();
        let read = input.bytes.take(limit.saturating_add(1)).read_to_end(&mut bytes);
        read.map_err(|e| failed(format!("cannot be read: {e}")))?;
        if bytes.len() as u64 > limit {
            return Err(failed(format!("longer than the {limit} bytes allowed for an article")));
        }
        let raw = Raw { bytes: bytes.len(), record: bytes, place };
        Ok(Box::new(std::iter::once(Ok(raw))))
    }

    fn parse(&self, bytes: Vec<u8>, place: &Place, how: &HowToRead) -> Result<Article, ReadError> {
        let failed = |why: String| ReadError::new(place.clone(), why).of_article(place.id());
        if bytes.len() as u64 > how.options.max_bytes {
            return Err(failed(format!("longer than the {} bytes allowed for an article", how.options.max_bytes)));
        }
        if is_binary(&bytes) {
            return Err(failed("begins with NUL bytes: this is no web page".to_owned()));
        }
        let mut article = article_from_bytes(&place.id(), &bytes, how).map_err(failed)?;
        article.source = place.source();
        Ok(article)
    }
}

register_source!(Html);

/// Whether NUL bytes stand near the beginning, which no page has that is not UTF-16 by its mark.
fn is_binary(bytes: &[u8]) -> bool {
    let utf16 = bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]);
    !utf16 && memchr::memchr(0, &bytes[..bytes.len().min(1024)]).is_some()
}

/// The article of a page in whatever charset; `id` is kept as it is, and where the page came from is the caller's to say.
///
/// # Errors
/// If the text is too long for offsets to count.
pub fn article_from_bytes(id: &str, bytes: &[u8], how: &HowToRead) -> Result<Article, String> {
    let (html, damaged) = encoding::decode(bytes);
    let mut article = article_from_html(id, &html, how)?;
    if damaged {
        article.repairs.insert("undecodable", 1);
    }
    Ok(article)
}

/// The article of a page: its body as text, and what the page says of itself as `meta`.
///
/// Characters are [repaired](crate::repair) unless the run's options say otherwise. A page in which no article is found
/// gives an article without text.
///
/// # Errors
/// If the text is too long for offsets to count.
pub fn article_from_html(id: &str, html: &str, how: &HowToRead) -> Result<Article, String> {
    let slim = slim::slim(html, how.options.markup_depth as usize);
    let document = dom_query::Document::from(slim.html.as_str());
    let mut meta = metadata::read(&document, &slim.json_ld);
    let text = body::text(document, &slim.html, &meta);
    let mut counts = std::collections::BTreeMap::new();
    let text = if how.options.repair == Some(false) { text } else { repaired(&text, &mut meta, &mut counts) };
    let mut article = Article::new(id, text).map_err(|e| e.to_string())?;
    article.meta = meta;
    article.meta.published.clone_from(&how.published);
    article.repairs = counts;
    Ok(article)
}

fn repaired(text: &str, meta: &mut Meta, counts: &mut crate::repair::Counts) -> String {
    for field in [&mut meta.headline, &mut meta.by].into_iter().flatten() {
        *field = crate::repair::repair(field, counts).into_owned();
    }
    crate::repair::repair(text, counts).into_owned()
}
