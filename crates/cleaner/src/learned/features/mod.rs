//! The features of a line, as hashes: what it is made of, what stands around it, where it stands.

mod around;
mod own;
mod placed;
mod reading;
mod scales;

use copydesk_layers::BlockKind;

use super::hash::pair;
use super::measure::Measures;
use super::page::Page;
use scales::length;

/// What the rules make of a line.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Ruled {
    /// Its kind by its own words.
    pub(crate) own: Option<BlockKind>,
    /// Its kind after the rules looked at its place too.
    pub(crate) settled: Option<BlockKind>,
    /// It holds a credit at its end.
    pub(crate) credited: bool,
    /// It heads a list of other articles.
    pub(crate) heads_list: bool,
}

/// What kind of question a feature answers; the order is part of the model.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Ask {
    Bias,
    Length,
    Case,
    Marks,
    Classes,
    Words,
    FirstWord,
    LastWord,
    Whole,
    Rules,
    Known,
    Repeats,
    Alike,
    Title,
    Paragraphs,
    Ends,
    Before,
    After,
    Around,
    Sort,
    Pairs,
    Nearby,
    Reading,
    Topic,
    WholePage,
}

/// The features of one line.
pub(crate) struct Features<'a> {
    page: &'a Page,
    rules: &'a [Ruled],
    at: usize,
    out: &'a mut Vec<u32>,
}

/// Adds the features of a line to `out`.
pub(crate) fn features(page: &Page, rules: &[Ruled], at: usize, out: &mut Vec<u32>) {
    let mut features = Features { page, rules, at, out };
    features.own();
    features.lexical();
    features.reading();
    features.placed();
    features.nearby();
    features.around();
    features.topic();
    features.strangers();
    features.whole_page();
}

impl<'a> Features<'a> {
    fn add(&mut self, ask: Ask, value: u32) {
        self.out.push(pair(ask as u32 + 1, value));
    }

    /// The line's measures, and the step of its length.
    fn line(&self) -> (&'a Measures, u32) {
        let line = &self.page.lines[self.at];
        (line, length(line.len()))
    }
}
