//! An article as a JSON object.

use copydesk_core::source::{HowToRead, Place, ReadError};
use copydesk_core::{Article, Meta};
use serde_json::value::RawValue;
use serde_json::{Map, Value};

use super::depth::is_deeper;
use super::fields::Fields;
use super::text::{Body, body, headline};
use super::{Mapping, in_one_line, layers};
use crate::fields::{FieldMap, plain, usual};
use crate::lines::too_long;
use crate::words::Settling;
use crate::{html, mend, surrogates, words};

/// Makes an article of a JSON object; the doc of [`jsonl`](crate::jsonl) says how.
pub(crate) fn read(json: &str, place: &Place, how: &HowToRead, mapping: &Mapping<'_>) -> Result<Article, ReadError> {
    let failed = |why: String| ReadError::new(place.clone(), why);
    if is_deeper(json.as_bytes(), how.options.json_depth) {
        let why = format!("nested more than {} deep (`json-depth` under [source])", how.options.json_depth);
        return Err(failed(why));
    }
    let (json, halves) = surrogates::mended(json);
    let mut fields: Fields<'_> = serde_json::from_str(&json).map_err(|e| failed(in_one_line(&e)))?;
    let id = id(&mut fields, mapping.map).map_err(failed)?.unwrap_or_else(|| place.id());
    let mut article =
        build(fields, &id, place, how, mapping).map_err(|why| ReadError::new(place.clone(), why).of_article(id))?;
    if halves > 0 {
        article.repairs.insert("surrogates", halves);
    }
    Ok(article)
}

fn build(
    mut fields: Fields<'_>,
    id: &str,
    place: &Place,
    how: &HowToRead,
    mapping: &Mapping<'_>,
) -> Result<Article, String> {
    let (body, named) = body(&mut fields, mapping.map)?;
    let mut article = match body {
        Body::Plain(text) | Body::Html(text) if text.len() as u64 > how.options.max_bytes => {
            return Err(too_long(how.options.max_bytes));
        }
        Body::Html(html) => html::article_from_fragment(id, &html, how).map_err(|e| e.to_string())?,
        Body::Plain(text) if how.options.layers.is_empty() => mend::plain(id, text, how)?,
        Body::Plain(text) => mend::as_it_is(id, text)?,
    };
    layers::bring_along(&mut fields, &mut article, how)?;
    let page = std::mem::take(&mut article.meta);
    article.meta = words::over(meta(fields, how, mapping)?, page);
    if named != "text" {
        article.meta.read_from.insert(0, ("text", named));
    }
    article.meta.published = how.published.clone().or(article.meta.published);
    article.source = place.source();
    Ok(article)
}

/// The field that the options name, else `id`, else `uri`, else another usual name; nothing where none of them holds anything.
fn id(fields: &mut Fields<'_>, map: &FieldMap) -> Result<Option<String>, String> {
    if let Some(name) = &map.id {
        return fields.take_path(name).map_or(Ok(None), |raw| as_id(name, raw));
    }
    let own = match fields.take("id") {
        Some(raw) => as_id("id", raw)?,
        None => None,
    };
    match fields.get("uri") {
        Some(raw) if own.is_none() => as_id("uri", raw).map(|id| id.or_else(|| usual_id(fields))),
        _ => Ok(own.or_else(|| usual_id(fields))),
    }
}

/// An id under another usual name, where it is one.
fn usual_id(fields: &Fields<'_>) -> Option<String> {
    let named = |word: &str| fields.iter().find(|(name, _)| plain(name) == word);
    usual("id").iter().filter_map(|word| named(word)).find_map(|(name, raw)| as_id(name, raw).ok()?)
}

/// A number stands for its digits, as written.
fn as_id(name: &str, raw: &RawValue) -> Result<Option<String>, String> {
    let id = match kind(raw) {
        "null" => return Ok(None),
        "a number" => raw.get().to_owned(),
        _ => string(name, raw)?,
    };
    Ok((!id.is_empty()).then_some(id))
}

