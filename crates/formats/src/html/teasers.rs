//! Lists of other articles: titles that lead to other pages of the house, each with a sentence or two below.

use super::page::{Index, Page, Tag};
use super::reading::{Reading, states};

/// A title has at least so many bytes, and no more than that.
const TITLE: std::ops::Range<usize> = 16..240;
/// Under the title of another article stand at most so many paragraphs.
const PARAGRAPHS: usize = 2;
/// And at most so many bytes.
const LONGEST: usize = 700;
/// So many in a row are a list.
const ROW: usize = 3;
/// At least so many of them with a paragraph.
const TOLD: usize = 2;
/// So many lines may stand before the title in its box: a section's name, a date.
const SLACK: usize = 3;
/// With less text left than this, in bytes, these are no teasers beside an article.
const LEAST: usize = 250;

/// A title and the lines below it.
struct Teaser {
    lines: std::ops::Range<usize>,
    style: (u64, u64),
}

/// Of each line, whether it stands in a list of other articles. `host` is where the page's own house lives.
pub(super) fn find(reading: &Reading<'_>, out: &[bool], host: Option<&str>) -> Vec<bool> {
    let mut teased = vec![false; reading.blocks.list.len()];
    let mut run: Vec<Teaser> = Vec::new();
    let mut line = 0;
    while line < teased.len() {
        if out[reading.owner(line)] {
            line += 1;
            continue;
        }
        match teaser(reading, out, host, line) {
            Some(teaser) => {
                if run.last().is_some_and(|last| last.style != teaser.style) {
                    settle(reading, &mut run, &mut teased);
                }
                line = teaser.lines.end;
                run.push(teaser);
            }
            None => {
                if reading.prose[line] > 0 || matches!(reading.tag(line), Tag::Heading(_)) {
                    settle(reading, &mut run, &mut teased);
                }
                line += 1;
            }
        }
    }
    settle(reading, &mut run, &mut teased);
    let left: usize = (0..teased.len())
        .filter(|line| !teased[*line] && !out[reading.owner(*line)])
        .map(|line| reading.prose[line])
        .sum();
    if left < LEAST { vec![false; teased.len()] } else { teased }
}

fn settle(reading: &Reading<'_>, run: &mut Vec<Teaser>, teased: &mut [bool]) {
    let told = run.iter().filter(|teaser| teaser.lines.clone().any(|line| reading.prose[line] > 0)).count();
    if run.len() >= ROW && told >= TOLD {
        for line in run.iter().flat_map(|teaser| teaser.lines.clone()) {
            teased[line] = true;
        }
    }
    run.clear();
}

/// The teaser that begins with a line, if one does.
fn teaser(reading: &Reading<'_>, out: &[bool], host: Option<&str>, first: usize) -> Option<Teaser> {
    if !is_title(reading, host, first) {
        return None;
    }
    let (mut end, mut prose, mut bytes) = (first + 1, 0, 0);
    while end < reading.blocks.list.len() && !is_title(reading, host, end) {
        if !out[reading.owner(end)] {
            let heads = matches!(reading.tag(end), Tag::Heading(_));
            if heads && bytes > 0 {
                break;
            }
            prose += usize::from(reading.prose[end] > 0);
            bytes += reading.blocks.list[end].len();
            if prose > PARAGRAPHS || bytes > LONGEST {
                return None;
            }
        }
        end += 1;
    }
    let teaser = Teaser { lines: first..end, style: style(reading, first) };
    is_one_box(reading, out, &teaser).then_some(teaser)
}

/// Whether title and sentences stand in a box of their own, or are all children of one element. A link between two paragraphs of
/// an article is neither.
fn is_one_box(reading: &Reading<'_>, out: &[bool], teaser: &Teaser) -> bool {
    let page = &reading.page;
    let title = reading.owner(teaser.lines.start);
    let tells = |line: &usize| reading.prose[*line] > 0 && !out[reading.owner(*line)];
    let Some(last) = teaser.lines.clone().rev().find(tells) else { return true };
    let last = reading.owner(last);
    if page.nodes[last].parent == page.nodes[title].parent && matches!(page.nodes[title].tag, Tag::Heading(_)) {
        return true;
    }
    let Some(around) = page.lineage(title).find(|at| page.holds(*at, last)) else { return false };
    let lines = reading.lines_in(around);
    teaser.lines.end >= lines.end && lines.start + SLACK >= teaser.lines.start
}

/// Whether a line may be the title of another article: a link home of some words, and no sentence.
pub(super) fn is_title(reading: &Reading<'_>, host: Option<&str>, line: usize) -> bool {
    let block = &reading.blocks.list[line];
    let heads = matches!(reading.tag(line), Tag::Heading(2..=6) | Tag::Box | Tag::Item);
    heads
        && TITLE.contains(&block.len())
        && reading.is_link(line)
        && !states(reading.text(line))
        && leads_home(&reading.page, reading.owner(line), block.first, host)
}

/// The style of a title and of what it stands in.
pub(super) fn style(reading: &Reading<'_>, line: usize) -> (u64, u64) {
    let node = &reading.page.nodes[reading.owner(line)];
    (node.style, reading.page.nodes[node.parent].style)
}

/// Whether a line's link leads to another page of the same house.
pub(super) fn leads_home(page: &Page<'_>, owner: Index, first: Index, host: Option<&str>) -> bool {
    let link = page
        .ancestors(first)
        .take_while(|at| *at != owner)
        .chain(page.lineage(owner))
        .find(|at| page.nodes[*at].tag == Tag::Link);
    let home = |address: &str| {
        let theirs = self::host(address);
        !address.starts_with('#') && theirs.is_none_or(|theirs| host == Some(theirs))
    };
    link.and_then(|link| page.with_attribute(link, "href", home)) == Some(true)
}

/// The house of an address, without "www."; nothing where the address names none.
pub(super) fn host(address: &str) -> Option<&str> {
    let rest = address.strip_prefix("//").or_else(|| address.split_once("://").map(|(_, rest)| rest))?;
    let host = rest.split(['/', '?', '#']).next()?;
    Some(host.strip_prefix("www.").unwrap_or(host))
}
