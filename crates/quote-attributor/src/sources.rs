//! Which phrase is the source of a cue.

use copydesk_core::Id;
use copydesk_english::pronouns::Kind;

use crate::class;
use crate::cue::Cue;
use crate::flags::Flags;
use crate::frames::Frame;
use crate::judge::{Judge, Question};
use crate::phrases::PhraseKind;
use crate::reading::Reading;
use crate::subjects;
use crate::words::Word;

/// What each feature is folded from, by the number that keeps its values apart from the others'.
mod template {
    pub(super) const FORM: u32 = 0;
    pub(super) const HASH: u32 = 1;
    pub(super) const AROUND_WORD: u32 = 2;
    pub(super) const BASE_DISTANCE: u32 = 10;
    pub(super) const BASE_GAP: u32 = 11;
    pub(super) const SIDE_BETWEEN: u32 = 12;
    pub(super) const BASE_BETWEEN_KIND: u32 = 13;
    pub(super) const KIND_BASE: u32 = 14;
    pub(super) const KIND_DISTANCE_SIDE: u32 = 15;
    pub(super) const BEFORE_SIDE_DISTANCE: u32 = 16;
    pub(super) const BEFORE_BASE: u32 = 17;
    pub(super) const AFTER_BASE: u32 = 18;
    pub(super) const HEAD_HASH_SIDE: u32 = 19;
    pub(super) const HASH_SIDE: u32 = 20;
    pub(super) const HASH_DISTANCE_SIDE: u32 = 21;
    pub(super) const COMMAS_VERBS_QUOTED_BETWEEN_SIDE: u32 = 22;
    pub(super) const COMMAS_VERBS_DISTANCE_SIDE: u32 = 23;
    pub(super) const OPENS_SIDE_DISTANCE: u32 = 24;
    pub(super) const OPENS_BEFORE_BASE: u32 = 25;
    pub(super) const NEIGHBOURS_SIDE_DISTANCE: u32 = 26;
    pub(super) const NEIGHBOURS_BASE_DISTANCE: u32 = 27;
    pub(super) const VERBS_KIND_SIDE_DISTANCE: u32 = 28;
    pub(super) const BEFORE_AFTER_KIND_SIDE_DISTANCE: u32 = 29;
    pub(super) const QUOTED_BETWEEN_KIND_SIDE: u32 = 30;
    pub(super) const HASH_KIND_SIDE_DISTANCE: u32 = 31;
    pub(super) const SUBJECT: u32 = 40;
    pub(super) const SUBJECT_FORM: u32 = 41;
    pub(super) const SUBJECT_DISTANCE: u32 = 42;
    pub(super) const SUBJECT_KIND: u32 = 43;
    pub(super) const SUBJECT_KIND_FORM: u32 = 44;
    pub(super) const SUBJECT_BEFORE: u32 = 45;
    pub(super) const MAIN_FORM: u32 = 46;
    pub(super) const MAIN_SUBJECT_DISTANCE: u32 = 47;
    pub(super) const MAIN_KIND_FORM: u32 = 48;
    pub(super) const NAMED_KIND: u32 = 49;
    pub(super) const NAMED_FORM_DISTANCE: u32 = 50;
    pub(super) const NAMED_SUBJECT_MIDDLE: u32 = 51;
    pub(super) const NAMED_CLASS_DISTANCE: u32 = 52;
}

const LEFT: usize = 5;
const FAR: usize = 14;
const RIGHT: usize = 4;

