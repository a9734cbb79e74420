//! What the text shows of people beside their names: which pronouns follow them, and where they were subjects.

use copydesk_layers::Gender;

use crate::flags::Flags;
use crate::names::{Person, gender};
use crate::offices;
use crate::phrases::PhraseKind;
use crate::reading::Reading;
use crate::speakers::Claim;

/// Gender by the pronouns that follow, and the subject of each frame.
#[derive(Debug, Default)]
pub(crate) struct Salience {
    /// For each person, pronouns for her minus pronouns for him.
    votes: Vec<i32>,
    /// For each frame the person its first phrase names.
    subjects: Vec<Option<usize>>,
    /// The same, with the pronouns among first phrases resolved.
    topics: Vec<Option<usize>>,
    /// For each person how often she or he is mentioned.
    counts: Vec<u32>,
    /// For each person the first mention.
    firsts: Vec<Option<usize>>,
    leading_body: Option<usize>,
}

impl Salience {
    /// Reads an article.
    pub(crate) fn read(&mut self, reading: &Reading) {
        self.count(reading);
        self.subjects.clear();
        self.subjects.extend((0..reading.frames.len()).map(|frame| subject(reading, frame)));
        self.votes.clear();
        self.votes.resize(reading.names.people.len(), 0);
        for frame in 0..reading.frames.len() {
            self.vote(reading, frame);
        }
        self.topics.clear();
        for frame in 0..reading.frames.len() {
            let topic = self.subjects[frame].or_else(|| self.continued(reading, frame));
            self.topics.push(topic);
        }
    }

    fn count(&mut self, reading: &Reading) {
        let people = &reading.names.people;
        self.counts.clear();
        self.counts.resize(people.len(), 0);
        self.firsts.clear();
        self.firsts.resize(people.len(), None);
        for (number, mention) in reading.names.mentions.iter().enumerate() {
            self.counts[mention.person] += 1;
            self.firsts[mention.person].get_or_insert(number);
        }
        self.leading_body = self.most_named(people);
    }

    /// The body that is named three times or more, and twice as often as any other.
    fn most_named(&self, people: &[Person]) -> Option<usize> {
        let bodies = (0..people.len()).filter(|person| people[*person].is_body());
        let (mut best, mut second) = (None, 0);
        for body in bodies {
            let most = best.map_or(0, |best: usize| self.counts[best]);
            if self.counts[body] > most {
                (best, second) = (Some(body), most);
            } else {
                second = second.max(self.counts[body]);
            }
        }
        best.filter(|best| self.counts[*best] >= 3.max(2 * second))
    }

    /// The person that the sentences before were about, where a frame's first phrase is a pronoun for her or him.
    fn continued(&self, reading: &Reading, frame: usize) -> Option<usize> {
        let frame_of = &reading.frames[frame];
        let first = reading.phrases[frame_of.phrases.clone()].first()?;
        let word = &reading.words[first.first];
        let wanted = gender(word).filter(|_| first.kind == PhraseKind::Pronoun && !word.is(Flags::OBJECT))?;
        let fits = |person: &usize| {
            let named = &reading.names.people[*person];
            let known = named.referent.gender.or(self.gender(*person)).or(named.referent.leaning);
            named.is_person() && known.is_none_or(|known| known == wanted)
        };
        (1..=2).find_map(|back| self.topics[frame.checked_sub(back)?].filter(fits))
    }

    /// Whether a person was first named, in full and with a word about who she or he is, right before a frame that opens with
    /// a quotation in a new paragraph.
    fn is_introduced(&self, reading: &Reading, person: usize, frame: usize) -> bool {
        let words = &reading.words;
        let opening = &words[reading.frames[frame].words.start];
        let Some(mention) = self.firsts[person].and_then(|first| reading.names.mentions.get(first)) else {
            return false;
        };
        let full = mention.last - mention.first > 1 && reading.frame_of(mention.first) + 1 == frame;
        let apart = opening.segment != 0 && opening.area != words[mention.first].area;
        let described = reading.is(mention.last, Flags::COMMA)
            || mention
                .first
                .checked_sub(1)
                .is_some_and(|at| words[at].is(Flags::TITLE | Flags::PERSON | Flags::POSSESSIVE | Flags::STOP));
        full && apart && described
    }

    /// Notes that a person was spoken of by a pronoun of this gender.
    pub(crate) fn note(&mut self, person: usize, gender: Option<Gender>) {
        self.votes[person] += match gender {
            Some(Gender::Female) => 2,
            Some(Gender::Male) => -2,
            None => 0,
        };
    }

    /// The gender that pronouns show, if they agree.
    pub(crate) fn gender(&self, person: usize) -> Option<Gender> {
        match self.votes[person] {
            2.. => Some(Gender::Female),
            ..=-2 => Some(Gender::Male),
            _ => None,
        }
    }

    /// What is true of a person at a frame: what the sentences before were about, who was introduced, who is named often.
    pub(crate) fn claims(&self, reading: &Reading, person: usize, frame: usize) -> Vec<Claim> {
        let topic = |back: usize| frame.checked_sub(back).is_some_and(|frame| self.topics[frame] == Some(person));
        let opening = reading.frames[frame].words.start;
        let paragraph = reading.frames[..=frame].iter().rposition(|other| {
            reading.words.get(other.words.start).map(|word| word.area)
                != reading.words.get(opening).map(|word| word.area)
        });
        let first = paragraph.map_or(0, |before| before + 1);
        let most = self.counts.iter().max().copied().unwrap_or(0);
        let count = self.counts[person];
        [
            (self.subjects[frame] == Some(person), Claim::SubjectHere),
            (topic(1), Claim::SubjectBefore),
            (topic(2), Claim::SubjectTwoBefore),
            (first < frame && self.topics[first] == Some(person), Claim::SubjectOfParagraph),
            (self.is_introduced(reading, person, frame), Claim::Introduced),
            (self.leading_body == Some(person) || (count == most && count > 2), Claim::MostNamed),
            (count > 3, Claim::NamedOften),
            (count == 1, Claim::NamedOnce),
        ]
        .into_iter()
        .filter_map(|(holds, claim)| holds.then_some(claim))
        .collect()
    }

    /// A pronoun in a frame, or in the one behind it, speaks of the frame's subject if nobody else is named there.
    fn vote(&mut self, reading: &Reading, frame: usize) {
        let Some(subject) = self.subjects[frame] else { return };
        if !reading.names.people[subject].is_person() {
            return;
        }
        let from = reading.frames[frame].words.start;
        let next = reading.frames.get(frame + 1).filter(|_| self.subjects.get(frame + 1).is_some_and(Option::is_none));
        let to = next
            .map_or(reading.frames[frame].words.end, |next| next.words.end.min(reading.frames[frame].words.end + 12));
        let first = reading.names.mentions.partition_point(|mention| mention.first < from);
        let named = reading.names.mentions[first..].iter().take_while(|mention| mention.first < to);
        let others =
            named.filter(|mention| mention.person != subject && reading.names.people[mention.person].is_person());
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
    match phrase.kind {
        PhraseKind::Name | PhraseKind::Noun => {
            reading.names.heading(&reading.words, phrase).or_else(|| offices::named_after(reading, phrase))
        }
        _ => None,
    }
}
