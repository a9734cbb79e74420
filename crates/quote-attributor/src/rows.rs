//! From what was decided to rows: fragments, kind, confidence.

use std::borrow::Cow;

use copydesk_core::{Span, layer};
use copydesk_layers::{Entity, Quote, QuoteKind};

use crate::flags::Flags;
use crate::reading::Reading;
use crate::speakers::Speaker;

/// The rows of an article. `speakers` holds one entry a cue.
pub(crate) fn make(
    text: &str,
    reading: &Reading,
    entities: Option<&[Entity]>,
    speakers: &[Speaker],
    wanted: impl Fn(&Quote) -> bool,
) -> Vec<Quote> {
    let mut fragments: Vec<Vec<(usize, usize)>> = vec![Vec::new(); reading.cues.len()];
    for (number, cue) in reading.cues.iter().enumerate() {
        fragments[number].extend(cue.left.iter().chain(&cue.right));
    }
    for (segment, attached) in reading.attachments.iter().enumerate() {
        if let Some(cue) = attached.cue {
            fragments[cue].push(reading.segment_words[segment]);
        }
    }
    let mut rows = Vec::new();
    for (number, mut parts) in fragments.into_iter().enumerate() {
        merge(&mut parts);
        if !parts.is_empty() {
            let row = row(text, reading, entities, number, &parts, &speakers[number]);
            rows.extend(Some(row).filter(&wanted));
        }
    }
    layer::sort_rows(&mut rows);
    rows
}

fn row(
    text: &str,
    reading: &Reading,
    entities: Option<&[Entity]>,
    number: usize,
    parts: &[(usize, usize)],
    speaker: &Speaker,
) -> Quote {
    let cue = &reading.cues[number];
    let span = |(first, last): (usize, usize)| reading.words[first].span.cover(reading.words[last - 1].span);
    let source = cue.source.map(|phrase| (reading.phrases[phrase].first, reading.phrases[phrase].last));
    let person = speaker.person.map(|person| &reading.names.people[person]);
    let name = person.map(|person| match person.entity.zip(entities) {
        Some((id, entities)) => id.of(entities).map_or_else(|| person.name.of(text).to_owned(), |row| row.name.clone()),
        None => person.name.of(text).to_owned(),
    });
    Quote {
        content: parts.iter().map(|part| span(*part)).collect(),
        cue: vec![cue_span(reading, cue.word)],
        source: source.map(span).into_iter().collect(),
        kind: kind(reading, parts),
        speaker: name.or_else(|| speaker.description.map(|span: Span| span.of(text).to_owned())),
        entity: person.and_then(|person| person.entity),
        confidence: (confidence(reading, number) * speaker.confidence).clamp(0.0, 1.0),
        by: Cow::Borrowed(speaker.by),
    }
}

fn confidence(reading: &Reading, number: usize) -> f32 {
    let cue = &reading.cues[number];
    let attached = reading.attachments.iter().filter(|attached| attached.cue == Some(number));
    attached.map(|attached| attached.probability).reduce(f32::max).unwrap_or(cue.probability)
        * cue.source_probability.max(0.3)
}

fn cue_span(reading: &Reading, word: usize) -> Span {
    let span = reading.words[word].span;
    let to = reading.words.get(word + 1).filter(|next| reading.words[word].is(Flags::ACCORDING) && next.is(Flags::TO));
    to.map_or(span, |to| span.cover(to.span))
}

/// Sorts fragments and joins those with nothing but punctuation between them; none crosses a paragraph.
fn merge(parts: &mut Vec<(usize, usize)>) {
    parts.sort_unstable();
    parts.dedup_by(|next, last| {
        let joined = next.0 <= last.1;
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
