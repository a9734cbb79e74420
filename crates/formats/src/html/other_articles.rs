//! Finds the `article` elements of a page that are other articles: teasers of related ones, shown in full or cut short.
//!
//! Their titles or permanent links lead elsewhere. The page's own article may carry a link too, to the page itself.

use std::collections::{BTreeMap, BTreeSet};

use copydesk_core::Meta;
use dom_query::{NodeId, NodeRef};

use super::prune::squeezed;

/// How many nodes of an article are looked through for its title.
const MOST_NODES: usize = 200;

/// In a row of so many other articles, one that leads nowhere is another too.
const ROW: usize = 3;

/// The other articles below a node. A page in which every `article` leads elsewhere has none.
pub(super) fn find(body: &NodeRef<'_>, meta: &Meta) -> BTreeSet<NodeId> {
    let articles: Vec<_> = body.descendants_it().filter(|node| node.has_name("article")).collect();
    let leads: Vec<_> = articles.iter().map(|article| leads_elsewhere(article, meta)).collect();
    let row = |article: &NodeRef<'_>| article.parent().map(|parent| parent.id);
    let mut rows: BTreeMap<Option<NodeId>, usize> = BTreeMap::new();
    for (article, leads) in articles.iter().zip(&leads) {
        *rows.entry(row(article)).or_default() += usize::from(*leads == Some(true));
    }
    let is_other = |article: &NodeRef<'_>, leads: Option<bool>| leads.unwrap_or_else(|| rows[&row(article)] >= ROW);
    let others = articles.iter().zip(leads).filter(|(article, leads)| is_other(article, *leads));
    let others: BTreeSet<_> = others.map(|(article, _)| article.id).collect();
    if others.len() == articles.len() { BTreeSet::new() } else { others }
}

/// Whether the article's title, or the link marked as its own, leads to another page; nothing if it has neither.
fn leads_elsewhere(article: &NodeRef<'_>, meta: &Meta) -> Option<bool> {
    let within = || article.descendants_it().take(MOST_NODES);
    if within().any(|node| node.has_name("h1")) {
        return Some(false);
    }
    let heading = within().find(|node| node.node_name().is_some_and(|name| matches!(&*name, "h2" | "h3" | "h4")));
    let link = match &heading {
        Some(heading) if is_title(heading, meta) => return Some(false),
        Some(heading) => link_of(heading),
        None => {
            within().find(|node| node.attr("rel").is_some_and(|rel| rel.split_whitespace().any(|r| r == "bookmark")))
        }
    };
    let address = link?.attr("href")?;
    let own = meta.uri.as_deref().is_some_and(|uri| path(uri) == path(&address));
    Some(!own && !address.starts_with('#'))
}

/// The link that a heading consists of, or stands in.
fn link_of<'a>(heading: &NodeRef<'a>) -> Option<NodeRef<'a>> {
    let inside = heading.descendants_it().find(|node| node.has_name("a"));
    let whole = inside.filter(|link| link.normalized_char_count() == heading.normalized_char_count());
    whole.or_else(|| heading.parent().filter(|parent| parent.has_name("a")))
}

fn is_title(heading: &NodeRef<'_>, meta: &Meta) -> bool {
    let heading = squeezed(&heading.text());
    meta.headline.as_deref().is_some_and(|title| title.starts_with(&heading) || heading.starts_with(title))
}

/// The path of an address, without the house and what follows `?` or `#`.
fn path(address: &str) -> &str {
    let address = address.split(['?', '#']).next().unwrap_or_default();
    let rest = address.split_once("//").map_or(address, |(_, rest)| rest.split_once('/').map_or("", |(_, path)| path));
    rest.trim_matches('/')
}
