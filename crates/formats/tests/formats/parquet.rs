//! Tables: what is written, what is read back, and what is refused.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use arrow_array::{ArrayRef, Date32Array, Int64Array, RecordBatch, StringArray, TimestampMillisecondArray};
use copydesk_core::layer::LayerInfo;
use copydesk_core::offsets::Unit;
use copydesk_core::record::{Shape, to_json};
use copydesk_core::sink::{Output, SinkEntry};
use copydesk_core::source::HowToRead;
use copydesk_core::{Article, BuildContext, Id, Span};
use copydesk_formats::parquet::ParquetSink;
use copydesk_layers::{
    Act, Block, Date, DateMod, DateType, Entity, EntityLabel, Gender, Number, Polarity, Quote, QuoteKind, Sentence,
    SummarySentence, Token, plain,
};
use parquet::arrow::ArrowWriter;
use serde_json::json;

use crate::reading::{folder, how, read, told, told_all};

static SINK: SinkEntry = SinkEntry::of::<ParquetSink>("copydesk-formats", "0");

const LAYERS: [&str; 8] = ["blocks", "sentences", "tokens", "entities", "quotes", "dates", "summary", "acme.mood"];

fn shape() -> Shape {
    Shape::new(Unit::Codepoint, LAYERS.map(str::to_owned).to_vec(), true)
}

/// An article with a row in every shared layer, every field of it filled.
fn full() -> Article {
    let text = "“Nō,” Mara Okafor said on Tuesday.";
    let span = |part: &str| Span::from_range(text.find(part).unwrap()..text.find(part).unwrap() + part.len());
    let mut article = Article::new("a/1", text).unwrap();
    article.layers = plain::layers(text);
    article.source = "in/a.txt".to_owned();
    article.meta.headline = Some("Harbour vote".to_owned());
    article.meta.extra.insert("desk".to_owned(), json!({"name": "metro", "pages": [1, 2]}));
    article.repairs.insert("entities", 2);
    let name = "Mara Okafor".to_owned();
    let mut entity = Entity::new(span("Mara Okafor"), EntityLabel::Person, Id::new(0), name.clone());
    entity.gender = Some(Gender::Female);
    entity.number = Some(Number::Singular);
    entity.roles = vec!["mayor".to_owned(), "a sailor".to_owned()];
    entity.body = Some("ministry".to_owned());
    entity.confidence = Some(0.875);
    entity.why = Some("words".to_owned());
    article.layers.insert(vec![entity]);
    let mut quote = Quote::new(vec![span("“Nō,”")], QuoteKind::Direct);
    quote.cue = vec![span("said")];
    quote.source = vec![span("Mara Okafor")];
    quote.text = "“Nō,”".to_owned();
    quote.cue_text = "said".to_owned();
    quote.source_text = "Mara Okafor".to_owned();
    quote.act = Act::Speech;
    quote.polarity = Polarity::Affirmed;
    quote.speaker = Some(name);
    quote.via = Some("spokesperson".to_owned());
    quote.entity = Some(Id::new(0));
    quote.confidence = 0.97;
    quote.by = "cue".into();
    quote.why = Some("one; another".to_owned());
    article.layers.insert(vec![quote]);
    let mut date = Date::new(span("Tuesday"), DateType::Date, "2024-05-14".to_owned());
    date.modifier = Some(DateMod::Start);
    date.quant = Some("EACH".to_owned());
    date.freq = Some("1W".to_owned());
    date.anchor = Some(Id::new(0));
    date.confidence = Some(0.5);
    date.why = Some("rules weekday".to_owned());
    article.layers.insert(vec![date]);
    article.layers.insert(vec![SummarySentence::new(span("“Nō,”"), Some("place".to_owned()))]);
    article.layers.keep_foreign("acme.mood".to_owned(), json!([{"start": 0, "mood": "calm"}]));
    article
}

fn write(articles: &[Article], out: &Path) {
    let sink = (SINK.build)(json!({}), &BuildContext::new(Path::new("."))).unwrap();
    let mut writer = sink.create(Output::Folder(out.into())).unwrap();
    for article in articles {
        writer.write(sink.encode(article, &shape()).unwrap()).unwrap();
    }
    writer.finish().unwrap();
}

fn knowing_all() -> HowToRead {
    let mut how = how();
    how.known = vec![
        LayerInfo::of::<Block>(),
        LayerInfo::of::<Date>(),
        LayerInfo::of::<Entity>(),
        LayerInfo::of::<Quote>(),
        LayerInfo::of::<Sentence>(),
        LayerInfo::of::<SummarySentence>(),
        LayerInfo::of::<Token>(),
    ];
    how
}

#[test]
fn every_field_of_every_layer_comes_back() {
    let folder = tempfile::tempdir().unwrap();
    write(&[full()], folder.path());
    let mut how = knowing_all();
    how.options.layers = LAYERS.map(str::to_owned).to_vec();
    let read = read(&[folder.path().into()], &how);
    let mut article = read.into_iter().next().unwrap().unwrap_or_else(|e| panic!("{e}"));
    assert_eq!(article.source, folder.path().join("articles.parquet").display().to_string() + ":1");
    assert_eq!(article.meta.extra["repairs"], json!({"entities": 2}));
    article.source = "in/a.txt".to_owned();
    article.meta.extra = full().meta.extra;
    article.repairs = full().repairs;
    let json = |article: &Article| String::from_utf8(to_json(article, &shape()).unwrap()).unwrap();
    assert_eq!(json(&article), json(&full()));
}

