//! What a sentence looks like.

use super::{Described, Feature, Table};
use crate::openers::is_capitalised;
use crate::tally::Tally;

/// Fills the columns of the surface for one row.
pub(super) fn describe(article: &Described<'_>, n: usize, table: &mut Table) {
    fill(&article.tallies[n], n, table);
    let sentence = article.candidates[n].span.of(article.given.doc.text);
    table.set(Feature::Terms, n, article.terms.of(n).len() as f32);
    let end = sentence.trim_end_matches(['"', '”', '’', '\'', ')', ']']);
    table.set(Feature::Stopped, n, f32::from(u8::from(end.ends_with('.'))));
    table.set(Feature::Asks, n, f32::from(u8::from(end.ends_with('?'))));
    table.set(Feature::Opening, n, opening(article, n));
}

fn fill(tally: &Tally, n: usize, table: &mut Table) {
    let words = tally.words.max(1) as f32;
    table.set(Feature::LettersPerWord, n, tally.letters as f32 / words);
    table.set(Feature::CapitalShare, n, tally.capitals as f32 / words);
    let counts = [
        (Feature::Words, tally.words),
        (Feature::Numbers, tally.numbers),
        (Feature::Capitals, tally.capitals),
        (Feature::Shouted, tally.shouted),
        (Feature::QuoteMarks, tally.marks),
        (Feature::Commas, tally.commas),
        (Feature::Breaks, tally.breaks),
        (Feature::Brackets, tally.brackets),
        (Feature::Past, tally.past),
        (Feature::FirstPerson, tally.first_person),
        (Feature::SecondPerson, tally.second_person),
        (Feature::Said, tally.said),
        (Feature::Calendar, tally.calendar),
        (Feature::Holding, tally.holding),
        (Feature::Claims, tally.claims),
        (Feature::Scale, tally.scale),
        (Feature::Joints, tally.joints),
    ];
    for (feature, count) in counts {
        table.set(feature, n, count as f32);
    }
}

fn opening(article: &Described<'_>, n: usize) -> f32 {
    let mut words = article.given.words(&article.candidates[n]);
    match (words.next().unwrap_or_default(), words.next().unwrap_or_default()) {
        ("The", _) => 1.0,
        ("A" | "An", _) => 2.0,
        (first, _) if first.starts_with(|c: char| c.is_ascii_digit()) => 4.0,
        (first, _) if first.starts_with(['"', '“', '\'', '‘', '`']) => 5.0,
        (_, second) if is_capitalised(second) => 3.0,
        _ => 0.0,
    }
}
