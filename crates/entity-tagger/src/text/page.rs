//! An article as the tagger sees it: different words once, with all that does not depend on weights.

use std::ops::Range;

use super::case::is_blind;
use super::index::Index;
use super::memory::Memory;
use super::run::{self, Run};
use super::word::{Case, Facts};
use crate::hash;
use crate::lexicon::{Entry, Lexicon};
use crate::serial::Serial;

/// No run, no group.
const NONE: u32 = u32::MAX;

/// Words that differ in case only.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Group {
    /// The first places where it stands capitalised.
    pub places: [u32; 4],
    /// How many of them there are.
    pub known: u8,
    /// How often it stands in lower case.
    pub lower: u32,
    /// How often it stands capitalised inside a sentence.
    pub inside: u32,
    /// How often it opens a sentence.
    pub opening: u32,
    /// The longest run that holds it, if any.
    pub run: u32,
}

const NEW_GROUP: Group = Group { places: [NONE; 4], known: 0, lower: 0, inside: 0, opening: 0, run: NONE };

/// What the lists say of a token as part of a longer name.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Phrase {
    /// The lists that hold the whole name.
    pub lists: u16,
    /// Whether the name begins here.
    pub begins: bool,
}

/// An article.
#[derive(Default)]
pub(crate) struct Page {
    facts: Vec<Facts>,
    tokens: Vec<u32>,
    sentences: Vec<Range<usize>>,
    blind: Vec<bool>,
    phrases: Vec<Phrase>,
    typed: Vec<Phrase>,
    runs: Vec<Run>,
    run_of: Vec<u32>,
    groups: Vec<Group>,
    words: Index,
    group_index: Index,
    acronyms: Index,
    acronym_runs: Vec<u32>,
    memory: Memory,
}

impl Page {
    /// Forgets the article, keeps the room.
    pub(crate) fn clear(&mut self) {
        self.facts.clear();
        self.tokens.clear();
        self.sentences.clear();
        self.blind.clear();
        self.phrases.clear();
        self.typed.clear();
        self.runs.clear();
        self.run_of.clear();
        self.groups.clear();
        self.words.clear();
        self.group_index.clear();
        self.acronyms.clear();
        self.acronym_runs.clear();
        self.memory.begin();
    }

    /// Makes room for so many tokens: to grow into it would take a long article twice its room.
    pub(crate) fn reserve(&mut self, tokens: usize) {
        self.tokens.reserve(tokens);
    }

