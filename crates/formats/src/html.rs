//! Source `html`: a page is an article.
//!
//! The article is found by the page's structure: which element holds most of its text (`container`), what beside that is of one
//! piece with it, and what the page's own marks say is no article (`zones`): navigation, adverts, dialogs, comments, lists of other
//! articles (`teasers`), other stories (`title`). A mark on what holds much of the text is none. What was found is held against
//! what the page says of it for machines (JSON-LD's `articleBody` and `wordCount`, the paragraphs of its `<article>`, its
//! description), and where they disagree badly, other ways are tried: the same without belief in names, `dom_smoothie` (Mozilla's
//! Readability), the stated body itself, and the body in what the page hands its scripts as JSON. The record says which way gave the
//! text, and the share of agreement. A page without article (a section front, an error, a wall of consent or scripts) fails with
//! kind `no-article`.
//!
//! Paragraphs are lines, with an empty line between. Headings, captions and credits of pictures (unless `captions = false`), times of
//! the posts of a running story, and the authors of embedded posts are marked as such (layer `marks`), and the `cleaner` honours
//! that; all else is the cleaner's to label.
//!
//! Into `meta` go the title, who wrote it, when it was published and changed, its language, address and place, and under `extra`
//! its outlet, section, keywords, image with its credit, and whether it is free to read: from JSON-LD, the page's `<meta>` tags,
//! and what stands around the title for readers. Of dates that agree the one that says most wins (a time with its zone). Of a date in
//! numbers (05/03/2024) the order is told by the day of the week or the zone beside it, the address, other dates of the page, the
//! country of address or language; where none of these tells, the date is left open. The charset is told by a byte
//! order mark, else by the page's declaration, else by its bytes.
//!
//! Any page is read in time linear in its length, whatever its tags; elements are at most `markup-depth` (512) levels deep. Nothing is
//! fetched, ever: no frame, no image, no entity of a DTD.

mod attributes;
mod blocks;
mod bylines;
mod claims;
mod compose;
mod container;
mod day_order;
mod encoding;
mod extract;
mod fronts;
mod furniture;
mod handed;
mod json_ld;
mod metadata;
mod names;
mod page;
mod people;
mod posts;
mod reading;
mod seen;
mod slim;
mod small_print;
mod stamps;
mod standfirst;
mod teasers;
mod threads;
mod title;
mod walls;
mod zones;

use std::io::Read;

