//! How the things look that a marked segment may belong to.

use copydesk_core::Id;

use crate::class;
use crate::cue::{Attached, Cue};
use crate::flags::Flags;
use crate::judge::Target;
use crate::reading::Reading;
use crate::segments::Segment;
use crate::words::WordSpan;

/// What each feature is folded from, by the number that keeps its values apart from the others'.
mod template {
    pub(super) const BIAS: u32 = 0;
    pub(super) const LENGTH: u32 = 1;
    pub(super) const SHAPE_OF_NEXT: u32 = 2;
    pub(super) const LENGTH_SHAPE: u32 = 3;
    pub(super) const BEFORE_HASH: u32 = 4;
    pub(super) const HASH: u32 = 5;
    pub(super) const CLASS_BEFORE: u32 = 6;
    pub(super) const CLASS: u32 = 7;
    pub(super) const CLASSES_AROUND: u32 = 8;
    pub(super) const TITLED_LENGTH: u32 = 9;
    pub(super) const SINGLE_LENGTH: u32 = 10;
    pub(super) const VERBS_LENGTH: u32 = 11;
    pub(super) const VERBS_TITLED: u32 = 12;
    pub(super) const UNCLOSED: u32 = 13;
    pub(super) const AREA_SINGLE: u32 = 14;
    pub(super) const TITLED_BETWEEN: u32 = 15;
    pub(super) const BEFORE_AND_THEN_HASH: u32 = 16;
    pub(super) const HASH_SECOND: u32 = 17;
    pub(super) const PREVIOUS_SHAPE: u32 = 18;
    pub(super) const LENGTH_BETWEEN: u32 = 19;
    pub(super) const LENGTH_BEGINS_CLASS_VERBS: u32 = 20;
    pub(super) const LENGTH_BEGINS_CLASS_BEFORE_VERBS: u32 = 21;
    pub(super) const LENGTH_BEGINS_VERBS: u32 = 22;
    pub(super) const PLACE: u32 = 40;
    pub(super) const PLACE_SHAPE: u32 = 41;
    pub(super) const BETWEEN: u32 = 42;
    pub(super) const BETWEEN_AREA: u32 = 43;
    pub(super) const LENGTH_FRAMES: u32 = 44;
    pub(super) const SHAPE: u32 = 45;
    pub(super) const CUED_BETWEEN: u32 = 46;
    pub(super) const SIDE: u32 = 60;
    pub(super) const SIDE_GAP: u32 = 61;
    pub(super) const SIDE_BETWEEN: u32 = 62;
    pub(super) const SIDE_FORM_BETWEEN: u32 = 63;
    pub(super) const HASH_SIDE: u32 = 64;
    pub(super) const FORM_SIDE: u32 = 65;
    pub(super) const SIDE_SHAPE: u32 = 66;
    pub(super) const SIDE_SHAPE_FORM: u32 = 67;
    pub(super) const SIDE_CROSSED: u32 = 68;
    pub(super) const SIDE_SEGMENTS: u32 = 69;
    pub(super) const SIDE_CROSSED_SEGMENTS: u32 = 70;
    pub(super) const SIDE_TOUCH_FORM: u32 = 71;
    pub(super) const SIDE_TOUCH_SHAPE: u32 = 72;
    pub(super) const LENGTH_FORM_SIDE: u32 = 73;
    pub(super) const CLASS_BEHIND_CUE_FORM: u32 = 74;
    pub(super) const CLASS_BEFORE_CUE_FORM: u32 = 75;
    pub(super) const GAP_FORM_SIDE: u32 = 77;
    pub(super) const HASH_TOUCH_SIDE: u32 = 78;
    pub(super) const LENGTH_TOUCH_SHAPE_SIDE: u32 = 79;
    pub(super) const LENGTH_SIDE_BETWEEN: u32 = 80;
    pub(super) const LENGTH_FORM_TOUCH_SIDE: u32 = 81;
    pub(super) const BEFORE_SIDE: u32 = 82;
    pub(super) const BEFORE_SHAPE_SIDE: u32 = 83;
    pub(super) const BEFORE_FORM_SIDE: u32 = 84;
    pub(super) const BEFORE_CROSSED_SIDE: u32 = 85;
    pub(super) const CONTINUES_SIDE: u32 = 86;
    pub(super) const CONTINUES_FORM_SIDE: u32 = 87;
    pub(super) const PLACE_ALONE: u32 = 90;
    pub(super) const PLACE_SPOKE: u32 = 91;
    pub(super) const PLACE_LENGTH_SPOKE: u32 = 92;
    pub(super) const PLACE_CUED_NEAR: u32 = 93;
    pub(super) const PLACE_AFTER: u32 = 94;
    pub(super) const SHAPE_PLACE: u32 = 95;
    pub(super) const LENGTH_PLACE: u32 = 96;
    pub(super) const COLON_BEFORE_PLACE: u32 = 97;
    pub(super) const SHAPE_PLACE_SPOKE_CUED_NEAR: u32 = 98;
    pub(super) const UNCLOSED_PLACE: u32 = 99;
}

