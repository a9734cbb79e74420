//! Articles that stand in a page only as data for its scripts (`__NEXT_DATA__` and its likes), which write them where they run.
//!
//! The article is the text in the object that has the page's title among its values: a string of HTML or of paragraphs, or a list
//! of parts of which each has some words. Without the title nothing is taken, for such data holds other articles too.

use dom_query::Document;
use serde_json::{Map, Value};

use super::blocks::Blocks;
use super::page::Page;
use super::reading::letters;

/// Data longer than this, in bytes, is not looked at.
const LONGEST: usize = 8_000_000;
/// The most values looked at in all data of a page.
const MOST: usize = 200_000;
/// A text of fewer bytes is no article.
const SHORTEST: usize = 250;
/// A paragraph of fewer bytes says nothing on which string is the article.
const PARAGRAPH: usize = 40;

/// What fields are called that hold the words of a part, without case and marks.
const WORDS: [&str; 20] = [
    "articlebody",
    "attributes",
    "blocks",
    "body",
    "bodyhtml",
    "children",
    "components",
    "content",
    "contents",
    "data",
    "elements",
    "html",
    "model",
    "paragraph",
    "paragraphs",
    "props",
    "story",
    "storybody",
    "text",
    "value",
];

/// The text of the article with one of these titles, its paragraphs as lines; nothing if no data holds it.
pub(super) fn body<'a>(scripts: impl IntoIterator<Item = &'a str>, titles: &[String]) -> Option<String> {
    let titles: Vec<String> = titles.iter().map(|title| letters(title)).filter(|title| !title.is_empty()).collect();
    let mut left = MOST;
    let short = scripts.into_iter().filter(|script| script.len() <= LONGEST);
    let values: Vec<Value> = short.filter_map(|script| serde_json::from_str(script.trim()).ok()).collect();
    let found = values.iter().filter_map(|value| in_titled(value, &titles, &mut left));
    found.max_by_key(String::len).filter(|text| text.len() >= SHORTEST)
}

/// The longest text in the objects with one of the titles, from the innermost on.
fn in_titled(value: &Value, titles: &[String], left: &mut usize) -> Option<String> {
    *left = left.checked_sub(1)?;
    let inner = match value {
        Value::Array(values) => longest(values.iter().filter_map(|value| in_titled(value, titles, left))),
        Value::Object(fields) => longest(fields.values().filter_map(|value| in_titled(value, titles, left))),
        _ => return None,
    };
    let own = value.as_object().filter(|fields| is_titled(fields, titles));
    let enough = |text: &String| text.len() >= SHORTEST;
    let by_name = || longest(named(own?).filter_map(text)).filter(enough);
    let strings = || longest(own?.values().filter(|value| value.is_string()).filter_map(text)).filter(enough);
    inner.or_else(by_name).or_else(strings)
}

fn longest(texts: impl Iterator<Item = String>) -> Option<String> {
    texts.max_by_key(String::len)
}

fn is_titled(fields: &Map<String, Value>, titles: &[String]) -> bool {
    fields.values().filter_map(Value::as_str).any(|value| value.len() < 400 && titles.contains(&letters(value)))
}

/// The text that a value is: a string, or a list of parts; an object with one of these in a field of words.
fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(lines(text)),
        Value::Array(parts) => {
            let parts: Vec<String> =
                parts.iter().map(|part| lines(&words(part))).filter(|part| !part.is_empty()).collect();
            (!parts.is_empty()).then(|| parts.join("\n"))
        }
        Value::Object(fields) => longest(named(fields).filter_map(text)),
        _ => None,
    }
    .filter(|text| text.lines().any(|line| line.len() >= PARAGRAPH))
}

/// The fields of an object that hold words, in order.
fn named(fields: &Map<String, Value>) -> impl Iterator<Item = &Value> {
    fields.iter().filter(|(name, _)| WORDS.contains(&crate::fields::plain(name).as_str())).map(|(_, value)| value)
}

/// The words of a part of a text, however deep they stand.
fn words(part: &Value) -> String {
    match part {
        Value::String(text) => text.clone(),
        Value::Array(parts) => parts.iter().map(words).collect(),
        Value::Object(fields) => named(fields).map(words).collect(),
        _ => String::new(),
    }
}

/// The lines of a string, of HTML or plain.
fn lines(text: &str) -> String {
    if !text.contains('<') {
        let lines = text.lines().map(super::squeezed).filter(|line| !line.is_empty());
        return lines.collect::<Vec<_>>().join("\n");
    }
    let document = Document::from(super::slim::slim(text, 100).html.as_str());
    let page = Page::new(&document);
    let blocks = Blocks::of(&page);
    blocks.list.iter().map(|block| super::squeezed(blocks.text(block))).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_article_is_the_text_beside_the_pages_title() {
        let long = "The footbridge will stay shut until the end of May, the harbour trust said on Tuesday.";
        let other = format!("<p>{}</p>", long.repeat(9));
        let paragraphs: Vec<String> = (0..4).map(|number| format!("{number}. {long}")).collect();
        let html: String = paragraphs.iter().map(|text| format!("<p>{text}</p>")).collect();
        let spans = |text: &String| serde_json::json!({"type": "paragraph", "children": [{"text": &text[..9]}, {"text": &text[9..]}]});
        let parts: Vec<Value> = paragraphs.iter().map(spans).collect();
        let bodies = [serde_json::json!(html), serde_json::json!(parts), serde_json::json!({"content": paragraphs})];
        for body in bodies {
            let data = serde_json::json!({"page": {"story": {"headline": "Bridge shut", "body": body},
                "next": {"headline": "Rink shut", "body": other}}});
            let found = super::body([data.to_string().as_str()], &["Bridge Shut".to_owned()]);
            assert_eq!(found.as_deref(), Some(paragraphs.join("\n").as_str()));
            assert_eq!(super::body([data.to_string().as_str()], &["Tram late".to_owned()]), None);
        }
    }
}
