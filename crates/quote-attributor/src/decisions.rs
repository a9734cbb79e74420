//! The decisions about an article that has been read, in their order: cues, marked segments, sources, contents.

use copydesk_core::{Doc, StageError};

use crate::attach;
use crate::contents;
use crate::cues;
use crate::judge::Judge;
use crate::reading::{Reading, ids};
use crate::sources;

/// Takes every decision about an article, after [`Reading::prepare`].
///
/// # Errors
/// If the article's budget is used up.
pub(crate) fn decide(reading: &mut Reading, doc: Doc<'_>, judge: &mut impl Judge) -> Result<(), StageError> {
    reading.cues.clear();
    for frame in ids(&reading.frames) {
        doc.budget.check()?;
        cues::find(reading, frame, judge);
    }
    reading.attachments.clear();
    for segment in ids(&reading.segments) {
        doc.budget.check()?;
        attach::decide(reading, segment, judge);
    }
    let threshold = judge.cue_threshold();
    for cue in ids(&reading.cues) {
        doc.budget.check()?;
        let found = reading.cue(cue);
        let wanted = found.quoted || found.probability >= threshold;
        if wanted && !found.labels {
            sources::decide(reading, cue, judge);
            contents::decide(reading, cue, judge);
        }
    }
    Ok(())
}
