//! Pages that hold no article: section fronts, errors, and walls of consent, payment or scripts.

use std::collections::BTreeMap;

use super::compose::{Part, Role};
use super::extract::Known;
use super::page::Tag;
use super::reading::{Reading, is_on_consent, names_consent};
use super::teasers;

/// What pages say that show something else than an article, lower case, one a line.
const GATES: &str = include_str!("data/gates.txt");
/// A gate is no longer than this, in bytes.
const LONGEST_GATE: usize = 700;
/// A wall of consent speaks of something else in no more than so many tenths of its text.
const OTHER_TENTHS: usize = 3;
/// The title of an article on consent has at least so many words: "We value your privacy" is none.
const TITLE_WORDS: usize = 5;
/// A front has at least so many teasers.
const TEASERS: usize = 4;
/// Of its paragraphs so many tenths stand under a title that leads elsewhere.
const TEASED_TENTHS: usize = 6;

/// Why these parts of a page are no article; nothing if they are.
pub(super) fn wrong(reading: &Reading<'_>, parts: &[Part], known: &Known<'_>) -> Option<&'static str> {
    let body: Vec<&str> =
        parts.iter().filter(|part| part.role == Role::Body).map(|part| reading.text(part.line)).collect();
    let text = body.join("\n");
    if asks(&text, known) {
        return Some(ASKS);
    }
    let said = known.claims.article || known.claims.stated_body().is_some();
    (!said && is_front(reading, parts, known.uri.and_then(teasers::host)))
        .then_some("the page lists articles and holds none")
}

/// What is said of such a page.
pub(super) const ASKS: &str = "the page asks for something else than to be read";

/// Whether a text asks its reader for something: a gate, or a wall of consent of whatever length, unless the page is an article by
/// its own word, or by a title of some words.
pub(super) fn asks(text: &str, known: &Known<'_>) -> bool {
    let on_consent = known.title.is_some_and(|title| title.split(' ').count() >= TITLE_WORDS && names_consent(title));
    is_gate(text) || (!known.claims.article && !on_consent && is_wall(text))
}

/// Whether most of a text is on cookies, partners and choices.
fn is_wall(text: &str) -> bool {
    const SUBJECTS: [&str; 16] = [
        "accept",
        "advertis",
        "browser",
        "choices",
        "consent",
        "cookie",
        "device",
        "geolocation",
        "legitimate interest",
        "measure",
        "partners",
        "personal data",
        "preferences",
        "privacy",
        "profile",
        "vendors",
    ];
    let mut other = 0;
    let mut cookies = false;
    for line in text.lines() {
        let line = line.to_lowercase();
        let named = SUBJECTS.iter().filter(|word| line.contains(**word)).take(2).count();
        other += if named == 2 { 0 } else { line.len() };
        cookies |= names_consent(&line);
        if other * 10 > text.len() * OTHER_TENTHS {
            return false;
        }
    }
    cookies
}

/// Whether a short text is a page's word on cookies, scripts, robots, payment or errors.
fn is_gate(text: &str) -> bool {
    if text.is_empty() || text.len() > LONGEST_GATE {
        return false;
    }
    let lower = text.to_lowercase().replace('’', "'");
    is_on_consent(&lower) || GATES.lines().any(|gate| lower.contains(gate))
}

/// Whether most of the text are teasers: a sentence or two under a title that leads to another page.
fn is_front(reading: &Reading<'_>, parts: &[Part], host: Option<&str>) -> bool {
    let body = parts.iter().filter(|part| part.role == Role::Body && reading.prose[part.line] > 0);
    let (mut all, mut headed) = (0, 0);
    // Titles that are no headings count where all are of one style: a link between paragraphs may be an advert for another article.
    let mut boxed: BTreeMap<(u64, u64), usize> = BTreeMap::new();
    for part in body {
        all += 1;
        let before = || (part.line.saturating_sub(2)..part.line).rev();
        let leads = |line: usize| {
            let first = reading.blocks.list[line].first;
            reading.is_link(line) && teasers::leads_home(&reading.page, reading.owner(line), first, host)
        };
        if let Some(line) = before().find(|line| matches!(reading.tag(*line), Tag::Heading(_))) {
            headed += usize::from(leads(line));
        } else if let Some(line) = before().find(|line| teasers::is_title(reading, host, *line)) {
            *boxed.entry(teasers::style(reading, line)).or_default() += 1;
        }
    }
    let teasers = headed + boxed.into_values().max().unwrap_or_default();
    teasers >= TEASERS && teasers * 10 >= all * TEASED_TENTHS
}
