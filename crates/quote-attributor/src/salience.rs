//! What the text shows of people beside their names: which pronouns follow them, and where they were subjects.

use copydesk_layers::Gender;

use crate::flags::Flags;
use crate::names::{Nature, gender};
use crate::phrases::PhraseKind;
use crate::reading::Reading;

/// Gender by the pronouns that follow, and the subject of each frame.
#[derive(Debug, Default)]
pub(crate) struct Salience {
    /// For each person, pronouns for her minus pronouns for him.
    votes: Vec<i32>,
    /// For each frame the person its first phrase names.
    subjects: Vec<Option<usize>>,
    /// For each person how often she or he is mentioned.
    counts: Vec<u32>,
}

impl Salience {
    /// Reads an article.
    pub(crate) fn read(&mut self, reading: &Reading) {
        let people = reading.names.people.len();
        self.votes.clear();
        self.votes.resize(people, 0);
        self.counts.clear();
        self.counts.resize(people, 0);
        reading.names.mentions.iter().for_each(|mention| self.counts[mention.person] += 1);
        self.subjects.clear();
        self.subjects.extend((0..reading.frames.len()).map(|frame| subject(reading, frame)));
        for frame in 0..reading.frames.len() {
            self.vote(reading, frame);
        }
    }

    /// The gender that pronouns show, if they agree.
    pub(crate) fn gender(&self, person: usize) -> Option<Gender> {
        match self.votes[person] {
            2.. => Some(Gender::Female),
            ..=-2 => Some(Gender::Male),
            _ => None,
        }
    }

    /// The claim of a person to be meant at a word: by subjects of the sentences before, nearness and frequency.
    pub(crate) fn claim(&self, reading: &Reading, person: usize, at: usize) -> f32 {
        let frame = reading.frame_of(at);
        let subject = |back: usize| frame.checked_sub(back).is_some_and(|frame| self.subjects[frame] == Some(person));
        let mentions = &reading.names.mentions;
        let before = mentions.partition_point(|mention| mention.last <= at);
        let last = mentions[before.saturating_sub(40)..before].iter().rev().find(|mention| mention.person == person);
        let far = last.map_or(12, |mention| frame - reading.frame_of(mention.first));
        let mut claim = -0.25 * far.min(12) as f32 + 0.15 * (self.counts[person] as f32).ln();
        for (back, worth) in [(0, 1.0), (1, 1.2), (2, 0.4)] {
            claim += if subject(back) { worth } else { 0.0 };
        }
        claim
    }

    /// A pronoun in a frame, or in the one behind it, speaks of the frame's subject if nobody else is named there.
    fn vote(&mut self, reading: &Reading, frame: usize) {
        let Some(subject) = self.subjects[frame] else { return };
        if reading.names.people[subject].nature != Nature::Person {
            return;
        }
        let from = reading.frames[frame].words.start;
        let next = reading.frames.get(frame + 1).filter(|_| self.subjects.get(frame + 1).is_some_and(Option::is_none));
        let to = next
            .map_or(reading.frames[frame].words.end, |next| next.words.end.min(reading.frames[frame].words.end + 12));
        let first = reading.names.mentions.partition_point(|mention| mention.first < from);
        let named = reading.names.mentions[first..].iter().take_while(|mention| mention.first < to);
        let others = named.filter(|mention| {
            mention.person != subject && reading.names.people[mention.person].nature == Nature::Person
        });
        let limit = others.map(|mention| mention.first).next().unwrap_or(to);
        for word in reading.words[from..limit].iter().filter(|word| word.segment == 0) {
            if word.is(Flags::PRONOUN | Flags::POSSESSOR) {
                self.votes[subject] += match gender(word) {
                    Some(Gender::Female) => 1,
                    Some(Gender::Male) => -1,
                    None => 0,
                };
            }
        }
    }
}

/// The person that a frame's first phrase outside a prepositional phrase names.
fn subject(reading: &Reading, frame: usize) -> Option<usize> {
    let phrases = &reading.phrases[reading.frames[frame].phrases.clone()];
    let outside = |first: usize| {
        let before = first.checked_sub(1).filter(|before| *before >= reading.frames[frame].words.start);
        before.is_none_or(|before| !reading.words[before].is(Flags::PREPOSITION | Flags::OF))
    };
    let phrase = phrases.iter().take(3).find(|phrase| outside(phrase.first))?;
    let mention = reading.names.last_in(phrase.first..phrase.last).filter(|_| phrase.kind == PhraseKind::Name)?;
    Some(mention.person)
}
