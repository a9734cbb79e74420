//! Puts the article's lines together: the text, and what the page marks of its lines.

use std::collections::{BTreeMap, BTreeSet};

use copydesk_layers::BlockKind;

use super::container::{Container, Trust, standfirsts};
use super::furniture::{is_furniture, is_listed_title};
use super::names::Marks;
use super::page::Tag;
use super::posts::{LONGEST_STAMP, is_running, is_timed, stamp_len};
use super::reading::{Reading, ends_sentence, letters, states};
use super::standfirst::{is_standfirst, names_somebody};
use super::zones::Zones;

/// A row of links to the article's topics is no longer than this, in bytes.
const LONGEST_TOPICS: usize = 600;
/// A line that stands twice is one and the same if it is as long as this, in letters.
const TWICE: usize = 50;
/// What repeats other words of the article in large type has at least so many letters.
const SHORTEST_REPEATED: usize = 20;
/// And no more than this.
const LONGEST_REPEATED: usize = 600;
/// So many quotations of a page are looked up in its text.
const MOST_REPEATED: usize = 100;
/// A credit has no more bytes than this.
const LONGEST_CREDIT: usize = 100;
/// The caption of a picture above the text has fewer bytes than this.
const LONGEST_CAPTION: usize = 300;
/// A heading of more bytes is a paragraph that looks like one.
const LONGEST_HEADING: usize = 150;
/// A linked heading heads a part of the article if at least so many bytes of text follow.
const HEADED: usize = 200;
/// Where so many hundredths of the text stand in `p`, what else is short is none of it.
const MOST_IN_P: usize = 80;
/// A heading heads what has at least so many bytes.
const LEAST_HEADED: usize = 8;
/// So many titles at the end that lead elsewhere are a list of other articles.
const LISTED: usize = 2;
/// A short line that stands so often is a label.
const LABELS: usize = 3;
/// A line of fewer bytes is short.
const SHORT: usize = 40;

/// What a line is in the article.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Role {
    Body,
    /// Of a level, 1 to 6.
    Heading(u8),
    Caption,
    Credit,
    /// Who posted what the article quotes.
    Poster,
    /// When a part of a running story was written.
    Time,
}

/// A part of the article.
pub(super) struct Part {
    pub(super) line: usize,
    pub(super) role: Role,
    /// How many bytes of the line it is.
    len: usize,
}

/// What is asked of the text.
#[derive(Clone, Copy)]
pub(super) struct Wanted<'a> {
    /// The article's title, which is no part of its text.
    pub(super) title: &'a str,
    pub(super) captions: bool,
    /// Whether this is a story of posts with their times.
    pub(super) live: bool,
    /// Whether all of it is article, so that short words outside of paragraphs are no labels.
    pub(super) whole: bool,
}

/// The lines of a page that are its article, in order.
pub(super) fn parts(reading: &Reading<'_>, zones: &Zones, container: &Container, wanted: Wanted<'_>) -> Vec<Part> {
    let page_in_p = !wanted.whole && shares_in_p(reading, container);
    let wanted = Wanted { live: wanted.live || is_running(reading, zones, container), ..wanted };
    let title = letters(wanted.title);
    let mut parts = Vec::new();
    let mut standfirst = 0;
    for line in reading.lines_in(container.outer) {
        let trust = container.trust(reading, zones, line);
        let Some(role) = role(reading, container, line, trust, page_in_p, wanted) else { continue };
        let first = trust == Trust::Sentence && line < reading.lines_in(container.inner).start;
        standfirst += usize::from(first);
        let titles = container.is_title(line) || is_title(reading, line, role, &title, parts.is_empty());
        if (first && standfirst > standfirsts()) || titles {
            continue;
        }
        let text = reading.text(line);
        parts.push(Part { line, role, len: if role == Role::Time { stamp_len(text) } else { text.len() } });
    }
    drop_labels(reading, &mut parts);
    drop_last_links(reading, &mut parts);
    drop_repeated(reading, &mut parts);
    drop_headings_of_nothing(reading, &mut parts);
    parts
}

fn is_title(reading: &Reading<'_>, line: usize, role: Role, title: &str, first: bool) -> bool {
    let may_be = matches!(role, Role::Heading(_)) || (first && role == Role::Body);
    may_be && !title.is_empty() && letters(reading.text(line)) == title
}

