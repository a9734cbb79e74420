//! The names of labels, as records write them.

use serde::Serialize;
use serde_json::Value;

/// The name of a label of one of the layers ("PERSON", "direct").
pub(crate) fn label(of: &impl Serialize) -> String {
    match serde_json::to_value(of) {
        Ok(Value::String(name)) => name,
        _ => String::new(),
    }
}
