//! Who answers the questions that come up while an article is read.

use std::borrow::Cow;
use std::path::Path;

use copydesk_core::Id;

use crate::cue::Cue;
use crate::linear::{Candidates, Linear, SIZE};
use crate::words::WordSpan;

/// A decision to be taken. The first candidate is always "no" or "none".
#[derive(Clone, Copy, Debug)]
pub(crate) enum Question<'q> {
    /// Does this word attribute something?
    Cue { word: usize },
    /// What does this segment belong to? The segments are given by their words, `previous` where a target is so called.
    Attach { segment: WordSpan, previous: Option<WordSpan>, targets: &'q [Target], cues: &'q [Cue] },
    /// Which phrase is the source of this cue?
    Source { cue: usize, phrases: &'q [WordSpan] },
    /// At which word does the content left of this cue begin? It ends at `end`.
    Left { cue: usize, starts: &'q [usize], end: usize },
    /// At which word does the content right of this cue begin?
    Right { cue: usize, starts: &'q [usize] },
    /// Behind which word does the content that begins at `start` end?
    End { cue: usize, start: usize, ends: &'q [usize] },
}

impl Question<'_> {
    /// The number of the model that answers it.
    pub(crate) const fn model(&self) -> usize {
        match self {
            Self::Cue { .. } => 0,
            Self::Attach { .. } => 1,
            Self::Source { .. } => 2,
            Self::Left { .. } => 3,
            Self::Right { .. } => 4,
            Self::End { .. } => 5,
        }
    }
}

/// The number of models.
pub(crate) const MODELS: usize = 6;

/// What a marked segment may belong to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Target {
    /// Nothing: it is no speech.
    NotSpeech,
    /// The same quote as the segment before it.
    Previous,
    /// A quote of its own, which no cue attributes.
    Alone,
    /// The quote of this cue.
    Cue(Id<Cue>),
}

/// Answers questions.
pub(crate) trait Judge {
    /// The number of the chosen candidate, and the probability of the choice.
    fn choose(&mut self, question: &Question<'_>, candidates: &Candidates) -> (usize, f32);

    /// The probability from which a cue without quotation marks counts.
    fn cue_threshold(&self) -> f32;

    /// Whether its answers are people's and not to be doubted.
    fn knows(&self) -> bool {
        false
    }
}

/// The trained weights.
pub(crate) struct Trained {
    bytes: Cow<'static, [u8]>,
    scales: [f32; MODELS],
}

/// From what probability on a cue without quotation marks is looked at further; whether it reports anything is for `sure` to say.
const CUE: f32 = 0.2;
const HEADER: usize = 4 * MODELS;
static SPEECH: &[u8] = include_bytes!("../model/quotes.bin");
static THOUGHT: &[u8] = include_bytes!("../model/thoughts.bin");

impl Trained {
    /// The weights that find what was said.
    pub(crate) fn speech() -> Self {
        Self::from_bytes(Cow::Borrowed(SPEECH)).expect("the embedded model is whole")
    }

    /// The weights that find what was thought.
    pub(crate) fn thought() -> Self {
        Self::from_bytes(Cow::Borrowed(THOUGHT)).expect("the embedded model is whole")
    }

    /// The weights of a file of `copydesk train quote-attributor`.
    ///
    /// # Errors
    /// If the file cannot be read or is no such model.
    pub(crate) fn read(path: &Path) -> Result<Self, String> {
        let bytes = std::fs::read(path).map_err(|e| format!("{}: {e}", path.display()))?;
        Self::from_bytes(Cow::Owned(bytes)).map_err(|e| format!("{}: {e}", path.display()))
    }

    /// The models of a file: the scales of all, then the weights of each.
    ///
    /// # Errors
    /// If these are no such models.
    pub(crate) fn from_bytes(bytes: Cow<'static, [u8]>) -> Result<Self, String> {
        let size = HEADER + MODELS * SIZE;
        if bytes.len() != size {
            return Err(format!("not a model of the quote-attributor: {} bytes, expected {size}", bytes.len()));
        }
        let scale = |number: usize| {
            let scale = bytes[4 * number..].first_chunk().expect("the header holds all scales");
            f32::from_le_bytes(*scale)
        };
        let scales: [f32; MODELS] = std::array::from_fn(scale);
        if !scales.iter().all(|scale| scale.is_finite() && *scale > 0.0) {
            return Err("not a model of the quote-attributor: a step of its weights is worth nothing".to_owned());
        }
        Ok(Self { bytes, scales })
    }

    fn model(&self, number: usize) -> Linear<'_> {
        let weights = self.bytes[HEADER + number * SIZE..].first_chunk().expect("the file holds all weights");
        Linear::new(weights, self.scales[number])
    }
}

impl Judge for &Trained {
    fn choose(&mut self, question: &Question<'_>, candidates: &Candidates) -> (usize, f32) {
        self.model(question.model()).choose(candidates)
    }

    fn cue_threshold(&self) -> f32 {
        CUE
    }
}
