//! NITF.

use serde_json::{Map, Value};

use super::bodies::{paragraphs, put_text};
use crate::xml::Element;

/// Elements of a body whose text is a paragraph of its own.
const PARAGRAPHS: [&str; 8] = ["p", "hl2", "hl3", "li", "dt", "dd", "blockquote", "pre"];

/// The block of the New York Times Annotated Corpus that holds the whole article.
const FULL_TEXT: &str = "full_text";

/// The time of a date that has none: the attribute wants one.
const MIDNIGHT: &str = "T000000";

/// A document as JSON; nothing if there is no text in it.
pub(super) fn read(nitf: &Element) -> Option<Map<String, Value>> {
    let mut json = Map::new();
    let body = nitf.child("body")?;
    put_text(&mut json, "text", text(body.child("body.content").unwrap_or(body)));
    if json.is_empty() {
        return None;
    }
    let head = nitf.child("head");
    let in_head = |name: &str, attribute: &str| {
        let element = head.and_then(|head| head.find(name))?;
        element.attribute(attribute).map(str::to_owned)
    };
    let said = |name: &str| {
        let is = |element: &&Element| element.local() == "meta" && element.attribute("name") == Some(name);
        head?.elements().find(is)?.attribute("content").map(str::to_owned)
    };
    let line = |path: &[&str]| body.child("body.head").and_then(|head| head.at(path)).and_then(Element::text);
    put_text(&mut json, "id", in_head("doc-id", "id-string"));
    put_text(&mut json, "headline", line(&["hedline", "hl1"]).or_else(|| head?.child("title").and_then(Element::text)));
    put_text(&mut json, "by", line(&["byline"]));
    put_text(&mut json, "located", line(&["dateline", "location"]));
    put_text(&mut json, "dateline", line(&["dateline"]));
    let issued = in_head("date.issue", "norm").or_else(|| in_head("pubdata", "date.publication"));
    let issued = issued.or_else(|| in_head("story.date", "norm"));
    put_text(&mut json, "contentCreated", issued.map(|date| date.trim_end_matches(MIDNIGHT).to_owned()));
    put_text(&mut json, "outlet", in_head("pubdata", "name"));
    put_text(&mut json, "uri", in_head("pubdata", "ex-ref"));
    for name in ["online_sections", "print_section", "print_page_number", "dsk"] {
        put_text(&mut json, name, said(name));
    }
    Some(json)
}

/// The paragraphs of a body. An archive that keeps its lead a second time has the whole in a block of its own.
fn text(content: &Element) -> Option<String> {
    let blocks = content.elements().filter(|block| block.attribute("class") == Some(FULL_TEXT));
    let blocks: Vec<&Element> = blocks.collect();
    let within = if blocks.is_empty() { vec![content] } else { blocks };
    let mut found = Vec::new();
    let mut open: Vec<_> = within.iter().rev().map(|element| (*element, false)).collect();
    while let Some((element, inside)) = open.pop() {
        let own = PARAGRAPHS.contains(&element.local()) && !inside;
        let is_container = element.elements().any(|child| PARAGRAPHS.contains(&child.local()));
        if own && !is_container {
            found.push(element);
        } else if element.local() != "media" && element.local() != "table" {
            let children: Vec<_> = element.elements().collect();
            open.extend(children.into_iter().rev().map(|child| (child, false)));
        }
    }
    if found.is_empty() { paragraphs(std::iter::once(content)) } else { paragraphs(found.into_iter()) }
}
