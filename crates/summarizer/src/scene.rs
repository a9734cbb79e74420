//! Openings that set a scene, and the sentence that states the news behind them.
//!
//! "Rain drummed on the roof of the chapel as the choir filed in." The news stands a few sentences down: in a feature, in a
//! column that begins with an anecdote, in an obituary that begins with a memory. Where the trees, which know how news is told
//! but not that it mostly stands first, hold a later sentence for worth much more than the first, that one states it.

use crate::needs::Needs;
use crate::prior;

/// How far down the news is looked for, in sentences. The scenes of the training articles end before.
const FARTHEST: usize = 10;
/// By how much more the sentence must be worth than the first. Of 2, 3 and 4, by articles that the model had not seen: with 2,
/// leads of news are taken for scenes; with 4, scenes are kept.
const MORE: f32 = 3.0;
/// What stating the news adds to a sentence, beside what the scene before it gained by its place. More changes nothing.
const WEIGHT: f32 = 2.0;

/// The sentence that states the news, if the first sets a scene; by what the sentences are worth apart from their place.
pub(crate) fn news(scores: &[f32], needs: &[Needs]) -> Option<usize> {
    let first = *scores.first()?;
    let readable = |n: &usize| !(needs[*n].broken || needs[*n].fragment || needs[*n].predecessor);
    let others = (1..scores.len().min(FARTHEST)).filter(readable);
    let best = others.max_by(|&a, &b| scores[a].total_cmp(&scores[b]).then(b.cmp(&a)))?;
    (scores[best] > first + MORE).then_some(best)
}

/// Gives the news its weight, and takes from the scene what it gained by standing first.
pub(crate) fn weigh(news: Option<usize>, scores: &mut [f32]) {
    if let Some(news) = news {
        let count = scores.len();
        for (place, score) in scores[..news].iter_mut().enumerate() {
            *score -= prior::lead(place, count);
        }
        scores[news] += WEIGHT;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn news_is_worth_much_more_than_the_scene() {
        let free = [Needs::default(); 12];
        let mut leaning = free;
        leaning[2].predecessor = true;
        assert_eq!(news(&[0.0, 1.0, 4.0, 3.5], &free), Some(2));
        assert_eq!(
            news(&[0.0, 1.0, 4.0, 3.5], &leaning),
            Some(3),
            "a sentence that needs the scene does not replace it"
        );
        assert_eq!(news(&[0.0, 1.0, 2.9], &free), None);
        let mut far = [0.0; 12];
        far[11] = 9.0;
        assert_eq!(news(&far, &free), None);
        assert_eq!(news(&[], &free), None);
    }

    #[test]
    fn the_whole_scene_loses_its_place() {
        let mut scores = [5.0; 4];
        weigh(Some(2), &mut scores);
        assert!(scores[0] < scores[1] && scores[1] < scores[3] && scores[3] < scores[2], "{scores:?}");
        let mut same = [5.0; 4];
        weigh(None, &mut same);
        assert_eq!(same, [5.0; 4]);
    }
}
