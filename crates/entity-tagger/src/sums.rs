//! What a word adds to the scores of the tokens around it, added up once for every different word.
//!
//! Most features of a token come from one word near it. Their weights depend on the word, the distance and the table, so their
//! sums are kept as long as the word is remembered, from article to article.

use std::ops::Range;

use crate::features::{OFFSETS, context, of_place, of_run, own};
use crate::model::{Rows, Table};
use crate::serial::Serial;
use crate::text::Page;

const PLACES: usize = OFFSETS.len();

/// The sums of one table.
#[derive(Default)]
pub(crate) struct Sums {
    /// For each word number and each of the offsets a row of the table's width.
    rows: Vec<i16>,
    /// For each word number a bit for every offset whose sum is there.
    there: Vec<u8>,
    seen: Vec<u64>,
    table: Serial,
    words: Serial,
}

/// The sums of one table for the words of one article.
pub(crate) struct Added<'a, const W: usize> {
    rows: &'a mut [[i16; W]],
    there: &'a mut [u8],
    seen: &'a mut Vec<u64>,
    table: &'a Table,
}

impl Sums {
    /// The sums of this table for the words of this article.
    pub(crate) fn of<'a, const W: usize>(&'a mut self, page: &Page, table: &'a Table) -> Added<'a, W> {
        if (self.table, self.words) != (table.serial(), page.remembered()) {
            (self.table, self.words) = (table.serial(), page.remembered());
            self.there.clear();
        }
        self.there.resize(page.number_bound(), 0);
        let length = page.number_bound() * PLACES * W;
        self.rows.resize(self.rows.len().max(length), 0);
        Added { rows: self.rows.as_chunks_mut().0, there: &mut self.there, seen: &mut self.seen, table }
    }
}

impl<const W: usize> Added<'_, W> {
    /// Adds what the words around a token add to its scores.
    #[inline]
    pub(crate) fn add(&mut self, page: &Page, sentence: &Range<usize>, at: usize, scores: &mut [i16; W]) {
        for (place, offset) in OFFSETS.iter().enumerate() {
            let other = at.wrapping_add_signed(*offset);
            let number = if sentence.contains(&other) { page.word(other).number as usize } else { 0 };
            if self.there[number] >> place & 1 == 0 {
                self.sum(page, number, place, other);
            }
            let row = &self.rows[number * PLACES + place];
            for tag in 0..W {
                scores[tag] += row[tag];
            }
        }
    }

    #[cold]
    fn sum(&mut self, page: &Page, number: usize, place: usize, token: usize) {
        let row = &mut self.rows[number * PLACES + place];
        *row = [0; W];
        self.seen.clear();
        own((number != 0).then(|| page.word(token)), place, &mut |feature| self.seen.push(feature));
        self.table.rows::<W>().add(self.seen, row);
        self.there[number] |= 1 << place;
    }
}

/// What the features that all tokens of a run have alike add to their scores: added up for its first token, kept for the others.
pub(crate) struct RunSum<const W: usize> {
    start: u32,
    sum: [i16; W],
}

impl<const W: usize> Default for RunSum<W> {
    fn default() -> Self {
        Self { start: u32::MAX, sum: [0; W] }
    }
}

impl<const W: usize> RunSum<W> {
    /// Adds a token's features to those seen, or to its scores what is known of them already.
    pub(crate) fn see(
        &mut self,
        page: &Page,
        sentence: &Range<usize>,
        at: usize,
        (rows, seen, scores): (&Rows<'_, W>, &mut Vec<u64>, &mut [i16; W]),
    ) {
        let Some(run) = page.run(at).filter(|run| run.end - run.start > 1) else {
            return context(page, sentence, at, &mut |feature| seen.push(feature));
        };
        if self.start != run.start {
            *self = Self { start: run.start, sum: [0; W] };
            of_run(page, sentence, at, &mut |feature| seen.push(feature));
            rows.add(seen, &mut self.sum);
            seen.clear();
        }
        scores.iter_mut().zip(&self.sum).for_each(|(score, sum)| *score = score.wrapping_add(*sum));
        of_place(page, sentence, at, &mut |feature| seen.push(feature));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Lexicon;

    #[test]
    fn sums_of_one_table_are_not_taken_for_another() {
        let (lexicon, mut page) = (Lexicon::default(), Page::default());
        page.push(["The", "boat", "sank"].into_iter(), &lexicon);
        page.finish(&lexicon, false);
        let table = |weight: u8| Table::new(8, vec![weight; 16].into()).unwrap();
        let scores = |sums: &mut Sums, table: &Table| {
            let mut scores = [0; 8];
            sums.of(&page, table).add(&page, &(0..3), 1, &mut scores);
            scores
        };
        let (one, two) = (table(1), table(2));
        let mut sums = Sums::default();
        let ones = scores(&mut sums, &one);
        assert_eq!(scores(&mut sums, &two), ones.map(|score| 2 * score));
        assert_eq!(scores(&mut sums, &one), ones);
        assert!(ones[0] > 20);
    }
}
