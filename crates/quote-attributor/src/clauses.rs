//! What stands around a verb as the parts of its clause: the phrase that could be its subject, and what follows it.

use copydesk_english::pronouns::Kind;

use crate::flags::Flags;
use crate::frames::Frame;
use crate::phrases::{Phrase, PhraseKind};
use crate::subjects;
use crate::words::Word;

/// The words and phrases that a clause is looked for in.
#[derive(Clone, Copy)]
pub(crate) struct Clauses<'a> {
    pub(crate) words: &'a [Word],
    pub(crate) phrases: &'a [Phrase],
    pub(crate) frame: &'a Frame,
}

/// How many phrases back a subject is looked for.
const BACK: usize = 6;

impl Clauses<'_> {
    /// What the subject of a verb is, below 64: 0 where none is seen, else its kind, and whether anything stands between.
    pub(crate) fn subject(&self, verb: usize) -> u64 {
        let start = subjects::group_start(self.words, self.frame.words.start, verb);
        let range = self.frame.phrases.clone();
        let near = self.phrases[range.clone()].partition_point(|phrase| phrase.first < start) + range.start;
        let reached = (near.saturating_sub(BACK).max(range.start)..near).rev().find_map(|phrase| {
            let reach = subjects::reach(self.words, self.phrases, phrase, start);
            (reach != 0).then_some((phrase, reach))
        });
        reached.map_or(0, |(phrase, reach)| ((1 + self.kind(&self.phrases[phrase])) << 1) | u64::from(reach > 1))
    }

    /// What follows a verb: a quotation, "that", "to", a mark, or a phrase and what follows that.
    pub(crate) fn complement(&self, verb: usize) -> u64 {
        let end = self.frame.words.end;
        let skipped = |at: &usize| {
            let word = &self.words[*at];
            !word.quoted() && word.is(Flags::ADVERB | Flags::LY | Flags::TIME) && !word.is(Flags::PUNCT)
        };
        let at = (verb + 1..end.min(verb + 5)).find(|at| !skipped(at)).unwrap_or(end);
        let Some(word) = self.words[..end].get(at) else { return 1 };
        if word.quoted() {
            return 2;
        }
        let next = self.phrases.partition_point(|phrase| phrase.first < at);
        let opening = u64::from(word.class);
        match self.phrases.get(next).filter(|phrase| phrase.first == at && phrase.end <= end) {
            None => 3 + opening,
            Some(phrase) => {
                let behind = (phrase.end..end).find(|at| !skipped(at));
                let class =
                    behind.map_or(62, |at| if !self.words[at].quoted() { u64::from(self.words[at].class) } else { 61 });
                1 << 16 | self.kind(phrase) << 8 | class
            }
        }
    }

    /// How many words with a verb's form stand behind a verb, up to the frame's end, at most 3.
    pub(crate) fn verbs_behind(&self, verb: usize) -> u64 {
        let rest = &self.words[verb + 1..self.frame.words.end.max(verb + 1).min(verb + 40)];
        let finite = |word: &&Word| {
            !word.quoted()
                && word.is(Flags::PAST | Flags::S_FORM | Flags::AUXILIARY | Flags::ENDS_ED)
                && !word.is(Flags::CAP)
        };
        rest.iter().filter(finite).take(3).count() as u64
    }

    /// What kind of phrase this is, below 16.
    fn kind(&self, phrase: &Phrase) -> u64 {
        let head = &self.words[phrase.head()];
        match phrase.kind {
            PhraseKind::Pronoun if head.is(Flags::FIRST_PERSON) => 1,
            PhraseKind::Pronoun if head.is(Flags::NEUTER) => 2,
            PhraseKind::Pronoun if head.is(Flags::OBJECT) => 3,
            PhraseKind::Pronoun if head.is(Flags::WHO) => 4,
            PhraseKind::Pronoun => 5,
            PhraseKind::Name => match phrase.named.head {
                None => 6,
                Some(Kind::Person) => 13,
                Some(Kind::Body) => 14,
                Some(Kind::Thing) => 15,
            },
            PhraseKind::Bare => 7,
            PhraseKind::Noun if head.is(Flags::PERSON | Flags::TITLE) => 8,
            PhraseKind::Noun if head.is(Flags::GROUP | Flags::COMPANY) => 9,
            PhraseKind::Noun if head.is(Flags::CUE_NOUN) => 10,
            PhraseKind::Noun if head.is(Flags::TIME | Flags::DIGIT) => 11,
            PhraseKind::Noun => 12,
        }
    }
}
