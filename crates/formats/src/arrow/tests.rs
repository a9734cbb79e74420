use copydesk_core::layer::JsonRows;
use copydesk_core::offsets::Unit;
use copydesk_core::record::{Shape, to_json};
use copydesk_core::{Article, Id, Span};
use copydesk_layers::{
    Block, BlockKind, Date, DateMod, DateType, Entity, EntityLabel, Gender, Number, Quote, QuoteKind, Sentence,
    SummarySentence, Token,
};
use serde_json::{Value, json};

use super::{Table, columns, record};

const TEXT: &str = "“Zoë’s bridge held,” she said.";

/// An article with every layer. All fields of the rows are named here, so that a new one cannot be left out of its column.
fn full() -> Article {
    let end = u32::try_from(TEXT.len()).unwrap();
    let zoe = Span::new(3, 7);
    let mut article = Article::new("a", TEXT).unwrap();
    "a.txt".clone_into(&mut article.source);
    article.meta.headline = Some("Bridge".to_owned());
    article.meta.extra.insert("desk".to_owned(), json!({"n": [1, null]}));
    article.repairs.insert("controls", 2);
    let layers = &mut article.layers;
    layers.insert(vec![Block { span: Span::new(0, end), kind: BlockKind::Body }]);
    layers.insert(vec![Sentence { span: Span::new(0, end) }]);
    layers.insert(vec![Token { span: Span::new(0, 3) }, Token { span: zoe }]);
    layers.insert(vec![Entity {
        span: zoe,
        label: EntityLabel::Person,
        id: Id::new(0),
        name: "Zoë".to_owned(),
        gender: Some(Gender::Female),
        number: Some(Number::Singular),
        confidence: Some(0.75),
        why: Some("a first name".to_owned()),
    }]);
    layers.insert(vec![Quote {
        content: vec![Span::new(0, 12), Span::new(13, 18)],
        cue: vec![Span::new(13, 18)],
        source: vec![zoe],
        kind: QuoteKind::Mixed,
        speaker: Some("Zoë".to_owned()),
        entity: Some(Id::new(0)),
        confidence: 0.5,
        by: "cue".into(),
    }]);
    layers.insert(vec![Date {
        span: zoe,
        kind: DateType::Set,
        value: "P1W".to_owned(),
        modifier: Some(DateMod::Approx),
        quant: Some("EVERY".to_owned()),
        freq: Some("2X".to_owned()),
        anchor: Some(Id::new(0)),
        confidence: Some(0.25),
        why: Some("a rule".to_owned()),
    }]);
    layers.insert(vec![SummarySentence { span: Span::new(0, end), why: Some("it leads".to_owned()) }]);
    layers.insert_rows(Box::new(JsonRows::read("acme.rows", json!([{"start": 3, "end": 7, "n": 7}]), TEXT).unwrap()));
    layers.keep_foreign("acme.kept".to_owned(), json!([{"x": "y"}]));
    article
}

fn shape(unit: Unit) -> Shape {
    let layers = [
        "blocks",
        "sentences",
        "tokens",
        "entities",
        "quotes",
        "dates",
        "summary",
        "acme.rows",
        "acme.kept",
        "acme.none",
    ];
    Shape { unit, layers: layers.map(str::to_owned).to_vec(), text: true }
}

#[test]
fn a_row_holds_all_that_the_record_does() {
    for unit in [Unit::Codepoint, Unit::Byte, Unit::Utf16] {
        let shape = shape(unit);
        let article = full();
        let mut table = Table::new(&shape).unwrap();
        table.push(&Article::new("b", "").unwrap()).unwrap();
        table.push_missing("c").unwrap();
        table.push(&article).unwrap();
        let table = table.finish().unwrap();
        assert_eq!(*table.schema(), columns(&shape));

        let expected: Value = serde_json::from_slice(&to_json(&article, &shape).unwrap()).unwrap();
        let mut found = record(&table, 2, &shape.layers).unwrap();
        let extra = found["meta"]["extra"].take();
        found["meta"]["extra"] = extra.as_str().map_or(extra.clone(), |json| serde_json::from_str(json).unwrap());
        assert_eq!(Value::Object(found), expected);
        assert_eq!(Value::Object(record(&table, 1, &[]).unwrap()), json!({"id": "c"}));
        assert_eq!(record(&table, 0, &[]).unwrap().get("text"), Some(&json!("")));
    }
}

#[test]
fn a_column_that_cannot_hold_a_value_is_named() {
    let shape = Shape { unit: Unit::Byte, layers: vec!["tokens".to_owned()], text: false };
    let mut article = Article::new("a", "").unwrap();
    article.layers.insert(vec![Token { span: Span::new(0, u32::MAX) }]);
    let error = Table::new(&shape).unwrap().push(&article).unwrap_err();
    assert!(error.starts_with("does not fit") && error.contains("$.tokens.item.end"), "{error}");
}
