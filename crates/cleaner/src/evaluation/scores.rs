//! What is counted of labelled lines.

use std::collections::BTreeMap;

use copydesk_core::tool::Console;
use copydesk_layers::BlockKind;

use super::Seen;
use crate::gold::GoldPage;

/// Counts over pages.
#[derive(Default)]
pub(super) struct Scores {
    pages: usize,
    /// Pages whose body is exactly right.
    exact: usize,
    lines: Share,
    labels: BTreeMap<String, Label>,
    /// Characters of the body, and how many of them are kept.
    body: Share,
    leaked: usize,
    /// Lines that hold text, and those of them whose text is exact.
    clean: Share,
    /// The same of lines that need a change.
    needed: Share,
    /// Lines that need none, and how many were changed.
    touched: Share,
    datelines: Share,
    false_datelines: usize,
}

/// A part of a whole.
#[derive(Default)]
struct Share {
    part: usize,
    whole: usize,
}

impl Share {
    fn add(&mut self, part: bool) {
        self.add_many(usize::from(part), 1);
    }

    fn add_many(&mut self, part: usize, whole: usize) {
        self.part += part;
        self.whole += whole;
    }

    fn of_one(&self) -> f64 {
        if self.whole == 0 { 0.0 } else { self.part as f64 / self.whole as f64 }
    }
}

/// Lines of one label: gold, found, both.
#[derive(Default)]
struct Label {
    gold: usize,
    found: usize,
    right: usize,
}

impl Label {
    fn precision(&self) -> f64 {
        Share { part: self.right, whole: self.found }.of_one()
    }

    fn recall(&self) -> f64 {
        Share { part: self.right, whole: self.gold }.of_one()
    }

    fn f1(&self) -> f64 {
        Share { part: 2 * self.right, whole: self.gold + self.found }.of_one()
    }
}

impl Scores {
    /// Counts a page. All lists have an entry a line.
    pub(super) fn add(&mut self, page: &GoldPage, seen: &[Seen]) {
        self.pages += 1;
        let is_body = |kind: &BlockKind| *kind == BlockKind::Body;
        self.exact +=
            usize::from(page.labels.iter().zip(seen).all(|(gold, seen)| is_body(gold) == is_body(&seen.label)));
        for (at, line) in seen.iter().enumerate() {
            self.label(page.labels[at], line.label);
            self.body(page, at, line.label);
            if let Some(clean) = &page.clean {
                self.text(&page.raw[at], &clean[at], &line.clean);
            }
            if let Some(dateline) = &page.dateline {
                self.dateline(dateline[at].as_deref(), line.dateline.as_deref());
            }
        }
    }

    fn label(&mut self, gold: BlockKind, found: BlockKind) {
        self.lines.add(gold == found);
        self.of(gold).gold += 1;
        self.of(found).found += 1;
        self.of(gold).right += usize::from(gold == found);
    }

    fn of(&mut self, kind: BlockKind) -> &mut Label {
        self.labels.entry(format!("{kind:?}").to_lowercase()).or_default()
    }

    fn body(&mut self, page: &GoldPage, at: usize, found: BlockKind) {
        let kept = found == BlockKind::Body;
        if page.labels[at] == BlockKind::Body {
            let chars = page.clean.as_ref().map_or(&page.raw[at], |clean| &clean[at]).chars().count();
            self.body.add_many(if kept { chars } else { 0 }, chars);
        } else if kept {
            self.leaked += page.raw[at].chars().count();
        }
    }

    fn text(&mut self, raw: &str, gold: &str, found: &str) {
        if gold.is_empty() {
            return;
        }
        let exact = squeezed(gold) == squeezed(found);
        self.clean.add(exact);
        if squeezed(raw) != squeezed(gold) || raw.contains(['\u{ad}', '\u{200b}']) {
            self.needed.add(exact);
        } else {
            self.touched.add(!exact);
        }
    }

    fn dateline(&mut self, gold: Option<&str>, found: Option<&str>) {
        match (gold, found) {
            (Some(gold), found) => self.datelines.add(found.is_some_and(|found| squeezed(found) == squeezed(gold))),
            (None, Some(_)) => self.false_datelines += 1,
            (None, None) => {}
        }
    }

    /// Prints the figures of a file.
    pub(super) fn print(&self, path: &str, console: &mut dyn Console) {
        let gold: Vec<_> = self.labels.values().filter(|label| label.gold > 0).collect();
        let macro_f1 = gold.iter().map(|label| label.f1()).sum::<f64>() / gold.len().max(1) as f64;
        let leak = Share { part: self.leaked, whole: self.body.whole }.of_one();
        console.line(&format!("{path}: {} pages, {} lines", self.pages, self.lines.whole));
        console.line(&format!(
            "label accuracy {:.3}   macro F1 {macro_f1:.3}   body kept {:.3}   leak {leak:.3}   pages with exactly the body {}",
            self.lines.of_one(),
            self.body.of_one(),
            self.exact
        ));
        for (name, label) in &self.labels {
            let (p, r, f1) = (label.precision(), label.recall(), label.f1());
            console.line(&format!("  {name:12} n {:3}  P {p:.3}  R {r:.3}  F1 {f1:.3}", label.gold));
        }
        console.line(&format!(
            "clean text exact {:.3}   on the {} lines that need a change {:.3}   touched without need {} of {}",
            self.clean.of_one(),
            self.needed.whole,
            self.needed.of_one(),
            self.touched.part,
            self.touched.whole
        ));
        console.line(&format!(
            "inline datelines {:.3} of {}, false {}",
            self.datelines.of_one(),
            self.datelines.whole,
            self.false_datelines
        ));
    }
}

/// The text with a space for each run of blanks and line ends.
fn squeezed(text: &str) -> String {
    let words = text.split([' ', '\t', '\r', '\n']).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ")
}
