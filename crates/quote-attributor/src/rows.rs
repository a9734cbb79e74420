//! From what was decided to rows: fragments, kind, confidence.

use std::borrow::Cow;

use copydesk_core::{Span, layer};
use copydesk_layers::{Entity, Quote, QuoteKind};

use crate::flags::Flags;
use crate::reading::{Cue, Reading};
use crate::speakers::Speaker;
use crate::words::Word;

/// The most words between two fragments that are joined.
const BRIDGE: usize = 20;

/// What rows are made from.
pub(crate) struct Decided<'a> {
    /// The article's text.
    pub(crate) text: &'a str,
    /// What was decided about cues and contents.
    pub(crate) reading: &'a Reading,
    /// The tagger's entities, if it has run.
    pub(crate) entities: Option<&'a [Entity]>,
    /// Who the sources are, one entry a cue.
    pub(crate) speakers: &'a [Speaker],
}

/// The fragments of a cue's content, and how sure it is that the cue attributes them.
#[derive(Clone, Debug, Default)]
struct Content {
    parts: Vec<(usize, usize)>,
    attached: Option<f32>,
}

impl Decided<'_> {
    /// The rows of the article that are wanted, in text order.
    pub(crate) fn rows(&self, wanted: impl Fn(&Quote) -> bool) -> Vec<Quote> {
        let contents = self.contents();
        let held = contents.iter().enumerate().filter(|(_, content)| !content.parts.is_empty());
        let mut rows: Vec<Quote> = held.map(|(cue, content)| self.row(cue, content)).filter(wanted).collect();
        layer::sort_rows(&mut rows);
        rows
    }

    fn contents(&self) -> Vec<Content> {
        let mut contents = vec![Content::default(); self.reading.cues.len()];
        for (cue, content) in self.reading.cues.iter().zip(&mut contents) {
            content.parts.extend(cue.left.iter().chain(&cue.right));
        }
        for (words, attached) in self.reading.segment_words.iter().zip(&self.reading.attachments) {
            if let Some(cue) = attached.cue {
                contents[cue].parts.push(*words);
                let sure = contents[cue].attached.unwrap_or(0.0);
                contents[cue].attached = Some(sure.max(attached.probability));
            }
        }
        for (cue, content) in self.reading.cues.iter().zip(&mut contents) {
            merge(&self.reading.words, &mut content.parts);
            self.bridge(cue, &mut content.parts);
        }
        self.part(&mut contents);
        contents.iter_mut().for_each(|content| content.parts.retain(|part| part.0 < part.1));
        contents
    }

    /// Joins fragments that go on in small letters, as in: called it "a gift" to the banks and "a scandal".
    fn bridge(&self, cue: &Cue, parts: &mut Vec<(usize, usize)>) {
        parts.dedup_by(|next, last| {
            let joined = self.goes_over(cue, last.1, next.0);
            if joined {
                last.1 = next.1;
            }
            joined
        });
    }

    /// Whether what stands between two fragments belongs to them: words of one sentence without the cue, its source, or others.
    fn goes_over(&self, cue: &Cue, from: usize, to: usize) -> bool {
        let reading = self.reading;
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
    fn part(&self, contents: &mut [Content]) {
        let mut outer: Option<usize> = None;
        for number in 0..contents.len() {
            let word = self.reading.cues[number].word;
            let around = outer.and_then(|outer| Some((outer, part_around(&contents[outer].parts, word)?)));
            match around {
                Some((around, part)) if self.goes_on(word) => {
                    contents[around].parts[part].1 = word - 1;
                    outer = Some(number);
                }
                Some(_) if contents[number].attached.is_none() => contents[number].parts.clear(),
                _ if !contents[number].parts.is_empty() => outer = Some(number),
                _ => {}
            }
        }
    }

    /// Whether a cue carries on after a comma what another began: "said ..., adding that ...".
    fn goes_on(&self, cue: usize) -> bool {
        let comma = cue.checked_sub(1).is_some_and(|before| self.reading.is(before, Flags::COMMA));
        comma && self.reading.is(cue, Flags::ING) && self.reading.is(cue, Flags::SPEECH)
    }

    fn row(&self, number: usize, content: &Content) -> Quote {
        let (cue, speaker) = (&self.reading.cues[number], &self.speakers[number]);
        let span = |(first, last): (usize, usize)| self.span(first, last);
        let source = cue.source.map(|phrase| &self.reading.phrases[phrase]);
        let sure = content.attached.unwrap_or(cue.probability) * cue.source_probability.max(0.3) * speaker.confidence;
        Quote {
            content: content.parts.iter().map(|part| span(*part)).collect(),
            cue: vec![cue_span(self.reading, cue.word)],
            source: source.map(|phrase| span((phrase.first, phrase.last))).into_iter().collect(),
            kind: kind(self.reading, &content.parts),
            speaker: self.name(speaker),
            entity: speaker.person.map(|person| self.reading.names.people[person].entity),
            confidence: sure.clamp(0.0, 1.0),
            by: Cow::Borrowed(speaker.by),
        }
    }

    fn span(&self, first: usize, last: usize) -> Span {
        self.reading.words[first].span.cover(self.reading.words[last - 1].span)
    }

    /// The speaker's name: the entity's, else what singles out a body or, where no tagger has run, the source as written.
    fn name(&self, speaker: &Speaker) -> Option<String> {
        let Some(person) = speaker.person.map(|person| &self.reading.names.people[person]) else {
            return speaker.description.map(|span| span.of(self.text).to_owned());
        };
        self.entities.and_then(|entities| person.entity.of(entities)).map(|entity| entity.name.clone())
    }
}

fn cue_span(reading: &Reading, word: usize) -> Span {
    let span = reading.words[word].span;
    let to = reading.words.get(word + 1).filter(|next| reading.words[word].is(Flags::ACCORDING) && next.is(Flags::TO));
    to.map_or(span, |to| span.cover(to.span))
}

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

/// By the share of words outside quotation marks.
fn kind(reading: &Reading, parts: &[(usize, usize)]) -> QuoteKind {
    let (mut inside, mut outside) = (0_usize, 0_usize);
    for (first, last) in parts {
        for word in reading.words[*first..*last].iter().filter(|word| !word.is(Flags::PUNCT | Flags::POSSESSIVE)) {
            *(if word.segment == 0 { &mut outside } else { &mut inside }) += 1;
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
