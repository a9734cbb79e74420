//! Rows of any layer as the page draws them: where they stand, in the offsets that scripts count, and all else they say.
//!
//! No layer is known by name here. A row stands at its `start` and `end`, or is itself a pair of offsets; where it is neither,
//! every field that holds a pair or a list of pairs is a part of it, named by the field. That is how a quote has its
//! `content`, its `cue` and its `source`, and how the rows of a third party's stage are drawn as well.

use copydesk_core::offsets::{Offsets, Unit};
use serde::Serialize;
use serde_json::{Map, Value};

/// The rows of a layer.
#[derive(Serialize)]
#[serde(untagged)]
pub(crate) enum Rows {
    /// Rows that are nothing but a place: gaps and lengths by turns, which are short numbers.
    Plain { pairs: Vec<u32> },
    /// Rows that say something.
    Rows { rows: Vec<Row> },
}

/// A row.
#[derive(Debug, PartialEq, Serialize)]
pub(crate) struct Row {
    /// Its parts.
    #[serde(rename = "p")]
    parts: Vec<Part>,
    /// Its other fields.
    #[serde(rename = "f", skip_serializing_if = "Map::is_empty")]
    fields: Map<String, Value>,
}

/// The field that holds the place, and the place in UTF-16 units.
#[derive(Debug, PartialEq, Serialize)]
struct Part(String, u32, u32);

/// The places of one text.
pub(crate) struct Places<'a> {
    text: &'a str,
    unit: Offsets,
    utf16: Offsets,
    /// Where the page stops to show the text.
    end: u32,
    /// How many rows did not fit the text.
    pub(crate) misfits: u64,
}

impl<'a> Places<'a> {
    /// Places in a text of which the page shows the first `shown` bytes.
    pub(crate) fn new(text: &'a str, unit: Unit, shown: usize) -> Self {
        let utf16 = Offsets::new(text, Unit::Utf16);
        let end = utf16.from_byte(u32::try_from(shown).unwrap_or(u32::MAX));
        Self { text, unit: Offsets::new(text, unit), utf16, end, misfits: 0 }
    }

    /// A layer, if it is one: a list of objects or of pairs. Rows beyond the text shown are left out.
    pub(crate) fn layer(&mut self, rows: Vec<Value>) -> Option<Rows> {
        if !rows.iter().all(|row| row.is_object() || self.is_pair(row)) {
            return None;
        }
        if !rows.is_empty() && rows.iter().all(Value::is_array) {
            return Some(Rows::Plain { pairs: self.pairs(&rows) });
        }
        Some(Rows::Rows { rows: rows.into_iter().filter_map(|row| self.row(row)).collect() })
    }

    fn is_pair(&self, value: &Value) -> bool {
        matches!(value.as_array().map(Vec::as_slice), Some([start, end]) if start.is_u64() && end.is_u64())
    }

    fn pairs(&mut self, rows: &[Value]) -> Vec<u32> {
        let mut last = 0;
        let mut pairs = Vec::with_capacity(rows.len() * 2);
        for row in rows {
            match self.place(&row[0], &row[1]) {
                Some((start, end)) if start >= last && end <= self.end => {
                    pairs.extend([start - last, end - start]);
                    last = end;
                }
                Some((start, _)) if start >= last => {}
                _ => self.misfits += 1,
            }
        }
        pairs
    }

    fn row(&mut self, row: Value) -> Option<Row> {
        let row = match row {
            Value::Object(fields) => self.object(fields),
            pair => self
                .place(&pair[0], &pair[1])
                .map(|(start, end)| Row { parts: vec![Part(String::new(), start, end)], fields: Map::new() }),
        };
        if row.is_none() {
            self.misfits += 1;
        }
        row.filter(|row| row.parts.iter().all(|part| part.2 <= self.end))
    }

