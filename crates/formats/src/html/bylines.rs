//! Who wrote an article, as the page shows it to readers: in lines round the title, or below the text.

use super::names::Marks;
use super::page::{Index, Page, Tag};
use super::people;
use super::reading::Reading;

/// What stands round an author has no more elements and texts than this.
const SMALL: usize = 60;
/// How many elements round a name may say that it is an author's.
const ABOVE: usize = 4;

/// The names in the lines round the title.
pub(super) fn find(reading: &Reading<'_>, lines: &[usize], houses: &[String]) -> Option<String> {
    marked(reading, lines, houses)
        .or_else(|| lines.iter().find_map(|line| said(reading, *line, houses)))
        .or_else(|| first_line(reading, lines, houses))
}

/// The names in lines that the page marks as the author's, wherever they stand, if all of them say the same.
///
/// `elsewhere` says of a line whether it stands beside the article, with or without what is called a foot.
pub(super) fn below(
    reading: &Reading<'_>,
    elsewhere: impl Fn(usize, bool) -> bool,
    houses: &[String],
) -> Option<String> {
    let page = &reading.page;
    let above = |line: usize, marks: Marks| {
        page.ancestors(reading.blocks.list[line].first).take(ABOVE).any(|at| page.nodes[at].marks.has(marks))
    };
    let is_posted = |line: usize| people::is_posted(reading.text(line));
    let is_marked = |line: &usize| {
        let named = above(*line, Marks::AUTHOR) || is_posted(*line);
        (named && !elsewhere(*line, true)) || (above(*line, Marks::BYLINE) && !elsewhere(*line, false))
    };
    let lines = (0..reading.blocks.list.len()).filter(is_marked);
    let mut found = lines.filter_map(|line| said(reading, line, houses));
    let first = found.next()?;
    found.all(|next| next == first).then_some(first)
}

/// The names in a line for readers.
fn said(reading: &Reading<'_>, line: usize, houses: &[String]) -> Option<String> {
    let text = reading.text(line);
    let whole = text.split('\n').find_map(|line| people::in_byline(line, houses));
    whole.or_else(|| text.split(['\n', '|', '•', '·']).skip(1).find_map(|part| people::in_byline(part.trim(), houses)))
}

/// The names that a story begins with, in a paragraph of their own.
fn first_line(reading: &Reading<'_>, lines: &[usize], houses: &[String]) -> Option<String> {
    let alone = |line: &&usize| reading.tag(**line) == Tag::P && reading.blocks.list[**line].linked == 0;
    let named = |text: &str| text.split(['/', ',', '&']).all(|name| people::is_name(name.trim()));
    let text = lines.iter().filter(alone).map(|line| reading.text(*line)).find(|text| named(text))?;
    people::authors([text], houses)
}

/// The names that the page marks as the author's: by `rel="author"`, by the property, by a class, or by where they lead.
fn marked(reading: &Reading<'_>, lines: &[usize], houses: &[String]) -> Option<String> {
    let page = &reading.page;
    let range = |line: &usize| page.subtree(reading.owner(*line));
    let mut ranges: Vec<_> = lines.iter().map(range).filter(|range| range.len() <= SMALL).collect();
    ranges.dedup();
    let nodes = || ranges.iter().cloned().flatten();
    let with = |name: &str, value: &str| {
        let says = |at: &Index| {
            page.nodes[*at].tag != Tag::Text
                && page.with_attribute(*at, name, |found| found.split(' ').any(|word| word == value)) == Some(true)
        };
        let mut names: Vec<String> = nodes().filter(says).map(|at| page.words(at, 200)).collect();
        names.dedup();
        people::authors(names.iter().map(String::as_str), houses)
    };
    let classed = || {
        let texts = nodes().filter(|at| page.nodes[*at].tag == Tag::Text && is_authors(page, *at));
        let words: Vec<String> = texts.filter_map(|at| page.with_text(at, super::squeezed)).collect();
        let names =
            words.iter().map(|words| people::without_opening(words).trim_end_matches([',', '|', '-', '·']).trim());
        let names: Vec<&str> = names.filter(|name| people::is_name(name) && is_no_button(name)).collect();
        people::authors(names, houses)
    };
    with("rel", "author").or_else(|| with("itemprop", "author")).or_else(classed)
}

/// Whether what stands round a text calls it an author's, or leads to the author's page.
fn is_authors(page: &Page<'_>, text: Index) -> bool {
    const WORDS: [&str; 9] =
        ["author", "by", "byline", "contributor", "contributors", "people", "profile", "reporter", "writer"];
    let leads = |address: &str| {
        let parts = address.split(['/', '?', '#']);
        let mut folders = parts.rev().filter(|part| !part.is_empty()).skip(1).take(2);
        folders.any(|part| WORDS.iter().any(|word| part == *word || part.strip_suffix('s') == Some(word)))
    };
    page.ancestors(text).take(ABOVE).any(|at| {
        let node = &page.nodes[at];
        node.marks.has(Marks::AUTHOR) || (node.tag == Tag::Link && page.with_attribute(at, "href", leads) == Some(true))
    })
}

/// A name has no word of a page's furniture.
fn is_no_button(text: &str) -> bool {
    const NONE: [&str; 8] = ["Follow", "Share", "Read", "More", "News", "Updated", "Published", "Comments"];
    !text.split(' ').any(|word| NONE.contains(&word))
}
