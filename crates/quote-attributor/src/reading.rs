//! One article as it is being read: words, marks, frames, phrases, names, and what was decided about them.

use copydesk_core::{Doc, Span, StageError};
use copydesk_layers::{Block, Entity, EntityLabel, Sentence, Token};

use crate::aliases;
use crate::areas::{self, Area};
use crate::attach;
use crate::contents;
use crate::cues;
use crate::flags::Flags;
use crate::frames::{self, Frame};
use crate::inside::Tally;
use crate::judge::{Judge, Question};
use crate::labels::Labels;
use crate::lexicon::Lexicon;
use crate::linear::Candidates;
use crate::marks::Mark;
use crate::names::Names;
use crate::phrases::{self, Phrase};
use crate::segments::{self, Segment};
use crate::signatures::{self, Signature};
use crate::sources;
use crate::words::{self, Word, first_from};

/// A word that attributes, and what it was found to attribute.
#[derive(Clone, Debug)]
pub(crate) struct Cue {
    /// The word.
    pub(crate) word: usize,
    /// The frame that holds it.
    pub(crate) frame: usize,
    /// How sure it is that the word attributes.
    pub(crate) probability: f32,
    /// The source, as a phrase.
    pub(crate) source: Option<usize>,
    /// How sure the source is.
    pub(crate) source_probability: f32,
    /// The words of the content on the left.
    pub(crate) left: Option<(usize, usize)>,
    /// The words of the content on the right.
    pub(crate) right: Option<(usize, usize)>,
    /// Whether any segment belongs to it.
    pub(crate) quoted: bool,
    /// Whether it is the colon of a speaker's label, which leaves nothing to decide.
    pub(crate) labels: bool,
}

/// What a segment belongs to, by way of the segment before it or not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Attached {
    /// It is no speech.
    Nothing,
    /// The quote of a cue.
    Cue(usize),
    /// A quote that no cue attributes and that begins with this segment.
    Alone(usize),
}

/// What a segment was attached to.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Attachment {
    /// What it belongs to.
    pub(crate) to: Attached,
    /// How sure it is.
    pub(crate) probability: f32,
}

/// The article, and buffers that are kept for the next one.
#[derive(Default)]
pub(crate) struct Reading {
    pub(crate) areas: Vec<Area>,
    pub(crate) words: Vec<Word>,
    pub(crate) segments: Vec<Segment>,
    /// For each segment its words.
    pub(crate) segment_words: Vec<(usize, usize)>,
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
    /// Takes every decision, after [`prepare`](Self::prepare).
    pub(crate) fn decide(&mut self, doc: Doc<'_>, judge: &mut impl Judge) -> Result<(), StageError> {
        self.cues.clear();
        for frame in 0..self.frames.len() {
            doc.budget.check()?;
            cues::find(self, frame, judge);
        }
        self.attachments.clear();
        for segment in 0..self.segments.len() {
            doc.budget.check()?;
            attach::decide(self, segment, judge);
        }
        let threshold = judge.cue_threshold();
        for cue in 0..self.cues.len() {
            doc.budget.check()?;
            let wanted = self.cues[cue].quoted || self.cues[cue].probability >= threshold;
            if wanted && !self.cues[cue].labels {
                sources::decide(self, cue, judge);
                contents::decide(self, cue, judge);
            }
        }
        Ok(())
    }

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
            let held = self.words[first.min(last)..last].iter().any(|word| !word.is(Flags::PUNCT));
            if held {
                self.segment_words.push((first, last));
            }
            held
        });
        for (number, (first, last)) in self.segment_words.iter().enumerate() {
            self.words[*first..*last].iter_mut().for_each(|word| word.segment = number as u32 + 1);
        }
    }

    /// Whether a word stands in a headline.
    pub(crate) fn is_headline(&self, word: usize) -> bool {
        self.words.get(word).and_then(|word| self.areas.get(word.area as usize)).is_some_and(|area| area.headline)
    }

    /// The frame that holds a word.
    pub(crate) fn frame_of(&self, word: usize) -> usize {
        self.frames.partition_point(|frame| frame.words.end <= word)
    }

    /// The cues of a frame.
    pub(crate) fn cues_of(&self, frame: usize) -> std::ops::Range<usize> {
        let first = self.cues.partition_point(|cue| cue.frame < frame);
        let count = self.cues[first..].partition_point(|cue| cue.frame == frame);
        first..first + count
    }

    /// Whether a word is a quotation mark or other punctuation.
    pub(crate) fn is(&self, word: usize, flags: Flags) -> bool {
        self.words.get(word).is_some_and(|word| word.is(flags))
    }

    /// Puts a question about the candidates described so far.
    pub(crate) fn ask(&self, judge: &mut impl Judge, question: &Question<'_>) -> (usize, f32) {
        judge.choose(question, &self.candidates)
    }
}

/// Whether a marked segment is a nickname inside somebody's name: the marks of Reynaldo "Boyet" Salcedo open no quotation.
fn is_nickname(segment: Span, entities: &[Entity]) -> bool {
    let behind = entities.partition_point(|entity| entity.span.start() < segment.start());
    let around = entities[..behind].last().filter(|entity| entity.label == EntityLabel::Person);
    around.is_some_and(|entity| segment.end() < entity.span.end())
}
