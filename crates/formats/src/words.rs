//! The words by which articles bring their metadata.
//!
//! The IPTC's ninjs words are read as they are. The [usual names](crate::fields::USUAL) stand for them in the data of other
//! programs; a ninjs word beside them wins. Only text counts, of authors also a list of it and of dates also numbers: anything
//! else under such a name is kept in `extra`, unchanged.

use copydesk_core::Meta;
use serde_json::Value;

use crate::fields::{FieldMap, NO_DATE, plain, usual};
use crate::published::{DateOrder, read_value};

/// Where metadata keeps the newspaper or site, which ninjs has no plain word for.
const OUTLET: &str = "outlet";

/// The dates of an article, in the order in which they count.
const DATES: [&str; 3] = ["contentCreated", "versionCreated", "firstCreated"];

/// Puts what came with an article in its places.
///
/// Null stands for nothing; a name given twice counts as last given.
pub(crate) fn set(meta: &mut Meta, name: &str, value: Value) {
    match value {
        Value::Null if meta.field_mut(name).is_some() => {}
        Value::String(text) if is_ninjs(name) => {
            *meta.field_mut(name).expect("a ninjs word names a field") = Some(text);
        }
        value => {
            meta.extra.insert(name.to_owned(), value);
        }
    }
}

/// How a source puts metadata in its places.
#[derive(Clone, Copy)]
pub(crate) struct Settling<'m> {
    pub(crate) map: &'m FieldMap,
    pub(crate) order: DateOrder,
    /// Whether the metadata is that of a record, whose `source` is no newspaper.
    pub(crate) of_record: bool,
}

/// Moves what stands under usual names to the ninjs words that are still free, and reads the dates.
pub(crate) fn settle(meta: &mut Meta, how: Settling<'_>) {
    let mut names: Vec<_> = meta.extra.keys().map(|name| (plain(name), name.clone())).collect();
    if how.of_record {
        names.retain(|(_, name)| name != "source");
    }
    for word in ["headline", "by", "language", "uri", "firstCreated", "versionCreated"] {
        if field(meta, word).is_some() {
            continue;
        }
        let found =
            candidates(word, &names).find(|name| meta.extra.get(*name).and_then(|value| text(word, value)).is_some());
        if let Some(name) = found
            && let Some(value) = meta.extra.shift_remove(name)
        {
            *field(meta, word) = text(word, &value);
            meta.read_from.push((word, name.to_owned()));
        }
    }
    outlet(meta, &names);
    dates(meta, &names, how);
}

fn field<'m>(meta: &'m mut Meta, word: &str) -> &'m mut Option<String> {
    meta.field_mut(word).expect("a ninjs word names a field")
}

/// The names in use that usually stand for a word, in the order in which they count.
fn candidates<'n>(word: &str, names: &'n [(String, String)]) -> impl Iterator<Item = &'n str> {
    let of = |usual: &'static str| names.iter().filter(move |(plain, _)| plain == usual).map(|(_, name)| name.as_str());
    usual(word).iter().flat_map(move |usual| of(usual))
}

/// A text, or of authors a list of them as one.
fn text(word: &str, value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Array(list) if word == "by" && !list.is_empty() => {
            let name = |author: &Value| author.as_str().or_else(|| author.get("name")?.as_str()).map(str::to_owned);
            list.iter().map(name).collect::<Option<Vec<_>>>().map(|texts| texts.join(", "))
        }
        _ => None,
    }
}

/// Keeps the newspaper under one name: a text, or the `name` of an object.
fn outlet(meta: &mut Meta, names: &[(String, String)]) {
    let name_of = |value: &Value| value.as_str().or_else(|| value.get("name")?.as_str()).map(str::to_owned);
    let found = candidates(OUTLET, names).find_map(|name| Some((name, name_of(meta.extra.get(name)?)?)));
    if let Some((name, outlet)) = found.filter(|(name, _)| *name != OUTLET) {
        if meta.extra.get(name).is_some_and(Value::is_string) {
            meta.extra.shift_remove(name);
        }
        meta.extra.insert(OUTLET.to_owned(), outlet.into());
        meta.read_from.push((OUTLET, name.to_owned()));
    }
}

