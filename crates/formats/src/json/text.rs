//! Where an object keeps its text and its title.

use serde_json::Value;
use serde_json::value::RawValue;

use super::article::{string, value};
use super::fields::Fields;
use crate::fields::{FieldMap, plain as plain_name, two_texts, usual};

/// Plain text, in this order.
pub(crate) const PLAIN: &[&str] = &["text", "body_text", "body"];

/// The list of several bodies, of ninjs 2 and 3.
const BODIES: &str = "bodies";

/// HTML, in this order.
const HTML: &[&str] = &["body_html", "body_xhtml", "html"];

/// All of them, for formats that tell beforehand what their columns are.
#[cfg(feature = "parquet")]
pub(crate) const TEXT_AND_HTML: &[&str] = &["text", "body_text", "body", "body_html", "body_xhtml", "html"];

/// The body of an article.
pub(super) enum Body {
    /// As text.
    Plain(String),
    /// As a page, or a piece of one.
    Html(String),
}

/// The body of an article, and the field that it stands in: the one that the options name, else plain text before HTML.
///
/// # Errors
/// If there is none, or it is no string, or two fields may be it.
pub(super) fn body(fields: &mut Fields<'_>, map: &FieldMap) -> Result<(Body, String), String> {
    if let Some(name) = &map.text {
        return named(fields, "text", name).map(|text| (Body::Plain(text), name.clone()));
    }
    if let Some(name) = &map.html {
        return named(fields, "html", name).map(|html| (Body::Html(html), name.clone()));
    }
    let plain = fields.take_first(PLAIN);
    if let Some((name, text)) = usual_text(fields, plain)? {
        return Ok((Body::Plain(text), name));
    }
    if let Some((name, raw)) = plain {
        return string(name, raw).map(|text| (Body::Plain(text), name.to_owned()));
    }
    let bodies = bodies(fields)?;
    if let Some(body) = bodies.iter().find(|body| body.plain) {
        return Ok((Body::Plain(body.value.clone()), BODIES.to_owned()));
    }
    if let Some((name, raw)) = fields.take_first(HTML) {
        return string(name, raw).map(|html| (Body::Html(html), name.to_owned()));
    }
    match bodies.into_iter().next() {
        Some(body) => Ok((Body::Html(body.value), BODIES.to_owned())),
        None => other_body(fields)?.ok_or_else(|| no_text(fields)),
    }
}

/// The text that an option names.
fn named(fields: &mut Fields<'_>, option: &str, name: &str) -> Result<String, String> {
    let found = fields.take_path(name).filter(|raw| raw.get() != "null");
    match found {
        Some(raw) => string(name, raw),
        None => Err(format!("no field `{name}`, which `{option}` under [source] names: found {}", shown(fields))),
    }
}

/// The name and text of a field with another usual name, which must be the only one.
fn usual_text(
    fields: &mut Fields<'_>,
    plain: Option<(&'static str, &RawValue)>,
) -> Result<Option<(String, String)>, String> {
    let is_record = fields.get("meta").is_some_and(|meta| meta.get().starts_with('{'));
    if is_record {
        return Ok(None);
    }
    let words = usual("text");
    let is_text = |(name, raw): &(&str, &RawValue)| {
        raw.get().starts_with('"')
            && raw.get().len() > 2
            && !PLAIN.contains(name)
            && words.contains(&plain_name(name).as_str())
    };
    let found: Vec<_> = fields.iter().filter(is_text).map(|(name, raw)| (name.to_owned(), raw.get())).collect();
    let others = found.iter().map(|(name, raw)| (name.as_str(), *raw));
    let mut all = plain.map(|(name, raw)| (name, raw.get())).filter(|(_, raw)| raw.len() > 2).into_iter().chain(others);
    let Some((first, text)) = all.next() else { return Ok(None) };
    if let Some((second, _)) = all.find(|(_, raw)| *raw != text) {
        return Err(two_texts(first, second));
    }
    if plain.is_some_and(|(_, raw)| raw.get().len() > 2) {
        return Ok(None);
    }
    let first = first.to_owned();
    drop(all);
    let text = fields.take(&first).map(|raw| string(&first, raw)).transpose()?;
    Ok(text.map(|text| (first, text)))
}

/// The main one of ninjs 2's `headlines`, if there is no plain `headline`.
pub(super) fn headline(raw: &RawValue) -> Option<String> {
    let list = parts(&value("headlines", raw).ok()?)?;
    list.into_iter().next().map(|part| part.value)
}

/// A body of another kind, as ninjs 1 allows them (`body_xml`, `body_nitf`), or of a JSON Feed. Names that do not say that they are
/// text are those of markup.
fn other_body(fields: &mut Fields<'_>) -> Result<Option<(Body, String)>, String> {
    let is_body = |name: &&str| plain_name(name) == "contenthtml" || name.starts_with("body_");
    let filled = |name: &&str| fields.get(name).is_some_and(|raw| raw.get().starts_with('"'));
    let Some(name) = fields.names().filter(is_body).find(filled).map(str::to_owned) else { return Ok(None) };
    let body = fields.take(&name).map(|raw| string(&name, raw)).transpose()?;
    let kind = |body: String| if body.trim_start().starts_with('<') { Body::Html(body) } else { Body::Plain(body) };
    Ok(body.map(|body| (kind(body), name)))
}

fn bodies(fields: &Fields<'_>) -> Result<Vec<Part>, String> {
    let Some(raw) = fields.get(BODIES) else { return Ok(Vec::new()) };
    let bodies = value("bodies", raw)?;
    if bodies.is_null() {
        return Ok(Vec::new());
    }
    parts(&bodies).ok_or_else(|| "`bodies` is no list of objects with a `value`".to_owned())
}

/// One of several bodies or headlines.
struct Part {
    value: String,
    plain: bool,
    main: bool,
}

/// The parts, those in the role `main` first.
fn parts(list: &Value) -> Option<Vec<Part>> {
    let part = |part: &Value| {
        let text = |name: &str| part.get(name).and_then(Value::as_str);
        let kind = text("contentType").or_else(|| text("contenttype"));
        Some(Part {
            value: text("value")?.to_owned(),
            plain: kind.is_none_or(|kind| kind.trim().to_ascii_lowercase().starts_with("text/plain")),
            main: text("role") == Some("main"),
        })
    };
    let mut parts = list.as_array()?.iter().map(part).collect::<Option<Vec<_>>>()?;
    parts.sort_by_key(|part| !part.main);
    Some(parts)
}

fn no_text(fields: &mut Fields<'_>) -> String {
    let kind = fields.get("type").and_then(|raw| serde_json::from_str::<String>(raw.get()).ok());
    let what = match kind.as_deref() {
        Some(kind) if kind != "text" => format!("an item of type `{kind:.40}` without text"),
        _ => "no text".to_owned(),
    };
    format!("{what}: expected `text`, `body_text`, `body` or `html`, found {}", shown(fields))
}

/// The first names of the fields, for messages.
fn shown(fields: &Fields<'_>) -> String {
    let names: Vec<_> = fields.names().take(8).map(|name| format!("`{name:.40}`")).collect();
    if names.is_empty() { "nothing".to_owned() } else { names.join(", ") }
}
