//! From an article to the rows of its tables.
//!
//! The rows of a layer are taken as records have them, so that a field that a stage adds needs a column here and nothing else.

use std::borrow::Cow;

use copydesk_core::offsets::Offsets;
use copydesk_core::record::Shape;
use copydesk_core::{Article, Span};
use serde_json::{Map, Value};

use super::columns::{ARTICLES, ENTITIES, LAYERS, MENTIONS, TABLES, Type};

/// What stands in a cell.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// Nothing.
    Null,
    /// Text.
    Text(String),
    /// A number.
    Number(i32),
    /// A float.
    Float(f64),
}

/// A row, a cell for each column.
pub(super) type Row = Vec<Cell>;

/// The rows of each table.
pub type Rows = Vec<Vec<Vec<Cell>>>;

/// The layer that no table has.
const TOKENS: &str = "tokens";

/// The rows of an article.
///
/// # Errors
/// If a layer does not serialize, or a number does not fit.
pub(super) fn of(article: &Article, shape: &Shape) -> Result<Rows, String> {
    let mut rows: Rows = TABLES.iter().map(|_| Vec::new()).collect();
    for name in shape.layers.iter().filter(|name| *name != TOKENS) {
        let Some(layer) = Layer::of(article, shape, name)? else { continue };
        match TABLES.iter().position(|table| table.name == name) {
            Some(ENTITIES) => {
                rows[MENTIONS] = layer.rows(article, MENTIONS)?;
                rows[ENTITIES] = layer.entities(article)?;
            }
            Some(table) if ![ARTICLES, MENTIONS, LAYERS].contains(&table) => {
                rows[table] = layer.rows(article, table)?;
            }
            _ => rows[LAYERS].extend(layer.others(article)?),
        }
    }
    let own = articles(article, shape, &rows)?;
    rows[ARTICLES].push(own);
    Ok(rows)
}

fn articles(article: &Article, shape: &Shape, rows: &Rows) -> Result<Row, String> {
    let meta = &article.meta;
    let mut extra = meta.extra.clone();
    let outlet = extra.shift_remove("outlet");
    let mut counts = rows.iter().skip(ARTICLES + 1).map(Vec::len);
    let text = |text: &Option<String>| text.clone().map_or(Cell::Null, Cell::Text);
    let cell = |(name, kind): &(&str, Type)| match (*name, kind) {
        (_, Type::Number) => number(counts.next().unwrap_or_default()),
        ("id", _) => Ok(Cell::Text(article.id.clone())),
        ("source", _) => Ok(Cell::Text(article.source.clone())),
        ("uri", _) => Ok(text(&meta.uri)),
        ("outlet", _) => outlet.as_ref().map_or(Ok(Cell::Null), |outlet| cell(outlet, Type::Text)),
        ("headline", _) => Ok(text(&meta.headline)),
        ("by", _) => Ok(text(&meta.by)),
        ("located", _) => Ok(text(&meta.located)),
        ("language", _) => Ok(text(&meta.language)),
        ("published", _) => Ok(text(&meta.anchor)),
        ("day", _) => Ok(text(&meta.anchor.as_ref().and_then(|date| date.get(..10)).map(str::to_owned))),
        ("text", _) if shape.text => Ok(Cell::Text(article.text().to_owned())),
        ("extra", _) if !extra.is_empty() => Ok(Cell::Text(Value::Object(extra.clone()).to_string())),
        _ => Ok(Cell::Null),
    };
    TABLES[ARTICLES].columns.iter().map(cell).collect()
}

/// The rows of a layer as a record has them, and where each stands in the text.
struct Layer<'a> {
    name: &'a str,
    rows: Vec<Map<String, Value>>,
    spans: Vec<Span>,
}

impl<'a> Layer<'a> {
    fn of(article: &Article, shape: &Shape, name: &'a str) -> Result<Option<Self>, String> {
        let (json, spans) = match (article.layers.named(name), article.layers.foreign().get(name)) {
            (Some(rows), _) => {
                let mut json = Vec::new();
                let offsets = Offsets::new(article.shared_text(), shape.unit);
                offsets.scope(|| rows.write_json(&mut json)).map_err(|e| e.to_string())?;
                (serde_json::from_slice(&json).map_err(|e| e.to_string())?, rows.spans())
            }
            (None, Some(rows)) => (rows.clone(), Vec::new()),
            (None, None) => return Ok(None),
        };
        let Value::Array(rows) = json else { return Ok(None) };
        Ok(Some(Self { name, rows: rows.into_iter().map(row).collect(), spans }))
    }

    /// The rows in the columns of a table.
    fn rows(&self, article: &Article, table: usize) -> Result<Vec<Row>, String> {
        let columns = TABLES[table].columns;
        let row = |at: usize| columns.iter().map(|(name, kind)| self.cell(article, at, name, *kind)).collect();
        (0..self.rows.len()).map(row).collect()
    }

