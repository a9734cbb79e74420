//! The best tags of a sentence.

use crate::labels::Tag;
use crate::model::{FORBIDDEN, Transitions};

/// Viterbi's algorithm over 16-bit scores: only the best scores are kept on the way forth, the tags before are found again on
/// the way back, for the one path that needs them. `paths` has room for the sentence.
pub(crate) fn best_tags<const W: usize>(
    emissions: &[[i16; W]],
    transitions: &Transitions,
    tags: usize,
    paths: &mut [[i16; W]],
    out: &mut Vec<Tag>,
) {
    let mut before = None;
    for (emission, path) in emissions.iter().zip(&mut *paths) {
        let reached = match before {
            None => *transitions.start::<W>(),
            Some(before) => reach(&before, transitions, tags),
        };
        *path = add(&reached, emission, tags);
        before = Some(*path);
    }
    trace(paths, transitions, tags, out);
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

/// The sum, shifted so that the best is 0: scores stay small however long the sentence is.
fn add<const W: usize>(reached: &[i16; W], emission: &[i16; W], tags: usize) -> [i16; W] {
    let mut sum = [FORBIDDEN; W];
    for tag in 0..W {
        sum[tag] = reached[tag].saturating_add(emission[tag]);
    }
    let best = sum[..tags].iter().copied().max().unwrap_or_default();
    sum.map(|score| score.saturating_sub(best).max(2 * FORBIDDEN))
}

fn trace<const W: usize>(paths: &[[i16; W]], transitions: &Transitions, tags: usize, out: &mut Vec<Tag>) {
    let Some(last) = paths.last() else { return };
    let start = out.len();
    out.resize(start + paths.len(), 0);
    let mut tag = argmax(last[..tags].iter().copied());
    out[start + paths.len() - 1] = tag as Tag;
    for at in (1..paths.len()).rev() {
        let scores = (0..tags).map(|before| paths[at - 1][before].saturating_add(transitions.after::<W>(before)[tag]));
        tag = argmax(scores);
        out[start + at - 1] = tag as Tag;
    }
}

fn argmax(scores: impl Iterator<Item = i16>) -> usize {
    let mut best = (i16::MIN, 0);
    for (at, score) in scores.enumerate() {
        if score > best.0 {
            best = (score, at);
        }
    }
    best.1
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
        let (mut paths, mut out) = ([[0; 8]; 6], Vec::new());
        best_tags(&emissions, &transitions, 5, &mut paths, &mut out);
        let score = |tags: &[Tag]| {
            let mut sum = i32::from(transitions.start::<8>()[usize::from(tags[0])]);
            for pair in tags.windows(2) {
                sum += i32::from(transitions.after::<8>(usize::from(pair[0]))[usize::from(pair[1])]);
            }
            sum + tags.iter().zip(&emissions).map(|(tag, e)| i32::from(e[usize::from(*tag)])).sum::<i32>()
        };
        let all = (0..5_u32.pow(6)).map(|n| (0..6).map(|at| (n / 5_u32.pow(at) % 5) as Tag).collect::<Vec<_>>());
        assert_eq!(score(&out), all.map(|tags| score(&tags)).max().unwrap());
    }
}
