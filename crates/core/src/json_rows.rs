//! Rows whose shape is known at run time only.

use std::any::Any;
use std::ops::Range;

use serde_json::{Map, Value};

use crate::Span;
use crate::layer::{BadRow, Rows, check_spans};
use crate::offsets;

/// A layer of JSON: what a program that is not part of this binary has to say of a text.
///
/// A row is an object with `start` and `end`, or a pair `[start, end]`. A field of the object that is such an object too, or
/// a list of them, is a further span of the row. Where an object with `start` and `end` has a `text`, it must be the words
/// there: that is how offsets counted in another unit come to light. All else is kept as it came.
///
/// ```
/// use copydesk_core::layer::JsonRows;
///
/// let read = |json| JsonRows::read("acme.names", json, "Rain in Kelmouth");
/// assert!(read(serde_json::json!([{"start": 8, "end": 16, "text": "Kelmouth", "kind": "town"}])).is_ok());
/// let error = read(serde_json::json!([{"start": 8, "end": 12, "text": "Kelmouth"}])).err().unwrap();
/// assert_eq!(error, "row 0 of layer `acme.names` says `text` is \"Kelmouth\", but [8, 12] is \"Kelm\"");
/// ```
pub struct JsonRows {
    layer: String,
    rows: Vec<Row>,
}

struct Row {
    span: Span,
    more: Vec<Span>,
    /// The row with its offsets in bytes.
    json: Value,
}

impl JsonRows {
    /// Reads rows over `text` from a JSON array, spans in the current [`offsets`], and checks them.
    ///
    /// # Errors
    /// If the JSON is no list of such rows, or a row breaks a rule of [`check_rows`](crate::layer::check_rows).
    pub fn read(layer: &str, json: Value, text: &str) -> Result<Self, String> {
        let Value::Array(rows) = json else {
            return Err(format!("layer `{layer}` is not a list of rows"));
        };
        let row = |(n, json)| Row::read(json, text).map_err(|why| format!("row {n} of layer `{layer}` {why}"));
        let rows = rows.into_iter().enumerate().map(row).collect::<Result<_, _>>()?;
        let read = Self { layer: layer.to_owned(), rows };
        read.check(text).map_err(|bad| bad.to_string())?;
        Ok(read)
    }
}

impl Rows for JsonRows {
    fn name(&self) -> &str {
        &self.layer
    }

    fn count(&self) -> usize {
        self.rows.len()
    }

    fn spans(&self) -> Vec<Span> {
        self.rows.iter().map(|row| row.span).collect()
    }

    fn check(&self, text: &str) -> Result<(), BadRow> {
        check_spans(&self.layer, self.rows.iter().map(|row| (row.span, row.more.iter().copied())), text)
    }

