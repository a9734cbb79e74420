//! A word that attributes, what it was found to attribute, and what a marked segment belongs to.

use copydesk_core::Id;

use crate::frames::Frame;
use crate::phrases::Phrase;
use crate::segments::Segment;
use crate::words::WordSpan;

/// A word that attributes, and what it was found to attribute.
#[derive(Clone, Debug)]
pub(crate) struct Cue {
    /// The word.
    pub(crate) word: usize,
    /// The frame that holds it.
    pub(crate) frame: Id<Frame>,
    /// How sure it is that the word attributes.
    pub(crate) probability: f32,
    /// The source, as a phrase.
    pub(crate) source: Option<Id<Phrase>>,
    /// How sure the source is.
    pub(crate) source_probability: f32,
    /// The words of the content on the left.
    pub(crate) left: Option<WordSpan>,
    /// The words of the content on the right.
    pub(crate) right: Option<WordSpan>,
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
    Cue(Id<Cue>),
    /// A quote that no cue attributes and that begins with this segment.
    Alone(Id<Segment>),
}

/// What a segment was attached to.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Attachment {
    /// What it belongs to.
    pub(crate) to: Attached,
    /// How sure it is.
    pub(crate) probability: f32,
}
