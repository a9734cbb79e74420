//! What a sentence is worth.

use crate::features::Features;

/// Scores all sentences.
pub(crate) fn all(features: &[Features], scores: &mut Vec<f32>) {
    scores.clear();
    scores.extend(features.iter().map(one));
}

/// The first sentences of news tell the news; the headline and what the article keeps coming back to correct that.
fn one(features: &Features) -> f32 {
    let early = 2.0 / (1.0 + 0.35 * features.place);
    let too_short = (10.0 - features.words).max(0.0) * 0.1;
    let too_long = (features.words - 45.0).max(0.0) * 0.02;
    early + 0.6 * features.headline + 0.6 * features.central - too_short - too_long
}