/// Writes the dates that can be read as ISO 8601. Of the date of publication the first under any of its names that can be read
/// counts; what cannot is kept as it came.
fn dates(meta: &mut Meta, names: &[(String, String)], how: Settling<'_>) {
    if how.map.date.as_deref() == Some(NO_DATE) {
        for word in DATES {
            if let Some(date) = field(meta, word).take() {
                meta.extra.entry(word).or_insert(date.into());
            }
        }
        return;
    }
    for word in DATES {
        let date = field(meta, word);
        let Some(text) = date.as_deref().filter(|text| !text.trim().is_empty()) else { continue };
        match crate::published::read(text, how.order) {
            Some(read) => *date = Some(read),
            None => {
                let unread = format!("{word} = {text:?}");
                meta.unread_date.get_or_insert(unread);
            }
        }
    }
    let is_read =
        |date: &Option<String>| date.as_deref().is_some_and(|date| crate::published::read(date, how.order).is_some());
    if is_read(&meta.content_created) || how.map.date.is_some() {
        return;
    }
    for name in candidates(DATES[0], names) {
        let Some(value) = meta.extra.get(name).filter(|value| !is_blank(value)) else { continue };
        let Some(read) = read_value(value, how.order) else {
            let unread = format!("{name:.40} = {value}");
            meta.unread_date.get_or_insert(unread);
            continue;
        };
        let (name, word) = (name.to_owned(), DATES[0]);
        meta.extra.shift_remove(&name);
        if let Some(unread) = meta.content_created.replace(read) {
            meta.extra.entry(word).or_insert(unread.into());
        }
        meta.read_from.push((word, name));
        return;
    }
}

fn is_blank(value: &Value) -> bool {
    value.is_null() || value.as_str().is_some_and(|text| text.trim().is_empty())
}

/// What is said beside a page, and of everything else what the page says of itself.
pub(crate) fn over(mut beside: Meta, page: Meta) -> Meta {
    let Meta { uri, headline, by, located, language, first_created, content_created, version_created, .. } = page;
    beside.uri = beside.uri.or(uri);
    beside.headline = beside.headline.or(headline);
    beside.by = beside.by.or(by);
    beside.located = beside.located.or(located);
    beside.language = beside.language.or(language);
    beside.first_created = beside.first_created.or(first_created);
    beside.content_created = beside.content_created.or(content_created);
    beside.version_created = beside.version_created.or(version_created);
    for (name, value) in page.extra {
        beside.extra.entry(name).or_insert(value);
    }
    beside
}

/// Whether a name is a word of ninjs 2 or 3. Those of ninjs 1 in small letters give way to them.
fn is_ninjs(name: &str) -> bool {
    let old = ["byline", "firstcreated", "contentcreated", "versioncreated"].contains(&name);
    !old && Meta::default().field_mut(name).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settled(json: &str) -> String {
        let mut meta = Meta::default();
        let values: serde_json::Map<String, Value> = serde_json::from_str(json).unwrap();
        for (name, value) in values {
            set(&mut meta, &name, value);
        }
        settle(&mut meta, Settling { map: &FieldMap::default(), order: DateOrder::Auto, of_record: false });
        serde_json::to_string(&meta).unwrap()
    }

    #[test]
    fn other_words_stand_for_ninjs_words() {
        let table = [
            (r#"{"headline":"Vote","by":null,"located":"Kelmouth"}"#, r#"{"headline":"Vote","located":"Kelmouth"}"#),
            (r#"{"title":"Vote","author":"M. Orr"}"#, r#"{"headline":"Vote","by":"M. Orr"}"#),
            (r#"{"title":"b","headline":"a"}"#, r#"{"headline":"a","extra":{"title":"b"}}"#),
            (
                r#"{"date":"2024-05-14","published":"2024-05-15"}"#,
                r#"{"contentCreated":"2024-05-15","extra":{"date":"2024-05-14"}}"#,
            ),
            (r#"{"date":20240514}"#, r#"{"contentCreated":"2024-05-14"}"#),
            (r#"{"Published_At":1707903000}"#, r#"{"contentCreated":"2024-02-14T09:30:00Z"}"#),
            (
                r#"{"contentCreated":"soon","date":"Feb 30","pubDate":"Wed, 14 Feb 2024 09:30:00 GMT"}"#,
                r#"{"contentCreated":"2024-02-14T09:30:00Z","extra":{"date":"Feb 30","contentCreated":"soon"}}"#,
            ),
            (r#"{"date":"Feb 30"}"#, r#"{"extra":{"date":"Feb 30"}}"#),
            (r#"{"AUTHORS":["M. Orr","A. Okafor"]}"#, r#"{"by":"M. Orr, A. Okafor"}"#),
            (
                r#"{"Source":"Kelmouth Echo","URL":"https://echo.example/1"}"#,
                r#"{"uri":"https://echo.example/1","extra":{"outlet":"Kelmouth Echo"}}"#,
            ),
            (
                r#"{"source":{"id":7,"name":"Kelmouth Echo"}}"#,
                r#"{"extra":{"source":{"id":7,"name":"Kelmouth Echo"},"outlet":"Kelmouth Echo"}}"#,
            ),
            (r#"{"headline":["a"],"desk":{"id":7}}"#, r#"{"extra":{"headline":["a"],"desk":{"id":7}}}"#),
        ];
        for (json, expected) in table {
            assert_eq!(settled(json), expected);
        }
    }
}
