//! Whether the article reports that words were said, or that they were denied, asked, or might be said.

use copydesk_core::Id;
use copydesk_layers::Polarity;

use crate::cue::Cue;
use crate::flags::Flags;
use crate::frames::Frame;
use crate::reading::Reading;
use crate::subjects;

/// How the words of a cue stand to what its source holds true.
pub(crate) fn polarity(reading: &Reading, cue: &Cue) -> Polarity {
    let word = &reading.words[cue.word];
    if word.is(Flags::DENIES) {
        Polarity::Denied
    } else if word.is(Flags::ASKS) {
        Polarity::Asked
    } else if is_modal(reading, cue) {
        Polarity::Conditional
    } else {
        Polarity::Affirmed
    }
}

/// Whether "would", "could" or "might" stands in the verb's group: "would say".
fn is_modal(reading: &Reading, cue: &Cue) -> bool {
    let start = reading.frame(cue.frame).words.start;
    let group = subjects::group_start(&reading.words, start, cue.word)..cue.word;
    reading.words[cue.word].is(Flags::VERB_FORM) && group.into_iter().any(|at| reading.is(at, Flags::MODAL))
}

/// Whether a source did not say the words: "did not say", "never claimed", "declined to say", "stopped short of calling", or is
/// itself what was said: "is said to be".
pub(crate) fn is_withheld(reading: &Reading, frame: Id<Frame>, cue: usize) -> bool {
    let start = reading.frame(frame).words.start;
    if !reading.is(cue, Flags::VERB_FORM) {
        return false;
    }
    let group = subjects::group_start(&reading.words, start, cue);
    let passive = (group..cue).any(|at| reading.is(at, Flags::BE)) && !reading.is(cue, Flags::ING);
    if passive && reading.is(cue + 1, Flags::TO) {
        return true;
    }
    if (group..cue).any(|at| reading.is(at, Flags::NEGATION)) {
        return true;
    }
    let before = cue.checked_sub(1).filter(|before| *before >= start);
    let lead = before
        .filter(|before| reading.is(*before, Flags::TO | Flags::OF | Flags::PREPOSITION))
        .and_then(|to| to.checked_sub(1));
    let verb = if reading.is(cue, Flags::ING) { lead.or(before) } else { lead };
    verb.is_some_and(|verb| verb >= start && reading.is(verb, Flags::WITHHOLDS))
}
