//! NewsML 1: a `NewsItem`; and a `newsitem` of the Reuters Corpus.

use serde_json::{Map, Value};

use super::bodies::{paragraphs, put, put_text};
use crate::xml::Element;

/// An item of NewsML 1 as JSON; nothing if there is no text in it. Of several components the first with text is the article.
pub(super) fn read(item: &Element) -> Option<Map<String, Value>> {
    let mut json = Map::new();
    let identifier = item.at(&["Identification", "NewsIdentifier"]);
    let named = |name: &str| identifier.and_then(|identifier| identifier.child(name)).and_then(Element::text);
    put_text(&mut json, "id", named("PublicIdentifier").or_else(|| named("NewsItemId")));
    put_text(&mut json, "outlet", named("ProviderId"));
    put_text(&mut json, "version", named("RevisionId"));
    let managed = |name: &str| item.at(&["NewsManagement", name]).and_then(Element::text);
    put_text(&mut json, "firstCreated", managed("FirstCreated"));
    put_text(&mut json, "versionCreated", managed("ThisRevisionCreated"));
    let line = |name: &str| item.find("NewsLines").and_then(|lines| lines.child(name)).and_then(Element::text);
    put_text(&mut json, "headline", line("HeadLine"));
    put_text(&mut json, "by", line("ByLine"));
    put_text(&mut json, "dateline", line("DateLine"));
    put_text(&mut json, "slugline", line("SlugLine"));
    let language = item.find("Language").and_then(|language| language.attribute("FormalName"));
    put_text(&mut json, "language", language.map(str::to_owned));
    let contents = item.all().filter(|element| element.local() == "DataContent");
    let mut contents = contents.filter(|content| content.child("media-caption").is_none());
    contents.any(|content| put(&mut json, content)).then_some(json)
}

/// An item of the Reuters Corpus as JSON; nothing if there is no text in it.
pub(super) fn read_rcv1(item: &Element) -> Option<Map<String, Value>> {
    let mut json = Map::new();
    let text = |name: &str| item.child(name).and_then(Element::text);
    put_text(&mut json, "text", item.child("text").and_then(|text| paragraphs(text.elements())));
    if json.is_empty() {
        return None;
    }
    put_text(&mut json, "id", item.attribute("itemid").map(str::to_owned));
    put_text(&mut json, "contentCreated", item.attribute("date").map(str::to_owned));
    put_text(&mut json, "language", item.attribute("lang").map(str::to_owned));
    put_text(&mut json, "headline", text("headline").or_else(|| text("title")));
    put_text(&mut json, "by", text("byline"));
    put_text(&mut json, "dateline", text("dateline"));
    let said = |name: &str| {
        let element = item.all().find(|element| element.local() == "dc" && element.attribute("element") == Some(name));
        element.and_then(|element| element.attribute("value")).map(str::to_owned)
    };
    put_text(&mut json, "outlet", said("dc.publisher"));
    put_text(&mut json, "located", said("dc.creator.location"));
    let codes = item.all().filter(|element| element.local() == "code").filter_map(|code| code.attribute("code"));
    let codes: Vec<Value> = codes.map(Value::from).collect();
    if !codes.is_empty() {
        json.insert("codes".to_owned(), codes.into());
    }
    Some(json)
}
