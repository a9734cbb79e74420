//! From a row of columns to a record's JSON.

use arrow_array::cast::AsArray;
use arrow_array::types::{
    ArrowPrimitiveType, Date32Type, Float16Type, Float32Type, Float64Type, Int8Type, Int16Type, Int32Type, Int64Type,
    TimestampMicrosecondType, TimestampMillisecondType, TimestampNanosecondType, TimestampSecondType, UInt8Type,
    UInt16Type, UInt32Type, UInt64Type,
};
use arrow_array::{Array, RecordBatch};
use arrow_schema::{DataType, TimeUnit};
use serde_json::{Map, Value};

use super::columns::{Column, META, of_layer};
use super::time;

/// The columns of one row; null ones and those of types that JSON has no place for are left out.
///
/// # Errors
/// If JSON that we wrote into a string is none any more.
pub fn record(rows: &RecordBatch, row: usize, layers: &[String]) -> Result<Map<String, Value>, String> {
    let schema = rows.schema();
    let mut record = Map::new();
    for (field, array) in schema.fields().iter().zip(rows.columns()) {
        let name = field.name();
        let column = match (name.as_str(), field.data_type()) {
            ("meta", DataType::Struct(_)) => Some(&META),
            ("repairs", DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View) => Some(&Column::Json),
            (_, DataType::List(_) | DataType::LargeList(_)) => {
                Some(of_layer(name)).filter(|column| !matches!(column, Column::Json))
            }
            (_, DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View) if layers.contains(name) => {
                Some(&Column::Json)
            }
            _ => None,
        };
        if let Some(value) = value(array.as_ref(), row, column).map_err(|e| format!("column `{name}`: {e}"))? {
            record.insert(name.clone(), value);
        }
    }
    Ok(record)
}

/// The value in a row; recursion ends with the array's type, whose depth the source limits.
fn value(array: &dyn Array, row: usize, column: Option<&Column>) -> Result<Option<Value>, String> {
    if array.is_null(row) {
        return Ok(None);
    }
    Ok(match array.data_type() {
        DataType::Utf8 => Some(text(array.as_string::<i32>().value(row), column)?),
        DataType::LargeUtf8 => Some(text(array.as_string::<i64>().value(row), column)?),
        DataType::Utf8View => Some(text(array.as_string_view().value(row), column)?),
        DataType::Binary => str::from_utf8(array.as_binary::<i32>().value(row)).ok().map(Value::from),
        DataType::List(_) => Some(list(array.as_list::<i32>().value(row).as_ref(), column)?),
        DataType::LargeList(_) => Some(list(array.as_list::<i64>().value(row).as_ref(), column)?),
        DataType::Struct(_) => Some(object(array, row, column)?),
        _ => scalar(array, row),
    })
}

fn text(text: &str, column: Option<&Column>) -> Result<Value, String> {
    match column {
        Some(Column::Json) => serde_json::from_str(text).map_err(|e| e.to_string()),
        _ => Ok(Value::from(text)),
    }
}

fn list(members: &dyn Array, column: Option<&Column>) -> Result<Value, String> {
    let column = match column {
        Some(Column::List(member)) => Some(*member),
        _ => None,
    };
    let members = (0..members.len()).map(|row| Ok(value(members, row, column)?.unwrap_or_default()));
    members.collect::<Result<Vec<_>, String>>().map(Value::Array)
}

fn object(array: &dyn Array, row: usize, column: Option<&Column>) -> Result<Value, String> {
    let known = match column {
        Some(Column::Struct(members)) => *members,
        _ => &[],
    };
    let structs = array.as_struct();
    let mut object = Map::new();
    for (field, member) in structs.fields().iter().zip(structs.columns()) {
        let column = known.iter().find(|(name, _)| name == field.name()).map(|(_, column)| column);
        if let Some(value) = value(member.as_ref(), row, column)? {
            object.insert(field.name().clone(), value);
        }
    }
    match (column, object.get("start"), object.get("end")) {
        (Some(Column::Pair), Some(start), Some(end)) => Ok(Value::Array(vec![start.clone(), end.clone()])),
        _ => Ok(Value::Object(object)),
    }
}

fn scalar(array: &dyn Array, row: usize) -> Option<Value> {
    fn number<T: ArrowPrimitiveType>(array: &dyn Array, row: usize) -> T::Native {
        array.as_primitive::<T>().value(row)
    }
    Some(match array.data_type() {
        DataType::Boolean => array.as_boolean().value(row).into(),
        DataType::Int8 => number::<Int8Type>(array, row).into(),
        DataType::Int16 => number::<Int16Type>(array, row).into(),
        DataType::Int32 => number::<Int32Type>(array, row).into(),
        DataType::Int64 => number::<Int64Type>(array, row).into(),
        DataType::UInt8 => number::<UInt8Type>(array, row).into(),
        DataType::UInt16 => number::<UInt16Type>(array, row).into(),
        DataType::UInt32 => number::<UInt32Type>(array, row).into(),
        DataType::UInt64 => number::<UInt64Type>(array, row).into(),
        DataType::Float16 => number::<Float16Type>(array, row).to_f64().into(),
        DataType::Float32 => number::<Float32Type>(array, row).into(),
        DataType::Float64 => number::<Float64Type>(array, row).into(),
        DataType::Date32 => return time::date(number::<Date32Type>(array, row)).map(Value::from),
        DataType::Timestamp(unit, zone) => {
            let (ticks, per_second) = match unit {
                TimeUnit::Second => (number::<TimestampSecondType>(array, row), 1),
                TimeUnit::Millisecond => (number::<TimestampMillisecondType>(array, row), 1000),
                TimeUnit::Microsecond => (number::<TimestampMicrosecondType>(array, row), 1_000_000),
                TimeUnit::Nanosecond => (number::<TimestampNanosecondType>(array, row), 1_000_000_000),
            };
            return time::timestamp(ticks, per_second, zone.is_some()).map(Value::from);
        }
        _ => return None,
    })
}