/// Decides about a cue's source.
pub(crate) fn decide(reading: &mut Reading, cue: Id<Cue>, judge: &mut impl Judge) {
    let Cue { word, frame, .. } = *reading.cue(cue);
    let Frame { phrases, words, .. } = reading.frame(frame);
    let middle = reading.phrases.partition_point(|phrase| phrase.first <= word).clamp(phrases.start, phrases.end);
    let verb = subjects::group_start(&reading.words, words.start, word);
    let verb = if reading.words[word].is(Flags::COLON) { leading_verb(reading, verb) } else { verb };
    let main = main_verb(reading, frame, word);
    let reach = |phrase: usize| subjects::reach(&reading.words, &reading.phrases, phrase, verb);
    let left = (middle.saturating_sub(FAR).max(phrases.start)..middle).rev().map(|phrase| (phrase, reach(phrase)));
    let left = left.enumerate().filter(|(rank, (_, reach))| *rank < LEFT || *reach != 0).map(|(_, found)| found);
    let right = (middle..(middle + RIGHT).min(phrases.end)).map(|phrase| (phrase, 0));
    let near: Vec<(usize, u64)> = left.chain(right).collect();
    let outermost = near.iter().rposition(|(_, reach)| *reach != 0);
    let mut candidates = std::mem::take(&mut reading.candidates);
    candidates.clear();
    let form = u64::from(reading.words[word].class);
    candidates.feature(template::FORM, form);
    candidates.feature(template::HASH, u64::from(reading.words[word].hash));
    candidates.feature(template::AROUND_WORD, around(reading, word));
    candidates.end();
    for (rank, (phrase, reach)) in near.iter().enumerate() {
        let distance = if *phrase < middle { rank } else { phrase - middle };
        let subject = reach << 2 | u64::from(outermost == Some(rank)) << 1 | u64::from(outermost.is_some());
        candidates.feature(template::SUBJECT, subject);
        candidates.feature(template::SUBJECT_FORM, subject << 8 | form);
        candidates.feature(template::SUBJECT_DISTANCE, subject << 8 | distance as u64);
        let head = reading.phrases[*phrase].head();
        let kind = kind(reading, reading.phrases[*phrase].kind, head);
        candidates.feature(template::SUBJECT_KIND, subject << 8 | kind);
        candidates.feature(template::SUBJECT_KIND_FORM, subject << 16 | kind << 8 | form);
        let main = u64::from(*phrase < middle && subjects::reach(&reading.words, &reading.phrases, *phrase, main) != 0);
        candidates.feature(template::MAIN_FORM, main << 8 | form);
        candidates.feature(template::MAIN_SUBJECT_DISTANCE, main << 8 | subject << 16 | distance.min(4) as u64);
        candidates.feature(template::MAIN_KIND_FORM, main << 16 | kind << 8 | form);
        candidates.feature(
            template::SUBJECT_BEFORE,
            subject << 8 | class::at(&reading.words, reading.phrases[*phrase].first.checked_sub(1)),
        );
        let named = reading.phrases[*phrase].named.number();
        candidates.feature(template::NAMED_KIND, named << 8 | kind);
        candidates.feature(template::NAMED_FORM_DISTANCE, named << 16 | form << 8 | distance.min(4) as u64);
        candidates.feature(template::NAMED_SUBJECT_MIDDLE, named << 16 | subject << 8 | u64::from(*phrase >= middle));
        candidates.feature(
            template::NAMED_CLASS_DISTANCE,
            named << 16 | class::at(&reading.words, Some(reading.phrases[*phrase].end)) << 8 | distance.min(4) as u64,
        );
        describe(reading, (word, *phrase), distance as u64, |template, value| candidates.feature(template, value));
        candidates.end();
    }
    reading.candidates = candidates;
    let spans: Vec<_> = near.iter().map(|(phrase, _)| reading.phrases[*phrase].words()).collect();
    let question = Question::Source { cue: word, phrases: &spans };
    let (chosen, probability) = judge.choose(&question, &reading.candidates);
    let source = chosen.checked_sub(1).map(|at| near[at].0);
    let source = source.map(|phrase| person_before(reading, phrase).unwrap_or(phrase));
    let found = &mut reading.cues[cue.index()];
    found.source = source.map(|source| Id::new(source as u32));
    found.source_probability = probability;
}

/// The person that a preposition ties a body or place to: of "Arne Holt of Sixth Bridge" Arne Holt speaks.
fn person_before(reading: &Reading, phrase: usize) -> Option<usize> {
    let of = reading.phrases[phrase].first.checked_sub(1)?;
    let before = phrase.checked_sub(1)?;
    let person = |phrase: usize| reading.phrases[phrase].named.head == Some(Kind::Person);
    let tied = reading.is(of, Flags::OF | Flags::PREPOSITION) && reading.phrases[before].end == of;
    (tied && person(before) && !person(phrase) && reading.phrases[phrase].named.head.is_some()).then_some(before)
}

/// The verb that leads up to a colon ("made the following comment:"), or the colon itself.
fn leading_verb(reading: &Reading, colon: usize) -> usize {
    let near = colon.saturating_sub(8)..colon;
    let verb = near.rev().find(|at| {
        let word = &reading.words[*at];
        !word.quoted() && word.is(Flags::PAST | Flags::S_FORM | Flags::AUXILIARY) && !word.is(Flags::CAP)
    });
    verb.map_or(colon, |verb| subjects::group_start(&reading.words, 0, verb))
}

/// The group of the first finite verb of a frame.
fn main_verb(reading: &Reading, frame: Id<Frame>, cue: usize) -> usize {
    let words = reading.frame(frame).words.clone();
    let finite = |at: &usize| {
        let word = &reading.words[*at];
        !word.quoted() && word.is(Flags::PAST | Flags::S_FORM | Flags::AUXILIARY) && !word.is(Flags::CAP)
    };
    words.clone().take(60).find(finite).map_or(cue, |verb| subjects::group_start(&reading.words, words.start, verb))
}

