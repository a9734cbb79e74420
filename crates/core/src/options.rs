//! Options of stages, sources and sinks as JSON: their defaults, their schema, their values.

use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

pub(crate) fn defaults<C: Default + Serialize>() -> Value {
    serde_json::to_value(C::default()).expect("a config of plain fields serializes")
}

/// Without `$schema` and without references, so that it can stand anywhere in a larger schema.
pub(crate) fn schema<C: JsonSchema>() -> Value {
    let settings = SchemaSettings::draft07().with(|settings| {
        settings.meta_schema = None;
        settings.inline_subschemas = true;
    });
    settings.into_generator().into_root_schema_for::<C>().to_value()
}

pub(crate) fn read<C: DeserializeOwned>(options: Value) -> Result<C, String> {
    serde_json::from_value(options).map_err(|e| e.to_string())
}
