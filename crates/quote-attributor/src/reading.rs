//! One article as it is being read: words, marks, frames, phrases, names, and what was decided about them.
//!
//! The decisions themselves are taken elsewhere (`decisions`); what they need of an article they look up here.

use std::ops::Range;

use copydesk_core::{Doc, Id, Span, StageError};
use copydesk_layers::{Block, Entity, EntityLabel, Sentence, Token};

use crate::aliases;
use crate::areas::{self, Area};
use crate::cue::{Attached, Attachment, Cue};
use crate::flags::Flags;
use crate::frames::{self, Frame};
use crate::labels::Labels;
use crate::lexicon::Lexicon;
use crate::linear::Candidates;
use crate::marks::Mark;
use crate::names::Names;
use crate::phrases::{self, Phrase};
use crate::segments::{self, Segment};
use crate::signatures::{self, Signature};
use crate::tally::Tally;
use crate::words::{self, Word, WordSpan, first_from};

/// The article, and buffers that are kept for the next one.
#[derive(Default)]
pub(crate) struct Reading {
    pub(crate) areas: Vec<Area>,
    pub(crate) words: Vec<Word>,
    pub(crate) segments: Vec<Segment>,
    /// For each segment its words.
    pub(crate) segment_words: Vec<WordSpan>,
    pub(crate) frames: Vec<Frame>,
    pub(crate) phrases: Vec<Phrase>,
    pub(crate) names: Names,
    pub(crate) cues: Vec<Cue>,
    pub(crate) attachments: Vec<Attachment>,
    pub(crate) candidates: Candidates,
    pub(crate) labels: Labels,
    pub(crate) signatures: Vec<Signature>,
    pub(crate) tally: Tally,
    marks: Vec<Mark>,
}

/// The layers that an article is read from.
pub(crate) type Layers<'a> = (&'a [Token], &'a [Sentence], Option<&'a [Block]>, Option<&'a [Entity]>);

impl Reading {
    /// Finds words, marks, frames, phrases and names.
    pub(crate) fn prepare(&mut self, doc: Doc<'_>, lexicon: &Lexicon, layers: Layers<'_>) -> Result<(), StageError> {
        let (tokens, sentences, blocks, entities) = layers;
        areas::of(doc.text, blocks, &mut self.areas);
        words::read(doc.text, lexicon, (tokens, sentences, &self.areas), &mut self.words);
        doc.budget.look()?;
        segments::pair(doc.text, (&self.areas, sentences), &mut self.marks, &mut self.segments);
        self.labels.read(&self.words);
        self.number_segments(entities.unwrap_or_default());
        signatures::find(&self.words, &self.segment_words, &mut self.signatures);
        self.tally.count(&self.words);
        frames::join(&self.words, &self.labels, &mut self.frames);
        self.phrases.clear();
        for frame in &mut self.frames {
            doc.budget.check()?;
            phrases::find(&self.words, frame, &mut self.phrases);
        }
        self.names.read(&self.words, entities);
        self.names.mark(&self.words, &mut self.phrases);
        Ok(())
    }

    fn number_segments(&mut self, entities: &[Entity]) {
        self.segment_words.clear();
        self.segments.retain(|segment| {
            let mut first = first_from(&self.words, segment.span.start());
            let label = self.labels.colon_of(segment.area).filter(|colon| first + 8 > *colon && first < *colon);
            first = label.map_or(first, |colon| colon + 1);
            let last = first_from(&self.words, segment.span.end());
            if is_nickname(segment.span, entities) || aliases::is_one(&self.words, first, last) {
                self.words[first..last].iter_mut().for_each(|word| word.flags |= Flags::NICKNAME);
                return false;
            }
            let found = WordSpan { first: first.min(last), end: last };
            let held = found.of(&self.words).iter().any(|word| !word.is(Flags::PUNCT));
            if held {
                self.segment_words.push(WordSpan { first, end: last });
            }
            held
        });
        for (number, segment) in self.segment_words.iter().enumerate() {
            let words = &mut self.words[segment.first..segment.end];
            words.iter_mut().for_each(|word| word.segment = Some(Id::new(number as u32)));
        }
    }

