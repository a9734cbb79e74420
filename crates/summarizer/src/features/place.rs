//! Where a sentence stands.

use super::{Described, Feature, Table};

/// Fills the columns of place, for all rows; the words must have been counted.
pub(super) fn describe(article: &Described<'_>, table: &mut Table) {
    let rows = table.rows();
    let mean = table.column(Feature::Words as usize).iter().sum::<f32>() / rows.max(1) as f32;
    let mut before = 0.0;
    for n in 0..rows {
        let words = table.get(Feature::Words, n);
        table.set(Feature::Place, n, n as f32);
        table.set(Feature::PlaceShare, n, n as f32 / rows as f32);
        table.set(Feature::Sentences, n, rows as f32);
        table.set(Feature::WordsBefore, n, before);
        table.set(Feature::FromEnd, n, (rows - n) as f32);
        table.set(Feature::WordsToMean, n, words / mean.max(1.0));
        before += words;
        let leans = article.needs[n].predecessor;
        table.set(Feature::Leans, n, f32::from(u8::from(leans)));
        table.set(Feature::Broken, n, f32::from(u8::from(article.needs[n].broken)));
        if leans {
            table.set(Feature::LeantOn, n - 1, 1.0);
        }
    }
}
