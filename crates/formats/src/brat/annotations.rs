//! The lines of an `.ann`.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use copydesk_core::offsets::{Offsets, Unit};
use copydesk_core::record::Shape;
use copydesk_core::{Article, Layer, Span};
use copydesk_layers::{Date, Entity, Quote, SummarySentence};

use crate::label::label;

/// What brat has to know of an article.
pub(super) fn annotations(article: &Article, shape: &Shape) -> String {
    let mut file = Annotations {
        text: article.text(),
        offsets: Offsets::new(article.shared_text(), Unit::Codepoint),
        out: format!("#0\tAnnotatorNotes article\t{}\n", in_one_line(&article.id)),
        spans: 0,
        relations: 0,
        attributes: 0,
        notes: 0,
    };
    let mentions = file.entities(rows(article, shape));
    file.quotes(rows(article, shape), &mentions);
    file.dates(rows(article, shape));
    for sentence in rows::<SummarySentence>(article, shape) {
        file.span("Summary", &[sentence.span]);
    }
    file.out
}

/// The rows of a layer, if it is one of those to write.
fn rows<'a, L: Layer>(article: &'a Article, shape: &Shape) -> &'a [L] {
    let written = shape.layers.iter().any(|name| name == L::NAME);
    article.layers.get::<L>().filter(|_| written).unwrap_or_default()
}

/// The number of a `T` line.
type Number = usize;

struct Annotations<'a> {
    text: &'a str,
    offsets: Offsets,
    out: String,
    spans: usize,
    relations: usize,
    attributes: usize,
    notes: usize,
}

impl Annotations<'_> {
    /// Writes the mentions; the numbers of their lines, row by row.
    fn entities(&mut self, entities: &[Entity]) -> Vec<Option<Number>> {
        let mut of_entity: BTreeMap<usize, Vec<Number>> = BTreeMap::new();
        let mut numbers = Vec::with_capacity(entities.len());
        for entity in entities {
            let number = self.span(&label(&entity.label), &[entity.span]);
            numbers.push(number);
            let Some(number) = number else { continue };
            of_entity.entry(entity.id.index()).or_default().push(number);
            self.note(number, &entity.name);
            if let Some(gender) = &entity.gender {
                self.attribute("Gender", number, &label(gender));
            }
            if let Some(of_people) = &entity.number {
                self.attribute("Number", number, &label(of_people));
            }
        }
        for mentions in of_entity.values().filter(|mentions| mentions.len() > 1) {
            let mentions: Vec<_> = mentions.iter().map(|number| format!("T{number}")).collect();
            let _ = writeln!(self.out, "*\tEquiv {}", mentions.join(" "));
        }
        numbers
    }

    fn quotes(&mut self, quotes: &[Quote], mentions: &[Option<Number>]) {
        for quote in quotes {
            let Some(said) = self.span("Quote", &quote.content) else { continue };
            self.attribute("Kind", said, &label(&quote.kind));
            self.attribute("Act", said, &label(&quote.act));
            self.attribute("Polarity", said, &label(&quote.polarity));
            if let Some(speaker) = &quote.speaker {
                self.note(said, speaker);
            }
            for (kind, relation, spans) in [("Cue", "CuedBy", &quote.cue), ("Source", "SaidBy", &quote.source)] {
                if let Some(number) = self.span(kind, spans) {
                    self.relation(relation, said, number);
                }
            }
            let speaker = quote.entity.and_then(|entity| mentions.get(entity.index()).copied().flatten());
            if let Some(number) = speaker {
                self.relation("Speaker", said, number);
            }
        }
    }

    fn dates(&mut self, dates: &[Date]) {
        let numbers: Vec<_> = dates.iter().map(|date| self.span("Timex", &[date.span])).collect();
        for (date, number) in dates.iter().zip(&numbers) {
            let Some(number) = *number else { continue };
            self.attribute("Type", number, &label(&date.kind));
            self.note(number, &date.value);
            if let Some(anchor) = date.anchor.and_then(|anchor| numbers.get(anchor.index()).copied().flatten()) {
                self.relation("CountedFrom", number, anchor);
            }
        }
    }

    /// Writes a text-bound annotation; nothing where it has no characters, for brat knows no empty one.
    fn span(&mut self, kind: &str, spans: &[Span]) -> Option<Number> {
        let fragments: Vec<_> = spans.iter().flat_map(|span| lines(self.text, *span)).collect();
        if fragments.is_empty() {
            return None;
        }
        self.spans += 1;
        let place =
            |span: &Span| format!("{} {}", self.offsets.from_byte(span.start()), self.offsets.from_byte(span.end()));
        let places: Vec<_> = fragments.iter().map(place).collect();
        let words: Vec<_> = fragments.iter().map(|span| in_one_line(span.of(self.text))).collect();
        let _ = writeln!(self.out, "T{}\t{kind} {}\t{}", self.spans, places.join(";"), words.join(" "));
        Some(self.spans)
    }

    fn relation(&mut self, kind: &str, from: Number, to: Number) {
        self.relations += 1;
        let _ = writeln!(self.out, "R{}\t{kind} Arg1:T{from} Arg2:T{to}", self.relations);
    }

    fn attribute(&mut self, name: &str, of: Number, value: &str) {
        self.attributes += 1;
        let _ = writeln!(self.out, "A{}\t{name} T{of} {value}", self.attributes);
    }

    fn note(&mut self, of: Number, note: &str) {
        self.notes += 1;
        let _ = writeln!(self.out, "#{}\tAnnotatorNotes T{of}\t{}", self.notes, in_one_line(note));
    }
}

/// The parts of a span on each of its lines, without the white space at their ends.
fn lines(text: &str, span: Span) -> impl Iterator<Item = Span> + use<> {
    let mut at = span.start() as usize;
    let part = |line: &str| {
        let start = at + (line.len() - line.trim_start().len());
        at += line.len();
        Span::from_range(start..start + line.trim().len())
    };
    let parts: Vec<_> = span.of(text).split_inclusive(['\n', '\r']).map(part).filter(|span| !span.is_empty()).collect();
    parts.into_iter()
}

/// Line ends and tabs would end a field of the file.
fn in_one_line(text: &str) -> String {
    text.replace(ends_a_field, " ")
}

/// The text of an article as the marks quote it, character for character: what would end a field in the `.ann` is a space in
/// the `.txt` too. Line ends stay, for no mark goes over one.
pub(super) fn text(article: &Article) -> String {
    article.text().replace(|c| ends_a_field(c) && !matches!(c, '\n' | '\r'), " ")
}

fn ends_a_field(c: char) -> bool {
    c.is_control() || matches!(c, '\u{2028}' | '\u{2029}')
}
