//! Where an object keeps its text and its title.

use serde_json::Value;
use serde_json::value::RawValue;

use super::article::{string, value};
use super::fields::Fields;

/// Plain text, in this order.
const PLAIN: &[&str] = &["text", "body_text", "body"];

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

/// The body of an article: plain text before HTML.
///
/// # Errors
/// If there is none, or it is no string.
pub(super) fn body(fields: &mut Fields<'_>) -> Result<Body, String> {
    if let Some((name, raw)) = fields.take_first(PLAIN) {
        return string(name, raw).map(Body::Plain);
    }
    let bodies = bodies(fields)?;
    if let Some(body) = bodies.iter().find(|body| body.plain) {
        return Ok(Body::Plain(body.value.clone()));
    }
    if let Some((name, raw)) = fields.take_first(HTML) {
        return string(name, raw).map(Body::Html);
    }
    match bodies.into_iter().next() {
        Some(body) => Ok(Body::Html(body.value)),
        None => Err(no_text(fields)),
    }
}

/// The main one of ninjs 2's `headlines`, if there is no plain `headline`.
pub(super) fn headline(raw: &RawValue) -> Option<String> {
    let list = parts(&value("headlines", raw).ok()?)?;
    list.into_iter().next().map(|part| part.value)
}

fn bodies(fields: &Fields<'_>) -> Result<Vec<Part>, String> {
    let Some(raw) = fields.get("bodies") else { return Ok(Vec::new()) };
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
    let names: Vec<_> = fields.names().take(8).map(|name| format!("`{name:.40}`")).collect();
    let found = if names.is_empty() { "nothing".to_owned() } else { names.join(", ") };
    format!("{what}: expected `text`, `body_text`, `body` or `html`, found {found}")
}