/// Describes a thing that a segment may belong to, among all that it may.
pub(crate) fn describe(reading: &mut Reading, segment: Id<Segment>, target: Target, targets: &[Target]) {
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
            let (first, end) = (reading.segment(segment).first, reading.segment(before).end);
            let area = u64::from(reading.words[first].area.abs_diff(reading.words[end - 1].area)).min(3);
            let frames = reading.frames_between(end - 1, first).min(3) as u64;
            let between = (first - end).min(12) as u64;
            let continues =
                u64::from(look(reading, before).continues) << 1 | u64::from(look(reading, segment).continues);
            let cued =
                targets.iter().any(|t| matches!(t, Target::Cue(c) if reading.frame_of(first) == reading.cue(*c).frame));
            let adjacent = reading.attachments[segment.index() - 1].to != Attached::Nothing;
            let place = area << 8 | frames << 4 | continues << 2 | u64::from(cued) << 1 | u64::from(adjacent);
            for (template, value) in [
                (template::PLACE, place),
                (template::PLACE_SHAPE, place << 16 | shape),
                (template::BETWEEN, between),
                (template::BETWEEN_AREA, between << 8 | area),
                (template::LENGTH_FRAMES, length << 8 | frames),
                (template::SHAPE, shape),
                (template::CUED_BETWEEN, u64::from(cued) << 8 | between),
            ] {
                candidates.feature(template, value);
            }
        }
        Target::Cue(cue) => {
            let before = u64::from(targets.contains(&Target::Previous)) << 1 | u64::from(reading.cue(cue).quoted);
            of_cue(reading, (segment, before), cue, |template, value| candidates.feature(template, value));
        }
    }
    reading.candidates = candidates;
}

/// The last segment before this one that was found to be speech, among the four before it.
pub(crate) fn previous(reading: &Reading, segment: Id<Segment>) -> Option<Id<Segment>> {
    let near = segment.index().saturating_sub(4)..segment.index();
    let last = near.rev().find(|before| reading.attachments[*before].to != Attached::Nothing);
    last.map(|before| Id::new(before as u32))
}

/// How a segment is marked.
fn look(reading: &Reading, segment: Id<Segment>) -> &Segment {
    &reading.segments[segment.index()]
}

