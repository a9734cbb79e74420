//! Takes out of a page what its own marks say is no article: captions, bylines, share bars, newsletters, other articles.
//!
//! Names of classes are hints, and pages give them to anything. An element that holds a good part of the page's paragraphs
//! stays whatever it is called.

use std::collections::BTreeSet;

use dom_query::{Document, NodeRef};

/// Elements that are no article.
const ELEMENTS: [&str; 10] =
    ["figcaption", "aside", "nav", "footer", "form", "button", "dialog", "menu", "time", "address"];

/// Parts of class names and ids that say so, one word of "story-body__caption-text" each.
const MARKS: &str = include_str!("marks.txt");

/// A paragraph, for the guard: at least so many characters.
const PARAGRAPH: usize = 80;
/// An element with more paragraphs than this stays.
const MOST_PARAGRAPHS: usize = 2;

/// A title has at least so many characters.
const SHORTEST_LINK: usize = 16;
/// A paragraph with more nodes in it is no link, and is not looked through.
const MOST_NODES: usize = 40;

/// Prunes the page, and tells the lines in it that are nothing but a link. Those stay until the article has been found: how
/// much of a part is links tells it from an article.
pub(super) fn prune(document: &Document) -> BTreeSet<String> {
    let mut linked = BTreeSet::new();
    let Some(body) = document.body() else { return linked };
    let mut node = body.first_child();
    while let Some(found) = node {
        if found.is_element() && is_marked(&found) && !holds_paragraphs(&found) {
            node = after(&found, &body);
            found.remove_from_parent();
            continue;
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
    let named =
        [node.class(), node.id_attr(), node.attr("itemprop")].into_iter().flatten().any(|names| is_mark(&names));
    (named && !(in_text(node) && &*name == "a")) || node.attr("role").is_some_and(|role| is_role(&role))
}

fn is_caption_paragraph(node: &NodeRef<'_>) -> bool {
    node.has_name("p") && node.class().is_some_and(|names| is_mark(&names))
}

fn is_role(role: &str) -> bool {
    matches!(role, "navigation" | "complementary" | "contentinfo" | "search" | "banner" | "dialog")
}

/// Whether one word of the names is a mark: "shareBar", "share-bar" and "share_bar" are "share" and "bar".
fn is_mark(names: &str) -> bool {
    let mut start = 0;
    let mut before = ' ';
    for (at, c) in names.char_indices().chain([(names.len(), ' ')]) {
        let border = !c.is_alphanumeric() || (c.is_uppercase() && before.is_lowercase());
        if border {
            let word = &names[start..at];
            if word.len() > 1 && is_mark_word(&word.to_ascii_lowercase()) {
                return true;
            }
            start = if c.is_alphanumeric() { at } else { at + c.len_utf8() };
        }
        before = c;
    }
    false
}

fn is_mark_word(word: &str) -> bool {
    MARKS.lines().any(|mark| mark == word)
}

/// Whether an element holds more paragraphs than a box beside an article does.
fn holds_paragraphs(node: &NodeRef<'_>) -> bool {
    let long = |node: &NodeRef<'_>| node.has_name("p") && node.normalized_char_count() >= PARAGRAPH;
    node.descendants_it().filter(long).take(MOST_PARAGRAPHS + 1).count() > MOST_PARAGRAPHS
}