#[test]
fn rows_without_layers_and_a_run_without_articles_are_tables_too() {
    let folder = tempfile::tempdir().unwrap();
    write(&[full(), Article::new("b", "").unwrap(), full()], folder.path());
    let ids = |how: &HowToRead| read(&[folder.path().into()], how).iter().map(told).collect::<Vec<_>>();
    assert_eq!(ids(&knowing_all())[1], "b: \"\"");
    assert_eq!(ids(&knowing_all()).len(), 3);
    write(&[], folder.path());
    assert_eq!(ids(&how()), [""; 0]);
}

fn table(columns: Vec<(&str, ArrayRef)>) -> Vec<u8> {
    let batch = RecordBatch::try_from_iter(columns).unwrap();
    let mut bytes = Vec::new();
    let mut writer = ArrowWriter::try_new(&mut bytes, batch.schema(), None).unwrap();
    writer.write(&batch).unwrap();
    writer.close().unwrap();
    bytes
}

fn texts(texts: Vec<Option<&str>>) -> ArrayRef {
    Arc::new(StringArray::from(texts))
}

#[test]
fn tables_of_other_programs_are_read() {
    let bytes = table(vec![
        ("text", texts(vec![Some("One."), None])),
        ("title", texts(vec![Some("Harbour vote"), None])),
        ("date", Arc::new(TimestampMillisecondArray::from(vec![1_715_767_200_000, 0]).with_timezone("UTC"))),
        ("day", Arc::new(Date32Array::from(vec![19_858, 0]))),
        ("words", Arc::new(Int64Array::from(vec![1, 0]))),
    ]);
    let folder = folder(&[("a.parquet", &bytes)]);
    let read = read(&[folder.path().into()], &how());
    let first = read[0].as_ref().unwrap();
    assert_eq!(told(&read[0]), "a.parquet:1: \"One.\"");
    assert_eq!(
        serde_json::to_string(&first.meta).unwrap(),
        r#"{"headline":"Harbour vote","contentCreated":"2024-05-15T10:00:00Z","extra":{"day":"2024-05-15","words":1}}"#
    );
    assert!(told(&read[1]).starts_with("a.parquet:2: FAILED no text"), "{}", told(&read[1]));
}

#[test]
fn what_is_no_table_of_articles_is_refused() {
    let good = table(vec![("text", texts(vec![Some("One."), Some("Two.")]))]);
    let mut footer = good.clone();
    let at = footer.len() - 8;
    footer[at..at + 4].copy_from_slice(&u32::MAX.to_le_bytes());
    let folder = folder(&[
        ("a-empty.parquet", b""),
        ("b-magic.parquet", b"PAR1"),
        ("c-random.parquet", &[b"PAR1".as_slice(), &[7; 400], b"\x20\0\0\0PAR1"].concat()),
        ("d-footer.parquet", &footer),
        ("e-text.parquet", b"One."),
        ("f-cut.parquet", &good[..good.len() - 20]),
        ("g-wrong.parquet", &table(vec![("text", Arc::new(Int64Array::from(vec![1])))])),
        ("h-missing.parquet", &table(vec![("words", texts(vec![Some("One.")]))])),
    ]);
    let told = told_all(&[folder.path().into()]);
    for (line, name) in told.iter().zip(["a-empty", "b-magic", "c-random", "d-footer", "e-text", "f-cut"]) {
        assert!(line.starts_with(&format!("{name}.parquet: FAILED not a Parquet table")), "{line}");
    }
    assert_eq!(told[6], "g-wrong.parquet: FAILED column `text` holds Int64: expected strings");
    assert_eq!(
        told[7],
        "h-missing.parquet: FAILED no column of text: found `words`; say which it is, as `text = \"...\"` under [source]"
    );
    assert_eq!(told.len(), 8);
}

#[test]
fn a_table_with_any_byte_changed_ends_in_articles_or_failures() {
    let whole =
        table(vec![("id", texts(vec![Some("a"), Some("b")])), ("text", texts(vec![Some("One."), Some("Two.")]))]);
    let folder = folder(&[]);
    let path = folder.path().join("a.parquet");
    for at in 0..whole.len() {
        let mut bytes = whole.clone();
        bytes[at] ^= 0x55;
        fs::write(&path, &bytes).unwrap();
        assert!(told_all(std::slice::from_ref(&path)).len() <= 3, "byte {at}");
    }
}

#[test]
fn the_records_of_a_table_are_those_that_json_lines_would_hold() {
    let out = tempfile::tempdir().unwrap();
    write(&[full()], out.path());
    let mut expected: serde_json::Value = serde_json::from_slice(&to_json(&full(), &shape()).unwrap()).unwrap();
    let records = copydesk_formats::records::open(&out.path().join("articles.parquet")).unwrap();
    let records: Vec<serde_json::Value> =
        records.map(|record| serde_json::from_slice(&record.unwrap()).unwrap()).collect();
    // A column of 32-bit floats holds about seven digits of it.
    let confidence = records[0]["quotes"][0]["confidence"].as_f64().unwrap();
    assert!((confidence - 0.97).abs() < 1e-6, "{confidence}");
    expected["quotes"][0]["confidence"] = json!(confidence);
    assert_eq!(records, [expected]);
}
