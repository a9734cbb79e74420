//! Takes out of a page what its own marks say is no article: captions, bylines, share bars, newsletters, other articles.
//!
//! Names of classes are hints, and pages give them to anything. An element that holds a good part of the page's paragraphs
//! stays whatever it is called.

use std::collections::BTreeSet;

use copydesk_core::Meta;
use dom_query::{Document, NodeRef};

use super::class_names::is_mark;
use super::small_print::SmallPrint;
use super::{other_articles, tag_links};

/// Elements that are no article.
const ELEMENTS: [&str; 11] =
    ["figcaption", "aside", "nav", "header", "footer", "form", "button", "dialog", "menu", "time", "address"];

/// A paragraph, for the guard: at least so many characters.
const PARAGRAPH: usize = 80;
/// An element with more paragraphs than this stays.
const MOST_PARAGRAPHS: usize = 2;

/// A title has at least so many characters.
const SHORTEST_LINK: usize = 16;
/// What has more nodes in it is no link and no post, and is not looked through.
const MOST_NODES: usize = 40;

/// Prunes the page, and tells the lines in it that are nothing but a link. Those stay until the article has been found: how
/// much of a part is links tells it from an article.
pub(super) fn prune(document: &Document, meta: &Meta) -> BTreeSet<String> {
    let mut linked = BTreeSet::new();
    let Some(body) = document.body() else { return linked };
    let mut beside = other_articles::find(&body, meta);
    beside.extend(tag_links::find(&body));
    let small_print = SmallPrint::of(&body);
    let is_beside = |node: &NodeRef<'_>| {
        let marked = || node.is_element() && (is_marked(node) || small_print.holds(node));
        beside.contains(&node.id) || marked() && !holds_paragraphs(node)
    };
    let mut node = body.first_child();
    while let Some(found) = node {
        if is_beside(&found) {
            node = after(&found, &body);
            found.remove_from_parent();
            continue;
        }
        if found.is_element() && is_named(&found) && holds_post(&found) {
            found.remove_attrs(&["class", "id"]);
            found.rename("section");
        }
        if is_all_link(&found) {
            linked.insert(squeezed(&found.text()));
        }
        node = found.first_child().or_else(|| after(&found, &body));
    }
    linked
}

/// The text with every run of white space as one space.
pub(super) fn squeezed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The next node in document order that is not inside `node`.
fn after<'a>(node: &NodeRef<'a>, root: &NodeRef<'a>) -> Option<NodeRef<'a>> {
    let mut node = *node;
    loop {
        if node.id == root.id {
            return None;
        }
        if let Some(next) = node.next_sibling() {
            return Some(next);
        }
        node = node.parent()?;
    }
}

/// A paragraph, item or heading that is nothing but a link leads to another article, unless it is a sentence of this one.
fn is_all_link(node: &NodeRef<'_>) -> bool {
    let name = node.node_name().unwrap_or_default();
    if !matches!(&*name, "p" | "li" | "h2" | "h3" | "h4" | "h5")
        || node.descendants_it().take(MOST_NODES).count() == MOST_NODES
    {
        return false;
    }
    let linked: usize = links(node).map(|link| link.normalized_char_count()).sum();
    let all = node.normalized_char_count();
    linked >= SHORTEST_LINK && linked * 10 >= all * 9 && !ends_sentence(&node.text())
}

fn links<'a>(node: &NodeRef<'a>) -> impl Iterator<Item = NodeRef<'a>> {
    node.descendants_it().filter(|node| node.has_name("a"))
}

fn ends_sentence(text: &str) -> bool {
    text.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '”' | '"' | '’' | ')')).ends_with(['.', '!', '…'])
}

fn is_marked(node: &NodeRef<'_>) -> bool {
    let Some(name) = node.node_name() else { return false };
    if matches!(&*name, "html" | "body" | "main" | "article" | "p" | "h1") && !is_caption_paragraph(node) {
        return false;
    }
    let in_text = |node: &NodeRef<'_>| node.parent().is_some_and(|parent| parent.has_name("p"));
    if ELEMENTS.contains(&&*name) {
        return &*name != "time" || !in_text(node);
    }
    (is_named(node) && !(in_text(node) && &*name == "a") && !holds_post(node))
        || node.attr("role").is_some_and(|role| is_role(&role))
}

fn is_named(node: &NodeRef<'_>) -> bool {
    [node.class(), node.id_attr(), node.attr("itemprop")].into_iter().flatten().any(|names| is_mark(&names))
}

/// A post that the article quotes ("social-embed"), and no button to share it.
fn holds_post(node: &NodeRef<'_>) -> bool {
    let long = |node: NodeRef<'_>| node.is_text() && node.text().len() >= SHORTEST_LINK;
    let quoted = |node: &NodeRef<'_>| node.has_name("blockquote") && node.descendants_it().take(MOST_NODES).any(long);
    node.descendants_it().take(MOST_NODES).any(|node| quoted(&node))
}

fn is_caption_paragraph(node: &NodeRef<'_>) -> bool {
    node.has_name("p") && is_named(node)
}

fn is_role(role: &str) -> bool {
    matches!(role, "navigation" | "complementary" | "contentinfo" | "search" | "banner" | "dialog")
}

/// Whether an element holds more paragraphs than a box beside an article does. Some pages part theirs by line breaks.
fn holds_paragraphs(node: &NodeRef<'_>) -> bool {
    let in_other =
        |node: &NodeRef<'_>| node.parent().is_some_and(|parent| parent.has_name("p") || parent.has_name("a"));
    let loose = |node: &NodeRef<'_>| node.is_text() && !in_other(node);
    let long = |node: &NodeRef<'_>| (node.has_name("p") || loose(node)) && node.normalized_char_count() >= PARAGRAPH;
    node.descendants_it().filter(long).take(MOST_PARAGRAPHS + 1).count() > MOST_PARAGRAPHS
}
