//! What a page says of its article for machines: title, byline, dates, language, address, outlet and more.

use copydesk_core::Meta;
use dom_query::{Document, NodeRef};
use serde_json::{Value, json};

use super::claims::Claims;
use super::json_ld::{self, Described};
use super::stamps::{self, Stamp};
use super::{people, squeezed};

/// The longest title believed, in bytes.
const LONGEST: usize = 400;
/// The most keywords kept.
const KEYWORDS: usize = 50;

/// What a page says.
pub(super) struct Said {
    pub(super) meta: Meta,
    /// Every title that the page gives the article, the likeliest first.
    pub(super) titles: Vec<String>,
    /// Whether it gives one beside the window's.
    pub(super) titled: bool,
    /// The names of the page's house.
    pub(super) houses: Vec<String>,
    /// The title of the window.
    pub(super) window: String,
    /// Whether JSON-LD gives the title.
    pub(super) described: bool,
    /// The house, where it is named as the author.
    pub(super) house: Option<String>,
    /// When it was published, by the best of what is said.
    pub(super) published: Option<Stamp>,
    pub(super) claims: Claims,
}

/// Reads what the page says in its head and its JSON-LD.
pub(super) fn read(document: &Document, scripts: &[String]) -> Said {
    let tags = MetaTags::of(document);
    let uri = tags.first(&["canonical"]).filter(|uri| uri.starts_with("http")).or_else(|| tags.first(&["og:url"]));
    let told = json_ld::described(scripts, uri.as_deref());
    let houses = houses(&tags, &told);
    let mut meta = Meta::default();
    meta.uri = uri.or_else(|| told.url.clone());
    meta.located.clone_from(&told.located);
    let titles = titles(document, &tags, &told, &houses);
    meta.headline = titles.first().cloned();
    let titled = tags.first(&["og:title", "twitter:title"]).is_some() || (told.article && told.headline.is_some());
    let described = told.article && told.headline.is_some();
    let published = published(&tags, &told);
    meta.version_created = modified(&tags, &told).map(|stamp| stamp.text);
    meta.by = by(&tags, &told, &houses);
    let house = told.authors.first().filter(|_| meta.by.is_none()).cloned();
    meta.language = language(document, &tags, &told);
    extra(&mut meta, &tags, &told);
    let claims = claims(&tags, told);
    let window = window(document);
    Said { meta, titles, titled, described, houses, window, house, published, claims }
}

impl Said {
    /// What stands behind the last bar of the window's title: the house, as a rule.
    pub(super) fn window_end(&self) -> Option<String> {
        let ends = BARS.iter().filter_map(|bar| self.window.rsplit_once(bar)).map(|(_, end)| end.to_owned());
        ends.min_by_key(String::len)
    }
}

fn claims(tags: &MetaTags, told: Described) -> Claims {
    let description =
        told.description.or_else(|| tags.first(&["og:description", "description", "twitter:description"]));
    let is_article = tags.first(&["og:type"]).is_some_and(|kind| kind.eq_ignore_ascii_case("article"));
    let dated = tags.first(&["article:published_time"]).is_some();
    Claims {
        body: told.body,
        words: told.words,
        description,
        article: told.article || is_article || dated,
        live: told.live,
    }
}

/// The page's `<meta>` tags: name or property in lower case, and content; and its canonical address.
struct MetaTags(Vec<(String, String)>);

impl MetaTags {
    fn of(document: &Document) -> Self {
        let tags = document.select("meta[content], link[rel=canonical]");
        let tag = |node: &NodeRef<'_>| {
            if let Some(address) = node.attr("href") {
                return Some(("canonical".to_owned(), address.trim().to_owned()));
            }
            let name = node.attr("property").or_else(|| node.attr("name")).or_else(|| node.attr("itemprop"))?;
            Some((name.trim().to_lowercase(), squeezed(&node.attr("content")?)))
        };
        Self(tags.nodes().iter().filter_map(tag).collect())
    }

    fn first(&self, names: &[&str]) -> Option<String> {
        names.iter().find_map(|name| self.all(name).next()).map(str::to_owned)
    }

    /// The contents of the tags whose names are like this.
    fn all_like(&self, like: fn(&str) -> bool) -> impl Iterator<Item = &str> {
        self.0.iter().filter(move |(known, _)| like(known)).map(|(_, content)| content.as_str())
    }

    fn all(&self, name: &str) -> impl Iterator<Item = &str> {
        let found = self.0.iter().filter(move |(known, content)| known == name && !content.is_empty());
        found.map(|(_, content)| content.as_str())
    }
}