    fn write_rows(&self, rows: Range<usize>, out: &mut Vec<u8>) -> serde_json::Result<()> {
        for (number, row) in self.rows[rows].iter().enumerate() {
            if number > 0 {
                out.push(b',');
            }
            serde_json::to_writer(&mut *out, &row.in_record())?;
        }
        Ok(())
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

impl Row {
    fn read(mut json: Value, text: &str) -> Result<Self, String> {
        let mut spans = Vec::new();
        match &mut json {
            Value::Array(pair) => spans.push(pair_to_bytes(pair)?),
            Value::Object(fields) if is_place(fields) => each_place(fields, |place| {
                spans.push(to_bytes(place, text)?);
                Ok(())
            })?,
            _ => return Err("is neither an object with `start` and `end` nor a pair of them".to_owned()),
        }
        let (span, more) = spans.split_first().expect("a row begins with its own span");
        Ok(Self { span: *span, more: more.to_vec(), json })
    }

    fn in_record(&self) -> Value {
        let mut json = self.json.clone();
        match &mut json {
            Value::Object(fields) => each_place(fields, |place| {
                to_record(place);
                Ok(())
            })
            .expect("writing offsets does not fail"),
            pair => *pair = in_record(self.span).map(Value::from).to_vec().into(),
        }
        json
    }
}

fn is_place(fields: &Map<String, Value>) -> bool {
    fields.contains_key("start") && fields.contains_key("end")
}

/// Does some work on the row, and on every object with `start` and `end` in its fields.
fn each_place(
    row: &mut Map<String, Value>,
    mut work: impl FnMut(&mut Map<String, Value>) -> Result<(), String>,
) -> Result<(), String> {
    work(row)?;
    for field in row.values_mut() {
        let inside = match field {
            Value::Array(items) => items.as_mut_slice(),
            field => std::slice::from_mut(field),
        };
        for fields in inside.iter_mut().filter_map(Value::as_object_mut).filter(|fields| is_place(fields)) {
            work(fields)?;
        }
    }
    Ok(())
}

/// Turns the offsets of an object into bytes.
fn to_bytes(place: &mut Map<String, Value>, text: &str) -> Result<Span, String> {
    let (start, end) = (offset(&place["start"])?, offset(&place["end"])?);
    let span = offsets::from_record(start, end)?;
    if let Some(said) = place.get("text").and_then(Value::as_str) {
        let found = span.get(text).unwrap_or_default();
        if said != found {
            return Err(format!("says `text` is {said:?}, but [{start}, {end}] is {found:?}"));
        }
    }
    place["start"] = span.start().into();
    place["end"] = span.end().into();
    Ok(span)
}

fn pair_to_bytes(pair: &mut [Value]) -> Result<Span, String> {
    let [start, end] = pair else { return Err(format!("is a list of {}, not a pair of offsets", pair.len())) };
    offsets::from_record(offset(start)?, offset(end)?)
}

fn offset(value: &Value) -> Result<u32, String> {
    let number = value.as_u64().and_then(|number| u32::try_from(number).ok());
    number.ok_or_else(|| format!("has {value} for an offset"))
}

/// Turns the offsets of an object from bytes into the unit of the record that is being written.
fn to_record(place: &mut Map<String, Value>) {
    let byte = |name| offset(&place[name]).expect("offsets were read as such");
    let [start, end] = in_record(Span::new(byte("start"), byte("end")));
    place["start"] = start.into();
    place["end"] = end.into();
}

fn in_record(span: Span) -> [u32; 2] {
    offsets::to_record(span).into()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::offsets::{Offsets, Unit};

    const TEXT: &str = "🙂 Zoë said no";

    fn through(read_in: Unit, written_in: Unit, rows: Value) -> Result<Value, String> {
        let rows = Offsets::new(TEXT, read_in).scope(|| JsonRows::read("acme.rows", rows, TEXT))?;
        let mut out = Vec::new();
        Offsets::new(TEXT, written_in).scope(|| rows.write_json(&mut out)).unwrap();
        Ok(serde_json::from_slice(&out).unwrap())
    }

    #[test]
    fn a_row_and_the_places_in_its_fields_change_their_unit_and_nothing_else_does() {
        let rows = json!([{"start": 2, "end": 5, "text": "Zoë", "n": 2, "cue": {"start": 6, "end": 10}, "of": [{"start": 0, "end": 1}]}]);
        let bytes = through(Unit::Codepoint, Unit::Byte, rows.clone()).unwrap();
        assert_eq!(bytes[0]["start"], 5);
        assert_eq!((&bytes[0]["cue"], &bytes[0]["of"][0]["end"]), (&json!({"start": 10, "end": 14}), &json!(4)));
        assert_eq!(through(Unit::Byte, Unit::Codepoint, bytes).unwrap(), rows);
        assert_eq!(through(Unit::Codepoint, Unit::Utf16, json!([[0, 1], [2, 5]])).unwrap(), json!([[0, 2], [3, 6]]));
    }

    #[test]
    fn each_fault_is_named_with_its_row() {
        for (rows, fault) in [
            (json!({}), "is not a list"),
            (json!([[0, 1], "x"]), "row 1 of layer `acme.rows` is neither"),
            (json!([[0, 1, 2]]), "a list of 3"),
            (json!([{"start": -1, "end": 1}]), "-1 for an offset"),
            (json!([{"start": 3, "end": 2}]), "ends before it starts"),
            (json!([[0, 400]]), "does not lie on characters"),
            (json!([[2, 3], [0, 1]]), "stands after a row that it should precede"),
            (json!([{"start": 2, "end": 5, "text": "said"}]), "is \"Zoë\""),
            (json!([{"start": 2, "end": 5, "cue": {"start": 9, "end": 99}}]), "[9, 99]"),
        ] {
            let found = through(Unit::Codepoint, Unit::Codepoint, rows).unwrap_err();
            assert!(found.contains(fault), "{found}");
        }
    }

    #[test]
    fn outside_a_scope_bytes_beyond_the_text_or_inside_a_letter_are_refused() {
        assert!(JsonRows::read("acme.rows", json!([[0, 99]]), TEXT).err().unwrap().contains("beyond the end"));
        assert!(JsonRows::read("acme.rows", json!([[1, 4]]), TEXT).err().unwrap().contains("boundaries"));
    }
}
