//! Which words attribute.

use copydesk_core::Id;

use crate::class;
use crate::clauses::Clauses;
use crate::cue::Cue;
use crate::flags::Flags;
use crate::frames::Frame;
use crate::judge::{Judge, Question};
use crate::phrases::Phrase;
use crate::polarity::is_withheld;
use crate::reading::Reading;
use crate::words::{Word, WordSpan};

/// What each feature is folded from, by the number that keeps its values apart from the others'.
mod template {
    pub(super) const BIAS: u32 = 0;
    pub(super) const WORD: u32 = 1;
    pub(super) const FORM: u32 = 2;
    pub(super) const FORM_BEFORE: u32 = 3;
    pub(super) const FORM_AFTER: u32 = 4;
    pub(super) const WORD_BEFORE: u32 = 5;
    pub(super) const WORD_AFTER: u32 = 6;
    pub(super) const HASH_BEFORE: u32 = 7;
    pub(super) const HASH_AFTER: u32 = 8;
    pub(super) const HASH_BEFORE_FORM: u32 = 9;
    pub(super) const HASH_AFTER_FORM: u32 = 10;
    pub(super) const WORD_HASH_AFTER: u32 = 11;
    pub(super) const WORD_HASH_BEFORE: u32 = 12;
    pub(super) const TWO_BEFORE_FORM: u32 = 13;
    pub(super) const TWO_AFTER_FORM: u32 = 14;
    pub(super) const AROUND_FORM: u32 = 15;
    pub(super) const HASH_TWO_BEFORE: u32 = 16;
    pub(super) const HASH_TWO_AFTER: u32 = 17;
    pub(super) const WORD_QUOTED: u32 = 18;
    pub(super) const FORM_QUOTED: u32 = 19;
    pub(super) const FROM_START_FORM: u32 = 20;
    pub(super) const FROM_END_FORM: u32 = 21;
    pub(super) const THREE_BEFORE_FORM: u32 = 22;
    pub(super) const THREE_AFTER_FORM: u32 = 23;
    pub(super) const WORD_TWO_BEFORE: u32 = 24;
    pub(super) const WORD_TWO_AFTER: u32 = 25;
    pub(super) const SUBJECT_FORM: u32 = 26;
    pub(super) const WORD_SUBJECT: u32 = 27;
    pub(super) const COMPLEMENT_FORM: u32 = 28;
    pub(super) const WORD_COMPLEMENT: u32 = 29;
    pub(super) const COMPLEMENT_SUBJECT_FORM: u32 = 30;
    pub(super) const VERBS_FORM: u32 = 31;
    pub(super) const WORD_VERBS: u32 = 32;
    pub(super) const VERBS_SUBJECT_QUOTED_FORM: u32 = 33;
    pub(super) const AROUND_SUBJECT_QUOTED: u32 = 34;
    pub(super) const OWN: u32 = 35;
}