fn houses(tags: &MetaTags, told: &Described) -> Vec<String> {
    let names = [tags.first(&["og:site_name"]), told.publisher.clone(), tags.first(&["application-name"])];
    let mut houses: Vec<String> = names.into_iter().flatten().collect();
    // "KNN" of "KNN News", and "Harbour Post" of "harbourpost.example".
    let short: Vec<String> = houses.iter().filter_map(|house| house.strip_suffix(" News").map(str::to_owned)).collect();
    houses.extend(short);
    houses
}

fn titles(document: &Document, tags: &MetaTags, told: &Described, houses: &[String]) -> Vec<String> {
    let window = window(document);
    let headline = told.headline.clone().filter(|_| told.article);
    let all = [headline, tags.first(&["og:title"]), tags.first(&["twitter:title"]), Some(without_last(&window))];
    let mut titles: Vec<String> = Vec::new();
    for title in all.into_iter().flatten() {
        let title = without_house(&squeezed(&title), houses);
        if !title.is_empty() && title.len() <= LONGEST && !titles.contains(&title) {
            titles.push(title);
        }
    }
    titles
}

/// The title of the window.
fn window(document: &Document) -> String {
    squeezed(&document.select_single("title").text())
}

/// What stands between a title and the name of the house.
pub(super) const BARS: [&str; 7] = [" | ", " — ", " – ", " - ", " » ", " :: ", " · "];

/// The window's title without what stands behind the last bar, if that leaves a title.
fn without_last(title: &str) -> String {
    let cut = BARS.iter().filter_map(|bar| title.rfind(bar)).max();
    let short = cut.map_or(title, |cut| &title[..cut]);
    if short.split_whitespace().count() >= 3 { short.to_owned() } else { title.to_owned() }
}

/// A title without the name of the house behind a bar.
fn without_house(title: &str, houses: &[String]) -> String {
    let mut title = title;
    loop {
        let last = BARS.iter().filter_map(|bar| title.rfind(bar).map(|at| (at, at + bar.len()))).max();
        let Some((cut, next)) = last else { return title.to_owned() };
        let behind = super::reading::letters(&title[next..]);
        let is_house = houses
            .iter()
            .map(|house| super::reading::letters(house))
            .any(|house| !house.is_empty() && (behind.contains(&house) || house.contains(&behind)));
        if !is_house {
            return title.to_owned();
        }
        title = &title[..cut];
    }
}

/// When the article was published: what says most (a time with its zone), of those the first in order of trust.
fn published(tags: &MetaTags, told: &Described) -> Option<Stamp> {
    const NAMES: [&str; 12] = [
        "article:published_time",
        "og:published_time",
        "article:published",
        "datepublished",
        "parsely-pub-date",
        "publish-date",
        "publishdate",
        "sailthru.date",
        "pubdate",
        "dc.date.issued",
        "dc.date",
        "date",
    ];
    let tagged = NAMES.iter().flat_map(|name| tags.all(name)).chain(tags.all_like(is_of_publication));
    let stamps: Vec<Stamp> = told.published.as_deref().into_iter().chain(tagged).filter_map(stamps::read).collect();
    best(stamps)
}

/// Whether a tag's name speaks of the time of publication in words of the page's own: "cms:first-published-at", "publicationTime".
fn is_of_publication(name: &str) -> bool {
    const TIMES: [&str; 4] = ["date", "time", "first", "_at"];
    const NOT: [&str; 5] = ["modif", "updat", "expir", "unpubl", "last"];
    let says = |words: &[&str]| words.iter().any(|word| name.contains(word));
    (name.contains("publish") || name.contains("publication")) && says(&TIMES) && !says(&NOT)
}

