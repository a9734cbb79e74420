//! What each marked segment belongs to: a cue, the quote before it, or nobody.

use copydesk_core::Id;

use crate::cue::{Attached, Attachment, Cue};
use crate::flags::Flags;
use crate::judge::{Judge, Question, Target};
use crate::phrases::PhraseKind;
use crate::reading::Reading;
use crate::segments::Segment;
use crate::targets::{self, previous};
use crate::words::WordSpan;

/// How many cues on either side are looked at: a guess.
const NEAREST: usize = 3;

/// Decides about a segment; the segments before it have been decided.
pub(crate) fn decide(reading: &mut Reading, segment: Id<Segment>, judge: &mut impl Judge) {
    if let Some(cue) = signed(reading, segment).or_else(|| labelled(reading, segment)) {
        reading.cues[cue.index()].quoted = true;
        reading.attachments.push(Attachment { to: Attached::Cue(cue), probability: 1.0 });
        return;
    }
    if reading.is_headline(reading.segment(segment).first) {
        reading.attachments.push(Attachment { to: Attached::Nothing, probability: 1.0 });
        return;
    }
    let targets = targets(reading, segment);
    reading.candidates.clear();
    for target in &targets {
        targets::describe(reading, segment, *target, &targets);
        reading.candidates.end();
    }
    let question = Question::Attach {
        segment: reading.segment(segment),
        previous: previous(reading, segment).map(|before| reading.segment(before)),
        targets: &targets,
        cues: &reading.cues,
    };
    let (chosen, probability) = judge.choose(&question, &reading.candidates);
    let to = match targets[chosen] {
        Target::NotSpeech if !judge.knows() && is_spoken(reading, segment) => Attached::Alone(segment),
        Target::NotSpeech => Attached::Nothing,
        Target::Previous => {
            previous(reading, segment).map_or(Attached::Nothing, |last| reading.attachments[last.index()].to)
        }
        Target::Alone => Attached::Alone(segment),
        Target::Cue(cue) => Attached::Cue(cue),
    };
    if let Attached::Cue(cue) = to {
        reading.cues[cue.index()].quoted = true;
    }
    reading.attachments.push(Attachment { to, probability });
}

/// The fewest words of a sentence that is said, and not a title: a guess.
const SENTENCE: usize = 4;

/// Whether a segment opens its sentence, ends with a comma inside its marks, and somebody and a verb follow, whatever the verb:
/// “We sail at nine,” Okafor chirped. A title in capitals is none.
fn is_spoken(reading: &Reading, segment: Id<Segment>) -> bool {
    let found = reading.segment(segment);
    let words = found.of(&reading.words).iter().filter(|word| !word.is(Flags::MARK));
    let comma = words.clone().next_back().is_some_and(|word| word.is(Flags::COMMA));
    let (capitals, others) = words.filter(|word| !word.is(Flags::PUNCT)).fold((0, 0), |(capitals, others), word| {
        if word.is(Flags::CAP) { (capitals + 1, others) } else { (capitals, others + 1) }
    });
    let opens = reading.frame(reading.frame_of(found.first)).words.start == found.first;
    let source = reading.phrase_at(found.end).filter(|source| source.kind != PhraseKind::Bare);
    let verb =
        source.map(|source| source.end).filter(|verb| reading.words.get(*verb).is_some_and(|word| !word.quoted()));
    let verb = verb.is_some_and(|verb| reading.is(verb, Flags::PAST | Flags::S_FORM | Flags::ENDS_ED));
    comma && opens && verb && capitals + others >= SENTENCE && others > capitals
}

/// The speaker's label before a segment in its paragraph, as a cue.
fn labelled(reading: &Reading, segment: Id<Segment>) -> Option<Id<Cue>> {
    let first = reading.segment(segment).first;
    let colon = reading.labels.colon_of(reading.words[first].area).filter(|colon| *colon < first)?;
    cue_at(reading, colon)
}

/// The signature under a segment, as a cue.
fn signed(reading: &Reading, segment: Id<Segment>) -> Option<Id<Cue>> {
    let signature = reading.signatures.iter().find(|signature| signature.segment == segment)?;
    cue_at(reading, signature.mark)
}

/// The cue whose word is this one.
fn cue_at(reading: &Reading, word: usize) -> Option<Id<Cue>> {
    reading.cues.binary_search_by_key(&word, |cue| cue.word).ok().map(number)
}

fn number(cue: usize) -> Id<Cue> {
    Id::new(cue as u32)
}

/// Whether a segment may go on with the quote of the one before: in its paragraph, or where marks were left open for it.
fn goes_on(reading: &Reading, before: Id<Segment>, segment: Id<Segment>) -> bool {
    let area = |segment: Id<Segment>| reading.words[reading.segment(segment).first].area;
    area(before) == area(segment) || reading.segments[before.index()..segment.index()].iter().all(|open| open.continues)
}

fn targets(reading: &Reading, segment: Id<Segment>) -> Vec<Target> {
    let mut targets = Vec::with_capacity(2 + 2 * NEAREST + 2);
    targets.push(Target::NotSpeech);
    if previous(reading, segment).is_some_and(|before| goes_on(reading, before, segment)) {
        targets.push(Target::Previous);
    }
    let WordSpan { first, end } = reading.segment(segment);
    let frame = reading.frame_of(first);
    if reading.frame(frame).words.start == first {
        targets.push(Target::Alone);
    }
    let target = |cue: usize| Target::Cue(number(cue));
    let cues = reading.cues_of(frame);
    let middle = reading.cues.partition_point(|cue| cue.word < first).clamp(cues.start, cues.end);
    targets.extend((cues.start..middle).rev().take(NEAREST).map(target));
    let behind = |cue: &usize| !coordinated(reading, end, reading.cues[*cue].word);
    targets.extend((middle..cues.end).filter(behind).take(NEAREST).map(target));
    let area = reading.words[first].area;
    let near = |cue: &usize| reading.words[reading.cues[*cue].word].area.abs_diff(area) <= 1;
    let speech = reading.cues[cues.clone()].iter().any(|cue| reading.is(cue.word, Flags::SPEECH));
    let leads = |cue: &usize| {
        let same = reading.words[reading.cues[*cue].word].area == area;
        same || !speech || first.checked_sub(1).is_some_and(|before| reading.is(before, Flags::COLON))
    };
    targets.extend((0..cues.start).next_back().filter(near).filter(leads).map(target));
    let same = |cue: &usize| reading.cues[*cue].frame.index() <= frame.index() + 1 && near(cue);
    if end == reading.frame(frame).words.end || cues.is_empty() {
        targets.extend(Some(cues.end).filter(|cue| *cue < reading.cues.len()).filter(same).map(target));
    }
    targets
}

/// Whether the clause of a cue is one more after ", and": it attributes nothing that stands before.
fn coordinated(reading: &Reading, from: usize, cue: usize) -> bool {
    let outside = |at: &usize| !reading.words[*at].quoted() && reading.is(*at, Flags::COMMA);
    let comma = (cue.saturating_sub(6).max(from)..cue).rev().find(outside);
    comma.is_some_and(|comma| comma > from && reading.is(comma + 1, Flags::AND | Flags::CONJUNCTION))
}
