//! The best tags of a sentence.

use crate::labels::Tag;
use crate::model::{FORBIDDEN, Transitions};

/// What is known of the tags on both sides of a stretch of tokens.
#[derive(Clone, Copy)]
pub(crate) struct Sides {
    /// The tag before; `None` at the start of a sentence.
    pub before: Option<Tag>,
    /// The tag behind; `None` at the end of a sentence.
    pub after: Option<Tag>,
}

/// Viterbi's algorithm over 16-bit scores: only the best scores are kept on the way forth, the tags before are found again on
/// the way back, for the one path that needs them. `paths` and `out` have the length of the stretch.
pub(crate) fn best_tags<const W: usize>(
    emissions: &[[i16; W]],
    sides: Sides,
    transitions: &Transitions,
    tags: usize,
    paths: &mut [[i16; W]],
    out: &mut [Tag],
) {
    let mut reached = match sides.before {
        None => *transitions.start::<W>(),
        Some(tag) => *transitions.after::<W>(usize::from(tag)),
    };
    let mut before = None;
    for (emission, path) in emissions.iter().zip(&mut *paths) {
        if let Some(before) = before {
            reached = reach(&before, transitions, tags);
        }
        *path = add(&reached, emission);
        before = Some(*path);
    }
    trace(paths, sides.after, transitions, out);
}

fn reach<const W: usize>(before: &[i16; W], transitions: &Transitions, tags: usize) -> [i16; W] {
    let mut reached = [i16::MIN; W];
    for (tag, score) in before[..tags].iter().enumerate() {
        let step = transitions.after::<W>(tag);
        for next in 0..W {
            reached[next] = reached[next].max(score.saturating_add(step[next]));
        }
    }
    reached
}

/// The sum, shifted so that the best is 0: scores stay small however long the sentence is. Columns behind the last tag stay
/// the lowest: their transitions are.
fn add<const W: usize>(reached: &[i16; W], emission: &[i16; W]) -> [i16; W] {
    let mut sum = [FORBIDDEN; W];
    for tag in 0..W {
        sum[tag] = reached[tag].saturating_add(emission[tag]);
    }
    let best = highest(&sum);
    for score in &mut sum {
        *score = score.saturating_sub(best).max(2 * FORBIDDEN);
    }
    sum
}

fn highest<const W: usize>(scores: &[i16; W]) -> i16 {
    scores.iter().copied().fold(i16::MIN, i16::max)
}

fn trace<const W: usize>(paths: &[[i16; W]], mut next: Option<Tag>, transitions: &Transitions, out: &mut [Tag]) {
    for (path, out) in paths.iter().zip(out).rev() {
        let mut scores = *path;
        if let Some(next) = next {
            let step = transitions.before::<W>(usize::from(next));
            for tag in 0..W {
                scores[tag] = scores[tag].saturating_add(step[tag]);
            }
        }
        let best = highest(&scores);
        let tag = scores.iter().position(|score| *score == best).unwrap_or_default() as Tag;
        *out = tag;
        next = Some(tag);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_best_path_beats_every_other() {
        let transitions =
            Transitions::new(2, 8, |before, tag| i16::from(before.unwrap_or(7)) * 3 % 5 - i16::from(tag) % 3);
        let emissions: Vec<[i16; 8]> =
            (0..6_i16).map(|t| std::array::from_fn(|tag| (t * 7 + tag as i16 * 11) % 13 - 6)).collect();
        let step = |before: Option<Tag>, tag: Tag| {
            let row = before.map_or(transitions.start::<8>(), |before| transitions.after(usize::from(before)));
            i32::from(row[usize::from(tag)])
        };
        for (before, after) in [(None, None), (Some(0), Some(0)), (Some(3), None), (None, Some(2))] {
            let (mut paths, mut out) = ([[0; 8]; 6], [0; 6]);
            best_tags(&emissions, Sides { before, after }, &transitions, 5, &mut paths, &mut out);
            let score = |tags: &[Tag]| {
                let inside = tags.windows(2).map(|pair| step(Some(pair[0]), pair[1])).sum::<i32>();
                let seen = tags.iter().zip(&emissions).map(|(tag, e)| i32::from(e[usize::from(*tag)])).sum::<i32>();
                step(before, tags[0]) + inside + after.map_or(0, |after| step(tags.last().copied(), after)) + seen
            };
            let all = (0..5_u32.pow(6)).map(|n| (0..6).map(|at| (n / 5_u32.pow(at) % 5) as Tag).collect::<Vec<_>>());
            assert_eq!(score(&out), all.map(|tags| score(&tags)).max().unwrap());
        }
    }
}
