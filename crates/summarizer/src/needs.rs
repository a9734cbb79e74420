//! What a sentence needs beside it to be understood.

use std::collections::HashSet;

use copydesk_core::{StageError, layer};
use copydesk_layers::{Entity, EntityLabel};

use crate::abbreviations::Abbreviations;
use crate::candidates::{Candidate, Given};
use crate::fold;
use crate::fragments::Notices;
use crate::half_quotes::Marks;
use crate::openers::Openers;
use crate::pronouns::People;
use crate::referents::{Referent, Referents};
use crate::tally::Tally;
use crate::terms::Terms;

/// What a candidate cannot do without.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Needs {
    /// It holds half a quotation or says an earlier sentence again word for word, and so cannot stand in a summary at all.
    pub(crate) broken: bool,
    /// It says too little by itself.
    pub(crate) fragment: bool,
    /// It leans on the candidate just before it, by a pronoun, a connective or a noun: that one must be there.
    pub(crate) predecessor: bool,
    /// It takes something up by a noun: one candidate that tells of the thing must be there.
    pub(crate) referent: Option<u32>,
    /// It calls somebody by surname: one candidate that introduces them must be there.
    pub(crate) introduction: Option<u32>,
    /// It uses an abbreviation that one candidate explains: that one must be there.
    pub(crate) abbreviation: Option<u32>,
}

impl Needs {
    /// Whether the candidate can be understood without any other.
    pub(crate) fn stands_alone(&self) -> bool {
        let needs = [self.referent, self.introduction, self.abbreviation];
        !(self.broken || self.fragment || self.predecessor || needs.iter().any(Option::is_some))
    }
}

/// Behind a question, a sentence of fewer words than this is an answer and says nothing alone. Longer ones tell a reader of an
/// explainer what a heading asked. A guess.
const SHORT_ANSWER: u32 = 12;

/// Follows questions and their answers.
///
/// Right behind a question, a sentence leans on it that is short, speaks of "I" or "we", or opens with a frame ("Because nobody
/// asked", "From Kelmouth, by ferry"). Where the question is the end of a paragraph, the next is an answer: what speaks of "I" or
/// "we" in it stands for nobody whom a reader of the summary knows.
#[derive(Default)]
struct Questions {
    asked: bool,
    in_answer: bool,
}

impl Questions {
    fn are_answered_by(&self, place: u32, tally: &Tally, framed: impl Fn() -> bool) -> bool {
        let personal = tally.first_person > 0;
        let begins = self.asked && (personal || tally.words < SHORT_ANSWER || framed());
        let goes_on = place > 0 && self.in_answer && personal;
        begins || goes_on
    }

    fn read(&mut self, sentence: &str, place: u32) {
        self.in_answer = if place == 0 { self.asked } else { self.in_answer };
        self.asked = sentence.ends_with('?');
    }
}

/// Finds the needs of all candidates.
pub(crate) fn find(
    given: &Given<'_>,
    candidates: &[Candidate],
    tallies: &[Tally],
    terms: &Terms,
    leaning: &Leaning,
    found: &mut Vec<Needs>,
) -> Result<(), StageError> {
    found.clear();
    let mut marks = Marks::default();
    let mut abbreviations = Abbreviations::default();
    let mut questions = Questions::default();
    let mut said = HashSet::with_capacity(candidates.len());
    for (n, candidate) in candidates.iter().enumerate() {
        given.doc.budget.check()?;
        if candidate.place == 0 {
            marks = Marks::default();
        }
        let sentence = candidate.span.of(given.doc.text);
        let broken = marks.read(sentence) | !said.insert(fold::verbatim(sentence));
        let fragment = leaning.notices.is_fragment(sentence, given.words(candidate), n == 0);
        let rests = leaning.on_what(given, candidates, &tallies[n], n, terms);
        let framed = || leaning.openers.is_framed(given.words(candidate));
        let answers = questions.are_answered_by(candidate.place, &tallies[n], framed);
        questions.read(sentence, candidate.place);
        let rests = Needs { predecessor: rests.predecessor || answers, ..rests };
        let introduction = introduction(given, candidates, n);
        let abbreviation = abbreviations.read(given.words(candidate), &tallies[n], n);
        found.push(Needs { broken, fragment, introduction, abbreviation, ..rests });
    }
    Ok(())
}

/// The lists that tell whether a sentence leans on others.
pub(crate) struct Leaning {
    openers: Openers,
    referents: Referents,
    people: People,
    notices: Notices,
}

impl Leaning {
    pub(crate) fn load() -> Self {
        Self {
            openers: Openers::load(),
            referents: Referents::load(),
            people: People::load(),
            notices: Notices::load(),
        }
    }

    pub(crate) fn openers(&self) -> &Openers {
        &self.openers
    }

    /// What candidate `n` leans on; the first of the article stands by itself.
    fn on_what(&self, given: &Given<'_>, candidates: &[Candidate], tally: &Tally, n: usize, terms: &Terms) -> Needs {
        if n == 0 {
            return Needs::default();
        }
        let words = given.words(&candidates[n]);
        if self.openers.leans(words.clone(), tally) {
            return Needs { predecessor: true, ..Needs::default() };
        }
        let framed = self.openers.is_framed(words.clone());
        let pronoun = tally.pronouns > 0 && self.people.points_outside(given, &candidates[n], framed);
        match self.referents.of(n, words, terms) {
            Some(Referent::Told(place)) => Needs { predecessor: pronoun, referent: Some(place), ..Needs::default() },
            untold => Needs { predecessor: pronoun || untold.is_some(), ..Needs::default() },
        }
    }
}

/// The candidate that introduces the first person whom candidate `n` calls by less than their name, if an earlier one does.
fn introduction(given: &Given<'_>, candidates: &[Candidate], n: usize) -> Option<u32> {
    let entities = given.entities?;
    let mentions = layer::rows_in(entities, candidates[n].span);
    let short = mentions.iter().find(|mention| is_short(mention, given.doc.text))?;
    let same = entities.get(short.id.index()..)?.iter().take(ROWS_SEARCHED).filter(|other| other.id == short.id);
    let full = same.into_iter().find(|other| !is_short(other, given.doc.text))?;
    let place = candidates.partition_point(|candidate| candidate.span.end() <= full.span.start());
    let introduces = place < n && candidates[place].span.contains(full.span);
    introduces.then(|| u32::try_from(place).expect("an article has fewer sentences than bytes"))
}

/// How far behind an entity's first mention its full name is looked for, in rows.
const ROWS_SEARCHED: usize = 200;

/// Whether a mention of a person is one word of a longer name.
fn is_short(mention: &Entity, text: &str) -> bool {
    let words = |name: &str| name.split_whitespace().count();
    mention.label == EntityLabel::Person && words(mention.span.of(text)) == 1 && words(&mention.name) > 1
}