use copydesk_core::source::{HowToRead, Input, Place, Raw, RawRecords, ReadError, Source};
use copydesk_core::{Article, BuildContext, ErrorKind, Meta, Span, StageError, register_source};
use copydesk_layers::{BlockKind, Mark};

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
        let place = Place::from_parts(input.name, input.stem, None);
        let failed = |why: String| ReadError::new(place.clone(), why).of_article(place.id());
        let mut bytes = Vec::new();
        let read = input.bytes.take(limit.saturating_add(1)).read_to_end(&mut bytes);
        read.map_err(|e| failed(format!("cannot be read: {e}")))?;
        if bytes.len() as u64 > limit {
            return Err(failed(format!("longer than the {limit} bytes allowed for an article")));
        }
        let length = bytes.len();
        let raw = Raw::new(bytes, place, length);
        Ok(Box::new(std::iter::once(Ok(raw))))
    }

    fn parse(&self, bytes: Vec<u8>, place: &Place, how: &HowToRead) -> Result<Article, ReadError> {
        let failed = |why: String| ReadError::new(place.clone(), why).of_article(place.id());
        let no_article = |why: PageError| failed(why.to_string()).of_kind(why.kind());
        if bytes.len() as u64 > how.options.max_bytes {
            return Err(failed(format!("longer than the {} bytes allowed for an article", how.options.max_bytes)));
        }
        if is_binary(&bytes) {
            return Err(failed("begins with NUL bytes: this is no web page".to_owned()));
        }
        let mut article = article_from_bytes(&place.id(), &bytes, how).map_err(no_article)?;
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

/// Why a page gives no article.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PageError {
    /// The page holds none: a section front, an error, a wall of consent or scripts.
    #[error("no article: {0}")]
    NoArticle(&'static str),
    /// Its text is too long for offsets to count.
    #[error("{0}")]
    TooLong(String),
}

impl PageError {
    /// The kind of failure, as `failed.jsonl` names it.
    #[must_use]
    pub const fn kind(&self) -> ErrorKind {
        match self {
            Self::NoArticle(_) => ErrorKind::NoArticle,
            Self::TooLong(_) => ErrorKind::Limit,
        }
    }
}

/// The article of a page in whatever charset; `id` is kept as it is, and where the page came from is the caller's to say.
///
/// # Errors
/// If the page holds no article, or one too long for offsets to count.
pub fn article_from_bytes(id: &str, bytes: &[u8], how: &HowToRead) -> Result<Article, PageError> {
    let (html, damaged) = encoding::decode(bytes);
    let mut article = article_from_html(id, &html, how)?;
    if damaged {
        article.repairs.insert("undecodable", 1);
    }
    Ok(article)
}

/// The article of a page: its body as text, and what the page says of itself as `meta` and as the layer `marks`.
///
/// Characters are [repaired](crate::repair) unless the run's options say otherwise.
///
/// # Errors
/// If the page holds no article, or one too long for offsets to count.
pub fn article_from_html(id: &str, html: &str, how: &HowToRead) -> Result<Article, PageError> {
    read(id, html, how, false)
}

/// The article that a piece of HTML is, as feeds and other programs hand it on: no page round it, and all of it is text.
///
/// # Errors
/// If the text is too long for offsets to count.
pub fn article_from_fragment(id: &str, html: &str, how: &HowToRead) -> Result<Article, PageError> {
    read(id, html, how, true)
}

fn read(id: &str, html: &str, how: &HowToRead, fragment: bool) -> Result<Article, PageError> {
    let slim = slim::slim(html, how.options.markup_depth as usize);
    let document = dom_query::Document::from(slim.html.as_str());
    let mut said = metadata::read(&document, &slim.json_ld);
    let reading = reading::Reading::new(page::Page::new(&document), said.titles.first().map_or("", String::as_str));
    let heading = title::find(&reading, &said.titles, &said.window);
    seen::fill(&mut said, &reading, heading);
    let known = extract::Known {
        title: said.meta.headline.as_deref(),
        uri: said.meta.uri.as_deref(),
        claims: &said.claims,
        captions: how.options.captions,
        fragment,
        data: &slim.data.iter().map(|range| &html[range.clone()]).collect::<Vec<_>>(),
        titles: &said.titles,
    };
    let found = extract::find(&reading, heading, &slim.html, &known).map_err(PageError::NoArticle)?;
    let place = found.text.lines().filter(|line| line.len() >= SENTENCE).take(2).find_map(seen::place);
    said.meta.located = said.meta.located.take().or(place);
    let mut counts = std::collections::BTreeMap::new();
    let repairs = how.options.repair != Some(false);
    let (text, marks) = if repairs {
        repaired(&found.text, &found.marks, &mut said.meta, &mut counts)
    } else {
        (found.text, found.marks)
    };
    let marks = marked(&text, marks);
    let mut article = Article::new(id, text).map_err(|e| PageError::TooLong(e.to_string()))?;
    article.layers.insert(marks);
    article.extraction = Some(found.extraction);
    article.meta = said.meta;
    article.meta.published.clone_from(&how.published);
    article.repairs = counts;
    Ok(article)
}

/// A line of so many bytes may begin with a dateline; captions above the text are shorter as a rule.
const SENTENCE: usize = 60;

/// Start, end and kind of what a page marks.
type Marked = Vec<(usize, usize, BlockKind)>;

/// Repairs title, byline and text, the marked parts each by itself, so that the marks stay where they belong.
fn repaired(text: &str, marks: &Marked, meta: &mut Meta, counts: &mut crate::repair::Counts) -> (String, Marked) {
    for field in [&mut meta.headline, &mut meta.by].into_iter().flatten() {
        *field = crate::repair::repair(field, counts).into_owned();
    }
    let (mut out, mut moved, mut at) = (String::with_capacity(text.len()), Vec::with_capacity(marks.len()), 0);
    for (start, end, kind) in marks {
        out.push_str(&crate::repair::repair(&text[at..*start], counts));
        let from = out.len();
        out.push_str(&crate::repair::repair(&text[*start..*end], counts));
        moved.push((from, out.len(), *kind));
        at = *end;
    }
    out.push_str(&crate::repair::repair(&text[at..], counts));
    (out, moved)
}

/// The marks as a layer, without white space at their ends.
fn marked(text: &str, marks: Marked) -> Vec<Mark> {
    let row = |(start, end, kind): (usize, usize, BlockKind)| {
        let inside = &text[start..end];
        let start = start + inside.len() - inside.trim_start().len();
        let span = start..start + inside.trim().len();
        (!span.is_empty()).then(|| u32::try_from(span.end).ok()).flatten()?;
        Some(Mark::new(Span::from_range(span), kind))
    };
    marks.into_iter().filter_map(row).collect()
}

/// The text with every run of white space as one space.
fn squeezed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
