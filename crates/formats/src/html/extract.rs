//! Finds the article in a page: by the page's structure first, and by other ways where that disagrees with what the page says.

use copydesk_core::Extraction;
use copydesk_layers::BlockKind;
use dom_query::Document;
use dom_smoothie::{Config, Readability, TextMode};

use super::claims::Claims;
use super::compose::{self, Part, Role, Wanted};
use super::container::Container;
use super::page::Tag;
use super::reading::{Reading, letters};
use super::zones::{self, Belief, Zones};
use super::{fronts, handed, teasers, threads, title, walls};
use crate::records::METHODS;

/// An article with less text than this, in bytes, is looked for in other ways too.
const SHORT: usize = 250;
/// Where the text holds this share of the stated body, it is the article.
const AGREES: f32 = 0.85;
/// Where it holds less than this share of what the page's `<article>` holds, parts may have been lost.
const HOLDS: f32 = 0.6;
/// Where its length is less than this share of the stated one, or so many times it, it may be another text.
const LENGTH: f32 = 0.5;
/// Another way must agree this much better to be taken.
const BETTER: f32 = 0.1;

/// An article as found.
pub(super) struct Found {
    pub(super) text: String,
    /// What the page marks of its lines: start, end, kind.
    pub(super) marks: Vec<(usize, usize, BlockKind)>,
    pub(super) extraction: Extraction,
}

/// What is known of the article before it is found.
pub(super) struct Known<'a> {
    pub(super) title: Option<&'a str>,
    pub(super) uri: Option<&'a str>,
    pub(super) claims: &'a Claims,
    pub(super) captions: bool,
    /// Whether all of it is article, whatever it looks like.
    pub(super) fragment: bool,
    /// The data that the page hands its scripts, as JSON.
    pub(super) data: &'a [&'a str],
    /// The titles of the article, as the page tells them.
    pub(super) titles: &'a [String],
}

/// The article of a page. `heading` is the line of its title, `html` what the page was parsed from.
///
/// # Errors
/// Why there is none.
pub(super) fn find(
    reading: &Reading<'_>,
    heading: Option<usize>,
    html: &str,
    known: &Known<'_>,
) -> Result<Found, &'static str> {
    if reading.page.nodes.is_empty() {
        return Err("the page is empty");
    }
    let mut others = title::other_stories(reading, heading, known.uri);
    if known.claims.live {
        others.clear();
    }
    others.extend(threads::find(reading, heading));
    let walls = walls::find(reading, heading);
    let is_cut = !walls.is_empty();
    others.extend(walls);
    others.sort_unstable();
    let search = Search { reading, heading, others, known };
    let mut best = search.structure(Belief::All, false);
    if search.is_doubtful(&best) {
        for (belief, wide) in
            [(Belief::All, true), (Belief::Sure, false), (Belief::Least, false), (Belief::Least, true)]
        {
            best = search.better(best, search.structure(belief, wide));
        }
    }
    if search.is_doubtful(&best) {
        // Where the structure holds no prose at all, scores find what stands in feet and dialogs; what is for subscribers is short.
        if best.prose > 0 && !is_cut {
            best = search.better(best, search.scored(html));
        }
        best = search.better(best, search.stated());
        if best.prose < SHORT {
            best = search.better(best, search.handed());
        }
    }
    search.judge(best)
}

/// One way's answer.
struct Candidate {
    method: &'static str,
    text: String,
    marks: Vec<(usize, usize, BlockKind)>,
    /// The bytes of its sentences.
    prose: usize,
    /// The share of the page's `<article>` in it; nothing where that is not known.
    article: Option<f32>,
    /// Why it is none.
    wrong: Option<&'static str>,
}

struct Search<'r, 'd, 'k> {
    reading: &'r Reading<'d>,
    heading: Option<usize>,
    others: Vec<usize>,
    known: &'k Known<'k>,
}