/// Whether next to all the text of the article stands in paragraphs that the page marks as such.
fn shares_in_p(reading: &Reading<'_>, container: &Container) -> bool {
    let lines = reading.lines_in(container.inner);
    let (mut all, mut marked) = (0, 0);
    for line in lines {
        all += reading.prose[line];
        marked += if reading.tag(line) == Tag::P { reading.prose[line] } else { 0 };
    }
    marked * 100 >= all * MOST_IN_P
}

fn role(
    reading: &Reading<'_>,
    container: &Container,
    line: usize,
    trust: Trust,
    in_p: bool,
    wanted: Wanted<'_>,
) -> Option<Role> {
    if trust == Trust::None {
        return None;
    }
    if let Some(picture) = picture(reading, container, line) {
        let shows = wanted.captions && reading.text(line).contains(char::is_alphanumeric) && !reading.is_link(line);
        return shows.then_some(picture);
    }
    let block = &reading.blocks.list[line];
    if block.worked * 10 >= block.len() * 8 {
        return is_stamp(reading, line, trust, wanted).then_some(Role::Time);
    }
    if is_stamp(reading, line, trust, wanted) {
        return Some(Role::Time);
    }
    let beside =
        block.marks.has(Marks::BYLINE.and(Marks::ADVERT).and(Marks::SOCIAL).and(Marks::RELATED)) && block.len() < 160;
    match trust {
        _ if is_topics(reading, line) || beside || is_led_away(reading, line) || is_furniture(reading, line) => None,
        Trust::Full | Trust::Sentence if is_standfirst(reading, container, line) => Some(Role::Body),
        Trust::Full => in_full(reading, line, in_p),
        Trust::Sentence => in_doubt(reading, line, line < reading.lines_in(container.inner).start),
        Trust::Picture | Trust::None => None,
    }
}

/// Whether a line tells when a post of a running story was written: a clock time, and little else.
fn is_stamp(reading: &Reading<'_>, line: usize, trust: Trust, wanted: Wanted<'_>) -> bool {
    let text = reading.text(line);
    let short = text.len() < LONGEST_STAMP && reading.prose[line] == 0;
    wanted.live && trust == Trust::Full && is_timed(reading, line) && short && stamp_len(text) > 0
}

/// A line in the article's own element.
fn in_full(reading: &Reading<'_>, line: usize, in_p: bool) -> Option<Role> {
    let text = reading.text(line);
    if let Tag::Heading(level) = reading.tag(line) {
        let sentence = text.len() > LONGEST_HEADING || (text.len() > LONGEST_HEADING / 2 && text.ends_with('.'));
        return Some(if sentence { Role::Body } else { Role::Heading(level) });
    }
    if is_poster(reading, line) {
        return Some(Role::Poster);
    }
    let loose = matches!(reading.tag(line), Tag::Box | Tag::Figure | Tag::Article | Tag::Main | Tag::Header);
    let label = loose && in_p && text.len() < SHORT && !ends_sentence(text);
    (!label).then_some(Role::Body)
}

/// A line that counts only as a sentence; before the text it may sum that up in larger type.
fn in_doubt(reading: &Reading<'_>, line: usize, before: bool) -> Option<Role> {
    let text = reading.text(line);
    match reading.tag(line) {
        Tag::Heading(1) | Tag::Item => None,
        Tag::Heading(_) => (before && text.len() >= SHORT && ends_sentence(text)).then_some(Role::Body),
        _ => (reading.prose[line] > 0).then_some(Role::Body),
    }
}

/// Whether a line is the caption or credit of a picture.
fn picture(reading: &Reading<'_>, container: &Container, line: usize) -> Option<Role> {
    let page = &reading.page;
    let block = &reading.blocks.list[line];
    // A credit of many words is the caption with its credit.
    let credit = if block.len() > LONGEST_CREDIT { Role::Caption } else { Role::Credit };
    if block.marks.has(Marks::CAPTION) {
        return Some(Role::Caption);
    }
    if block.marks.has(Marks::CREDIT) {
        return Some(credit);
    }
    if is_below_image(reading, line) || is_beside_image(reading, container, line) {
        return Some(Role::Caption);
    }
    for at in page.lineage(block.owner).take_while(|at| page.holds(container.outer, *at) && *at != container.inner) {
        let node = &page.nodes[at];
        let long = reading.mass[at] * 2 > reading.mass[container.inner];
        if long || matches!(node.tag, Tag::Article | Tag::Main | Tag::Heading(_)) {
            return None;
        }
        if matches!(node.tag, Tag::FigCaption) || node.marks.has(Marks::CAPTION) {
            return Some(Role::Caption);
        }
        if node.marks.has(Marks::CREDIT) {
            return Some(credit);
        }
        if node.tag == Tag::Figure && !reading.parted[at] {
            return Some(Role::Caption);
        }
    }
    None
}

