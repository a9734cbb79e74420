//! What was said: the fragments of every quote, before it is asked who speaks.

use copydesk_core::Id;
use copydesk_layers::QuoteKind;

use crate::cue::{Attached, Cue};
use crate::flags::Flags;
use crate::propositions;
use crate::reading::{Reading, ids};
use crate::segments::Segment;
use crate::subjects;
use crate::words::{Word, WordSpan};

/// The most words between two fragments that are joined; PolNeAR's contents bridge no more.
const BRIDGE: usize = 20;

/// One quote: what a cue attributes, or marked words that nothing attributes.
#[derive(Clone, Debug, Default)]
pub(crate) struct Saying {
    /// The cue, if one attributes it.
    pub(crate) cue: Option<Id<Cue>>,
    /// The fragments in text order.
    pub(crate) parts: Vec<WordSpan>,
    /// How sure it is that marked words belong here, where there are any.
    pub(crate) attached: Option<f32>,
    /// Whether its marked words are scraps inside a clause of the writer's own: called it "a joke".
    pub(crate) partial: bool,
}

impl Saying {
    /// The word at which its source is looked for: the cue, or the first word said.
    pub(crate) fn place(&self, reading: &Reading) -> usize {
        self.cue.map_or_else(|| self.parts.first().map_or(0, |part| part.first), |cue| reading.cue(cue).word)
    }
}

/// Every quote of an article that holds words, in the order of its place.
pub(crate) fn gather(reading: &Reading) -> Vec<Saying> {
    let mut sayings = of_cues(reading);
    let mut alone: Vec<(Id<Segment>, Saying)> = Vec::new();
    for (words, attached) in reading.segment_words.iter().zip(&reading.attachments) {
        let saying = match attached.to {
            Attached::Nothing => continue,
            Attached::Cue(cue) => &mut sayings[cue.index()],
            Attached::Alone(first) => of_segment(&mut alone, first),
        };
        saying.parts.push(*words);
        saying.attached = Some(saying.attached.unwrap_or(0.0).max(attached.probability));
    }
    for saying in sayings.iter_mut().chain(alone.iter_mut().map(|(_, saying)| saying)) {
        merge(&reading.words, &mut saying.parts);
    }
    for saying in &mut sayings {
        if let Some(cue) = saying.cue {
            bridge(reading, reading.cue(cue), &mut saying.parts);
        }
    }
    part(reading, &mut sayings);
    for saying in &mut sayings {
        if let Some(cue) = saying.cue {
            saying.partial = bare(reading, cue, &mut saying.parts);
        }
    }
    sayings.extend(alone.into_iter().map(|(_, saying)| saying));
    sayings.iter_mut().for_each(|saying| saying.parts.retain(|part| part.first < part.end));
    sayings.retain(|saying| saying.attached.is_some() || states(reading, saying));
    sayings.retain(|saying| !is_said_by_nobody(reading, saying));
    sayings.sort_by_key(|saying| saying.place(reading));
    sayings
}

/// Whether some of what is reported without quotation marks is a statement.
fn states(reading: &Reading, saying: &Saying) -> bool {
    let judged = saying.cue.is_some_and(|cue| reading.cue(cue).labels);
    let marked = |part: &WordSpan| part.of(&reading.words).iter().any(Word::quoted);
    !saying.parts.is_empty()
        && (judged || saying.parts.iter().any(|part| marked(part) || propositions::is_one(part.of(&reading.words))))
}

/// Whether its source is nobody: of "Nobody said the road was closed" and "no official claimed so" nothing was said. "No 10" is one.
fn is_said_by_nobody(reading: &Reading, saying: &Saying) -> bool {
    let source = saying.cue.and_then(|cue| reading.source(cue)).map(|source| source.first);
    source.is_some_and(|first| reading.is(first, Flags::NOBODY) && !reading.is(first + 1, Flags::DIGIT))
}

fn of_cues(reading: &Reading) -> Vec<Saying> {
    let of_cue = |(number, cue): (Id<Cue>, &Cue)| Saying {
        cue: Some(number),
        parts: cue.left.iter().chain(&cue.right).copied().collect(),
        attached: None,
        partial: false,
    };
    ids(&reading.cues).zip(&reading.cues).map(of_cue).collect()
}

/// The quote that begins with segment `first`.
fn of_segment(alone: &mut Vec<(Id<Segment>, Saying)>, first: Id<Segment>) -> &mut Saying {
    let at = alone.binary_search_by_key(&first, |(segment, _)| *segment).unwrap_or_else(|at| {
        alone.insert(at, (first, Saying::default()));
        at
    });
    &mut alone[at].1
}

/// Leaves of fragments the marked words alone, where the words around them say nothing: in 'called it “a joke” on Monday' what
/// was said is the joke. Tells whether it did.
fn bare(reading: &Reading, cue: Id<Cue>, parts: &mut Vec<WordSpan>) -> bool {
    if kind(reading, parts) != QuoteKind::Mixed {
        return false;
    }
    let kept: Vec<WordSpan> = parts.iter().flat_map(|part| scraps(reading, cue, *part)).collect();
    let partial = kept != *parts;
    *parts = kept;
    partial
}

