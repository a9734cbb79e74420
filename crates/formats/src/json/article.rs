//! An article as a JSON object.

use copydesk_core::source::{HowToRead, Place, ReadError};
use copydesk_core::{Article, Meta};
use serde_json::value::RawValue;
use serde_json::{Map, Value};

use super::depth::is_deeper;
use super::fields::Fields;
use super::text::{Body, body, headline};
use super::{in_one_line, layers};
use crate::lines::too_long;
use crate::{html, mend, surrogates, words};

/// Makes an article of a JSON object; the doc of [`jsonl`](crate::jsonl) says how.
pub(crate) fn read(json: &str, place: &Place, how: &HowToRead) -> Result<Article, ReadError> {
    let failed = |why: String| ReadError::new(place.clone(), why);
    if is_deeper(json.as_bytes(), how.options.json_depth) {
        let why = format!("nested more than {} deep (`json-depth` under [source])", how.options.json_depth);
        return Err(failed(why));
    }
    let (json, halves) = surrogates::mended(json);
    let mut fields: Fields<'_> = serde_json::from_str(&json).map_err(|e| failed(in_one_line(&e)))?;
    let id = id(&mut fields).map_err(failed)?.unwrap_or_else(|| place.id());
    let mut article =
        build(fields, &id, place, how).map_err(|why| ReadError::new(place.clone(), why).of_article(id))?;
    if halves > 0 {
        article.repairs.insert("surrogates", halves);
    }
    Ok(article)
}

fn build(mut fields: Fields<'_>, id: &str, place: &Place, how: &HowToRead) -> Result<Article, String> {
    let mut article = match body(&mut fields)? {
        Body::Plain(text) | Body::Html(text) if text.len() as u64 > how.options.max_bytes => {
            return Err(too_long(how.options.max_bytes));
        }
        Body::Html(html) => html::article_from_fragment(id, &html, how).map_err(|e| e.to_string())?,
        Body::Plain(text) if how.options.layers.is_empty() => mend::plain(id, text, how)?,
        Body::Plain(text) => mend::as_it_is(id, text)?,
    };
    layers::bring_along(&mut fields, &mut article, how)?;
    let page = std::mem::take(&mut article.meta);
    article.meta = words::over(meta(fields, how)?, page);
    article.meta.published.clone_from(&how.published);
    article.source = place.source();
    Ok(article)
}

/// `id`, else `uri`; nothing where neither holds anything.
fn id(fields: &mut Fields<'_>) -> Result<Option<String>, String> {
    let own = match fields.take("id") {
        Some(raw) => as_id("id", raw)?,
        None => None,
    };
    match fields.get("uri") {
        Some(raw) if own.is_none() => as_id("uri", raw),
        _ => Ok(own),
    }
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

/// The words of a nested `meta`, as in our own records, and above them those of the object itself.
fn meta(mut fields: Fields<'_>, how: &HowToRead) -> Result<Meta, String> {
    let mut meta = Meta::default();
    let nested = match fields.take("meta") {
        Some(raw) => value("meta", raw)?,
        None => Value::Null,
    };
    let is_record = nested.is_object();
    match nested {
        Value::Object(nested) => set_nested(&mut meta, nested),
        Value::Null => {}
        other => drop(meta.extra.insert("meta".to_owned(), other)),
    }
    let main = fields.get("headlines").and_then(headline);
    for (name, raw) in fields.rest() {
        let old_layer = is_record && kind(raw) == "a list" && how.known.iter().any(|info| info.name == name);
        if !old_layer {
            words::set(&mut meta, &name, value(&name, raw)?);
        }
    }
    words::settle(&mut meta);
    meta.headline = meta.headline.or(main);
    Ok(meta)
}

fn set_nested(meta: &mut Meta, nested: Map<String, Value>) {
    for (name, value) in nested {
        match value {
            Value::Object(extra) if name == "extra" => meta.extra.extend(extra),
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
