//! What a page says of its article to readers: the title above it, the byline and date beside that, the dateline it begins with.

use copydesk_core::Meta;

use super::bylines;
use super::day_order;
use super::metadata::{Said, best};
use super::names::Marks;
use super::page::{Index, Page, Tag};
use super::reading::{Reading, letters};
use super::stamps::{self, Stamp};
use super::title::{self, ENOUGH_LAST};

/// How many lines around the title are looked at for the byline and the date.
const BEFORE: usize = 8;
const BEHIND: usize = 25;
/// The article's own text begins with a line of so many bytes of prose.
const TEXT: usize = 120;
/// A line that tells when the article was published has no more words than this.
const MOST_WORDS: usize = 16;
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
            if said.titled
                && is_worded(said, &told)
                && !said.titles.iter().any(|title| is_cut(title, &shown))
                && !is_headline(said, reading, heading, &told) =>
        {
            Some(told)
        }
        (told, shown) => shown.or(told),
    };
    let near = near(reading, heading);
    if said.published.as_ref().is_none_or(|stamp| stamp.rank() < 2) {
        let mut stamps: Vec<Stamp> = said.published.take().into_iter().collect();
        stamps.extend(times(reading, &near, &said.meta));
        stamps.extend(in_foot(reading, heading));
        said.published = best(stamps);
    }
    said.meta.content_created = said.published.as_ref().map(|stamp| stamp.text.clone());
    if said.meta.by.is_none() {
        let houses: Vec<String> = said.houses.iter().cloned().chain(said.window_end()).collect();
        let elsewhere = |line: usize, below: bool| is_elsewhere(reading, line, heading, below);
        said.meta.by = bylines::find(reading, &near, &houses)
            .or_else(|| bylines::below(reading, elsewhere, &houses))
            .or_else(|| said.house.take());
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

/// Whether the heading says the title, and what was told is made for sharing alone: neither JSON-LD nor the window says that, and
/// the heading stands in one element with the article.
fn is_headline(said: &Said, reading: &Reading<'_>, heading: Option<usize>, told: &str) -> bool {
    let told = letters(told);
    let shared = !said.described && !title::parts(&said.window).any(|part| letters(part) == told);
    let inside = |line: usize| {
        let page = &reading.page;
        page.ancestors(reading.owner(line)).any(|at| matches!(page.nodes[at].tag, Tag::Article | Tag::Main))
    };
    shared && heading.is_some_and(inside)
}

/// Whether one title is the other with the house's name behind it, or cut short.
fn is_cut(told: &str, shown: &str) -> bool {
    let (told, shown) = (letters(told), letters(shown));
    told.starts_with(&shown) || shown.starts_with(&told) || ends(&told, &shown)
}

/// Whether a title ends with another: "House: Title", "Opinion | Title".
fn ends(title: &str, last: &str) -> bool {
    last.len() >= ENOUGH_LAST && title.ends_with(last)
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
    let named = said.titles.iter().map(|title| letters(title)).any(|title| title == known || ends(&title, &known))
        || title::parts(&said.window).any(|part| letters(part) == known);
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
    let lines = (from..to).filter(|line| !is_elsewhere(reading, *line, heading, false));
    // What stands behind the title is nearer to the article than what stands before it.
    let (behind, before): (Vec<usize>, Vec<usize>) = lines.partition(|line| *line >= title);
    behind.into_iter().chain(before).collect()
}

/// Whether a line stands in a part of the page that is not the article's head, nor its foot where that is meant too.
fn is_elsewhere(reading: &Reading<'_>, line: usize, heading: Option<usize>, below: bool) -> bool {
    const OTHERS: Marks = Marks::COMMENTS.and(Marks::RELATED).and(Marks::ADVERT).and(Marks::CONSENT);
    let elsewhere = if below { OTHERS } else { OTHERS.and(Marks::FURNITURE) };
    let page = &reading.page;
    let holds_title = |at: Index| heading.is_some_and(|line| page.holds(at, reading.owner(line)));
    page.lineage(reading.owner(line)).take_while(|at| !holds_title(*at)).any(|at| {
        let node = &page.nodes[at];
        node.marks.has(elsewhere)
            || matches!(node.tag, Tag::Nav | Tag::Aside)
            || (node.tag == Tag::Footer && !below)
            || (node.tag == Tag::Header && heading.is_some())
    })
}

/// The dates of these lines: those for machines in `<time>` and beside, else what they say.
fn times(reading: &Reading<'_>, lines: &[usize], meta: &Meta) -> Vec<Stamp> {
    let page = &reading.page;
    let mut found = Vec::new();
    for line in lines {
        let owner = reading.owner(*line);
        let first = reading.blocks.list[*line].first;
        let around = page.ancestors(first).take_while(|at| page.holds(owner, *at));
        let inside = (page.nodes[owner].end - owner <= 60).then(|| page.subtree(owner)).into_iter().flatten();
        let mut given = inside.chain(around).filter(|at| page.nodes[*at].tag != Tag::Text).filter_map(|at| {
            let content = is_dated(page, at).then(|| page.attribute(at, "content")).flatten();
            content.or_else(|| page.attribute(at, "datetime"))
        });
        let text = reading.text(*line);
        let updated = text.to_lowercase().contains("updated");
        let stamp = given.find_map(|given| stamps::read(&given)).or_else(|| shown(reading, text, meta));
        if let Some(stamp) = stamp {
            let at = if updated { found.len() } else { found.iter().take_while(|(_, updated)| !updated).count() };
            found.insert(at, (stamp, updated));
        }
    }
    found.into_iter().map(|(stamp, _)| stamp).collect()
}

/// The time of publication that the article's foot has for machines (hAtom's `published`), if it has one alone.
fn in_foot(reading: &Reading<'_>, heading: Option<usize>) -> Option<Stamp> {
    let page = &reading.page;
    let published = |at: &Index| {
        let says = |names: &str| names.split_ascii_whitespace().any(|name| name == "published");
        page.with_attribute(*at, "class", says) == Some(true)
    };
    let line = |at: Index| reading.blocks.list.partition_point(|block| block.first <= at).checked_sub(1);
    let timed = (0..page.nodes.len()).filter(|at| matches!(page.nodes[*at].tag, Tag::Inline | Tag::Time));
    let shown =
        timed.filter(published).filter(|at| line(*at).is_some_and(|line| !is_elsewhere(reading, line, heading, true)));
    let mut stamps = shown.filter_map(|at| stamps::read(&page.attribute(at, "datetime")?));
    let first = stamps.next()?;
    stamps.all(|next| next == first).then_some(first)
}

/// Whether an element's `content` is the date of publication, by schema.org or Dublin Core.
fn is_dated(page: &Page<'_>, at: Index) -> bool {
    const NAMES: [&str; 5] = ["datePublished", "dc:date", "dc:created", "schema:datePublished", "schema:dateCreated"];
    let named = |names: &str| names.split_ascii_whitespace().any(|name| NAMES.contains(&name));
    ["itemprop", "property"].iter().any(|name| page.with_attribute(at, name, named) == Some(true))
}

/// The date in a line that says little else.
fn shown(reading: &Reading<'_>, text: &str, meta: &Meta) -> Option<Stamp> {
    let few = text.split_whitespace().take(MOST_WORDS + 1).count() <= MOST_WORDS;
    let order = |both: &[Stamp; 2]| day_order::of(reading, meta, both);
    few.then(|| stamps::read(text).or_else(|| stamps::numbers(text, order))).flatten()
}
