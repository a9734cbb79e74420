//! What was said: the fragments of every quote, before it is asked who speaks.

use copydesk_layers::QuoteKind;

use crate::flags::Flags;
use crate::propositions;
use crate::reading::{Attached, Cue, Reading};
use crate::rows;
use crate::subjects;
use crate::words::Word;

/// The most words between two fragments that are joined; PolNeAR's contents bridge no more.
const BRIDGE: usize = 20;

/// One quote: what a cue attributes, or marked words that nothing attributes.
#[derive(Clone, Debug, Default)]
pub(crate) struct Saying {
    /// The cue, by number.
    pub(crate) cue: Option<usize>,
    /// The fragments in text order, each from its first word to before its last.
    pub(crate) parts: Vec<(usize, usize)>,
    /// How sure it is that marked words belong here, where there are any.
    pub(crate) attached: Option<f32>,
    /// Whether its marked words are scraps inside a clause of the writer's own: called it "a joke".
    pub(crate) partial: bool,
}

impl Saying {
    /// The word at which its source is looked for: the cue, or the first word said.
    pub(crate) fn place(&self, reading: &Reading) -> usize {
        self.cue.map_or_else(|| self.parts.first().map_or(0, |part| part.0), |cue| reading.cues[cue].word)
    }
}

/// Every quote of an article that holds words, in the order of its place.
pub(crate) fn gather(reading: &Reading) -> Vec<Saying> {
    let mut sayings = of_cues(reading);
    let mut alone: Vec<(usize, Saying)> = Vec::new();
    for (words, attached) in reading.segment_words.iter().zip(&reading.attachments) {
        let saying = match attached.to {
            Attached::Nothing => continue,
            Attached::Cue(cue) => &mut sayings[cue],
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
            bridge(reading, &reading.cues[cue], &mut saying.parts);
        }
    }
    part(reading, &mut sayings);
    for saying in &mut sayings {
        if let Some(cue) = saying.cue {
            saying.partial = bare(reading, cue, &mut saying.parts);
        }
    }
    sayings.extend(alone.into_iter().map(|(_, saying)| saying));
    sayings.iter_mut().for_each(|saying| saying.parts.retain(|part| part.0 < part.1));
    sayings.retain(|saying| saying.attached.is_some() || states(reading, saying));
    sayings.sort_by_key(|saying| saying.place(reading));
    sayings
}

/// Whether some of what is reported without quotation marks is a statement.
fn states(reading: &Reading, saying: &Saying) -> bool {
    let judged = saying.cue.is_some_and(|cue| reading.cues[cue].labels);
    let marked = |part: &(usize, usize)| reading.words[part.0..part.1].iter().any(|word| word.segment != 0);
    !saying.parts.is_empty()
        && (judged
            || saying.parts.iter().any(|part| marked(part) || propositions::is_one(&reading.words, part.0..part.1)))
}

fn of_cues(reading: &Reading) -> Vec<Saying> {
    let of_cue = |(number, cue): (usize, &Cue)| Saying {
        cue: Some(number),
        parts: cue.left.iter().chain(&cue.right).copied().collect(),
        attached: None,
        partial: false,
    };
    reading.cues.iter().enumerate().map(of_cue).collect()
}

/// The quote that begins with segment `first`.
fn of_segment(alone: &mut Vec<(usize, Saying)>, first: usize) -> &mut Saying {
    let at = alone.binary_search_by_key(&first, |(segment, _)| *segment).unwrap_or_else(|at| {
        alone.insert(at, (first, Saying::default()));
        at
    });
    &mut alone[at].1
}

/// Leaves of fragments the marked words alone, where the words around them say nothing: in 'called it “a joke” on Monday' what
/// was said is the joke. Tells whether it did.
fn bare(reading: &Reading, cue: usize, parts: &mut Vec<(usize, usize)>) -> bool {
    if rows::kind(reading, parts) != QuoteKind::Mixed {
        return false;
    }
    let kept: Vec<(usize, usize)> = parts.iter().flat_map(|part| scraps(reading, cue, *part)).collect();
    let partial = kept != *parts;
    *parts = kept;
    partial
}

