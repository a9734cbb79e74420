//! What the text shows of people beside their names: which pronouns follow them, and where they were subjects.

use copydesk_core::Id;
use copydesk_layers::Gender;

use crate::claims::Claim;
use crate::flags::Flags;
use crate::frames::Frame;
use crate::names::{Mention, Person, gender};
use crate::offices;
use crate::phrases::PhraseKind;
use crate::reading::{Reading, ids};

/// Gender by the pronouns that follow, and the subject of each frame.
#[derive(Debug, Default)]
pub(crate) struct Salience {
    /// For each person, pronouns for her minus pronouns for him.
    votes: Vec<i32>,
    /// For each frame the person its first phrase names.
    subjects: Vec<Option<Id<Person>>>,
    /// The same, with the pronouns among first phrases resolved.
    topics: Vec<Option<Id<Person>>>,
    /// For each person how often she or he is mentioned.
    counts: Vec<u32>,
    /// For each person the first mention.
    firsts: Vec<Option<Id<Mention>>>,
    leading_body: Option<Id<Person>>,
}

impl Salience {
    /// Reads an article.
    pub(crate) fn read(&mut self, reading: &Reading) {
        self.count(reading);
        self.subjects.clear();
        self.subjects.extend(reading.frames.iter().map(|frame| subject(reading, frame)));
        self.votes.clear();
        self.votes.resize(reading.names.people.len(), 0);
        for frame in ids(&reading.frames) {
            self.vote(reading, frame);
        }
        self.topics.clear();
        for frame in ids(&reading.frames) {
            let topic = self.subjects[frame.index()].or_else(|| self.continued(reading, frame));
            self.topics.push(topic);
        }
    }

    fn count(&mut self, reading: &Reading) {
        let people = &reading.names.people;
        self.counts.clear();
        self.counts.resize(people.len(), 0);
        self.firsts.clear();
        self.firsts.resize(people.len(), None);
        for (number, mention) in ids(&reading.names.mentions).zip(&reading.names.mentions) {
            self.counts[mention.person.index()] += 1;
            self.firsts[mention.person.index()].get_or_insert(number);
        }
        self.leading_body = self.most_named(people);
    }

    /// The body that is named three times or more, and twice as often as any other.
    fn most_named(&self, people: &[Person]) -> Option<Id<Person>> {
        let bodies = ids(people).filter(|person| people[person.index()].is_body());
        let (mut best, mut second) = (None, 0);
        for body in bodies {
            let most = best.map_or(0, |best: Id<Person>| self.count_of(best));
            if self.count_of(body) > most {
                (best, second) = (Some(body), most);
            } else {
                second = second.max(self.count_of(body));
            }
        }
        best.filter(|best| self.count_of(*best) >= 3.max(2 * second))
    }

    /// The person that the sentences before were about, where a frame's first phrase is a pronoun for her or him.
    fn continued(&self, reading: &Reading, frame: Id<Frame>) -> Option<Id<Person>> {
        let first = reading.phrases[reading.frame(frame).phrases.clone()].first()?;
        let word = &reading.words[first.first];
        let wanted = gender(word).filter(|_| first.kind == PhraseKind::Pronoun && !word.is(Flags::OBJECT))?;
        let fits = |person: &Id<Person>| {
            let named = reading.names.person(*person);
            let known = named.referent.gender.or(self.gender(*person)).or(named.referent.leaning);
            named.is_person() && known.is_none_or(|known| known == wanted)
        };
        (1..=2).find_map(|back| self.topics[frame.index().checked_sub(back)?].filter(fits))
    }

