//! What a page says of its article to readers: the title above it, the byline and date beside that, the dateline it begins with.

use super::metadata::{Said, best};
use super::names::Marks;
use super::page::{Index, Tag};
use super::people;
use super::reading::{Reading, letters};
use super::stamps::{self, Stamp};

/// How many lines around the title are looked at for the byline and the date.
const BEFORE: usize = 8;
const BEHIND: usize = 25;
/// The article's own text begins with a line of so many bytes of prose.
const TEXT: usize = 120;
/// A dateline has no more bytes than this.
const DATELINE: usize = 60;
/// A title of fewer words may be the name of the house, or of a section.
const WORDS: usize = 3;
/// The longest title believed, in bytes.
const LONGEST: usize = 400;

/// Fills and mends what a page says for machines by what it shows. `heading` is the line of the title.
pub(super) fn fill(said: &mut Said, reading: &Reading<'_>, heading: Option<usize>) {
    let shown = heading.and_then(|line| shown_title(said, reading, line));
    said.meta.headline = match (said.meta.headline.take(), shown) {
        (Some(told), Some(shown))
            if said.titled && is_worded(said, &told) && !said.titles.iter().any(|title| is_cut(title, &shown)) =>
        {
            Some(told)
        }
        (told, shown) => shown.or(told),
    };
    let near = near(reading, heading);
    if said.published.as_ref().is_none_or(|stamp| stamp.rank() < 2) {
        let mut stamps: Vec<Stamp> = said.published.take().into_iter().collect();
        stamps.extend(times(reading, &near));
        said.published = best(stamps);
    }
    said.meta.content_created = said.published.as_ref().map(|stamp| stamp.text.clone());
    if said.meta.by.is_none() {
        said.meta.by = byline(reading, &near, &said.houses).or_else(|| said.house.take());
    }
}

/// The place in the dateline that a text begins with: "KELMOUTH, May 3 (Desk) - ", "LOS ANGELES (Desk) —".
pub(super) fn place(text: &str) -> Option<String> {
    let opening = text.split_once([':', '\n']).map_or(text, |(opening, _)| opening);
    let end = ["(", " - ", " – ", " — ", "--"]
        .iter()
        .filter_map(|mark| opening.find(mark))
        .min()
        .filter(|end| *end <= DATELINE)?;
    let place = opening[..end].split(',').next()?.trim();
    let shouted = place.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase);
    let worded =
        place.chars().filter(|c| c.is_alphabetic()).count() >= 3 && !place.contains(|c: char| c.is_ascii_digit());
    (shouted && worded && place.split(' ').count() <= 4).then(|| place.to_owned())
}

/// Whether one title is the other with the house's name behind it, or cut short.
fn is_cut(told: &str, shown: &str) -> bool {
    let (told, shown) = (letters(told), letters(shown));
    told.starts_with(&shown) || shown.starts_with(&told)
}

/// Whether a title says more than the name of the house.
fn is_worded(said: &Said, title: &str) -> bool {
    let known = letters(title);
    title.split(' ').count() >= WORDS && !said.houses.iter().any(|house| letters(house) == known)
}

/// The title as shown, if it is one: no name of the house, and of several words or known for a title.
fn shown_title(said: &Said, reading: &Reading<'_>, line: usize) -> Option<String> {
    let text = super::squeezed(reading.text(line));
    let known = letters(&text);
    let house = said.houses.iter().any(|house| letters(house) == known);
    let named = said.titles.iter().any(|title| letters(title) == known);
    let top = matches!(reading.tag(line), Tag::Heading(1)) && text.split(' ').count() >= WORDS;
    (!house && text.len() <= LONGEST && (named || top)).then_some(text)
}

/// The lines around the title, up to the text; without a title, those that the page begins its story with.
fn near(reading: &Reading<'_>, heading: Option<usize>) -> Vec<usize> {
    let all = reading.blocks.list.len();
    let first_prose = |from: usize| (from..all).find(|line| reading.prose[*line] >= TEXT).unwrap_or(all);
    let (from, title) = match heading {
        Some(title) => (title.saturating_sub(BEFORE), title),
        None => {
            let story = (0..reading.page.nodes.len())
                .find(|at| matches!(reading.page.nodes[*at].tag, Tag::Article | Tag::Main));
            let first = story.map_or(0, |story| reading.lines_in(story).start);
            (first, first)
        }
    };
    let to = all.min(first_prose(title + usize::from(heading.is_some())) + 2).min(title + BEHIND);
    let lines = (from..to).filter(|line| !is_elsewhere(reading, *line, heading));
    // What stands behind the title is nearer to the article than what stands before it.
    let (behind, before): (Vec<usize>, Vec<usize>) = lines.partition(|line| *line >= title);
    behind.into_iter().chain(before).collect()
}