/// The marked words of a cue in a fragment where those outside say nothing, else the fragment.
fn scraps(reading: &Reading, cue: usize, part: (usize, usize)) -> Vec<(usize, usize)> {
    let first = reading.segment_words.partition_point(|(_, last)| *last <= part.0);
    let segments = reading.segment_words[first..].iter().zip(&reading.attachments[first..]);
    let inside = segments.take_while(|((from, _), _)| *from < part.1);
    let own = inside.filter(|(_, attached)| attached.to == Attached::Cue(cue));
    let own: Vec<(usize, usize)> = own.map(|((from, to), _)| ((*from).max(part.0), (*to).min(part.1))).collect();
    let says = own.is_empty() || propositions::is_one(&reading.words, part.0..part.1);
    if says { vec![part] } else { own }
}

/// Joins fragments that go on in small letters, as in: called it "a gift" to the banks and "a scandal".
fn bridge(reading: &Reading, cue: &Cue, parts: &mut Vec<(usize, usize)>) {
    parts.dedup_by(|next, last| {
        let joined = goes_over(reading, cue, last.1, next.0);
        if joined {
            last.1 = next.1;
        }
        joined
    });
}

/// Whether what stands between two fragments belongs to them: words of one sentence without the cue, its source, or others.
fn goes_over(reading: &Reading, cue: &Cue, from: usize, to: usize) -> bool {
    let opening = (to..reading.words.len().min(to + 2)).find(|at| !reading.is(*at, Flags::PUNCT)).unwrap_or(to);
    let (before, word) = (&reading.words[from - 1], &reading.words[opening]);
    let source = cue.source.map(|phrase| reading.phrases[phrase].first);
    let apart = |at: &usize| {
        let word = &reading.words[*at];
        word.segment != 0 || word.is(Flags::STOP | Flags::CUE_VERB) || *at == cue.word || source == Some(*at)
    };
    let same = before.sentence == word.sentence && before.segment != 0 && before.area == word.area;
    same && to > from
        && to - from < BRIDGE
        && word.segment != 0
        && !word.is(Flags::CAP)
        && !(from..to).any(|at| apart(&at))
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
                sayings[around].parts[part].1 = end.max(sayings[around].parts[part].0);
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
    let source = cue.source.map(|phrase| reading.phrases[phrase].first).filter(|first| *first < cue.word);
    let start = subjects::group_start(&reading.words, reading.frames[cue.frame].words.start, cue.word);
    let first = source.filter(|first| cue.word - first < NEAR).unwrap_or(start);
    let joint = first.checked_sub(1).filter(|joint| reading.is(*joint, Flags::AND | Flags::CONJUNCTION))?;
    let finite = reading.is(cue.word, Flags::PAST | Flags::S_FORM) || start < cue.word;
    let comma = joint.checked_sub(1).filter(|before| reading.is(*before, Flags::COMMA));
    finite.then_some(comma.unwrap_or(joint))
}

/// The most words from a source to its cue where one joined clause follows another.
const NEAR: usize = 8;

/// Which of these fragments, in text order, holds a word.
fn part_around(parts: &[(usize, usize)], word: usize) -> Option<usize> {
    let part = parts.partition_point(|part| part.0 <= word).checked_sub(1)?;
    (word < parts[part].1).then_some(part)
}

/// Sorts fragments and joins those that touch; none crosses a paragraph.
fn merge(words: &[Word], parts: &mut Vec<(usize, usize)>) {
    parts.sort_unstable();
    parts.dedup_by(|next, last| {
        let joined = next.0 <= last.1 && words[next.0].area == words[last.1 - 1].area;
        if joined {
            last.1 = last.1.max(next.1);
        }
        joined
    });
}
