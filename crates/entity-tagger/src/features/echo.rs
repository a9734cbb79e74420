//! Features of the second pass: what the first pass found, here and elsewhere in the article.

use super::{feature, steps};
use crate::hash::pair;
use crate::labels::{Chunk, OUTSIDE, Tag, chunks, label_of};
use crate::text::{Facts, Index, Page};

const NO_LABEL: u64 = 99;
/// Names farther apart than so many words have nothing to do with each other.
const NEAR: usize = 3;

/// What the first pass found in an article, by place, by word and by name.
#[derive(Default)]
pub(crate) struct Echo {
    labels: usize,
    tags: Vec<Tag>,
    names: Vec<Chunk>,
    /// For each token the first name that ends behind it.
    name_at: Vec<u32>,
    /// For each word group, the tokens in names of each label; the last column counts capitalised tokens in none.
    by_group: Vec<u16>,
    /// The same for the last words of names.
    by_last: Vec<u16>,
    longest: Vec<Option<Chunk>>,
    /// Different names, and how often each has each label.
    words: Index,
    different: Vec<u32>,
    by_name: Vec<u16>,
}

impl Echo {
    /// Takes in the tags of the first pass.
    pub(crate) fn listen(&mut self, page: &Page, tags: &[Tag], labels: usize) {
        self.clear(page, tags, labels);
        for sentence in page.sentences() {
            for chunk in chunks(&tags[sentence.clone()]) {
                let chunk = Chunk { start: chunk.start + sentence.start, end: chunk.end + sentence.start, ..chunk };
                self.note(page, chunk);
            }
        }
        self.name_at.resize(page.len(), self.names.len() as u32);
        for (at, tag) in tags.iter().enumerate() {
            let word = page.word(at);
            if *tag == OUTSIDE && word.case.is_capital() {
                raise(&mut self.by_group, word.group as usize * (labels + 1) + labels);
            }
        }
    }

    fn clear(&mut self, page: &Page, tags: &[Tag], labels: usize) {
        self.labels = labels;
        self.tags.clear();
        self.tags.extend(tags);
        self.names.clear();
        self.name_at.clear();
        self.name_at.reserve(page.len());
        self.words.clear();
        self.different.clear();
        self.by_name.clear();
        for counts in [&mut self.by_group, &mut self.by_last] {
            counts.clear();
            counts.resize(page.group_count() * (labels + 1), 0);
        }
        self.longest.clear();
        self.longest.resize(page.group_count(), None);
    }

    fn note(&mut self, page: &Page, chunk: Chunk) {
        let row = self.labels + 1;
        let mut words = 0;
        for at in chunk.start..chunk.end {
            let word = page.word(at);
            words = pair(words, word.lower);
            raise(&mut self.by_group, word.group as usize * row + chunk.label);
            let longest = &mut self.longest[word.group as usize];
            if longest.is_none_or(|best| best.end - best.start < chunk.end - chunk.start) {
                *longest = Some(chunk);
            }
        }
        raise(&mut self.by_last, page.word(chunk.end - 1).group as usize * row + chunk.label);
        let (name, new) = self.words.insert(words);
        if new {
            self.by_name.resize(self.by_name.len() + row, 0);
        }
        raise(&mut self.by_name, name as usize * row + chunk.label);
        self.different.push(name);
        self.name_at.resize(chunk.end, self.names.len() as u32);
        self.names.push(chunk);
    }

    /// The tags of a token and of those beside it.
    fn near(&self, at: usize) -> [Tag; 3] {
        let tag = |at: Option<usize>| at.and_then(|at| self.tags.get(at)).copied().unwrap_or(OUTSIDE);
        [tag(at.checked_sub(1)), tag(Some(at)), tag(Some(at + 1))]
    }

    /// Whether a token has features: lower-case words away from any name have none.
    pub(crate) fn concerns(&self, page: &Page, at: usize) -> bool {
        page.word(at).case.is_capital() || self.near(at).iter().any(|tag| *tag != OUTSIDE)
    }

    /// The features of a token.
    pub(crate) fn features(&self, page: &Page, at: usize, add: &mut impl FnMut(u64)) {
        if !self.concerns(page, at) {
            return;
        }
        let [before, own, after] = self.near(at);
        let word = page.word(at);
        let mut see = |template: u64, a, b| add(feature(700 + template, pair(a, b)));
        let own_label = label_of(own).map_or(NO_LABEL, |label| label as u64);
        see(0, u64::from(own), 0);
        see(1, u64::from(own), pair(u64::from(before), u64::from(after)));
        if word.case.is_capital() {
            self.elsewhere(word, own, &mut see);
        }
        if let Some(longest) = self.longest[word.group as usize] {
            self.within(page, word, at, longest, own_label, &mut see);
        }
        self.beside(page, at, own_label, &mut see);
    }

    fn elsewhere(&self, word: &Facts, own: Tag, see: &mut impl FnMut(u64, u64, u64)) {
        let label = label_of(own).unwrap_or(self.labels);
        let [(first, times), (second, _)] = self.leaders(&self.by_group, word.group, label);
        see(2, first, times);
        see(3, first, pair(u64::from(own), times));
        see(4, first, pair(second, u64::from(own)));
        see(5, first, word.short);
        let [(last, times), _] = self.leaders(&self.by_last, word.group, self.labels);
        see(6, last, pair(times, u64::from(own)));
    }

    /// The two labels that a row has most often, a place of label `own` left out.
    fn leaders(&self, counts: &[u16], row: u32, own: usize) -> [(u64, u64); 2] {
        let row = row as usize * (self.labels + 1);
        let mut best = [(0, NO_LABEL), (0, NO_LABEL)];
        for (label, count) in counts[row..=row + self.labels].iter().enumerate() {
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
        if let Some(name) = self.name_of(at) {
            let size = (name.end - name.start).min(4) as u64;
            see(12, longest.label as u64, pair(own, pair(size, length)));
        }
    }

    fn name_of(&self, at: usize) -> Option<Chunk> {
        self.names.get(self.name_at[at] as usize).copied().filter(|name| name.start <= at)
    }

    /// The names before and after, and the places of the same name.
    fn beside(&self, page: &Page, at: usize, own: u64, see: &mut impl FnMut(u64, u64, u64)) {
        let number = self.name_at[at] as usize;
        let name = self.name_of(at);
        let (start, end) = name.map_or((at, at + 1), |name| (name.start, name.end));
        if let Some(name) = name {
            let [(first, times), (second, _)] = self.leaders(&self.by_name, self.different[number], name.label);
            see(20, first, pair(own, times));
            see(21, first, pair(own, second));
        }
        let before = number.checked_sub(1).map(|before| self.names[before]).filter(|before| start - before.end <= NEAR);
        let next = self.names.get(number + usize::from(name.is_some())).filter(|next| next.start - end <= NEAR);
        let label = |name: Option<Chunk>| name.map_or(NO_LABEL, |name| name.label as u64);
        let (before, next) = (before, next.copied());
        if let Some(before) = before {
            let gap = pair((start - before.end) as u64, page.word(start - 1).lower);
            see(22, label(Some(before)), pair(own, gap));
        }
        if let Some(next) = next {
            let gap = pair((next.start - end) as u64, page.word(end).lower);
            see(23, label(Some(next)), pair(own, gap));
        }
        see(24, label(before), pair(own, label(next)));
    }
}

fn raise(counts: &mut [u16], place: usize) {
    counts[place] = counts[place].saturating_add(1);
}
