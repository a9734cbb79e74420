//! Lists of an article's topics: links that the page marks `rel="tag"`.

use std::collections::BTreeSet;

use dom_query::{NodeId, NodeRef};

/// A list is no longer than this, in characters.
const LONGEST: usize = 600;
/// So many links in a row are a list, though it stands among the paragraphs.
const ROW: usize = 3;
/// A list's own heading is no longer than this, in bytes.
const HEADING: usize = 24;

/// The lists of topics below a node: elements that hold little else, and rows of links.
pub(super) fn find(body: &NodeRef<'_>) -> BTreeSet<NodeId> {
    let (mut lists, mut seen) = (BTreeSet::new(), BTreeSet::new());
    for link in body.descendants_it().filter(is_tag) {
        let Some(parent) = link.parent() else { continue };
        if seen.insert(parent.id) && parent.id != body.id && is_list(&parent) {
            lists.insert(parent.id);
        } else if !lists.contains(&parent.id) && !goes_on(&link) {
            lists.extend(row(link));
        }
    }
    lists
}

fn is_tag(node: &NodeRef<'_>) -> bool {
    node.has_name("a") && node.attr("rel").is_some_and(|rel| rel.split_whitespace().any(|word| word == "tag"))
}

fn is_list(node: &NodeRef<'_>) -> bool {
    let linked: usize = node.children_it(false).filter(is_tag).map(|link| link.normalized_char_count()).sum();
    let all = node.normalized_char_count();
    all <= LONGEST && linked * 2 >= all
}

/// Whether a link stands in a row behind another.
fn goes_on(link: &NodeRef<'_>) -> bool {
    let before = link.prev_sibling();
    let before = before.filter(|node| !is_marks(node)).or_else(|| before?.prev_sibling());
    before.is_some_and(|node| is_tag(&node))
}

/// The row of links and marks that begins with a link, and its heading; empty if words stand around it, as in a sentence.
fn row(first: NodeRef<'_>) -> Vec<NodeId> {
    let mut nodes = vec![first.id];
    let (mut links, mut next) = (1, first.next_sibling());
    while let Some(node) = next.filter(|node| is_tag(node) || is_marks(node)) {
        links += usize::from(is_tag(&node));
        nodes.push(node.id);
        next = node.next_sibling();
    }
    let before = first.prev_sibling().filter(NodeRef::is_text);
    let headed = before.is_none_or(|node| node.text().trim().len() <= HEADING);
    nodes.extend(before.map(|node| node.id));
    let ended = next.is_none_or(|node| !node.is_text());
    if links >= ROW && headed && ended { nodes } else { Vec::new() }
}

fn is_marks(node: &NodeRef<'_>) -> bool {
    node.is_text() && !node.text().contains(char::is_alphanumeric)
}