/// Whether a line is short words below an image, in one paragraph or box with it.
fn is_below_image(reading: &Reading<'_>, line: usize) -> bool {
    let page = &reading.page;
    let block = &reading.blocks.list[line];
    let alone = reading.lines_in(block.owner).len() == 1 && matches!(reading.tag(line), Tag::P | Tag::Box);
    let text = reading.text(line);
    let short = text.len() < LONGEST_HEADING && !ends_sentence(text) && !names_somebody(text);
    alone && short && (block.owner..block.first).any(|at| page.nodes[at].tag == Tag::Image)
}

/// Whether a line stands alone with an image in a box: one between the title and the article's text, or in it and no sentence.
fn is_beside_image(reading: &Reading<'_>, container: &Container, line: usize) -> bool {
    let page = &reading.page;
    let owner = reading.owner(line);
    let around = page.nodes[owner].parent;
    let text = reading.text(line);
    let above = container.is_above(line) && !page.holds(around, container.inner) && text.len() < LONGEST_CAPTION;
    let inside = around != container.inner && page.holds(container.inner, around);
    let label = inside && text.len() < LONGEST_HEADING && !ends_sentence(text);
    let alone = reading.lines_in(around).len() == 1 && matches!(reading.tag(line), Tag::P | Tag::Box);
    let pictured = || (around..owner).any(|at| page.nodes[at].tag == Tag::Image);
    alone && (above || label) && text.contains(' ') && !names_somebody(text) && pictured()
}

/// A row of links to the article's topics.
fn is_topics(reading: &Reading<'_>, line: usize) -> bool {
    let block = &reading.blocks.list[line];
    block.topics * 2 >= block.len() && block.len() <= LONGEST_TOPICS
}

/// A line that is nothing but a link leads to another article, unless it is a sentence of this one, or leads to a place in it.
fn is_led_away(reading: &Reading<'_>, line: usize) -> bool {
    let page = &reading.page;
    let owner = reading.owner(line);
    if !reading.is_link(line) || states(reading.text(line)) {
        return false;
    }
    let link = page.subtree(owner).chain(page.ancestors(owner)).find(|at| page.nodes[*at].tag == Tag::Link);
    let here = link.and_then(|link| page.with_attribute(link, "href", |href| href.starts_with('#')));
    let heads = matches!(page.nodes[owner].tag, Tag::Heading(_));
    let headed: usize = reading.prose[line + 1..].iter().take(2).sum();
    !heads || (here != Some(true) && headed < HEADED)
}

/// "— Ann Rask (@annrask) May 4, 2024", under a quoted post.
fn is_poster(reading: &Reading<'_>, line: usize) -> bool {
    let text = reading.text(line);
    text.contains("(@") && text.starts_with(['—', '–', '-']) && text.len() < 160
}

/// Drops short lines that stand in many places: labels of the page's parts ("Advertisement").
fn drop_labels(reading: &Reading<'_>, parts: &mut Vec<Part>) {
    let mut count: BTreeMap<&str, usize> = BTreeMap::new();
    let is_short = |part: &Part| {
        let text = reading.text(part.line);
        // The head of a table may stand above many.
        part.role == Role::Body && text.len() < SHORT && !ends_sentence(text) && reading.tag(part.line) != Tag::Row
    };
    for part in parts.iter().filter(|part| is_short(part)) {
        *count.entry(reading.text(part.line)).or_default() += 1;
    }
    parts.retain(|part| !is_short(part) || count[reading.text(part.line)] < LABELS);
}

/// Drops a list of other articles that a story ends with, and the label above it.
fn drop_last_links(reading: &Reading<'_>, parts: &mut Vec<Part>) {
    let listed =
        parts.iter().rev().take_while(|part| part.role == Role::Body && is_listed_title(reading, part.line)).count();
    if listed < LISTED {
        return;
    }
    parts.truncate(parts.len() - listed);
    let is_label = |part: &Part| {
        let text = reading.text(part.line);
        matches!(part.role, Role::Heading(_))
            || (part.role == Role::Body && text.len() < SHORT && !ends_sentence(text.trim_end_matches(':')))
    };
    if parts.last().is_some_and(is_label) {
        parts.pop();
    }
}

