//! TOML values as JSON, for options, with a complaint about what JSON cannot hold.

use std::ops::Range;

use serde_json::{Map, Number, Value};
use toml::Spanned;
use toml::de::{DeInteger, DeValue};

use super::problem::Problem;

/// What a value is called in messages.
pub(crate) fn kind(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "a string",
        DeValue::Integer(_) => "an integer",
        DeValue::Float(_) => "a float",
        DeValue::Boolean(_) => "a boolean",
        DeValue::Datetime(_) => "a date",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    }
}

/// The value as JSON.
///
/// TOML's parser bounds the depth of the document, so this may follow it.
pub(crate) fn to_json(value: &Spanned<DeValue<'_>>) -> Result<Value, Problem> {
    let place = value.span();
    Ok(match value.get_ref() {
        DeValue::String(text) => Value::String(text.to_string()),
        DeValue::Integer(number) => integer(number, place)?,
        DeValue::Float(number) => float(number.as_str(), place)?,
        DeValue::Boolean(truth) => Value::Bool(*truth),
        DeValue::Datetime(date) => Value::String(date.to_string()),
        DeValue::Array(items) => Value::Array(items.iter().map(to_json).collect::<Result<_, _>>()?),
        DeValue::Table(table) => {
            let entry = |(key, value): (&Spanned<toml::de::DeString<'_>>, &Spanned<DeValue<'_>>)| {
                Ok((key.get_ref().to_string(), to_json(value)?))
            };
            Value::Object(table.iter().map(entry).collect::<Result<Map<_, _>, _>>()?)
        }
    })
}

fn integer(number: &DeInteger<'_>, place: Range<usize>) -> Result<Value, Problem> {
    let value = i64::from_str_radix(number.as_str(), number.radix());
    value.map(Value::from).map_err(|_| Problem::at(place, "a number too large to count with", "64 bits at most"))
}

fn float(number: &str, place: Range<usize>) -> Result<Value, Problem> {
    let finite = number.parse().ok().and_then(Number::from_f64);
    finite.map(Value::Number).ok_or_else(|| Problem::at(place, format!("`{number}` is no usable number"), "not finite"))
}