    /// Whether a person was first named, in full and with a word about who she or he is, right before a frame that opens with
    /// a quotation in a new paragraph.
    fn is_introduced(&self, reading: &Reading, person: Id<Person>, frame: Id<Frame>) -> bool {
        let words = &reading.words;
        let opening = &words[reading.frame(frame).words.start];
        let Some(mention) = self.firsts[person.index()].and_then(|first| first.of(&reading.names.mentions)) else {
            return false;
        };
        let full = mention.end - mention.first > 1 && reading.frame_of(mention.first).index() + 1 == frame.index();
        let apart = opening.quoted() && opening.area != words[mention.first].area;
        let described = reading.is(mention.end, Flags::COMMA)
            || mention
                .first
                .checked_sub(1)
                .is_some_and(|at| words[at].is(Flags::TITLE | Flags::PERSON | Flags::POSSESSIVE | Flags::STOP));
        full && apart && described
    }

    /// How often a person is mentioned.
    fn count_of(&self, person: Id<Person>) -> u32 {
        self.counts[person.index()]
    }

    /// Notes that a person was spoken of by a pronoun of this gender.
    pub(crate) fn note(&mut self, person: Id<Person>, gender: Option<Gender>) {
        self.votes[person.index()] += match gender {
            Some(Gender::Female) => 2,
            Some(Gender::Male) => -2,
            None => 0,
        };
    }

    /// The gender that pronouns show, if they agree.
    pub(crate) fn gender(&self, person: Id<Person>) -> Option<Gender> {
        match self.votes[person.index()] {
            2.. => Some(Gender::Female),
            ..=-2 => Some(Gender::Male),
            _ => None,
        }
    }

    /// What is true of a person at a frame: what the sentences before were about, who was introduced, who is named often.
    pub(crate) fn claims(&self, reading: &Reading, person: Id<Person>, frame: Id<Frame>) -> Vec<Claim> {
        let topic =
            |back: usize| frame.index().checked_sub(back).is_some_and(|frame| self.topics[frame] == Some(person));
        let opening = reading.frame(frame).words.start;
        let paragraph = reading.frames[..=frame.index()].iter().rposition(|other| {
            reading.words.get(other.words.start).map(|word| word.area)
                != reading.words.get(opening).map(|word| word.area)
        });
        let first = paragraph.map_or(0, |before| before + 1);
        let most = self.counts.iter().max().copied().unwrap_or(0);
        let count = self.count_of(person);
        [
            (self.subjects[frame.index()] == Some(person), Claim::SubjectHere),
            (topic(1), Claim::SubjectBefore),
            (topic(2), Claim::SubjectTwoBefore),
            (first < frame.index() && self.topics[first] == Some(person), Claim::SubjectOfParagraph),
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
    fn vote(&mut self, reading: &Reading, frame: Id<Frame>) {
        let Some(subject) = self.subjects[frame.index()] else { return };
        if !reading.names.person(subject).is_person() {
            return;
        }
        let from = reading.frame(frame).words.start;
        let next = frame.index() + 1;
        let next = reading.frames.get(next).filter(|_| self.subjects.get(next).is_some_and(Option::is_none));
        let to =
            next.map_or(reading.frame(frame).words.end, |next| next.words.end.min(reading.frame(frame).words.end + 12));
        let named = reading.names.between(from, to).iter();
        let others =
            named.filter(|mention| mention.person != subject && reading.names.person(mention.person).is_person());
        let limit = others.map(|mention| mention.first).next().unwrap_or(to);
        for word in reading.words[from..limit].iter().filter(|word| !word.quoted()) {
            if word.is(Flags::PRONOUN | Flags::POSSESSOR) {
                self.votes[subject.index()] += match gender(word) {
                    Some(Gender::Female) => 1,
                    Some(Gender::Male) => -1,
                    None => 0,
                };
            }
        }
    }
}

/// The person that a frame's first phrase outside a prepositional phrase names.
fn subject(reading: &Reading, frame: &Frame) -> Option<Id<Person>> {
    let phrases = &reading.phrases[frame.phrases.clone()];
    let outside = |first: usize| {
        let before = first.checked_sub(1).filter(|before| *before >= frame.words.start);
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
