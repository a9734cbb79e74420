//! What each marked segment belongs to: a cue, the quote before it, or nobody.

use crate::flags::Flags;
use crate::judge::{Judge, Question, Target};
use crate::reading::{Attached, Attachment, Reading};
use crate::targets;

const NEAREST: usize = 3;

/// Decides about a segment; the segments before it have been decided.
pub(crate) fn decide(reading: &mut Reading, segment: usize, judge: &mut impl Judge) {
    if let Some(cue) = signed(reading, segment).or_else(|| labelled(reading, segment)) {
        reading.cues[cue].quoted = true;
        reading.attachments.push(Attachment { to: Attached::Cue(cue), probability: 1.0 });
        return;
    }
    if reading.is_headline(reading.segment_words[segment].0) {
        reading.attachments.push(Attachment { to: Attached::Nothing, probability: 1.0 });
        return;
    }
    let targets = targets(reading, segment);
    reading.candidates.clear();
    for target in &targets {
        targets::describe(reading, segment, *target, &targets);
        reading.candidates.end();
    }
    let (chosen, probability) = reading.ask(
        judge,
        &Question::Attach {
            segment: reading.segment_words[segment],
            previous: previous(reading, segment).map(|at| reading.segment_words[at]),
            targets: &targets,
            cues: &reading.cues,
        },
    );
    let to = match targets[chosen] {
        Target::NotSpeech => Attached::Nothing,
        Target::Previous => previous(reading, segment).map_or(Attached::Nothing, |last| reading.attachments[last].to),
        Target::Alone => Attached::Alone(segment),
        Target::Cue(cue) => Attached::Cue(cue),
    };
    if let Attached::Cue(cue) = to {
        reading.cues[cue].quoted = true;
    }
    reading.attachments.push(Attachment { to, probability });
}

/// The speaker's label before a segment in its paragraph, as a cue.
fn labelled(reading: &Reading, segment: usize) -> Option<usize> {
    let (first, _) = reading.segment_words[segment];
    let colon = reading.labels.colon_of(reading.words[first].area).filter(|colon| *colon < first)?;
    reading.cues.binary_search_by_key(&colon, |cue| cue.word).ok()
}

/// The signature under a segment, as a cue.
fn signed(reading: &Reading, segment: usize) -> Option<usize> {
    let signature = reading.signatures.iter().find(|signature| signature.segment == segment)?;
    reading.cues.binary_search_by_key(&signature.mark, |cue| cue.word).ok()
}

/// The last segment before this one that was found to be speech.
pub(crate) fn previous(reading: &Reading, segment: usize) -> Option<usize> {
    let near = segment.saturating_sub(4)..segment;
    near.rev().find(|before| reading.attachments[*before].to != Attached::Nothing)
}

/// Whether a segment may go on with the quote of the one before: in its paragraph, or where marks were left open for it.
fn goes_on(reading: &Reading, before: usize, segment: usize) -> bool {
    let area = |segment: usize| reading.words[reading.segment_words[segment].0].area;
    area(before) == area(segment) || (before..segment).all(|open| reading.segments[open].continues)
}

fn targets(reading: &Reading, segment: usize) -> Vec<Target> {
    let mut targets = Vec::with_capacity(2 + 2 * NEAREST + 2);
    targets.push(Target::NotSpeech);
    if previous(reading, segment).is_some_and(|before| goes_on(reading, before, segment)) {
        targets.push(Target::Previous);
    }
    let (first, last) = reading.segment_words[segment];
    let frame = reading.frame_of(first);
    if reading.frames[frame].words.start == first {
        targets.push(Target::Alone);
    }
    let cues = reading.cues_of(frame);
    let middle = reading.cues.partition_point(|cue| cue.word < first).clamp(cues.start, cues.end);
    targets.extend((cues.start..middle).rev().take(NEAREST).map(Target::Cue));
    let behind = |cue: &usize| !coordinated(reading, last, reading.cues[*cue].word);
    targets.extend((middle..cues.end).filter(behind).take(NEAREST).map(Target::Cue));
    let area = reading.words[first].area;
    let near = |cue: &usize| reading.words[reading.cues[*cue].word].area.abs_diff(area) <= 1;
    let speech = reading.cues[cues.clone()].iter().any(|cue| reading.is(cue.word, Flags::SPEECH));
    let leads = |cue: &usize| {
        let same = reading.words[reading.cues[*cue].word].area == area;
        same || !speech || first.checked_sub(1).is_some_and(|before| reading.is(before, Flags::COLON))
    };
    targets.extend((0..cues.start).next_back().filter(near).filter(leads).map(Target::Cue));
    let same = |cue: &usize| reading.cues[*cue].frame <= frame + 1 && near(cue);
    if last == reading.frames[frame].words.end || cues.is_empty() {
        targets.extend(Some(cues.end).filter(|cue| *cue < reading.cues.len()).filter(same).map(Target::Cue));
    }
    targets
}

/// Whether the clause of a cue is one more after ", and": it attributes nothing that stands before.
fn coordinated(reading: &Reading, from: usize, cue: usize) -> bool {
    let outside = |at: &usize| reading.words[*at].segment == 0 && reading.is(*at, Flags::COMMA);
    let comma = (cue.saturating_sub(6).max(from)..cue).rev().find(outside);
    comma.is_some_and(|comma| comma > from && reading.is(comma + 1, Flags::AND | Flags::CONJUNCTION))
}