impl Search<'_, '_, '_> {
    fn structure(&self, belief: Belief, wide: bool) -> Candidate {
        let zones =
            zones::part(self.reading, self.heading, &self.others, self.known.uri.and_then(teasers::host), belief);
        let find = if wide { Container::wide } else { Container::find };
        let container = find(self.reading, &zones, self.heading);
        let wanted = Wanted {
            title: self.known.title.unwrap_or_default(),
            captions: self.known.captions,
            live: self.known.claims.live,
            whole: self.known.fragment,
        };
        let parts = compose::parts(self.reading, &zones, &container, wanted);
        let (text, marks) = compose::text(self.reading, &parts);
        let prose = self.prose(&parts);
        let method = match (wide, belief) {
            (true, _) => "structure, wide",
            (false, Belief::All) => "structure",
            (false, _) => "structure, whatever its names",
        };
        let wrong = fronts::wrong(self.reading, &parts, self.known);
        Candidate { method, text, marks, prose, article: self.article_share(&zones, &parts), wrong }
    }

    fn prose(&self, parts: &[Part]) -> usize {
        // A story of pictures is told in their captions.
        let body = parts.iter().filter(|part| matches!(part.role, Role::Body | Role::Caption));
        body.map(|part| self.reading.prose[part.line]).sum()
    }

    /// The share of the paragraphs of the page's `<article>` that stand in the parts; nothing without an `<article>`.
    fn article_share(&self, zones: &Zones, parts: &[Part]) -> Option<f32> {
        let page = &self.reading.page;
        let in_article = |line: usize| {
            let owner = self.reading.owner(line);
            page.nodes[owner].tag == Tag::P && page.ancestors(owner).any(|at| page.nodes[at].tag == Tag::Article)
        };
        let (mut all, mut found) = (0, 0);
        let mut kept = parts.iter().map(|part| part.line).peekable();
        for (line, prose) in self.reading.prose.iter().enumerate().filter(|(_, prose)| **prose > 0) {
            while kept.next_if(|kept| *kept < line).is_some() {}
            let is_kept = kept.peek() == Some(&line);
            let beside = zones.teased[line] || self.is_beside(line);
            if in_article(line) && !beside {
                all += prose;
                found += if is_kept { *prose } else { 0 };
            }
        }
        (all > 0).then(|| found as f32 / all as f32)
    }

    /// Whether a line stands in another story.
    fn is_beside(&self, line: usize) -> bool {
        let page = &self.reading.page;
        page.lineage(self.reading.owner(line)).any(|at| self.others.binary_search(&at).is_ok())
    }

    /// The article as Mozilla's Readability finds it.
    fn scored(&self, html: &str) -> Candidate {
        let config = Config { text_mode: TextMode::Formatted, disable_json_ld: true, ..Config::default() };
        let article =
            Readability::with_document(Document::from(html), None, Some(config)).and_then(|mut page| page.parse());
        let text = article.map(|article| article.text_content.to_string()).unwrap_or_default();
        self.of_text("scored", &text)
    }

    /// The body that the page states for machines.
    fn stated(&self) -> Candidate {
        self.of_text("stated", self.known.claims.stated_body().unwrap_or_default())
    }

    /// The body in the data for the page's scripts.
    fn handed(&self) -> Candidate {
        let body = handed::body(self.known.data.iter().copied(), self.known.titles).unwrap_or_default();
        self.of_text("stated", &body)
    }

    fn of_text(&self, method: &'static str, text: &str) -> Candidate {
        let title = letters(self.known.title.unwrap_or_default());
        let lines = text.lines().map(str::trim).filter(|line| !line.is_empty() && letters(line) != title);
        let text = lines.collect::<Vec<_>>().join("\n\n");
        let prose = text.lines().filter(|line| line.len() >= 40).map(str::len).sum();
        let wrong = fronts::asks(&text, self.known).then_some(fronts::ASKS);
        Candidate { method, text, marks: Vec::new(), prose, article: None, wrong }
    }

    /// Whether the page says something else, or too little was found.
    fn is_doubtful(&self, found: &Candidate) -> bool {
        let claims = self.known.claims;
        if found.prose < SHORT {
            return true;
        }
        match claims.body_share(&found.text) {
            Some(share) => share < AGREES,
            None => {
                found.article.is_some_and(|share| share < HOLDS)
                    || claims.length_share(&found.text).is_some_and(|share| share < LENGTH)
            }
        }
    }

    /// How well a candidate agrees with the page, from 0 to 1, by the best of what the page says.
    fn agreement(&self, found: &Candidate) -> Option<f32> {
        let claims = self.known.claims;
        let share = claims.body_share(&found.text).or_else(|| claims.length_share(&found.text));
        share.or(found.article).or_else(|| claims.description_share(&found.text))
    }

    fn better(&self, one: Candidate, other: Candidate) -> Candidate {
        let shorter = other.prose * 2 < one.prose;
        let takes = match (one.wrong.is_some() || one.prose == 0, other.wrong.is_some() || other.prose == 0) {
            (_, true) => false,
            (true, false) => true,
            (false, false) if shorter => false,
            (false, false) => match (self.agreement(&one), self.agreement(&other)) {
                (Some(one), Some(other)) => other > one + BETTER,
                _ => one.prose < SHORT && other.prose > 2 * one.prose,
            },
        };
        if takes { other } else { one }
    }

    fn judge(&self, found: Candidate) -> Result<Found, &'static str> {
        if let Some(wrong) = found.wrong.filter(|_| !self.known.fragment) {
            return Err(wrong);
        }
        if found.prose == 0 && !self.known.fragment {
            return Err("the page holds no sentence that could be an article's");
        }
        let claims = self.known.claims;
        let coverage =
            claims.body_share(&found.text).or(found.article).or_else(|| claims.description_share(&found.text));
        let Candidate { method, text, marks, .. } = found;
        debug_assert!(METHODS.contains(&method), "records would not be read back with `{method}`");
        Ok(Found { text, marks, extraction: Extraction::new(method, coverage) })
    }
}
