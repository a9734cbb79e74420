//! What a page's JSON-LD says of the article (schema.org's `NewsArticle` and its kin).

use std::collections::BTreeMap;

use serde_json::{Map, Value};

/// The most values looked at in all scripts of a page.
const MOST: usize = 4000;

/// An article as the page describes it for machines.
#[derive(Default, Debug)]
pub(super) struct Described {
    pub(super) headline: Option<String>,
    pub(super) authors: Vec<String>,
    pub(super) published: Option<String>,
    pub(super) modified: Option<String>,
    pub(super) language: Option<String>,
    pub(super) description: Option<String>,
    pub(super) body: Option<String>,
    pub(super) words: Option<usize>,
    pub(super) section: Option<String>,
    pub(super) keywords: Vec<String>,
    pub(super) url: Option<String>,
    pub(super) image: Option<String>,
    pub(super) image_credit: Option<String>,
    pub(super) publisher: Option<String>,
    pub(super) located: Option<String>,
    pub(super) free: Option<bool>,
    /// Whether it is called an article at all, and not a page.
    pub(super) article: bool,
    /// Whether it is a running story of posts.
    pub(super) live: bool,
}

/// The article that the scripts of a page describe; `address` is the page's own, where it is known.
pub(super) fn described(scripts: &[String], address: Option<&str>) -> Described {
    let values: Vec<Value> = scripts.iter().filter_map(|script| parsed(script)).collect();
    let objects = objects(&values);
    let kin = |kind: fn(&str) -> bool| objects.iter().copied().filter(move |object| is_kind(object, kind));
    let told = |object: &&Map<String, Value>| object.contains_key("headline") || object.contains_key("datePublished");
    let own = |object: &&Map<String, Value>| address.is_some_and(|address| is_at(object, address));
    let article = kin(is_article).find(own).or_else(|| kin(is_article).find(told)).or_else(|| kin(is_article).next());
    let Some(object) = article.or_else(|| kin(|kind| kind.ends_with("WebPage")).next()) else {
        return Described::default();
    };
    let known: BTreeMap<&str, &Map<String, Value>> = objects
        .iter()
        .filter(|object| object.len() > 1)
        .filter_map(|object| Some((object.get("@id")?.as_str()?, *object)))
        .collect();
    let mut read = Reader { object, known }.read();
    let house = kin(|kind| matches!(kind, "NewsMediaOrganization" | "Organization" | "WebSite"));
    let house = house.filter_map(|house| house.get("name").and_then(Value::as_str)).next();
    read.publisher = read.publisher.or_else(|| house.map(|house| house.trim().to_owned()));
    read.article = article.is_some();
    read.live = kin(|kind| kind == "LiveBlogPosting").next().is_some();
    read
}

/// The value of a script. Control characters inside strings, comments round it and commas too many are slips of content systems.
fn parsed(script: &str) -> Option<Value> {
    let script = script.trim().trim_start_matches("<!--").trim_end_matches("-->").trim();
    let script = script.trim_start_matches("//").trim_start().trim_start_matches("<![CDATA[");
    let script = script.trim_end().trim_end_matches("]]>").trim_end_matches("//").trim_end().trim_end_matches(';');
    let clean: String = script.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    serde_json::from_str(&clean).or_else(|_| serde_json::from_str(&mended(&clean))).ok()
}

/// JSON without commas before a closing bracket, and without halves of surrogate pairs.
fn mended(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    let (mut quoted, mut escaped) = (false, false);
    for c in json.chars() {
        if !quoted && matches!(c, '}' | ']') {
            let kept = out.trim_end().trim_end_matches(',').len();
            out.truncate(kept);
        }
        if c == '"' && !escaped {
            quoted = !quoted;
        }
        escaped = c == '\\' && !escaped;
        out.push(c);
    }
    crate::surrogates::mended(&out).0.into_owned()
}

/// All objects that may describe the article, in order.
fn objects(values: &[Value]) -> Vec<&Map<String, Value>> {
    const INTO: [&str; 6] = ["@graph", "mainEntity", "mainEntityOfPage", "hasPart", "author", "publisher"];
    let mut open: Vec<&Value> = values.iter().rev().collect();
    let mut found = Vec::new();
    while let Some(value) = open.pop().filter(|_| found.len() < MOST) {
        match value {
            Value::Array(values) => open.extend(values.iter().rev()),
            Value::Object(fields) => {
                found.push(fields);
                open.extend(INTO.iter().rev().filter_map(|name| fields.get(*name)).filter(|value| !value.is_string()));
            }
            _ => {}
        }
        if open.len() > MOST {
            break;
        }
    }
    found
}

fn is_kind(object: &Map<String, Value>, kind: fn(&str) -> bool) -> bool {
    match object.get("@type") {
        Some(Value::Array(kinds)) => kinds.iter().filter_map(Value::as_str).any(kind),
        Some(Value::String(found)) => kind(found),
        _ => false,
    }
}