/// The marked words of a cue in a fragment where those outside say nothing, else the fragment.
fn scraps(reading: &Reading, cue: Id<Cue>, part: WordSpan) -> Vec<WordSpan> {
    let inside = reading.attached_from(part.first).take_while(|(segment, _)| segment.first < part.end);
    let own = inside.filter(|(_, attached)| *attached == Attached::Cue(cue));
    let shared = |segment: WordSpan| WordSpan { first: segment.first.max(part.first), end: segment.end.min(part.end) };
    let own: Vec<WordSpan> = own.map(|(segment, _)| shared(segment)).collect();
    let says = own.is_empty() || propositions::is_one(part.of(&reading.words));
    if says { vec![part] } else { own }
}

/// Joins fragments that go on in small letters, as in: called it "a gift" to the banks and "a scandal".
fn bridge(reading: &Reading, cue: &Cue, parts: &mut Vec<WordSpan>) {
    parts.dedup_by(|next, last| {
        let joined = goes_over(reading, cue, last.end, next.first);
        if joined {
            last.end = next.end;
        }
        joined
    });
}

/// Whether what stands between two fragments belongs to them: words of one sentence without the cue, its source, or others.
fn goes_over(reading: &Reading, cue: &Cue, from: usize, to: usize) -> bool {
    let opening = (to..reading.words.len().min(to + 2)).find(|at| !reading.is(*at, Flags::PUNCT)).unwrap_or(to);
    let (before, word) = (&reading.words[from - 1], &reading.words[opening]);
    let source = cue.source.map(|source| reading.phrase(source).first);
    let apart = |at: &usize| {
        let word = &reading.words[*at];
        word.quoted() || word.is(Flags::STOP | Flags::CUE_VERB) || *at == cue.word || source == Some(*at)
    };
    let same = before.sentence == word.sentence && before.quoted() && before.area == word.area;
    same && to > from && to - from < BRIDGE && word.quoted() && !word.is(Flags::CAP) && !(from..to).any(|at| apart(&at))
}

/// Keeps contents apart: of a quote inside another only the outer stays, but ", adding that" ends what goes before it.
fn part(reading: &Reading, sayings: &mut [Saying]) {
    let mut outer: Option<usize> = None;
    for number in 0..sayings.len() {
        let cue = &reading.cues[number];
        let word = cue.word;
        let around = outer.and_then(|outer| Some((outer, part_around(&sayings[outer].parts, word)?)));
        match around {
            Some((around, part)) if let Some(end) = goes_on(reading, cue) => {
                let part = &mut sayings[around].parts[part];
                part.end = end.max(part.first);
                outer = Some(number);
            }
            Some(_) if sayings[number].attached.is_none() => sayings[number].parts.clear(),
            _ if !sayings[number].parts.is_empty() => outer = Some(number),
            _ => {}
        }
    }
}

/// Where what a cue carries on begins, if another began it: "said ..., adding that ...", "said ... and he noted that ...".
fn goes_on(reading: &Reading, cue: &Cue) -> Option<usize> {
    if !reading.is(cue.word, Flags::SPEECH) || cue.right.is_none() {
        return None;
    }
    let comma = cue.word.checked_sub(1).filter(|before| reading.is(*before, Flags::COMMA));
    if comma.is_some() && reading.is(cue.word, Flags::ING) {
        return comma;
    }
    let source = cue.source.map(|source| reading.phrase(source).first).filter(|first| *first < cue.word);
    let start = subjects::group_start(&reading.words, reading.frame(cue.frame).words.start, cue.word);
    let first = source.filter(|first| cue.word - first < NEAR).unwrap_or(start);
    let joint = first.checked_sub(1).filter(|joint| reading.is(*joint, Flags::AND | Flags::CONJUNCTION))?;
    let finite = reading.is(cue.word, Flags::PAST | Flags::S_FORM) || start < cue.word;
    let comma = joint.checked_sub(1).filter(|before| reading.is(*before, Flags::COMMA));
    finite.then_some(comma.unwrap_or(joint))
}

/// The most words from a source to its cue where one joined clause follows another.
const NEAR: usize = 8;

/// Which of these fragments, in text order, holds a word.
fn part_around(parts: &[WordSpan], word: usize) -> Option<usize> {
    let part = parts.partition_point(|part| part.first <= word).checked_sub(1)?;
    parts[part].holds(word).then_some(part)
}

/// Sorts fragments and joins those that touch; none crosses a paragraph.
fn merge(words: &[Word], parts: &mut Vec<WordSpan>) {
    parts.sort_unstable();
    parts.dedup_by(|next, last| {
        let joined = next.first <= last.end && words[next.first].area == words[last.end - 1].area;
        if joined {
            last.end = last.end.max(next.end);
        }
        joined
    });
}

/// What kind of quote some fragments are, by the share of words outside quotation marks.
pub(crate) fn kind(reading: &Reading, parts: &[WordSpan]) -> QuoteKind {
    let (mut inside, mut outside) = (0_usize, 0_usize);
    for part in parts {
        for word in part.of(&reading.words).iter().filter(|word| !word.is(Flags::PUNCT | Flags::POSSESSIVE)) {
            *(if !word.quoted() { &mut outside } else { &mut inside }) += 1;
        }
    }
    if inside == 0 {
        QuoteKind::Indirect
    } else if outside * 10 <= inside + outside {
        QuoteKind::Direct
    } else {
        QuoteKind::Mixed
    }
}
