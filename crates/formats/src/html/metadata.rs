//! What a page says of its article: title, byline, dates, language, address.

use copydesk_core::Meta;
use dom_query::{Document, NodeRef};

use super::json_ld;
use super::prune::squeezed;

/// The longest byline or title believed, in bytes.
const LONGEST: usize = 400;

/// Reads the page's metadata. Open Graph is written for people who share the page, and is trusted before JSON-LD.
pub(super) fn read(document: &Document, scripts: &[String]) -> Meta {
    let mut meta = Meta::default();
    let tags = MetaTags::of(document);
    meta.headline = tags.first(&["og:title", "twitter:title"]);
    meta.content_created =
        tags.first(&["article:published_time", "og:published_time", "parsely-pub-date", "datepublished"]);
    meta.version_created = tags.first(&["article:modified_time", "og:updated_time", "datemodified"]);
    meta.uri = tags.first(&["og:url"]);
    json_ld::fill(&mut meta, scripts);
    meta.by = meta.by.or_else(|| tags.first(&["author", "byl", "parsely-author", "dc.creator", "article:author"]));
    meta.by = meta.by.filter(|by| !by.starts_with("http")).or_else(|| marked_author(document));
    meta.content_created =
        meta.content_created.or_else(|| tags.first(&["pubdate", "date", "dc.date", "dc.date.issued"]));
    meta.content_created = meta.content_created.or_else(|| time(document));
    meta.headline = meta.headline.or_else(|| heading(document)).or_else(|| title(document));
    meta.language =
        language(document).or(meta.language).or_else(|| tags.first(&["og:locale"]).map(|tag| tag.replace('_', "-")));
    meta.headline = meta.headline.map(|title| squeezed(&title)).filter(|title| !title.is_empty());
    meta.by = meta.by.map(|by| squeezed(&by)).filter(|by| !by.is_empty() && by.len() <= LONGEST);
    meta
}

/// The page's `<meta>` tags: name or property in lower case, and content.
struct MetaTags(Vec<(String, String)>);

impl MetaTags {
    fn of(document: &Document) -> Self {
        let tags = document.select("meta[content]");
        let tag = |node: &NodeRef<'_>| {
            let name = node.attr("property").or_else(|| node.attr("name")).or_else(|| node.attr("itemprop"))?;
            Some((name.trim().to_lowercase(), node.attr("content")?.trim().to_owned()))
        };
        Self(tags.nodes().iter().filter_map(tag).collect())
    }

    fn first(&self, names: &[&str]) -> Option<String> {
        let found = |name: &&str| self.0.iter().find(|(known, content)| known == name && !content.is_empty());
        names.iter().find_map(found).map(|(_, content)| content.clone())
    }
}

fn marked_author(document: &Document) -> Option<String> {
    let marked = document.select_single("[rel=author], [itemprop=author]");
    let by = squeezed(&marked.text());
    let by = by.strip_prefix("By ").unwrap_or(&by).to_owned();
    (!by.is_empty() && by.len() < 100).then_some(by)
}

fn time(document: &Document) -> Option<String> {
    let marked = document.select_single("[itemprop=datePublished]");
    let marked = marked.attr("content").or_else(|| marked.attr("datetime"));
    let time = marked.or_else(|| document.select_single("time[datetime]").attr("datetime"))?;
    let time = time.trim();
    time.starts_with(|c: char| c.is_ascii_digit()).then(|| time.to_owned())
}

/// The page's one `<h1>`.
fn heading(document: &Document) -> Option<String> {
    let headings = document.select("h1");
    (headings.length() == 1)
        .then(|| squeezed(&headings.text()))
        .filter(|title| !title.is_empty() && title.len() < LONGEST)
}

/// The window's title, without the name of the site behind a bar.
fn title(document: &Document) -> Option<String> {
    let title = squeezed(&document.select_single("title").text());
    let cut = [" | ", " — ", " – ", " - ", " » "].iter().filter_map(|bar| title.rfind(bar)).max();
    let short = cut.map_or(title.as_str(), |cut| &title[..cut]);
    let kept = if short.split_whitespace().count() >= 3 { short } else { &title };
    (!kept.is_empty()).then(|| kept.to_owned())
}

fn language(document: &Document) -> Option<String> {
    let tag = document.select_single("html").attr("lang")?;
    let tag = tag.trim();
    let shaped = tag.len() <= 12 && tag.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    (shaped && !tag.is_empty()).then(|| tag.to_owned())
}