    fn cell(&self, article: &Article, at: usize, name: &str, kind: Type) -> Result<Cell, String> {
        let fields = &self.rows[at];
        match name {
            "article" => Ok(Cell::Text(article.id.clone())),
            "row" => number(at),
            "entity" if self.name == "entities" => fields.get("id").map_or(Ok(Cell::Null), |id| cell(id, kind)),
            "text" if !fields.contains_key("text") => Ok(self.words(article, at)),
            name => fields.get(name).map_or(Ok(Cell::Null), |value| cell(value, kind)),
        }
    }

    /// The words that a row is about.
    fn words(&self, article: &Article, at: usize) -> Cell {
        let words = self.spans.get(at).and_then(|span| span.get(article.text()));
        words.map_or(Cell::Null, |words| Cell::Text(words.to_owned()))
    }

    /// A row for each entity: that of its first mention.
    fn entities(&self, article: &Article) -> Result<Vec<Row>, String> {
        let id = |row: &Map<String, Value>| row.get("id").and_then(Value::as_u64);
        let mut rows = Vec::new();
        for (at, fields) in self.rows.iter().enumerate() {
            if id(fields) != Some(at as u64) {
                continue;
            }
            let mentions = self.rows.iter().filter(|row| id(row) == Some(at as u64)).count();
            let row = TABLES[ENTITIES].columns.iter().map(|(name, kind)| match *name {
                "n_mentions" => number(mentions),
                name => self.cell(article, at, name, *kind),
            });
            rows.push(row.collect::<Result<_, _>>()?);
        }
        Ok(rows)
    }

    /// The rows of a layer that has no table of its own.
    fn others(&self, article: &Article) -> Result<Vec<Row>, String> {
        let row = |at: usize| {
            let own = |(name, kind): &(&str, Type)| match *name {
                "layer" => Ok(Cell::Text(self.name.to_owned())),
                "fields" => {
                    let beside = ["start", "end", "text"];
                    let rest = self.rows[at].iter().filter(|(name, _)| !beside.contains(&name.as_str()));
                    let rest: Map<_, _> = rest.map(|(name, value)| (name.clone(), value.clone())).collect();
                    Ok(if rest.is_empty() { Cell::Null } else { Cell::Text(Value::Object(rest).to_string()) })
                }
                name => self.cell(article, at, name, *kind),
            };
            TABLES[LAYERS].columns.iter().map(own).collect()
        };
        (0..self.rows.len()).map(row).collect()
    }
}

/// A row's fields: a pair of offsets has those, and a row of several spans the offsets of all that was said.
fn row(json: Value) -> Map<String, Value> {
    match json {
        Value::Object(mut fields) => {
            let parts = fields.get("content").and_then(Value::as_array).cloned().unwrap_or_default();
            if let (Some(first), Some(last)) = (parts.first(), parts.last())
                && !fields.contains_key("start")
            {
                fields.insert("start".to_owned(), first[0].clone());
                fields.insert("end".to_owned(), last[1].clone());
            }
            fields
        }
        Value::Array(pair) => ["start", "end"].into_iter().map(str::to_owned).zip(pair).collect(),
        other => Map::from_iter([("value".to_owned(), other)]),
    }
}

fn number(number: usize) -> Result<Cell, String> {
    i32::try_from(number).map(Cell::Number).map_err(|_| format!("{number} does not fit a column of 32-bit numbers"))
}

fn cell(value: &Value, kind: Type) -> Result<Cell, String> {
    Ok(match (value, kind) {
        (Value::Null, _) => Cell::Null,
        (Value::Number(float), Type::Float) => float.as_f64().map_or(Cell::Null, Cell::Float),
        (Value::Number(whole), Type::Number) => match whole.as_i64().and_then(|whole| i32::try_from(whole).ok()) {
            Some(whole) => Cell::Number(whole),
            None => return Err(format!("{whole} does not fit a column of 32-bit numbers")),
        },
        (_, Type::Float | Type::Number) => Cell::Null,
        (value, Type::Text) => Cell::Text(words(value).into_owned()),
    })
}

/// A value as text; the spans of a quote as `731-817 850-920`.
fn words(value: &Value) -> Cow<'_, str> {
    match value {
        Value::String(text) => text.into(),
        Value::Array(parts) if !parts.is_empty() && parts.iter().all(|part| pair(part).is_some()) => {
            let parts = parts.iter().filter_map(pair).map(|(start, end)| format!("{start}-{end}"));
            parts.collect::<Vec<_>>().join(" ").into()
        }
        Value::Array(parts) if parts.is_empty() => "".into(),
        value => value.to_string().into(),
    }
}

fn pair(value: &Value) -> Option<(u64, u64)> {
    match value.as_array()?.as_slice() {
        [start, end] => Some((start.as_u64()?, end.as_u64()?)),
        _ => None,
    }
}
