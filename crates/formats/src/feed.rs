//! Source `feed`: RSS (0.9 to 2.0) and Atom.
//!
//! Every `<item>` or `<entry>` is an article. Its text is `content:encoded`, or an entry's `content`, read as a page is; where
//! there is only a teaser (`description`, `summary`), that is the text, and `meta.extra.teaser` says so. `guid`, `link`, `title`,
//! `pubDate`, `dc:creator`, the categories and the feed's own title (as `meta.extra.outlet`) and language come along.
//!
//! Items are read one by one, so that a feed may be of any length. One that is damaged ends the file, after those before it.
//! JSON Feed is read by [`ninjs`](crate::ninjs), as all JSON is.

use copydesk_core::source::{HowToRead, Input, Place, Raw, RawRecords, ReadError, Source};
use copydesk_core::{Article, BuildContext, StageError, register_source};
use serde_json::{Map, Value};

use crate::NoOptions;
use crate::fields::FieldMap;
use crate::published::DateOrder;
use crate::said::or_said;
use crate::xml::{Element, Piece, Xml};

/// What is said of a feed without items.
pub(crate) const NO_ITEMS: &str = "a feed without items";

/// The source of feeds.
pub struct Feed;

/// An item, with what its feed says of itself.
pub struct Item(Map<String, Value>);

impl Source for Feed {
    const NAME: &'static str = "feed";
    const ABOUT: &'static str = "RSS and Atom feeds, an item an article";
    const EXTENSIONS: &'static [&'static str] = &["rss", "atom", "rdf"];
    type Config = NoOptions;
    type Record = Item;

    fn build(_: NoOptions, _: &BuildContext<'_>) -> Result<Self, StageError> {
        Ok(Self)
    }

    fn open(&self, input: Input) -> Result<RawRecords<Item>, ReadError> {
        let skips = input.skips.clone();
        let (mut xml, place) = Xml::open(input)?;
        let root = crate::newsml::root(&mut xml, &place)?;
        let is_feed = matches!(root.local(), "rss" | "feed" | "RDF");
        if !is_feed {
            return Err(ReadError::new(place, format!("not a feed: the file begins with <{:.40}>", root.name)));
        }
        let raw = |(json, place, bytes)| Raw::new(Item(json), place, bytes);
        let items = items(xml, place, &root).map(move |item| item.map(raw));
        Ok(or_said(Box::new(items), skips, NO_ITEMS))
    }

    fn parse(&self, item: Item, place: &Place, how: &HowToRead) -> Result<Article, ReadError> {
        FieldMap::default().article(&Value::Object(item.0).to_string(), DateOrder::Auto, place, how)
    }
}

/// An item as JSON, where it stands, and about how long it is.
type Found = Result<(Map<String, Value>, Place, usize), ReadError>;

/// The items of a feed whose first element has been read.
pub(crate) fn items(mut xml: Xml, place: Place, root: &Element) -> impl Iterator<Item = Found> + Send + use<> {
    let language = root.attribute("lang").map(str::to_owned);
    let mut about = About { title: None, language };
    let mut ended = false;
    std::iter::from_fn(move || {
        while !ended {
            let line = xml.line();
            let failed = |why: String| {
                let place = place.clone().at_line(line);
                Some(Err(ReadError::new(place, format!("cannot be read any further: {why}"))))
            };
            let element = match xml.next() {
                Ok(Some(Piece::Start(element))) if element.local() == "channel" && element.name != "image" => continue,
                Ok(Some(Piece::Start(element))) => element,
                Ok(Some(Piece::End | Piece::Text(_))) => continue,
                Ok(None) => return None,
                Err(why) => {
                    ended = true;
                    return failed(why);
                }
            };
            match xml.whole(element) {
                Ok(item) if matches!(item.local(), "item" | "entry") => {
                    let json = about.item(&item);
                    let bytes = json.values().filter_map(Value::as_str).map(str::len).sum();
                    return Some(Ok((json, place.clone().at_line(item.line), bytes)));
                }
                Ok(other) => about.add(&other),
                Err(why) => {
                    ended = true;
                    return failed(why);
                }
            }
        }
        None
    })
}

/// What a feed says of itself.
struct About {
    title: Option<String>,
    language: Option<String>,
}

impl About {
    fn add(&mut self, element: &Element) {
        match element.name.as_str() {
            "title" => self.title = element.text(),
            "language" | "dc:language" => self.language = element.text(),
            _ => {}
        }
    }

    fn item(&self, item: &Element) -> Map<String, Value> {
        let mut json = Map::new();
        let mut put = |name: &str, value: Option<String>| {
            if let Some(value) = value {
                json.insert(name.to_owned(), value.into());
            }
        };
        let text = |name: &str| item.named(name).find_map(Element::text);
        put("id", text("guid").or_else(|| text("id")));
        put("uri", link(item));
        put("headline", text("title"));
        put("contentCreated", text("pubDate").or_else(|| text("published")).or_else(|| text("dc:date")));
        put("versionCreated", text("updated").or_else(|| text("dcterms:modified")));
        put(
            "by",
            text("dc:creator")
                .or_else(|| item.at(&["author", "name"]).and_then(Element::text))
                .or_else(|| text("author")),
        );
        put("language", self.language.clone());
        put("outlet", self.title.clone());
        let whole = item.named("content:encoded").chain(item.named("content")).find_map(body);
        let teaser = ["description", "summary"].into_iter().flat_map(|name| item.named(name)).find_map(body);
        let is_teaser = whole.is_none();
        if let Some((name, body)) = whole.or(teaser) {
            put(name, Some(body));
        }
        let kinds =
            item.named("category").filter_map(|kind| kind.text().or_else(|| kind.attribute("term").map(str::to_owned)));
        let kinds: Vec<Value> = kinds.map(Value::from).collect();
        if is_teaser {
            json.insert("teaser".to_owned(), true.into());
        }
        if !kinds.is_empty() {
            json.insert("categories".to_owned(), kinds.into());
        }
        json
    }
}

/// The address of an item: that of the page, of several links.
fn link(item: &Element) -> Option<String> {
    let page = |link: &&Element| link.attribute("rel").is_none_or(|rel| rel == "alternate");
    item.named("link").filter(page).find_map(|link| link.text().or_else(|| link.attribute("href").map(str::to_owned)))
}

/// A body, and whether it is plain text or HTML.
fn body(element: &Element) -> Option<(&'static str, String)> {
    let kind = element.attribute("type").unwrap_or_default();
    let inside = if element.elements().next().is_some() { element.html() } else { element.plain() };
    if inside.trim().is_empty() {
        return None;
    }
    let is_markup = kind.contains("html") || inside.contains("</") || inside.contains("<p") || inside.contains("<br");
    Some(if is_markup { ("body_html", inside) } else { ("text", inside.trim().to_owned()) })
}

register_source!(Feed);