    /// Adds a sentence.
    pub(crate) fn push<'a>(&mut self, words: impl Iterator<Item = &'a str>, lexicon: &Lexicon) {
        let start = self.tokens.len();
        for word in words {
            let key = hash::bytes(word.as_bytes());
            let (number, new) = self.words.insert(key);
            if new {
                let mut facts = self.memory.facts(word, key, lexicon);
                let (group, new) = self.group_index.insert(facts[0].lower);
                if new {
                    self.groups.push(NEW_GROUP);
                }
                facts[0].group = group;
                facts[1].group = group;
                self.facts.extend(facts);
            }
            self.tokens.push(2 * number);
        }
        self.sentences.push(start..self.tokens.len());
    }

    /// Works out what needs the whole article. With `blind` no sentence's case is trusted.
    pub(crate) fn finish(&mut self, lexicon: &Lexicon, blind: bool) {
        self.phrases.resize(self.tokens.len(), Phrase::default());
        self.typed.resize(self.tokens.len(), Phrase::default());
        self.run_of.resize(self.tokens.len(), NONE);
        for sentence in 0..self.sentences.len() {
            let range = self.sentences[sentence].clone();
            let here = &self.tokens[range.clone()];
            let facts = |word: &u32| (&self.facts[*word as usize], &self.facts[*word as usize + 1]);
            let blind = blind || is_blind(here.iter().map(facts));
            self.blind.push(blind);
            if blind {
                self.tokens[range.clone()].iter_mut().for_each(|word| *word += 1);
            }
            self.find_runs(range.clone());
            self.find_phrases(range.clone(), |key| lexicon.phrase(key), false);
            self.find_phrases(range.clone(), |key| lexicon.known(key), true);
            self.count(range);
        }
        self.find_longest_runs();
    }

    fn find_runs(&mut self, sentence: Range<usize>) {
        let (first, tokens, facts) = (self.runs.len(), &self.tokens, &self.facts);
        run::find(sentence, |at| &facts[tokens[at] as usize], &mut self.runs);
        for number in first..self.runs.len() {
            let run = self.runs[number];
            self.run_of[run.start as usize..run.end as usize].fill(number as u32);
            if run.end - run.start > 1 && self.acronyms.insert(run.initials).1 {
                self.acronym_runs.push(number as u32);
            }
        }
    }

    fn find_phrases(&mut self, sentence: Range<usize>, entry: impl Fn(u64) -> Entry, typed: bool) {
        let mut at = sentence.start;
        while at < sentence.end {
            let longest = if self.word(at).case.is_capital() { self.phrase_at(at, sentence.end, &entry) } else { None };
            let Some((end, lists)) = longest else {
                at += 1;
                continue;
            };
            let phrases = if typed { &mut self.typed } else { &mut self.phrases };
            for (token, phrase) in (at..end).zip(&mut phrases[at..end]) {
                *phrase = Phrase { lists, begins: token == at };
            }
            at = end;
        }
    }

    fn phrase_at(&self, start: usize, end: usize, entry: &impl Fn(u64) -> Entry) -> Option<(usize, u16)> {
        let (mut key, mut longest) = (0, None);
        for at in start..end {
            key = hash::pair(key, self.word(at).lower);
            let entry = entry(key);
            if entry.lists != 0 {
                longest = Some((at + 1, entry.lists));
            }
            if !entry.goes_on {
                break;
            }
        }
        longest
    }

    fn count(&mut self, sentence: Range<usize>) {
        for at in sentence.clone() {
            let word = self.facts[self.tokens[at] as usize];
            let group = &mut self.groups[word.group as usize];
            match word.case {
                Case::None => {}
                Case::Lower => group.lower += 1,
                _ if at == sentence.start => group.opening += 1,
                _ => group.inside += 1,
            }
            if word.case.is_capital() && usize::from(group.known) < group.places.len() {
                group.places[usize::from(group.known)] = at as u32;
                group.known += 1;
            }
        }
    }

    fn find_longest_runs(&mut self) {
        let length = |run: &Run| run.end - run.start;
        for (number, run) in (0..).zip(&self.runs) {
            for at in run.start..run.end {
                let word = &self.facts[self.tokens[at as usize] as usize];
                let group = &mut self.groups[word.group as usize];
                let longer = self.runs.get(group.run as usize).is_none_or(|best| length(run) > length(best));
                if word.case.is_capital() && longer {
                    group.run = number;
                }
            }
        }
    }

    /// How many tokens there are.
    pub(crate) fn len(&self) -> usize {
        self.tokens.len()
    }

    /// Which words are remembered from former articles: the numbers of words hold while this does.
    pub(crate) const fn remembered(&self) -> Serial {
        self.memory.contents()
    }

    /// What all numbers of words are below.
    pub(crate) fn number_bound(&self) -> usize {
        self.memory.bound()
    }

    /// The sentences, as ranges of tokens.
    pub(crate) fn sentences(&self) -> &[Range<usize>] {
        &self.sentences
    }

    /// Whether the case of a sentence is no evidence.
    pub(crate) fn is_blind(&self, sentence: usize) -> bool {
        self.blind[sentence]
    }

    /// What is known of a token's word.
    pub(crate) fn word(&self, token: usize) -> &Facts {
        &self.facts[self.tokens[token] as usize]
    }

    /// What the lists say of a token.
    pub(crate) fn phrase(&self, token: usize) -> Phrase {
        self.phrases[token]
    }

    /// What the longest name that a token is part of was in text that a model has read.
    pub(crate) fn typed(&self, token: usize) -> Phrase {
        self.typed[token]
    }

    /// The run that a token is in.
    pub(crate) fn run(&self, token: usize) -> Option<&Run> {
        self.runs.get(self.run_of[token] as usize)
    }

    /// The words of a token's group.
    pub(crate) fn group(&self, word: &Facts) -> &Group {
        &self.groups[word.group as usize]
    }

    /// How many groups there are.
    pub(crate) fn group_count(&self) -> usize {
        self.groups.len()
    }

    /// The longest run that holds a word like this one.
    pub(crate) fn longest_run(&self, group: &Group) -> Option<&Run> {
        self.runs.get(group.run as usize)
    }

    /// The first run whose capitals this acronym is made of.
    pub(crate) fn spelled_out(&self, acronym: u64) -> Option<&Run> {
        let number = self.acronyms.get(acronym)?;
        self.runs.get(self.acronym_runs[number as usize] as usize)
    }
}
