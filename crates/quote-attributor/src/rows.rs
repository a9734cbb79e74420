//! From what was decided to rows: fragments, kind, act, polarity, confidence.

use std::borrow::Cow;

use copydesk_core::Span;
use copydesk_layers::{Act, Entity, Quote, QuoteKind};

use crate::claims::Claim;
use crate::flags::Flags;
use crate::polarity::polarity;
use crate::reading::Reading;
use crate::sayings::{self, Saying};
use crate::speakers::Speaker;
use crate::sure::{Evidence, Sure};

/// How much of the least confidence a quote needs to name its speaker whose words all stand in quotation marks: such words were
/// said by somebody, and half of what goes wrong elsewhere is that they were not. Chosen on training pages left out.
const DIRECT: f32 = 0.5;

/// How sure any source is at least: a cue whose source is unclear still attributes. A guess.
const LEAST_SOURCE: f32 = 0.3;

/// What rows are made from.
pub(crate) struct Decided<'a> {
    /// The article's text.
    pub(crate) text: &'a str,
    /// Whether the rows are of speech or thought.
    pub(crate) act: Act,
    /// What was decided about cues and contents.
    pub(crate) reading: &'a Reading,
    /// The tagger's entities, if it has run.
    pub(crate) entities: Option<&'a [Entity]>,
    /// What was said.
    pub(crate) sayings: &'a [Saying],
    /// What is worth what when it is asked how sure a quote is.
    pub(crate) sure: &'a Sure,
    /// How sure an attribution must be for its speaker to be named.
    pub(crate) least: f32,
    /// Who said it, one entry a saying.
    pub(crate) speakers: &'a [Speaker],
}

impl Decided<'_> {
    /// The rows of the article that are wanted.
    pub(crate) fn rows(&self, wanted: impl Fn(&Quote, f32) -> bool) -> Vec<Quote> {
        let rows = self.sayings.iter().zip(self.speakers).map(|(saying, speaker)| {
            let evidence = self.evidence(saying, speaker);
            let quote = self.row(saying, speaker, &evidence);
            (quote, self.sure.is_report(&evidence))
        });
        rows.filter(|(quote, report)| wanted(quote, *report)).map(|(quote, _)| quote).collect()
    }

    /// What is known of a saying that bears on how sure it is.
    pub(crate) fn evidence(&self, saying: &Saying, speaker: &Speaker) -> Evidence {
        let cue = saying.cue.map(|cue| self.reading.cue(cue));
        let words = saying.parts.iter().flat_map(|part| part.of(&self.reading.words));
        Evidence {
            cue: cue.map(|cue| (cue.probability, cue.source_probability.max(LEAST_SOURCE))),
            marks: saying.attached,
            sourced: cue.is_none_or(|cue| cue.source.is_some()),
            kind: if saying.partial { QuoteKind::Mixed } else { sayings::kind(self.reading, &saying.parts) },
            words: words.filter(|word| !word.is(Flags::PUNCT | Flags::POSSESSIVE)).count(),
            speaker: speaker.confidence,
            named: speaker.person.is_some() || speaker.description.is_some(),
        }
    }

    fn row(&self, saying: &Saying, speaker: &Speaker, evidence: &Evidence) -> Quote {
        let reading = self.reading;
        let cue = saying.cue.map(|cue| reading.cue(cue));
        let content: Vec<Span> = saying.parts.iter().map(|part| part.span(&reading.words)).collect();
        let cue_spans: Vec<Span> = cue.map(|cue| cue_span(reading, cue.word)).into_iter().collect();
        let source = cue.and_then(|cue| cue.source).map(|source| reading.phrase(source).words().span(&reading.words));
        let source: Vec<Span> = source.into_iter().collect();
        let attributed = cue.map_or(1.0, |cue| cue.probability);
        let sourced = cue.map_or(1.0, |cue| cue.source_probability.max(LEAST_SOURCE));
        let sure = self.sure.is_right(evidence);
        let named = sure >= if evidence.kind == QuoteKind::Direct { DIRECT * self.least } else { self.least };
        let mut row = Quote::new(content, evidence.kind);
        row.text = self.words(&row.content);
        row.content_text = row.content.iter().map(|span| span.of(self.text).to_owned()).collect();
        row.cue_text = self.words(&cue_spans);
        row.source_text = self.words(&source);
        (row.cue, row.source, row.act) = (cue_spans, source, self.act);
        row.polarity = cue.map(|cue| polarity(reading, cue)).unwrap_or_default();
        row.speaker = if named { self.name(speaker) } else { None };
        row.via = speaker.via.filter(|_| named).map(|word| reading.words[word].span.of(self.text).to_lowercase());
        row.entity = speaker.person.filter(|_| named).map(|person| reading.names.person(person).entity);
        row.confidence = sure;
        row.by = Cow::Borrowed(by(speaker, named));
        row.why = speaker.why.as_ref().map(|why| {
            let marks = saying.attached.map_or_else(String::new, |sure| format!("marks {sure:.3}, "));
            format!("cue {attributed:.3}, {marks}source {sourced:.3}, speaker {:.3}: {why}", speaker.confidence)
        });
        row
    }

    /// The words of some spans, joined by spaces.
    fn words(&self, spans: &[Span]) -> String {
        spans.iter().map(|span| span.of(self.text)).collect::<Vec<_>>().join(" ")
    }

    /// The speaker's name, else what singles out a body.
    pub(crate) fn name(&self, speaker: &Speaker) -> Option<String> {
        let person = speaker.person.map(|person| self.reading.names.person(person));
        let name = person.and_then(|person| person.called(self.entities.unwrap_or_default()));
        name.or_else(|| speaker.description.map(|span| span.of(self.text))).map(str::to_owned)
    }
}

/// What decided about the speaker, in words.
fn by(speaker: &Speaker, named: bool) -> &'static str {
    match speaker.by {
        _ if !named && speaker.person.is_some() => Claim::NobodySure.words(),
        claim => claim.map_or("no source", Claim::words),
    }
}

fn cue_span(reading: &Reading, word: usize) -> Span {
    let span = reading.words[word].span;
    let to = reading.words.get(word + 1).filter(|next| reading.words[word].is(Flags::ACCORDING) && next.is(Flags::TO));
    to.map_or(span, |to| span.cover(to.span))
}