/// Drops lines that stood before, and pull quotes: words of the article once more, in large type.
fn drop_repeated(reading: &Reading<'_>, parts: &mut Vec<Part>) {
    let mut seen: BTreeSet<String> = BTreeSet::new();
    let words: Vec<String> = parts.iter().map(|part| letters(reading.text(part.line))).collect();
    let mut whole = String::new();
    for (part, words) in parts.iter().zip(&words).filter(|(part, _)| part.role == Role::Body) {
        if reading.tag(part.line) == Tag::P && !is_set_large(reading, part.line) {
            whole.push_str(words);
            whole.push('\n');
        }
    }
    let (mut words, mut looked_up) = (words.into_iter(), 0);
    parts.retain(|part| {
        let words = words.next().unwrap_or_default();
        let quoted = part.role == Role::Body
            && (SHORTEST_REPEATED..LONGEST_REPEATED).contains(&words.len())
            && looked_up < MOST_REPEATED
            && is_set_large(reading, part.line);
        looked_up += usize::from(quoted);
        let repeats = quoted && whole.contains(words.as_str());
        // One question may be asked of several people.
        let asks = reading.text(part.line).ends_with('?');
        let again = words.len() >= TWICE && !seen.insert(words) && !asks;
        !again && !repeats
    });
}

/// Whether a line stands in a quotation or in a box that the page calls a pull quote.
fn is_set_large(reading: &Reading<'_>, line: usize) -> bool {
    let page = &reading.page;
    page.lineage(reading.owner(line)).take(4).any(|at| {
        let node = &page.nodes[at];
        node.tag == Tag::Quotation || node.tag == Tag::Aside || node.marks.has(Marks::PULL_QUOTE)
    })
}

/// Drops headings that no text follows before the next one of their level or above.
fn drop_headings_of_nothing(reading: &Reading<'_>, parts: &mut Vec<Part>) {
    // The highest level of the headings that stand behind, with no text between.
    let mut above = Some(0);
    let mut keep = vec![true; parts.len()];
    for (number, part) in parts.iter().enumerate().rev() {
        match part.role {
            Role::Heading(level) => {
                keep[number] = above.is_none_or(|next| next > level) && !heads_links(reading, parts, number);
                if keep[number] {
                    above = Some(level);
                } else {
                    above = above.map(|next| next.min(level));
                }
            }
            Role::Time => {}
            Role::Body if reading.text(part.line).len() >= LEAST_HEADED => above = None,
            _ => {}
        }
    }
    let mut kept = keep.iter();
    parts.retain(|_| kept.next() == Some(&true));
}

/// Whether a heading heads a list of links, which is none of the article.
fn heads_links(reading: &Reading<'_>, parts: &[Part], number: usize) -> bool {
    let line = parts[number].line + 1;
    let dropped = parts.get(number + 1).is_none_or(|next| next.line > line);
    let next = reading.blocks.list.get(line);
    if next.is_none() || !dropped || !reading.is_link(line) {
        return false;
    }
    // A box of their own holds heading and links, and none of the text that follows.
    let page = &reading.page;
    let around = page.nodes[reading.owner(parts[number].line)].parent;
    let holds = |line: usize| page.holds(around, reading.owner(line));
    let boxed = holds(line) && !parts.get(number + 1).is_some_and(|next| holds(next.line));
    reading.tag(line) == Tag::Item || (reading.tag(line) == Tag::Box && boxed)
}

/// The text of the parts, an empty line between, and what the page marks of it: start, end and kind.
pub(super) fn text(reading: &Reading<'_>, parts: &[Part]) -> (String, Vec<(usize, usize, BlockKind)>) {
    let (mut text, mut marks) = (String::new(), Vec::new());
    for part in parts {
        if !text.is_empty() {
            text.push_str("\n\n");
        }
        let start = text.len();
        text.push_str(&reading.text(part.line)[..part.len]);
        let credit = reading.blocks.list[part.line].credit.filter(|credit| *credit > 0).map(|credit| start + credit);
        let end = text.len();
        match (part.role, credit) {
            (Role::Body, _) => {}
            (Role::Caption, Some(credit)) => {
                marks.push((start, credit, BlockKind::Caption));
                marks.push((credit, end, BlockKind::Credit));
            }
            (Role::Caption, None) => marks.push((start, end, BlockKind::Caption)),
            (Role::Credit, _) => marks.push((start, end, BlockKind::Credit)),
            (Role::Heading(_) | Role::Time, _) => marks.push((start, end, BlockKind::Headline)),
            (Role::Poster, _) => marks.push((start, end, BlockKind::Boilerplate)),
        }
    }
    (text, marks)
}
