//! Which phrase is the source of a cue.

use crate::class;
use crate::flags::Flags;
use crate::judge::{Judge, Question};
use crate::phrases::PhraseKind;
use crate::reading::Reading;
use crate::subjects;

const LEFT: usize = 5;
const FAR: usize = 14;
const RIGHT: usize = 4;

/// Decides about a cue's source.
pub(crate) fn decide(reading: &mut Reading, cue: usize, judge: &mut impl Judge) {
    let word = reading.cues[cue].word;
    let phrases = &reading.frames[reading.cues[cue].frame].phrases;
    let middle = reading.phrases.partition_point(|phrase| phrase.first <= word).clamp(phrases.start, phrases.end);
    let verb = subjects::group_start(&reading.words, reading.frames[reading.cues[cue].frame].words.start, word);
    let verb = if reading.words[word].is(Flags::COLON) { leading_verb(reading, verb) } else { verb };
    let main = main_verb(reading, reading.cues[cue].frame, word);
    let reach = |phrase: usize| subjects::reach(&reading.words, &reading.phrases, phrase, verb);
    let left = (middle.saturating_sub(FAR).max(phrases.start)..middle).rev().map(|phrase| (phrase, reach(phrase)));
    let left = left.enumerate().filter(|(rank, (_, reach))| *rank < LEFT || *reach != 0).map(|(_, found)| found);
    let right = (middle..(middle + RIGHT).min(phrases.end)).map(|phrase| (phrase, 0));
    let near: Vec<(usize, u64)> = left.chain(right).collect();
    let outermost = near.iter().rposition(|(_, reach)| *reach != 0);
    let mut candidates = std::mem::take(&mut reading.candidates);
    candidates.clear();
    let form = u64::from(reading.words[word].class);
    candidates.feature(0, form);
    candidates.feature(1, u64::from(reading.words[word].hash));
    candidates.feature(2, around(reading, word));
    candidates.end();
    for (rank, (phrase, reach)) in near.iter().enumerate() {
        let distance = if *phrase < middle { rank } else { phrase - middle };
        let subject = reach << 2 | u64::from(outermost == Some(rank)) << 1 | u64::from(outermost.is_some());
        candidates.feature(40, subject);
        candidates.feature(41, subject << 8 | form);
        candidates.feature(42, subject << 8 | distance as u64);
        let head = reading.phrases[*phrase].head();
        let kind = kind(reading, reading.phrases[*phrase].kind, head);
        candidates.feature(43, subject << 8 | kind);
        candidates.feature(44, subject << 16 | kind << 8 | form);
        let main = u64::from(*phrase < middle && subjects::reach(&reading.words, &reading.phrases, *phrase, main) != 0);
        candidates.feature(46, main << 8 | form);
        candidates.feature(47, main << 8 | subject << 16 | distance.min(4) as u64);
        candidates.feature(48, main << 16 | kind << 8 | form);
        candidates.feature(45, subject << 8 | class::at(&reading.words, reading.phrases[*phrase].first.checked_sub(1)));
        let named = reading.phrases[*phrase].named.number();
        candidates.feature(49, named << 8 | kind);
        candidates.feature(50, named << 16 | form << 8 | distance.min(4) as u64);
        candidates.feature(51, named << 16 | subject << 8 | u64::from(*phrase >= middle));
        candidates.feature(52, named << 16 | class::at(&reading.words, Some(reading.phrases[*phrase].last)) << 8 | distance.min(4) as u64);
        describe(reading, (word, *phrase), distance as u64, |template, value| candidates.feature(template, value));
        candidates.end();
    }
    reading.candidates = candidates;
    let spans: Vec<_> = near.iter().map(|(at, _)| (reading.phrases[*at].first, reading.phrases[*at].last)).collect();
    let (chosen, probability) = reading.ask(judge, &Question::Source { cue: word, phrases: &spans });
    let found = &mut reading.cues[cue];
    found.source = chosen.checked_sub(1).map(|at| near[at].0);
    found.source_probability = probability;
}

/// The verb that leads up to a colon ("made the following comment:"), or the colon itself.
fn leading_verb(reading: &Reading, colon: usize) -> usize {
    let near = colon.saturating_sub(8)..colon;
    let verb = near.rev().find(|at| {
        let word = &reading.words[*at];
        word.segment == 0 && word.is(Flags::PAST | Flags::S_FORM | Flags::AUXILIARY) && !word.is(Flags::CAP)
    });
    verb.map_or(colon, |verb| subjects::group_start(&reading.words, 0, verb))
}

/// The group of the first finite verb of a frame.
fn main_verb(reading: &Reading, frame: usize, cue: usize) -> usize {
    let words = reading.frames[frame].words.clone();
    let finite = |at: &usize| {
        let word = &reading.words[*at];
        word.segment == 0 && word.is(Flags::PAST | Flags::S_FORM | Flags::AUXILIARY) && !word.is(Flags::CAP)
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
    let (from, to) = if right { (cue + 1, phrase.first) } else { (phrase.last, cue) };
    let from = from.min(to);
    let side = u64::from(right);
    let gap = (to - from).min(24) as u64;
    let between = crate::attach::path(reading, from, to);
    let form = u64::from(words[cue].class);
    let hash = u64::from(words[cue].hash);
    let head = &words[phrase.head()];
    let kind = kind(reading, phrase.kind, phrase.head());
    let before = class::at(words, phrase.first.checked_sub(1));
    let after = class::at(words, Some(phrase.last));
    let counts = reading.tally.between(from, to);
    let (commas, verbs) = (u64::from(counts.commas).min(3), u64::from(counts.verbs).min(4));
    let quoted_between = u64::from(words[from..to].iter().any(|word| word.segment != 0));
    let frame = &reading.frames[reading.frame_of(cue)].words;
    let opens = u64::from(phrase.first == frame.start || words[phrase.first - 1].segment != 0);
    let neighbours = around(reading, cue);
    let base = form << 1 | side;
    for (template, value) in [
        (10, base << 8 | distance),
        (11, base << 8 | gap),
        (12, side << 40 | between),
        (13, base << 40 ^ between ^ kind << 56),
        (14, kind << 8 | base),
        (15, kind << 16 | distance << 8 | side),
        (16, before << 16 | side << 8 | distance),
        (17, before << 16 | base),
        (18, after << 16 | base),
        (19, u64::from(head.hash) << 1 | side),
        (20, hash << 1 | side),
        (21, hash << 16 | distance << 8 | side),
        (22, commas << 16 | verbs << 8 | quoted_between << 4 | side),
        (23, commas << 24 | verbs << 16 | distance << 8 | side),
        (24, opens << 8 | side << 4 | distance),
        (25, opens << 16 | before << 8 | base),
        (26, neighbours << 8 | side << 4 | distance.min(3)),
        (27, neighbours << 24 | base << 8 | distance.min(3)),
        (28, verbs << 16 | kind << 8 | side << 4 | distance.min(7)),
        (29, (before << 16 | after << 8 | kind) << 4 | side << 3 | distance.min(4)),
        (30, quoted_between << 8 | kind << 1 | side),
        (31, hash << 20 | kind << 8 | side << 4 | distance.min(3)),
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