/// How the segment stands in its frame: what is before it and behind it, and how it begins and ends.
fn segment_shape(reading: &Reading, segment: Id<Segment>) -> u64 {
    let WordSpan { first, end: last } = reading.segment(segment);
    let frame = &reading.frame(reading.frame_of(first)).words;
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

fn length(reading: &Reading, segment: Id<Segment>) -> u64 {
    let WordSpan { first, end: last } = reading.segment(segment);
    match last - first {
        count @ 0..=8 => count as u64,
        9..=12 => 9,
        13..=20 => 10,
        _ => 11,
    }
}

fn not_speech(reading: &Reading, segment: Id<Segment>, targets: &[Target], mut feature: impl FnMut(u32, u64)) {
    let WordSpan { first, end: last } = reading.segment(segment);
    let words = &reading.words;
    let hash = |at: usize| words.get(at).map_or(0, |word| u64::from(word.hash));
    let before = first.checked_sub(1);
    let capitals = words[first..last].iter().filter(|word| word.is(Flags::CAP)).count();
    let lower = words[first..last].iter().filter(|word| !word.is(Flags::CAP | Flags::PUNCT)).count();
    let titled = u64::from(capitals > 1 && capitals >= lower);
    let length = length(reading, segment);
    let shape = segment_shape(reading, segment);
    let single = u64::from(look(reading, segment).single);
    let verbs = targets.iter().filter(|target| match target {
        Target::Cue(cue) => reading.cue_word(*cue).is(Flags::SPEECH),
        _ => false,
    });
    let verbs = verbs.count().min(3) as u64;
    let between = class::at(words, before) << 8 | class::at(words, Some(last));
    let begins = shape & 3;
    for (template, value) in [
        (template::BIAS, 0),
        (template::LENGTH, length),
        (template::SHAPE_OF_NEXT, shape),
        (template::LENGTH_SHAPE, length << 16 | shape),
        (template::BEFORE_HASH, before.map_or(0, hash)),
        (template::HASH, hash(last)),
        (template::CLASS_BEFORE, class::at(words, before)),
        (template::CLASS, class::at(words, Some(last))),
        (template::CLASSES_AROUND, between),
        (template::TITLED_LENGTH, titled << 8 | length),
        (template::SINGLE_LENGTH, single << 8 | length),
        (template::VERBS_LENGTH, verbs << 8 | length),
        (template::VERBS_TITLED, verbs << 4 | titled),
        (template::UNCLOSED, u64::from(look(reading, segment).unclosed)),
        (template::AREA_SINGLE, u64::from(words[first].area == 0) << 4 | single),
        (template::TITLED_BETWEEN, titled << 16 | between),
        (
            template::BEFORE_AND_THEN_HASH,
            before.and_then(|at| at.checked_sub(1)).map_or(0, hash) ^ before.map_or(0, hash).rotate_left(20),
        ),
        (template::HASH_SECOND, hash(first + 1)),
        (template::LENGTH_BETWEEN, length.min(4) << 16 | between),
        (
            template::LENGTH_BEGINS_CLASS_VERBS,
            length.min(4) << 24 | begins << 16 | class::at(words, Some(last)) << 8 | verbs,
        ),
        (
            template::LENGTH_BEGINS_CLASS_BEFORE_VERBS,
            length.min(4) << 24 | begins << 16 | class::at(words, before) << 8 | verbs,
        ),
        (template::LENGTH_BEGINS_VERBS, length.min(6) << 8 | begins << 4 | verbs),
        (template::PREVIOUS_SHAPE, u64::from(targets.contains(&Target::Previous)) << 16 | shape),
    ] {
        feature(template, value);
    }
}

/// A segment that no cue attributes: how it stands in its paragraph, and whether somebody spoke right before.
fn alone(reading: &Reading, segment: Id<Segment>, targets: &[Target], mut feature: impl FnMut(u32, u64)) {
    let words = &reading.words;
    let WordSpan { first, end: last } = reading.segment(segment);
    let frame = reading.frame_of(first);
    let opens = first.checked_sub(1).is_none_or(|before| words[before].area != words[first].area);
    let closes = words.get(last).is_none_or(|next| next.area != words[first].area);
    let whole = last >= reading.frame(frame).words.end;
    let place = u64::from(opens) | u64::from(closes) << 1 | u64::from(whole) << 2;
    let spoke = previous(reading, segment)
        .map_or(3, |before| (words[first].area - words[reading.segment(before).first].area).min(2).into());
    let cued = u64::from(!reading.cues_of(frame).is_empty());
    let near = u64::from(targets.iter().any(|target| matches!(target, Target::Cue(_))));
    let before = first.checked_sub(2).map_or(0, |at| u64::from(words[at].class));
    let colon = u64::from(first.checked_sub(1).is_some_and(|at| reading.is(at, Flags::COLON)));
    let after = class::at(words, Some(last)) << 8 | class::at(words, Some(last + 1));
    let shape = segment_shape(reading, segment);
    let length = length(reading, segment);
    for (template, value) in [
        (template::PLACE_ALONE, place),
        (template::PLACE_SPOKE, place << 8 | spoke),
        (template::PLACE_LENGTH_SPOKE, place << 16 | length << 8 | spoke),
        (template::PLACE_CUED_NEAR, place << 16 | cued << 8 | near),
        (template::PLACE_AFTER, place << 24 | after),
        (template::SHAPE_PLACE, shape << 8 | place),
        (template::LENGTH_PLACE, length << 8 | place),
        (template::COLON_BEFORE_PLACE, colon << 16 | before << 8 | place),
        (template::SHAPE_PLACE_SPOKE_CUED_NEAR, (shape << 8 | place) << 8 | spoke << 2 | cued << 1 | near),
        (template::UNCLOSED_PLACE, u64::from(look(reading, segment).unclosed) << 8 | place),
    ] {
        feature(template, value);
    }
}

fn of_cue(reading: &Reading, (segment, before): (Id<Segment>, u64), cue: Id<Cue>, mut feature: impl FnMut(u32, u64)) {
    let words = &reading.words;
    let WordSpan { first, end: last } = reading.segment(segment);
    let cue = reading.cue(cue);
    let right = cue.word < first;
    let (from, to) = if right { (cue.word + 1, first) } else { (last, cue.word) };
    let frame = reading.frame_of(first);
    let apart = if cue.frame == frame { 0 } else { 1 + u64::from(words[cue.word].area != words[first].area) };
    let side = u64::from(right) | apart << 1;
    let gap = (to - from).min(24);
    let between = class::path(words, from, to);
    let others = reading.cues[..].iter().skip(reading.cues_of(cue.frame).start).take(6);
    let crossed =
        others.filter(|other| other.frame == cue.frame && other.word > from.saturating_sub(1) && other.word < to);
    let crossed = crossed.filter(|other| words[other.word].is(Flags::SPEECH)).count().min(3) as u64;
    let segments = segments_between(reading, from, to);
    let goes_on = |segment: usize| u64::from(reading.segments[segment].continues);
    let continues = goes_on(segment.index()) << 1 | segment.index().checked_sub(1).map_or(0, goes_on);
    let hash = u64::from(words[cue.word].hash);
    let form = u64::from(words[cue.word].class);
    let shape = segment_shape(reading, segment);
    let touch = if right { class::at(words, first.checked_sub(1)) } else { class::at(words, Some(last)) };
    for (template, value) in [
        (template::SIDE, side),
        (template::SIDE_GAP, side << 8 | gap as u64),
        (template::SIDE_BETWEEN, side << 40 | between),
        (template::SIDE_FORM_BETWEEN, side << 40 | form << 48 | between),
        (template::HASH_SIDE, hash << 4 | side),
        (template::FORM_SIDE, form << 8 | side),
        (template::SIDE_SHAPE, side << 16 | shape),
        (template::SIDE_SHAPE_FORM, side << 24 | shape << 8 | form),
        (template::SIDE_CROSSED, side << 8 | crossed),
        (template::SIDE_SEGMENTS, side << 8 | segments),
        (template::SIDE_CROSSED_SEGMENTS, side << 16 | crossed << 8 | segments),
        (template::SIDE_TOUCH_FORM, side << 16 | touch << 8 | form),
        (template::SIDE_TOUCH_SHAPE, side << 32 | touch << 16 | shape),
        (template::LENGTH_FORM_SIDE, length(reading, segment) << 8 | form << 16 | side),
        (template::CLASS_BEHIND_CUE_FORM, class::at(words, Some(cue.word + 1)) << 16 | form << 8 | side),
        (template::CLASS_BEFORE_CUE_FORM, class::at(words, cue.word.checked_sub(1)) << 16 | form << 8 | side),
        (template::GAP_FORM_SIDE, (gap as u64) << 16 | form << 8 | side),
        (template::BEFORE_SIDE, before << 8 | side),
        (template::BEFORE_SHAPE_SIDE, before << 24 | shape << 8 | side),
        (template::BEFORE_FORM_SIDE, before << 24 | form << 8 | side),
        (template::BEFORE_CROSSED_SIDE, before << 24 | crossed << 16 | segments << 8 | side),
        (
            template::LENGTH_TOUCH_SHAPE_SIDE,
            (length(reading, segment).min(4) << 8 | touch) << 8 | (shape & 3) << 4 | side,
        ),
        (template::LENGTH_SIDE_BETWEEN, length(reading, segment).min(4) << 44 | side << 40 | between),
        (template::LENGTH_FORM_TOUCH_SIDE, (length(reading, segment).min(4) << 16 | form << 8 | touch) << 8 | side),
        (template::HASH_TOUCH_SIDE, hash << 12 | touch << 4 | side),
        (template::CONTINUES_SIDE, continues << 8 | side),
        (template::CONTINUES_FORM_SIDE, continues << 16 | form << 8 | side),
    ] {
        feature(template, value);
    }
}

/// How many segments begin between two words.
fn segments_between(reading: &Reading, from: usize, to: usize) -> u64 {
    let first = reading.segment_words.partition_point(|segment| segment.first < from);
    reading.segment_words[first..].partition_point(|segment| segment.first < to).min(3) as u64
}