fn is_article(kind: &str) -> bool {
    let kind = kind.rsplit(['/', ':', '#']).next().unwrap_or(kind);
    kind.ends_with("Article") || kind.ends_with("Posting") || kind == "Report" || kind == "Review"
}

/// Whether an object names this address as its own.
fn is_at(object: &Map<String, Value>, address: &str) -> bool {
    let path = |address: &str| address.split(['?', '#']).next().unwrap_or_default().trim_end_matches('/').to_owned();
    let main = object.get("mainEntityOfPage");
    let named = [object.get("url"), main, main.and_then(|main| main.get("@id")), object.get("@id")];
    named
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .any(|own| own.starts_with("http") && path(own) == path(address))
}

/// Reads one object, with what it refers to.
struct Reader<'a> {
    object: &'a Map<String, Value>,
    known: BTreeMap<&'a str, &'a Map<String, Value>>,
}

impl Reader<'_> {
    fn read(&self) -> Described {
        let image = self.object.get("image").and_then(first);
        let publisher = self.object.get("publisher").and_then(first);
        let place = ["dateline", "contentLocation", "locationCreated"].iter().find_map(|name| self.object.get(*name));
        Described {
            headline: self.text("headline").or_else(|| self.text("name")),
            authors: ["author", "creator"]
                .iter()
                .map(|name| self.names(name))
                .find(|names| !names.is_empty())
                .unwrap_or_default(),
            published: self.text("datePublished").or_else(|| self.text("dateCreated")),
            modified: self.text("dateModified"),
            language: self.text("inLanguage"),
            description: self.text("description"),
            body: self.text("articleBody"),
            words: self.number("wordCount"),
            section: self.object.get("articleSection").and_then(first).and_then(Value::as_str).map(str::to_owned),
            keywords: self.object.get("keywords").map(list).unwrap_or_default(),
            url: self.text("url").filter(|url| url.starts_with("http")),
            image: image.and_then(|image| image.as_str().or_else(|| image.get("url")?.as_str())).map(str::to_owned),
            image_credit: image.and_then(|image| self.name(image.get("creditText").or_else(|| image.get("author"))?)),
            publisher: publisher.and_then(|publisher| self.name(publisher)),
            located: place.and_then(first).and_then(|place| self.name(place)),
            free: self.object.get("isAccessibleForFree").and_then(truth),
            article: false,
            live: false,
        }
    }

    fn text(&self, name: &str) -> Option<String> {
        let text = first(self.object.get(name)?)?;
        let text = match text {
            Value::Number(number) => number.to_string(),
            text => text.as_str()?.trim().to_owned(),
        };
        let text = html_escape::decode_html_entities(&text).into_owned();
        (!text.is_empty()).then_some(text)
    }

    fn number(&self, name: &str) -> Option<usize> {
        let value = self.object.get(name)?;
        value
            .as_u64()
            .map(|number| usize::try_from(number).unwrap_or(usize::MAX))
            .or_else(|| value.as_str()?.trim().parse().ok())
    }

    /// "A", {"name": "A"}, {"@id": "..."}, or a list of these.
    fn names(&self, name: &str) -> Vec<String> {
        match self.object.get(name) {
            Some(Value::Array(people)) => people.iter().filter_map(|person| self.name(person)).collect(),
            Some(Value::Object(person)) => match person.get("name") {
                Some(Value::Array(names)) => names.iter().filter_map(|name| self.name(name)).collect(),
                _ => self.object.get(name).and_then(|person| self.name(person)).into_iter().collect(),
            },
            Some(person) => self.name(person).into_iter().collect(),
            None => Vec::new(),
        }
    }

    /// The name of a person, a house or a place, which may be described elsewhere in the scripts.
    fn name(&self, of: &Value) -> Option<String> {
        let direct = of.as_str().or_else(|| of.get("name").and_then(first).and_then(Value::as_str));
        let referred = || self.known.get(of.get("@id")?.as_str()?)?.get("name").and_then(first)?.as_str();
        let name = direct.or_else(referred)?.trim();
        let name = html_escape::decode_html_entities(name).into_owned();
        (!name.is_empty() && !name.starts_with("http")).then_some(name)
    }
}

fn first(value: &Value) -> Option<&Value> {
    match value {
        Value::Array(values) => values.first(),
        value => Some(value),
    }
}

/// "a, b", or a list.
fn list(value: &Value) -> Vec<String> {
    let words: Vec<&str> = match value {
        Value::Array(values) => values.iter().filter_map(Value::as_str).collect(),
        value => value.as_str().map(|words| words.split(',').collect()).unwrap_or_default(),
    };
    words.into_iter().map(str::trim).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

fn truth(value: &Value) -> Option<bool> {
    match value {
        Value::Bool(truth) => Some(*truth),
        Value::String(word) if word.eq_ignore_ascii_case("true") => Some(true),
        Value::String(word) if word.eq_ignore_ascii_case("false") => Some(false),
        _ => None,
    }
}