/// The classes around a word, and whether marks stand close by.
fn around(reading: &Reading, word: usize) -> u64 {
    let words = &reading.words;
    class::at(words, word.checked_sub(1)) << 8 | class::at(words, Some(word + 1))
}

fn describe(reading: &Reading, (cue, phrase): (usize, usize), distance: u64, mut feature: impl FnMut(u32, u64)) {
    let words = &reading.words;
    let phrase = &reading.phrases[phrase];
    let right = phrase.first > cue;
    let (from, to) = if right { (cue + 1, phrase.first) } else { (phrase.end, cue) };
    let from = from.min(to);
    let side = u64::from(right);
    let gap = (to - from).min(24) as u64;
    let between = class::path(words, from, to);
    let form = u64::from(words[cue].class);
    let hash = u64::from(words[cue].hash);
    let head = &words[phrase.head()];
    let kind = kind(reading, phrase.kind, phrase.head());
    let before = class::at(words, phrase.first.checked_sub(1));
    let after = class::at(words, Some(phrase.end));
    let counts = reading.tally.between(from, to);
    let (commas, verbs) = (u64::from(counts.commas).min(3), u64::from(counts.verbs).min(4));
    let quoted_between = u64::from(words[from..to].iter().any(Word::quoted));
    let frame = &reading.frame(reading.frame_of(cue)).words;
    let opens = u64::from(phrase.first == frame.start || words[phrase.first - 1].quoted());
    let neighbours = around(reading, cue);
    let base = form << 1 | side;
    for (template, value) in [
        (template::BASE_DISTANCE, base << 8 | distance),
        (template::BASE_GAP, base << 8 | gap),
        (template::SIDE_BETWEEN, side << 40 | between),
        (template::BASE_BETWEEN_KIND, base << 40 ^ between ^ kind << 56),
        (template::KIND_BASE, kind << 8 | base),
        (template::KIND_DISTANCE_SIDE, kind << 16 | distance << 8 | side),
        (template::BEFORE_SIDE_DISTANCE, before << 16 | side << 8 | distance),
        (template::BEFORE_BASE, before << 16 | base),
        (template::AFTER_BASE, after << 16 | base),
        (template::HEAD_HASH_SIDE, u64::from(head.hash) << 1 | side),
        (template::HASH_SIDE, hash << 1 | side),
        (template::HASH_DISTANCE_SIDE, hash << 16 | distance << 8 | side),
        (template::COMMAS_VERBS_QUOTED_BETWEEN_SIDE, commas << 16 | verbs << 8 | quoted_between << 4 | side),
        (template::COMMAS_VERBS_DISTANCE_SIDE, commas << 24 | verbs << 16 | distance << 8 | side),
        (template::OPENS_SIDE_DISTANCE, opens << 8 | side << 4 | distance),
        (template::OPENS_BEFORE_BASE, opens << 16 | before << 8 | base),
        (template::NEIGHBOURS_SIDE_DISTANCE, neighbours << 8 | side << 4 | distance.min(3)),
        (template::NEIGHBOURS_BASE_DISTANCE, neighbours << 24 | base << 8 | distance.min(3)),
        (template::VERBS_KIND_SIDE_DISTANCE, verbs << 16 | kind << 8 | side << 4 | distance.min(7)),
        (
            template::BEFORE_AFTER_KIND_SIDE_DISTANCE,
            (before << 16 | after << 8 | kind) << 4 | side << 3 | distance.min(4),
        ),
        (template::QUOTED_BETWEEN_KIND_SIDE, quoted_between << 8 | kind << 1 | side),
        (template::HASH_KIND_SIDE_DISTANCE, hash << 20 | kind << 8 | side << 4 | distance.min(3)),
    ] {
        feature(template, value);
    }
}

/// What kind of phrase this is, below 32.
fn kind(reading: &Reading, kind: PhraseKind, head: usize) -> u64 {
    let word = &reading.words[head];
    match kind {
        PhraseKind::Pronoun if word.is(Flags::OBJECT) => 1,
        PhraseKind::Pronoun if word.is(Flags::FIRST_PERSON) => 2,
        PhraseKind::Pronoun if word.is(Flags::NEUTER) => 3,
        PhraseKind::Pronoun => 4 + u64::from(word.is(Flags::PLURAL)),
        PhraseKind::Name if word.is(Flags::TIME) => 6,
        PhraseKind::Name => 7,
        PhraseKind::Bare => 8,
        PhraseKind::Noun => {
            let class = [Flags::TIME, Flags::PERSON, Flags::GROUP, Flags::CUE_NOUN, Flags::DIGIT];
            let class = class.iter().position(|flag| word.is(*flag)).unwrap_or(5) as u64;
            9 + class * 2 + u64::from(word.is(Flags::PLURAL))
        }
    }
}
