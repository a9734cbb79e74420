//! What stands between the ends of a content, seen by its cue.

use copydesk_core::Id;

use crate::cue::{Attached, Cue};
use crate::reading::Reading;
use crate::words::WordSpan;

/// What stands between the ends of a content.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Inside {
    /// Commas outside quotation marks.
    pub(crate) commas: u64,
    /// Verbs.
    pub(crate) verbs: u64,
    /// Bits: words outside marks, stops there, verbs of saying there; own segments; other segments.
    pub(crate) found: u64,
}

/// What stands between two places, seen by a cue.
pub(crate) fn between(reading: &Reading, within: WordSpan, cue: Id<Cue>) -> Inside {
    let counts = reading.tally.between(within.first, within.end);
    let bit = |count: u16, bit: u64| u64::from(count != 0) << bit;
    let outer = bit(counts.outside, 0) | bit(counts.outer_stops, 1) | bit(counts.outer_speech, 2);
    let found = outer | segments(reading, within, cue);
    Inside { commas: u64::from(counts.outer_commas), verbs: u64::from(counts.verbs), found }
}

/// Whether segments of the cue (8) and other segments (16) stand between two places.
fn segments(reading: &Reading, within: WordSpan, cue: Id<Cue>) -> u64 {
    let near = reading.attached_from(within.first).take_while(|(segment, _)| segment.first < within.end);
    near.fold(0, |found, (_, attached)| found | if attached == Attached::Cue(cue) { 8 } else { 16 })
}
