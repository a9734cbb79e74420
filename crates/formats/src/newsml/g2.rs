//! NewsML-G2: a `newsItem`.

use serde_json::{Map, Value};

use super::bodies::{put, put_text};
use crate::xml::Element;

/// Elements that hold content in the file.
const INLINE: [&str; 2] = ["inlineXML", "inlineData"];

/// Whether an item holds text: content in the file that is not said to be something else.
pub(super) fn has_content(item: &Element) -> bool {
    item.child("contentSet").is_some_and(|set| contents(set).next().is_some())
}

/// The contents of an item that may be text. What is encoded is not, and of renditions the first stands for all.
fn contents(set: &Element) -> impl Iterator<Item = &Element> {
    set.elements().filter(|content| {
        let kind = content.attribute("contenttype").unwrap_or("text/plain");
        let text = kind.starts_with("text/") || kind.contains("xml") || kind.contains("nitf");
        INLINE.contains(&content.local()) && content.attribute("encoding").is_none() && text
    })
}

/// An item as JSON; nothing if there is no text in it.
pub(super) fn read(item: &Element) -> Option<Map<String, Value>> {
    let mut json = Map::new();
    let text = |path: &[&str]| item.at(path).and_then(Element::text);
    let named = |path: &[&str]| {
        let element = item.at(path)?;
        let name = element.child("name").and_then(Element::text);
        name.or_else(|| element.attribute("literal").or_else(|| element.attribute("qcode")).map(str::to_owned))
    };
    let tag = |path: &[&str], name: &str| item.at(path)?.attribute(name).map(str::to_owned);
    put_text(&mut json, "id", item.attribute("guid").map(str::to_owned));
    put_text(&mut json, "uri", item.attribute("guid").map(str::to_owned));
    put_text(&mut json, "version", item.attribute("version").map(str::to_owned));
    put_text(&mut json, "headline", text(&["contentMeta", "headline"]).or_else(|| text(&["itemMeta", "title"])));
    let creator = text(&["contentMeta", "by"]).or_else(|| named(&["contentMeta", "creator"]));
    put_text(&mut json, "by", creator);
    put_text(&mut json, "located", named(&["contentMeta", "located"]).or_else(|| text(&["contentMeta", "dateline"])));
    let language = tag(&["contentMeta", "language"], "tag").or_else(|| item.attribute("lang").map(str::to_owned));
    put_text(&mut json, "language", language);
    put_text(&mut json, "contentCreated", text(&["contentMeta", "contentCreated"]));
    put_text(&mut json, "versionCreated", text(&["itemMeta", "versionCreated"]));
    put_text(&mut json, "firstCreated", text(&["itemMeta", "firstCreated"]));
    put_text(&mut json, "outlet", named(&["itemMeta", "provider"]));
    put_text(&mut json, "pubStatus", tag(&["itemMeta", "pubStatus"], "qcode"));
    put_text(&mut json, "slugline", text(&["contentMeta", "slugline"]));
    let subjects = item.child("contentMeta").into_iter().flat_map(Element::elements);
    let subjects: Vec<Value> = subjects.filter(|element| element.local() == "subject").map(subject).collect();
    if !subjects.is_empty() {
        json.insert("subject".to_owned(), subjects.into());
    }
    let set = item.child("contentSet")?;
    contents(set).any(|content| put(&mut json, content)).then_some(json)
}

/// A subject: its code, and its name where it has one.
fn subject(subject: &Element) -> Value {
    let code = subject.attribute("qcode").or_else(|| subject.attribute("literal")).or_else(|| subject.attribute("uri"));
    let name = subject.child("name").and_then(Element::text);
    let fields = [("code", code.map(str::to_owned)), ("name", name)];
    let fields = fields.into_iter().filter_map(|(field, value)| Some((field.to_owned(), value?.into())));
    Value::Object(fields.collect())
}
