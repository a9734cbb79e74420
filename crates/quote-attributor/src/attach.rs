//! What each marked segment belongs to: a cue, the quote before it, or nobody.

use crate::class;
use crate::flags::Flags;
use crate::judge::{Judge, Question, Target};
use crate::reading::{Attached, Attachment, Reading};

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
        describe(reading, segment, *target, &targets);
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
fn previous(reading: &Reading, segment: usize) -> Option<usize> {
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

fn describe(reading: &mut Reading, segment: usize, target: Target, targets: &[Target]) {
    let mut candidates = std::mem::take(&mut reading.candidates);
    let shape = segment_shape(reading, segment);
    let length = length(reading, segment);
    match target {
        Target::NotSpeech => {
            not_speech(reading, segment, targets, |template, value| candidates.feature(template, value));
        }
        Target::Alone => alone(reading, segment, targets, |template, value| candidates.feature(template, value)),
        Target::Previous => {
            let before = previous(reading, segment).expect("offered only where there is one");
            let (first, _) = reading.segment_words[segment];
            let (_, end) = reading.segment_words[before];
            let area = u64::from(reading.words[first].area.abs_diff(reading.words[end - 1].area)).min(3);
            let frames = (reading.frame_of(first) - reading.frame_of(end - 1)).min(3) as u64;
            let between = (first - end).min(12) as u64;
            let continues =
                u64::from(reading.segments[before].continues) << 1 | u64::from(reading.segments[segment].continues);
            let cued = targets
                .iter()
                .any(|t| matches!(t, Target::Cue(c) if reading.frame_of(first) == reading.cues[*c].frame));
            let adjacent = reading.attachments[segment - 1].to != Attached::Nothing;
            let place = area << 8 | frames << 4 | continues << 2 | u64::from(cued) << 1 | u64::from(adjacent);
            for (template, value) in [
                (40, place),
                (41, place << 16 | shape),
                (42, between),
                (43, between << 8 | area),
                (44, length << 8 | frames),
                (45, shape),
                (46, u64::from(cued) << 8 | between),
            ] {
                candidates.feature(template, value);
            }
        }
        Target::Cue(cue) => {
            let before = u64::from(targets.contains(&Target::Previous)) << 1 | u64::from(reading.cues[cue].quoted);
            of_cue(reading, (segment, before), cue, |template, value| candidates.feature(template, value));
        }
    }
    reading.candidates = candidates;
}

/// How the segment stands in its frame: what is before it and behind it, and how it begins and ends.
fn segment_shape(reading: &Reading, segment: usize) -> u64 {
    let (first, last) = reading.segment_words[segment];
    let frame = &reading.frames[reading.frame_of(first)].words;
    let opening = (first..last).find(|at| !reading.is(*at, Flags::MARK)).unwrap_or(first);
    let closing = (first..last).rev().find(|at| !reading.is(*at, Flags::MARK)).unwrap_or(first);
    let begins = u64::from(reading.is(opening, Flags::CAP)) | u64::from(first == frame.start) << 1;
    let stop = reading.words[closing].flags.intersection(Flags::COMMA | Flags::STOP).low_bits().min(7);
    let ends = u64::from(last >= frame.end);
    let before = first.checked_sub(1).filter(|_| first > frame.start).map_or(0, |at| {
        let word = &reading.words[at];
        word.flags.intersection(Flags::COMMA | Flags::COLON | Flags::THAT).low_bits().count_ones().into()
    });
    begins | stop << 2 | ends << 5 | before << 6
}

fn length(reading: &Reading, segment: usize) -> u64 {
    let (first, last) = reading.segment_words[segment];
    match last - first {
        count @ 0..=8 => count as u64,
        9..=12 => 9,
        13..=20 => 10,
        _ => 11,
    }
}

fn not_speech(reading: &Reading, segment: usize, targets: &[Target], mut feature: impl FnMut(u32, u64)) {
    let (first, last) = reading.segment_words[segment];
    let words = &reading.words;
    let hash = |at: usize| words.get(at).map_or(0, |word| u64::from(word.hash));
    let before = first.checked_sub(1);
    let capitals = words[first..last].iter().filter(|word| word.is(Flags::CAP)).count();
    let lower = words[first..last].iter().filter(|word| !word.is(Flags::CAP | Flags::PUNCT)).count();
    let titled = u64::from(capitals > 1 && capitals >= lower);
    let length = length(reading, segment);
    let shape = segment_shape(reading, segment);
    let single = u64::from(reading.segments[segment].single);
    let verbs = targets.iter().filter(|target| match target {
        Target::Cue(cue) => words[reading.cues[*cue].word].is(Flags::SPEECH),
        _ => false,
    });
    let verbs = verbs.count().min(3) as u64;
    let between = class::at(words, before) << 8 | class::at(words, Some(last));
    let begins = shape & 3;
    for (template, value) in [
        (0, 0),
        (1, length),
        (2, shape),
        (3, length << 16 | shape),
        (4, before.map_or(0, hash)),
        (5, hash(last)),
        (6, class::at(words, before)),
        (7, class::at(words, Some(last))),
        (8, between),
        (9, titled << 8 | length),
        (10, single << 8 | length),
        (11, verbs << 8 | length),
        (12, verbs << 4 | titled),
        (13, u64::from(reading.segments[segment].unclosed)),
        (14, u64::from(words[first].area == 0) << 4 | single),
        (15, titled << 16 | between),
        (16, before.and_then(|at| at.checked_sub(1)).map_or(0, hash) ^ before.map_or(0, hash).rotate_left(20)),
        (17, hash(first + 1)),
        (19, length.min(4) << 16 | between),
        (20, length.min(4) << 24 | begins << 16 | class::at(words, Some(last)) << 8 | verbs),
        (21, length.min(4) << 24 | begins << 16 | class::at(words, before) << 8 | verbs),
        (22, length.min(6) << 8 | begins << 4 | verbs),
        (18, u64::from(targets.contains(&Target::Previous)) << 16 | shape),
    ] {
        feature(template, value);
    }
}

/// A segment that no cue attributes: how it stands in its paragraph, and whether somebody spoke right before.
fn alone(reading: &Reading, segment: usize, targets: &[Target], mut feature: impl FnMut(u32, u64)) {
    let words = &reading.words;
    let (first, last) = reading.segment_words[segment];
    let frame = reading.frame_of(first);
    let opens = first.checked_sub(1).is_none_or(|before| words[before].area != words[first].area);
    let closes = words.get(last).is_none_or(|next| next.area != words[first].area);
    let whole = last >= reading.frames[frame].words.end;
    let place = u64::from(opens) | u64::from(closes) << 1 | u64::from(whole) << 2;
    let spoke = previous(reading, segment).map_or(3, |before| {
        let (from, _) = reading.segment_words[before];
        (words[first].area - words[from].area).min(2).into()
    });
    let cued = u64::from(!reading.cues_of(frame).is_empty());
    let near = u64::from(targets.iter().any(|target| matches!(target, Target::Cue(_))));
    let before = first.checked_sub(2).map_or(0, |at| u64::from(words[at].class));
    let colon = u64::from(first.checked_sub(1).is_some_and(|at| reading.is(at, Flags::COLON)));
    let after = class::at(words, Some(last)) << 8 | class::at(words, Some(last + 1));
    let shape = segment_shape(reading, segment);
    let length = length(reading, segment);
    for (template, value) in [
        (90, place),
        (91, place << 8 | spoke),
        (92, place << 16 | length << 8 | spoke),
        (93, place << 16 | cued << 8 | near),
        (94, place << 24 | after),
        (95, shape << 8 | place),
        (96, length << 8 | place),
        (97, colon << 16 | before << 8 | place),
        (98, (shape << 8 | place) << 8 | spoke << 2 | cued << 1 | near),
        (99, u64::from(reading.segments[segment].unclosed) << 8 | place),
    ] {
        feature(template, value);
    }
}

fn of_cue(reading: &Reading, (segment, before): (usize, u64), cue: usize, mut feature: impl FnMut(u32, u64)) {
    let words = &reading.words;
    let (first, last) = reading.segment_words[segment];
    let cue = &reading.cues[cue];
    let right = cue.word < first;
    let (from, to) = if right { (cue.word + 1, first) } else { (last, cue.word) };
    let frame = reading.frame_of(first);
    let apart = if cue.frame == frame { 0 } else { 1 + u64::from(words[cue.word].area != words[first].area) };
    let side = u64::from(right) | apart << 1;
    let gap = (to - from).min(24);
    let between = path(reading, from, to);
    let others = reading.cues[..].iter().skip(reading.cues_of(cue.frame).start).take(6);
    let crossed =
        others.filter(|other| other.frame == cue.frame && other.word > from.saturating_sub(1) && other.word < to);
    let crossed = crossed.filter(|other| words[other.word].is(Flags::SPEECH)).count().min(3) as u64;
    let segments = segments_between(reading, from, to);
    let goes_on = |segment: usize| u64::from(reading.segments[segment].continues);
    let continues = goes_on(segment) << 1 | segment.checked_sub(1).map_or(0, goes_on);
    let hash = u64::from(words[cue.word].hash);
    let form = u64::from(words[cue.word].class);
    let shape = segment_shape(reading, segment);
    let touch = if right { class::at(words, first.checked_sub(1)) } else { class::at(words, Some(last)) };
    for (template, value) in [
        (60, side),
        (61, side << 8 | gap as u64),
        (62, side << 40 | between),
        (63, side << 40 | form << 48 | between),
        (64, hash << 4 | side),
        (65, form << 8 | side),
        (66, side << 16 | shape),
        (67, side << 24 | shape << 8 | form),
        (68, side << 8 | crossed),
        (69, side << 8 | segments),
        (70, side << 16 | crossed << 8 | segments),
        (71, side << 16 | touch << 8 | form),
        (72, side << 32 | touch << 16 | shape),
        (73, length(reading, segment) << 8 | form << 16 | side),
        (74, class::at(words, Some(cue.word + 1)) << 16 | form << 8 | side),
        (75, class::at(words, cue.word.checked_sub(1)) << 16 | form << 8 | side),
        (77, (gap as u64) << 16 | form << 8 | side),
        (82, before << 8 | side),
        (83, before << 24 | shape << 8 | side),
        (84, before << 24 | form << 8 | side),
        (85, before << 24 | crossed << 16 | segments << 8 | side),
        (79, (length(reading, segment).min(4) << 8 | touch) << 8 | (shape & 3) << 4 | side),
        (80, length(reading, segment).min(4) << 44 | side << 40 | between),
        (81, (length(reading, segment).min(4) << 16 | form << 8 | touch) << 8 | side),
        (78, hash << 12 | touch << 4 | side),
        (86, continues << 8 | side),
        (87, continues << 16 | form << 8 | side),
    ] {
        feature(template, value);
    }
}

/// How many segments begin between two words.
fn segments_between(reading: &Reading, from: usize, to: usize) -> u64 {
    let first = reading.segment_words.partition_point(|(start, _)| *start < from);
    reading.segment_words[first..].partition_point(|(start, _)| *start < to).min(3) as u64
}

/// The classes of up to six words between two places, folded into one number.
pub(crate) fn path(reading: &Reading, from: usize, to: usize) -> u64 {
    let outside = reading.words[from..to.min(from + 24)].iter().filter(|word| word.segment == 0);
    let classes = outside.map(|word| u64::from(word.class)).take(6);
    classes.fold((to - from).min(7) as u64, |path, class| path.wrapping_mul(67).wrapping_add(class)) & 0xff_ffff_ffff
}
