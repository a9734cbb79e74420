//! Which heading of a page is the article's title, and which parts of the page are other stories.

use std::collections::BTreeMap;

use super::metadata::BARS;
use super::names::Marks;
use super::page::{Index, Page, Tag};
use super::reading::{Reading, letters};

/// Of so many letters one title may begin with the other and be the same.
const ENOUGH: usize = 15;
/// And of so many one may end with the other.
pub(super) const ENOUGH_LAST: usize = 10;
/// The longest title that is read, in bytes.
const TITLE: usize = 400;
/// The article's own text begins with a line of so many bytes of prose.
const TEXT: usize = 120;
/// In a row of so many stories that lead elsewhere, one that leads nowhere is another too.
const ROW: usize = 3;

/// The line that is the title: of the headings the one that says what the page calls itself, else its only `h1`.
pub(super) fn find(reading: &Reading<'_>, names: &[String], window: &str) -> Option<usize> {
    let names: Vec<String> = names.iter().map(|name| letters(name)).filter(|name| !name.is_empty()).collect();
    let all = || (0..reading.blocks.list.len()).filter(|line| matches!(reading.tag(*line), Tag::Heading(1..=3)));
    let headings = || all().filter(|line| !leads_to_front(reading, *line));
    let level = |line: &usize| matches!(reading.tag(*line), Tag::Heading(1));
    let said = |line: &usize| names.contains(&letters(reading.text(*line)));
    let alike = |line: &usize| {
        let heading = letters(reading.text(*line));
        let same = |name: &String| name.starts_with(&heading) || heading.starts_with(name.as_str());
        // "House: Title"
        heading.len() >= ENOUGH_LAST && names.iter().any(|name| name.ends_with(&heading))
            || heading.len() >= ENOUGH && names.iter().any(|name| name.len() >= ENOUGH && same(name))
    };
    // Of two that say the same, the one above the text: the other stands in a bar at the top of the page.
    let above = |line: &usize| {
        (*line..reading.prose.len()).find(|next| reading.prose[*next] >= TEXT).map_or(usize::MAX, |next| next - line)
    };
    let first = |ok: &dyn Fn(&usize) -> bool| {
        let tops = headings().filter(level).filter(ok).min_by_key(above);
        tops.or_else(|| headings().filter(ok).min_by_key(above))
    };
    let only = || {
        let mut tops = headings().filter(level);
        let top = tops.next().filter(|_| tops.next().is_none());
        // Beside a link to the front page one to another page is no title.
        top.filter(|line| !reading.is_link(*line) || all().filter(level).count() == 1)
    };
    first(&said).or_else(|| first(&alike)).or_else(only).or_else(|| unheaded(reading, window))
}

/// Without a heading, the line above the text that says what the window's title says before or behind the name of the house.
fn unheaded(reading: &Reading<'_>, window: &str) -> Option<usize> {
    let parts: Vec<String> = parts(window).map(letters).filter(|part| part.len() >= ENOUGH_LAST).collect();
    let text = reading.prose.iter().position(|prose| *prose >= TEXT)?;
    let names = |line: &usize| reading.text(*line).len() <= TITLE && parts.contains(&letters(reading.text(*line)));
    (0..text).rev().filter(|line| !reading.is_link(*line)).find(names)
}

/// A window's title, what stands before its bars and colons, and what stands behind them.
pub(super) fn parts(window: &str) -> impl Iterator<Item = &str> {
    let cuts = BARS.iter().chain(&[": "]).flat_map(move |bar| window.match_indices(*bar));
    std::iter::once(window).chain(cuts.flat_map(move |(at, bar)| [&window[at + bar.len()..], &window[..at]]))
}

/// Whether a heading is a link to the front page of its house.
fn leads_to_front(reading: &Reading<'_>, line: usize) -> bool {
    let page = &reading.page;
    let owner = reading.owner(line);
    let link = || page.subtree(owner).chain(page.ancestors(owner)).find(|at| page.nodes[*at].tag == Tag::Link);
    let front = |link| {
        page.with_attribute(link, "href", |address| {
            !address.is_empty() && !address.starts_with('#') && path(address).is_empty()
        })
    };
    reading.is_link(line) && link().and_then(front) == Some(true)
}

