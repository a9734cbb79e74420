//! Which phrase is the source of a cue.

use crate::class;
use crate::flags::Flags;
use crate::judge::{Judge, Question};
use crate::phrases::PhraseKind;
use crate::reading::Reading;

const LEFT: usize = 6;
const RIGHT: usize = 4;

/// Decides about a cue's source.
pub(crate) fn decide(reading: &mut Reading, cue: usize, judge: &mut impl Judge) {
    let word = reading.cues[cue].word;
    let phrases = &reading.frames[reading.cues[cue].frame].phrases;
    let middle = reading.phrases.partition_point(|phrase| phrase.first <= word).clamp(phrases.start, phrases.end);
    let left = middle.saturating_sub(LEFT).max(phrases.start)..middle;
    let right = middle..(middle + RIGHT).min(phrases.end);
    let near: Vec<usize> = left.rev().chain(right).collect();
    let mut candidates = std::mem::take(&mut reading.candidates);
    candidates.clear();
    let form = class::of(&reading.words[word]);
    candidates.feature(0, form);
    candidates.feature(1, u64::from(reading.words[word].hash));
    candidates.feature(2, around(reading, word));
    candidates.end();
    for (rank, phrase) in near.iter().enumerate() {
        let distance = if *phrase < middle { rank } else { phrase - middle };
        describe(reading, (word, *phrase), distance as u64, |template, value| candidates.feature(template, value));
        candidates.end();
    }
    reading.candidates = candidates;
    let spans: Vec<_> = near.iter().map(|at| (reading.phrases[*at].first, reading.phrases[*at].last)).collect();
    let (chosen, probability) = reading.ask(judge, &Question::Source { cue: word, phrases: &spans });
    let found = &mut reading.cues[cue];
    found.source = chosen.checked_sub(1).map(|at| near[at]);
    found.source_probability = probability;
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
    let form = class::of(&words[cue]);
    let hash = u64::from(words[cue].hash);
    let head = &words[phrase.head()];
    let kind = kind(reading, phrase.kind, phrase.head());
    let before = class::at(words, phrase.first.checked_sub(1));
    let after = class::at(words, Some(phrase.last));
    let commas = words[from..to].iter().filter(|word| word.is(Flags::COMMA)).count().min(3) as u64;
    let verbs =
        words[from..to].iter().filter(|word| word.is(Flags::VERB_FORM | Flags::AUXILIARY)).count().min(4) as u64;
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
