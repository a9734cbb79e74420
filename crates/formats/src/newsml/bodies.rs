//! The text inside of a news item, as a field that articles of JSON have.

use serde_json::{Map, Value};

use crate::xml::Element;

/// Puts a body into an article: a page as HTML, NITF and marked paragraphs as plain text. False if there is nothing in it.
pub(super) fn put(json: &mut Map<String, Value>, content: &Element) -> bool {
    let nitf = if content.local() == "nitf" { Some(content) } else { content.find("nitf") };
    if let Some(nitf) = nitf {
        return match super::nitf::read(nitf) {
            Some(inner) => {
                for (name, value) in inner {
                    json.entry(name).or_insert(value);
                }
                true
            }
            None => false,
        };
    }
    let plain = content.plain();
    let is_markup = content.elements().next().is_some();
    let (name, body) = match (is_markup, plain.trim_start().starts_with('<')) {
        (true, _) => ("body_html", content.html()),
        (false, true) => ("body_html", plain),
        (false, false) => ("text", plain.trim().to_owned()),
    };
    if body.trim().is_empty() {
        return false;
    }
    json.insert(name.to_owned(), body.into());
    true
}

/// Paragraphs as plain text, an empty line between each.
pub(super) fn paragraphs<'e>(elements: impl Iterator<Item = &'e Element>) -> Option<String> {
    let text = elements.filter_map(Element::text).collect::<Vec<_>>().join("\n\n");
    (!text.is_empty()).then_some(text)
}

/// Puts a text into an article, if there is one.
pub(super) fn put_text(json: &mut Map<String, Value>, name: &str, text: Option<String>) {
    if let Some(text) = text {
        json.entry(name).or_insert(text.into());
    }
}
