//! What a page's JSON-LD says of the article (schema.org's `NewsArticle` and its kin).

use copydesk_core::Meta;
use serde_json::Value;

/// The most values looked at in one script.
const MOST: usize = 2000;

/// Fills what `meta` lacks from the first article described in the scripts.
pub(super) fn fill(meta: &mut Meta, scripts: &[String]) {
    for script in scripts {
        let script = script.trim().trim_start_matches("<!--").trim_end_matches("-->");
        // A control character inside a string is a common slip of content systems.
        let clean: String = script.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        if let Ok(value) = serde_json::from_str::<Value>(&clean)
            && let Some(article) = article(&value)
        {
            read(meta, article);
            return;
        }
    }
}

/// The first object whose type is some article, at any depth.
fn article(value: &Value) -> Option<&Value> {
    let mut open = vec![value];
    for _ in 0..MOST {
        let value = open.pop()?;
        if is_article(value) {
            return Some(value);
        }
        match value {
            Value::Array(values) => open.extend(values.iter().rev()),
            Value::Object(fields) => open.extend(fields.get("@graph").into_iter().chain(fields.get("mainEntity"))),
            _ => {}
        }
    }
    None
}

fn is_article(value: &Value) -> bool {
    let named = |kind: &Value| {
        let kind = kind.as_str().unwrap_or("");
        kind.ends_with("Article") || kind.ends_with("Posting") || kind == "Report"
    };
    match value.get("@type") {
        Some(Value::Array(kinds)) => kinds.iter().any(named),
        Some(kind) => named(kind),
        None => false,
    }
}

fn read(meta: &mut Meta, article: &Value) {
    let text = |name: &str| article.get(name).and_then(Value::as_str).map(str::trim).filter(|text| !text.is_empty());
    let fill = |field: &mut Option<String>, found: Option<&str>| {
        if field.is_none() {
            *field = found.map(str::to_owned);
        }
    };
    fill(&mut meta.headline, text("headline"));
    fill(&mut meta.content_created, text("datePublished").or_else(|| text("dateCreated")));
    fill(&mut meta.version_created, text("dateModified"));
    fill(&mut meta.language, text("inLanguage"));
    if meta.by.is_none() {
        meta.by = article.get("author").and_then(names);
    }
}

/// "A", {"name": "A"}, or a list of these.
fn names(author: &Value) -> Option<String> {
    let name = |author: &Value| {
        let name = author.as_str().or_else(|| author.get("name").and_then(Value::as_str));
        name.map(str::trim).filter(|name| !name.is_empty() && !name.starts_with("http")).map(str::to_owned)
    };
    match author {
        Value::Array(authors) => {
            let names: Vec<_> = authors.iter().filter_map(name).collect();
            (!names.is_empty()).then(|| names.join(", "))
        }
        author => name(author),
    }
}