/// The elements of a page that hold other stories than the one of this title.
pub(super) fn other_stories(reading: &Reading<'_>, title: Option<usize>, uri: Option<&str>) -> Vec<Index> {
    let page = &reading.page;
    let title = title.map(|line| reading.owner(line));
    let articles: Vec<Index> = (0..page.nodes.len()).filter(|at| page.nodes[*at].tag == Tag::Article).collect();
    let lead: Vec<Option<bool>> = articles.iter().map(|at| leads_elsewhere(reading, *at, title, uri)).collect();
    let mut rows: BTreeMap<Index, usize> = BTreeMap::new();
    for (at, lead) in articles.iter().zip(&lead) {
        *rows.entry(page.nodes[*at].parent).or_default() += usize::from(*lead == Some(true));
    }
    let is_other = |at: Index, lead: Option<bool>| lead.unwrap_or_else(|| rows[&page.nodes[at].parent] >= ROW);
    let others = articles.iter().zip(&lead).filter(|(at, lead)| is_other(**at, **lead));
    let mut others: Vec<Index> = others.map(|(at, _)| *at).collect();
    if others.len() == articles.len() {
        others.clear();
    }
    if let Some(title) = title.filter(|title| page.nodes[*title].tag == Tag::Heading(1)) {
        others.extend(headed(reading, title));
    }
    others
}

/// Parts of the page that have an `h1` of their own beside the title's.
fn headed(reading: &Reading<'_>, title: Index) -> Vec<Index> {
    let page = &reading.page;
    let own = letters(&page.words(title, TITLE));
    let tops = (0..page.nodes.len()).filter(|at| page.nodes[*at].tag == Tag::Heading(1) && *at != title);
    let others = tops.filter(|at| letters(&page.words(*at, TITLE)) != own);
    let part = |heading: Index| {
        let own = reading.lines_in(heading).start;
        let apart = |at: &Index| !page.holds(*at, title) && begins(reading, reading.lines_in(*at).start, own);
        page.ancestors(heading).take_while(apart).last().filter(|part| page.nodes[*part].parent > 0 || *part > title)
    };
    others.filter_map(part).collect()
}

/// Whether the title of an article, or the link marked as its own, leads to another page or is another title; nothing if it has
/// neither.
fn leads_elsewhere(reading: &Reading<'_>, article: Index, title: Option<Index>, uri: Option<&str>) -> Option<bool> {
    let page = &reading.page;
    if title.is_some_and(|title| page.holds(article, title)) {
        return Some(false);
    }
    let lines = reading.lines_in(article);
    let heading = lines.clone().find(|line| matches!(reading.tag(*line), Tag::Heading(1..=4)));
    let Some(heading) = heading else {
        let marked = page.subtree(article).filter(|at| page.nodes[*at].tag == Tag::Link);
        let permanent = |at: &Index| page.with_attribute(*at, "rel", |rel| rel.contains("bookmark")) == Some(true);
        return marked.take(ROW).find(permanent).map(|link| is_elsewhere(page, link, uri));
    };
    let owner = reading.owner(heading);
    if matches!(page.nodes[owner].tag, Tag::Heading(1)) {
        return Some(title.is_some());
    }
    if !reading.is_link(heading) {
        return (title.is_some() && begins(reading, lines.start, heading))
            .then_some(true)
            .filter(|_| apart(page, article, title));
    }
    let inside = page.subtree(owner).find(|at| page.nodes[*at].tag == Tag::Link);
    let link = inside.or_else(|| page.ancestors(owner).find(|at| page.nodes[*at].tag == Tag::Link));
    link.map(|link| is_elsewhere(page, link, uri))
}

/// Whether a heading stands before all prose of its story, as a title does.
fn begins(reading: &Reading<'_>, first: usize, heading: usize) -> bool {
    reading.prose[first..heading].iter().all(|prose| *prose == 0)
}

/// Whether the title heads another article than this, in an element of its own.
fn apart(page: &Page<'_>, article: Index, title: Option<Index>) -> bool {
    let Some(title) = title else { return false };
    let own = page.ancestors(title).find(|at| page.nodes[*at].tag == Tag::Article);
    own.is_some_and(|own| !page.holds(own, article) && !page.nodes[article].marks.has(Marks::BODY))
}

fn is_elsewhere(page: &Page<'_>, link: Index, uri: Option<&str>) -> bool {
    let address = page.attribute(link, "href").unwrap_or_default();
    let own = uri.is_some_and(|uri| path(uri) == path(&address));
    !own && !address.starts_with('#')
}

/// The path of an address, without the house and what follows `?` or `#`.
fn path(address: &str) -> &str {
    let address = address.split(['?', '#']).next().unwrap_or_default();
    let rest = address.split_once("//").map_or(address, |(_, rest)| rest.split_once('/').map_or("", |(_, path)| path));
    rest.trim_matches('/')
}