/// Of several stamps the first, or one of the same day that says more.
pub(super) fn best(stamps: Vec<Stamp>) -> Option<Stamp> {
    let first = stamps.first()?.clone();
    let same = stamps.into_iter().filter(|stamp| is_same(stamp, &first));
    // Of equal ranks the last that `max_by_key` sees wins, so they are seen from the end.
    same.rev_ranked().or(Some(first))
}

trait RevRanked: Iterator<Item = Stamp> + Sized {
    fn rev_ranked(self) -> Option<Stamp> {
        let all: Vec<Stamp> = self.collect();
        all.into_iter().rev().max_by_key(Stamp::rank)
    }
}

impl<I: Iterator<Item = Stamp>> RevRanked for I {}

/// Whether two stamps can be of one moment: the same day, give or take a zone.
fn is_same(one: &Stamp, other: &Stamp) -> bool {
    let day = |stamp: &Stamp| stamp.day().parse::<jiff::civil::Date>().ok();
    match (day(one), day(other)) {
        (Some(one), Some(other)) => (one - other).get_days().abs() <= 1,
        _ => false,
    }
}

fn modified(tags: &MetaTags, told: &Described) -> Option<Stamp> {
    let names = ["article:modified_time", "og:updated_time", "datemodified", "lastmod", "last-modified"];
    let tagged = names.iter().flat_map(|name| tags.all(name));
    best(told.modified.as_deref().into_iter().chain(tagged).filter_map(stamps::read).collect())
}

fn by(tags: &MetaTags, told: &Described, houses: &[String]) -> Option<String> {
    let tagged =
        ["author", "byl", "parsely-author", "dc.creator", "article:author", "sailthru.author", "cxenseparse:author"];
    let described = people::authors(told.authors.iter().map(String::as_str), houses);
    let labelled = (1..=2).find_map(|number| {
        let label = tags.first(&[&format!("twitter:label{number}")])?.to_lowercase();
        label.contains("written by").then(|| tags.first(&[&format!("twitter:data{number}")])).flatten()
    });
    described
        .or_else(|| tagged.iter().find_map(|name| people::authors(tags.all(name), houses)))
        .or_else(|| people::authors(labelled.as_deref(), houses))
}

fn language(document: &Document, tags: &MetaTags, told: &Described) -> Option<String> {
    let shaped = |tag: &str| {
        let tag = tag.trim().replace('_', "-");
        let shaped = (2..=12).contains(&tag.len()) && tag.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
        shaped.then_some(tag)
    };
    let page = document.select_single("html").attr("lang");
    let named = tags.first(&["og:locale", "content-language", "language"]);
    page.as_deref()
        .and_then(shaped)
        .or_else(|| told.language.as_deref().and_then(shaped))
        .or_else(|| named.as_deref().and_then(shaped))
}

/// What ninjs has no field for.
fn extra(meta: &mut Meta, tags: &MetaTags, told: &Described) {
    let mut put = |name: &str, value: Option<Value>| {
        if let Some(value) = value {
            meta.extra.insert(name.to_owned(), value);
        }
    };
    let keywords: Vec<String> = match told.keywords.is_empty() {
        false => told.keywords.clone(),
        true => {
            let tagged: Vec<&str> = tags.all("article:tag").collect();
            let listed =
                ["news_keywords", "keywords"].iter().find_map(|name| tags.all(name).next()).unwrap_or_default();
            let words = if tagged.is_empty() { listed.split(',').collect() } else { tagged };
            words.into_iter().map(|word| word.trim().to_owned()).filter(|word| !word.is_empty()).collect()
        }
    };
    put("outlet", tags.first(&["og:site_name"]).or_else(|| told.publisher.clone()).map(Value::from));
    put("section", told.section.clone().or_else(|| tags.first(&["article:section"])).map(Value::from));
    put("keywords", (!keywords.is_empty()).then(|| json!(keywords[..keywords.len().min(KEYWORDS)])));
    put("image", tags.first(&["og:image", "twitter:image"]).or_else(|| told.image.clone()).map(Value::from));
    put("imageCredit", told.image_credit.clone().map(Value::from));
    // Facebook's tag for what a reader must pay for.
    let tier = tags.first(&["article:content_tier"]).map(|tier| tier.eq_ignore_ascii_case("free"));
    put("isAccessibleForFree", told.free.or(tier).map(Value::from));
}
