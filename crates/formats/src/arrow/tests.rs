use copydesk_core::layer::JsonRows;
use copydesk_core::offsets::Unit;
use copydesk_core::record::Shape;
use copydesk_core::{Article, Span};
use copydesk_layers::Token;
use serde_json::{Value, json};

use super::{Table, columns, record};

const TEXT: &str = "🙂 Zoë said no";

fn shape(unit: Unit) -> Shape {
    let layers = ["tokens", "acme.rows", "acme.none"].map(str::to_owned).to_vec();
    Shape::new(unit, layers, true)
}

fn article() -> Article {
    let mut article = Article::new("a", TEXT).unwrap();
    article.layers.insert(vec![Token::new(Span::new(5, 9))]);
    let rows = JsonRows::read("acme.rows", json!([{"start": 5, "end": 9, "n": 7}]), TEXT).unwrap();
    article.layers.insert_rows(Box::new(rows));
    article
}

#[test]
fn rows_have_the_columns_told_and_offsets_the_unit_asked_for() {
    for (unit, start, end) in [(Unit::Codepoint, 2, 5), (Unit::Byte, 5, 9), (Unit::Utf16, 3, 6)] {
        let shape = shape(unit);
        let mut table = Table::new(&shape).unwrap();
        table.push(&Article::new("b", "").unwrap()).unwrap();
        table.push_missing("c").unwrap();
        table.push(&article()).unwrap();
        let table = table.finish().unwrap();
        assert_eq!(*table.schema(), columns(&shape));
        let row = |row| Value::Object(record(&table, row, &shape.layers).unwrap());
        assert_eq!(row(0), json!({"id": "b", "meta": {}, "text": ""}));
        assert_eq!(row(1), json!({"id": "c"}));
        let rows = json!([{"start": start, "end": end, "n": 7}]);
        let expected = json!({"id": "a", "meta": {}, "text": TEXT, "tokens": [[start, end]], "acme.rows": rows});
        assert_eq!(row(2), expected);
    }
}

#[test]
fn a_column_that_cannot_hold_a_value_is_named() {
    let mut article = article();
    article.layers.insert(vec![Token::new(Span::new(0, u32::MAX))]);
    let shape = shape(Unit::Byte);
    let error = Table::new(&shape).unwrap().push(&article).unwrap_err();
    assert!(error.starts_with("does not fit") && error.contains("$.tokens.item.end"), "{error}");
}