    fn object(&self, mut fields: Map<String, Value>) -> Option<Row> {
        if fields.get("start").is_some_and(Value::is_u64) && fields.get("end").is_some_and(Value::is_u64) {
            let (start, end) = self.place(&fields["start"], &fields["end"])?;
            fields.retain(|name, _| name != "start" && name != "end");
            if fields.get("text").and_then(Value::as_str) == self.words(start, end) {
                fields.shift_remove("text");
            }
            return Some(Row { parts: vec![Part(String::new(), start, end)], fields });
        }
        let mut parts = Vec::new();
        let mut rest = Map::new();
        for (name, value) in fields {
            if self.is_pair(&value) {
                let (start, end) = self.place(&value[0], &value[1])?;
                parts.push(Part(name, start, end));
            } else if value.as_array().is_some_and(|list| list.iter().all(|pair| self.is_pair(pair))) {
                for pair in value.as_array().into_iter().flatten() {
                    let (start, end) = self.place(&pair[0], &pair[1])?;
                    parts.push(Part(name.clone(), start, end));
                }
            } else {
                rest.insert(name, value);
            }
        }
        Some(Row { parts, fields: rest })
    }

    /// From a record's offsets to those of the page; nothing where the text has no such place.
    fn place(&self, start: &Value, end: &Value) -> Option<(u32, u32)> {
        let byte = |value: &Value| self.unit.to_byte(u32::try_from(value.as_u64()?).ok()?);
        let (start, end) = (byte(start)?, byte(end)?);
        (start <= end).then(|| (self.utf16.from_byte(start), self.utf16.from_byte(end)))
    }

    fn words(&self, start: u32, end: u32) -> Option<&str> {
        self.text.get(self.utf16.to_byte(start)? as usize..self.utf16.to_byte(end)? as usize)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    const TEXT: &str = "🙂 “Nō,” said Mara.";

    fn layer(unit: Unit, rows: Value) -> (String, u64) {
        let Value::Array(rows) = rows else { panic!("{rows} is no layer") };
        let mut places = Places::new(TEXT, unit, TEXT.len());
        let rows = places.layer(rows);
        (serde_json::to_string(&rows).unwrap(), places.misfits)
    }

    #[test]
    fn places_are_counted_as_scripts_count_whatever_the_record_counts() {
        for (unit, start, end) in [(Unit::Codepoint, 13, 17), (Unit::Byte, 21, 25), (Unit::Utf16, 14, 18)] {
            let (json, misfits) = layer(unit, json!([{"start": start, "end": end, "text": "Mara", "label": "PERSON"}]));
            assert_eq!(
                (json.as_str(), misfits),
                (r#"{"rows":[{"p":[["",14,18]],"f":{"label":"PERSON"}}]}"#, 0),
                "{unit}"
            );
        }
    }

    #[test]
    fn the_parts_of_a_row_are_named_by_their_fields() {
        let (json, _) =
            layer(Unit::Codepoint, json!([{"content": [[2, 7]], "cue": [], "source": [[13, 17]], "by": "x"}]));
        assert_eq!(json, r#"{"rows":[{"p":[["content",3,8],["source",14,18]],"f":{"by":"x"}}]}"#);
        let (json, _) = layer(Unit::Codepoint, json!([{"where": [2, 7], "score": 0.5}]));
        assert_eq!(json, r#"{"rows":[{"p":[["where",3,8]],"f":{"score":0.5}}]}"#);
    }

    #[test]
    fn bare_pairs_become_gaps_and_lengths() {
        let (json, _) = layer(Unit::Codepoint, json!([[2, 7], [8, 12], [13, 17]]));
        assert_eq!(json, r#"{"pairs":[3,5,1,4,1,4]}"#);
    }

    #[test]
    fn rows_that_do_not_fit_the_text_are_left_out_and_counted() {
        let rows = json!([{"start": 2, "end": 900}, {"start": 7, "end": 2}, {"start": 2, "end": 7}]);
        let (json, misfits) = layer(Unit::Codepoint, rows);
        assert_eq!((json.as_str(), misfits), (r#"{"rows":[{"p":[["",3,8]]}]}"#, 2));
        let (_, misfits) = layer(Unit::Utf16, json!([[1, 3]]));
        assert_eq!(misfits, 1, "the middle of a surrogate pair is no place");
    }

    #[test]
    fn lists_of_other_things_are_no_layer() {
        assert_eq!(layer(Unit::Codepoint, json!(["a", "b"])).0, "null");
    }
}
