//! The article's text: the best of the page's parts, as paragraphs.

use copydesk_core::Meta;
use dom_query::Document;
use dom_smoothie::{Config, Readability, TextMode};

use super::prune::{prune, squeezed};

/// With fewer characters the pruned page has lost its article, and the whole one is tried.
const SHORTEST: usize = 250;

/// The text of the article in a page; empty if there is none. `html` is the page that `document` was parsed from.
pub(super) fn text(document: Document, html: &str, meta: &Meta) -> String {
    let linked = prune(&document, meta);
    let mut text = readable(document);
    if text.chars().count() < SHORTEST {
        let whole = readable(Document::from(html));
        if whole.len() > 2 * text.len() {
            text = whole;
        }
    }
    let title = meta.headline.as_deref();
    lines(&text, |line, first| {
        linked.contains(&squeezed(line)) || (first && title.is_some_and(|title| title.eq_ignore_ascii_case(line)))
    })
}

fn readable(document: Document) -> String {
    let config = Config { text_mode: TextMode::Formatted, disable_json_ld: true, ..Config::default() };
    let article = Readability::with_document(document, None, Some(config)).and_then(|mut page| page.parse());
    article.map(|article| article.text_content.to_string()).unwrap_or_default()
}

/// The lines without blanks at their ends, an empty one between paragraphs, and without those that are no part of it.
fn lines(text: &str, drops: impl Fn(&str, bool) -> bool) -> String {
    let mut out = String::with_capacity(text.len());
    let mut gap = false;
    for line in text.lines() {
        let line = line.trim();
        if line.is_empty() {
            gap = true;
        } else if !drops(line, out.is_empty()) {
            if !out.is_empty() {
                out.push_str(if gap { "\n\n" } else { "\n" });
            }
            out.push_str(line);
            gap = false;
        }
    }
    out
}
