//! Features of the second pass: what the first pass found, here and elsewhere in the article.

use super::{feature, steps};
use crate::hash::pair;
use crate::labels::{Chunk, OUTSIDE, Tag, chunks, label_of};
use crate::text::{Facts, Page};

const NO_LABEL: u64 = 99;

/// What the first pass found in an article, by word and by run.
#[derive(Default)]
pub(crate) struct Echo {
    labels: usize,
    tags: Vec<Tag>,
    /// For each group and label, the tokens in names of that label; the last column counts capitalised tokens in none.
    by_group: Vec<u16>,
    longest: Vec<Option<Chunk>>,
    chunk_of: Vec<Option<Chunk>>,
}

impl Echo {
    /// Takes in the tags of the first pass.
    pub(crate) fn listen(&mut self, page: &Page, tags: &[Tag], labels: usize) {
        self.labels = labels;
        self.tags.clear();
        self.tags.extend(tags);
        self.by_group.clear();
        self.by_group.resize(page.group_count() * (labels + 1), 0);
        self.longest.clear();
        self.longest.resize(page.group_count(), None);
        self.chunk_of.clear();
        self.chunk_of.resize(page.len(), None);
        for sentence in page.sentences() {
            for chunk in chunks(&tags[sentence.clone()]) {
                let chunk = Chunk { start: chunk.start + sentence.start, end: chunk.end + sentence.start, ..chunk };
                self.hear(page, chunk);
            }
        }
        for (at, tag) in tags.iter().enumerate() {
            let word = page.word(at);
            if *tag == OUTSIDE && word.case.is_capital() {
                self.count(word, labels);
            }
        }
    }

    fn hear(&mut self, page: &Page, chunk: Chunk) {
        for at in chunk.start..chunk.end {
            let word = page.word(at);
            self.chunk_of[at] = Some(chunk);
            self.count(word, chunk.label);
            let longest = &mut self.longest[word.group as usize];
            if longest.is_none_or(|best| best.end - best.start < chunk.end - chunk.start) {
                *longest = Some(chunk);
            }
        }
    }

    fn count(&mut self, word: &Facts, label: usize) {
        let count = &mut self.by_group[word.group as usize * (self.labels + 1) + label];
        *count = count.saturating_add(1);
    }

    /// The features of a token; lower-case words far from any name have none.
    pub(crate) fn features(&self, page: &Page, at: usize, add: &mut impl FnMut(u64)) {
        let tag = |at: Option<usize>| at.and_then(|at| self.tags.get(at)).copied().unwrap_or(OUTSIDE);
        let (before, own, after) = (tag(at.checked_sub(1)), tag(Some(at)), tag(Some(at + 1)));
        let word = page.word(at);
        if !word.case.is_capital() && before == OUTSIDE && own == OUTSIDE && after == OUTSIDE {
            return;
        }
        let mut see = |template: u64, a, b| add(feature(700 + template, pair(a, b)));
        let own_label = label_of(own).map_or(NO_LABEL, |label| label as u64);
        see(0, u64::from(own), 0);
        see(1, u64::from(own), pair(u64::from(before), u64::from(after)));
        if word.case.is_capital() {
            let [(first, times), (second, _)] = self.leaders(word, own);
            see(2, first, times);
            see(3, first, pair(u64::from(own), times));
            see(4, first, pair(second, u64::from(own)));
            see(5, first, word.short);
        }
        if let Some(longest) = self.longest[word.group as usize] {
            self.within(page, word, at, longest, own_label, &mut see);
        }
    }

    /// The two labels that the word has most often elsewhere.
    fn leaders(&self, word: &Facts, own: Tag) -> [(u64, u64); 2] {
        let row = word.group as usize * (self.labels + 1);
        let own = label_of(own).unwrap_or(self.labels);
        let mut best = [(0, NO_LABEL), (0, NO_LABEL)];
        for (label, count) in self.by_group[row..=row + self.labels].iter().enumerate() {
            let elsewhere = count.saturating_sub(u16::from(label == own));
            if elsewhere > best[0].0 {
                best = [(elsewhere, label as u64), best[0]];
            } else if elsewhere > best[1].0 {
                best[1] = (elsewhere, label as u64);
            }
        }
        best.map(|(count, label)| (label, steps(u32::from(count))))
    }

    fn within(
        &self,
        page: &Page,
        word: &Facts,
        at: usize,
        longest: Chunk,
        own: u64,
        see: &mut impl FnMut(u64, u64, u64),
    ) {
        let here = longest.start <= at && at < longest.end;
        let head = page.word(longest.start).group == word.group;
        let tail = page.word(longest.end - 1).group == word.group;
        let role = u64::from(head) * 4 + u64::from(tail) * 2 + u64::from(here);
        let length = (longest.end - longest.start).min(4) as u64;
        see(10, longest.label as u64, pair(role, own));
        see(11, longest.label as u64, pair(role, pair(own, length)));
        if let Some(chunk) = self.chunk_of[at] {
            let size = (chunk.end - chunk.start).min(4) as u64;
            see(12, longest.label as u64, pair(own, pair(size, length)));
        }
    }
}
