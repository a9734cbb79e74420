//! From a record's JSON to a row of columns.

use std::sync::Arc;

use arrow_array::{ArrayRef, Float32Array, Int32Array, ListArray, RecordBatch, StringArray, StructArray};
use arrow_buffer::{NullBuffer, OffsetBuffer};
use arrow_schema::{Fields, Schema};
use serde_json::{Map, Value};

use super::columns::{Column, JSON, META, PAIR, TEXT, fields, of_layer};

/// The columns of records that hold these layers, by name and type.
#[must_use]
pub fn columns(layers: &[String], with_text: bool) -> Schema {
    let fields = of_records(layers, with_text).into_iter().map(|(name, column)| column.field(name));
    Schema::new(fields.collect::<Fields>())
}

fn of_records(layers: &[String], with_text: bool) -> Vec<(&str, &'static Column)> {
    let mut columns = vec![("id", &TEXT), ("source", &TEXT), ("meta", &META), ("repairs", &JSON)];
    if with_text {
        columns.push(("text", &TEXT));
    }
    columns.extend(layers.iter().map(|name| (name.as_str(), of_layer(name))));
    columns
}

/// The rows of records, with a column for each of these layers.
///
/// # Errors
/// If a layer holds what its column cannot.
pub fn rows(records: &[Map<String, Value>], layers: &[String], with_text: bool) -> Result<RecordBatch, String> {
    let arrays = of_records(layers, with_text).into_iter().map(|(name, column)| {
        let values: Vec<_> = records.iter().map(|record| record.get(name)).collect();
        array(column, &values).map_err(|e| format!("column `{name}`: {e}"))
    });
    let arrays = arrays.collect::<Result<Vec<_>, _>>()?;
    RecordBatch::try_new(Arc::new(columns(layers, with_text)), arrays).map_err(|e| e.to_string())
}

/// The values of a column, one a row; recursion ends with the column's type.
fn array(column: &Column, values: &[Option<&Value>]) -> Result<ArrayRef, String> {
    let values: Vec<_> = values.iter().map(|value| value.filter(|value| !value.is_null())).collect();
    Ok(match column {
        Column::Text => Arc::new(each(&values, Value::as_str)?.into_iter().collect::<StringArray>()),
        Column::Json => Arc::new(values.iter().map(|value| value.map(Value::to_string)).collect::<StringArray>()),
        Column::Number => {
            let number = |value: &Value| value.as_u64().and_then(|number| i32::try_from(number).ok());
            Arc::new(each(&values, number)?.into_iter().collect::<Int32Array>())
        }
        Column::Float => {
            let float = |value: &Value| value.as_f64().map(|float| float as f32);
            Arc::new(each(&values, float)?.into_iter().collect::<Float32Array>())
        }
        Column::Pair => pairs(&values)?,
        Column::List(member) => list(member, &values)?,
        Column::Struct(members) => structs(members, &values)?,
    })
}

fn each<'a, T>(values: &[Option<&'a Value>], read: impl Fn(&'a Value) -> Option<T>) -> Result<Vec<Option<T>>, String> {
    let one = |value: &Option<&'a Value>| value.map(|value| read(value).ok_or_else(|| unfit(value))).transpose();
    values.iter().map(one).collect()
}

fn unfit(value: &Value) -> String {
    format!("cannot hold {:.60}", value.to_string())
}

fn pairs(values: &[Option<&Value>]) -> Result<ArrayRef, String> {
    let side =
        |at: usize| array(&PAIR[at].1, &values.iter().map(|value| value.and_then(|v| v.get(at))).collect::<Vec<_>>());
    Ok(Arc::new(StructArray::new(fields(PAIR), vec![side(0)?, side(1)?], nulls(values))))
}

fn list(member: &Column, values: &[Option<&Value>]) -> Result<ArrayRef, String> {
    let lists = each(values, Value::as_array)?;
    let members: Vec<_> = lists.iter().flatten().flat_map(|list| list.iter().map(Some)).collect();
    let lengths = lists.iter().map(|list| list.map_or(0, Vec::len));
    let offsets = OffsetBuffer::from_lengths(lengths);
    Ok(Arc::new(ListArray::new(Arc::new(member.field("item")), offsets, array(member, &members)?, nulls(values))))
}

fn structs(members: &'static [(&'static str, Column)], values: &[Option<&Value>]) -> Result<ArrayRef, String> {
    for object in each(values, Value::as_object)?.into_iter().flatten() {
        if let Some(name) = object.keys().find(|name| members.iter().all(|(known, _)| known != name)) {
            return Err(format!("has no place for `{name}`"));
        }
    }
    let member = |(name, column): &(&str, Column)| {
        let values: Vec<_> = values.iter().map(|value| value.and_then(|value| value.get(*name))).collect();
        array(column, &values).map_err(|e| format!("`{name}` {e}"))
    };
    let arrays = members.iter().map(member).collect::<Result<Vec<_>, _>>()?;
    Ok(Arc::new(StructArray::new(fields(members), arrays, nulls(values))))
}

fn nulls(values: &[Option<&Value>]) -> Option<NullBuffer> {
    values.iter().any(Option::is_none).then(|| values.iter().map(Option::is_some).collect())
}
