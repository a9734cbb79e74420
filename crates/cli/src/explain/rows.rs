//! The rows of an article's layers, with what they say of themselves.

use std::fmt::Write as _;

use copydesk_core::offsets::{Offsets, Unit};
use copydesk_core::{Article, DynStage, Span};
use copydesk_layers::{Date, Entity, Number, Polarity, Quote, SummarySentence};
use copydesk_runner::Pipeline;
use serde_json::Value;

/// Every layer's rows, steps on the way aside, each layer headed by who decided.
pub(crate) fn all(article: &Article, pipeline: &Pipeline) -> String {
    let mut out = String::new();
    for name in &pipeline.shape.layers {
        let lines = match name.as_str() {
            "blocks" | "sentences" | "tokens" => continue,
            "entities" => entities(article),
            "quotes" => quotes(article),
            "dates" => dates(article),
            "summary" => summary(article),
            _ => third_party(article, name),
        };
        section(&mut out, &format!("{name}: {}, by {}", lines.len(), writer(pipeline, name)), &lines);
    }
    out
}

/// The stage that writes a layer.
fn writer<'a>(pipeline: &'a Pipeline, layer: &str) -> &'a str {
    let writes = |stage: &dyn DynStage| stage.writes().iter().any(|written| written.name == layer);
    pipeline.stages.iter().find(|stage| writes(stage.stage.as_ref())).map_or("an earlier run", |stage| stage.name)
}

fn section(out: &mut String, heading: &str, lines: &[String]) {
    let _ = writeln!(out, "{heading}");
    for line in lines {
        let _ = writeln!(out, "  {line}");
    }
    out.push('\n');
}

fn words(article: &Article, spans: &[Span]) -> String {
    let parts: Vec<_> = spans.iter().map(|span| span.of(article.text()).replace('\n', " ")).collect();
    parts.join(" … ")
}

/// A line an entity: its name, and the mentions that were taken for it; and what decided in the least sure of these.
fn entities(article: &Article) -> Vec<String> {
    let rows = article.layers.get::<Entity>().unwrap_or_default();
    let firsts = rows.iter().enumerate().filter(|(n, row)| row.id.index() == *n);
    firsts.map(|(_, first)| entity(article, first, rows)).collect()
}

fn entity(article: &Article, first: &Entity, rows: &[Entity]) -> String {
    let mentions = || rows.iter().filter(|row| row.id == first.id);
    let mut forms: Vec<_> = mentions().map(|row| row.span.of(article.text())).collect();
    let count = forms.len();
    forms.sort_unstable();
    forms.dedup();
    let gender = first.gender.map(|gender| format!(", {gender:?}").to_lowercase()).unwrap_or_default();
    let number = first.number.filter(|number| *number == Number::Plural);
    let number = number.map(|number| format!(", {number:?}").to_lowercase()).unwrap_or_default();
    let least =
        mentions().filter_map(|row| Some((row, row.confidence?))).min_by(|one, other| one.1.total_cmp(&other.1));
    let named = |row: &Entity| {
        if count > 1 { format!(" at least (“{}”)", words(article, &[row.span])) } else { String::new() }
    };
    let sure = least.and_then(|(row, confidence)| sure(Some(confidence), &named(row), row.why.as_deref()));
    let mentions = if count == 1 { "mention" } else { "mentions" };
    let forms = forms.join(", ");
    let about = format!("{:?}{gender}{number}  {}  ({count} {mentions}: {forms})", first.label, first.name);
    about + &reason(sure.as_deref())
}

fn quotes(article: &Article) -> Vec<String> {
    let line = |quote: &Quote| {
        let speaker = quote.speaker.as_deref().unwrap_or("nobody named");
        let (cue, source) = (words(article, &quote.cue), words(article, &quote.source));
        let via = quote.via.as_deref().map(|via| format!(" through its {via}")).unwrap_or_default();
        let polarity =
            if quote.polarity == Polarity::Affirmed { String::new() } else { format!(", {:?}", quote.polarity) };
        let why = quote.why.as_deref().map(|why| format!("\n    {why}")).unwrap_or_default();
        format!(
            "{:?} {:?}{polarity}  {}\n    {speaker}{via}; source “{source}”, cue “{cue}”; confidence {:.2} by {}{why}",
            quote.kind,
            quote.act,
            words(article, &quote.content),
            quote.confidence,
            quote.by
        )
    };
    article.layers.get::<Quote>().unwrap_or_default().iter().map(line).collect()
}

/// A line a date: what it says, its value, and what that was counted from.
fn dates(article: &Article) -> Vec<String> {
    let rows = article.layers.get::<Date>().unwrap_or_default();
    let line = |date: &Date| {
        let anchor = date.anchor.and_then(|anchor| anchor.of(rows));
        let from =
            anchor.map(|anchor| format!(", counted from “{}” ({})", words(article, &[anchor.span]), anchor.value));
        let modifier = date.modifier.map(|modifier| format!(" {modifier:?}")).unwrap_or_default();
        format!(
            "{:?}  {}  {}{modifier}{}{}",
            date.kind,
            words(article, &[date.span]),
            date.value,
            from.unwrap_or_default(),
            reason(sure(date.confidence, "", date.why.as_deref()).as_deref())
        )
    };
    rows.iter().map(line).collect()
}

fn summary(article: &Article) -> Vec<String> {
    let line =
        |sentence: &SummarySentence| format!("{}{}", words(article, &[sentence.span]), reason(sentence.why.as_deref()));
    article.layers.get::<SummarySentence>().unwrap_or_default().iter().map(line).collect()
}

/// How sure a row is, and why it is there, if it says so.
fn sure(confidence: Option<f32>, of: &str, why: Option<&str>) -> Option<String> {
    let why = why?;
    Some(confidence.map_or_else(|| why.to_owned(), |confidence| format!("confidence {confidence:.2}{of} {why}")))
}

/// What a row says of why it is there, on a line of its own.
fn reason(why: Option<&str>) -> String {
    format!("\n    {}", why.unwrap_or("its stage gives no reason"))
}

/// Rows of a layer that this crate knows nothing about, as the record holds them.
fn third_party(article: &Article, name: &str) -> Vec<String> {
    let Some(rows) = article.layers.named(name) else { return Vec::new() };
    let mut json = Vec::new();
    let written = Offsets::new(article.shared_text(), Unit::Codepoint).scope(|| rows.write_json(&mut json));
    let rows: Vec<Value> = written.and_then(|()| serde_json::from_slice(&json)).unwrap_or_default();
    rows.iter().map(ToString::to_string).collect()
}