    /// A cue, which exists.
    pub(crate) fn cue(&self, cue: Id<Cue>) -> &Cue {
        &self.cues[cue.index()]
    }

    /// The word that attributes in a cue.
    pub(crate) fn cue_word(&self, cue: Id<Cue>) -> &Word {
        &self.words[self.cue(cue).word]
    }

    /// A phrase, which exists.
    pub(crate) fn phrase(&self, phrase: Id<Phrase>) -> &Phrase {
        &self.phrases[phrase.index()]
    }

    /// The source of a cue, if it has one.
    pub(crate) fn source(&self, cue: Id<Cue>) -> Option<&Phrase> {
        self.cue(cue).source.map(|source| self.phrase(source))
    }

    /// A frame, which exists.
    pub(crate) fn frame(&self, frame: Id<Frame>) -> &Frame {
        &self.frames[frame.index()]
    }

    /// The words of a marked segment.
    pub(crate) fn segment(&self, segment: Id<Segment>) -> WordSpan {
        self.segment_words[segment.index()]
    }

    /// The segments that end behind a word, in text order, each with its number and what it was attached to.
    pub(crate) fn attached_from(&self, word: usize) -> impl Iterator<Item = (WordSpan, Attached)> {
        let first = self.segment_words.partition_point(|segment| segment.end <= word);
        let near = self.segment_words[first..].iter().zip(&self.attachments[first..]);
        near.map(|(words, attachment)| (*words, attachment.to))
    }

    /// The first phrase that begins at a word or behind it, if any does.
    pub(crate) fn next_phrase(&self, word: usize) -> Option<&Phrase> {
        self.phrases.get(self.phrases.partition_point(|phrase| phrase.first < word))
    }

    /// The phrase that begins at a word, if one does.
    pub(crate) fn phrase_at(&self, word: usize) -> Option<&Phrase> {
        self.next_phrase(word).filter(|phrase| phrase.first == word)
    }

    /// Whether a word stands in a headline.
    pub(crate) fn is_headline(&self, word: usize) -> bool {
        self.words.get(word).and_then(|word| self.areas.get(word.area as usize)).is_some_and(|area| area.headline)
    }

    /// The frame that holds a word.
    pub(crate) fn frame_of(&self, word: usize) -> Id<Frame> {
        Id::new(self.frames.partition_point(|frame| frame.words.end <= word) as u32)
    }

    /// How many frames lie from one word to another behind it.
    pub(crate) fn frames_between(&self, from: usize, to: usize) -> usize {
        self.frame_of(to).index() - self.frame_of(from).index()
    }

    /// The cues of a frame, by number.
    pub(crate) fn cues_of(&self, frame: Id<Frame>) -> Range<usize> {
        let first = self.cues.partition_point(|cue| cue.frame < frame);
        let count = self.cues[first..].partition_point(|cue| cue.frame == frame);
        first..first + count
    }

    /// Whether any of these facts holds of a word, if there is such a word.
    pub(crate) fn is(&self, word: usize, flags: Flags) -> bool {
        self.words.get(word).is_some_and(|word| word.is(flags))
    }

    /// Whether a word lies in a segment that was attached to this cue.
    pub(crate) fn owns(&self, cue: Id<Cue>, word: usize) -> bool {
        let segment = self.words.get(word).and_then(|word| word.segment);
        segment.is_some_and(|segment| self.attachments[segment.index()].to == Attached::Cue(cue))
    }
}

/// The numbers of all rows of a list.
pub(crate) fn ids<T>(rows: &[T]) -> impl Iterator<Item = Id<T>> + use<T> {
    (0..rows.len() as u32).map(Id::new)
}

/// Whether a marked segment is a nickname inside somebody's name: the marks of Reynaldo "Boyet" Salcedo open no quotation.
fn is_nickname(segment: Span, entities: &[Entity]) -> bool {
    let behind = entities.partition_point(|entity| entity.span.start() < segment.start());
    let around = entities[..behind].last().filter(|entity| entity.label == EntityLabel::Person);
    around.is_some_and(|entity| segment.end() < entity.span.end())
}