/// Appends every possible cue of a frame, with the judge's probability that it is one.
pub(crate) fn find(reading: &mut Reading, frame: Id<Frame>, judge: &mut impl Judge) {
    let words = reading.frame(frame).words.clone();
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
        let (chosen, probability) = judge.choose(&Question::Cue { word }, &reading.candidates);
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
fn label(reading: &Reading, frame: Id<Frame>, colon: usize) -> Cue {
    let Frame { words, phrases, .. } = reading.frame(frame);
    let source = phrases.clone().find(|phrase| reading.phrases[*phrase].end == colon).map(number);
    let right = Some(WordSpan { first: colon + 1, end: words.end }).filter(|right| right.first < right.end);
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
fn signature(reading: &Reading, frame: Id<Frame>, mark: usize) -> Cue {
    let phrases = reading.frame(frame).phrases.clone();
    let source = phrases.into_iter().find(|phrase| reading.phrases[*phrase].first > mark).map(number);
    Cue { source, right: None, ..label(reading, frame, mark) }
}

fn number(phrase: usize) -> Id<Phrase> {
    Id::new(phrase as u32)
}

fn may_be_cue(reading: &Reading, frame: Id<Frame>, at: usize) -> bool {
    let word = &reading.words[at];
    if word.quoted() {
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
fn signs(reading: &Reading, frame: Id<Frame>, at: usize) -> bool {
    let frame = &reading.frame(frame).words;
    let name = reading.words.get(at + 1).is_some_and(|word| word.is(Flags::CAP) && !word.quoted());
    let opens = at == frame.start;
    name && frame.contains(&(at + 1)) && (opens || reading.words[at - 1].quoted())
}

/// What a word is by itself that bears on whether it attributes.
const OWN: Flags =
    Flags::CAP.union(Flags::INITIAL).union(Flags::CUE_NOUN).union(Flags::CUE_ADJECTIVE).union(Flags::VERB);

fn describe(reading: &mut Reading, frame: Id<Frame>, at: usize) {
    let Reading { words, candidates, frames, phrases, .. } = reading;
    let clauses = Clauses { words, phrases, frame: &frames[frame.index()] };
    let (subject, complement) = (clauses.subject(at), clauses.complement(at));
    let verbs = clauses.verbs_behind(at);
    let frame = &frames[frame.index()].words;
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
    for (template, value) in [
        (template::BIAS, 0),
        (template::WORD, word),
        (template::FORM, form),
        (template::FORM_BEFORE, form << 8 | before),
        (template::FORM_AFTER, form << 8 | after),
        (template::WORD_BEFORE, word.rotate_left(8) ^ before),
        (template::WORD_AFTER, word.rotate_left(8) ^ after),
        (template::HASH_BEFORE, hash(-1)),
        (template::HASH_AFTER, hash(1)),
        (template::HASH_BEFORE_FORM, hash(-1) ^ form << 40),
        (template::HASH_AFTER_FORM, hash(1) ^ form << 40),
        (template::WORD_HASH_AFTER, word.rotate_left(20) ^ hash(1)),
        (template::WORD_HASH_BEFORE, word.rotate_left(20) ^ hash(-1)),
        (template::TWO_BEFORE_FORM, class(-2) << 16 | before << 8 | form),
        (template::TWO_AFTER_FORM, class(2) << 16 | after << 8 | form),
        (template::AROUND_FORM, before << 16 | form << 8 | after),
        (template::HASH_TWO_BEFORE, hash(-2)),
        (template::HASH_TWO_AFTER, hash(2)),
        (template::WORD_QUOTED, word.rotate_left(4) ^ shape),
        (template::FORM_QUOTED, form << 4 | shape),
        (template::FROM_START_FORM, (((at - frame.start) as u64).min(5)) << 8 | form),
        (template::FROM_END_FORM, (((frame.end - at) as u64).min(5)) << 8 | form),
        (template::THREE_BEFORE_FORM, class(-3) << 24 | class(-2) << 16 | before << 8 | form),
        (template::THREE_AFTER_FORM, class(3) << 24 | class(2) << 16 | after << 8 | form),
        (template::WORD_TWO_BEFORE, word.rotate_left(12) ^ class(-2) << 8 ^ before),
        (template::WORD_TWO_AFTER, word.rotate_left(12) ^ class(2) << 8 ^ after),
        (template::SUBJECT_FORM, subject << 8 | form),
        (template::WORD_SUBJECT, word.rotate_left(16) ^ subject),
        (template::COMPLEMENT_FORM, complement << 8 | form),
        (template::WORD_COMPLEMENT, word.rotate_left(24) ^ complement),
        (template::COMPLEMENT_SUBJECT_FORM, (complement << 8 | subject) << 8 | form),
        (template::VERBS_FORM, verbs << 8 | form),
        (template::WORD_VERBS, word.rotate_left(28) ^ verbs),
        (template::VERBS_SUBJECT_QUOTED_FORM, (verbs << 8 | subject) << 8 | shape << 6 | form),
        (template::AROUND_SUBJECT_QUOTED, (before << 8 | after) << 16 | subject << 8 | shape),
        (template::OWN, words[at].flags.intersection(OWN).low_bits()),
    ] {
        candidates.feature(template, value);
    }
    candidates.end();
}

/// Whether marked words stand somewhere left of the cue.
fn quoted(words: &[Word], start: usize, at: usize) -> bool {
    words[start.max(at.saturating_sub(12))..at].iter().any(Word::quoted)
}

fn quoted_right(words: &[Word], at: usize, end: usize) -> bool {
    words[at..end.min(at + 12)].iter().any(Word::quoted)
}