/// The words of a nested `meta`, as in our own records, above them those of the object itself, and above all what options name.
fn meta(mut fields: Fields<'_>, how: &HowToRead, mapping: &Mapping<'_>) -> Result<Meta, String> {
    let mut meta = Meta::default();
    let named = named(&mut fields, mapping.map)?;
    let nested = match fields.take("meta") {
        Some(raw) => value("meta", raw)?,
        None => Value::Null,
    };
    let of_record = nested.is_object();
    match nested {
        Value::Object(nested) => set_nested(&mut meta, nested),
        Value::Null => {}
        other => drop(meta.extra.insert("meta".to_owned(), other)),
    }
    let main = fields.get("headlines").and_then(headline);
    for (name, raw) in fields.rest() {
        let old_layer = of_record && kind(raw) == "a list" && how.known.iter().any(|info| info.name == name);
        if !old_layer {
            words::set(&mut meta, &name, value(&name, raw)?);
        }
    }
    for (word, name, value) in named {
        put(&mut meta, word, name, value);
    }
    words::settle(&mut meta, Settling { map: mapping.map, order: mapping.order, of_record });
    meta.headline = meta.headline.or(main);
    Ok(meta)
}

/// What the options name, taken out: the word for it, the name, the value.
fn named<'m>(fields: &mut Fields<'_>, map: &'m FieldMap) -> Result<Vec<(&'static str, &'m str, Value)>, String> {
    let mut named = Vec::new();
    for (word, name) in map.metadata() {
        if let Some(raw) = fields.take_path(name).filter(|raw| raw.get() != "null") {
            named.push((word, name, value(name, raw)?));
        }
    }
    Ok(named)
}

/// Puts what an option names in its place; what stood there is kept under `extra`.
fn put(meta: &mut Meta, word: &'static str, name: &str, value: Value) {
    let text = match value {
        Value::String(text) => text,
        other => other.to_string(),
    };
    meta.read_from.push((word, name.to_owned()));
    match meta.field_mut(word) {
        Some(field) => {
            if let Some(before) = field.replace(text) {
                meta.extra.insert(word.to_owned(), before.into());
            }
        }
        None => drop(meta.extra.insert(word.to_owned(), text.into())),
    }
}

/// The dates of publication of an object, as texts.
pub(super) fn dates(fields: &mut Fields<'_>, map: &FieldMap) -> Vec<String> {
    let text = |raw: &RawValue| serde_json::from_str::<String>(raw.get()).ok();
    match map.date.as_deref() {
        Some(name) => fields.take_path(name).and_then(text).into_iter().collect(),
        None => {
            let is_date = |name: &str| usual("contentCreated").contains(&plain(name).as_str());
            fields.iter().filter(|(name, _)| is_date(name)).filter_map(|(_, raw)| text(raw)).collect()
        }
    }
}

fn set_nested(meta: &mut Meta, nested: Map<String, Value>) {
    for (name, value) in nested {
        match value {
            Value::Object(extra) if name == "extra" => meta.extra.extend(extra),
            Value::String(anchor) if name == "anchor" => meta.published = Some(anchor),
            value => words::set(meta, &name, value),
        }
    }
}

pub(super) fn string(name: &str, raw: &RawValue) -> Result<String, String> {
    if kind(raw) != "a string" {
        return Err(format!("`{name}` is {}: expected a string", kind(raw)));
    }
    serde_json::from_str(raw.get()).map_err(|e| format!("in `{name}`: {}", in_one_line(&e)))
}

pub(super) fn value(name: &str, raw: &RawValue) -> Result<Value, String> {
    serde_json::from_str(raw.get()).map_err(|e| format!("in `{name:.40}`: {}", in_one_line(&e)))
}

fn kind(raw: &RawValue) -> &'static str {
    match raw.get().as_bytes().first() {
        Some(b'"') => "a string",
        Some(b'{') => "an object",
        Some(b'[') => "a list",
        Some(b't' | b'f') => "a boolean",
        Some(b'n') => "null",
        _ => "a number",
    }
}
