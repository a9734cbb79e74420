//! Which words attribute.

use crate::class;
use crate::clauses::Clauses;
use crate::flags::Flags;
use crate::frames::Frame;
use crate::judge::{Judge, Question};
use crate::polarity::is_withheld;
use crate::reading::{Cue, Reading};

/// Appends every possible cue of a frame, with the judge's probability that it is one.
pub(crate) fn find(reading: &mut Reading, frame: usize, judge: &mut impl Judge) {
    let words = reading.frames[frame].words.clone();
    if reading.is_headline(words.start) {
        return;
    }
    for word in words {
        if !may_be_cue(reading, frame, word) {
            continue;
        }
        if reading.labels.colon_of(reading.words[word].area) == Some(word) {
            reading.cues.push(label(reading, frame, word));
            continue;
        }
        if reading.signatures.iter().any(|signature| signature.mark == word) {
            reading.cues.push(signature(reading, frame, word));
            continue;
        }
        describe(reading, frame, word);
        let (chosen, probability) = reading.ask(judge, &Question::Cue { word });
        let probability = if chosen == 1 { probability } else { 1.0 - probability };
        reading.cues.push(Cue {
            word,
            frame,
            probability,
            source: None,
            source_probability: 0.0,
            left: None,
            right: None,
            quoted: false,
            labels: false,
        });
    }
}

/// The colon behind a speaker's label: who speaks and what is said follow from where they stand.
fn label(reading: &Reading, frame: usize, colon: usize) -> Cue {
    let Frame { words, phrases, .. } = &reading.frames[frame];
    let source = phrases.clone().find(|phrase| reading.phrases[*phrase].last == colon);
    let right = Some((colon + 1, words.end)).filter(|(first, last)| first < last);
    Cue {
        word: colon,
        frame,
        probability: 1.0,
        source,
        source_probability: 1.0,
        left: None,
        right,
        quoted: false,
        labels: true,
    }
}

/// The dash before a signature: the name behind it is the source of the words before it.
fn signature(reading: &Reading, frame: usize, mark: usize) -> Cue {
    let source = reading.frames[frame].phrases.clone().find(|phrase| reading.phrases[*phrase].first > mark);
    Cue { source, right: None, ..label(reading, frame, mark) }
}

fn may_be_cue(reading: &Reading, frame: usize, at: usize) -> bool {
    let word = &reading.words[at];
    if word.segment != 0 {
        return false;
    }
    if reading.signatures.iter().any(|signature| signature.mark == at) {
        return true;
    }
    if word.is(Flags::DASH) {
        return signs(reading, frame, at);
    }
    let named = word.is(Flags::CAP) && !word.is(Flags::INITIAL) && word.is(Flags::CUE_NOUN);
    word.is(Flags::CUE) && !named && !is_compound(reading, at) && !is_withheld(reading, frame, at)
}

/// Whether a hyphen ties the word to what stands before it: "so-called".
fn is_compound(reading: &Reading, at: usize) -> bool {
    let [.., first, hyphen] = &reading.words[..at] else { return false };
    let glued = hyphen.span.end() == reading.words[at].span.start() && first.span.end() == hyphen.span.start();
    glued && hyphen.is(Flags::PUNCT) && hyphen.span.len() == 1 && !hyphen.is(Flags::MARK | Flags::DASH)
}

/// Whether a dash stands between what was said and a name: "We lost." — Ines Okafor
fn signs(reading: &Reading, frame: usize, at: usize) -> bool {
    let frame = &reading.frames[frame].words;
    let name = reading.words.get(at + 1).is_some_and(|word| word.is(Flags::CAP) && word.segment == 0);
    let opens = at == frame.start;
    name && frame.contains(&(at + 1)) && (opens || reading.words[at - 1].segment != 0)
}

/// What a word is by itself that bears on whether it attributes.
const OWN: Flags =
    Flags::CAP.union(Flags::INITIAL).union(Flags::CUE_NOUN).union(Flags::CUE_ADJECTIVE).union(Flags::VERB);

fn describe(reading: &mut Reading, frame: usize, at: usize) {
    let Reading { words, candidates, frames, phrases, .. } = reading;
    let clauses = Clauses { words, phrases, frame: &frames[frame] };
    let (subject, complement) = (clauses.subject(at), clauses.complement(at));
    let verbs = clauses.verbs_behind(at);
    let frame = &frames[frame].words;
    candidates.clear();
    candidates.end();
    let inside = |place: Option<usize>| place.filter(|place| frame.contains(place));
    let around = |step: isize| inside(at.checked_add_signed(step));
    let class = |step: isize| class::at(words, around(step));
    let hash = |step: isize| around(step).map_or(1, |place| u64::from(words[place].hash));
    let word = u64::from(words[at].hash);
    let form = u64::from(words[at].class);
    let (before, after) = (class(-1), class(1));
    let shape = u64::from(quoted(words, frame.start, at)) * 2 + u64::from(quoted_right(words, at, frame.end));
    let values = [
        0,
        word,
        form,
        form << 8 | before,
        form << 8 | after,
        word.rotate_left(8) ^ before,
        word.rotate_left(8) ^ after,
        hash(-1),
        hash(1),
        hash(-1) ^ form << 40,
        hash(1) ^ form << 40,
        word.rotate_left(20) ^ hash(1),
        word.rotate_left(20) ^ hash(-1),
        class(-2) << 16 | before << 8 | form,
        class(2) << 16 | after << 8 | form,
        before << 16 | form << 8 | after,
        hash(-2),
        hash(2),
        word.rotate_left(4) ^ shape,
        form << 4 | shape,
        (((at - frame.start) as u64).min(5)) << 8 | form,
        (((frame.end - at) as u64).min(5)) << 8 | form,
        class(-3) << 24 | class(-2) << 16 | before << 8 | form,
        class(3) << 24 | class(2) << 16 | after << 8 | form,
        word.rotate_left(12) ^ class(-2) << 8 ^ before,
        word.rotate_left(12) ^ class(2) << 8 ^ after,
        subject << 8 | form,
        word.rotate_left(16) ^ subject,
        complement << 8 | form,
        word.rotate_left(24) ^ complement,
        (complement << 8 | subject) << 8 | form,
        verbs << 8 | form,
        word.rotate_left(28) ^ verbs,
        (verbs << 8 | subject) << 8 | shape << 6 | form,
        (before << 8 | after) << 16 | subject << 8 | shape,
        words[at].flags.intersection(OWN).low_bits(),
    ];
    for (template, value) in values.into_iter().enumerate() {
        candidates.feature(template as u32, value);
    }
    candidates.end();
}

/// Whether marked words stand somewhere left of the cue.
fn quoted(words: &[crate::words::Word], start: usize, at: usize) -> bool {
    words[start.max(at.saturating_sub(12))..at].iter().any(|word| word.segment != 0)
}

fn quoted_right(words: &[crate::words::Word], at: usize, end: usize) -> bool {
    words[at..end.min(at + 12)].iter().any(|word| word.segment != 0)
}
