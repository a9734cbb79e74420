//! What is counted, article by article.

use copydesk_core::Span;
use copydesk_layers::{Quote, QuoteKind};

use super::speaker;
use super::words::{WordSpans, shared};
use crate::train::gold::{GoldArticle, GoldQuote, GoldSegment, Status};

/// Hits over predictions and over gold.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Rate {
    pub(crate) hits: usize,
    pub(crate) predicted: usize,
    pub(crate) found: usize,
    pub(crate) gold: usize,
}

impl Rate {
    /// Precision, recall and F1, in per cent.
    pub(crate) fn shown(&self) -> String {
        let share = |part: usize, whole: usize| 100.0 * part as f64 / whole.max(1) as f64;
        let (p, r) = (share(self.hits, self.predicted), share(self.found, self.gold));
        format!("{p:5.1}  {r:5.1}  {:5.1}", if p + r > 0.0 { 2.0 * p * r / (p + r) } else { 0.0 })
    }
}

/// Everything counted.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Counts {
    pub(crate) segments: Rate,
    pub(crate) scares: (usize, usize),
    pub(crate) mention: Rate,
    pub(crate) name: Rate,
    pub(crate) pronouns: (usize, usize),
    pub(crate) exact: Rate,
    pub(crate) overlap: Rate,
    pub(crate) all: Rate,
    pub(crate) cases: (usize, usize),
}

struct Compared<'a> {
    text: &'a str,
    words: WordSpans,
    gold: &'a GoldArticle,
    quotes: &'a [Quote],
    ours: Vec<Vec<u32>>,
    theirs: Vec<Vec<u32>>,
}

/// Counts an article.
pub(crate) fn count(counts: &mut Counts, gold: &GoldArticle, quotes: &[Quote]) {
    let words = WordSpans::all(&gold.text);
    let ours = quotes.iter().map(|quote| words.touched(&quote.content)).collect();
    let theirs = gold.quotes.iter().map(|quote| words.touched(&quote.content)).collect();
    let compared = Compared { text: &gold.text, words, gold, quotes, ours, theirs };
    gold.marked.iter().for_each(|segment| compared.segment(counts, segment));
    compared.strays(counts);
    compared.quotes(counts);
}

impl Compared<'_> {
    fn segment(&self, counts: &mut Counts, segment: &GoldSegment) {
        let inner = self.words.touched(&[segment.inner]);
        if inner.is_empty() || segment.status == Status::Unclear {
            return;
        }
        let covers: Vec<usize> = self.ours.iter().map(|ours| shared(&inner, ours)).collect();
        let covered = inner.iter().filter(|word| self.ours.iter().any(|ours| ours.binary_search(word).is_ok())).count();
        let hit = 2 * covered >= inner.len();
        if segment.status == Status::NotSpeech {
            counts.scares.1 += 1;
            counts.scares.0 += usize::from(!hit);
            return;
        }
        counts.segments.gold += 1;
        counts.segments.found += usize::from(hit);
        let best = (0..covers.len()).rev().max_by_key(|at| covers[*at]);
        if let Some(gold) = segment.quote.map(|quote| &self.gold.quotes[quote]).filter(|gold| !gold.source.is_empty()) {
            self.speaker(counts, gold, best.filter(|_| hit));
        }
    }

    fn speaker(&self, counts: &mut Counts, gold: &GoldQuote, predicted: Option<usize>) {
        counts.mention.gold += 1;
        let named = !speaker::gold_name(self.text, &gold.source, gold.entity.as_deref()).is_empty();
        counts.name.gold += usize::from(named);
        let Some(quote) = predicted.map(|at| &self.quotes[at]) else { return };
        let (mention, name) = self.is_right(quote, gold);
        counts.mention.predicted += 1;
        counts.mention.found += usize::from(mention);
        if let Some(right) = name {
            counts.name.predicted += 1;
            counts.name.found += usize::from(right);
            if self.is_pronoun(&gold.source) {
                counts.pronouns.1 += 1;
                counts.pronouns.0 += usize::from(right);
            }
        }
    }

    fn is_right(&self, quote: &Quote, gold: &GoldQuote) -> (bool, Option<bool>) {
        speaker::is_right(self.text, (&quote.source, quote.speaker.as_deref()), (&gold.source, gold.entity.as_deref()))
    }

    fn is_pronoun(&self, source: &[Span]) -> bool {
        let words = self.words.touched(source).len();
        words == 1 && source.iter().all(|span| !span.of(self.text).trim().starts_with(char::is_uppercase))
            || source.iter().all(|span| matches!(span.of(self.text).trim(), "He" | "She" | "It" | "They" | "I" | "We"))
    }

    /// Direct quotes that touch neither a marked segment nor a gold content count as wrong.
    fn strays(&self, counts: &mut Counts) {
        let mut known: Vec<u32> = self.theirs.concat();
        known.extend(self.gold.marked.iter().flat_map(|segment| self.words.touched(&[segment.inner])));
        known.sort_unstable();
        let stray = |(quote, words): &(&Quote, &Vec<u32>)| {
            quote.kind == QuoteKind::Direct && !words.is_empty() && shared(words, &known) == 0
        };
        counts.segments.predicted += self.quotes.iter().zip(&self.ours).filter(stray).count();
    }

    fn quotes(&self, counts: &mut Counts) {
        let pairs = self.pairs();
        let direct = |kind: QuoteKind| kind == QuoteKind::Direct;
        let ours = self.quotes.iter().filter(|quote| direct(quote.kind)).count();
        let theirs = self.gold.quotes.iter().filter(|quote| direct(quote.kind)).count();
        for rate in [&mut counts.exact, &mut counts.overlap] {
            rate.predicted += ours;
            rate.gold += theirs;
        }
        counts.all.predicted += self.quotes.len();
        counts.all.gold += self.gold.quotes.len();
        let mut right = 0;
        for (overlap, our, their) in pairs {
            let (quote, gold) = (&self.quotes[our], &self.gold.quotes[their]);
            let kinds = (usize::from(direct(quote.kind)), usize::from(direct(gold.kind)));
            if overlap > 0.999 {
                counts.exact.hits += kinds.0;
                counts.exact.found += kinds.1;
                let (mention, name) = self.is_right(quote, gold);
                let speaker = gold.source.is_empty() || (mention && name != Some(false));
                right += usize::from(speaker && quote.kind == gold.kind);
            }
            if overlap >= 0.5 {
                counts.overlap.hits += kinds.0;
                counts.overlap.found += kinds.1;
                counts.all.hits += 1;
                counts.all.found += 1;
            }
        }
        counts.cases.1 += 1;
        counts.cases.0 += usize::from(right == self.quotes.len() && right == self.gold.quotes.len());
    }

    /// One-to-one pairs, the greatest Jaccard index first.
    fn pairs(&self) -> Vec<(f64, usize, usize)> {
        let mut pairs = Vec::new();
        for (our, ours) in self.ours.iter().enumerate() {
            for (their, theirs) in self.theirs.iter().enumerate() {
                let both = shared(ours, theirs);
                if both > 0 {
                    pairs.push((both as f64 / (ours.len() + theirs.len() - both) as f64, our, their));
                }
            }
        }
        pairs.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
        let (mut used, mut matched) = (vec![false; self.ours.len()], vec![false; self.theirs.len()]);
        pairs.retain(|(_, our, their)| {
            let free = !used[*our] && !matched[*their];
            if free {
                (used[*our], matched[*their]) = (true, true);
            }
            free
        });
        pairs
    }
}
