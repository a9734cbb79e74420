//! What is known of news before any sentence is read: that the first sentences tell it, and that a summary need not be full.
//!
//! The trees learn from features, and few of the pages that they learn from are long, are columns or reviews. There the first
//! sentences are the best guess, the more so the longer the article is; and what a headline repeats stands all over a long
//! article, so that it tells less. The numbers were set on training articles of CNN/DailyMail and BBC News Summary and on
//! descriptions of web pages, each measured with models that had not seen the article or its publisher, and by the development
//! sets of the crate's README.

/// What the first three sentences gain by their place, in an article of no length.
const LEAD: [f32; 3] = [3.0, 1.2, 0.5];
/// The sentences that double this gain; it grows to three times at most.
const LONG: f32 = 40.0;
/// What the last sentence of a body loses: news ends with what matters least. Set by a reading of short articles; on the
/// development sets it neither gains nor loses.
const CLOSING: f32 = 1.5;
/// The fewest sentences of an article that has a close.
const FEWEST: usize = 4;
/// What the whole headline adds to a sentence of a short article.
const HEADLINE: f32 = 5.5;
/// An article of more sentences than this is no longer short: the headline's part falls with the square of its length.
const SHORT: f32 = 15.0;
/// The least worth for which a further sentence is taken, in an article of `USUAL` sentences or more.
const LEAST: f32 = 1.7;
/// The sentences of a usual article. In shorter ones a summary holds more of the whole, and is not cut so soon.
const USUAL: f32 = 35.0;
/// By how much the least worth falls towards an article of no length.
const LENIENCE: f32 = 3.5;

/// What a sentence gains by being at this place of an article of so many sentences.
pub(crate) fn lead(place: usize, sentences: usize) -> f32 {
    LEAD.get(place).map_or(0.0, |gain| gain * (1.0 + (sentences as f32 / LONG).min(2.0)))
}

/// What a sentence loses by closing an article of so many sentences.
pub(crate) fn closing(place: usize, sentences: usize) -> f32 {
    if place + 1 == sentences && sentences >= FEWEST { CLOSING } else { 0.0 }
}

/// Adds to the scores of all sentences what their places are worth.
pub(crate) fn weigh(scores: &mut [f32]) {
    let count = scores.len();
    for (place, score) in scores.iter_mut().enumerate() {
        *score += lead(place, count) - closing(place, count);
    }
}

/// What the whole headline adds to a sentence of an article of so many sentences.
pub(crate) fn headline(sentences: usize) -> f32 {
    HEADLINE * (SHORT / sentences.max(1) as f32).min(1.0).powi(2)
}

/// The least worth for which a sentence is taken beside others.
pub(crate) fn least_worth(sentences: usize) -> f32 {
    LEAST - LENIENCE * (1.0 - sentences as f32 / USUAL).max(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_articles_lean_on_their_lead_and_short_ones_on_their_headline() {
        assert!(lead(0, 80) > lead(0, 20) && lead(0, 20) > lead(1, 20) && lead(3, 20) == 0.0);
        assert_eq!(lead(0, 80), lead(0, 800));
        assert!(closing(3, 4) > 0.0 && closing(2, 4) == 0.0 && closing(2, 3) == 0.0);
        assert!(headline(10) == headline(15) && headline(30) == headline(15) / 4.0);
        assert!(least_worth(10) < least_worth(30) && least_worth(35) == least_worth(350));
    }
}
