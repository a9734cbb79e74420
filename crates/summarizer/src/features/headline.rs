//! What a sentence shares with the headline.

use super::{Described, Feature, Table};

/// Fills the columns of the headline for one row. Without a headline they stay zero.
pub(super) fn describe(article: &Described<'_>, n: usize, table: &mut Table) {
    let terms = article.terms;
    let (own, headline) = (terms.of(n), terms.headline());
    if headline.is_empty() {
        return;
    }
    let shared = terms.shared_weight(own, headline);
    table.set(Feature::Headline, n, shared / terms.weight_of(headline).max(1.0));
    table.set(Feature::FromHeadline, n, shared / terms.weight_in(n).max(1.0));
}