/// Whether a line stands in a part of the page that is not the article's head.
fn is_elsewhere(reading: &Reading<'_>, line: usize, heading: Option<usize>) -> bool {
    const ELSEWHERE: Marks =
        Marks::COMMENTS.and(Marks::RELATED).and(Marks::ADVERT).and(Marks::FURNITURE).and(Marks::CONSENT);
    let page = &reading.page;
    let holds_title = |at: Index| heading.is_some_and(|line| page.holds(at, reading.owner(line)));
    page.lineage(reading.owner(line)).take_while(|at| !holds_title(*at)).any(|at| {
        let node = &page.nodes[at];
        node.marks.has(ELSEWHERE)
            || matches!(node.tag, Tag::Nav | Tag::Aside | Tag::Footer)
            || (node.tag == Tag::Header && heading.is_some())
    })
}

/// The dates of these lines: those for machines in `<time>` and beside, else what they say.
fn times(reading: &Reading<'_>, lines: &[usize]) -> Vec<Stamp> {
    let page = &reading.page;
    let mut found = Vec::new();
    for line in lines {
        let owner = reading.owner(*line);
        let first = reading.blocks.list[*line].first;
        let around = page.ancestors(first).take_while(|at| page.holds(owner, *at));
        let inside = (page.nodes[owner].end - owner <= 60).then(|| page.subtree(owner)).into_iter().flatten();
        let mut given = inside.chain(around).filter(|at| page.nodes[*at].tag != Tag::Text).filter_map(|at| {
            let property = page.with_attribute(at, "itemprop", |name| name == "datePublished") == Some(true);
            let content = property.then(|| page.attribute(at, "content")).flatten();
            content.or_else(|| page.attribute(at, "datetime"))
        });
        let text = reading.text(*line);
        let updated = text.to_lowercase().contains("updated");
        let stamp = given.find_map(|given| stamps::read(&given)).or_else(|| shown(text));
        if let Some(stamp) = stamp {
            let at = if updated { found.len() } else { found.iter().take_while(|(_, updated)| !updated).count() };
            found.insert(at, (stamp, updated));
        }
    }
    found.into_iter().map(|(stamp, _)| stamp).collect()
}

/// The date in a line that says little else.
fn shown(text: &str) -> Option<Stamp> {
    let stamp = stamps::read(text)?;
    let words = text.split_whitespace().count();
    (words <= 16).then_some(stamp)
}

fn byline(reading: &Reading<'_>, lines: &[usize], houses: &[String]) -> Option<String> {
    let said = |line: &usize| people::in_byline(reading.text(*line), houses);
    marked(reading, lines, houses)
        .or_else(|| lines.iter().find_map(said))
        .or_else(|| first_line(reading, lines, houses))
}

/// The names that a story begins with, in a paragraph of their own.
fn first_line(reading: &Reading<'_>, lines: &[usize], houses: &[String]) -> Option<String> {
    let alone = |line: &&usize| reading.tag(**line) == Tag::P && reading.blocks.list[**line].linked == 0;
    let named = |text: &str| text.split(['/', ',', '&']).all(|name| people::is_name(name.trim()));
    let text = lines.iter().filter(alone).map(|line| reading.text(*line)).find(|text| named(text))?;
    people::authors([text], houses)
}

/// The names that the page marks as the author's: by `rel="author"`, or by the property, or by a class.
fn marked(reading: &Reading<'_>, lines: &[usize], houses: &[String]) -> Option<String> {
    let page = &reading.page;
    let range = |line: &usize| reading.owner(*line)..page.nodes[reading.owner(*line)].end;
    let is_small = |range: &std::ops::Range<Index>| range.len() <= 60;
    let nodes = || lines.iter().map(range).filter(is_small).flatten();
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
        let in_marked = |line: &&usize| {
            page.lineage(reading.owner(**line)).take(3).any(|at| page.nodes[at].marks.has(Marks::BYLINE))
        };
        let in_link = |line: &&usize| {
            reading.blocks.list[**line].linked > 0 || reading.blocks.list[**line].marks.has(Marks::BYLINE)
        };
        let named = lines.iter().filter(|line| in_marked(line) || in_link(line)).map(|line| reading.text(*line));
        let named: Vec<&str> = named.filter(|text| people::is_name(text) && in_marked_text(text)).collect();
        people::authors(named, houses)
    };
    with("rel", "author").or_else(|| with("itemprop", "author")).or_else(classed)
}

/// A name has no word of a page's furniture.
fn in_marked_text(text: &str) -> bool {
    const NONE: [&str; 8] = ["Follow", "Share", "Read", "More", "News", "Updated", "Published", "Comments"];
    !text.split(' ').any(|word| NONE.contains(&word))
}
